// Do numbers still name what they named? Asked before anything is moved or removed by them (mail rule 31).
import { readHead } from "../../domain/mime/read.ts";
import { forgetUids } from "../../store/mail/base.ts";
import { updateFolder } from "../../store/mail/folders.ts";
import { findMessage } from "../../store/mail/message.ts";
import type { DeedBatch, StoredFolder } from "../../store/mail/types.ts";
import type { AccountRun } from "./deps.ts";

/** No server gives this one (RFC 9051 §2.3.1.1): whatever comes next is another. */
const NO_VALIDITY = 0n;

/** Numbers of a folder that is another one by now name other people's mail.
 *  @returns false: nothing is done by them before the folder was looked at again */
export async function isSameFolder(run: AccountRun, folder: StoredFolder): Promise<boolean> {
  const { deps, connection, signal } = run;
  const status = (await connection.status([folder.path], signal)).get(folder.path);
  const known = folder.cursor?.uidValidity;
  if (status?.uidValidity === undefined || known === undefined || status.uidValidity === known) return true;
  deps.db.write(() => updateFolder(deps.db, folder.id, { nextAt: deps.clock.nowMs() }));
  run.soon(folder.id);
  return false;
}

/** Some servers give numbers to other messages and do not say so. Of those the Message-IDs are compared first; one that
 *  differs, and none of the folder's numbers is believed any more: the next look finds its messages again.
 *  @returns false: nothing is done by them now; deeds wait until their messages have numbers again */
export async function areSameMessages(run: AccountRun, batch: DeedBatch, folder: StoredFolder): Promise<boolean> {
  const { deps, connection, signal } = run;
  const { db } = deps;
  if (!connection.traits.renumbers || !folder.cursor) return true;
  const expected = new Map(batch.uids.map((uid, n) => [uid, idHeader(run, batch.messageIds[n])]));
  for await (const some of connection.fetch(folder.path, batch.uids, { kind: "head" }, "ops", signal)) {
    const isSame = some.every(({ uid, header }) => header && readHead(header, []).messageId === expected.get(uid));
    if (isSame) continue;
    const cursor = { ...folder.cursor, uidValidity: NO_VALIDITY };
    db.write(() => {
      forgetUids(db, folder.id);
      updateFolder(db, folder.id, { cursor, nextAt: deps.clock.nowMs() });
    });
    run.soon(folder.id);
    return false;
  }
  return true;
}

const idHeader = ({ deps: { db } }: AccountRun, id: DeedBatch["messageIds"][number] | undefined) =>
  id && findMessage(db, id)?.messageIdHeader;
