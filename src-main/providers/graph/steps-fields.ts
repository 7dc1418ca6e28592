// What Graph would keep of a VEVENT, field by field: what a plan compares and what its requests say.
import type { FreeBusyStatus, Importance, Sensitivity } from "@microsoft/microsoft-graph-types";
import { Failure } from "../../../src-preload/contract/failure.ts";
import { alarmMinutes, readCategories, readStatus, readTransparency } from "../../domain/event-details.ts";
import type { ZoneOf } from "../../domain/event-time.ts";
import { readLength } from "../../domain/event-time.ts";
import type { IcalComponent } from "../../domain/ical-text.ts";
import { componentsOf, lineOf, linesOf } from "../../domain/ical-tree.ts";
import { parseDuration, unescapeText } from "../../domain/ical-values.ts";
import { startOf } from "../../domain/resource.ts";
import { htmlOfText, saysMore, textKey, textOfHtml, withMeetingOf, withoutMeeting } from "./body.ts";
import type { GraphEvent } from "./series.ts";
import { attendeesField, mergedAttendees } from "./steps-people.ts";
import type { Field } from "./steps-time.ts";
import { recurrenceField, timeField } from "./steps-time.ts";

const BUSY: Readonly<Record<string, FreeBusyStatus>> = {
  FREE: "free",
  TENTATIVE: "tentative",
  BUSY: "busy",
  OOF: "oof",
  WORKINGELSEWHERE: "workingElsewhere",
};

/** How a VEVENT is read. */
interface Reading {
  readonly zoneOf: ZoneOf;
  /** The user's own. */
  readonly addresses: readonly string[];
  /** One instance of a series: it has no rule, and its times are instants. */
  readonly isOccurrence: boolean;
  /** Somebody else's guests. */
  readonly isForeign: boolean;
}

const READERS = {
  subject: (component) => plain(oneLine(textOf(component, "SUMMARY")), (subject) => ({ subject })),
  // The text decides: how it is dressed is Graph's own.
  body: (component) => plain(textKey(descriptionOf(component)), () => ({})),
  isAllDay: (component, { zoneOf }) => {
    const isAllDay = startOf(component, zoneOf).kind === "date";
    return { key: String(isAllDay), body: { isAllDay } };
  },
  time: (component, { zoneOf, isOccurrence }) => timeField(component, zoneOf, isOccurrence),
  recurrence: (component, { zoneOf, isOccurrence }) =>
    isOccurrence ? { key: "none", body: {} } : recurrenceField(component, zoneOf),
  location: (component) =>
    plain(oneLine(textOf(component, "LOCATION")), (displayName) => ({ location: { displayName } })),
  categories: (component) => {
    const categories = readCategories(linesOf(component, "CATEGORIES")).sort();
    return { key: JSON.stringify(categories), body: { categories } };
  },
  sensitivity: (component) => plain(sensitivityOf(component), (sensitivity) => ({ sensitivity })),
  showAs: (component) => plain(showAsOf(component), (showAs) => ({ showAs })),
  importance: (component) => plain(importanceOf(component), (importance) => ({ importance })),
  reminder: (component, { zoneOf }) => reminderField(component, zoneOf),
  attendees: (component, { addresses, isForeign }) => attendeesField(component, addresses, isForeign),
} satisfies Record<string, (component: IcalComponent, reading: Reading) => Field>;

/** A property of the Graph resource `event`, or several that can only be written together. */
export type FieldName = keyof typeof READERS;
/** A VEVENT as Graph would keep it. */
export type Fields = Readonly<Record<FieldName, Field>>;

const NAMES = Object.keys(READERS) as FieldName[];

/** Every field of a VEVENT.
 *  @throws Failure `malformed` without a readable start */
export function fieldsOf(component: IcalComponent, reading: Reading): Fields {
  const read = NAMES.map((name) => [name, READERS[name](component, reading)] as const);
  return Object.fromEntries(read) as Record<FieldName, Field>;
}

/** The fields that are to change; all of them without `now`. */
export function differing(now: Fields | undefined, wanted: Fields): FieldName[] {
  return NAMES.filter((name) => wanted[name].key !== undefined && now?.[name].key !== wanted[name].key);
}

/** The body of a PATCH that says these fields and no others. @param there what Graph has now */
export function patchOf(
  names: readonly FieldName[],
  wanted: Fields,
  component: IcalComponent,
  there: GraphEvent,
): GraphEvent {
  const body: GraphEvent = Object.assign({}, ...names.map((name) => wanted[name].body));
  if (names.includes("body"))
    body.body = html(
      withMeetingOf(withoutMeeting(htmlOf(component)), there.body?.contentType === "text" ? "" : there.body?.content),
    );
  if (names.includes("attendees")) body.attendees = mergedAttendees(body.attendees ?? [], there);
  return body;
}

