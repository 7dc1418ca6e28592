// One user of a shared calendar: a whole engine, and the deeds a story may ask of it.
import { join } from "node:path";
import type { CalendarProvider } from "../../src-main/providers/provider.ts";
import type { Input, Output } from "../../src-preload/contract/contract.ts";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { CallName } from "../../src-preload/contract/names.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { testEngine } from "../support/test-engine.ts";
import { type DataFile, readDataFile } from "./data-file.ts";

const YEAR = { fromMs: Date.parse("2026-06-01T00:00:00Z"), toMs: Date.parse("2027-06-01T00:00:00Z") };
/** What a user is told instead of done: the event is gone, or the wish no longer fits it. */
const EXPECTED = new Set(["missing", "malformed", "unsupported", "conflict"]);

/** One deed of a story. `pick` chooses the event, `n` a detail of it. */
export interface Deed {
  readonly kind:
    | "create"
    | "create-series"
    | "retitle"
    | "relocate"
    | "describe"
    | "shift"
    | "remove"
    | "instance-title"
    | "instance-remove"
    | "following"
    | "other-calendar"
    | "undo";
  readonly pick: number;
  readonly n: number;
}

export interface Client {
  /** Carries a deed out. @param token text that must not get lost @returns whether the token was written */
  act(deed: Deed, token: string): Promise<boolean>;
  sync(): Promise<void>;
  /** Settles what both sides changed, as a person would who picks by chance. */
  settle(random: () => number): Promise<number>;
  advance(ms: number): void;
  /** Edits, conflicts and items that wait. */
  waiting(): Promise<number>;
  /** Ends the engine; what its file then holds. */
  read(): Promise<DataFile>;
  close(): Promise<void>;
}

export async function openClient(folder: string, caldav: CalendarProvider): Promise<Client> {
  const clock = fakeClock();
  const { call, close } = testEngine({ folder, clock, caldav });
  await call("accounts.add", { kind: "caldav", url: "http://shared.test/", username: "u", password: "p" });
  await call("sync.run", {});
  const undos: string[] = [];
  const occurrences = async () => (await call("agenda.range", YEAR)).occurrences;
  const calendars = async () => (await call("calendars.list", {})).calendars.map(({ id }) => id);
  return {
    async act(deed, token) {
      try {
        const undoId = await carryOut(deed, token, { call, occurrences, calendars, undos });
        if (undoId === null) return false;
        if (undoId !== undefined) undos.push(undoId);
        return true;
      } catch (error) {
        if (error instanceof Failure && EXPECTED.has(error.code)) return false;
        throw error;
      }
    },
    sync: async () => void (await call("sync.run", {})),
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
      return readDataFile(join(folder, "cadran.sqlite"));
    },
    close,
  };
}

interface Hands {
  call<C extends CallName>(name: C, input: Input<C>): Promise<Output<C>>;
  occurrences(): Promise<Occurrence[]>;
  calendars(): Promise<CalendarId[]>;
  readonly undos: string[];
}

/** @returns the deed's undo id when there is one; null when nothing was written */
async function carryOut(deed: Deed, token: string, hands: Hands): Promise<string | undefined | null> {
  const { call, undos } = hands;
  if (deed.kind === "create" || deed.kind === "create-series") return createOne(deed, token, hands);
  if (deed.kind === "undo") {
    const undoId = undos.pop();
    if (undoId !== undefined) await call("events.undo", { undoId });
    return null;
  }
  const all = await hands.occurrences();
  const one = all[deed.pick % Math.max(1, all.length)];
  if (!one) return null;
  const { eventId: id, recurrenceId, start, zone } = one;
  const instance = recurrenceId === undefined ? {} : { recurrenceId };
  const update = async (changes: Input<"events.update">["changes"], scope?: "this" | "following" | "all") =>
    (await call("events.update", { id, changes, ...(scope && recurrenceId ? { ...instance, scope } : {}) })).undoId;
  switch (deed.kind) {
    case "retitle":
      return update({ title: token });
    case "relocate":
      return update({ location: token });
    case "describe":
      return update({ description: token });
    case "instance-title":
      return update({ title: token }, "this");
    case "following":
      return update({ location: token }, "following");
    case "shift": {
      const hour = String(8 + (deed.n % 10)).padStart(2, "0");
      const moved = { id, start: `${start.slice(0, 11)}${hour}:15`, zone, ...instance };
      const scope = recurrenceId === undefined ? {} : { scope: deed.n % 2 ? ("all" as const) : ("this" as const) };
      undos.push((await call("events.move", { ...moved, ...scope })).undoId ?? "");
      return null;
    }
    case "instance-remove":
    case "remove": {
      const scope = deed.kind === "remove" || recurrenceId === undefined ? {} : { ...instance, scope: "this" as const };
      undos.push((await call("events.remove", { id, ...scope })).undoId ?? "");
      return null;
    }
    case "other-calendar": {
      const calendarId = (await hands.calendars()).find((other) => other !== one.calendarId);
      if (calendarId) undos.push((await call("events.update", { id, changes: { calendarId } })).undoId ?? "");
      return null;
    }
  }
}

async function createOne(deed: Deed, token: string, { call, calendars }: Hands): Promise<string | undefined | null> {
  const ids = await calendars();
  const calendarId = ids[deed.pick % ids.length];
  if (!calendarId) return null;
  const day = String(1 + (deed.n % 27)).padStart(2, "0");
  const rrule = deed.kind === "create-series" ? { rrule: "FREQ=WEEKLY;COUNT=4" } : {};
  const times = { start: `2026-12-${day}T09:00`, end: `2026-12-${day}T10:00`, zone: "Europe/Paris" };
  return (await call("events.create", { calendarId, title: token, ...times, ...rrule })).undoId;
}
