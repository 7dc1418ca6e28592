// Takes a server's changes in, page by page: one transaction per page, its cursor with it (design §6.2, §6.3).
import { Failure } from "../../src-preload/contract/failure.ts";
import type { CalendarConnection, ChangePage } from "../providers/provider.ts";
import { type SyncedCalendar, updateCalendarSync } from "../store/calendars.ts";
import { countSynced, findByKey, knownTags } from "../store/events.ts";
import { listParked, park } from "../store/parked.ts";
import { applyItem, applyRemoval } from "./apply.ts";
import type { SyncDeps } from "./deps.ts";
import { isMassDeletion } from "./plan.ts";

export interface PullOptions {
  /** Compare everything even when the cursor would do. */
  readonly full: boolean;
  readonly allowMassDeletion: boolean;
}

export interface Pulled {
  created: number;
  updated: number;
  deleted: number;
}

/** Complete comparisons heal cursors that lie (knowledge R23). */
const FULL_CHECK_EVERY_MS = 7 * 86_400_000;
const FULL_CHECK_EVERY_RUNS = 200;
/** Some servers list a new object minutes late (knowledge R31). */
const JUST_WRITTEN_MS = 15 * 60_000;

/** One pull of one calendar.
 *  @throws Failure of the connection; `mass-deletion` before anything of that page is stored */
export async function pullCalendar(
  deps: SyncDeps,
  target: SyncedCalendar,
  connection: CalendarConnection,
  options: PullOptions,
  signal: AbortSignal,
): Promise<Pulled> {
  const pulled: Pulled = { created: 0, updated: 0, deleted: 0 };
  const cursor =
    options.full || needsFullCheck(target, deps.clock.nowMs()) ? undefined : (target.sync.cursor ?? undefined);
  try {
    await pullPages(deps, target, connection, cursor, options, pulled, signal);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "stale-cursor" || cursor === undefined) throw error;
    await pullPages(deps, target, connection, undefined, options, pulled, signal);
  }
  return pulled;
}

function needsFullCheck({ sync }: SyncedCalendar, nowMs: number): boolean {
  if (sync.lastFullCheckAt === null) return true;
  return sync.runsSinceFullCheck >= FULL_CHECK_EVERY_RUNS || nowMs - sync.lastFullCheckAt > FULL_CHECK_EVERY_MS;
}

async function pullPages(
  deps: SyncDeps,
  target: SyncedCalendar,
  connection: CalendarConnection,
  cursor: string | undefined,
  options: PullOptions,
  pulled: Pulled,
  signal: AbortSignal,
): Promise<void> {
  const { db } = deps;
  const calendarId = target.calendar.id;
  const url = target.sync.externalCalendarUrl;
  const total = countSynced(db, calendarId);
  let removed = 0;
  for await (const page of connection.changes(url, cursor, () => known(deps, target), signal)) {
    const gone = await reallyGone(deps, target, connection, page, signal);
    removed += gone.length;
    if (!options.allowMassDeletion && isMassDeletion(removed, total)) {
      throw new Failure("mass-deletion", { removed, total });
    }
    db.write(() => storePage(deps, target, page, gone, pulled));
  }
}

function known({ db }: SyncDeps, { calendar }: SyncedCalendar): Map<string, string | undefined> {
  const tags = knownTags(db, calendar.id);
  // A parked item is known too: it is fetched again only when it changes.
  for (const item of listParked(db, calendar.id)) tags.set(item.externalEventId, item.etag ?? undefined);
  return tags;
}

/** Removals that count: of rows we have, and, when absence is the only evidence, not of what was written just now. */
async function reallyGone(
  { db, clock }: SyncDeps,
  { calendar, sync }: SyncedCalendar,
  connection: CalendarConnection,
  page: ChangePage,
  signal: AbortSignal,
): Promise<string[]> {
  const gone: string[] = [];
  for (const key of page.removed) {
    const row = findByKey(db, calendar.id, key);
    const fresh = row?.lastSyncedAt && clock.nowMs() - row.lastSyncedAt < JUST_WRITTEN_MS;
    if (page.complete && row && fresh && row.externalEventUrl !== null) {
      const still = await connection.fetch(sync.externalCalendarUrl, row.externalEventUrl, signal);
      if (still) continue;
    }
    gone.push(key);
  }
  return gone;
}

function storePage(
  { db, clock }: SyncDeps,
  target: SyncedCalendar,
  page: ChangePage,
  gone: string[],
  pulled: Pulled,
): void {
  const nowMs = clock.nowMs();
  const calendarId = target.calendar.id;
  for (const item of page.items) {
    const applied = applyItem(db, calendarId, item, nowMs);
    if (applied === "created" || applied === "updated") pulled[applied]++;
  }
  for (const { key, href, etag = null, failure } of page.parked) {
    const item = { externalEventId: key, externalEventUrl: href, etag, text: null, failure: failure.toData() };
    park(db, calendarId, item, nowMs);
  }
  for (const key of gone) if (applyRemoval(db, calendarId, key, nowMs) === "deleted") pulled.deleted++;
  updateCalendarSync(db, calendarId, {
    method: page.method,
    ...(page.cursor !== undefined && { cursor: page.cursor }),
    ...(page.cursor !== undefined && page.cursor !== target.sync.cursor && { cursorSinceMs: nowMs }),
    ...(page.complete && { lastFullCheckAt: nowMs, runsSinceFullCheck: 0 }),
  });
}
