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
