// What people do to events. One command = one transaction: the row, its occurrences and its outbox entry.
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { CalendarId, EventId, RecurrenceId } from "../../src-preload/contract/shapes.ts";
import { applyIntent, newEventText, splitSeries } from "../domain/edit.ts";
import type { EventFields, EventIntent, FieldChanges } from "../domain/event.ts";
import { isDate, shiftMoment, wallMs } from "../domain/moments.ts";
import { instanceFields, isRecurring } from "../domain/recurrence.ts";
import { readResource } from "../domain/resource.ts";
import { isKnownZone, msToMoment, zonedToMs } from "../domain/zones.ts";
import type { Clock } from "../ports.ts";
import type { Database } from "../store/database.ts";
import { eventDetail } from "../store/event-detail.ts";
import { buryEvent, type EventRow, getEvent, insertEvent, UNSENT, updateEventText } from "../store/events.ts";
import { remember } from "../store/history.ts";
import { newId, newUid } from "../store/ids.ts";
import { displayZoneOf } from "../store/occurrences.ts";
import { fileChange, refuseReadOnly } from "./filing.ts";
import { checkPeriod } from "./period.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface EventDeps {
  readonly db: Database;
  readonly clock: Clock;
}

/** @throws Failure read-only, missing, invalid-input */
export function createEvent({ db, clock }: EventDeps, input: Parsed<"events.create">): Output<"events.create"> {
  const { calendarId, zone = displayZoneOf(db), allDay: _, ...rest } = input;
  const period = checkPeriod(rest.start, rest.end, zone, input.allDay);
  return db.write(() => {
    refuseReadOnly(db, calendarId);
    const nowMs = clock.nowMs();
    const uid = newUid();
    const id = newId<EventId>();
    const text = newEventText({ ...rest, ...period, uid, nowMs });
    insertEvent(db, { id, calendarId, externalEventId: `${uid}.ics` }, text, UNSENT);
    fileChange(db, { eventId: id, calendarId, kind: "create" }, nowMs);
    return { event: eventDetail(db, id) };
  });
}

/** @throws Failure read-only, missing, invalid-input */
export function updateEvent({ db, clock }: EventDeps, input: Parsed<"events.update">): Output<"events.update"> {
  const { id, recurrenceId, changes, scope = recurrenceId ? "this" : "all" } = input;
  const { calendarId, ...fields } = changes;
  return db.write(() => {
    const nowMs = clock.nowMs();
    let row = editable(db, id);
    if (Object.keys(fields).length > 0) row = change(db, row, recurrenceId, scope, fields, nowMs);
    if (calendarId !== undefined && calendarId !== row.calendarId) row = moveToCalendar(db, row, calendarId, nowMs);
    return { event: eventDetail(db, row.id, scope === "this" && row.id === id ? recurrenceId : undefined) };
  });
}

/** Gives an event or an instance a new place. `zone` is the zone `start` and `end` are written in; the event keeps its own.
 *  @throws Failure read-only, missing, invalid-input */
export function moveEvent(deps: EventDeps, input: Parsed<"events.move">): Output<"events.move"> {
  const { id, recurrenceId, scope, calendarId } = input;
  const now = instance(getEvent(deps.db, id), recurrenceId);
  const place = placeInZone(now, input);
  const changes = { ...place, ...(calendarId && { calendarId }) };
  return updateEvent(deps, { id, changes, ...(recurrenceId && { recurrenceId }), ...(scope && { scope }) });
}

type Period = Pick<FieldChanges, "start" | "end" | "zone">;

function placeInZone(now: EventFields, { start, end, zone }: Parsed<"events.move">): Period {
  if (start === undefined && end === undefined) return {};
  const own = now.zone !== "floating" && zone !== undefined && zone !== now.zone && isKnownZone(zone);
  const here = (moment: string) => (own && !isDate(moment) ? msToMoment(zonedToMs(moment, zone), now.zone) : moment);
  const from = start === undefined ? now.start : here(start);
  const sameKind = isDate(from) === isDate(now.start);
  const length = wallMs(now.end) - wallMs(now.start);
  const kept = sameKind ? shiftMoment(from, length) : shiftMoment(from, isDate(from) ? DAY_MS : HOUR_MS);
  // An all-day event that becomes timed has no zone of its own yet: it takes the one it was dropped in.
  const taken = sameKind || isDate(from) || zone === undefined ? {} : { zone };
  return { start: from, end: end === undefined ? kept : here(end), ...taken };
}

/** @throws Failure read-only, missing */
export function removeEvent({ db, clock }: EventDeps, input: Parsed<"events.remove">): Output<"events.remove"> {
  const { id, recurrenceId, scope = recurrenceId ? "this" : "all" } = input;
  return db.write(() => {
    const nowMs = clock.nowMs();
    const row = editable(db, id);
    const intent = removalIntent(recurrenceId, scope);
    const text = intent && applyIntent(row.text, intent, nowMs);
    remember(db, row, row.text, text === undefined ? "removed" : "edited", nowMs);
    if (intent && text !== undefined) {
      updateEventText(db, row, text);
      fileChange(db, { eventId: id, calendarId: row.calendarId, kind: "update", intent }, nowMs);
    } else {
      buryEvent(db, row, nowMs);
      fileChange(db, { eventId: id, calendarId: row.calendarId, kind: "remove" }, nowMs);
    }
    return {};
  });
}

function removalIntent(
  recurrenceId: RecurrenceId | undefined,
  scope: "this" | "following" | "all",
): EventIntent | undefined {
  if (recurrenceId === undefined || scope === "all") return undefined;
  return scope === "this" ? { kind: "remove-instance", recurrenceId } : { kind: "end-before", recurrenceId };
}

