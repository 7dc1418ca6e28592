// What a calendar holds, page by page: rows that name events, read for their contents elsewhere.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { TimeRange } from "../provider.ts";
import { calendarPath, type Place } from "./calendar-place.ts";
import { resourceOf } from "./resource-shape.ts";
import type { GraphEvent } from "./series.ts";
import { attempt } from "./wire.ts";
import { failureOf, type GraphAnswer, objectOf } from "./wire-refusals.ts";

/** Rows are small without contents. */
const ROWS = 100;
/** Large pages are asked for in this size when they fail. */
const FEW_ROWS = 20;
/** A list that has always one more page is not believed for ever. */
const MAX_PAGES = 2_000;

/** What a listing or a feed says of an event: that there is something to look at. */
export interface Row {
  /** Of the single event or the series master. */
  readonly id: string;
  /** Of the event itself; absent where only an occurrence of it was named. */
  readonly etag?: string;
  /** Told apart only where the server does. */
  readonly isSingle: boolean;
  /** Said to be gone: looked at all the same. */
  readonly isRemoved?: true;
}

/** One page of a list. */
export interface ListPage {
  readonly values: readonly Readonly<Record<string, unknown>>[];
  readonly next?: string;
  readonly delta?: string;
}

/** The page in an answer; undefined when it is none. */
export function pageOf({ body }: GraphAnswer): ListPage | undefined {
  const page = objectOf(body);
  if (!Array.isArray(page?.value)) return undefined;
  const values = (page.value as readonly unknown[]).map(resourceOf).filter((value) => value !== undefined);
  const { "@odata.nextLink": next, "@odata.deltaLink": delta } = page;
  return { values, ...(typeof next === "string" && { next }), ...(typeof delta === "string" && { delta }) };
}

/** Asks for a page, once more in a smaller size when the server stumbles over it.
 *  @param path below `/v1.0`, or a link
 *  @throws Failure of the way, sign-in-needed, rate-limited */
export async function askPage(place: Place, path: string, signal: AbortSignal, rows = ROWS): Promise<GraphAnswer> {
  const { wire, traits } = place;
  const ask = (pageSize: number) =>
    wire.send({ method: "GET", path: path.replace(/((?:\$|%24)top=)\d+/, `$1${pageSize}`), pageSize }, signal);
  const few = Math.min(FEW_ROWS, rows);
  const answer = await ask(traits.has("small-pages", place.id) ? few : rows);
  if (!isFault(answer)) return answer;
  const second = await ask(few);
  if (second.status < 300) traits.note("small-pages", place.id);
  return second;
}

/** A fault of the server's own, that may pass. */
export function isFault({ status }: GraphAnswer): boolean {
  return status >= 500 && status !== 501;
}

/** All pages of a list.
 *  @throws Failure missing when the calendar is gone, and what the server says instead */
export async function* listPages(
  place: Place,
  path: string,
  signal: AbortSignal,
  rows?: number,
): AsyncGenerator<ListPage["values"]> {
  let at: string | undefined = path;
  for (let page = 0; at !== undefined && page < MAX_PAGES; page++) {
    const answer: GraphAnswer = await askPage(place, at, signal, rows);
    if (answer.status === 404 && page === 0) throw missingOr(answer);
    const found = answer.status < 300 ? pageOf(answer) : undefined;
    if (found === undefined) throw failureOf(answer);
    yield found.values;
    at = found.next;
  }
}

/** What a 404 for a calendar as a whole means. */
export function missingOr(answer: GraphAnswer): Failure {
  const failure = failureOf(answer);
  return failure.reason === "missing" ? new Failure("missing", { what: "calendar" }) : failure;
}

const LIST = "$select=id,type,seriesMasterId";

/** Everything in the calendar, series once. */
export async function listAll(place: Place, signal: AbortSignal): Promise<Map<string, Row>> {
  return collected(listPages(place, `${calendarPath(place)}/events?${LIST}&$top=${ROWS}`, signal));
}

/** What touches a range, series once. Says nothing about what lies outside, and nothing about absence (R29, R30).
 *  @returns undefined when this server cannot tell: it fails at long ranges and endless series */
export async function listWithin(
  place: Place,
  range: TimeRange,
  signal: AbortSignal,
): Promise<Map<string, Row> | undefined> {
  const path = `${calendarPath(place)}/calendarView?${rangeQuery(range)}&${LIST}&$top=${ROWS}`;
  const rows = await attempt(collected(listPages(place, path, signal)));
  if (!(rows instanceof Failure)) return rows;
  const isOnTheWay = ["auth", "offline", "rate-limited"].includes(rows.code) || rows.reason === "login-page";
  if (isOnTheWay || rows.code === "missing") throw rows;
  place.traits.note("no-view", place.id);
  return undefined;
}

/** The two parameters of a range: UTC, whatever time zone is preferred. */
export function rangeQuery({ fromMs, toMs }: TimeRange): string {
  return `startDateTime=${new Date(fromMs).toISOString()}&endDateTime=${new Date(toMs).toISOString()}`;
}

async function collected(pages: AsyncGenerator<ListPage["values"]>): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  for await (const values of pages) for (const value of values) addRow(rows, value);
  return rows;
}

/** Adds what a row of a list or feed names. Order tells nothing: what was named twice is looked at once. */
export function addRow(rows: Map<string, Row>, value: GraphEvent & Readonly<Record<string, unknown>>): void {
  const { id, type, seriesMasterId, "@odata.etag": etag, "@removed": removed } = value;
  if (typeof id !== "string" || id === "") return;
  if (removed !== undefined) {
    rows.set(id, { ...(rows.get(id) ?? { id, isSingle: false }), isRemoved: true });
    return;
  }
  // An occurrence stands for its series.
  if (typeof seriesMasterId === "string" && seriesMasterId !== "") {
    if (!rows.has(seriesMasterId)) rows.set(seriesMasterId, { id: seriesMasterId, isSingle: false });
    return;
  }
  const isRemoved = rows.get(id)?.isRemoved;
  const isSingle = type === "singleInstance";
  rows.set(id, { id, isSingle, ...(etag && { etag }), ...(isRemoved && { isRemoved }) });
}
