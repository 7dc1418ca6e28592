// Takes a server's changes in, page by page: one transaction per page, its cursor with it (design §6.2, §6.3).
import { Failure, toFailure } from "../../src-preload/contract/failure.ts";
import type { ChangePage, Ranges } from "../providers/provider.ts";
import { type SyncedCalendar, updateCalendarSync } from "../store/calendars.ts";
import { countSynced, findByKey, knownTags, listUnlinked, syncedSince } from "../store/events.ts";
import { askedFor, listParked, park, unpark } from "../store/parked.ts";
import { applyItem, applyRemoval } from "./apply.ts";
import type { SyncDeps } from "./deps.ts";
import { uidOf } from "./intake.ts";
import { keepNames } from "./moved.ts";
import { isMassDeletion } from "./plan.ts";
import { verdictOn } from "./policy.ts";
import type { Report } from "./progress.ts";
import type { Route } from "./send.ts";

/** How thoroughly to compare, and what to believe. */
export interface PullOptions {
  /** Compare everything even when the cursor would do. */
  readonly full: boolean;
  readonly allowMassDeletion: boolean;
}

interface Pulled {
  created: number;
  updated: number;
  deleted: number;
}

/** One pull under way. */
interface Pull {
  readonly deps: SyncDeps;
  readonly route: Route;
  readonly options: PullOptions;
  /** The server's changes leave out what came and went between two looks (`CalendarProvider.forgetsTheBrief`). */
  readonly forgetsTheBrief: boolean;
  readonly ranges: Ranges;
  readonly pulled: Pulled;
  readonly report: Report;
  readonly signal: AbortSignal;
}

/** Complete comparisons heal cursors that lie (knowledge R23). */
const FULL_CHECK_EVERY_MS = 7 * 86_400_000;
const FULL_CHECK_EVERY_RUNS = 200;
/** So many events written here are looked at one by one. */
const MAX_LOOKS = 100;
/** Some servers list a new object minutes late (knowledge R31). */
const JUST_WRITTEN_MS = 15 * 60_000;

/** One pull of one calendar; what it brings is counted in `pull.pulled` as it comes.
 *  @throws Failure of the connection; `mass-deletion` before anything of that page is stored */
export async function pullCalendar(pull: Pull): Promise<void> {
  const { target } = pull.route;
  await fetchAgain(pull);
  const own = writtenSince(pull);
  const whole = pull.options.full || needsFullCheck(target, pull.deps.clock.nowMs());
  let cursor = whole ? undefined : (target.sync.cursor ?? undefined);
  let relisted = false;
  for (;;) {
    try {
      await pullPages(pull, cursor);
      if (cursor !== undefined) await lookAfter(pull, own);
      return;
    } catch (error) {
      const failure = toFailure(error);
      const forgotten = failure.code === "stale-cursor" && cursor !== undefined;
      // Before anybody is asked everything is listed once more: a glitch does not repeat itself (R95).
      const doubtful: boolean = failure.reason === "mass-deletion" && !relisted;
      if (!forgotten && !doubtful) throw error;
      relisted ||= doubtful;
      cursor = undefined;
    }
  }
}

function needsFullCheck({ sync }: SyncedCalendar, nowMs: number): boolean {
  // A first comparison that was interrupted goes on where it stood (R21); without a cursor it begins anyway.
  const checkedMs = sync.lastFullCheckAt ?? nowMs;
  return sync.runsSinceFullCheck >= FULL_CHECK_EVERY_RUNS || nowMs - checkedMs > FULL_CHECK_EVERY_MS;
}

/** Parked items that somebody wants tried again. One that cannot be had stays parked with the new reason. */
async function fetchAgain({ deps, route, pulled, signal }: Pull): Promise<void> {
  const { db, clock } = deps;
  const { calendar, sync } = route.target;
  for (const parked of askedFor(db, calendar.id)) {
    const { externalEventId, externalEventUrl, text } = parked;
    try {
      const item = await route.connection.fetch(sync.externalCalendarUrl, externalEventUrl, signal);
      db.write(() => {
        if (!item) unpark(db, calendar.id, externalEventId);
        else count(pulled, applyItem(db, route.intake, item, clock.nowMs()));
      });
    } catch (error) {
      const failure = toFailure(error);
      if (verdictOn(failure, 0, clock.nowMs(), 0).do !== "park") throw error;
      const again = { externalEventId, externalEventUrl, etag: null, text, failure: failure.toData() };
      db.write(() => park(db, calendar.id, again, clock.nowMs()));
    }
  }
}

/** Keys of what was written here since the last look, where the server may never tell what became of it. */
function writtenSince({ deps, route, forgetsTheBrief }: Pull): string[] {
  const { calendar, sync } = route.target;
  if (!forgetsTheBrief || sync.cursorSinceMs === null) return [];
  return syncedSince(deps.db, calendar.id, sync.cursorSinceMs, MAX_LOOKS).map((row) => row.externalEventId);
}

