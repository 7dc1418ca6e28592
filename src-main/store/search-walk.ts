// Goes through the agenda away from now, until enough events are met.
import type { Parsed } from "../../src-preload/contract/contract.ts";
import { occurrenceColumns } from "./agenda.ts";
import type { Database } from "./database.ts";
import { SPANS } from "./occurrences.ts";
import { and, eq, gte, lt, type SQL, sql } from "./orm.ts";
import { occurrences } from "./schema.ts";

/** An occurrence with what the contract shows of its event: see agenda.ts. */
export type SearchRow = Parameters<typeof import("./agenda.ts").toOccurrence>[0];
type Search = Parsed<"agenda.search">;

const FIRST_STEP_MS = 14 * 86_400_000;

/** Starts within [fromMs, toMs). */
interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The first events that meet the conditions, in the order of the search, each by the occurrence that is met first.
 *  @returns `isAll` when there are no more */
export function foundByWalking(
  db: Database,
  search: Search,
  conditions: readonly SQL[],
  nowMs: number,
  wanted: number,
): { rows: SearchRow[]; isAll: boolean } {
  const bounds = boundsOf(db, search, nowMs);
  const met = new Map<string, SearchRow>();
  const sign = search.order === "past" ? -1 : 1;
  const far = ({ startMs }: SearchRow) =>
    search.order === "nearest" ? Math.abs(startMs - nowMs) : sign * (startMs - nowMs);
  const byDistance = (a: SearchRow, b: SearchRow) =>
    far(a) - far(b) || (a.title < b.title ? -1 : a.title > b.title ? 1 : a.eventId < b.eventId ? -1 : 1);
  for (const stretches of steps(search, bounds, nowMs)) {
    const rows = stretches.flatMap((stretch) => rowsIn(db, stretch, conditions));
    for (const row of rows.sort(byDistance)) if (!met.has(row.eventId)) met.set(row.eventId, row);
    if (met.size >= wanted) return { rows: [...met.values()], isAll: false };
  }
  return { rows: [...met.values()], isAll: true };
}

function rowsIn(db: Database, { fromMs, toMs }: Stretch, conditions: readonly SQL[]): SearchRow[] {
  return SPANS.flatMap((_, span) =>
    db.orm
      .select(occurrenceColumns)
      .from(occurrences)
      .where(
        and(eq(occurrences.span, span), gte(occurrences.startMs, fromMs), lt(occurrences.startMs, toMs), ...conditions),
      )
      .all(),
  );
}

/** Stretches of time to look through, each step twice as long as the one before. */
function* steps({ order }: Search, { fromMs, toMs }: Stretch, nowMs: number): Iterable<Stretch[]> {
  const cut = (from: number, to: number): Stretch[] => {
    const stretch = { fromMs: Math.max(from, fromMs), toMs: Math.min(to, toMs) };
    return stretch.fromMs < stretch.toMs ? [stretch] : [];
  };
  // What runs now began earlier; where that ends is the conditions' business.
  if (order === "future") yield cut(fromMs, nowMs);
  const reach = Math.max(toMs - nowMs, nowMs - fromMs);
  for (let near = 0, step = FIRST_STEP_MS; near <= reach; near += step, step *= 2) {
    const ahead = order === "past" ? [] : cut(nowMs + near, nowMs + near + step);
    const behind = order === "future" ? [] : cut(nowMs - near - step, nowMs - near);
    if (ahead.length + behind.length > 0) yield [...ahead, ...behind];
  }
}

/** From the first to the last start that the search can want. */
function boundsOf(db: Database, { order, toMs }: Search, nowMs: number): Stretch {
  const all = SPANS.map((_, span) =>
    db.orm
      .select({
        first: sql<number | null>`min(${occurrences.startMs})`,
        last: sql<number | null>`max(${occurrences.startMs})`,
      })
      .from(occurrences)
      .where(eq(occurrences.span, span))
      .get(),
  );
  const first = Math.min(...all.map((one) => one?.first ?? nowMs));
  const last = Math.max(...all.map((one) => one?.last ?? nowMs)) + 1;
  return { fromMs: first, toMs: Math.min(last, toMs ?? last, order === "past" ? nowMs : last) };
}
