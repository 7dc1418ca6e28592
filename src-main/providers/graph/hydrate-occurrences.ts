// The occurrences of a series that differ from it: told by the server, or worked out from those it shows.
import type { Event } from "@microsoft/microsoft-graph-types";
import { Failure } from "../../../src-preload/contract/failure.ts";
import { expandOccurrences } from "../../domain/recurrence.ts";
import type { TimeRange } from "../provider.ts";
import { BATCH, batchGet } from "./batch.ts";
import { eventPath, type Place } from "./calendar-place.ts";
import { EVENT_PROPERTIES } from "./hydrate-properties.ts";
import { listPages, rangeQuery } from "./listing.ts";
import { seriesText } from "./map.ts";
import { clockOf, occurrenceDate } from "./map-time.ts";
import { resourceOf } from "./resource-shape.ts";
import type { GraphEvent, Series } from "./series.ts";
import { failureOf, isGone, objectOf } from "./wire-refusals.ts";

const DAY_MS = 86_400_000;
/** Where deleted occurrences are looked for when the server does not tell them: an endless rule has no end to look up to. */
const BACK_MS = 366 * DAY_MS;
const AHEAD_MS = 2 * 366 * DAY_MS;
const ROWS = 200;

/** An occurrence as `/instances` shows it. */
export interface Instance {
  readonly event: GraphEvent;
  /** Local date of its original start. */
  readonly date: string;
}

/** The series of a single event or master.
 *  @throws Failure */
export async function occurrencesOf(place: Place, event: GraphEvent, signal: AbortSignal): Promise<Series> {
  const { exceptionOccurrences: told, cancelledOccurrences: deleted, ...master } = event;
  if (!event.recurrence) return { master, exceptions: [], cancelled: [] };
  const exceptions = told ? await allOf(place, told, event, signal) : undefined;
  const cancelled = deleted?.flatMap((one) => /(\d{4}-\d\d-\d\d)$/.exec(one)?.[1] ?? []);
  if (exceptions && cancelled) return { master, exceptions, cancelled };
  if (cancelled === undefined) place.traits.note("no-cancelled");
  return workedOut(place, { master, exceptions, cancelled }, signal);
}

/** A long list of exceptions goes on on other pages. */
async function allOf(
  place: Place,
  told: readonly Event[],
  event: GraphEvent,
  signal: AbortSignal,
): Promise<readonly GraphEvent[]> {
  const next = objectOf(event)?.["exceptionOccurrences@odata.nextLink"];
  if (typeof next !== "string") return told;
  const all: GraphEvent[] = [...told];
  for await (const values of listPages(place, next, signal)) all.push(...values);
  return all;
}

interface Told {
  readonly master: GraphEvent;
  readonly exceptions: readonly GraphEvent[] | undefined;
  readonly cancelled: readonly string[] | undefined;
}

/** What our own expansion of the rule has and the server does not show was deleted (knowledge §1.5). */
async function workedOut(place: Place, { master, ...told }: Told, signal: AbortSignal): Promise<Series> {
  const nowMs = place.clock.nowMs();
  const range = { fromMs: nowMs - BACK_MS, toMs: nowMs + AHEAD_MS };
  const shown = await instancesOf(place, master, range, signal);
  const overridden = shown.filter(({ event }) => event.type === "exception").map(({ event }) => event.id ?? "");
  const exceptions = told.exceptions ?? (await readExceptions(place, overridden, signal));
  const plain = seriesText({ master, exceptions: [], cancelled: [] }, place.addresses);
  const there = new Set(shown.map(({ date }) => date));
  const inside = expandOccurrences(plain, range, "UTC").filter(
    // What touches the border may be shown or not.
    ({ startMs, endMs }) => startMs > range.fromMs + DAY_MS && endMs < range.toMs - DAY_MS,
  );
  const missing = inside.map(({ start }) => start.slice(0, 10)).filter((date) => !there.has(date));
  return { master, exceptions, cancelled: told.cancelled ?? missing };
}

/** The occurrences of a series that lie in a range, those moved into it included.
 *  @throws Failure missing when the series is gone */
export async function instancesOf(
  place: Place,
  master: GraphEvent,
  range: TimeRange,
  signal: AbortSignal,
): Promise<readonly Instance[]> {
  const select = "$select=id,type,seriesMasterId,start,isAllDay,originalStart,originalStartTimeZone,occurrenceId";
  const plain = select.replace(",occurrenceId", "");
  const base = `${eventPath(place, master.id ?? "")}/instances?${rangeQuery(range)}`;
  const query = place.traits.has("plain-select") ? plain : select;
  const clock = clockOf(master);
  const found: Instance[] = [];
  for await (const values of listPages(place, `${base}&${query}&$top=${ROWS}`, signal, ROWS)) {
    for (const event of values as readonly GraphEvent[])
      found.push({ event, date: occurrenceDate(event, master, clock) });
  }
  return found;
}

async function readExceptions(
  place: Place,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<readonly GraphEvent[]> {
  const events: GraphEvent[] = [];
  for (let start = 0; start < ids.length; start += BATCH) {
    const part = ids.slice(start, start + BATCH);
    const paths = part.map((id) => `${eventPath(place, id)}?$select=${EVENT_PROPERTIES}`);
    for (const answer of await batchGet(place, paths, signal)) {
      const event = resourceOf(answer.body);
      if (isGone(answer)) continue;
      if (answer.status >= 300 || event === undefined)
        throw answer.status < 300 ? new Failure("malformed") : failureOf(answer);
      events.push(event);
    }
  }
  return events;
}
