// One user of a shared calendar: a whole engine, and the deeds a story may ask of it.
import { join } from "node:path";
import { memoryVault } from "../../src-main/host/vault/memory.ts";
import type { Input, Output } from "../../src-preload/contract/contract.ts";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { CallName } from "../../src-preload/contract/names.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { type TestWorld, testEngine } from "../support/test-engine.ts";
import { type DataFile, readDataFile, type Shown, shownIn } from "./data-file.ts";

const YEAR = { fromMs: Date.parse("2026-06-01T00:00:00Z"), toMs: Date.parse("2027-06-01T00:00:00Z") };
/** What a user is told instead of done: the event is gone, or the wish no longer fits it. */
const EXPECTED = new Set(["missing", "malformed", "unsupported", "conflict"]);

/** One deed of a story. `pick` chooses the event, `n` a detail of it. */
export interface Deed {
  readonly kind:
    | "create"
    | "create-series"
    | "create-day"
    | "tag"
    | "retitle"
    | "relocate"
    | "describe"
    | "shift"
    | "remove"
    | "instance-title"
    | "instance-remove"
    | "following"
    | "other-calendar"
    | "undo"
    | "redo"
    | "policy";
  readonly pick: number;
  readonly n: number;
}

/** What became of a deed. */
export interface Done {
  /** Its token was written. */
  readonly written: boolean;
  /** The token whose deed was taken back, or done again. */
  readonly undone?: string;
}

export interface Client {
  /** Carries a deed out. @param token text that must not get lost */
  act(deed: Deed, token: string): Promise<Done>;
  /** @param word a person agrees to whatever a brake asks about */
  sync(word?: boolean): Promise<void>;
  /** Stops the run under way. */
  cancel(): Promise<void>;
  /** Ends the engine and begins another one on the same folder. */
  restart(): Promise<void>;
  /** The events that people see. */
  shown(): Shown[];
  /** Settles what both sides changed, as a person would who picks by chance. */
  settle(random: () => number): Promise<number>;
  advance(ms: number): void;
  /** Edits, conflicts and items that wait. */
  waiting(): Promise<number>;
  /** Ends the engine; what its file then holds. */
  read(): Promise<DataFile>;
  close(): Promise<void>;
}

/** How a user comes to the calendars of a story. */
export interface Seat {
  readonly providers: Pick<TestWorld, "caldav" | "microsoft">;
  readonly account: Input<"accounts.add">;
}

export async function openClient(folder: string, { providers, account }: Seat): Promise<Client> {
  const world = { folder, clock: fakeClock(), ...providers, vault: memoryVault() };
  const { clock } = world;
  let engine = testEngine(world);
  const call: Hands["call"] = (name, input) => engine.call(name, input);
  const close = () => engine.close();
  const file = join(folder, "cadran.sqlite");
  await call("accounts.add", account);
  await call("sync.run", {});
  const past = { undos: [] as Undo[], redos: [] as Undo[] };
  const occurrences = async () => (await call("agenda.range", YEAR)).occurrences;
  const calendars = async () => (await call("calendars.list", {})).calendars.map(({ id }) => id);
  return {
    async act(deed, token) {
      try {
        const hands = { call, occurrences, calendars };
        if (deed.kind === "undo" || deed.kind === "redo") {
          const undone = await takeBack(deed.kind, past, hands);
          return { written: false, ...(undone !== undefined && { undone }) };
        }
        const done = await carryOut(deed, token, hands);
        if (done?.undoId !== undefined) past.undos.push({ undoId: done.undoId, token });
        return { written: done?.written ?? false };
      } catch (error) {
        if (error instanceof Failure && EXPECTED.has(error.code)) return { written: false };
        throw error;
      }
    },
    sync: async (word = false) => void (await call("sync.run", { allowMassDeletion: word })),
    cancel: async () => void (await call("sync.cancel", {})),
    async restart() {
      await close();
      engine = testEngine(world);
    },
    shown: () => shownIn(file),
    async settle(random) {
      const { conflicts } = await call("conflicts.list", {});
      for (const { id } of conflicts) {
        const choice = (["mine", "theirs", "merge", "both"] as const)[Math.floor(random() * 4)] ?? "mine";
        await call("conflicts.resolve", { id, choice });
      }
      return conflicts.length;
    },
    advance: clock.advance,
    async waiting() {
      const { calendars: states } = await call("sync.status", {});
      return states.reduce((sum, one) => sum + one.pending + one.parked + one.conflicts, 0);
    },
    async read() {
      await close();
      return readDataFile(file);
    },
    close,
  };
}

