// The one clock of the page: it tells when what depends on the present must be looked at again. Nothing else polls.

/** How often the wall clock is compared with the time that should have passed: a machine that slept, or whose clock was set,
 *  shows by it within this time, even where the page heard nothing of it. */
const HEARTBEAT_MS = 10_000;
/** A timer may be late by this much without anything having happened. */
const LATE_MS = 5000;
/** Timers may fire a little early; a boundary is then not yet passed. */
const EARLY_MS = 20;
const MINUTE_MS = 60_000;

/** @param jumped the machine slept, or its clock or zone is another */
type Tell = (nowMs: number, jumped: boolean) => void;

interface Watcher {
  readonly tell: Tell;
  /** Instants it waits for, besides full minutes. */
  readonly boundariesMs: readonly number[];
}

const watchers = new Set<Watcher>();
let timer: ReturnType<typeof setTimeout> | undefined;
let lastMs = 0;
let expectedMs = 0;

const systemZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
let zone = "";

function wait(): void {
  clearTimeout(timer);
  const nowMs = Date.now();
  const minute = MINUTE_MS - (nowMs % MINUTE_MS);
  const boundaries = [...watchers].flatMap(({ boundariesMs }) => boundariesMs.filter((ms) => ms > lastMs));
  const nearest = boundaries.reduce((least, ms) => Math.min(least, ms - nowMs), HEARTBEAT_MS);
  const delay = Math.max(0, Math.min(minute, nearest)) + EARLY_MS;
  expectedMs = nowMs + delay;
  timer = setTimeout(look, delay);
}

const minuteOf = (ms: number) => Math.floor(ms / MINUTE_MS);

/** Tells those for whom something has changed: the minute, one of their boundaries, or everything after a jump. */
function look(): void {
  const beforeMs = lastMs;
  const nowMs = Date.now();
  const zoneNow = systemZone();
  const jumped = nowMs > expectedMs + LATE_MS || nowMs < beforeMs || zoneNow !== zone;
  zone = zoneNow;
  lastMs = nowMs;
  const isNewMinute = minuteOf(nowMs) !== minuteOf(beforeMs);
  for (const { tell, boundariesMs } of [...watchers]) {
    const passed = boundariesMs.some((ms) => ms > beforeMs && ms <= nowMs);
    if (jumped || isNewMinute || passed) tell(nowMs, jumped);
  }
  if (watchers.size > 0) wait();
}

const seen = () => {
  if (document.visibilityState === "visible") look();
};

function start(): void {
  lastMs = Date.now();
  zone = systemZone();
  document.addEventListener("visibilitychange", seen);
  window.addEventListener("focus", look);
  window.addEventListener("online", look);
  window.addEventListener("pageshow", look);
}

function stop(): void {
  clearTimeout(timer);
  document.removeEventListener("visibilitychange", seen);
  window.removeEventListener("focus", look);
  window.removeEventListener("online", look);
  window.removeEventListener("pageshow", look);
}

/** Tells the time (epoch ms) at every full minute, when one of `boundariesMs` has passed, and after a sleep, a clock or a zone
 *  that changed.
 *  @returns ends it */
export function watchClock(tell: Tell, boundariesMs: readonly number[] = []): () => void {
  const watcher: Watcher = { tell, boundariesMs };
  if (watchers.size === 0) start();
  watchers.add(watcher);
  wait();
  return () => {
    watchers.delete(watcher);
    if (watchers.size === 0) stop();
  };
}