/** Changes fields in the wanted scope. @returns the row that now holds the instance that was changed */
function change(
  db: Database,
  row: EventRow,
  recurrenceId: RecurrenceId | undefined,
  scope: "this" | "following" | "all",
  fields: FieldChanges,
  nowMs: number,
): EventRow {
  const now = instance(row, recurrenceId);
  const set = withPeriod(now, fields);
  if (recurrenceId === undefined || !isRecurring(readResource(row.text)))
    return patch(db, row, { kind: "change", set }, nowMs);
  if (scope === "this") return patch(db, row, { kind: "change", recurrenceId, set }, nowMs);
  if (scope === "all") return patch(db, row, { kind: "change", set: ontoMaster(row, now, set) }, nowMs);
  return changeFollowing(db, row, recurrenceId, set, nowMs);
}

function patch(db: Database, row: EventRow, intent: EventIntent, nowMs: number): EventRow {
  const text = applyIntent(row.text, intent, nowMs);
  if (text === undefined) throw new Failure("bug", { detail: "an edit left nothing of the event" });
  remember(db, row, row.text, "edited", nowMs);
  updateEventText(db, row, text);
  fileChange(db, { eventId: row.id, calendarId: row.calendarId, kind: "update", intent }, nowMs);
  return getEvent(db, row.id);
}

/** This and following: the series ends before the instance, a new one begins with it (knowledge R81). */
function changeFollowing(
  db: Database,
  row: EventRow,
  recurrenceId: RecurrenceId,
  set: FieldChanges,
  nowMs: number,
): EventRow {
  const uid = newUid();
  const { before, after } = splitSeries(row.text, recurrenceId, uid, nowMs);
  if (before === undefined) {
    const now = instance(row, recurrenceId);
    return patch(db, row, { kind: "change", set: ontoMaster(row, now, set) }, nowMs);
  }
  let text = applyIntent(after, { kind: "change", set }, nowMs);
  // The instance that was opened may be an exception of its own: what was typed is meant for it too.
  if (text !== undefined && hasOverride(text, recurrenceId)) {
    text = applyIntent(text, { kind: "change", recurrenceId, set }, nowMs);
  }
  if (text === undefined) throw new Failure("bug", { detail: "a split left nothing of the event" });
  patch(db, row, { kind: "end-before", recurrenceId }, nowMs);
  const id = newId<EventId>();
  insertEvent(db, { id, calendarId: row.calendarId, externalEventId: `${uid}.ics` }, text, UNSENT);
  fileChange(db, { eventId: id, calendarId: row.calendarId, kind: "create" }, nowMs);
  return getEvent(db, id);
}

function hasOverride(text: string, recurrenceId: RecurrenceId): boolean {
  return readResource(text).overrides.some((override) => override.recurrenceId === recurrenceId);
}

/** A new start or end of one instance as the same shift of the whole series (knowledge R82). */
function ontoMaster(row: EventRow, now: EventFields, set: FieldChanges): FieldChanges {
  if (set.start === undefined && set.end === undefined) return set;
  const master = instance(row, undefined);
  const { start = now.start, end = now.end } = set;
  // From timed to all-day or back there is no shift to carry over: the series takes the new form from its own first day.
  if (start.length !== now.start.length && (start.length === 10 || now.start.length === 10)) {
    const firstDay = shiftMoment(
      master.start.slice(0, 10),
      wallMs(start.slice(0, 10)) - wallMs(now.start.slice(0, 10)),
    );
    const first = firstDay + start.slice(10);
    return { ...set, start: first, end: shiftMoment(first, wallMs(end) - wallMs(start)) };
  }
  const first = shiftMoment(master.start, wallMs(start) - wallMs(now.start));
  return { ...set, start: first, end: shiftMoment(first, wallMs(end) - wallMs(start)) };
}

/** Fields with a checked period when start, end or zone is among them. */
function withPeriod(now: EventFields, fields: FieldChanges): FieldChanges {
  const { start, end, zone } = fields;
  if (start === undefined && end === undefined && zone === undefined) return fields;
  const from = start ?? now.start;
  const to = end ?? shiftMoment(from, wallMs(now.end) - wallMs(now.start));
  const period = checkPeriod(from, to, zone ?? now.zone, undefined);
  return { ...fields, start: period.start, end: period.end, zone: period.zone };
}

function instance(row: EventRow, recurrenceId: RecurrenceId | undefined): EventFields {
  const resource = readResource(row.text);
  const fields =
    recurrenceId === undefined ? (resource.master ?? resource.overrides[0]) : instanceFields(resource, recurrenceId);
  if (!fields) throw new Failure("missing", { what: "occurrence" });
  return fields;
}

/** Another calendar: made there first, removed here once it has arrived (knowledge R54). */
function moveToCalendar(db: Database, row: EventRow, calendarId: CalendarId, nowMs: number): EventRow {
  refuseReadOnly(db, calendarId);
  const id = newId<EventId>();
  insertEvent(db, { id, calendarId, externalEventId: `${newUid()}.ics` }, row.text, UNSENT);
  fileChange(db, { eventId: id, calendarId, kind: "create" }, nowMs);
  remember(db, row, row.text, "removed", nowMs);
  buryEvent(db, row, nowMs);
  fileChange(db, { eventId: row.id, calendarId: row.calendarId, kind: "remove", afterEventId: id }, nowMs);
  return getEvent(db, id);
}

function editable(db: Database, id: EventId): EventRow {
  const row = getEvent(db, id);
  refuseReadOnly(db, row.calendarId);
  return row;
}
