// Changes to a calendar object resource, as text in and text out: only the lines concerned differ afterwards (R57, R59).
// Called by commands (a user's intent) and by the replay of intents on a newer version.
import type { Attendee } from "../../src-preload/contract/events.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { colorLines } from "./colors.ts";
import { answerInvitation } from "./edit-answer.ts";
import type { EditContext } from "./edit-context.ts";
import { finishEdit, openEdit, stampLine, stampValue } from "./edit-context.ts";
import { alarmText, attendeeLine, categoriesLine, organizerLine } from "./edit-details.ts";
import { changeInstance, changeWhole, endBefore, ownId, removeInstance } from "./edit-series.ts";
import type { EventIntent, FieldChanges, Privacy, Transparency } from "./event.ts";
import type { Stamp } from "./event-time.ts";
import type { IcalLine, IcalText } from "./ical-text.ts";
import { nodeText, serializeIcal } from "./ical-text.ts";
import { makeLine } from "./ical-tree.ts";
import { escapeText, msToWall } from "./ical-values.ts";
import { meaningOf } from "./meaning.ts";
import { isEmptyResource } from "./recurrence.ts";
import { readResource } from "./resource.ts";
import { fitRule } from "./rule-edit.ts";
import { laterHalf } from "./split-series.ts";
import { isKnownZone, msToMoment, vtimezoneFor, zonedToMs } from "./zones.ts";

const EOL = "\r\n";

/** An event to write for the first time. */
export interface NewEventInput {
  readonly uid: string;
  readonly nowMs: number;
  readonly title: string;
  /** Moments: both dates, or both times in `zone`. */
  readonly start: string;
  readonly end: string;
  /** IANA name, `UTC` or `floating`; of no account when all-day. */
  readonly zone: string;
  readonly allDay: boolean;
  readonly location?: string;
  readonly description?: string;
  readonly rrule?: string;
  readonly attendees?: readonly Attendee[];
  readonly reminders?: readonly { readonly minutesBefore: number }[];
  readonly organizer?: Attendee;
  /** Default: public, opaque. */
  readonly privacy?: Privacy;
  readonly transparency?: Transparency;
  readonly categories?: readonly string[];
  readonly url?: string | null;
  readonly color?: string | null;
  /** Where the end is kept in a zone of its own; `end` is on the clock of `zone`. */
  readonly endZone?: string;
}

/** The text of a new event: PRODID, VERSION, the VTIMEZONE it uses, one VEVENT, CRLF (rule R57).
 *  @throws Failure `invalid-input` for an unknown zone, a rule that is none, or start and end of two kinds */
export function newEventText(input: NewEventInput): string {
  const { uid, title, zone } = input;
  if (input.allDay !== (input.start.length === 10) || input.allDay !== (input.end.length === 10))
    throw new Failure("invalid-input", { detail: "an all-day event has dates, any other has times" });
  const start = stampFor(input.start, zone);
  const end = endStamp(input);
  const now = stampValue(stampFor(msToWall(input.nowMs - (input.nowMs % 1000)), "UTC"));
  const text = (name: string, value: string | undefined) => (value ? [makeLine(name, [], escapeText(value), EOL)] : []);
  const lines = [
    makeLine("UID", [], uid, EOL),
    makeLine("DTSTAMP", [], now, EOL),
    makeLine("CREATED", [], now, EOL),
    stampLine("DTSTART", [start], undefined, EOL),
    stampLine("DTEND", [end], undefined, EOL),
    ...text("SUMMARY", title),
    ...text("LOCATION", input.location),
    ...text("DESCRIPTION", input.description),
    ...(input.rrule ? [makeLine("RRULE", [], fitRule(input.rrule, start), EOL)] : []),
    ...moreLines(input),
    ...(input.organizer ? [organizerLine(input.organizer, EOL)] : []),
    ...(input.attendees ?? []).map((attendee) => attendeeLine(attendee, EOL)),
  ].map(nodeText);
  const minutes = new Set((input.reminders ?? []).map((one) => one.minutesBefore));
  const alarms = [...minutes].map((one) => alarmText(one, title, EOL));
  const head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Cadran//Cadran 1.0//EN", "CALSCALE:GREGORIAN", ""].join(
    EOL,
  );
  const zones = [start, end].filter(({ kind }) => kind === "zoned").map((stamp) => stamp.zone);
  const block = [...new Set(zones)].map(vtimezoneFor).join("");
  return `${head}${block}BEGIN:VEVENT${EOL}${lines.join("")}${alarms.join("")}END:VEVENT${EOL}END:VCALENDAR${EOL}`;
}

