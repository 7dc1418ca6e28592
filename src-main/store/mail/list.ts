// The contract's list of threads, by folder or role, page by page.
import type { Output } from "../../../src-preload/contract/contract.ts";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { ListMail } from "../../../src-preload/contract/mail-inputs.ts";
import type { AccountId } from "../../../src-preload/contract/shapes.ts";
import type { Database } from "../database.ts";
import { perDatabase } from "../prepared.ts";
import { getFolder } from "./folders.ts";
import { rowId } from "./rows.ts";
import { type ListedFolder, type ThreadRow, threadLines } from "./thread-lines.ts";

const COLUMNS = `SELECT folder_id AS folderId, thread_id AS threadId, last_id AS lastId, count, unread, flagged, attachments, pending
  FROM thread_folders WHERE folder_id = @folderId AND last_id < @before`;
const FILTERS = {
  all: "",
  unread: " AND unread > 0",
  flagged: " AND flagged > 0",
  attachments: " AND attachments > 0",
} as const;
type Filter = keyof typeof FILTERS;

// Each filter has an index of its own with the order of the list: a page is read and no more.
const statements = perDatabase((db) => {
  const page = (filter: Filter) =>
    db.prepare<ThreadRow>(`${COLUMNS}${FILTERS[filter]} ORDER BY last_id DESC LIMIT @limit`);
  const count = (filter: Filter) =>
    db.prepare<{ readonly n: number }>(
      `SELECT count(*) AS n FROM thread_folders WHERE folder_id = @folderId${FILTERS[filter]}`,
    );
  return {
    page: { all: page("all"), unread: page("unread"), flagged: page("flagged"), attachments: page("attachments") },
    count: { all: count("all"), unread: count("unread"), flagged: count("flagged"), attachments: count("attachments") },
    ofRole: db.prepare<ListedFolder & { readonly threads: number }>(`SELECT id, account_id AS accountId, role, threads
      FROM mail_folders WHERE role = @role AND (@accountId IS NULL OR account_id = @accountId) ORDER BY id`),
    one: db.prepare<ListedFolder & { readonly threads: number }>(
      "SELECT id, account_id AS accountId, role, threads FROM mail_folders WHERE id = @id",
    ),
  };
});

/** Newest first. @throws Failure missing (no such folder), invalid-input (neither folder nor role, or not a cursor of ours) */
export function listThreads(db: Database, list: ListMail): Output<"mail.list"> {
  const folders = foldersOf(db, list);
  const filter: Filter = list.only ?? "all";
  const before = cursorOf(list.cursor);
  const { page, count } = statements(db);
  const limit = list.limit + 1;
  // Message numbers are of all accounts together, so pages of several folders are one order.
  const rows = folders
    .flatMap(({ id }) => page[filter].all({ folderId: id, before, limit }))
    .sort((a, b) => b.lastId - a.lastId);
  const shown = rows.slice(0, list.limit);
  const last = shown.at(-1);
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  const totals = folders.map(({ id, threads: all }) =>
    filter === "all" ? all : (count[filter].get({ folderId: id })?.n ?? 0),
  );
  return {
    threads: threadLines(db, shown, byId),
    total: totals.reduce((sum, n) => sum + n, 0),
    ...(rows.length > list.limit && last && { nextCursor: String(last.lastId) }),
  };
}

function foldersOf(db: Database, { folderId, role, accountId }: ListMail) {
  const { one, ofRole } = statements(db);
  if (folderId !== undefined) {
    getFolder(db, folderId);
    return [one.get({ id: rowId(folderId) })].filter((folder) => folder !== undefined);
  }
  if (role === undefined) throw new Failure("invalid-input", { detail: "a folder or a role is needed" });
  const account: AccountId | null = accountId ?? null;
  return ofRole.all({ role, accountId: account });
}

function cursorOf(cursor: string | undefined): number {
  if (cursor === undefined) return Number.MAX_SAFE_INTEGER;
  if (!/^\d{1,16}$/.test(cursor)) throw new Failure("invalid-input", { detail: "cursor" });
  return Number(cursor);
}
