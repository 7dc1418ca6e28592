// The port every mailbox stands behind (RFC 9051). sync and commands know this file and no protocol.
import type { MailEndpoint } from "../../src-preload/contract/accounts.ts";
import type { FolderRole } from "../../src-preload/contract/mail.ts";
import type { RequestRecord } from "../../src-preload/contract/sync.ts";
import type { World } from "./provider.ts";

/** What is needed to reach a mailbox. One of `password` and `accessToken`. */
export interface MailLogin {
  readonly address: string;
  readonly username: string;
  readonly password?: string;
  /** XOAUTH2: asked for anew before every connection. */
  readonly accessToken?: () => Promise<string>;
  readonly endpoint: MailEndpoint;
  /** PEM file of a private authority. */
  readonly caFile?: string;
}

/** Which socket does the work: a long fetch never keeps a deed of the user waiting (knowledge, mail rule 3). */
export type MailLane = "ops" | "bulk";

/** A folder as the server lists it. Numbers are what LIST-STATUS or STATUS said. */
export interface RemoteFolder {
  /** Decoded; names the folder in every later call. */
  readonly path: string;
  readonly delimiter: string | undefined;
  readonly role?: FolderRole;
  /** `attribute`: SPECIAL-USE said so; `name`: guessed. */
  readonly roleSource?: "attribute" | "name";
  readonly selectable: boolean;
  readonly subscribed: boolean;
  /** OBJECTID (RFC 8474). */
  readonly mailboxId?: string;
  readonly status?: FolderStatus;
}

/** STATUS of a folder (RFC 9051 §6.3.11, HIGHESTMODSEQ: RFC 7162); what the server does not say is absent. */
export interface FolderStatus {
  readonly messages: number;
  readonly unseen?: number;
  readonly uidNext?: number;
  readonly uidValidity?: bigint;
  readonly highestModseq?: bigint;
}

/** Where a folder was left; opaque to nobody: the plan reads it. Modseqs are bigint, never number (R26). */
export interface FolderCursor {
  readonly uidValidity: bigint;
  /** Messages from here on are new. */
  readonly uidNext: number;
  readonly highestModseq?: bigint;
}

/** Flags of a message on the server; system flags keep their backslash. */
export interface RemoteFlags {
  readonly uid: number;
  readonly flags: readonly string[];
  readonly modseq?: bigint;
  /** X-GM-LABELS, where the server has them. */
  readonly labels?: readonly string[];
}

/** How the server told what changed. */
export type MailChangeMethod = "qresync" | "condstore" | "plain";

/** What changed in a folder since a cursor. Stored in one transaction with the cursor. */
export interface FolderChanges {
  readonly method: MailChangeMethod;
  /** As it was before anything was asked: what arrives meanwhile is news next time (R19). */
  readonly cursor: FolderCursor;
  readonly exists: number;
  /** The folder is another than the one the cursor was of: uids mean nothing any more (R31). */
  readonly uidValidityChanged: boolean;
  /** Flags that changed, of messages below the old uidNext. */
  readonly flags: readonly RemoteFlags[];
  /** Uids that are gone. Undefined: this server does not say; compare with `uids` (R24). */
  readonly vanished: readonly number[] | undefined;
  readonly permanentFlags: readonly string[];
}

/** A part of a message's structure (RFC 9051 §7.5.2), flattened. */
export interface RemotePart {
  /** e.g. `1.2` */
  readonly part: string;
  readonly type: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly disposition?: string;
  readonly name?: string;
  readonly contentId?: string;
  readonly encoding: string;
  /** Bytes as encoded. */
  readonly size: number;
}

/** A message as fetched. */
export interface RemoteMessage extends RemoteFlags {
  readonly internalDateMs: number;
  readonly size: number;
  /** EMAILID or X-GM-MSGID. */
  readonly emailId?: string;
  /** THREADID or X-GM-THRID. */
  readonly threadId?: string;
  /** The whole of it, or its header block when `source` was not asked for. */
  readonly header?: Uint8Array;
  readonly source?: Uint8Array;
  /** Present when only the header was fetched. */
  readonly parts?: readonly RemotePart[];
}

/** What to fetch: `head`: header block and structure; `source`: everything, of those up to `maxBytes`, the head of others. */
export type FetchWhat = { readonly kind: "head" } | { readonly kind: "source"; readonly maxBytes: number };

/** What a move did, message by message: some may have gone meanwhile. */
export interface MoveResult {
  /** New uid by old one; the value is undefined where the server does not tell (no COPYUID). */
  readonly moved: ReadonlyMap<number, number | undefined>;
  /** Uids that were not there any more. */
  readonly missing: readonly number[];
  readonly uidValidity?: bigint;
  /** Neither MOVE nor UIDPLUS: copied, and marked \Deleted there; never expunged (R56). */
  readonly leftMarked: boolean;
}

/** Where the message lies now; both are absent without UIDPLUS (APPENDUID, RFC 9051 §7.1). */
export interface AppendResult {
  readonly uid?: number;
  readonly uidValidity?: bigint;
}

