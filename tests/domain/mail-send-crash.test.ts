// A whole life of a message, played by an executor that may be killed at any moment, against a server that may lose any answer:
// it is delivered at most once, never forgotten, and lies in Sent once (mail §3.3 to 3.7).
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  afterFailure,
  afterSubmit,
  type SendOutcome,
  type SendResult,
} from "../../src-main/domain/mime/send-outcome.ts";
import { nextStep, type SendRow, type SendStep } from "../../src-main/domain/mime/send-state.ts";
import { Failure } from "../../src-preload/contract/failure.ts";

const START = Date.UTC(2026, 10, 23, 12);

/** What happens at one attempt, and where the program dies. */
type Attempt = "accepted" | "lost-after" | "lost-before-end" | "refused-now" | "offline" | "answer-lost-untaken";
type Death = "none" | "before-data" | "after-begin" | "after-answer" | "after-append";

interface Fate {
  readonly attempts: readonly Attempt[];
  readonly deaths: readonly Death[];
  readonly serverFiles: "at-once" | "late" | "never";
  readonly host: string;
  /** The computer sleeps for so long after each step. */
  readonly pauseMs: number;
}

class Life {
  row: SendRow & { refusals: number; losses: number };
  delivered = 0;
  /** Uids in Sent: the server's are even, ours odd. */
  readonly sent = new Set<number>();
  nowMs = START;
  #isOrphan = false;
  #found: readonly number[] | undefined;
  #lateMs = Number.POSITIVE_INFINITY;
  #attempts: Attempt[];
  #deaths: Death[];
  #uid = 1;
  readonly #fate: Fate;

  constructor(fate: Fate) {
    this.#fate = fate;
    this.#attempts = [...fate.attempts];
    this.#deaths = [...fate.deaths];
    const base = { recipients: 1, host: fate.host, sinceMs: START, searches: 0, confirmed: false };
    this.row = { ...base, state: "held", dueMs: START + 10_000, refusals: 0, losses: 0 };
  }

