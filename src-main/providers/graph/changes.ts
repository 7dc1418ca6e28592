// Change detection: events/delta where there is one, else calendarView/delta, else a listing each time (knowledge §1.1).
import { createHash } from "node:crypto";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { ChangePage, Known, Ranges, TimeRange } from "../provider.ts";
import { eventPath, idOf, type Place } from "./calendar-place.ts";
import { compareAll } from "./changes-compare.ts";
import { followFeed, type Round, reachesOn } from "./changes-feed.ts";
import { emptyPage, isNew, pages } from "./changes-pages.ts";
import { type Cursor, readCursor, writeCursor } from "./cursor.ts";
import { listWithin, type Row } from "./listing.ts";

/** Pages of changes since `cursor`; without one, a complete comparison with `known`.
 *  @throws Failure stale-cursor */
export async function* findChanges(
  place: Place,
  cursor: string | undefined,
  known: Known,
  signal: AbortSignal,
  { first, only }: Ranges = {},
): AsyncGenerator<ChangePage> {
  if (signal.aborted) throw new Failure("cancelled");
  const from = cursor === undefined ? undefined : readCursor(cursor, place.id);
  // A range was all there was so far: the rest has to be found.
  const isWider = from?.only !== undefined && only === undefined;
  if (from === undefined || isWider || from.feed === "listing")
    yield* compareAll(place, known, { first, only }, signal);
  else yield* since(place, from, only, known, signal);
}

async function* since(
  place: Place,
  from: Exclude<Cursor, { readonly feed: "listing" }>,
  only: TimeRange | undefined,
  known: Known,
  signal: AbortSignal,
): AsyncGenerator<ChangePage> {
  // A window is frozen in its link and moves with nobody (rule 10).
  if (from.feed === "view" && !reachesOn(place, from.toMs)) throw new Failure("stale-cursor");
  const round = await followFeed(place, from.link, signal);
  const next = nextCursor(from, round, only);
  const end = { cursor: writeCursor(next), complete: false };
  const method = from.feed === "view" ? "range-delta" : "delta";
  const isSameRange = from.only?.fromMs === only?.fromMs && from.only?.toMs === only?.toMs;
  const failing = [...place.failing].filter((path) => path === eventPath(place, idOf(path))).map(idOf);
  if (round.rows.size + failing.length === 0 && isSameRange) {
    yield { ...emptyPage(method), ...end };
    return;
  }
  const mine = known();
  const within = only === undefined || isSameRange ? undefined : await listWithin(place, only, signal);
  const rows = new Map<string, Row>(within && [...within].filter(([id]) => !mine.has(id)));
  for (const id of failing) rows.set(id, { id, isSingle: false });
  for (const [id, row] of round.rows) rows.set(id, row);
  // events/delta names removals of its own events only; a calendarView feed names so whatever changes outside its window.
  const isOurs = (row: Row) => row.isRemoved !== true || from.feed === "view" || mine.has(row.id);
  const wanted = [...rows.values()].filter((row) => isOurs(row) && isNew(row, mine));
  const total = wanted.length;
  const onUnknown = from.feed === "view" && only === undefined ? { onUnknown: seriesSeeker(from.gone) } : {};
  yield* pages(place, { rows: wanted, mine, only, removed: [], method, total, end, ...onUnknown }, signal);
}

const MARKS = 200;
const markOf = (id: string) => createHash("sha256").update(id).digest("base64url").slice(0, 8);

function nextCursor(
  { only: _, ...from }: Exclude<Cursor, { readonly feed: "listing" }>,
  { rows, link }: Round,
  only: TimeRange | undefined,
): Cursor {
  const next = { ...from, link, ...(only && { only }) };
  if (next.feed !== "view") return next;
  const removed = [...rows.values()].filter((row) => row.isRemoved);
  return { ...next, gone: removed.slice(-MARKS).map(({ id }) => markOf(id)) };
}

/** A calendarView feed may name a deleted occurrence by an id of its own, which tells nothing of its series: only a look at
 *  all of them does (rule 3). What the round before named is a replay, and was looked at then.
 *  @throws Failure stale-cursor */
function seriesSeeker(replayed: readonly string[] = []): (id: string) => void {
  return (id) => {
    if (!replayed.includes(markOf(id))) throw new Failure("stale-cursor");
  };
}