/** What was deleted by others before the server's changes told that it was made is never told of: it is looked at once. */
async function lookAfter({ deps, route, pulled, signal }: Pull, keys: readonly string[]): Promise<void> {
  const { db, clock } = deps;
  const { calendar, sync } = route.target;
  for (const key of keys) {
    const href = findByKey(db, calendar.id, key)?.externalEventUrl;
    const there = href && (await route.connection.fetch(sync.externalCalendarUrl, href, signal));
    if (!href || there) continue;
    const gone = db.write(() => applyRemoval(db, route.intake, key, clock.nowMs()));
    if (gone === "deleted") pulled.deleted++;
  }
}

async function pullPages(pull: Pull, cursor: string | undefined): Promise<void> {
  const { deps, route, options, report, signal } = pull;
  const { db } = deps;
  const { calendar, sync } = route.target;
  // Counting takes as long as the calendar is large: only when something went.
  let total: number | undefined;
  let removed = 0;
  let done = 0;
  report({ phase: "comparing", done });
  const pages = route.connection.changes(
    sync.externalCalendarUrl,
    cursor,
    (keys) => known(deps, route.target, keys),
    signal,
    pull.ranges,
  );
  for await (const page of pages) {
    const gone = await reallyGone(pull, page);
    removed += lost(pull, page, gone);
    if (!options.allowMassDeletion && removed > 0) {
      // What this run has brought does not make the loss smaller.
      total ??= countSynced(db, calendar.id) - pull.pulled.created;
      if (isMassDeletion(removed, total)) throw new Failure("mass-deletion", { removed, total });
    }
    db.write(() => storePage(pull, page, gone));
    done += page.items.length + page.parked.length;
    report({ phase: "fetching", done, ...(page.total !== undefined && { total: Math.max(page.total, done) }) });
  }
}

/** So many keys are quicker read with all the others. */
const FEW_KEYS = 500;

function known(
  { db }: SyncDeps,
  { calendar }: SyncedCalendar,
  keys?: readonly string[],
): Map<string, string | undefined> {
  const few = keys && keys.length <= FEW_KEYS ? keys : undefined;
  const tags = knownTags(db, calendar.id, few);
  const wanted = few && new Set(few);
  // A parked item is known too: it is fetched again only when it changes.
  for (const { externalEventId: key, etag } of listParked(db, calendar.id))
    if (!wanted || wanted.has(key)) tags.set(key, etag ?? undefined);
  return tags;
}

/** Removals that count: of rows we have, and, when absence is the only evidence, not of what was written just now. */
async function reallyGone({ deps, route, signal }: Pull, page: ChangePage): Promise<string[]> {
  const { calendar, sync } = route.target;
  const gone: string[] = [];
  for (const key of page.removed) {
    const row = findByKey(deps.db, calendar.id, key);
    const fresh = row?.lastSyncedAt && deps.clock.nowMs() - row.lastSyncedAt < JUST_WRITTEN_MS;
    if (page.complete && row && fresh && row.externalEventUrl !== null) {
      const still = await route.connection.fetch(sync.externalCalendarUrl, row.externalEventUrl, signal);
      if (still) continue;
    }
    gone.push(key);
  }
  return gone;
}

/** How many events people would miss: not what is deleted here too, nor what only changed its name. */
function lost({ deps, route }: Pull, page: ChangePage, gone: readonly string[]): number {
  if (gone.length === 0) return 0;
  const { calendarId, traffic } = route.intake;
  const arriving = new Set(page.items.map((item) => uidOf(item.text)));
  return gone.filter((key) => {
    const row = findByKey(deps.db, calendarId, key);
    if (!row || row.removedMs !== null || row.baseText === null) return false;
    return !arriving.has(row.uid) && !traffic.arrived.has(row.uid);
  }).length;
}

function storePage({ deps, route, pulled }: Pull, page: ChangePage, allGone: readonly string[]): void {
  const { db, clock } = deps;
  const { target } = route;
  const nowMs = clock.nowMs();
  const calendarId = target.calendar.id;
  const intake = { ...route.intake, unlinked: listUnlinked(db, calendarId) };
  const gone = keepNames(db, intake, page.items, allGone);
  for (const item of page.items) count(pulled, applyItem(db, intake, item, nowMs));
  for (const { key, href, etag = null, failure } of page.parked) {
    const item = { externalEventId: key, externalEventUrl: href, etag, text: null, failure: failure.toData() };
    park(db, calendarId, item, nowMs);
  }
  for (const key of gone) {
    const outcome = applyRemoval(db, intake, key, nowMs);
    if (outcome === "deleted") pulled.deleted++;
    // What was counted as new is the same object under another name.
    else if (outcome === "moved") pulled.created--;
  }
  updateCalendarSync(db, calendarId, {
    method: page.method,
    ...(page.cursor !== undefined && { cursor: page.cursor }),
    ...(page.cursor !== undefined && page.cursor !== target.sync.cursor && { cursorSinceMs: nowMs }),
    ...(page.complete && { lastFullCheckAt: nowMs, runsSinceFullCheck: 0 }),
  });
}

function count(pulled: Pulled, applied: ReturnType<typeof applyItem>): void {
  if (applied === "created" || applied === "updated") pulled[applied]++;
  else if (applied === "returned") pulled.deleted--;
}
