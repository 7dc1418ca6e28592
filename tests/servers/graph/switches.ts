// What the documentation and the wild disagree on, or what goes wrong now and then: each can be set before or during a test.
// Defaults are what was seen of the real service where anything was.

/** A refusal to be patient with (learn.microsoft.com/graph/throttling). */
export interface Throttle {
  /** How many requests it meets; items of a batch count one each. */
  readonly times: number;
  readonly status?: 429 | 503;
  /** Retry-After as sent: seconds, fractions included, or an HTTP date; absent: no header. */
  readonly retryAfter?: string;
  readonly body?: "json" | "html" | "empty";
  /** Items inside a batch are put off one by one; the batch itself goes through. */
  readonly insideBatch?: boolean;
}

/** How a cursor that is no longer known is refused. */
export type TokenDeath = "410-location" | "410-body" | "400-malformed" | "400-parameter";

export interface Switches {
  /** Occurrences in calendarView/delta carry id, type, start and end alone. */
  readonly stubOccurrences: boolean;
  /** Series masters are rows of calendarView/delta too. */
  readonly masterRowsInView: boolean;
  /** A deleted occurrence shows as its series sent anew; otherwise as a tombstone of its own. */
  readonly deletedOccurrenceReemitsSeries: boolean;
  /** calendarView/delta reports changes outside its window as removals. */
  readonly outOfWindowTombstones: boolean;
  readonly duplicateRows: boolean;
  readonly outOfOrder: boolean;
  /** Each round brings the rows of the one before as well. */
  readonly replayPreviousRound: boolean;
  /** Each round begins with a page without rows. */
  readonly emptyPageWithNextLink: boolean;
  /** The last page never comes: the rows start again under new links. */
  readonly endlessNextLink: boolean;
  /** How forgotten links are refused; `forgetTokens()` forgets them. */
  readonly tokenDeath: TokenDeath;
  /** The next so many PATCH, DELETE and answers are refused without a reason. */
  readonly spontaneous412: number;
  readonly spontaneous409: number;
  readonly throttle: Throttle | undefined;
  /** Requests in flight at once; one more is refused with MailboxConcurrency. */
  readonly concurrency: number | undefined;
  /** Views and their delta longer than so many days time out. */
  readonly bigWindow504: number | undefined;
  /** Feed pages asked for in more rows than this time out. */
  readonly bigPage504: number | undefined;
  readonly ifMatch: "honoured" | "ignored";
  /** PATCH of a series' start, end or recurrence drops its exceptions and brings deleted occurrences back. */
  readonly masterPatchDropsExceptions: boolean;
  /** For so many rounds an event just created is absent from the feeds. */
  readonly createEchoDelay: number;
  /** The id that POST /me/calendars answers is replaced by another at once. */
  readonly calendarIdChangesAfterCreate: boolean;
  /** Stands in every recurrenceTimeZone, and for Custom in originalStartTimeZone too. */
  readonly recurrenceTimeZone: "" | "tzone://Microsoft/Custom" | undefined;
  readonly v1CancelledOccurrences: "present" | "absent";
  /** GET /me/calendars fails unless $top is given. */
  readonly calendars500WithoutTop: boolean;
  /** GET events/delta on v1.0, which is documented for beta alone: how it is refused. */
  readonly eventsDelta: "served" | "404" | "400" | "501";
  /** Exceptions are rows of events/delta. */
  readonly exceptionRowsInEvents: boolean;
  /** A declined event leaves the calendar. */
  readonly declineRemoves: boolean;
  /** Personal accounts have no online meetings: isOnlineMeeting is not kept. */
  readonly onlineMeetings: boolean;
  /** Faults of a recurrence are answered 500 instead of 400. */
  readonly recurrenceErrors500: boolean;
  /** Claims (JSON) that a token must have been issued for. */
  readonly claims: string | undefined;
  /** The mailbox cannot be reached by Graph (guest, or kept on the organisation's own server). */
  readonly noMailbox: boolean;
}

export const DEFAULTS: Switches = {
  stubOccurrences: true,
  masterRowsInView: true,
  deletedOccurrenceReemitsSeries: true,
  outOfWindowTombstones: true,
  duplicateRows: false,
  outOfOrder: false,
  replayPreviousRound: false,
  emptyPageWithNextLink: false,
  endlessNextLink: false,
  tokenDeath: "410-location",
  spontaneous412: 0,
  spontaneous409: 0,
  throttle: undefined,
  concurrency: undefined,
  bigWindow504: undefined,
  bigPage504: undefined,
  ifMatch: "honoured",
  masterPatchDropsExceptions: true,
  createEchoDelay: 0,
  calendarIdChangesAfterCreate: false,
  recurrenceTimeZone: undefined,
  v1CancelledOccurrences: "present",
  calendars500WithoutTop: false,
  eventsDelta: "served",
  exceptionRowsInEvents: false,
  declineRemoves: true,
  onlineMeetings: true,
  recurrenceErrors500: false,
  claims: undefined,
  noMailbox: false,
};
