// One Graph event as a VEVENT, written as our own new events are (RFC 5545 §3.6.1; MS-OXCICAL for what Outlook adds).

import { stampLine } from "../../domain/edit-context.ts";
import { alarmText, categoriesLine } from "../../domain/edit-details.ts";
import { entryOf } from "../../domain/entry-of.ts";
import type { Stamp } from "../../domain/event-time.ts";
import type { IcalLine } from "../../domain/ical-text.ts";
import { nodeText } from "../../domain/ical-text.ts";
import { makeLine } from "../../domain/ical-tree.ts";
import { escapeText } from "../../domain/ical-values.ts";
import { saysMore, textOfHtml } from "./body.ts";
import { isGuestCopy, peopleLines } from "./map-people.ts";
import type { Times } from "./map-time.ts";
import { utcValue } from "./map-time.ts";
import type { GraphEvent } from "./series.ts";

const EOL = "\r\n";

/** Marks a VEVENT whose zone Graph cannot name: its times are never rewritten. */
export const ZONE_UNKNOWN = "X-CADRAN-ZONE-UNKNOWN";
/** Marks a VEVENT that somebody else organises. */
export const GUEST_COPY = "X-CADRAN-GUEST-COPY";

const CLASSES: Readonly<Record<string, string>> = {
  personal: "PERSONAL",
  private: "PRIVATE",
  confidential: "CONFIDENTIAL",
};
const PRIORITIES: Readonly<Record<string, string>> = { high: "1", low: "9" };

/** What a VEVENT says of its place in a series. */
interface Place {
  readonly uid: string;
  readonly times: Times;
  /** Original start, of an override. */
  readonly recurrenceId?: Stamp;
  /** RRULE value, of a master. */
  readonly rrule?: string;
  /** Original starts of deleted occurrences, of a master. */
  readonly excluded?: readonly Stamp[];
  readonly isZoneUnknown?: boolean;
}

/** The VEVENT of an event. @param addresses the user's own */
export function eventText(event: GraphEvent, place: Place, addresses: readonly string[]): string {
  const lines = [
    ...whenLines(event, place),
    ...textLines(event),
    ...stateLines(event),
    ...linkLines(event),
    ...(place.isZoneUnknown ? [line(ZONE_UNKNOWN, "TRUE")] : []),
    ...(isGuestCopy(event, addresses) ? [line(GUEST_COPY, "TRUE")] : []),
    ...peopleLines(event, addresses),
  ].map(nodeText);
  const { isReminderOn, reminderMinutesBeforeStart, subject } = event;
  const minutes = isReminderOn ? reminderMinutesBeforeStart : undefined;
  const alarm = typeof minutes === "number" && minutes >= 0 ? alarmText(minutes, subject?.trim() ?? "", EOL) : "";
  return `BEGIN:VEVENT${EOL}${lines.join("")}${alarm}END:VEVENT${EOL}`;
}

function whenLines(event: GraphEvent, { uid, times, recurrenceId, rrule, excluded = [] }: Place): IcalLine[] {
  const created = utcValue(event.createdDateTime);
  const modified = utcValue(event.lastModifiedDateTime);
  return [
    line("UID", uid),
    // Something that does not depend on when it is read.
    line("DTSTAMP", modified ?? created ?? "19700101T000000Z"),
    ...(created ? [line("CREATED", created)] : []),
    ...(modified ? [line("LAST-MODIFIED", modified)] : []),
    ...(recurrenceId ? [stampLine("RECURRENCE-ID", [recurrenceId], undefined, EOL)] : []),
    stampLine("DTSTART", [times.start], undefined, EOL),
    stampLine("DTEND", [times.end], undefined, EOL),
    ...(rrule === undefined ? [] : [line("RRULE", rrule)]),
    ...excluded.map((stamp) => stampLine("EXDATE", [stamp], undefined, EOL)),
  ];
}

function textLines({ subject, location, locations, body }: GraphEvent): IcalLine[] {
  const html = body?.contentType === "text" ? undefined : (body?.content ?? "");
  const description = html === undefined ? (body?.content?.trim() ?? "") : textOfHtml(html);
  const places = (locations ?? []).map((one) => one.displayName?.trim() ?? "").filter((name) => name !== "");
  const styled = html !== undefined && saysMore(html);
  return [
    ...text("SUMMARY", subject?.trim()),
    ...text("LOCATION", location?.displayName?.trim() || places.sort().join("; ")),
    ...text("DESCRIPTION", description),
    ...(styled ? [makeLine("X-ALT-DESC", [{ name: "FMTTYPE", values: ["text/html"] }], escapeText(html), EOL)] : []),
  ];
}

function stateLines({ isCancelled, sensitivity, showAs, importance, categories }: GraphEvent): IcalLine[] {
  const privacy = entryOf(CLASSES, sensitivity ?? "normal");
  const priority = entryOf(PRIORITIES, importance ?? "normal");
  const names = [...new Set((categories ?? []).map((name) => name.trim()))].filter((name) => name !== "").sort();
  const isShown = showAs && showAs !== "unknown";
  return [
    ...(isCancelled ? [line("STATUS", "CANCELLED")] : []),
    ...(privacy ? [line("CLASS", privacy)] : []),
    ...(showAs === "free" ? [line("TRANSP", "TRANSPARENT")] : []),
    ...(isShown ? [line("X-MICROSOFT-CDO-BUSYSTATUS", showAs.toUpperCase())] : []),
    ...(priority ? [line("PRIORITY", priority)] : []),
    ...(names.length > 0 ? [categoriesLine(names, EOL)] : []),
  ];
}

// RFC 7986 §5.11, and URL for the programs that know only that.
function linkLines({ onlineMeeting, onlineMeetingUrl }: GraphEvent): IcalLine[] {
  const link = onlineMeeting?.joinUrl?.trim() || onlineMeetingUrl?.trim();
  if (!link || !/^[a-z][a-z0-9+.-]*:\S+$/i.test(link)) return [];
  const params = [
    { name: "VALUE", values: ["URI"] },
    { name: "FEATURE", values: ["AUDIO", "VIDEO"] },
  ];
  return [line("URL", link), makeLine("CONFERENCE", params, link, EOL)];
}

function text(name: string, value: string | undefined): IcalLine[] {
  return value ? [line(name, escapeText(value))] : [];
}

function line(name: string, value: string): IcalLine {
  return makeLine(name, [], value, EOL);
}
