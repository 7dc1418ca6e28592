// Checks the start and end that a person or a script gave.
import { Failure } from "../../src-preload/contract/failure.ts";
import { isDate, wallMs } from "../domain/moments.ts";
import { isKnownZone, zonedToMs } from "../domain/zones.ts";

export interface Period {
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

function invalid(detail: string): Failure {
  return new Failure("invalid-input", { detail });
}
