// What becomes of a message on its way out: every rule of mail §3.3 to 3.7, in every state a crash can leave behind.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextStep, type SendFacts, type SendRow } from "../../src-main/domain/mime/send-state.ts";

const NOW = Date.UTC(2026, 10, 23, 12);
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const FACTS: SendFacts = { nowMs: NOW, isOrphan: false, isOnline: true, isBusy: false };
const ROW: SendRow = {
  state: "queued",
  dueMs: NOW,
  recipients: 1,
  host: "smtp.example.test",
  sinceMs: NOW,
  searches: 0,
  confirmed: false,
};
const step = (row: Partial<SendRow>, facts: Partial<SendFacts> = {}) =>
  nextStep({ ...ROW, ...row }, { ...FACTS, ...facts });

describe("held, so that it can be taken back", () => {
  test("waits for its time, and goes out after it", () => {
    expect(step({ state: "held", dueMs: NOW + 10 * SECOND })).toEqual({ kind: "wait", untilMs: NOW + 10 * SECOND });
    expect(step({ state: "held", dueMs: NOW })).toEqual({ kind: "become", state: "queued" });
  });

  test("after a crash or a sleep of more than two minutes the person is asked, not surprised", () => {
    for (const isOrphan of [true, false]) {
      expect(step({ state: "held", dueMs: NOW - 2 * MINUTE }, { isOrphan })).toEqual({
        kind: "become",
        state: "queued",
      });
      expect(step({ state: "held", dueMs: NOW - 2 * MINUTE - 1 }, { isOrphan })).toEqual({ kind: "ask", why: "late" });
    }
  });

  test("send now means now, early or late, with or without a network", () => {
    for (const dueMs of [NOW + HOUR, NOW - 24 * HOUR])
      expect(step({ state: "held", dueMs, confirmed: true }, { isOnline: false })).toEqual({
        kind: "become",
        state: "queued",
      });
  });
});

describe("scheduled", () => {
  test("waits for its time; up to an hour late goes out, later asks", () => {
    expect(step({ state: "scheduled", dueMs: NOW + 1 })).toEqual({ kind: "wait", untilMs: NOW + 1 });
    expect(step({ state: "scheduled", dueMs: NOW - HOUR })).toEqual({ kind: "become", state: "queued" });
    expect(step({ state: "scheduled", dueMs: NOW - HOUR - 1 })).toEqual({ kind: "ask", why: "late" });
    expect(step({ state: "scheduled", dueMs: NOW - HOUR - 1, confirmed: true })).toEqual({
      kind: "become",
      state: "queued",
    });
  });
});

describe("queued", () => {
  test("goes out at its time, one message of an account at a time, when there is a network", () => {
    expect(step({})).toEqual({ kind: "submit" });
    expect(step({ dueMs: NOW + MINUTE })).toEqual({ kind: "wait", untilMs: NOW + MINUTE });
    expect(step({}, { isOnline: false })).toEqual({ kind: "rest" });
    expect(step({}, { isBusy: true })).toEqual({ kind: "rest" });
  });

  test("after a crash it goes out: nothing of it was sent, or it would be submitting", () => {
    expect(step({}, { isOrphan: true })).toEqual({ kind: "submit" });
  });

  test("waits where the provider's day is full, and says so; it does not fail", () => {
    const quota = { limit: 100, used: 95, freeAtMs: NOW + 3 * HOUR };
    expect(step({ recipients: 5 }, { quota })).toEqual({ kind: "submit" });
    expect(step({ recipients: 6 }, { quota })).toEqual({
      kind: "wait",
      untilMs: NOW + 3 * HOUR,
      failure: "send-limit",
    });
  });

  test("more recipients than a whole day allows are tried: the server's no is better than waiting for ever", () => {
    expect(step({ recipients: 200 }, { quota: { limit: 100, used: 0, freeAtMs: NOW } })).toEqual({ kind: "submit" });
  });

  test("a window that should be free and is not is asked again in a minute, not at once", () => {
    const quota = { limit: 100, used: 100, freeAtMs: NOW - 1 };
    expect(step({}, { quota })).toMatchObject({ kind: "wait", untilMs: NOW + MINUTE });
  });
});

