// A file that goes along with a message.

/** A file of a message, its bytes at hand. */
export interface BuildAttachment {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Uint8Array;
  /** The HTML shows it as `cid:` (RFC 2392), without brackets. */
  readonly contentId?: string;
}