/** Told that something happened in the watched folder, never what (R16). */
export interface Watch {
  readonly onDirty: () => void;
  /** The server has words for the user (ALERT). */
  readonly onAlert?: (text: string) => void;
}

/** Facts of the server that decide what is done. */
export interface MailTraits {
  /** ID (RFC 2971), where it says. */
  readonly server?: string;
  readonly capabilities: readonly string[];
  readonly quirks: readonly string[];
  /** Messages have labels instead of places (X-GM-EXT-1). */
  readonly labels: boolean;
  /** Known to give uids to other messages without saying so: who is meant is looked at before anything is moved or removed
   *  (mail rule 31). */
  readonly renumbers?: boolean;
  /** Largest message that may be appended. */
  readonly appendLimit?: number;
  readonly method: MailChangeMethod;
}

/** A signed-in mailbox. Every method throws Failure; none retries by itself but where the server asked to wait. */
export interface MailConnection {
  readonly traits: MailTraits;
  /** All folders, with their numbers where one round trip gives them. */
  folders(signal: AbortSignal): Promise<readonly RemoteFolder[]>;
  /** Numbers of some folders that are not open. */
  status(paths: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, FolderStatus>>;
  /** What changed since `cursor`; without one, the folder as it is (no flags, nothing vanished).
   *  @param knownUids uids stored here, ascending: QRESYNC names those to check
   *  @throws Failure missing (the folder is gone), forbidden (it refuses to open) */
  changes(
    path: string,
    cursor: FolderCursor | undefined,
    knownUids: () => readonly number[],
    signal: AbortSignal,
  ): Promise<FolderChanges>;
  /** All uids there are, ascending (UID SEARCH ALL); from `fromUid` on when given. */
  uids(path: string, signal: AbortSignal, fromUid?: number): Promise<readonly number[]>;
  /** Flags of the given uids; those missing from the answer are gone (asked for twice, R40). */
  flags(path: string, uids: readonly number[], lane: MailLane, signal: AbortSignal): Promise<readonly RemoteFlags[]>;
  /** Messages in batches, as they come; those missing are gone. @param lane ops for what a person waits for */
  fetch(
    path: string,
    uids: readonly number[],
    what: FetchWhat,
    lane: MailLane,
    signal: AbortSignal,
  ): AsyncIterable<readonly RemoteMessage[]>;
  /** One part, decoded from its transfer encoding; undefined when the message is gone.
   *  @param part `""`: the whole message */
  download(path: string, uid: number, part: string, signal: AbortSignal): Promise<Uint8Array | undefined>;
  /** Adds and removes flags; those the server cannot keep are left out. Uids that are gone are no error.
   *  @returns flags the server does not keep (PERMANENTFLAGS) */
  flag(
    path: string,
    uids: readonly number[],
    change: { readonly add: readonly string[]; readonly remove: readonly string[] },
    signal: AbortSignal,
  ): Promise<readonly string[]>;
  /** Moves exactly these: MOVE, or COPY and UID EXPUNGE, or COPY alone. A bare EXPUNGE is never sent. */
  move(path: string, uids: readonly number[], toPath: string, signal: AbortSignal): Promise<MoveResult>;
  /** Removes exactly these for good. @returns false when they could only be marked \Deleted (no UIDPLUS) */
  expunge(path: string, uids: readonly number[], signal: AbortSignal): Promise<boolean>;
  /** @throws Failure too-large, quota */
  append(
    path: string,
    message: Uint8Array,
    options: { readonly flags: readonly string[]; readonly internalDateMs: number },
    signal: AbortSignal,
  ): Promise<AppendResult>;
  /** Uids whose Message-ID header is this. */
  findMessageId(path: string, messageId: string, signal: AbortSignal): Promise<readonly number[]>;
  createFolder(name: string, parentPath: string | undefined, signal: AbortSignal): Promise<string>;
  renameFolder(path: string, name: string, parentPath: string | undefined, signal: AbortSignal): Promise<string>;
  removeFolder(path: string, signal: AbortSignal): Promise<void>;
  /** Bytes; undefined where the server has no such thing. */
  quota(signal: AbortSignal): Promise<{ readonly used: number; readonly limit: number } | undefined>;
  /** Keeps IDLE on a folder, on a socket of its own, until the signal aborts: renewed, watched for deafness.
   *  @throws Failure when the connection is lost: the caller decides when to begin again */
  watch(path: string, watch: Watch, signal: AbortSignal): Promise<void>;
  requests(): readonly RequestRecord[];
  close(): Promise<void>;
}

/** One way to reach mailboxes; each sign-in gives a connection of its own. */
export interface MailProvider {
  /** Signs in. @throws Failure wrong-password, certificate, host-unknown, connection-refused, not-imap, insecure-server, … */
  connect(login: MailLogin, world: World, signal: AbortSignal): Promise<MailConnection>;
}
