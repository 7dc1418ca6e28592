// What a person waits for: the text of a message that is here by its head, and files that are not here. Before all other work.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { MessageId } from "../../../src-preload/contract/shapes.ts";
import { placementsOf } from "../../store/mail/base.ts";
import { blobsToForget, forgetBlobs, linkBlob, useBlob } from "../../store/mail/blobs.ts";
import { findFolder } from "../../store/mail/folders.ts";
import { messageRow } from "../../store/mail/message.ts";
import type { StoredFolder } from "../../store/mail/types.ts";
import { fetchBodies } from "./bodies.ts";
import type { AccountRun, MailDeps } from "./deps.ts";

/** Fetches the text of a message. Nothing to do where it is here.
 *  @throws Failure missing (no folder of the server has it), or what fetching says */
export async function fetchText(run: AccountRun, messageId: MessageId): Promise<void> {
  const { db } = run.deps;
  if (!isWanted(run, messageId)) return;
  for (const { folder, uid } of placesOf(run.deps, messageId)) {
    await fetchBodies(run, folder, [{ messageId, uid }], "ops");
    if (!isWanted(run, messageId)) return;
    // It went from there: the next look says where to.
    run.soon(folder.id);
  }
  const { body, failure } = messageRow(db, messageId);
  if (body === "unreadable" || failure) return;
  throw new Failure("missing", { what: "message" });
}

function isWanted({ deps: { db } }: AccountRun, messageId: MessageId): boolean {
  const { body } = messageRow(db, messageId);
  return body === "none" || body === "head";
}

/** Bytes of a part, from its file or from the server, decoded from their transfer encoding.
 *  @throws Failure missing, or what fetching says */
export async function fetchPart(run: AccountRun, messageId: MessageId, partId: string): Promise<Uint8Array> {
  const { deps, connection, signal } = run;
  const { db, clock, blobs } = deps;
  const known = await storedPart(deps, messageId, partId);
  if (known) return known;
  for (const { folder, uid } of placesOf(deps, messageId)) {
    const bytes = await connection.download(folder.path, uid, partId, signal);
    if (!bytes) continue;
    const sha256 = await blobs.write(bytes);
    const blob = { partId, sha256, size: bytes.byteLength };
    db.write(() => linkBlob(db, messageId, blob, clock.nowMs()));
    return bytes;
  }
  throw new Failure("missing", { what: "message" });
}

/** A part that is in a file here. */
export async function storedPart(
  { db, clock, blobs }: MailDeps,
  messageId: MessageId,
  partId: string,
): Promise<Uint8Array | undefined> {
  const sha256 = db.write(() => useBlob(db, messageId, partId, clock.nowMs()));
  return sha256 === undefined ? undefined : blobs.read(sha256);
}

/** Deletes files: those named, or those nobody used for 30 days. */
export async function forgetFiles({ db, clock, blobs }: MailDeps, hashes?: readonly string[]): Promise<void> {
  const chosen = hashes ?? blobsToForget(db, clock.nowMs());
  for (const sha256 of chosen) await blobs.remove(sha256);
  if (chosen.length > 0) db.write(() => forgetBlobs(db, chosen));
}

function placesOf({ db }: MailDeps, messageId: MessageId): { readonly folder: StoredFolder; readonly uid: number }[] {
  return placementsOf(db, messageId).flatMap(({ folderId, uid }) => {
    const folder = findFolder(db, folderId);
    return folder && uid !== undefined ? [{ folder, uid }] : [];
  });
}
