// Conversations as lines: gathered from their messages when a page is shown.
import type { FolderRole, Mailbox, ThreadLine } from "../../../src-preload/contract/mail.ts";
import type { AccountId, FolderId, MessageId, ThreadId } from "../../../src-preload/contract/shapes.ts";
import { ANSWERED, DRAFT, FORWARDED } from "../../domain/mail/flags.ts";
import type { Database } from "../database.ts";
import { perDatabase } from "../prepared.ts";
import { mailbox } from "./lines.ts";
import { idList } from "./rows.ts";

/** The folder whose list is shown, by its row's number. */
export interface ListedFolder {
  readonly id: number;
  readonly accountId: AccountId;
  readonly role: FolderRole | null;
}

/** A thread within one folder, as `thread_folders` counts it; `lastId` is its newest message there. */
export interface ThreadRow {
  readonly folderId: number;
  readonly threadId: number;
  readonly lastId: number;
  readonly count: number;
  readonly unread: number;
  readonly flagged: number;
  readonly attachments: number;
  readonly pending: number;
}
interface NewestRow {
  readonly id: number;
  readonly subject: string;
  readonly dateMs: number;
  readonly snippet: string;
  readonly untilMs: number | null;
}
/** A message of a thread in one of its folders. */
interface MemberRow {
  readonly threadId: number;
  readonly id: number;
  readonly subject: string;
  readonly fromAddress: string | null;
  readonly fromName: string | null;
  readonly invitation: number;
  readonly folderId: number;
  readonly flags: number;
}

/** Who wrote is looked for among so many; a longer thread is a crowd. */
const MAX_WRITERS = 100;

const statements = perDatabase((db) => ({
  newest: db.prepare<NewestRow>(`SELECT m.id, m.subject, m.date_ms AS dateMs, m.snippet, s.until_ms AS untilMs
    FROM json_each(@ids) g CROSS JOIN messages m ON m.id = g.value LEFT JOIN snoozes s ON s.message_id = m.id`),
  members: db.prepare<MemberRow>(`SELECT m.thread_id AS threadId, m.id, m.subject, m.from_address AS fromAddress,
      m.from_name AS fromName, m.invitation, e.folder_id AS folderId, e.flags
    FROM json_each(@threads) g CROSS JOIN messages m ON m.thread_id = g.value CROSS JOIN entries e ON e.message_id = m.id
    ORDER BY m.id`),
  hidden: db.prepare<{ readonly id: number }>("SELECT id FROM mail_folders WHERE role IN ('junk', 'trash')"),
}));

/** Rows of a page with what their messages say, all read together; those of which nothing is left are left out. */
export function threadLines(
  db: Database,
  rows: readonly ThreadRow[],
  folders: ReadonlyMap<number, ListedFolder>,
): ThreadLine[] {
  if (rows.length === 0) return [];
  const { newest, members, hidden } = statements(db);
  const tops = new Map(newest.all({ ids: idList(rows.map(({ lastId }) => lastId)) }).map((row) => [row.id, row]));
  const threads = idList(new Set(rows.map(({ threadId }) => threadId)));
  const byThread = Map.groupBy(members.all({ threads }), ({ threadId }) => threadId);
  const unseen = new Set(hidden.all().map(({ id }) => id));
  return rows.flatMap((row) => {
    const [top, folder] = [tops.get(row.lastId), folders.get(row.folderId)];
    return top && folder ? [toThreadLine(row, folder, top, { members: byThread.get(row.threadId) ?? [], unseen })] : [];
  });
}

function toThreadLine(
  row: ThreadRow,
  { accountId }: ListedFolder,
  top: NewestRow,
  { members, unseen }: { readonly members: readonly MemberRow[]; readonly unseen: ReadonlySet<number> },
): ThreadLine {
  const { folderId, threadId } = row;
  const here = members.filter((one) => one.folderId === folderId);
  const flags = here.reduce((all, one) => all | one.flags, 0);
  // Over all folders but junk and trash, the list's own included.
  const counted = members.filter((one) => one.folderId === folderId || !unseen.has(one.folderId));
  return {
    id: String(threadId) as ThreadId,
    accountId,
    folderId: String(folderId) as FolderId,
    subject: counted[0]?.subject ?? top.subject,
    people: writersOf(counted),
    dateMs: top.dateMs,
    snippet: top.snippet,
    count: new Set(counted.map(({ id }) => id)).size,
    unread: row.unread,
    flagged: row.flagged > 0,
    hasAttachments: row.attachments > 0,
    invitation: here.some(({ invitation }) => invitation === 1),
    answered: (flags & ANSWERED) !== 0,
    forwarded: (flags & FORWARDED) !== 0,
    draft: (flags & DRAFT) !== 0,
    pending: row.pending > 0,
    messageIds: here.map(({ id }) => String(id) as MessageId).reverse(),
    ...(top.untilMs !== null && { snoozedUntilMs: top.untilMs }),
  };
}

/** Each once, who wrote first comes first. */
function writersOf(members: readonly MemberRow[]): Mailbox[] {
  const people = new Map<string, Mailbox>();
  for (const { fromAddress, fromName } of members.slice(0, MAX_WRITERS)) {
    const key = fromAddress?.toLowerCase();
    if (fromAddress === null || key === undefined || people.has(key)) continue;
    people.set(key, mailbox(fromAddress, fromName));
  }
  return [...people.values()];
}
