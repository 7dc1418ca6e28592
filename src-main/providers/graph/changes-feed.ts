// The two change feeds of Graph, read only for the ids of what may have changed (knowledge §1.1, §1.2): rows come in any order,
// repeated, replayed from earlier rounds, as stubs; what an event is now is asked of the event itself.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { TimeRange } from "../provider.ts";
import { calendarPath, type Place } from "./calendar-place.ts";
import { addRow, askPage, isFault, missingOr, pageOf, type Row, rangeQuery } from "./listing.ts";
import { attempt } from "./wire.ts";
import { errorOf, failureOf, type GraphAnswer } from "./wire-refusals.ts";

const DAY_MS = 86_400_000;
/** Days before and after now that a calendarView feed is opened for, the widest first: large ones fail. */
const WINDOWS: readonly (readonly [backDays: number, aheadDays: number])[] = [
  [180, 730],
  [90, 365],
  [30, 180],
];
/** When less than this lies ahead the window is opened anew. */
const MARGIN_DAYS = 90;
const MAX_PAGES = 2_000;
/** So many pages in a row without anything new, and the server goes round in circles. */
const MAX_STALE_PAGES = 50;

/** All that a feed told between two links. */
export interface Round {
  readonly rows: ReadonlyMap<string, Row>;
  /** Where the next round starts. */
  readonly link: string;
}

/** Goes on from a link.
 *  @throws Failure stale-cursor when the server does not know it (any more), missing when the calendar is gone */
export async function followFeed(place: Place, link: string, signal: AbortSignal): Promise<Round> {
  const round = await readRound(place, link, signal);
  if (round === "endless") throw new Failure("stale-cursor");
  if ("refused" in round) throw linkFailure(round.refused);
  return round;
}

/** Opens events/delta, which tells everything there is and then what changes.
 *  @returns undefined when this server has none for this calendar, which is remembered */
export async function openEvents(place: Place, signal: AbortSignal): Promise<Round | undefined> {
  const { traits, id } = place;
  if (traits.has("no-events-delta", id)) return undefined;
  const round = await readRound(place, `${calendarPath(place)}/events/delta`, signal);
  if (round !== "endless" && !("refused" in round)) return round;
  if (round !== "endless" && !isRefusal(round.refused)) throw linkFailure(round.refused);
  traits.note("no-events-delta", id);
  return undefined;
}

/** Opens calendarView/delta, which tells what changes: within its window all of it, outside that something did.
 *  @returns undefined when this server has none for this calendar, which is remembered */
export async function openView(
  place: Place,
  signal: AbortSignal,
): Promise<(Round & { readonly toMs: number }) | undefined> {
  const { traits, clock, id } = place;
  if (traits.has("no-view-delta", id)) return undefined;
  for (const [number, [back, ahead]] of WINDOWS.entries()) {
    const midnight = Math.floor(clock.nowMs() / DAY_MS) * DAY_MS;
    const range: TimeRange = { fromMs: midnight - back * DAY_MS, toMs: midnight + ahead * DAY_MS };
    const path = `${calendarPath(place)}/calendarView/delta?${rangeQuery(range)}`;
    const round = await attempt(readRound(place, path, signal));
    if (round instanceof Failure) {
      if (round.reason !== "server-error" && round.code !== "timeout") throw round;
      traits.note("small-window", id);
      // This time everything is compared; the next run tries again.
      if (number === WINDOWS.length - 1) return undefined;
    } else if (round === "endless") break;
    else if (!("refused" in round)) return { ...round, toMs: range.toMs };
    else if (isRefusal(round.refused)) break;
    else throw linkFailure(round.refused);
  }
  traits.note("no-view-delta", id);
  return undefined;
}

/** Does the window of a calendarView feed still reach far enough? */
export function reachesOn(place: Place, toMs: number): boolean {
  // The narrowest window is opened anew all the same when half of it is over.
  return toMs - place.clock.nowMs() > MARGIN_DAYS * DAY_MS;
}

/** Reads from a link or path up to the link of the next round.
 *  @returns `endless` when there is no end to it; `refused` with the answer that is no page
 *  @throws Failure of the way, server-error */
async function readRound(
  place: Place,
  path: string,
  signal: AbortSignal,
): Promise<Round | "endless" | { readonly refused: GraphAnswer }> {
  const rows = new Map<string, Row>();
  const told = new Set<string>();
  let at = path;
  for (let page = 0, stale = 0; page < MAX_PAGES && stale < MAX_STALE_PAGES; page++) {
    const answer = await askPage(place, at, signal);
    const found = answer.status < 300 ? pageOf(answer) : undefined;
    if (found === undefined) {
      if (answer.status < 400 || (isFault(answer) && !isDead(answer))) throw failureOf(answer);
      return { refused: answer };
    }
    const before = told.size;
    for (const value of found.values) {
      addRow(rows, value);
      told.add(`${value.id} ${value["@odata.etag"]} ${value["@removed"] === undefined}`);
    }
    if (found.delta !== undefined) return { rows, link: found.delta };
    // Neither the next page nor an end: an answer that was cut.
    if (found.next === undefined) throw new Failure("bad-answer", { host: new URL(answer.url).hostname });
    stale = told.size > before ? 0 : stale + 1;
    at = found.next;
  }
  place.traits.note("endless-pages", place.id);
  return "endless";
}

/** This calendar has no such feed. A calendar that is gone says the same, and says it to whatever is asked next. */
const isRefusal = ({ status }: GraphAnswer) => [400, 403, 404, 405, 406, 501].includes(status);

const DEAD =
  /^(sync ?state(not ?found|invalid)|resync ?required|error(sync ?state|invalid ?sync ?state|invalid ?id ?malformed)\w*)$/i;

function isDead({ body }: GraphAnswer): boolean {
  const { code, message } = errorOf(body);
  return DEAD.test(code) || /delta ?token|sync ?state/i.test(message);
}

/** What a refused link means. That one may not read, or that the way is bad, says nothing about the link. */
function linkFailure(answer: GraphAnswer): Failure {
  if (answer.status === 410 || answer.status === 400 || isDead(answer)) return new Failure("stale-cursor");
  return answer.status === 404 ? missingOr(answer) : failureOf(answer);
}
