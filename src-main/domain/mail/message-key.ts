// Which messages are one and the same, however often the server has them (mail rule 48).

/** What tells messages apart. */
export interface KeyFacts {
  /** EMAILID or X-GM-MSGID. */
  readonly emailId?: string;
  readonly messageId?: string;
  /** Addr-spec of From. */
  readonly from?: string;
  /** The Date header, where it can be read. */
  readonly dateMs?: number;
  readonly size: number;
}

/** The text whose hash is the key; undefined: nothing but the header block itself tells. */
export function keyText({ emailId, messageId, from = "", dateMs, size }: KeyFacts): string | undefined {
  if (emailId !== undefined) return `id\n${emailId}`;
  if (messageId === undefined) return undefined;
  return ["message", messageId, from.toLowerCase(), dateMs ?? "", size].join("\n");
}

const YEAR_MS = 365 * 86_400_000;

/** When a message is from, for sorting: what its sender says, within ten years before and a day after what the server says
 *  (mail rule 62). Never before 1970: the numbers of messages are made from it. */
export function sortDateMs(sentMs: number | undefined, internalDateMs: number): number {
  const server = Number.isFinite(internalDateMs) ? Math.max(0, Math.floor(internalDateMs)) : 0;
  if (sentMs === undefined || !Number.isFinite(sentMs)) return server;
  const latest = server + 86_400_000;
  return Math.max(0, Math.floor(Math.min(Math.max(sentMs, server - 10 * YEAR_MS), latest)));
}
