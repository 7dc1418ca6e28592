// Leaving an account: nothing unsent is lost without a word, and nothing stays behind.
import { setImmediate as breathe } from "node:timers/promises";
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { AccountId } from "../../src-preload/contract/shapes.ts";
import { deleteAccount, getAccount, secretName } from "../store/accounts.ts";
import { listSynced } from "../store/calendars.ts";
import type { Database } from "../store/database.ts";
import { blobsOnlyOf } from "../store/mail/blobs.ts";
import { updateMailAccount } from "../store/mail/mail-accounts.ts";
import { shedMessages, unsentOf } from "../store/mail/removal.ts";
import { forgetLostNotices } from "../store/notices.ts";
import { pendingCounts } from "../store/outbox.ts";
import { type AccountDeps, loginFor } from "./accounts.ts";
import { keepDeparted } from "./command.ts";

/** Forgets the account, its calendars, its mail and its secret here; nothing is removed on the server.
 *  @throws Failure missing; unsynced-edits when its server does not have every edit, deed and message, and nobody said to discard
 *  them: then nothing is removed */
export async function removeAccount(
  deps: AccountDeps,
  { id, discardUnsynced = false }: Parsed<"accounts.remove">,
): Promise<Output<"accounts.remove">> {
  const { db, vault } = deps;
  const login = await loginFor(deps, getAccount(db, id));
  if (!discardUnsynced) refuseUnsent(db, id);
  await deps.halt(id);
  const files = db.write(() => {
    getAccount(db, id);
    // Something may have been edited while the run came to its end.
    if (!discardUnsynced) refuseUnsent(db, id);
    // Nothing of it is fetched again while it goes.
    updateMailAccount(db, id, { state: "sign-in" });
    return blobsOnlyOf(db, id);
  });
  while (db.write(() => shedMessages(db, id)) > 0) await breathe();
  db.write(() => {
    keepDeparted(
      deps,
      listSynced(db, id).map(({ calendar }) => calendar.id),
    );
    deleteAccount(db, id);
    forgetLostNotices(db);
  });
  await deps.forgetFiles(files);
  await vault.remove(secretName(id));
  await deps.signOut(login);
  return {};
}

/** @throws Failure unsynced-edits */
function refuseUnsent(db: Database, id: AccountId): void {
  const pending = pendingCounts(db);
  const edits = listSynced(db, id).reduce((sum, { calendar }) => sum + (pending.get(calendar.id) ?? 0), 0);
  const { outgoing, drafts, deeds, appends } = unsentOf(db, id);
  const count = edits + outgoing + drafts + deeds + appends;
  if (count > 0) throw new Failure("unsynced-edits", { count });
}
