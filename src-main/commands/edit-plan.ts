// What an edit in a scope makes of a series, decided on texts alone: the commands carry it out, consequences only tell.
import type { RecurrenceId, Scope } from "../../src-preload/contract/shapes.ts";
import { applyIntent, splitSeries } from "../domain/edit.ts";
import type { EventFields, EventIntent, FieldChanges } from "../domain/event.ts";
import { shiftMoment, wallMs } from "../domain/moments.ts";
import { isRecurring } from "../domain/recurrence.ts";
import { readResource } from "../domain/resource.ts";
import { instanceOf, withPeriod } from "./period.ts";

/** An edit before it is made. */
export interface PlannedEdit {
  /** The object afterwards; undefined when nothing is left of it. */
  readonly text: string | undefined;
  /** What to do again on a newer version; absent when the whole object goes. */
  readonly intent?: EventIntent;
  /** The later half of a split, an object of its own (R81). */
  readonly split?: string;
}

/** Which instances, and when the edit is made. */
export interface EditPlace {
  readonly recurrenceId?: RecurrenceId | undefined;
  readonly scope: Scope;
  /** UID of the later half, should there be one. */
  readonly newUid: string;
  readonly nowMs: number;
  /** Somebody else organises it: no SEQUENCE is counted up (R91). */
  readonly asAttendee: boolean;
}

/** Sets fields in a scope. @throws Failure missing, invalid-input, unsupported */
export function planChange(text: string, fields: FieldChanges, place: EditPlace): PlannedEdit {
  const { recurrenceId, scope } = place;
  const now = instanceOf(text, recurrenceId);
  const set = withPeriod(now, fields);
  if (recurrenceId === undefined || !isRecurring(readResource(text))) return whole(text, set, place);
  if (scope === "this") return applied(text, { ...change(set, place), recurrenceId }, place);
  // The instance that was opened may be an exception of its own: what was typed is meant for it too.
  const also = hasOverride(text, recurrenceId) ? { also: { recurrenceId, set } } : {};
  const wholeToo = () => applied(text, { ...change(ontoMaster(text, now, set), place), ...also }, place);
  if (scope === "all") return wholeToo();
  const { before, after } = splitSeries(text, recurrenceId, place.newUid, place.nowMs);
  if (before === undefined) return wholeToo();
  const split = applyIntent(after, { kind: "change", set, ...also }, place.nowMs);
  return { text: before, intent: { kind: "end-before", recurrenceId }, ...(split !== undefined && { split }) };
}

/** Takes out instances in a scope. @throws Failure missing */
export function planRemoval(text: string, place: EditPlace): PlannedEdit {
  const { recurrenceId, scope, asAttendee } = place;
  if (recurrenceId === undefined || scope === "all") return { text: undefined };
  const kind = scope === "this" ? "remove-instance" : "end-before";
  return applied(text, { kind, recurrenceId, ...(asAttendee && { asAttendee: true as const }) }, place);
}

function whole(text: string, set: FieldChanges, place: EditPlace): PlannedEdit {
  return applied(text, change(set, place), place);
}

function change(set: FieldChanges, { asAttendee }: EditPlace) {
  return { kind: "change", set, ...(asAttendee && { asAttendee: true as const }) } as const;
}

function applied(text: string, intent: EventIntent, { nowMs }: EditPlace): PlannedEdit {
  return { text: applyIntent(text, intent, nowMs), intent };
}

function hasOverride(text: string, recurrenceId: RecurrenceId): boolean {
  return readResource(text).overrides.some((override) => override.recurrenceId === recurrenceId);
}

/** A new start or end of one instance as the same shift of the whole series (knowledge R82). */
function ontoMaster(text: string, now: EventFields, set: FieldChanges): FieldChanges {
  if (set.start === undefined && set.end === undefined) return set;
  const master = instanceOf(text, undefined);
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