interface Hands {
  call<C extends CallName>(name: C, input: Input<C>): Promise<Output<C>>;
  occurrences(): Promise<Occurrence[]>;
  calendars(): Promise<CalendarId[]>;
}

/** A command that can be taken back, and what it wrote. */
interface Undo {
  readonly undoId: string;
  readonly token: string;
}

interface Outcome {
  readonly undoId?: string | undefined;
  readonly written: boolean;
}

/** @returns the token whose deed was taken back or done again */
async function takeBack(
  kind: "undo" | "redo",
  { undos, redos }: { undos: Undo[]; redos: Undo[] },
  { call }: Hands,
): Promise<string | undefined> {
  const last = (kind === "undo" ? undos : redos).pop();
  if (!last) return undefined;
  const { undoId } = await call("events.undo", { undoId: last.undoId });
  if (undoId !== undefined) (kind === "undo" ? redos : undos).push({ ...last, undoId });
  return last.token;
}

/** @returns undefined when there is nothing to do it to */
async function carryOut(deed: Deed, token: string, hands: Hands): Promise<Outcome | undefined> {
  const { call } = hands;
  if (deed.kind.startsWith("create")) return createOne(deed, token, hands);
  if (deed.kind === "policy") {
    const conflictPolicy = (["ask", "newest", "server", "mine"] as const)[deed.n % 4] ?? "ask";
    const id = (await hands.calendars())[deed.pick % 2];
    if (id) await call("calendars.update", { id, conflictPolicy });
    return undefined;
  }
  const all = await hands.occurrences();
  const one = all[deed.pick % Math.max(1, all.length)];
  if (!one) return undefined;
  const { eventId: id, recurrenceId, start, zone } = one;
  const unwritten = ({ undoId }: { undoId?: string | undefined }): Outcome => ({ undoId, written: false });
  const instance = recurrenceId === undefined ? {} : { recurrenceId };
  const update = async (changes: Input<"events.update">["changes"], scope?: "this" | "following" | "all") => {
    const where = scope && recurrenceId ? { ...instance, scope } : {};
    return { undoId: (await call("events.update", { id, changes, ...where })).undoId, written: true };
  };
  switch (deed.kind) {
    case "retitle":
      return update({ title: token });
    case "relocate":
      return update({ location: token });
    case "describe":
      return update({ description: token });
    case "tag":
      return update({ categories: [...(await call("events.get", { id })).event.categories, token] });
    case "instance-title":
      return update({ title: token }, "this");
    case "following":
      return update({ location: token }, "following");
    case "shift": {
      const hour = String(8 + (deed.n % 10)).padStart(2, "0");
      const day = `${start.slice(0, 8)}${String(1 + (deed.n % 28)).padStart(2, "0")}`;
      const moved = { id, start: one.allDay ? day : `${start.slice(0, 11)}${hour}:15`, zone, ...instance };
      const scope = recurrenceId === undefined ? {} : { scope: deed.n % 2 ? ("all" as const) : ("this" as const) };
      return unwritten(await call("events.move", { ...moved, ...scope }));
    }
    case "instance-remove":
    case "remove": {
      const scope = deed.kind === "remove" || recurrenceId === undefined ? {} : { ...instance, scope: "this" as const };
      return unwritten(await call("events.remove", { id, ...scope }));
    }
    case "other-calendar": {
      const calendarId = (await hands.calendars()).find((other) => other !== one.calendarId);
      return calendarId ? unwritten(await call("events.update", { id, changes: { calendarId } })) : undefined;
    }
  }
  return undefined;
}

async function createOne(deed: Deed, token: string, { call, calendars }: Hands): Promise<Outcome | undefined> {
  const ids = await calendars();
  const calendarId = ids[deed.pick % ids.length];
  if (!calendarId) return undefined;
  const day = String(1 + (deed.n % 27)).padStart(2, "0");
  const rrule = deed.kind === "create-series" ? { rrule: "FREQ=WEEKLY;COUNT=4" } : {};
  const hours = { start: `2026-12-${day}T09:00`, end: `2026-12-${day}T10:00`, zone: "Europe/Paris" };
  const next = `2026-12-${String(2 + (deed.n % 27)).padStart(2, "0")}`;
  const times = deed.kind === "create-day" ? { start: `2026-12-${day}`, end: next, allDay: true } : hours;
  const { undoId } = await call("events.create", { calendarId, title: token, ...times, ...rrule });
  return { undoId, written: true };
}
