// What the mailbox in the process answers, by the method it is told to have (RFC 7162).
import type {
  FetchWhat,
  FolderChanges,
  FolderCursor,
  FolderStatus,
  MailChangeMethod,
  RemoteFlags,
  RemoteFolder,
  RemoteMessage,
} from "../mail-provider.ts";
import { headerOf, leavesOf } from "./mailbox-mime.ts";
import { DELIMITER, type MailboxServer, type StoredFolder, type StoredMessage } from "./mailbox-server.ts";

/** `hasNumbers`: with its STATUS, as a LIST that returns it (RFC 5819). */
export function toFolder(
  server: MailboxServer,
  path: string,
  method: MailChangeMethod,
  hasNumbers: boolean,
): RemoteFolder {
  const folder = server.folder(path);
  return {
    path,
    delimiter: DELIMITER,
    ...(folder.role && { role: folder.role, roleSource: "attribute" as const }),
    selectable: true,
    subscribed: true,
    mailboxId: `F${folder.uidValidity}`,
    ...(hasNumbers && { status: statusOf(folder, method) }),
  };
}

/** Without a mod-sequence for `plain`: such a server counts none. */
export function statusOf(folder: StoredFolder, method: MailChangeMethod): FolderStatus {
  const messages = Object.values(folder.messages);
  return {
    messages: messages.length,
    unseen: messages.filter(({ flags }) => !flags.includes("\\Seen")).length,
    uidNext: folder.uidNext,
    uidValidity: BigInt(folder.uidValidity),
    ...(method !== "plain" && { highestModseq: BigInt(folder.modseq) }),
  };
}

/** Without a mod-sequence for `plain`. */
export function flagsOf(uid: number, { flags, modseq }: StoredMessage, method: MailChangeMethod): RemoteFlags {
  return { uid, flags, ...(method !== "plain" && { modseq: BigInt(modseq) }) };
}

/** Vanished uids are told by `qresync` alone, changed flags by `condstore` too; `known` are the uids asked about. */
export function changesOf(
  folder: StoredFolder,
  cursor: FolderCursor | undefined,
  known: readonly number[],
  method: MailChangeMethod,
): FolderChanges {
  const entries = Object.entries(folder.messages).map(([uid, message]) => [Number(uid), message] as const);
  const now: FolderCursor = {
    uidValidity: BigInt(folder.uidValidity),
    uidNext: folder.uidNext,
    ...(method !== "plain" && { highestModseq: BigInt(folder.modseq) }),
  };
  const uidValidityChanged = cursor !== undefined && cursor.uidValidity !== now.uidValidity;
  const base = { method, cursor: now, exists: entries.length, uidValidityChanged, permanentFlags: ["\\*"] };
  if (cursor === undefined || uidValidityChanged) return { ...base, flags: [], vanished: [] };
  const since = cursor.highestModseq;
  if (method === "plain" || since === undefined) return { ...base, method: "plain", flags: [], vanished: undefined };
  const isNews = (uid: number, { modseq }: StoredMessage) => uid < cursor.uidNext && BigInt(modseq) > since;
  const flags = entries.filter((entry) => isNews(...entry)).map(([uid, one]) => flagsOf(uid, one, method));
  const gone = known.filter((uid) => BigInt(folder.gone[uid] ?? 0) > since);
  return { ...base, flags, vanished: method === "qresync" ? gone : undefined };
}

/** Header and structure, or all of it where that was asked for and is small enough. */
export function toMessage(
  uid: number,
  stored: StoredMessage,
  what: FetchWhat,
  method: MailChangeMethod,
): RemoteMessage {
  const source = new Uint8Array(Buffer.from(stored.source, "base64"));
  const base = { ...flagsOf(uid, stored, method), internalDateMs: stored.internalDateMs, size: source.length };
  if (what.kind === "source" && source.length <= what.maxBytes) return { ...base, source };
  const parts = leavesOf(source).map(({ body: _body, ...part }) => part);
  return { ...base, header: headerOf(source), parts };
}