describe("submitting", () => {
  test("is left alone while somebody works on it", () => {
    expect(step({ state: "submitting" })).toEqual({ kind: "rest" });
  });

  test("after a crash nobody knows: never sent again by itself", () => {
    expect(step({ state: "submitting" }, { isOrphan: true })).toEqual({ kind: "become", state: "uncertain" });
  });
});

describe("uncertain", () => {
  const uncertain = (searches: number, afterMs: number, facts: Partial<SendFacts> = {}) =>
    step({ state: "uncertain", searches, sinceMs: NOW - afterMs }, facts);

  test("Sent is searched for five minutes, then the person decides", () => {
    const times = [0, 10, 30, 60, 120, 300].map((seconds) => seconds * SECOND);
    times.forEach((at, searches) => {
      expect(uncertain(searches, at)).toEqual({ kind: "search" });
      if (at > 0) expect(uncertain(searches, at - 1)).toEqual({ kind: "wait", untilMs: NOW + 1 });
    });
    expect(uncertain(6, 300 * SECOND, { found: [] })).toEqual({ kind: "ask", why: "uncertain" });
  });

  test("found there, it arrived, and its copy is filed", () => {
    expect(uncertain(1, 0, { found: [7] })).toEqual({ kind: "become", state: "done" });
  });

  test("without a network nothing was searched, so nothing is asked yet", () => {
    expect(uncertain(5, HOUR, { isOnline: false })).toEqual({ kind: "rest" });
    expect(uncertain(5, HOUR)).toEqual({ kind: "search" });
  });

  test("no fact whatever sends it again", () => {
    fc.assert(
      fc.property(anyFacts(), fc.nat(10), fc.integer({ min: 0, max: 10 * HOUR }), (facts, searches, ago) => {
        for (const state of ["uncertain", "submitting", "accepted", "done", "failed", "cancelled"] as const) {
          const next = nextStep(
            { ...ROW, state, searches, sinceMs: NOW - ago, dueMs: NOW - ago, confirmed: true },
            facts,
          );
          expect(next.kind).not.toBe("submit");
          if (next.kind === "become") expect(["uncertain", "done"]).toContain(next.state);
        }
      }),
      { seed: 6 },
    );
  });
});

