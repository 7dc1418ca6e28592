// What the undo tests share: an engine with two calendars, random commands on them, and what there is to compare.
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import fc from "fast-check";
import { meaningOf } from "../../src-main/domain/meaning.ts";
import type { Input } from "../../src-preload/contract/contract.ts";
import type { CalendarId, EventId, RecurrenceId, Scope } from "../../src-preload/contract/shapes.ts";
import type { TestEngine } from "../support/test-engine.ts";

export const AUTUMN = { fromMs: Date.parse("2026-11-01T00:00:00Z"), toMs: Date.parse("2027-01-15T00:00:00Z") };

export const rid = (value: string) => value as RecurrenceId;

export interface Picture {
  readonly occurrences: readonly unknown[];
  readonly texts: Readonly<Record<string, string>>;
}

/** What is compared: the agenda, and what every text means. */
export async function picture(engine: TestEngine, folder: string): Promise<Picture> {
  const { occurrences } = await engine.call("agenda.range", AUTUMN);
  const sqlite = new Sqlite(join(folder, "cadran.sqlite"), { readonly: true });
  const rows = sqlite.prepare("SELECT id, text FROM events WHERE removed_ms IS NULL").all() as {
    id: string;
    text: string;
  }[];
  sqlite.close();
  return {
    occurrences: occurrences.map(({ pending: _, ...rest }) => rest),
    texts: Object.fromEntries(rows.map((row) => [row.id, meaningOf(row.text)])),
  };
}

/** A single event, a series with two exceptions of its own, an all-day series; in the first of two calendars. */
export async function furnish(engine: TestEngine, calendarId: CalendarId): Promise<EventId[]> {
  const made = async (input: Omit<Input<"events.create">, "calendarId">) =>
    (await engine.call("events.create", { calendarId, ...input })).event.id;
  const single = await made({ title: "Single", start: "2026-11-24T10:00", end: "2026-11-24T11:00", location: "Here" });
  const series = await made({
    title: "Series",
    start: "2026-11-18T09:00",
    end: "2026-11-18T09:30",
    rrule: "FREQ=DAILY;COUNT=12",
    reminders: [{ minutesBefore: 15 }],
  });
  const days = await made({ title: "Days", start: "2026-11-20", end: "2026-11-22", rrule: "FREQ=WEEKLY;COUNT=5" });
  const changes = { start: "2026-11-21T14:00", end: "2026-11-21T15:00", title: "Moved" };
  await engine.call("events.update", { id: series, recurrenceId: rid("20261121T080000Z"), changes });
  await engine.call("events.remove", { id: series, recurrenceId: rid("20261123T080000Z") });
  return [single, series, days];
}

/** A command that fast-check picked: numbers choose among what there is when it runs. */
export interface Pick {
  readonly kind: "create" | "update" | "move" | "remove" | "relocate";
  readonly which: number;
  readonly scope: Scope;
  readonly value: number;
}

export const picks: fc.Arbitrary<Pick> = fc.record({
  kind: fc.constantFrom("create", "update", "move", "remove", "relocate" as const),
  which: fc.nat(1000),
  scope: fc.constantFrom("this", "following", "all" as const),
  value: fc.integer({ min: 1, max: 6 }),
});

/** Carries a pick out on some occurrence of the agenda. @returns the undoId of the command, if it changed anything */
export async function carryOut(
  { call }: TestEngine,
  calendarIds: readonly CalendarId[],
  pick: Pick,
): Promise<string | undefined> {
  const { occurrences } = await call("agenda.range", AUTUMN);
  const found = occurrences[pick.which % Math.max(1, occurrences.length)];
  const { value, scope } = pick;
  const hour = `2026-12-0${value}T1${value}`;
  if (pick.kind === "create" || !found) {
    const calendarId = calendarIds[value % calendarIds.length] as CalendarId;
    return (await call("events.create", { calendarId, title: `N${value}`, start: `${hour}:00`, end: `${hour}:45` }))
      .undoId;
  }
  const { eventId: id, recurrenceId } = found;
  const place = { id, ...(recurrenceId && { recurrenceId, scope }) };
  switch (pick.kind) {
    case "update":
      return (await call("events.update", { ...place, changes: edits(value) })).undoId;
    case "move": {
      const start = found.allDay ? `2026-12-1${value}` : `${found.start.slice(0, 10)}T1${value}:30`;
      return (await call("events.move", { ...place, start, zone: "Europe/Paris" })).undoId;
    }
    case "remove":
      return (await call("events.remove", place)).undoId;
    case "relocate": {
      const calendarId = calendarIds.find((one) => one !== found.calendarId) as CalendarId;
      const changes = value > 3 ? { calendarId, title: `R${value}` } : { calendarId };
      return (await call("events.update", { ...place, changes })).undoId;
    }
  }
}

function edits(value: number): Input<"events.update">["changes"] {
  const choices: Input<"events.update">["changes"][] = [
    { title: "T" },
    { location: null, description: "Why" },
    { reminders: [{ minutesBefore: 5 }] },
    { status: "tentative" },
    { title: "Two", location: "There" },
    { description: "Line\nLine" },
  ];
  return choices[value - 1] ?? {};
}
