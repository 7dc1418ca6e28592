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
export type FailureLimit = keyof typeof LIMITS;

/** What is wrong with a certificate, in English, by the code of Node's TLS. */
export const CERTIFICATE_FAULTS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "it has expired",
  CERT_NOT_YET_VALID: "it is not valid yet; check this computer's clock",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the server signed it itself",
  SELF_SIGNED_CERT_IN_CHAIN: "an unknown authority signed it",
  UNABLE_TO_GET_ISSUER_CERT: "an unknown authority signed it",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "an unknown authority signed it",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "an unknown authority signed it",
  ERR_TLS_CERT_ALTNAME_INVALID: "it belongs to another name",
  CERT_REVOKED: "it was revoked",
};
