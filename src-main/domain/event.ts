// The shapes the domain speaks: one calendar object resource, read; one occurrence, expanded; one change, wanted.
import type { Attachment, Attendee, EventDetail, EventStatus } from "../../src-preload/contract/events.ts";

/** CLASS (RFC 5545 §3.8.1.3), lower case. */
export type Privacy = EventDetail["privacy"];
/** TRANSP (RFC 5545 §3.8.2.7), lower case. */
export type Transparency = EventDetail["transparency"];
/** What a time is to those who look for a free one. */
export type Busy = "free" | "busy" | "tentative" | "away";
/** PARTSTAT (RFC 5545 §3.2.12), lower case. */
export type Answer = NonNullable<Attendee["answer"]>;

/** One VEVENT of a resource, its values decoded. */
export interface EventFields {
  /** Original start of the instance this one replaces (contract RecurrenceId form); absent on a master. */
  readonly recurrenceId?: string;
  readonly title: string;
  /** Moment: `YYYY-MM-DDTHH:MM[:SS]` wall clock, or `YYYY-MM-DD` when all-day. */
  readonly start: string;
  /** Exclusive. */
  readonly end: string;
  /** IANA name, `UTC` or `floating`; `floating` when all-day. */
  readonly zone: string;
  readonly allDay: boolean;
  readonly location?: string;
  readonly description?: string;
  readonly rrule?: string;
  readonly status: EventStatus;
  readonly organizer?: Attendee;
  readonly attendees: readonly Attendee[];
  readonly reminders: readonly { readonly minutesBefore: number }[];
  readonly privacy: Privacy;
  readonly transparency: Transparency;
  readonly categories: readonly string[];
  readonly url?: string;
  /** Where the online meeting is joined; never set here, only shown. */
  readonly conferenceUrl?: string;
  /** `#RRGGBB`, when it has a colour of its own. */
  readonly color?: string;
  readonly attachments: readonly Attachment[];
  /** The named zone the end is kept in, where the start has another; `end` itself is on the clock of `zone`. */
  readonly endZone?: string;
  readonly busy: Busy;
  /** An override that also holds for every later instance (RANGE=THISANDFUTURE: read, never written, R80). */
  readonly andFuture?: true;
}

/** How long an instance is (R73): the same span on the wall clock, or nominal days and then exact ms. */
export type InstanceLength =
  | { readonly kind: "wall"; readonly ms: number }
  | { readonly kind: "exact"; readonly days: number; readonly ms: number };

/** What expansion needs of a series beyond the master's fields. */
export interface Series {
  /** Moment of the master's start in `zone`. */
  readonly start: string;
  /** IANA name, `UTC`, `floating`, or the text of a VTIMEZONE that no name identifies. */
  readonly zone: string;
  readonly length: InstanceLength;
  /** RRULE values as in the file. */
  readonly rules: readonly string[];
  /** EXRULE values (RFC 2445 §4.8.5.2; gone from RFC 5545, still in files). */
  readonly excludedRules: readonly string[];
  /** Recurrence ids (EXDATE); a bare date takes out whatever starts on it in `zone` (R78). */
  readonly excluded: readonly string[];
  /** RDATE: moments in `zone`, with their own length when they came as periods (R77). */
  readonly added: readonly { readonly start: string; readonly length?: InstanceLength }[];
}

/** A calendar object resource: a master with its overrides, or overrides alone. */
export interface EventResource {
  readonly uid: string;
  readonly master?: EventFields;
  readonly overrides: readonly EventFields[];
  /** Present when the master repeats: it has RRULE or RDATE. */
  readonly series?: Series;
}

/** One row of the agenda. */
export interface ExpandedOccurrence {
  readonly recurrenceId?: string;
  readonly title: string;
  readonly start: string;
  readonly end: string;
  readonly zone: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly allDay: boolean;
  readonly location?: string;
  readonly status: EventStatus;
  readonly attendees: readonly Attendee[];
  readonly color?: string;
  readonly privacy: Privacy;
  readonly conferenceUrl?: string;
  readonly busy: Busy;
  readonly reminders: readonly { readonly minutesBefore: number }[];
}

/** Fields to set; null removes. */
export interface FieldChanges {
  readonly title?: string;
  readonly start?: string;
  readonly end?: string;
  readonly zone?: string;
  /** The zone the end is kept in; null: that of the start. */
  readonly endZone?: string | null;
  readonly location?: string | null;
  readonly description?: string | null;
  readonly rrule?: string | null;
  readonly status?: EventStatus;
  readonly reminders?: readonly { readonly minutesBefore: number }[];
  readonly attendees?: readonly Attendee[];
  readonly privacy?: Privacy;
  readonly transparency?: Transparency;
  readonly categories?: readonly string[];
  readonly url?: string | null;
  readonly color?: string | null;
}

/** What the user wants done to a resource, as data: kept in the outbox and replayed on a newer version when needed. */
export type EventIntent =
  /** Change fields of one instance (`recurrenceId` given) or of the whole series. */
  | {
      readonly kind: "change";
      readonly recurrenceId?: string;
      readonly set: FieldChanges;
      /** The instance the user had open when changing the whole series: when it is an exception, it gets this as well. An
       *  exception has a copy of every field, so what is typed would otherwise show everywhere but there. */
      readonly also?: { readonly recurrenceId: string; readonly set: FieldChanges };
      /** Somebody else organises it: the edit announces no new revision (SEQUENCE, R91). Check `refusedForAttendee` first. */
      readonly asAttendee?: true;
    }
  /** Take one instance out. */
  | { readonly kind: "remove-instance"; readonly recurrenceId: string; readonly asAttendee?: true }
  /** End the series before this instance (the first half of a split, or "delete this and following"). */
  | { readonly kind: "end-before"; readonly recurrenceId: string; readonly asAttendee?: true }
  /** Answer an invitation, for the series or one instance: only the user's own ATTENDEE line changes (R90). */
  | {
      readonly kind: "answer";
      readonly recurrenceId?: string;
      /** All the user's addresses (R10). */
      readonly addresses: readonly string[];
      readonly answer: Answer;
      readonly comment?: string;
    };
