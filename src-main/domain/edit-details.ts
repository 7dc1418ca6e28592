// Changes of what a VEVENT says apart from its time: texts, status, people, alarms.
import type { Attendee } from "../../src-preload/contract/events.ts";
import { setColor } from "./colors.ts";
import type { EditContext } from "./edit-context.ts";
import { componentFrom } from "./edit-context.ts";
import type { FieldChanges } from "./event.ts";
import {
  alarmMinutes,
  readAttendee,
  readCategories,
  readPrivacy,
  readReminders,
  readStatus,
  readTransparency,
} from "./event-details.ts";
import { readLength } from "./event-time.ts";
import type { IcalComponent, IcalLine, IcalParam } from "./ical-text.ts";
import { nodeText } from "./ical-text.ts";
import {
  componentsOf,
  exchangeLines,
  lineOf,
  linesOf,
  makeLine,
  replaceLines,
  rewriteLine,
  setLine,
  withParam,
} from "./ical-tree.ts";
import { escapeText, formatDuration, unescapeText } from "./ical-values.ts";
import { valuesOf } from "./meaning.ts";
import { startOf } from "./resource.ts";

/** The component with everything but its times as wanted; lines that say so already stay as they are. */
export function changeDetails(component: IcalComponent, set: FieldChanges, context: EditContext): IcalComponent {
  let next = component;
  if (set.title !== undefined) next = setText(next, "SUMMARY", set.title, context.eol);
  if (set.location !== undefined) next = setText(next, "LOCATION", set.location, context.eol);
  if (set.description !== undefined) next = setDescription(next, set.description, context.eol);
  if (set.status !== undefined && readStatus(lineOf(next, "STATUS")?.value) !== set.status)
    next = setLine(next, "STATUS", makeLine("STATUS", [], set.status.toUpperCase(), context.eol));
  if (set.privacy !== undefined && readPrivacy(lineOf(next, "CLASS")?.value) !== set.privacy)
    next = setLine(next, "CLASS", makeLine("CLASS", [], set.privacy.toUpperCase(), context.eol));
  if (set.transparency !== undefined && readTransparency(lineOf(next, "TRANSP")?.value) !== set.transparency)
    next = setLine(next, "TRANSP", makeLine("TRANSP", [], set.transparency.toUpperCase(), context.eol));
  if (set.categories !== undefined) next = setCategories(next, set.categories, context.eol);
  if (set.url !== undefined) next = setUrl(next, set.url, context.eol);
  if (set.color !== undefined) next = setColor(next, set.color, context.eol);
  if (set.attendees !== undefined) next = setAttendees(next, set.attendees, context.eol);
  if (set.reminders !== undefined) next = setReminders(next, set.reminders, context);
  return next;
}

/** A CATEGORIES line (RFC 5545 §3.8.1.2). */
export function categoriesLine(categories: readonly string[], eol: string): IcalLine {
  return makeLine("CATEGORIES", [], categories.map(escapeText).join(","), eol);
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

// A category that stays keeps its place and spelling; a line left empty goes.
function setCategories(component: IcalComponent, wanted: readonly string[], eol: string): IcalComponent {
  const names = new Set(wanted.map((name) => name.trim()).filter((name) => name !== ""));
  const old = linesOf(component, "CATEGORIES");
  const present = new Set(readCategories(old));
  if (names.size === present.size && [...names].every((name) => present.has(name))) return component;
  const kept = old.flatMap((line) => {
    const values = valuesOf(line);
    const stay = values.filter((value) => names.has(unescapeText(value).trim()));
    return stay.length === 0 ? [] : [rewriteLine(line, line.params, stay.join(","), eol)];
  });
  const added = [...names].filter((name) => !present.has(name));
  return exchangeLines(component, old, [...kept, ...(added.length > 0 ? [categoriesLine(added, eol)] : [])]);
}

// A URI is written as it is: nothing in it is escaped (RFC 5545 §3.3.13).
function setUrl(component: IcalComponent, url: string | null, eol: string): IcalComponent {
  const old = lineOf(component, "URL");
  const wanted = url?.trim() ?? "";
  if (wanted === (old?.value.trim() ?? "")) return component;
  if (wanted === "") return setLine(component, "URL", undefined);
  return setLine(component, "URL", old ? rewriteLine(old, old.params, wanted, eol) : makeLine("URL", [], wanted, eol));
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
