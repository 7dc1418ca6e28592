// Every call of the contract through the engine's door, on a whole engine with the demo's data, its server and its mailbox.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDispatch, type Dispatch } from "../../../src-main/engine/rpc.ts";
import { memoryVault } from "../../../src-main/host/vault/memory.ts";
import { Failure, type FailureData } from "../../../src-preload/contract/failure.ts";
import { fakeClock } from "../../support/fake-clock.ts";
import { testEngine } from "../../support/test-engine.ts";
import { type Call, calls, type Kind } from "../call-inputs.ts";
import { target } from "../target.ts";
import { answering } from "../world.ts";

/** After so many calls what is there is looked up anew. */
const LOOK_EVERY = 50;
/** A person gives up on a sign-in or a search by then. */
const PATIENCE_MS = 300;

type Ids = Map<Kind, string[]>;
type Row = Readonly<Record<string, unknown>>;

const idsIn = (rows: unknown, key = "id") =>
  (Array.isArray(rows) ? (rows as Row[]) : []).map((row) => row[key]).filter((id) => typeof id === "string");

class Office {
  readonly #dispatch: Dispatch;
  readonly #ids: Ids = new Map();
  #calls = 0;

  constructor(dispatch: Dispatch) {
    this.#dispatch = dispatch;
  }

  async call({ name, input }: Call): Promise<void> {
    if (this.#calls++ % LOOK_EVERY === 0) await this.#lookAround();
    const reply = await this.#dispatch(name, this.#filled(input), AbortSignal.timeout(PATIENCE_MS));
    if ("ok" in reply) this.#keep(reply.ok);
    else throw thrown(reply.failure);
  }

  /** What a call makes, later ones may name. */
  #keep(answer: unknown): void {
    const { undoId, draft, identity, feed } = Object(answer) as Record<string, unknown>;
    const made: readonly (readonly [Kind, unknown])[] = [
      ["undo", undoId],
      ["draft", Object(draft).id],
      ["identity", Object(identity).id],
      ["feed", Object(feed).id],
    ];
    for (const [kind, id] of made) if (typeof id === "string") this.#of(kind).unshift(id);
  }

  #of(kind: Kind): string[] {
    const known = this.#ids.get(kind) ?? [];
    this.#ids.set(kind, known);
    return known;
  }

  #filled(value: unknown): unknown {
    if (typeof value === "string") {
      const [, kind, nth] = /^@([a-z]+):(\d+)$/.exec(value) ?? [];
      const known = kind === undefined ? [] : (this.#ids.get(kind as Kind) ?? []);
      return known[Number(nth) % Math.max(known.length, 1)] ?? value;
    }
    if (Array.isArray(value)) return value.map((one) => this.#filled(one));
    if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.#filled(one)]));
  }

  async #ask(name: string, input: unknown = {}): Promise<Row> {
    const reply = await this.#dispatch(name, input, AbortSignal.timeout(5_000));
    if ("failure" in reply) throw new Error(`${name}: ${reply.failure.message}`);
    return reply.ok as Row;
  }

  async #lookAround(): Promise<void> {
    const isDemo = ({ kind }: Row) => kind === "demo";
    const { accounts } = await this.#ask("accounts.list");
    if (!(accounts as Row[]).some(isDemo)) {
      await this.#ask("accounts.add", { kind: "demo" });
      await this.#ask("sync.run");
    }
    const range = { fromMs: Date.UTC(2026, 9, 1), toMs: Date.UTC(2027, 1, 1) };
    const { occurrences } = await this.#ask("agenda.range", range);
    const mail = await this.#ask("mail.list", { role: "inbox" });
    const lists: readonly (readonly [Kind, readonly string[]])[] = [
      ["account", idsIn((await this.#ask("accounts.list")).accounts)],
      ["calendar", idsIn((await this.#ask("calendars.list", { includeHidden: true })).calendars)],
      ["event", idsIn(occurrences, "eventId")],
      ["recurrence", idsIn(occurrences, "recurrenceId")],
      ["feed", idsIn((await this.#ask("feeds.list")).feeds)],
      ["folder", idsIn((await this.#ask("mail.folders")).folders)],
      ["thread", idsIn(mail.threads)],
      ["message", (mail.threads as Row[]).flatMap((row) => idsIn([row.latest ?? row], "id"))],
      ["identity", idsIn((await this.#ask("mail.identities")).identities)],
      ["draft", idsIn((await this.#ask("mail.drafts")).drafts)],
      ["history", idsIn((await this.#ask("history.list", {})).entries)],
    ];
    for (const [kind, ids] of lists) this.#ids.set(kind, [...ids].slice(0, 13));
  }
}

function thrown(data: FailureData): Error {
  if (data.code === "bug") return new Error(data.message);
  return new Failure(data.reason, data.params);
}

export const CALL_TARGETS = [
  target({
    name: "calls: every one of the contract, through the engine's door",
    share: 4,
    inputs: calls(),
    open: async () => {
      const folder = mkdtempSync(join(tmpdir(), "cadran-fuzz-"));
      const { net } = answering(({ url }) => {
        throw new Failure("host-unknown", { host: new URL(url).hostname });
      });
      const { engine, close } = testEngine({ folder, clock: fakeClock(), vault: memoryVault(), net });
      // Answers are held to the contract too.
      const office = new Office(createDispatch(engine.handlers, true));
      return {
        entry: (call) => office.call(call),
        close: async () => {
          await close();
          rmSync(folder, { recursive: true, force: true });
        },
      };
    },
  }),
];
