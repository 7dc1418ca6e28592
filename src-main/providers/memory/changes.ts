// What changed in a demo calendar since a cursor, as pages.
import { Failure } from "../../../src-preload/contract/failure.ts";
import { expandOccurrences } from "../../domain/recurrence.ts";
import type { ChangePage, Known, Ranges, RemoteItem, TimeRange } from "../provider.ts";
import type { StoredCalendar, StoredItem } from "./server.ts";

const PAGE = 100;

/** The revision a run saw, and the range it was held to. */
interface Cursor {
  readonly revision: number;
  readonly only?: TimeRange;
}

/** Names and texts as the port has them. */
export function toItem(id: string, name: string, { revision, text }: StoredItem): RemoteItem {
  return { key: name, href: `/${encodeURIComponent(id)}/${encodeURIComponent(name)}`, etag: `"${revision}"`, text };
}

/** Pages of changes; without a cursor, or with one of a narrower range, a complete comparison.
 *  @param read the calendar as it stands; read when the first page is asked for
 *  @throws Failure stale-cursor, missing, cancelled */
export async function* demoChanges(
  id: string,
  read: () => StoredCalendar,
  cursor: string | undefined,
  known: Known,
  signal: AbortSignal,
  { first, only }: Ranges = {},
): AsyncGenerator<ChangePage> {
  stopIfAborted(signal);
  const calendar = read();
  const from = cursor === undefined ? undefined : readCursor(cursor, calendar);
  const isWider = from?.only !== undefined && only === undefined;
  const since = from === undefined || isWider ? 0 : from.revision;
  const mine = known();
  const all = Object.entries(calendar.items)
    .filter(([, { text }]) => /^BEGIN:VEVENT\s*$/m.test(text))
    .map(([name, item]) => toItem(id, name, item));
  const isSame = from?.only?.fromMs === only?.fromMs && from?.only?.toMs === only?.toMs;
  const isNewer = (item: RemoteItem) => !isSame || Number(calendar.items[item.key]?.revision) > since;
  const isInside = (item: RemoteItem) => only === undefined || mine.has(item.key) || touches(item.text, only);
  const wanted = all.filter((item) => mine.get(item.key) !== item.etag && isNewer(item) && isInside(item));
  const isComplete = since === 0;
  const removed = isComplete
    ? [...mine.keys()].filter((key) => !Object.hasOwn(calendar.items, key))
    : Object.entries(calendar.deleted).flatMap(([key, at]) => (at > since && mine.has(key) ? [key] : []));
  const next: Cursor = { revision: calendar.revision, ...(only && { only }) };
  const end = { removed, cursor: writeCursor(next), complete: isComplete };
  yield* paged(inOrder(wanted, first), end, signal);
}

function* paged(
  items: readonly RemoteItem[],
  end: Pick<ChangePage, "removed" | "complete"> & { readonly cursor: string },
  signal: AbortSignal,
): Generator<ChangePage> {
  const page = { parked: [], method: "sync-collection" as const, total: items.length };
  const last = Math.max(0, Math.ceil(items.length / PAGE) - 1);
  for (let number = 0; number < last; number++) {
    stopIfAborted(signal);
    yield { ...page, items: items.slice(number * PAGE, (number + 1) * PAGE), removed: [], complete: false };
  }
  yield { ...page, items: items.slice(last * PAGE), ...end };
}

/** What people see first comes first. */
function inOrder(items: readonly RemoteItem[], first: TimeRange | undefined): readonly RemoteItem[] {
  if (first === undefined) return items;
  const inside = new Set(items.filter((item) => touches(item.text, first)));
  return [...inside, ...items.filter((item) => !inside.has(item))];
}

/** What cannot be read is not held back: someone else has to say what is wrong with it. */
function touches(text: string, range: TimeRange): boolean {
  try {
    return expandOccurrences(text, range, "UTC").length > 0;
  } catch (error) {
    if (error instanceof Failure) return true;
    throw error;
  }
}

const writeCursor = ({ revision, only }: Cursor) => (only ? `${revision} ${only.fromMs} ${only.toMs}` : `${revision}`);

function readCursor(text: string, { floor, revision }: StoredCalendar): Cursor {
  const [, at, fromMs, toMs] = /^(\d+)(?: (-?\d+) (-?\d+))?$/.exec(text) ?? [];
  const since = Number(at ?? Number.NaN);
  if (!(since >= floor && since <= revision)) throw new Failure("stale-cursor");
  return { revision: since, ...(fromMs !== undefined && { only: { fromMs: Number(fromMs), toMs: Number(toMs) } }) };
}

/** @throws Failure cancelled */
export function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new Failure("cancelled");
}
