// Messages as lines: what lists, threads and searches show of them.
import type { FolderRole, Mailbox, MessageLine } from "../../../src-preload/contract/mail.ts";
import type { AccountId, FolderId, MessageId, ThreadId } from "../../../src-preload/contract/shapes.ts";
import { shownFlags } from "../../domain/mail/flags.ts";
import type { Database } from "../database.ts";
import { perDatabase } from "../prepared.ts";
import { type FlagRow, flagsOf, idList } from "./rows.ts";

interface LineRow {
  readonly id: number;
  readonly threadId: number;
  readonly accountId: AccountId;
  readonly subject: string;
  readonly fromAddress: string | null;
  readonly fromName: string | null;
  readonly to: string;
  readonly dateMs: number;
  readonly snippet: string;
  readonly size: number;
  readonly files: number;
  readonly invitation: number;
  readonly untilMs: number | null;
}
interface EntryRow extends FlagRow {
  readonly id: number;
  readonly folderId: number;
  readonly role: FolderRole | null;
  readonly pending: number;
}

const statements = perDatabase((db) => ({
  lines:
    db.prepare<LineRow>(`SELECT m.id, thread_id AS threadId, account_id AS accountId, subject, from_address AS fromAddress,
      from_name AS fromName, "to", date_ms AS dateMs, snippet, size, has_attachments AS files, invitation, s.until_ms AS untilMs
    FROM json_each(@ids) g CROSS JOIN messages m ON m.id = g.value LEFT JOIN snoozes s ON s.message_id = m.id`),
  entries:
    db.prepare<EntryRow>(`SELECT e.message_id AS id, e.folder_id AS folderId, f.role, e.flags, e.keywords, e.pending
    FROM json_each(@ids) g CROSS JOIN entries e ON e.message_id = g.value JOIN mail_folders f ON f.id = e.folder_id
    ORDER BY e.folder_id`),
}));

// The folder that says most about a message comes first; trash only where there is no other.
const TELLING: readonly (FolderRole | null)[] = [
  "inbox",
  "snoozed",
  null,
  "drafts",
  "sent",
  "archive",
  "important",
  "flagged",
  "templates",
  "scheduled",
  "all",
  "junk",
  "trash",
];

/** Lines of messages in the order asked for; those in no folder are left out. @param own the list's own folder */
export function linesOf(db: Database, numbers: readonly number[], own?: number): MessageLine[] {
  if (numbers.length === 0) return [];
  const { lines, entries } = statements(db);
  const ids = idList(numbers);
  const places = Map.groupBy(entries.all({ ids }), ({ id }) => id);
  return lines
    .all({ ids })
    .map((row) => toLine(row, places.get(row.id) ?? [], own))
    .filter((line) => line !== undefined);
}

function toLine(row: LineRow, places: readonly EntryRow[], own: number | undefined): MessageLine | undefined {
  const place = (entry: EntryRow) => (entry.folderId === own ? -1 : TELLING.indexOf(entry.role));
  const [best] = places.toSorted((a, b) => place(a) - place(b));
  if (!best) return undefined;
  return {
    id: String(row.id) as MessageId,
    threadId: String(row.threadId) as ThreadId,
    accountId: row.accountId,
    folderIds: places.map(({ folderId }) => String(folderId) as FolderId),
    folderId: String(best.folderId) as FolderId,
    subject: row.subject,
    ...(row.fromAddress !== null && { from: mailbox(row.fromAddress, row.fromName) }),
    to: JSON.parse(row.to) as Mailbox[],
    dateMs: row.dateMs,
    snippet: row.snippet,
    size: row.size,
    hasAttachments: row.files === 1,
    flags: shownFlags(flagsOf(best)),
    invitation: row.invitation === 1,
    pending: places.some(({ pending }) => pending === 1),
    ...(row.untilMs !== null && { snoozedUntilMs: row.untilMs }),
  };
}

/** From the columns of a row; an empty name is none. */
export function mailbox(address: string, name: string | null): Mailbox {
  return { address, ...(name !== null && name !== "" && { name }) };
}
