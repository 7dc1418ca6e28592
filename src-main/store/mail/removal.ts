// An account goes: what is lost with it, and its messages, some at a time.
import type { AccountId } from "../../../src-preload/contract/shapes.ts";
import type { Database } from "../database.ts";
import { perDatabase } from "../prepared.ts";

interface Unsent {
  /** Messages that have not left, or of which that is not known. */
  readonly outgoing: number;
  /** Drafts as they are only here. */
  readonly drafts: number;
  readonly deeds: number;
  readonly appends: number;
}

const statements = perDatabase((db) => ({
  unsent: db.prepare<Unsent>(`SELECT
    (SELECT count(*) FROM send_queue WHERE account_id = @accountId AND state NOT IN ('done', 'cancelled', 'accepted')) AS outgoing,
    (SELECT count(*) FROM drafts WHERE account_id = @accountId AND removed_ms IS NULL AND send_id IS NULL
      AND server_revision IS NOT revision) AS drafts,
    (SELECT count(*) FROM mail_ops WHERE account_id = @accountId AND state IN ('waiting', 'inflight')) AS deeds,
    (SELECT count(*) FROM mail_appends WHERE account_id = @accountId AND state <> 'failed') AS appends`),
  shed: db.prepare(`DELETE FROM messages WHERE id IN
    (SELECT id FROM messages WHERE account_id = @accountId LIMIT @limit)`),
  lists: db.prepare(
    `DELETE FROM thread_folders WHERE folder_id IN (SELECT id FROM mail_folders WHERE account_id = @accountId)`,
  ),
  threads: db.prepare("DELETE FROM threads WHERE account_id = @accountId"),
}));

/** What of an account's mail is on no server. */
export function unsentOf(db: Database, accountId: AccountId): Unsent {
  return statements(db).unsent.get({ accountId }) ?? { outgoing: 0, drafts: 0, deeds: 0, appends: 0 };
}

/** Removes messages of an account that goes, some at a time so that no transaction lasts. Its lists are empty from the first call
 *  on. When none is left its threads go too, and deleteAccount takes the rest.
 *  @returns how many went; 0: none is left */
export function shedMessages(db: Database, accountId: AccountId, limit = 500): number {
  const { shed, lists, threads } = statements(db);
  lists.run({ accountId });
  const n = shed.run({ accountId, limit });
  if (n === 0) threads.run({ accountId });
  db.touch("mail", "folders");
  return n;
}
