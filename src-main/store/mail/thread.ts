// A conversation as the contract shows it.
import type { Output } from "../../../src-preload/contract/contract.ts";
import type { FolderId, ThreadId } from "../../../src-preload/contract/shapes.ts";
import type { Database } from "../database.ts";
import { perDatabase } from "../prepared.ts";
import { linesOf } from "./lines.ts";
import { present, rowId } from "./rows.ts";

const statements = perDatabase((db) => ({
  messages: db.prepare<{ readonly id: number; readonly subject: string }>(`SELECT m.id, m.subject FROM messages m
    WHERE m.thread_id = @threadId AND EXISTS (SELECT 1 FROM entries e JOIN mail_folders f ON f.id = e.folder_id
      WHERE e.message_id = m.id AND (e.folder_id = @folderId OR f.role IS NULL OR f.role NOT IN ('junk', 'trash')))
    ORDER BY m.id`),
}));

/** Oldest first, over all folders. @param folderId the list it was opened from: junk and trash show their own when it is theirs
 *  @throws Failure missing */
export function threadOf(db: Database, id: ThreadId, folderId?: FolderId): Output<"mail.thread"> {
  const own = folderId === undefined ? -1 : rowId(folderId);
  const rows = statements(db).messages.all({ threadId: rowId(id), folderId: own });
  const first = present(rows[0], "message");
  return {
    id,
    subject: first.subject,
    messages: linesOf(
      db,
      rows.map((row) => row.id),
      own,
    ),
  };
}
