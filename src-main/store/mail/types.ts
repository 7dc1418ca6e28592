// What the functions of this folder take and give. Ids are the contract's; inside, folders and messages are numbered rows.
import type { MailEndpoint } from "../../../src-preload/contract/accounts.ts";
import type { FailureData } from "../../../src-preload/contract/failure.ts";
import type { FolderRole, Mailbox } from "../../../src-preload/contract/mail.ts";
import type { AccountId, FolderId, MessageId, ThreadId } from "../../../src-preload/contract/shapes.ts";
import type { ReadMessage } from "../../domain/mime/read-types.ts";

/** Where a folder was left (mail rule 19). Modseqs are 63 bits: bigint, never number (R26). */
export interface StoredCursor {
  readonly uidValidity: bigint;
  readonly uidNext: number;
  readonly highestModseq?: bigint;
}

/** A folder as sync sees it. */
export interface StoredFolder {
  readonly id: FolderId;
  readonly accountId: AccountId;
  readonly path: string;
  readonly name: string;
  readonly delimiter?: string;
  readonly parentId?: FolderId;
  readonly role?: FolderRole;
  /** `user`: chosen by hand, kept whatever the server says. */
  readonly roleSource?: "attribute" | "name" | "user";
  readonly selectable: boolean;
  readonly subscribed: boolean;
  /** OBJECTID (RFC 8474). */
  readonly mailboxId?: string;
  /** Only here, never on the server: snoozed messages. */
  readonly local: boolean;
  readonly notify: boolean;
  readonly hidden: boolean;
  readonly cursor?: StoredCursor;
  /** Everything from this uid on is here; 1 or less: all of it. Absent: nothing was fetched yet. */
  readonly backfillLowUid?: number;
  /** Messages on the server, as it last said. */
  readonly onServer?: number;
  readonly permanentFlags: readonly string[];
  readonly lastSyncAt?: number;
  readonly lastFullCheckAt?: number;
  /** Last look at every flag, where the server does not tell what changed (R27). */
  readonly lastFlagSweepAt?: number;
  readonly runsSinceFullCheck: number;
  readonly lastError?: FailureData;
  readonly failures: number;
  readonly nextAt?: number;
  /** The server lists it and refuses to open it (R44). */
  readonly parked: boolean;
  readonly total: number;
  readonly unread: number;
  readonly flagged: number;
  /** Messages of the server that are here, and of those the ones that can be read offline. */
  readonly stored: number;
  readonly readable: number;
}

/** What may be changed of a folder; null takes the value away. */
export interface FolderPatch {
  readonly role?: FolderRole | null;
  readonly roleSource?: StoredFolder["roleSource"] | null;
  readonly name?: string;
  readonly path?: string;
  readonly parentId?: FolderId | null;
  readonly notify?: boolean;
  readonly hidden?: boolean;
  readonly cursor?: StoredCursor | null;
  readonly backfillLowUid?: number | null;
  readonly onServer?: number | null;
  readonly permanentFlags?: readonly string[];
  readonly lastSyncAt?: number | null;
  readonly lastFullCheckAt?: number | null;
  readonly lastFlagSweepAt?: number | null;
  readonly runsSinceFullCheck?: number;
  readonly lastError?: FailureData | null;
  readonly failures?: number;
  readonly nextAt?: number | null;
  readonly parked?: boolean;
}

/** A folder as the server lists it (the port's RemoteFolder fits). */
export interface ListedFolder {
  readonly path: string;
  readonly delimiter: string | undefined;
  readonly role?: FolderRole;
  readonly roleSource?: "attribute" | "name";
  readonly selectable: boolean;
  readonly subscribed: boolean;
  readonly mailboxId?: string;
  readonly status?: { readonly messages: number; readonly uidValidity?: bigint };
}

/** Flags of a message on the server (the port's RemoteFlags fits). */
export interface ListedFlags {
  readonly uid: number;
  readonly flags: readonly string[];
  readonly modseq?: bigint;
  readonly labels?: readonly string[];
}

/** A message as fetched (the port's RemoteMessage fits). */
export interface ListedMessage extends ListedFlags {
  readonly internalDateMs: number;
  readonly size: number;
  readonly emailId?: string;
  readonly threadId?: string;
  readonly header?: Uint8Array;
  readonly source?: Uint8Array;
}