  /** Plays on until nothing happens by itself any more. @returns the last step */
  play(): SendStep {
    for (let steps = 0; steps < 300; steps++) {
      if (this.nowMs >= this.#lateMs) {
        this.sent.add(1000);
        this.#lateMs = Number.POSITIVE_INFINITY;
      }
      const facts = { nowMs: this.nowMs, isOrphan: this.#isOrphan, isOnline: true, isBusy: false };
      const step = nextStep(this.row, { ...facts, ...(this.#found && { found: this.#found }) });
      this.#isOrphan = false;
      if (step.kind === "ask" || step.kind === "rest") return step;
      this.#perform(step);
      this.nowMs += this.#fate.pauseMs;
    }
    throw new Error(`runs in circles in ${this.row.state}`);
  }

  /** Everything but what is stored is lost. @returns true when the program dies here */
  #dies(at: Death): boolean {
    if (this.#deaths[0] !== at) return false;
    this.#deaths.shift();
    this.#isOrphan = true;
    this.#found = undefined;
    return true;
  }

  #become(state: SendRow["state"], more: Partial<SendRow> = {}): void {
    this.row = { ...this.row, ...more, state, sinceMs: this.nowMs, searches: 0 };
    this.#found = undefined;
  }

  #perform(step: Exclude<SendStep, { kind: "ask" | "rest" }>): void {
    if (step.kind === "wait") this.nowMs = Math.max(this.nowMs, step.untilMs);
    else if (step.kind === "become") this.#become(step.state, step.ownCopyUid ? { ownCopyUid: step.ownCopyUid } : {});
    else if (step.kind === "search") {
      this.#found = [...this.sent];
      this.row = { ...this.row, searches: this.row.searches + 1 };
    } else if (step.kind === "file") {
      const uid = this.#uid;
      this.#uid += 2;
      this.row = { ...this.row, ownCopyUid: 0 };
      this.sent.add(uid);
      if (!this.#dies("after-append")) this.#become("done", { ownCopyUid: uid });
    } else if (step.kind === "remove-copy") {
      this.sent.delete(step.uid);
      this.row = { ...this.row, ownCopyUid: undefined };
    } else this.#submit();
  }

  #submit(): void {
    if (this.#dies("before-data")) return;
    const attempt = this.#attempts.shift() ?? "accepted";
    const attemptRow = { ...this.row, firstDueMs: START };
    if (attempt === "offline") {
      this.#store(afterFailure(attemptRow, new Failure("offline"), this.nowMs, 0.5));
      return;
    }
    if (attempt === "refused-now") {
      this.#answer({ kind: "refused", permanent: false, answer: "451" });
      return;
    }
    this.#become("submitting");
    if (attempt === "lost-before-end") {
      if (!this.#dies("after-begin"))
        this.#store(afterFailure(attemptRow, new Failure("connection-lost"), this.nowMs, 0.5));
      return;
    }
    if (attempt !== "answer-lost-untaken") this.#take();
    if (this.#dies("after-begin") || this.#dies("after-answer")) return;
    this.#answer(attempt === "accepted" ? { kind: "accepted", answer: "250", rejected: [] } : { kind: "uncertain" });
  }

  #take(): void {
    this.delivered++;
    if (this.#fate.serverFiles === "at-once") this.sent.add(1000);
    if (this.#fate.serverFiles === "late") this.#lateMs = this.nowMs + 90_000;
  }

  #answer(outcome: SendOutcome): void {
    this.#store(afterSubmit({ ...this.row, firstDueMs: START }, outcome, this.nowMs, 0.5));
  }

  #store(result: SendResult): void {
    const { refusals, losses, dueMs } = result;
    this.#become(result.state);
    this.row = { ...this.row, refusals, losses, ...(dueMs !== undefined && { dueMs }) };
  }
}

const fates: fc.Arbitrary<Fate> = fc.record({
  attempts: fc.array(
    fc.constantFrom<Attempt>(
      "accepted",
      "lost-after",
      "lost-before-end",
      "refused-now",
      "offline",
      "answer-lost-untaken",
    ),
    { maxLength: 6 },
  ),
  deaths: fc.array(fc.constantFrom<Death>("before-data", "after-begin", "after-answer", "after-append"), {
    maxLength: 4,
  }),
  serverFiles: fc.constantFrom("at-once", "late", "never"),
  host: fc.constantFrom("smtp.example.test", "smtp.gmail.com"),
  pauseMs: fc.constantFrom(0, 100, 60_000),
});

test("whatever happens, it is delivered at most once, and nothing is left in the dark", () => {
  fc.assert(
    fc.property(fates, (fate) => {
      const life = new Life(fate);
      const last = life.play();
      expect(life.delivered).toBeLessThanOrEqual(1);
      if (last.kind === "ask") {
        // Never asked about what certainly arrived and can be seen to have: only where Sent does not show it.
        expect(["held", "uncertain"]).toContain(life.row.state);
      } else {
        expect(["done", "failed"]).toContain(life.row.state);
        if (life.row.state === "done") expect([life.delivered, life.sent.size]).toEqual([1, 1]);
        else expect(life.delivered).toBe(0);
      }
    }),
    { numRuns: 3000, seed: 6 },
  );
});

test("an answer that is always lost never leads to a second attempt", () => {
  const life = new Life({
    attempts: ["lost-after", "accepted", "accepted"],
    deaths: [],
    serverFiles: "never",
    host: "smtp.example.test",
    pauseMs: 0,
  });
  expect(life.play()).toEqual({ kind: "ask", why: "uncertain" });
  expect(life.delivered).toBe(1);
});

test("killed between the server's yes and knowing it: Sent on the server tells, and one copy is there", () => {
  const fate = {
    attempts: [],
    deaths: ["after-answer"],
    serverFiles: "at-once",
    host: "smtp.gmail.com",
    pauseMs: 0,
  } as const;
  const life = new Life(fate);
  expect(life.play()).toEqual({ kind: "rest" });
  expect([life.row.state, life.delivered, life.sent.size]).toEqual(["done", 1, 1]);
});

test("killed between filing and knowing it: no second copy", () => {
  const fate = {
    attempts: [],
    deaths: ["after-append"],
    serverFiles: "never",
    host: "smtp.example.test",
    pauseMs: 0,
  } as const;
  const life = new Life(fate);
  life.play();
  expect([life.row.state, life.delivered, life.sent.size]).toEqual(["done", 1, 1]);
});
