// What sentences of failures are about, in English; the view has its own words for each.

/** What a sentence can be about. */
export const SUBJECTS = {
  account: "The account",
  answer: "The server's answer",
  calendar: "The calendar",
  change: "This change",
  conflict: "This conflict",
  "create-calendar": "Creating a calendar on this server",
  "delete-calendar": "Deleting a server's calendar",
  "device-sync": "Syncing a calendar of this device",
  digest: "Digest sign-in",
  draft: "This draft",
  event: "The event",
  feed: "The feed",
  "feed-list": "This list of feeds",
  file: "This calendar file",
  folder: "This folder",
  history: "This earlier version",
  identity: "This sender",
  invitation: "The invitation",
  item: "This item",
  journal: "A journal entry",
  message: "This message",
  notice: "This notice",
  occurrence: "This occurrence",
  rename: "Renaming a server's calendar",
  recolor: "Changing the colour on this server",
  request: "The request",
  split: "Splitting this series",
  target: "A calendar to import into",
  task: "A task",
  template: "This template",
} as const;

/** Parameter `what` of a failure. */
export type FailureSubject = keyof typeof SUBJECTS;

/** What a server without iCalendar cannot keep. */
export const LIMITS = {
  rule: "this rule of repetition",
  "several-rules": "more than one rule of repetition",
  "extra-dates": "single dates besides the rule of repetition",
  "too-many-occurrences": "so many occurrences",
  "occurrence-order": "an occurrence moved onto or past its neighbour",
  reminders: "more than one reminder, or one of another kind than a message before the start",
  zone: "this time zone",
  color: "a colour of the event's own",
  guests: "so many guests",
  "guest-copy": "a change to somebody else's meeting",
  quiet: "a change that the guests are not told of",
} as const;

/** Parameter `limit` of a failure. */
export type FailureLimit = keyof typeof LIMITS;

/** What is wrong with an event that cannot be read, or with a certificate: told in English by `detail`; the view has its own
 *  words for each. */
export type FailureFault =
  | "no-start"
  | "cut"
  | "no-uid"
  | "no-event"
  | "not-a-date"
  | "unknown-zone"
  | CertificateFault;

/** What is wrong with a certificate, or with the way to one, in English. */
const CERTIFICATE_FAULTS = {
  expired: "it has expired",
  "not-yet": "it is not valid yet; check this computer's clock",
  "self-signed": "the server signed it itself",
  "unknown-authority": "an unknown authority signed it",
  "other-name": "it belongs to another name",
  revoked: "it was revoked",
  invalid: "it is not valid",
  "no-tls": "no encrypted connection could be agreed on",
  "authority-file": "the file of the private authority cannot be read",
} as const;
type CertificateFault = keyof typeof CERTIFICATE_FAULTS;

const FAULT_OF_CODE: Readonly<Record<string, CertificateFault>> = {
  CERT_HAS_EXPIRED: "expired",
  CERT_NOT_YET_VALID: "not-yet",
  DEPTH_ZERO_SELF_SIGNED_CERT: "self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "unknown-authority",
  UNABLE_TO_GET_ISSUER_CERT: "unknown-authority",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "unknown-authority",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "unknown-authority",
  ERR_TLS_CERT_ALTNAME_INVALID: "other-name",
  CERT_REVOKED: "revoked",
};

/** What the codes of Node's TLS say of a certificate; undefined: nothing. */
export function certificateFault(codes: readonly string[]): CertificateFault | undefined {
  const isAbout = (code: string) => Object.hasOwn(FAULT_OF_CODE, code) || /^CERT_|^ERR_TLS_CERT/.test(code);
  const code = codes.find(isAbout);
  if (code !== undefined) return FAULT_OF_CODE[code] ?? "invalid";
  return codes.some((one) => /^ERR_SSL_|^EPROTO$|^ERR_TLS_/.test(one)) ? "no-tls" : undefined;
}

/** The parameters of a failure `certificate`. */
export const certificateParams = (host: string, fault: CertificateFault) =>
  ({ host, fault, detail: CERTIFICATE_FAULTS[fault] }) as const;
