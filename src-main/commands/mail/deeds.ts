// What people do with messages: decided first, then filed and shown at once, sent to the server by itself, taken back as a whole.
import type { Output, Parsed } from "../../../src-preload/contract/contract.ts";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { AccountId, FolderId, MessageId } from "../../../src-preload/contract/shapes.ts";
import { newId } from "../../store/ids.ts";
import { fileDeedsInParts, overParts, undoDeedsInParts } from "../../store/mail/bulk.ts";
import { findFolder, getFolder } from "../../store/mail/folders.ts";
import { byAccount, inTrashAlone, messagesIn } from "../../store/mail/members.ts";
import { dropFailedDeeds, retryDeeds } from "../../store/mail/ops.ts";
import { snoozeMessages } from "../../store/mail/snoozes.ts";
import type { Deed, StoredFolder } from "../../store/mail/types.ts";
import type { MailCommandDeps } from "./deps.ts";
import { roleFolder } from "./role-folder.ts";

type Deps = Pick<MailCommandDeps, "db" | "clock">;
type RoleDeps = Pick<MailCommandDeps, "db" | "clock" | "openMailbox">;
type Undoable = Output<"mail.flag">;

/** One command, one group to take back; one transaction as well unless it is about hundreds of messages (store/mail/bulk.ts). */
async function perform({ db, clock }: Deps, deeds: readonly Deed[]): Promise<Undoable> {
  const undoId = newId();
  return (await fileDeedsInParts(db, deeds, clock.nowMs(), undoId)) > 0 ? { undoId } : {};
}

/** Without `undoId` nothing changed. */
export function flagMail(deps: Deps, { ids, add = [], remove = [] }: Parsed<"mail.flag">): Promise<Undoable> {
  return perform(deps, [{ kind: "flag", messageIds: ids, add, remove }]);
}

/** @throws Failure missing (no such folder), invalid-input (neither folder nor role, or a folder of another account), and those
 *  of making a folder that an account lacks; then nothing is moved */
export async function moveMail(
  deps: RoleDeps,
  { ids, fromFolderId, folderId, role }: Parsed<"mail.move">,
  signal: AbortSignal,
): Promise<Undoable> {
  const { db } = deps;
  if ((folderId === undefined) === (role === undefined)) throw invalid("a folder or a role is needed");
  const deeds: Deed[] = [];
  for (const [accountId, messageIds] of byAccount(db, ids)) {
    const to =
      role === undefined ? getFolder(db, folderId as FolderId) : await roleFolder(deps, accountId, role, signal);
    refuseTarget(to, accountId);
    const from = fromFolderId !== undefined && findFolder(db, fromFolderId)?.accountId === accountId;
    deeds.push({ kind: "move", messageIds, toFolderId: to.id, ...(from && { fromFolderId }) });
  }
  return perform(deps, deeds);
}

/** To the trash, or for good. @throws Failure of making a trash where an account has none; then nothing is removed */
export async function removeMail(deps: RoleDeps, input: Parsed<"mail.remove">, signal: AbortSignal): Promise<Undoable> {
  const { db } = deps;
  const { ids, fromFolderId, forGood = false } = input;
  const from = fromFolderId === undefined ? undefined : getFolder(db, fromFolderId);
  const trashed = from || forGood ? undefined : inTrashAlone(db, ids);
  const isFinal = (id: MessageId) => forGood || (from ? from.role === "trash" : trashed?.has(id) === true);
  const deeds: Deed[] = [];
  for (const [accountId, messageIds] of byAccount(db, ids)) {
    const place = from?.accountId === accountId && { fromFolderId: from.id };
    const { final = [], rest = [] } = Object.groupBy(messageIds, (id) => (isFinal(id) ? "final" : "rest"));
    deeds.push({ kind: "remove", messageIds: final, ...place });
    if (rest.length === 0) continue;
    const { id: toFolderId } = await roleFolder(deps, accountId, "trash", signal);
    deeds.push({ kind: "move", messageIds: rest, toFolderId, ...place });
  }
  return perform(deps, deeds);
}

/** `untilMs` null: it is back at once. @throws Failure invalid-input for a time that is over */
export async function snoozeMail({ db, clock }: Deps, { ids, untilMs }: Parsed<"mail.snooze">): Promise<Undoable> {
  const nowMs = clock.nowMs();
  if (untilMs !== null && untilMs <= nowMs) throw invalid("that time is over");
  const undoId = newId();
  const changed = await overParts(db, ids, (part) => snoozeMessages(db, part, untilMs, nowMs, undoId));
  return changed > 0 ? { undoId } : {};
}

/** Everything in a folder is read. @throws Failure missing */
export async function markFolderRead(deps: Deps, { folderId }: Parsed<"mail.markRead">): Promise<Undoable> {
  const messageIds = messagesIn(deps.db, getFolder(deps.db, folderId).id, "unread");
  return perform(deps, [{ kind: "flag", messageIds, add: ["\\Seen"] }]);
}

/** @throws Failure missing when nothing can be taken back under this name */
export async function undoMail({ db, clock }: Deps, { undoId }: Parsed<"mail.undo">): Promise<Undoable> {
  const newUndoId = newId();
  const changed = await undoDeedsInParts(db, undoId, newUndoId, clock.nowMs());
  if (changed === 0) throw new Failure("missing", { what: "change" });
  return { undoId: newUndoId };
}

/** What the server refused is asked of it once more, or left at that (mail rule 55). */
export function retryMail({ db }: Deps, { accountId, forget }: Parsed<"mail.retryDeeds">): Output<"mail.retryDeeds"> {
  return { count: db.write(() => (forget ? dropFailedDeeds(db, accountId) : retryDeeds(db, accountId))) };
}

/** @throws Failure missing, invalid-input for a folder that is neither trash nor junk */
export async function emptyFolder(
  { db, clock }: Deps,
  { id }: Parsed<"mail.emptyFolder">,
): Promise<Output<"mail.emptyFolder">> {
  const folder = getFolder(db, id);
  if (folder.role !== "trash" && folder.role !== "junk") throw invalid("only trash and junk can be emptied");
  const messageIds = messagesIn(db, id);
  await fileDeedsInParts(db, [{ kind: "remove", messageIds, fromFolderId: id }], clock.nowMs());
  return { count: messageIds.length };
}

function refuseTarget({ accountId, selectable, local }: StoredFolder, own: AccountId): void {
  if (accountId !== own) throw invalid("mail does not move between accounts");
  if (!selectable || local) throw invalid("this folder cannot hold messages");
}

const invalid = (detail: string) => new Failure("invalid-input", { detail });
