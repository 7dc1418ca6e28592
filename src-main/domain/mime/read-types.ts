// What reading a message gives: plain data that crosses threads. Filled by read.ts, kept by the store, shown by commands.
import type { Mailbox } from "../../../src-preload/contract/mail.ts";

/** A part that is not the text itself. */
export interface ReadPart {
  /** Its number (RFC 9051 §6.4.5.1): `2`, `1.3`. */
  readonly id: string;
  /** Safe to show and to save under (safeName). */
  readonly name: string;
  /** Lower case, without parameters. */
  readonly mediaType: string;
  /** Bytes once decoded; guessed from the encoded size where `content` is absent. */
  readonly size: number;
  /** Without brackets. */
  readonly contentId?: string;
  readonly disposition: "attachment" | "inline";
  /** Absent in a head, and where a cap cut it. */
  readonly content?: Uint8Array;
}

/** An iTIP object (RFC 6047), as text. */
export interface ReadCalendar {
  readonly partId: string;
  /** Upper case, of the part's own parameter. */
  readonly method?: string;
  readonly text: string;
}

/** Caps that left something out; the rest of the message is as it was sent. */
export type ReadCut = "depth" | "parts" | "part-size" | "total-size" | "headers" | "text";

/** Why only the source can be shown. `timeout` and `crash`: the reader's worker was stopped by it. */
export type ReadFault = "empty" | "no-header" | "too-large" | "timeout" | "crash";

/** How a part of it is protected (RFC 1847, RFC 3156, RFC 8551). Nothing is verified here. */
export type Protection = "pgp-signed" | "pgp-encrypted" | "smime-signed" | "smime-encrypted";

/** The part a text came from. */
export interface ReadTextPart {
  readonly id: string;
  readonly mediaType: "text/plain" | "text/html" | "text/calendar";
  readonly charset?: string;
  /** Transfer encoding, lower case. */
  readonly encoding: string;
  /** Bytes as encoded. */
  readonly size: number;
}

/** What cannot be read is empty or absent; nothing here throws later. */
export interface ReadMessage {
  /** All of From: more than one is suspicious. */
  readonly from: readonly Mailbox[];
  readonly sender?: Mailbox;
  readonly replyTo: readonly Mailbox[];
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly bcc: readonly Mailbox[];
  /** Decoded, one line; empty where there is none. */
  readonly subject: string;
  /** With its angle brackets. */
  readonly messageId?: string;
  readonly inReplyTo?: string;
  /** With brackets, oldest first, each once, at most 100 (R50): the first and the last of them. */
  readonly references: readonly string[];
  /** The Date header, where it can be read. Not held within anything (R62 is the store's). */
  readonly dateMs?: number;
  /** The identifier alone (RFC 2919). */
  readonly listId?: string;
  /** Sent by a machine (RFC 3834, Precedence: bulk). */
  readonly autoSubmitted: boolean;
  /** List-Unsubscribe and List-Unsubscribe-Post, unfolded; more than one of either is told as it is. */
  readonly listUnsubscribe: readonly string[];
  readonly listUnsubscribePost: readonly string[];
  /** Unfolded, the topmost first: the newest hop's comes first. At most 50. */
  readonly authenticationResults: readonly string[];
  /** DKIM-Signature, unfolded. At most 20. */
  readonly dkimSignatures: readonly string[];
  /** Where a note that it was read goes (RFC 8098). */
  readonly receiptTo?: Mailbox;
  readonly importance: "high" | "normal" | "low";
  /** Our own mark on drafts that we filed (R60). */
  readonly draftId?: string;
  /** Bytes of the header block, the empty line included: what is hashed where there is no Message-ID (R48). */
  readonly headerSize: number;
  /** Plain text: as sent, else made from the HTML; inline parts joined in order. */
  readonly text: string;
  /** The HTML as it came: never shown before safeHtml. */
  readonly html?: string;
  /** Where the text came from, in order: what a head-only fetch still has to get. */
  readonly textParts: readonly ReadTextPart[];
  /** Attachments and pictures of the text, in order; at most 1,000. */
  readonly parts: readonly ReadPart[];
  readonly calendars: readonly ReadCalendar[];
  /** First words, at most 200 characters. */
  readonly snippet: string;
  readonly protection: readonly Protection[];
  readonly cuts: readonly ReadCut[];
  /** Only the source can be shown. */
  readonly fault?: ReadFault;
}

/** A part as BODYSTRUCTURE tells (RFC 9051 §7.5.2); the port's RemotePart fits. */
export interface HeadPart {
  readonly part: string;
  readonly type: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly disposition?: string;
  readonly name?: string;
  readonly contentId?: string;
  readonly encoding: string;
  readonly size: number;
}