function moreLines(input: NewEventInput): IcalLine[] {
  const { privacy = "public", transparency = "opaque", categories = [], color } = input;
  const link = input.url?.trim();
  const names = [...new Set(categories.map((name) => name.trim()))].filter((name) => name !== "");
  return [
    ...(privacy === "public" ? [] : [makeLine("CLASS", [], privacy.toUpperCase(), EOL)]),
    ...(transparency === "opaque" ? [] : [makeLine("TRANSP", [], transparency.toUpperCase(), EOL)]),
    ...(names.length > 0 ? [categoriesLine(names, EOL)] : []),
    ...(link ? [makeLine("URL", [], link, EOL)] : []),
    ...(color ? colorLines(color, EOL) : []),
  ];
}

/** Applies one intent to a resource's text. Every line it does not concern stays byte for byte; a text that is as wanted
 *  already comes back itself.
 *  @returns the new text; undefined when nothing is left of the resource (R83)
 *  @throws Failure as `readResource`; `missing` when the series has no such instance; `invalid-input` for impossible values;
 *    `not-invited` for an answer to an event that invites none of the addresses */
export function applyIntent(text: string, intent: EventIntent, nowMs: number): string | undefined {
  if (intent.kind === "change" && intent.also) return changeBoth(text, intent, intent.also, nowMs);
  const context = openEdit(text, nowMs, intent.kind === "answer" || intent.asAttendee === true);
  const next = carryOut(intent, context);
  if (next === undefined) return undefined;
  if (next === context.tree) return text;
  const edited = serializeIcal(finishEdit(next, context));
  const takesAway = intent.kind === "remove-instance" || intent.kind === "end-before";
  return takesAway && isGone(edited) ? undefined : edited;
}

// The exception first: afterwards it goes by another id when the series moves.
function changeBoth(
  text: string,
  { also: _, ...whole }: Extract<EventIntent, { kind: "change" }>,
  { recurrenceId, set }: { readonly recurrenceId: string; readonly set: FieldChanges },
  nowMs: number,
): string | undefined {
  const id = ownId(recurrenceId, openEdit(text, nowMs));
  const isException = readResource(text).overrides.some((one) => one.recurrenceId === id);
  const first = isException ? applyIntent(text, { ...whole, recurrenceId: id, set }, nowMs) : text;
  return first === undefined ? undefined : applyIntent(first, whole, nowMs);
}

function carryOut(intent: EventIntent, context: EditContext): IcalText | undefined {
  switch (intent.kind) {
    case "remove-instance":
      return removeInstance(intent.recurrenceId, context);
    case "end-before":
      return endBefore(intent.recurrenceId, context);
    case "answer":
      return answerInvitation(intent, context);
    case "change":
      return intent.recurrenceId === undefined
        ? changeWhole(intent.set, context)
        : changeInstance(intent.recurrenceId, intent.set, context);
  }
}

/** Splits a series before an instance (R81): the old object ends there, a new one with `newUid` begins there.
 *  @returns `before` undefined when the instance is the first
 *  @throws Failure `missing` without such an instance; `unsupported` across a this-and-future exception (R80) */
export function splitSeries(
  text: string,
  recurrenceId: string,
  newUid: string,
  nowMs: number,
): { before: string | undefined; after: string } {
  const context = openEdit(text, nowMs);
  const after = serializeIcal(finishEdit(laterHalf(recurrenceId, newUid, context), context));
  return { before: applyIntent(text, { kind: "end-before", recurrenceId }, nowMs), after };
}

/** Do two versions of a resource say the same? Folding, order, escaping, DTSTAMP and the like, and the contents of
 *  VTIMEZONEs do not count. Texts that are no calendars are the same only when identical. */
export function sameMeaning(a: string, b: string): boolean {
  if (a === b) return true;
  try {
    return meaningOf(a) === meaningOf(b);
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}

function endStamp({ start, end, zone, endZone }: NewEventInput): Stamp {
  const own = stampFor(end, zone);
  if (endZone === undefined || endZone === zone || start.length === 10) return own;
  if (own.kind === "floating")
    throw new Failure("invalid-input", { detail: "a time without zone has no zone of its end" });
  return stampFor(msToMoment(zonedToMs(end, zone), endZone), endZone);
}

function stampFor(moment: string, zone: string): Stamp {
  if (moment.length === 10) return { kind: "date", moment, zone: "floating" };
  if (zone === "floating") return { kind: "floating", moment, zone };
  if (zone === "UTC") return { kind: "utc", moment, zone };
  if (!isKnownZone(zone)) throw new Failure("invalid-input", { detail: `unknown time zone ${zone}` });
  return { kind: "zoned", moment, zone, tzid: zone };
}

function isGone(text: string): boolean {
  try {
    return isEmptyResource(readResource(text));
  } catch (error) {
    // No event is left in it: that is what "gone" means here.
    if (error instanceof Failure) return true;
    throw error;
  }
}
