// Deeds on many messages. One transaction for thousands would hold the engine's thread for a second; so a long list is worked off
// in transactions of some 15 ms, and others have their turn between them. A short one is a single transaction. What stands after
// each part is whole: rows, deeds and the group to take back.
import { setImmediate as breathe } from "node:timers/promises";
import type { Database } from "../database.ts";
import { fileDeed } from "./ops.ts";
import type { Deed } from "./types.ts";
import { undoSome } from "./undo.ts";

/** Of the first part; later ones are sized by how long it took. */
const FIRST = 200;
const [LEAST, MOST] = [20, 2000];
const WANTED_MS = 15;

/** Files deeds as fileDeed does, in their order. @returns how often a message looks different now */
export function fileDeedsInParts(
  db: Database,
  deeds: readonly Deed[],
  nowMs: number,
  undoId?: string,
): Promise<number> {
  const all = deeds.flatMap((deed) => [...new Set(deed.messageIds)].map((id) => ({ deed, id })));
  return overParts(db, all, (part) => {
    let changed = 0;
    for (const [deed, items] of Map.groupBy(part, (one) => one.deed)) {
      changed += fileDeed(db, { ...deed, messageIds: items.map(({ id }) => id) }, nowMs, undoId);
    }
    return changed;
  });
}

/** Works a list off. @param work gives a number; @returns their sum */
export async function overParts<T>(
  db: Database,
  items: readonly T[],
  work: (part: readonly T[]) => number,
): Promise<number> {
  let sum = 0;
  let at = 0;
  await inParts(db, (size) => {
    const part = items.slice(at, at + size);
    at += size;
    sum += work(part);
    return part.length;
  });
  return sum;
}

/** Takes a group back as undoDeeds does. Where it is cut short, the rest can still be taken back. @returns as undoDeeds */
export async function undoDeedsInParts(
  db: Database,
  undoId: string,
  newUndoId: string,
  nowMs: number,
): Promise<number> {
  let changed = 0;
  await inParts(db, (limit) => {
    const part = undoSome(db, { undoId, newUndoId, nowMs, limit });
    changed += part.changed;
    return part.taken;
  });
  return changed;
}

/** @param part takes up to so many and says how many there were; fewer: it was the last */
async function inParts(db: Database, part: (size: number) => number): Promise<void> {
  for (let size = FIRST; ; ) {
    const limit = size;
    const startedMs = performance.now();
    if (db.write(() => part(limit)) < limit) return;
    const tookMs = Math.max(1, performance.now() - startedMs);
    size = Math.round(Math.min(MOST, size * 2, Math.max(LEAST, (size * WANTED_MS) / tookMs)));
    await breathe();
  }
}
