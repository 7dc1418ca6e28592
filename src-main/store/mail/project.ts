// What lists show, kept in step with the base and the deeds in the same transaction: entries, thread_folders and the counters of
// folders. All of it follows from placements, mail_ops and snoozes (domain/mail/projection.ts); nobody else writes it.
import { FLAGGED, type Flags, SEEN, splitWords } from "../../domain/mail/flags.ts";
import { type PendingDeed, type ShownLine, shownLines } from "../../domain/mail/projection.ts";
import type { Database } from "../database.ts";
import { perDatabase } from "../prepared.ts";
import { Tally } from "./counters.ts";
import { type DeedRow, type EntryRow, gather, type KnownMessage } from "./known.ts";
import { flagsOf } from "./rows.ts";

type Placed = Pick<KnownMessage, "id" | "threadId" | "files">;

/** Read together: what a transaction holds in memory stays small. */
export const AT_ONCE = 500;

const statements = perDatabase((db) => ({
  add: db.prepare(`INSERT INTO entries (folder_id, message_id, thread_id, flags, keywords, pending, has_attachments)
    VALUES (@folderId, @id, @threadId, @flags, @keywords, @pending, @files)`),
  change: db.prepare(`UPDATE entries SET flags = @flags, keywords = @keywords, pending = @pending
    WHERE folder_id = @folderId AND message_id = @id`),
  drop: db.prepare("DELETE FROM entries WHERE folder_id = @folderId AND message_id = @id"),
  grow: db.prepare<{
    readonly count: number;
  }>(`INSERT INTO thread_folders (folder_id, thread_id, last_id, count, unread, flagged, attachments, pending)
    VALUES (@folderId, @threadId, @id, 1, @unread, @flagged, @files, @pending)
    ON CONFLICT DO UPDATE SET last_id = max(last_id, @id), count = count + 1, unread = unread + @unread,
      flagged = flagged + @flagged, attachments = attachments + @files, pending = pending + @pending RETURNING count`),
  shift: db.prepare(`UPDATE thread_folders SET unread = unread + @unread, flagged = flagged + @flagged,
    pending = pending + @pending WHERE folder_id = @folderId AND thread_id = @threadId`),
  shrink:
    db.prepare(`UPDATE thread_folders SET count = count - 1, unread = unread - @unread, flagged = flagged - @flagged,
      attachments = attachments - @files, pending = pending - @pending,
      last_id = CASE WHEN last_id = @id THEN coalesce((SELECT max(message_id) FROM entries
        WHERE folder_id = @folderId AND thread_id = @threadId), 0) ELSE last_id END
    WHERE folder_id = @folderId AND thread_id = @threadId`),
  sweep: db.prepare("DELETE FROM thread_folders WHERE folder_id = @folderId AND thread_id = @threadId AND count = 0"),
}));

/** Shows a message as base and deeds have it now. @returns whether anything looks different */
export function reprojectOne(db: Database, id: number, tally: Tally): boolean {
  const [known] = gather(db, [id]);
  return known !== undefined && showKnown(db, known, tally);
}

/** The same for many; counters are written at the end. @returns those that look different */
export function reproject(db: Database, ids: Iterable<number>): number[] {
  const tally = new Tally();
  const all = [...new Set(ids)];
  const changed: number[] = [];
  for (let at = 0; at < all.length; at += AT_ONCE) {
    for (const known of gather(db, all.slice(at, at + AT_ONCE))) {
      if (showKnown(db, known, tally)) changed.push(known.id);
    }
  }
  tally.write(db);
  return changed;
}

/** The same for a message whose places, deeds and snooze have been read. */
export function showKnown(db: Database, known: KnownMessage, tally: Tally): boolean {
  return show(db, known, linesOf(known), known.entries, tally);
}

/** A message that has just been made: nothing can be known of it. */
export function projectNew(db: Database, message: Placed, folderId: number, flags: Flags, tally: Tally): void {
  show(db, message, shownLines([{ folderId, flags }], []), [], tally);
}

/** Where and how a message is shown now. */
export function linesOf({ places, deeds, away }: KnownMessage): ShownLine[] {
  const base = places.map((row) => ({ folderId: row.folderId, flags: flagsOf(row) }));
  return shownLines(base, deeds.map(toDeed), away);
}

function toDeed(row: DeedRow): PendingDeed {
  const { kind, folderId, toFolderId, state } = row;
  const delta = { add: splitWords(row.added), remove: splitWords(row.removed) };
  const landed = state === "landing" ? { landed: flagsOf(row) } : {};
  return { kind, folderId, toFolderId, delta, begun: row.begun === 1, ...landed };
}

function show(
  db: Database,
  message: Placed,
  lines: readonly ShownLine[],
  before: readonly EntryRow[],
  tally: Tally,
): boolean {
  const { id, threadId, files } = message;
  const { add, change, grow, shift } = statements(db);
  let isChanged = false;
  const after = new Set(lines.map(({ folderId }) => folderId));
  for (const old of before) {
    if (after.has(old.folderId)) continue;
    remove(db, message, old, tally);
    isChanged = true;
  }
  for (const line of lines) {
    const { folderId, flags } = line;
    const now = marksOf(flags.bits, line.pending ? 1 : 0);
    const old = before.find((one) => one.folderId === folderId);
    const values = { folderId, id, flags: flags.bits, keywords: flags.keywords, pending: now.pending };
    if (!old) {
      add.run({ ...values, threadId, files });
      const { count } = grow.get({ folderId, threadId, id, files, ...now }) ?? {};
      tally.count(folderId, { threads: count === 1 ? 1 : 0, total: 1, unread: now.unread, flagged: now.flagged });
      isChanged = true;
    } else if (old.flags !== values.flags || old.keywords !== values.keywords || old.pending !== values.pending) {
      change.run(values);
      const was = marksOf(old.flags, old.pending);
      const by = { unread: now.unread - was.unread, flagged: now.flagged - was.flagged };
      if (by.unread || by.flagged || now.pending !== was.pending) {
        shift.run({ folderId, threadId, ...by, pending: now.pending - was.pending });
        tally.count(folderId, by);
      }
      isChanged = true;
    }
  }
  return isChanged;
}

function remove(db: Database, { id, threadId, files }: Placed, old: EntryRow, tally: Tally): void {
  const { drop, shrink, sweep } = statements(db);
  const { folderId } = old;
  const was = marksOf(old.flags, old.pending);
  drop.run({ folderId, id });
  shrink.run({ folderId, threadId, id, files, ...was });
  const threads = -sweep.run({ folderId, threadId });
  tally.count(folderId, { threads, total: -1, unread: -was.unread, flagged: -was.flagged });
}

const marksOf = (bits: number, pending: number) => ({
  unread: bits & SEEN ? 0 : 1,
  flagged: bits & FLAGGED ? 1 : 0,
  pending,
});
