// What saving would do beyond the event itself. Nothing is changed.
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import type { EventChanges } from "../../src-preload/contract/events.ts";
import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import { msToWall } from "../domain/ical-values.ts";
import { readResource } from "../domain/resource.ts";
import { getCalendar } from "../store/calendars.ts";
import type { Database } from "../store/database.ts";
import { getEvent } from "../store/events.ts";
import { newUid } from "../store/ids.ts";
import type { CommandDeps } from "./command.ts";
import type { EditPlace, PlannedEdit } from "./edit-plan.ts";
import { placeOf, planChangeOf, planRemoveOf, textOfNew } from "./events.ts";
import { refuseReadOnly } from "./filing.ts";
import { mailedBy, refuseForeign } from "./invitations.ts";
import { cannot } from "./limits.ts";
import { instanceOf } from "./period.ts";

const HOUR_MS = 3_600_000;
const NOTHING = { mails: [], splits: false, exceptionsMoved: 0, exceptionsLost: 0 };

/** @throws Failure missing, invalid-input, read-only, not-organizer as the command would */
export function consequencesOf(
  { db, clock, limitsOf }: CommandDeps,
  input: Parsed<"events.consequences">,
): Output<"events.consequences"> {
  const { id, recurrenceId, changes = {}, remove = false, scope = recurrenceId ? "this" : "all" } = input;
  const { calendarId = input.calendarId, ...fields } = changes;
  const nowMs = clock.nowMs();
  if (id === undefined) return { ...NOTHING, mails: mailsOfNew(db, calendarId, fields, nowMs) };
  const row = getEvent(db, id);
  refuseReadOnly(db, row.calendarId);
  const instance = remove && scope === "all" ? undefined : recurrenceId;
  const place = placeOf({ db, nowMs }, row, instance, scope);
  if (remove) {
    return { ...NOTHING, mails: mailedBy(db, row.calendarId, row.text, planRemoveOf(db, row, place).text) };
  }
  const edited = Object.keys(fields).length > 0;
  const planned: PlannedEdit = edited ? planChangeOf(db, row, fields, place) : { text: row.text };
  const mails = [
    ...mailedBy(db, row.calendarId, row.text, planned.text),
    ...(planned.split === undefined ? [] : mailedBy(db, row.calendarId, undefined, planned.split)),
    ...mailsOfMove(db, row.id, calendarId, planned.split ?? planned.text),
  ];
  return {
    mails: [...new Set(mails)],
    splits: planned.split !== undefined,
    ...exceptionsOf(row.text, planned, place),
    ...losesOf({ db, limitsOf }, calendarId ?? row.calendarId, planned.text),
  };
}

/** What is in the event and its calendar's server would drop. */
function losesOf(
  limited: Pick<CommandDeps, "db" | "limitsOf">,
  calendarId: CalendarId,
  text: string | undefined,
): Pick<Output<"events.consequences">, "loses"> {
  const isColored = text !== undefined && instanceOf(text, undefined).color !== undefined;
  return isColored && cannot(limited, calendarId).includes("color") ? { loses: ["color"] } : {};
}

function mailsOfNew(
  db: Database,
  calendarId: CalendarId | undefined,
  fields: Omit<EventChanges, "calendarId">,
  nowMs: number,
): string[] {
  if (calendarId === undefined) return [];
  refuseReadOnly(db, calendarId);
  const { start = msToWall(nowMs), end = start, title = "", zone, attendees } = fields;
  const draft = { calendarId, title, start, end, ...(zone && { zone }), ...(attendees && { attendees }) };
  // Typed but not finished: the end may still lie before the start.
  const sound = start.length === end.length && start < end ? draft : { ...draft, ...anHour(nowMs) };
  return mailedBy(db, calendarId, undefined, textOfNew(db, sound, newUid(), nowMs));
}

function anHour(nowMs: number) {
  const at = nowMs - (nowMs % HOUR_MS);
  return { start: msToWall(at), end: msToWall(at + HOUR_MS) };
}

/** A move into another account removes the event from the first, whose server may tell its guests that it is cancelled. */
function mailsOfMove(
  db: Database,
  id: EventId,
  calendarId: CalendarId | undefined,
  text: string | undefined,
): string[] {
  const from = getEvent(db, id).calendarId;
  if (calendarId === undefined || calendarId === from) return [];
  refuseReadOnly(db, calendarId);
  const { accountId } = getCalendar(db, from);
  if (accountId !== null && accountId === getCalendar(db, calendarId).accountId) return [];
  if (text !== undefined) refuseForeign(db, from, instanceOf(text, undefined));
  return mailedBy(db, from, text, undefined);
}

/** Exceptions (changed and left-out instances) that go along with a shift or a split, and those that do not survive. */
function exceptionsOf(text: string, { text: after, split }: PlannedEdit, { recurrenceId }: EditPlace) {
  const before = exceptionIds(text);
  const first = [...exceptionIds(after ?? text)].filter((id) => before.has(id) || id !== recurrenceId);
  const second =
    split === undefined ? [] : [...exceptionIds(split)].filter((id) => before.has(id) || id !== recurrenceId);
  const stayed = isShifted(text, after ?? text) ? 0 : first.filter((id) => before.has(id)).length;
  const moved = Math.min(before.size - stayed, first.length - stayed + second.length);
  return { exceptionsMoved: moved, exceptionsLost: before.size - stayed - moved };
}

function exceptionIds(text: string): Set<string> {
  const { overrides, series } = readResource(text);
  if (!series) return new Set();
  return new Set([...overrides.flatMap((one) => one.recurrenceId ?? []), ...series.excluded]);
}

function isShifted(before: string, after: string): boolean {
  const [old, now] = [instanceOf(before, undefined), instanceOf(after, undefined)];
  return old.start !== now.start || old.zone !== now.zone;
}
