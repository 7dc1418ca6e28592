// Numbers for messages: seconds × 16, the first free one from there, so that a later message has a greater number.
import type { Database } from "../database.ts";
import { perDatabase } from "../prepared.ts";

const SLOTS = 16;
/** Seconds with more messages than slots that are remembered at once. */
const MAX_HINTS = 1000;

const statements = perDatabase((db) => ({
  taken: db.prepare<{ readonly id: number }>("SELECT id FROM messages WHERE id = @id"),
  // Where many messages are of one second, the end of their run is found by leaps of 64.
  run: db.prepare<{ readonly n: number }>("SELECT count(*) AS n FROM messages WHERE id BETWEEN @id AND @id + 63"),
  hints: new Map<number, number>(),
}));

/** A free number for a message of this time. */
export function freeNumber(db: Database, dateMs: number): number {
  const { taken, run, hints } = statements(db);
  const first = Math.max(1, Math.floor(dateMs / 1000) * SLOTS);
  let id = hints.get(first) ?? first;
  if (taken.get({ id })) {
    while (run.get({ id })?.n === 64) id += 64;
    while (taken.get({ id })) id += 1;
    if (id - first >= SLOTS) {
      if (hints.size >= MAX_HINTS) hints.clear();
      hints.set(first, id);
    }
  }
  return id;
}

/** Messages from this time on have numbers from here on. */
export function firstNumber(dateMs: number): number {
  return Math.max(0, Math.floor(dateMs / 1000)) * SLOTS;
}
