// Who is busy when, and when nobody is. Pure.
import type { Output } from "../../../src-preload/contract/contract.ts";

/** What the engine knows of one person's time. */
export type PersonsTime = Output<"agenda.freeBusy">["people"][number];

/** Two instants, the second one not included. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** A time at which somebody is taken. */
export interface Clash extends Span {
  readonly address: string;
}

const HOUR_MS = 3_600_000;
const overlaps = (a: Span, b: Span) => a.startMs < b.endMs && b.startMs < a.endMs;

/** Overlapping and touching times as one, in order. */
export function joined(spans: readonly Span[]): readonly Span[] {
  const out: Span[] = [];
  for (const { startMs, endMs } of [...spans].sort((a, b) => a.startMs - b.startMs)) {
    const last = out.at(-1);
    if (last && startMs <= last.endMs)
      out[out.length - 1] = { startMs: last.startMs, endMs: Math.max(last.endMs, endMs) };
    else out.push({ startMs, endMs });
  }
  return out;
}

/** The answers without the event itself: whoever is invited already is busy with it.
 *  @param own its time as it is saved */
export function without(people: readonly PersonsTime[], own: Span | undefined): readonly PersonsTime[] {
  if (!own) return people;
  // Servers join what touches: of a longer time that begins or ends with the event, the rest stays.
  const rest = <S extends Span>(span: S): S[] => {
    const begins = span.startMs === own.startMs && span.endMs >= own.endMs;
    const ends = span.endMs === own.endMs && span.startMs <= own.startMs;
    if (begins) return span.endMs === own.endMs ? [] : [{ ...span, startMs: own.endMs }];
    return ends ? [{ ...span, endMs: own.startMs }] : [span];
  };
  return people.map((one) => ({ ...one, busy: one.busy.flatMap(rest) }));
}

/** What stands against a time: whole busy times of each, joined. */
export function clashes(people: readonly PersonsTime[], at: Span): readonly Clash[] {
  return people.flatMap(({ address, busy }) =>
    joined(busy)
      .filter((span) => overlaps(span, at))
      .map((span) => ({ address, ...span })),
  );
}

/** The start nearest to `at` at which nobody known is taken for as long as `at` lasts.
 *  @param windows where it may lie; a slot never reaches over the end of one
 *  @param stepMs starts are multiples of it, counted from the start of each window
 *  @returns undefined when there is none; the earlier of two that are as near */
export function nearestFree(
  people: readonly PersonsTime[],
  at: Span,
  windows: readonly Span[],
  stepMs: number,
): Span | undefined {
  const taken = joined(people.flatMap(({ busy }) => busy));
  const length = at.endMs - at.startMs;
  let best: Span | undefined;
  const distance = (span: Span) => Math.abs(span.startMs - at.startMs);
  for (const { startMs, endMs } of windows) {
    for (let from = startMs; from + length <= endMs; from += stepMs) {
      const slot = { startMs: from, endMs: from + length };
      if (best && distance(best) <= distance(slot)) continue;
      if (!taken.some((span) => overlaps(span, slot))) best = slot;
    }
  }
  return best;
}

/** The hours a strip shows: 8 to 18 and whatever the event needs, in whole hours of the day.
 *  @param dayMs first instant of the day */
export function stripOf(dayMs: number, nextDayMs: number, at: Span): Span {
  const floor = (ms: number) => dayMs + Math.floor((ms - dayMs) / HOUR_MS) * HOUR_MS;
  const ceil = (ms: number) => dayMs + Math.ceil((ms - dayMs) / HOUR_MS) * HOUR_MS;
  const startMs = Math.max(dayMs, Math.min(dayMs + 8 * HOUR_MS, floor(at.startMs)));
  const endMs = Math.min(nextDayMs, Math.max(dayMs + 18 * HOUR_MS, ceil(at.endMs)));
  return { startMs, endMs };
}

/** Where a time lies on a strip, in parts of it from 0 to 1; undefined when it lies beside it. */
export function placeOn(strip: Span, span: Span): { readonly left: number; readonly width: number } | undefined {
  if (!overlaps(strip, span)) return undefined;
  const whole = strip.endMs - strip.startMs;
  const left = (Math.max(span.startMs, strip.startMs) - strip.startMs) / whole;
  return { left, width: (Math.min(span.endMs, strip.endMs) - strip.startMs) / whole - left };
}
