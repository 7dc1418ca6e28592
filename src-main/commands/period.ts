// Start and end as a person or a script gave them: checked, and completed from what the event has.
import type { Parsed } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { RecurrenceId } from "../../src-preload/contract/shapes.ts";
import type { EventFields, FieldChanges } from "../domain/event.ts";
import { isDate, shiftMoment, wallMs } from "../domain/moments.ts";
import { instanceFields } from "../domain/recurrence.ts";
import { readResource } from "../domain/resource.ts";
import { isKnownZone, msToMoment, zonedToMs } from "../domain/zones.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Period {
  readonly start: string;
  readonly end: string;
  readonly zone: string;
  readonly allDay: boolean;
}

/** A sound period: real dates, one kind, end after start (equal is allowed for a timed event), a known zone.
 *  @throws Failure invalid-input */
export function checkPeriod(start: string, end: string, zone: string, allDay: boolean | undefined): Period {
  const days = isDate(start);
  if (allDay !== undefined && allDay !== days) {
    throw invalid(allDay ? "an all-day event needs dates without times" : "an event with times needs times");
  }
  if (days !== isDate(end)) throw invalid("start and end must both be dates or both be times");
  if (Number.isNaN(wallMs(start)) || Number.isNaN(wallMs(end))) throw invalid("no such date");
  if (days) {
    if (wallMs(end) <= wallMs(start))
      throw invalid("the end must be after the start (an all-day end is the day after)");
    return { start, end, zone: "floating", allDay: true };
  }
  const floating = zone === "floating";
  if (!floating && !isKnownZone(zone)) throw invalid(`unknown time zone ${zone}`);
  const ms = (moment: string) => (floating ? wallMs(moment) : zonedToMs(moment, zone));
  if (ms(end) < ms(start)) throw invalid("the end must not be before the start");
  return { start, end, zone, allDay: false };
}

/** An instance of an event, or what stands for the whole. @throws Failure missing */
export function instanceOf(text: string, recurrenceId: RecurrenceId | undefined): EventFields {
  const resource = readResource(text);
  const fields =
    recurrenceId === undefined ? (resource.master ?? resource.overrides[0]) : instanceFields(resource, recurrenceId);
  if (!fields) throw new Failure("missing", { what: "occurrence" });
  return fields;
}

/** Fields with a checked period when start, end or zone is among them. @throws Failure invalid-input */
export function withPeriod(now: EventFields, fields: FieldChanges): FieldChanges {
  const { start, end, zone, endZone } = fields;
  if (endZone && !isKnownZone(endZone)) throw invalid(`unknown time zone ${endZone}`);
  if (start === undefined && end === undefined && zone === undefined) return fields;
  const from = start ?? now.start;
  const to = end ?? shiftMoment(from, wallMs(now.end) - wallMs(now.start));
  const period = checkPeriod(from, to, zone ?? now.zone, undefined);
  return { ...fields, start: period.start, end: period.end, zone: period.zone };
}

/** Where a drag puts an event: `zone` is the one `start` and `end` are written in; the event keeps its own. */
export function placeInZone(
  now: EventFields,
  { start, end, zone }: Pick<Parsed<"events.move">, "start" | "end" | "zone">,
): Pick<FieldChanges, "start" | "end" | "zone"> {
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

function invalid(detail: string): Failure {
  return new Failure("invalid-input", { detail });
}