/** What was read of a message, as far as rows and the search need it. */
export type Reading = Pick<
  ReadMessage,
  | "from"
  | "to"
  | "cc"
  | "bcc"
  | "subject"
  | "messageId"
  | "inReplyTo"
  | "references"
  | "dateMs"
  | "listId"
  | "autoSubmitted"
  | "headerSize"
  | "text"
  | "calendars"
  | "snippet"
  | "fault"
> & {
  readonly parts: readonly Pick<ReadMessage["parts"][number], "name" | "disposition" | "contentId" | "mediaType">[];
};

/** How much of a message is here. `head`: header and structure. `partial`: its texts too, not its large files. `whole`: every
 *  byte. `none`: nothing yet. `unreadable`: it cannot be fetched or read; the reason is kept. */
export type BodyState = "none" | "head" | "partial" | "whole" | "unreadable";

/** A message of a server, read and ready to be stored. */
export interface IntakeItem {
  readonly remote: ListedMessage;
  readonly read: Reading;
  /** zstd of what is kept: source.ts compress. */
  readonly source?: Uint8Array;
  /** What `source` holds; `head` when absent and there is one. */
  readonly body?: "head" | "partial" | "whole";
}

/** Where the server has a message. */
export interface StoredPlacement {
  readonly folderId: FolderId;
  /** Absent after a change of UIDVALIDITY, until it is found again (R31). */
  readonly uid?: number;
  readonly flags: readonly string[];
}

/** What the rows know of a message. */
export interface StoredMessage {
  readonly id: MessageId;
  readonly accountId: AccountId;
  readonly threadId: ThreadId;
  /** Message-ID header, with its brackets as it came. */
  readonly messageIdHeader?: string;
  readonly subject: string;
  readonly from?: Mailbox;
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly dateMs: number;
  readonly sentMs?: number;
  readonly size: number;
  readonly snippet: string;
  readonly hasAttachments: boolean;
  readonly invitation: boolean;
  readonly listId?: string;
  readonly body: BodyState;
  readonly failure?: FailureData;
  /** The user's answer to the sender's wish to know that it was read. */
  readonly receiptAnswered: boolean;
}

/** What the user wants done. A folder may be one where the message only is because of an earlier deed. */
export type Deed =
  | {
      readonly kind: "flag";
      readonly messageIds: readonly MessageId[];
      readonly add?: readonly string[];
      readonly remove?: readonly string[];
    }
  | {
      readonly kind: "move";
      readonly messageIds: readonly MessageId[];
      /** Absent: from every folder but trash and sent. */
      readonly fromFolderId?: FolderId;
      readonly toFolderId: FolderId;
    }
  | { readonly kind: "remove"; readonly messageIds: readonly MessageId[]; readonly fromFolderId?: FolderId };

/** Deeds that go to the server in one command. */
export interface DeedBatch {
  readonly ids: readonly number[];
  readonly kind: Deed["kind"];
  readonly folderId: FolderId;
  readonly toFolderId?: FolderId;
  /** In the order of `ids`. */
  readonly uids: readonly number[];
  readonly messageIds: readonly MessageId[];
  readonly add: readonly string[];
  readonly remove: readonly string[];
  readonly attempts: number;
  /** It was on its way when the engine last stopped: look before doing it again (R54). */
  readonly interrupted: boolean;
}

/** What the server made of a batch. */
export interface DeedOutcome {
  /** New uid by old (COPYUID); undefined where it does not tell. */
  readonly moved?: ReadonlyMap<number, number | undefined>;
  readonly uidValidity?: bigint;
  /** Uids that were not there any more. */
  readonly missing?: readonly number[];
  /** Flags that the server does not keep. */
  readonly refusedFlags?: readonly string[];
  /** Copied or removed only by name: the original stays there marked \Deleted (R56). */
  readonly leftMarked?: boolean;
}

/** The mail side of an account. */
export interface StoredMailAccount {
  readonly accountId: AccountId;
  readonly imap: MailEndpoint;
  readonly smtp: MailEndpoint;
  readonly state: "ready" | "sign-in";
  readonly failure?: FailureData;
  readonly quota?: { readonly used: number; readonly limit: number };
  /** What the server can do, as it said (the port's MailTraits, opaque here). */
  readonly traits?: unknown;
  readonly lastSyncAt?: number;
  readonly foldersAtMs?: number;
  readonly failures: number;
  readonly nextAt?: number;
}
