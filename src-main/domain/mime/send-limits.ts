// What is known of submission servers, as data: who files sent mail by itself, and how many recipients a day they take.

const DAY = 86_400_000;

/** Servers that put what they send into Sent themselves, by their own name, not the account's (mail §3.7). */
const FILES_ITSELF = [
  "smtp.gmail.com",
  "smtp-relay.gmail.com",
  "smtp.office365.com",
  "smtp-mail.outlook.com",
  "smtp.mail.me.com",
];

/** Does this server file a copy in Sent by itself? */
export function filesSentItself(host: string): boolean {
  return FILES_ITSELF.includes(host.toLowerCase().replace(/\.$/, ""));
}

interface SendLimits {
  /** Recipients within `windowMs`, each counted every time. */
  readonly recipients: number;
  readonly windowMs: number;
  readonly perMessage: number;
}

// Paid plans; smaller ones are told by the server's answer, which defers the message all the same.
const LIMITS: readonly (readonly [RegExp, SendLimits])[] = [
  [/(^|\.)infomaniak\.(com|ch)$/, { recipients: 1440, windowMs: DAY, perMessage: 100 }],
];

/** The limits of a server, where they are published. */
export function sendLimitsOf(host: string): SendLimits | undefined {
  return LIMITS.find(([pattern]) => pattern.test(host.toLowerCase()))?.[1];
}

/** How much of the window is used, and when the oldest of it is free again.
 *  @param sent messages accepted before, any order */
export function sendQuota(
  limits: SendLimits,
  sent: readonly { readonly atMs: number; readonly recipients: number }[],
  nowMs: number,
): { readonly limit: number; readonly used: number; readonly freeAtMs: number } {
  const recent = sent.filter(({ atMs }) => atMs > nowMs - limits.windowMs);
  const used = recent.reduce((sum, { recipients }) => sum + recipients, 0);
  const oldest = recent.reduce((first, { atMs }) => Math.min(first, atMs), Number.POSITIVE_INFINITY);
  return { limit: limits.recipients, used, freeAtMs: recent.length > 0 ? oldest + limits.windowMs : nowMs };
}
