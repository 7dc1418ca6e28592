// Where each version of a moved event would fall among the others of its day. Pure.
import type { Conflict, FieldValue } from "../../src-preload/contract/conflicts.ts";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import { addDays, type Day, dayOf, instantOf, startOfDay } from "../time/wall-clock.ts";
import type { Side } from "./choices.ts";

const HOUR = 3_600_000;
/** The hours a day shows at least (look.md §3). */
const [FROM, TO] = [8, 20];

/** A version's time on its day. */
export interface Landing {
  readonly side: Side;
  readonly key: string;
  readonly day: Day;
  readonly startMs: number;
  readonly endMs: number;
}

/** A moment of a value as an instant; undefined when it cannot be read. */
function instant(moment: string, zone: string | undefined, screen: string): number | undefined {
  try {
    return instantOf(moment, zone === undefined || zone === "floating" ? screen : zone);
  } catch {
    return undefined;
  }
}

function landing(side: Side, key: string, value: FieldValue | undefined, screen: string): Landing[] {
  if (!value?.start?.includes("T")) return [];
  const startMs = instant(value.start, value.zone, screen);
  const endMs = value.end === undefined ? startMs : instant(value.end, value.zone, screen);
  if (startMs === undefined || endMs === undefined) return [];
  return [{ side, key, day: dayOf(startMs, screen), startMs, endMs: Math.max(startMs, endMs) }];
}

/** Both versions' times when the time is what is in conflict; empty for days without hours. */
export function landingsOf({ fields }: Conflict, screen: string): readonly Landing[] {
  const time = fields.find(({ name }) => name === "time");
  if (!time) return [];
  const both = [...landing("mine", time.key, time.mine, screen), ...landing("theirs", time.key, time.theirs, screen)];
  return both.length === 2 ? both : [];
}

/** The hours on show: 8 to 20, more when a version needs it. Instants of the first and last, and the hours between. */
export function hoursOf(landings: readonly Landing[], zone: string): readonly number[] {
  const hourAt = ({ day }: Landing, ms: number) => (ms - startOfDay(day, zone)) / HOUR;
  const first = Math.min(FROM, ...landings.map((one) => Math.floor(hourAt(one, one.startMs))));
  const last = Math.max(TO, ...landings.map((one) => Math.min(24, Math.ceil(hourAt(one, one.endMs)))));
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
}

/** The instants of a day. */
export function rangeOf(day: Day, zone: string): { readonly fromMs: number; readonly toMs: number } {
  return { fromMs: startOfDay(day, zone), toMs: startOfDay(addDays(day, 1), zone) };
}

/** What else has its time on that day: not the event itself, nothing that takes the whole day or does not take place. */
export function othersOf(occurrences: readonly Occurrence[], { eventId }: Conflict): readonly Occurrence[] {
  return occurrences.filter((one) => one.eventId !== eventId && !one.allDay && one.status !== "cancelled");
}

/** The first of the others that a version overlaps. */
export function overlapOf({ startMs, endMs }: Landing, others: readonly Occurrence[]): Occurrence | undefined {
  return others.find((one) => one.startMs < endMs && one.endMs > startMs);
}
