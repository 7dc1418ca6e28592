// Messages between organiser and attendees (iTIP, RFC 5546), as they come by mail.
import type { Attendee } from "../../src-preload/contract/events.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { EventFields } from "./event.ts";
import { readAttendee } from "./event-details.ts";
import type { Stamp, ZoneOf } from "./event-time.ts";
import { instanceId, readStamp, recurrenceIdOf, zonesOf } from "./event-time.ts";
import type { IcalComponent, IcalText } from "./ical-text.ts";
import { parseIcal } from "./ical-text.ts";
import { componentsOf, lineOf, linesOf, paramOf } from "./ical-tree.ts";
import { momentOf, parseDateTime, unescapeText, wallToMs } from "./ical-values.ts";
import { readEvent } from "./resource.ts";

const METHODS = ["publish", "request", "reply", "add", "cancel", "refresh", "counter", "declinecounter"] as const;

/** RFC 5546 §1.4, lower case. */
export type InvitationMethod = (typeof METHODS)[number];

/** A message, read. All its VEVENTs have one UID. */
export interface Invitation {
  readonly method: InvitationMethod;
  readonly uid: string;
  /** The highest of its VEVENTs. */
  readonly sequence: number;
  /** The latest of its VEVENTs, epoch ms; absent when none can be read. */
  readonly dtstampMs?: number;
  /** The instances it is about, in the form that its own times give them; empty when it is about the whole. */
  readonly recurrenceIds: readonly string[];
  /** It is about that instance and all later ones (RANGE=THISANDFUTURE). */
  readonly andFuture?: true;
  readonly organizer?: Attendee;
  readonly attendees: readonly Attendee[];
  /** What it says of the event, or of its first instance; absent when it gives no time, as replies may. */
  readonly fields?: EventFields;
  readonly comment?: string;
  /** The message as it came. */
  readonly text: string;
}

/** Reads a message, leniently: a file without METHOD publishes, an unknown one too. Of several UIDs the first counts.
 *  @param method as the mail's Content-Type says it, where it does
 *  @throws Failure `malformed` without a VCALENDAR, a VEVENT or a UID */
export function readInvitation(text: string, method?: string): Invitation {
  const tree = parseIcal(text);
  const { events, uid } = messageEvents(tree);
  const zoneOf = zonesOf(tree);
  const about = events.filter((event) => lineOf(event, "RECURRENCE-ID"));
  const isWhole = about.length < events.length;
  const first = (isWhole ? events.find((event) => !lineOf(event, "RECURRENCE-ID")) : events[0]) as IcalComponent;
  const organizer = events.map((event) => lineOf(event, "ORGANIZER")).find((line) => line);
  const stamps = events.map(dtstampOf).filter((ms) => ms !== undefined);
  const fields = fieldsOf(first, zoneOf);
  const comment = unescapeText(lineOf(first, "COMMENT")?.value ?? "").trim();
  const ids = isWhole
    ? []
    : about.map((event) => instanceOf(event, undefined, zoneOf)).filter((id) => id !== undefined);
  return {
    method: methodOf(method) ?? methodOf(calendarLine(tree, "METHOD")) ?? "publish",
    uid,
    sequence: Math.max(...events.map(sequenceOf)),
    ...(stamps.length > 0 && { dtstampMs: Math.max(...stamps) }),
    recurrenceIds: [...new Set(ids)],
    ...(!isWhole && about.some(isAndFuture) && { andFuture: true as const }),
    ...(organizer && { organizer: readAttendee(organizer) }),
    attendees: linesOf(first, "ATTENDEE").map(readAttendee),
    ...(fields && { fields }),
    ...(comment !== "" && { comment }),
    text,
  };
}

/** The VEVENTs of a message and their UID.
 *  @throws Failure `malformed` without a VEVENT or a UID */
export function messageEvents(tree: IcalText): { readonly uid: string; readonly events: readonly IcalComponent[] } {
  const all = componentsOf(tree, "VCALENDAR").flatMap((calendar) => componentsOf(calendar, "VEVENT"));
  const uid = all.map(uidOf).find((one) => one !== "");
  if (uid === undefined)
    throw new Failure("malformed", {
      what: "invitation",
      detail: all.length === 0 ? "it holds no event" : "it has no UID",
    });
  return { uid, events: all.filter((event) => uidOf(event) === uid) };
}

/** The instance that a VEVENT with RECURRENCE-ID is about; undefined when its value cannot be read.
 *  @param start of the series; without it the id is as the VEVENT's own value gives it */
export function instanceOf(event: IcalComponent, start: Stamp | undefined, zoneOf: ZoneOf): string | undefined {
  const line = lineOf(event, "RECURRENCE-ID");
  if (!line) return undefined;
  try {
    const stamp = readStamp(line.value, line, zoneOf);
    return start ? instanceId(stamp, start) : recurrenceIdOf(stamp.moment, stamp.zone);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

/** RFC 5545 §3.8.7.4; 0 when there is none. */
export function sequenceOf(event: IcalComponent): number {
  return Number.parseInt(lineOf(event, "SEQUENCE")?.value ?? "0", 10) || 0;
}

/** When the VEVENT was written, epoch ms; a time without Z counts as UTC, as the RFC means it. */
export function dtstampOf(event: IcalComponent): number | undefined {
  const value = parseDateTime(lineOf(event, "DTSTAMP")?.value ?? "");
  return value && wallToMs(momentOf(value));
}

/** Is it about that instance and all later ones? */
export function isAndFuture(event: IcalComponent): boolean {
  const line = lineOf(event, "RECURRENCE-ID");
  return line !== undefined && paramOf(line, "RANGE")?.toUpperCase() === "THISANDFUTURE";
}

const uidOf = (event: IcalComponent) => lineOf(event, "UID")?.value.trim() ?? "";

function methodOf(value: string | undefined): InvitationMethod | undefined {
  const method = value?.trim().toLowerCase();
  return METHODS.find((one) => one === method);
}

function calendarLine(tree: IcalText, name: string): string | undefined {
  return componentsOf(tree, "VCALENDAR")
    .map((calendar) => lineOf(calendar, name)?.value)
    .find((value) => value !== undefined);
}

// Replies and cancellations may leave out the time, or give one in a zone that nobody knows.
function fieldsOf(event: IcalComponent, zoneOf: ZoneOf): EventFields | undefined {
  try {
    const id = instanceOf(event, undefined, zoneOf);
    return { ...readEvent(event, zoneOf), ...(id !== undefined && { recurrenceId: id }) };
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
