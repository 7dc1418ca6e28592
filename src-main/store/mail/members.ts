// Which messages lie in a folder as it is shown, where messages are, and what was allowed to one of them alone.
import type { AccountId, FolderId, MessageId } from "../../../src-preload/contract/shapes.ts";
import type { Database } from "../database.ts";
import { perDatabase } from "../prepared.ts";
import { idList, rowId } from "./rows.ts";

const statements = perDatabase((db) => ({
  all: db.prepare<{ readonly id: number }>("SELECT message_id AS id FROM entries WHERE folder_id = @folderId"),
  unread: db.prepare<{ readonly id: number }>(
    "SELECT message_id AS id FROM entries WHERE folder_id = @folderId AND flags & 1 = 0",
  ),
  accounts: db.prepare<{ readonly id: number; readonly accountId: AccountId }>(
    "SELECT m.id, m.account_id AS accountId FROM json_each(@ids) g CROSS JOIN messages m ON m.id = g.value",
  ),
  allowed: db.prepare<{ readonly n: number }>("SELECT 1 AS n FROM messages WHERE id = @id AND remote_allowed = 1"),
  trashed: db.prepare<{ readonly id: number }>(`SELECT e.message_id AS id FROM json_each(@ids) g
    CROSS JOIN entries e ON e.message_id = g.value CROSS JOIN mail_folders f ON f.id = e.folder_id
    GROUP BY e.message_id HAVING min(f.role IS 'trash') = 1`),
}));

/** @param only those that were not read */
export function messagesIn(db: Database, folderId: FolderId, only?: "unread"): MessageId[] {
  const { all, unread } = statements(db);
  return (only ? unread : all).all({ folderId: rowId(folderId) }).map(({ id }) => String(id) as MessageId);
}

/** Of these, those that lie in the trash and nowhere else. */
export function inTrashAlone(db: Database, ids: readonly MessageId[]): ReadonlySet<MessageId> {
  const rows = statements(db).trashed.all({ ids: idList(ids.map(rowId)) });
  return new Set(rows.map(({ id }) => String(id) as MessageId));
}

/** Each once, under its account; those that are not here are left out. */
export function byAccount(db: Database, ids: readonly MessageId[]): ReadonlyMap<AccountId, MessageId[]> {
  const found = new Map<AccountId, MessageId[]>();
  for (const { id, accountId } of statements(db).accounts.all({ ids: idList(new Set(ids.map(rowId))) })) {
    const list = found.get(accountId);
    if (list) list.push(String(id) as MessageId);
    else found.set(accountId, [String(id) as MessageId]);
  }
  return found;
}

/** Were the pictures of this very message allowed, not those of its sender? */
export function isRemoteAllowedHere(db: Database, id: MessageId): boolean {
  return statements(db).allowed.get({ id: rowId(id) }) !== undefined;
}
