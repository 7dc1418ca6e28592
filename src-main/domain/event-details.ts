// The parts of a VEVENT that are not its time: people, status, alarms (RFC 5545 §3.8.1.11, §3.8.4.1, §3.6.6).
import type { Attendee, EventStatus } from "../../src-preload/contract/events.ts";
import type { Busy, InstanceLength, Privacy, Transparency } from "./event.ts";
import type { Stamp, ZoneOf } from "./event-time.ts";
import { readStamp } from "./event-time.ts";
import type { IcalComponent, IcalLine } from "./ical-text.ts";
import { componentsOf, lineOf, linesOf, paramOf } from "./ical-tree.ts";
import { parseDateTime, parseDuration, unescapeText, wallToMs } from "./ical-values.ts";
import { zonedToMs } from "./zones.ts";

const ANSWERS = ["needs-action", "accepted", "declined", "tentative", "delegated"] as const;
const YEAR_MINUTES = 525_600;

/** An ATTENDEE or ORGANIZER line; the address without `mailto:`. */
export function readAttendee(line: IcalLine): Attendee {
  const uri = line.value.trim();
  const email = paramOf(line, "EMAIL");
  const address = /^mailto:/i.test(uri) ? uri.slice(7) : email || uri;
  const name = paramOf(line, "CN");
  const partstat = paramOf(line, "PARTSTAT")?.toLowerCase();
  const answer = ANSWERS.find((one) => one === partstat);
  return { address: address || "unknown", ...(name && { name }), ...(answer && { answer }) };
}

/** RFC 5545 §3.8.1.11; what is neither tentative nor cancelled is confirmed. */
export function readStatus(value: string | undefined): EventStatus {
  const status = value?.trim().toLowerCase();
  return status === "tentative" || status === "cancelled" ? status : "confirmed";
}

/** RFC 5545 §3.8.1.3; a value that is not known counts as private, as the RFC asks. */
export function readPrivacy(value: string | undefined): Privacy {
  const privacy = value?.trim().toLowerCase();
  if (!privacy || privacy === "public") return "public";
  return privacy === "confidential" ? privacy : "private";
}

/** RFC 5545 §3.8.2.7. */
export function readTransparency(value: string | undefined): Transparency {
  return value?.trim().toLowerCase() === "transparent" ? "transparent" : "opaque";
}

/** What others may be told of the time: TRANSP and STATUS, and what Outlook says more precisely. */
export function readBusy(component: IcalComponent): Busy {
  const status = readStatus(lineOf(component, "STATUS")?.value);
  const shown = lineOf(component, "X-MICROSOFT-CDO-BUSYSTATUS")?.value.trim().toUpperCase();
  if (status === "cancelled" || readTransparency(lineOf(component, "TRANSP")?.value) === "transparent") return "free";
  if (shown === "FREE" || shown === "WORKINGELSEWHERE") return "free";
  if (shown === "OOF") return "away";
  return status === "tentative" || shown === "TENTATIVE" ? "tentative" : "busy";
}

/** RFC 5545 §3.8.1.2: every value of every line, each once. */
export function readCategories(lines: readonly IcalLine[]): string[] {
  const values = lines.flatMap((line) => line.value.match(/(?:\\.|[^,\\])+/g) ?? []);
  return [...new Set(values.map((value) => unescapeText(value).trim()).filter((value) => value !== ""))];
}

// CONFERENCE (RFC 7986 §5.11), and what was there before it.
const CONFERENCES = ["CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL"] as const;

/** The web page on which the online meeting is joined, if the event names one. */
export function readConference(component: IcalComponent): string | undefined {
  const links = CONFERENCES.flatMap((name) => linesOf(component, name)).map((line) => line.value.trim());
  return links.find((link) => /^https?:\/\/[^\s<>"]+$/i.test(link));
}

/** The reminders of a VEVENT, each once, in file order; alarms that only say "none" (Apple) are no reminders. */
export function readReminders(
  component: IcalComponent,
  start: Stamp,
  length: InstanceLength,
  zoneOf: ZoneOf,
): { minutesBefore: number }[] {
  const minutes = componentsOf(component, "VALARM").map((alarm) => alarmMinutes(alarm, start, length, zoneOf));
  const usable = minutes.filter((one) => one !== undefined);
  return [...new Set(usable)].map((minutesBefore) => ({ minutesBefore }));
}

/** Minutes before the start that an alarm goes off; undefined when it never does or cannot be read. */
export function alarmMinutes(
  alarm: IcalComponent,
  start: Stamp,
  length: InstanceLength,
  zoneOf: ZoneOf,
): number | undefined {
  const trigger = lineOf(alarm, "TRIGGER");
  if (!trigger || lineOf(alarm, "ACTION")?.value.trim().toUpperCase() === "NONE") return undefined;
  const duration = parseDuration(trigger.value);
  const beforeMs = duration
    ? -(duration.days * 86_400 + duration.seconds) * 1000 - (isFromEnd(trigger) ? lengthMs(length) : 0)
    : absoluteBefore(trigger, start, zoneOf);
  if (beforeMs === undefined) return undefined;
  const minutes = Math.round(beforeMs / 60_000);
  return Math.abs(minutes) <= YEAR_MINUTES ? minutes || 0 : undefined;
}

function isFromEnd(trigger: IcalLine): boolean {
  return paramOf(trigger, "RELATED")?.toUpperCase() === "END";
}

function lengthMs(length: InstanceLength): number {
  return length.kind === "wall" ? length.ms : length.days * 86_400_000 + length.ms;
}

function absoluteBefore(trigger: IcalLine, start: Stamp, zoneOf: ZoneOf): number | undefined {
  const parsed = parseDateTime(trigger.value);
  const tzid = paramOf(trigger, "TZID");
  if (!parsed?.time || (tzid && !parsed.utc && zoneOf(tzid) === undefined)) return undefined;
  const at = readStamp(trigger.value, trigger, zoneOf);
  // Apple's placeholder for "no alarm" lies in 1976.
  if (at.moment < "1980") return undefined;
  if (start.zone === "floating" || at.zone === "floating") return wallToMs(start.moment) - wallToMs(at.moment);
  return zonedToMs(start.moment, start.zone) - zonedToMs(at.moment, at.zone);
}
