// Notes what falls due, at its time: alarms of events, what was put off, and what has come to need the person.
import { alarmsSinceMs, isAlarmDue, quietUntilMs } from "../domain/notices.ts";
import type { Clock } from "../ports.ts";
import { alarmsBetween, nextAlarmMs } from "../store/alarms.ts";
import type { Database } from "../store/database.ts";
import { readFact, readSettings, writeFact } from "../store/facts.ts";
import { latestUntoldMs, nextNoticeMs, noteAlarms, noteTroubles } from "../store/notices.ts";

/** The longest sleep: clocks jump, machines wake up. Shorter when something comes within the day. */
const NAP_MS = 10 * 60_000;
const SHORT_NAP_MS = 60_000;
const DAY_MS = 86_400_000;

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
}

/** One per engine. */
export class NoticeRuns {
  readonly #deps: Deps;
  readonly #life = new AbortController();
  #nap = new AbortController();
  #looping: Promise<void> | undefined;
  /** The latest that was announced; what is due later is announced when its time comes. */
  #announcedMs = Number.NEGATIVE_INFINITY;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  start(): void {
    this.#looping ??= this.#loop();
  }

  /** Looks again: events, settings or the time are others. */
  wake(): void {
    this.#nap.abort();
  }

  async stop(): Promise<void> {
    this.#life.abort();
    this.#nap.abort();
    await this.#looping;
  }

  async #loop(): Promise<void> {
    const { clock } = this.#deps;
    while (!this.#life.signal.aborted) {
      this.#nap = new AbortController();
      const nowMs = clock.nowMs();
      const nextMs = this.#look(nowMs);
      const longestMs = nextMs - nowMs < DAY_MS ? SHORT_NAP_MS : NAP_MS;
      await clock.sleep(Math.min(longestMs, Math.max(0, nextMs - nowMs)), this.#nap.signal).catch(() => undefined);
      // What woke it may be one of many changes of a page: they are looked at together.
      await new Promise((done) => setImmediate(done));
    }
  }

  /** @returns when to look again; Infinity: when something changes */
  #look(nowMs: number): number {
    const { db, clock } = this.#deps;
    try {
      const isNew = noteWhatIsDue(db, nowMs);
      const { notices: settings, zone } = readSettings(db);
      const untilMs = quietUntilMs(settings, nowMs, zone ?? clock.zone());
      this.#announce(nowMs, isNew, untilMs !== undefined);
      return Math.min(nextAlarmMs(db, nowMs), nextNoticeMs(db, nowMs), untilMs ?? Number.POSITIVE_INFINITY);
    } catch {
      // A disk that takes nothing: the same alarms are found at the next look.
      return nowMs + SHORT_NAP_MS;
    }
  }

  /** Says once that there is something to take: what is new, what was put off until now, what waited for quiet hours to end. */
  #announce(nowMs: number, isNew: boolean, isQuiet: boolean): void {
    const { db } = this.#deps;
    const latestMs = latestUntoldMs(db, nowMs);
    if (isNew || (!isQuiet && latestMs > this.#announcedMs)) db.touch("notices");
    this.#announcedMs = isQuiet ? Number.NEGATIVE_INFINITY : Math.max(this.#announcedMs, latestMs);
  }
}

function noteWhatIsDue(db: Database, nowMs: number): boolean {
  const lookedMs = readFact(db, "noticesLookedMs");
  const due = alarmsBetween(db, alarmsSinceMs(lookedMs, nowMs), nowMs).filter((one) =>
    isAlarmDue(one, lookedMs, nowMs),
  );
  // Written only when it matters: an idle app does not write to the disk every minute.
  const isOld = lookedMs === undefined || nowMs - lookedMs > NAP_MS || lookedMs > nowMs;
  return db.write(() => {
    const isNew = noteAlarms(db, due);
    if (isNew || isOld) writeFact(db, "noticesLookedMs", nowMs);
    return noteTroubles(db, nowMs) || isNew;
  });
}
