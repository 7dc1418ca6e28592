// What every part of mail sync is given, and what it tells.
import type { Message, MessageLine } from "../../../src-preload/contract/mail.ts";
import type { AccountId, FolderId, MessageId } from "../../../src-preload/contract/shapes.ts";
import type { MailConnection } from "../../providers/mail-provider.ts";
import type { MailReader } from "../../providers/mail-reader.ts";
import type { SyncDeps } from "../deps.ts";
import type { BlobFiles } from "./blob-files.ts";
import type { MailConnections } from "./connections.ts";

/** Told as things happen. None of these may throw. */
export interface MailHooks {
  /** A folder begins or ends to be looked at. */
  readonly changed: () => void;
  /** Mail that a person wants to be told of: new, unread, in a folder that notifies, and no rule silenced it. */
  readonly arrived: (lines: readonly MessageLine[]) => void;
  /** New messages that hold an iTIP object (RFC 6047). */
  readonly invited: (messageIds: readonly MessageId[]) => void;
  /** Words of the server for the user (ALERT, RFC 9051 §7.1). */
  readonly alert: (accountId: AccountId, text: string) => void;
}

/** The world of a run, and who is told of what it brings. */
export interface MailDeps extends SyncDeps {
  readonly connections: MailConnections;
  readonly reader: MailReader;
  readonly blobs: BlobFiles;
  readonly hooks: MailHooks;
}

/** A run of one account: its connection, and what it may be interrupted by. */
export interface AccountRun {
  readonly deps: MailDeps;
  readonly accountId: AccountId;
  readonly connection: MailConnection;
  readonly signal: AbortSignal;
  /** Between two batches: the user's deeds go out before the next one (mail rule 34). */
  readonly between: () => Promise<void>;
  /** Folders that something was put into: they are looked at before the run ends. */
  readonly soon: (folderId: FolderId) => void;
  /** Messages to be told of as new. */
  readonly onArrived: (arrivals: readonly Arrival[], folderId: FolderId) => void;
}

/** A message that has just come into a folder. */
export interface Arrival {
  readonly messageId: MessageId;
  readonly isNew: boolean;
  readonly seen: boolean;
  readonly from: Message["from"];
  readonly to: readonly { readonly address: string; readonly name?: string }[];
  readonly subject: string;
  readonly listId: string | undefined;
  readonly text: string;
  readonly hasAttachments: boolean;
  readonly hasInvitation: boolean;
  /** Message-IDs that it answers, with brackets. */
  readonly answers: readonly string[];
  /** Our own mark on drafts. */
  readonly draftId: string | undefined;
  readonly uid: number;
}
