// What the mail store keeps in step, counted again from scratch: entries, thread_folders and the numbers of folders.

import { splitWords } from "../../src-main/domain/mail/flags.ts";
import { shownLines } from "../../src-main/domain/mail/projection.ts";
import type { Database } from "../../src-main/store/database.ts";

interface Flagged {
  readonly flags: number;
  readonly keywords: string;
}
const bits = ({ flags, keywords }: Flagged) => ({ bits: flags, keywords });

/** What the rows that are kept say. */
export function keptProjection(db: Database) {
  return {
    entries: db
      .prepare(`SELECT folder_id, message_id, thread_id, flags, keywords, pending, has_attachments FROM entries
        ORDER BY folder_id, message_id`)
      .all(),
    threads: db.prepare("SELECT * FROM thread_folders ORDER BY folder_id, thread_id").all(),
    folders: db
      .prepare("SELECT id, total, unread, flagged, threads, stored, wanted FROM mail_folders ORDER BY id")
      .all(),
  };
}

/** The same from placements, deeds and snoozes alone. */
export function countedProjection(db: Database) {
  const entries = entriesOf(db).sort((a, b) => a.folder_id - b.folder_id || a.message_id - b.message_id);
  const byThread = Map.groupBy(entries, (entry) => `${entry.folder_id} ${entry.thread_id}`);
  const threads = [...byThread.values()]
    .map((group) => ({
      folder_id: group[0]?.folder_id ?? 0,
      thread_id: group[0]?.thread_id ?? 0,
      last_id: Math.max(...group.map((entry) => entry.message_id)),
      count: group.length,
      unread: group.filter(({ flags }) => !(flags & 1)).length,
      flagged: group.filter(({ flags }) => flags & 2).length,
      attachments: group.filter((entry) => entry.has_attachments).length,
      pending: group.filter(({ pending }) => pending).length,
    }))
    .sort((a, b) => a.folder_id - b.folder_id || a.thread_id - b.thread_id);
  const places = db.prepare<{ folder_id: number; wanted: number }>("SELECT folder_id, wanted FROM placements").all();
  const folders = db.prepare<{ id: number }>("SELECT id FROM mail_folders ORDER BY id").all();
  return {
    entries,
    threads,
    folders: folders.map(({ id }) => {
      const own = entries.filter((entry) => entry.folder_id === id);
      const here = places.filter((place) => place.folder_id === id);
      return {
        id,
        total: own.length,
        unread: own.filter(({ flags }) => !(flags & 1)).length,
        flagged: own.filter(({ flags }) => flags & 2).length,
        threads: threads.filter((thread) => thread.folder_id === id).length,
        stored: here.length,
        wanted: here.filter(({ wanted }) => wanted).length,
      };
    }),
  };
}

function entriesOf(db: Database) {
  const messages = db
    .prepare<{ id: number; account_id: string; thread_id: number; has_attachments: number }>("SELECT * FROM messages")
    .all();
  return messages.flatMap((message) => {
    const { id } = message;
    const places = db
      .prepare<Flagged & { folder_id: number }>(
        "SELECT * FROM placements WHERE message_id = @id ORDER BY folder_id, uid",
      )
      .all({ id });
    const deeds = db
      .prepare<
        Flagged & {
          kind: "flag" | "move" | "remove";
          folder_id: number;
          to_folder_id: number | null;
          added: string;
          removed: string;
          state: string;
          begun: number;
        }
      >("SELECT * FROM mail_ops WHERE message_id = @id AND state <> 'failed' ORDER BY id")
      .all({ id });
    return shownLines(
      places.map((place) => ({ folderId: place.folder_id, flags: bits(place) })),
      deeds.map((deed) => ({
        kind: deed.kind,
        folderId: deed.folder_id,
        toFolderId: deed.to_folder_id,
        delta: { add: splitWords(deed.added), remove: splitWords(deed.removed) },
        begun: deed.begun === 1,
        ...(deed.state === "landing" && { landed: bits(deed) }),
      })),
      awayOf(db, message),
    ).map((line) => ({
      folder_id: line.folderId,
      message_id: id,
      thread_id: message.thread_id,
      flags: line.flags.bits,
      keywords: line.flags.keywords,
      pending: line.pending ? 1 : 0,
      has_attachments: message.has_attachments,
    }));
  });
}

function awayOf(db: Database, message: { readonly id: number; readonly account_id: string }) {
  const isAway = db.prepare("SELECT 1 FROM snoozes WHERE message_id = @id").get({ id: message.id });
  const folders = db
    .prepare<{ id: number; role: string | null; local: number }>(
      "SELECT * FROM mail_folders WHERE account_id = @account",
    )
    .all({ account: message.account_id });
  const away = folders.find(({ role, local }) => role === "snoozed" && local === 1);
  if (!isAway || !away) return undefined;
  const never = new Set(["sent", "trash", "junk", "drafts", "all"]);
  const taken = new Set(folders.filter(({ role, local }) => !local && !never.has(role ?? "")).map(({ id }) => id));
  return { folderId: away.id, takes: (folderId: number) => taken.has(folderId) };
}
