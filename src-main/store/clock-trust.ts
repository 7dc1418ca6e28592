// The system's clock may be wrong: nothing a person could want back is forgotten on its word alone, and nothing waits for a moment
// that only a wrong clock had in sight.
import type { Database } from "./database.ts";
import { readFact, writeFact } from "./facts.ts";

const DAY_MS = 86_400_000;
/** A jump this long is a holiday or a wrong clock: nobody can tell at once. */
const JUMP_MS = 7 * DAY_MS;
/** The clock counts again after it has been right for so long. */
const TRUSTED_AFTER_MS = DAY_MS;
/** Nothing waits for longer than this by itself: an hour between two tries, a day for a calendar that vanished or a feed. */
const LONGEST_WAIT_MS = 2 * DAY_MS;
/** Longer than a message can be taken back for. */
const LONGEST_HELD_MS = 5 * 60_000;

/** May what is old be forgotten? Not for a day after the clock went far ahead, or back. Writes down that it was looked at. */
export function mayForget(db: Database, nowMs: number): boolean {
  const { seenMs, trustedMs } = readFact(db, "clock") ?? { seenMs: nowMs, trustedMs: nowMs };
  const jumped = nowMs < seenMs - DAY_MS || nowMs > seenMs + JUMP_MS;
  const next = { seenMs: nowMs, trustedMs: jumped ? nowMs + TRUSTED_AFTER_MS : trustedMs };
  db.write(() => writeFact(db, "clock", next));
  return nowMs >= next.trustedMs;
}

const DUE: readonly (readonly [table: string, column: string, which?: string])[] = [
  ["calendar_syncs", "next_at"],
  ["outbox", "next_try_ms"],
  ["feeds", "next_at"],
  ["mail_accounts", "next_at"],
  ["mail_folders", "next_at"],
  ["mail_ops", "next_try_ms"],
  ["mail_appends", "next_try_ms"],
  ["drafts", "next_try_ms"],
  // One with a time of its own is `scheduled` until then.
  ["send_queue", "due_ms", "state = 'queued'"],
];

/** Makes due what waits for a moment that lies too far ahead to have been meant: the clock was wrong when it was set.
 *  @returns whether there was anything */
export function forgetFuture(db: Database, nowMs: number): boolean {
  return db.write(() => {
    let changed = 0;
    for (const [table, column, which = "true"] of DUE) {
      const wait = `UPDATE ${table} SET ${column} = @nowMs WHERE ${column} > @mostMs AND ${which}`;
      changed += db.prepare(wait).run({ nowMs, mostMs: nowMs + LONGEST_WAIT_MS });
    }
    const held = "UPDATE send_queue SET due_ms = @nowMs WHERE state = 'held' AND due_ms > @mostMs";
    changed += db.prepare(held).run({ nowMs, mostMs: nowMs + LONGEST_HELD_MS });
    return changed > 0;
  });
}