/** The body of the POST that makes an event: what Graph assumes by itself is not said. */
export function createOf(wanted: Fields, component: IcalComponent): GraphEvent {
  const assumed: Partial<Record<FieldName, string>> = {
    body: "",
    recurrence: "none",
    location: "",
    categories: "[]",
    sensitivity: "normal",
    importance: "normal",
    attendees: "[]",
  };
  const names = differing(undefined, wanted).filter((name) => wanted[name].key !== assumed[name]);
  const body: GraphEvent = Object.assign({}, ...names.map((name) => wanted[name].body));
  if (names.includes("body")) body.body = html(htmlOf(component));
  return body;
}

function plain<T extends string>(key: T, body: (key: T) => GraphEvent): Field {
  return { key, body: body(key) };
}

function html(content: string): GraphEvent["body"] {
  return { contentType: "html", content };
}

// The styled twin when it says what the text says, and more; else the text.
function htmlOf(component: IcalComponent): string {
  const text = descriptionOf(component);
  const twin = lineOf(component, "X-ALT-DESC");
  const styled = twin ? unescapeText(twin.value) : "";
  return saysMore(styled) && textKey(textOfHtml(styled)) === textKey(text) ? styled : htmlOfText(text);
}

// Graph has no place for a link of its own: it goes where people look for it. That of an online meeting is there already.
function descriptionOf(component: IcalComponent): string {
  const text = textOf(component, "DESCRIPTION").trim();
  const url = lineOf(component, "URL")?.value.trim() ?? "";
  const isMeeting = linesOf(component, "CONFERENCE").some((line) => line.value.trim() === url);
  if (url === "" || isMeeting || text.includes(url)) return text;
  return text === "" ? url : `${text}\n\n${url}`;
}

function sensitivityOf(component: IcalComponent): Sensitivity {
  const value = lineOf(component, "CLASS")?.value.trim().toLowerCase() ?? "";
  if (value === "" || value === "public") return "normal";
  return value === "personal" || value === "confidential" ? value : "private";
}

// TRANSP is what people edit, the other line what Outlook means by it. Not sure is the nearest that Graph has to a
// tentative STATUS.
function showAsOf(component: IcalComponent): FreeBusyStatus {
  const isFree = readTransparency(lineOf(component, "TRANSP")?.value) === "transparent";
  const shown = BUSY[lineOf(component, "X-MICROSOFT-CDO-BUSYSTATUS")?.value.trim().toUpperCase() ?? ""] ?? "busy";
  if (isFree) return "free";
  const isTentative = readStatus(lineOf(component, "STATUS")?.value) === "tentative";
  return shown === "free" || shown === "busy" ? (isTentative ? "tentative" : "busy") : shown;
}

function importanceOf(component: IcalComponent): Importance {
  const priority = Number(lineOf(component, "PRIORITY")?.value ?? 0);
  if (priority >= 1 && priority <= 4) return "high";
  return priority >= 6 && priority <= 9 ? "low" : "normal";
}

// Graph has one reminder: a message, at the start or before.
function reminderField(component: IcalComponent, zoneOf: ZoneOf): Field {
  const start = startOf(component, zoneOf);
  const length = readLength(component, start, zoneOf);
  const alarms = componentsOf(component, "VALARM").flatMap((alarm) => {
    const minutes = alarmMinutes(alarm, start, length, zoneOf);
    if (minutes === undefined) return [];
    const action = lineOf(alarm, "ACTION")?.value.trim().toUpperCase() ?? "DISPLAY";
    const isRelative = parseDuration(lineOf(alarm, "TRIGGER")?.value ?? "") !== undefined;
    const isMessage = isRelative && (action === "DISPLAY" || action === "AUDIO");
    return [isMessage ? String(minutes) : `${action} ${isRelative} ${minutes}`];
  });
  const [only = "none", ...others] = [...new Set(alarms)].sort();
  if (only === "none") return { key: only, body: { isReminderOn: false } };
  if (others.length > 0 || !/^\d+$/.test(only))
    return {
      key: JSON.stringify([only, ...others]),
      body: {},
      failure: new Failure("not-expressible", { limit: "reminders" }),
    };
  return { key: only, body: { isReminderOn: true, reminderMinutesBeforeStart: Number(only) } };
}

function textOf(component: IcalComponent, name: string): string {
  return unescapeText(lineOf(component, name)?.value ?? "");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
