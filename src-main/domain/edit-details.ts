// Changes of what a VEVENT says apart from its time: texts, status, people, alarms.
import type { Attendee } from "../../src-preload/contract/events.ts";
import type { EditContext } from "./edit-context.ts";
import { componentFrom } from "./edit-context.ts";
import type { FieldChanges } from "./event.ts";
import { alarmMinutes, readAttendee, readReminders, readStatus } from "./event-details.ts";
import { readLength } from "./event-time.ts";
import type { IcalComponent, IcalLine, IcalParam } from "./ical-text.ts";
import { nodeText } from "./ical-text.ts";
import { componentsOf, lineOf, linesOf, makeLine, replaceLines, rewriteLine, setLine, withParam } from "./ical-tree.ts";
import { escapeText, formatDuration, unescapeText } from "./ical-values.ts";
import { startOf } from "./resource.ts";

/** The component with title, location, description, status, attendees and reminders as wanted; lines that say so already
 *  stay as they are. */
export function changeDetails(component: IcalComponent, set: FieldChanges, context: EditContext): IcalComponent {
  let next = component;
  if (set.title !== undefined) next = setText(next, "SUMMARY", set.title, context.eol);
  if (set.location !== undefined) next = setText(next, "LOCATION", set.location, context.eol);
  if (set.description !== undefined) next = setDescription(next, set.description, context.eol);
  if (set.status !== undefined && readStatus(lineOf(next, "STATUS")?.value) !== set.status)
    next = setLine(next, "STATUS", makeLine("STATUS", [], set.status.toUpperCase(), context.eol));
  if (set.attendees !== undefined) next = setAttendees(next, set.attendees, context.eol);
  if (set.reminders !== undefined) next = setReminders(next, set.reminders, context);
  return next;
}

/** An ATTENDEE line for someone new to the event (RFC 5545 §3.8.4.1). */
export function attendeeLine(attendee: Attendee, eol: string): IcalLine {
  const params: IcalParam[] = [
    ...(attendee.name ? [{ name: "CN", values: [attendee.name] }] : []),
    { name: "ROLE", values: ["REQ-PARTICIPANT"] },
    { name: "PARTSTAT", values: [(attendee.answer ?? "needs-action").toUpperCase()] },
    { name: "RSVP", values: ["TRUE"] },
  ];
  return makeLine("ATTENDEE", params, uriOf(attendee.address), eol);
}

/** An ORGANIZER line. */
export function organizerLine(organizer: Attendee, eol: string): IcalLine {
  const params = organizer.name ? [{ name: "CN", values: [organizer.name] }] : [];
  return makeLine("ORGANIZER", params, uriOf(organizer.address), eol);
}

/** A VALARM that shows the event's title (RFC 5545 §3.6.6). */
export function alarmText(minutesBefore: number, title: string, eol: string): string {
  const seconds = -minutesBefore * 60;
  const days = seconds % 86_400 === 0 ? seconds / 86_400 : 0;
  const trigger = formatDuration({ days: days || 0, seconds: days ? 0 : seconds || 0 });
  const description = nodeText(makeLine("DESCRIPTION", [], escapeText(title || "Reminder"), eol));
  return `BEGIN:VALARM${eol}ACTION:DISPLAY${eol}${description}TRIGGER:${trigger}${eol}END:VALARM${eol}`;
}

function uriOf(address: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `mailto:${address}`;
}

function setText(component: IcalComponent, name: string, text: string | null, eol: string): IcalComponent {
  const old = lineOf(component, name);
  if (text === null || text === "")
    return old && unescapeText(old.value) === "" ? component : setLine(component, name, undefined);
  if (old && unescapeText(old.value) === text.replace(/\r\n?/g, "\n")) return component;
  const line = old ? rewriteLine(old, old.params, escapeText(text), eol) : makeLine(name, [], escapeText(text), eol);
  return setLine(component, name, line);
}

// The HTML twin is kept in step (R65): Outlook and Thunderbird show it instead of the text.
function setDescription(component: IcalComponent, text: string | null, eol: string): IcalComponent {
  const next = setText(component, "DESCRIPTION", text, eol);
  if (next === component) return component;
  let out = next;
  for (const name of ["X-ALT-DESC", "STYLED-DESCRIPTION"]) {
    const twin = lineOf(out, name);
    if (twin)
      out = setLine(out, name, text ? rewriteLine(twin, twin.params, escapeText(htmlOf(text)), eol) : undefined);
  }
  return out;
}

function htmlOf(text: string): string {
  const safe = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `<html><body>${safe.replace(/\r?\n/g, "<br>")}</body></html>`;
}

// Who stays keeps the line: role, delegation and unknown parameters are not ours to lose.
function setAttendees(component: IcalComponent, wanted: readonly Attendee[], eol: string): IcalComponent {
  const old = linesOf(component, "ATTENDEE");
  const lines = wanted.map((attendee) => {
    const line = old.find((one) => readAttendee(one).address.toLowerCase() === attendee.address.toLowerCase());
    if (!line) return attendeeLine(attendee, eol);
    const before = readAttendee(line);
    let params = line.params;
    if (attendee.name !== undefined && attendee.name !== before.name) params = withParam(params, "CN", [attendee.name]);
    if (attendee.answer !== undefined && attendee.answer !== before.answer)
      params = withParam(params, "PARTSTAT", [attendee.answer.toUpperCase()]);
    return rewriteLine(line, params, line.value, eol);
  });
  return replaceLines(component, "ATTENDEE", lines);
}

function setReminders(
  component: IcalComponent,
  wanted: readonly { readonly minutesBefore: number }[],
  context: EditContext,
): IcalComponent {
  const { zoneOf, eol } = context;
  const start = startOf(component, zoneOf);
  const length = readLength(component, start, zoneOf);
  const minutes = new Set(wanted.map((one) => one.minutesBefore));
  const present = new Set(readReminders(component, start, length, zoneOf).map((one) => one.minutesBefore));
  if (minutes.size === present.size && [...minutes].every((one) => present.has(one))) return component;
  const dropped = componentsOf(component, "VALARM").filter((alarm) => {
    const at = alarmMinutes(alarm, start, length, zoneOf);
    return at !== undefined && !minutes.has(at);
  });
  const title = unescapeText(lineOf(component, "SUMMARY")?.value ?? "");
  const added = [...minutes]
    .filter((one) => !present.has(one))
    .flatMap((one) => componentFrom(alarmText(one, title, eol), eol));
  const kept = component.children.filter((node) => node.type === "line" || !dropped.includes(node));
  return { ...component, children: [...kept, ...added] };
}