describe("accepted: one copy in Sent, whoever files it", () => {
  const accepted = (host: string, searches: number, afterMs: number, facts: Partial<SendFacts> = {}) =>
    step({ state: "accepted", host, searches, sinceMs: NOW - afterMs }, facts);

  test("every server is given the time to file its own: at 0, 1, 2 and 4 seconds", () => {
    [0, 1, 2, 4].forEach((seconds, searches) => {
      expect(accepted("smtp.example.test", searches, seconds * SECOND)).toEqual({ kind: "search" });
      if (seconds > 0)
        expect(accepted("smtp.example.test", searches, seconds * SECOND - 1)).toEqual({
          kind: "wait",
          untilMs: NOW + 1,
        });
    });
    expect(accepted("smtp.example.test", 4, 4 * SECOND, { found: [] })).toEqual({ kind: "file" });
  });

  test.each(["smtp.gmail.com", "SMTP.Office365.com.", "smtp-mail.outlook.com", "smtp.mail.me.com"])(
    "%s files by itself: it gets a minute more",
    (host) => {
      expect(accepted(host, 4, 4 * SECOND, { found: [] })).toEqual({ kind: "wait", untilMs: NOW + 11 * SECOND });
      expect(accepted(host, 5, MINUTE, { found: [] })).toEqual({ kind: "search" });
      expect(accepted(host, 6, MINUTE, { found: [] })).toEqual({ kind: "file" });
    },
  );

  test("it is the server's host that counts, not the address", () => {
    expect(accepted("smtp.gmail.com.example.test", 4, MINUTE, { found: [] })).toEqual({ kind: "file" });
  });

  test("found: nothing is filed, also after a crash between filing and knowing it", () => {
    for (const isOrphan of [true, false])
      expect(accepted("smtp.example.test", 1, 0, { found: [12], isOrphan })).toEqual({ kind: "become", state: "done" });
  });

  test("after a crash the search begins where it was, and the message is not sent again", () => {
    expect(accepted("smtp.example.test", 0, 24 * HOUR, { isOrphan: true })).toEqual({ kind: "search" });
    expect(accepted("smtp.example.test", 4, 24 * HOUR, { isOrphan: true })).toEqual({ kind: "search" });
    expect(accepted("smtp.example.test", 5, 24 * HOUR, { found: [] })).toEqual({ kind: "file" });
  });

  test("the rest of a message that was taken for some has its copy already", () => {
    expect(step({ state: "accepted", withoutCopy: true })).toEqual({ kind: "become", state: "done" });
  });

  test("a copy that may be ours is ours, so that it goes if the server's own comes after all", () => {
    const row = { state: "accepted", searches: 5, ownCopyUid: 0 } as const;
    expect(step(row, { found: [12] })).toEqual({ kind: "become", state: "done", ownCopyUid: 12 });
    expect(step(row, { found: [12, 13] })).toEqual({ kind: "become", state: "done" });
    expect(step({ ...row, state: "done" })).toEqual({ kind: "rest" });
  });

  test("without a network the copy waits", () => {
    expect(accepted("smtp.example.test", 4, HOUR, { isOnline: false })).toEqual({ kind: "rest" });
  });
});

describe("done", () => {
  const done = (row: Partial<SendRow>, facts: Partial<SendFacts> = {}) => step({ state: "done", ...row }, facts);

  test("the server's own copy: nothing more", () => {
    expect(done({})).toEqual({ kind: "rest" });
  });

  test("our copy: looked at again twice, for one that the server files late", () => {
    expect(done({ ownCopyUid: 9 })).toEqual({ kind: "wait", untilMs: NOW + 2 * MINUTE });
    expect(done({ ownCopyUid: 9, sinceMs: NOW - 2 * MINUTE })).toEqual({ kind: "search" });
    expect(done({ ownCopyUid: 9, sinceMs: NOW - HOUR, searches: 1, found: undefined } as Partial<SendRow>)).toEqual({
      kind: "search",
    });
    expect(done({ ownCopyUid: 9, sinceMs: NOW - HOUR, searches: 2 }, { found: [9] })).toEqual({ kind: "rest" });
  });

  test("two copies: ours goes, by its uid, and only beside another", () => {
    expect(done({ ownCopyUid: 9, searches: 1 }, { found: [9, 10] })).toEqual({ kind: "remove-copy", uid: 9 });
    expect(done({ ownCopyUid: 9, searches: 2 }, { found: [10] })).toEqual({ kind: "rest" });
    expect(done({ ownCopyUid: 9, searches: 2 }, { found: [] })).toEqual({ kind: "rest" });
  });
});

test("failed and cancelled rest", () => {
  for (const state of ["failed", "cancelled"] as const)
    expect(step({ state }, { isOrphan: true })).toEqual({ kind: "rest" });
});

/** Any facts, so that nothing is proved by leaving one out. */
function anyFacts(): fc.Arbitrary<SendFacts> {
  return fc.record(
    {
      nowMs: fc.constant(NOW),
      isOrphan: fc.boolean(),
      isOnline: fc.boolean(),
      isBusy: fc.boolean(),
      found: fc.array(fc.nat(20), { maxLength: 3 }),
    },
    { requiredKeys: ["nowMs", "isOrphan", "isOnline", "isBusy"] },
  );
}
