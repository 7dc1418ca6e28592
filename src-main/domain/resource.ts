// Reads the text of one calendar object resource into event fields, leniently (rules R44, R45, R60–R63, R67, R78).
import { Failure } from "../../src-preload/contract/failure.ts";
import type { FailureFault } from "../../src-preload/contract/failure-words.ts";
import { readAttachments } from "./attachments.ts";
import { readColor } from "./colors.ts";
import type { EventFields, EventResource, Series } from "./event.ts";
import {
  readAttendee,
  readBusy,
  readCategories,
  readConference,
  readPrivacy,
  readReminders,
  readStatus,
  readTransparency,
} from "./event-details.ts";
import type { Stamp, ZoneOf } from "./event-time.ts";
import {
  endMoment,
  instanceId,
  instanceMoment,
  lengthBetween,
  lengthOf,
  readLength,
  readStamp,
  shownMoment,
  shownZone,
  stampOf,
  zonesOf,
} from "./event-time.ts";
import type { IcalComponent, IcalLine, IcalText } from "./ical-text.ts";
import { parseIcal } from "./ical-text.ts";
import { componentsOf, lineOf, linesOf, paramOf } from "./ical-tree.ts";
import { parseDateTime, parsePeriod, unescapeText } from "./ical-values.ts";
import { parseRule, ruleText } from "./rule-text.ts";
import { isZoneText } from "./zones.ts";

/** The readable VEVENTs of a resource, as components: what an edit patches. Overrides by recurrence id. */
export interface EventComponents {
  readonly uid: string;
  readonly master?: IcalComponent;
  /** One per instance: of duplicates the one with the highest SEQUENCE, then DTSTAMP (R45). */
  readonly overrides: readonly OverrideComponent[];
  /** Duplicates that R45 put aside. */
  readonly superseded: readonly OverrideComponent[];
}

/** An override and the recurrence id of the instance it replaces. */
export interface OverrideComponent {
  readonly id: string;
  readonly component: IcalComponent;
}

/** Reads one calendar object resource. An unreadable override does not hide the rest (R60).
 *  A time in a VTIMEZONE that no IANA name identifies is given in UTC; the series keeps the VTIMEZONE.
 *  @throws Failure `malformed` without VCALENDAR, VEVENT, UID or readable start; `unsupported` for tasks and journals */
export function readResource(text: string): EventResource {
  const tree = parseIcal(text);
  const zoneOf = zonesOf(tree);
  const { uid, master, overrides } = eventComponents(tree, zoneOf);
  const fields = master && readEvent(master, zoneOf);
  const series = master && readSeries(master, zoneOf);
  const read = overrides.map(({ id, component }) => ({ ...readEvent(component, zoneOf), recurrenceId: id }));
  return { uid, ...(fields && { master: fields }), overrides: read, ...(series && { series }) };
}

/** Finds the VEVENTs of a resource: those of its first UID.
 *  @throws Failure as `readResource` */
export function eventComponents(tree: IcalText, zoneOf: ZoneOf): EventComponents {
  const calendars = componentsOf(tree, "VCALENDAR");
  const events = calendars.flatMap((calendar) => componentsOf(calendar, "VEVENT"));
  if (events.length === 0) throw notAnEvent(calendars);
  const uid = events.map((event) => lineOf(event, "UID")?.value.trim()).find((one) => one);
  if (!uid) throw unreadable("no-uid", "it has no UID");
  const own = events.filter((event) => (lineOf(event, "UID")?.value.trim() || uid) === uid);
  const master = masterOf(own);
  const start = master && startOf(master, zoneOf);
  const byId = new Map<string, IcalComponent>();
  const superseded: OverrideComponent[] = [];
  let failure: unknown;
  const replacing = own.filter((event) => event !== master && lineOf(event, "RECURRENCE-ID"));
  for (const component of replacing.sort(newestFirst)) {
    try {
      const id = overrideId(component, start ?? startOf(component, zoneOf), zoneOf);
      startOf(component, zoneOf);
      if (byId.has(id)) superseded.push({ id, component });
      else byId.set(id, component);
    } catch (error) {
      // One bad override must not lose the series (R60); alone it is the whole resource.
      failure = error;
    }
  }
  if (!master && byId.size === 0) throw failure;
  const overrides = [...byId].map(([id, component]) => ({ id, component })).sort((a, b) => (a.id < b.id ? -1 : 1));
  return { uid, ...(master && { master }), overrides, superseded };
}

// A series whose only component calls itself an instance of it (Connect Daily writes that) is a series all the same.
function masterOf(events: readonly IcalComponent[]): IcalComponent | undefined {
  const master = events.filter((event) => !lineOf(event, "RECURRENCE-ID")).sort(newestFirst)[0];
  const [only, ...others] = events;
  return master ?? (only && others.length === 0 && lineOf(only, "RRULE") ? only : undefined);
}

/** The start of a VEVENT.
 *  @throws Failure `malformed` */
export function startOf(component: IcalComponent, zoneOf: ZoneOf): Stamp {
  const line = lineOf(component, "DTSTART");
  if (!line) throw unreadable("no-start", "it has no DTSTART");
  if (component.cut) throw unreadable("cut", "the file ends inside it");
  return readStamp(line.value, line, zoneOf);
}

/** The fields of one VEVENT.
 *  @throws Failure `malformed` */
export function readEvent(component: IcalComponent, zoneOf: ZoneOf): EventFields {
  const start = startOf(component, zoneOf);
  const length = readLength(component, start, zoneOf);
  const shown = { ...start, moment: shownMoment(start), zone: shownZone(start) };
  const end = shownMoment({ ...start, moment: endMoment(start.moment, start.zone, length) });
  const location = textOf(component, "LOCATION");
  const description = textOf(component, "DESCRIPTION");
  const rule = lineOf(component, "RRULE");
  const organizer = lineOf(component, "ORGANIZER");
  const rid = lineOf(component, "RECURRENCE-ID");
  const url = lineOf(component, "URL")?.value.trim();
  const conferenceUrl = readConference(component);
  const color = readColor(component);
  const endZone = endZoneOf(component, start, zoneOf);
  return {
    title: textOf(component, "SUMMARY") ?? "",
    start: shown.moment,
    end,
    zone: shown.zone,
    allDay: start.kind === "date",
    ...(location && { location }),
    ...(description && { description }),
    ...(rule && { rrule: ruleText(parseRule(rule.value)) }),
    status: readStatus(lineOf(component, "STATUS")?.value),
    ...(organizer && { organizer: readAttendee(organizer) }),
    attendees: linesOf(component, "ATTENDEE").map(readAttendee),
    reminders: readReminders(component, start, length, zoneOf),
    privacy: readPrivacy(lineOf(component, "CLASS")?.value),
    transparency: readTransparency(lineOf(component, "TRANSP")?.value),
    categories: readCategories(linesOf(component, "CATEGORIES")),
    ...(url && { url }),
    ...(conferenceUrl && { conferenceUrl }),
    ...(color && { color }),
    ...(endZone && { endZone }),
    attachments: readAttachments(component),
    busy: readBusy(component),
    ...(rid && paramOf(rid, "RANGE")?.toUpperCase() === "THISANDFUTURE" && { andFuture: true as const }),
  };
}

// An end in UTC is a way to write it; one in a named zone is where people arrive.
function endZoneOf(component: IcalComponent, start: Stamp, zoneOf: ZoneOf): string | undefined {
  const line = lineOf(component, "DTEND");
  if (!line || (start.kind !== "zoned" && start.kind !== "utc") || !parseDateTime(line.value)?.time) return undefined;
  const end = readStamp(line.value, line, zoneOf);
  return end.kind === "zoned" && end.zone !== start.zone && !isZoneText(end.zone) ? end.zone : undefined;
}

/** The recurrence set of a master; undefined when it does not repeat. Unreadable EXDATE and RDATE values count for nothing. */
export function readSeries(master: IcalComponent, zoneOf: ZoneOf): Series | undefined {
  const rules = rulesOf(master, "RRULE");
  const rdates = linesOf(master, "RDATE");
  if (rules.length === 0 && rdates.length === 0) return undefined;
  const start = startOf(master, zoneOf);
  const excludedRules = rulesOf(master, "EXRULE");
  const excluded: string[] = [];
  for (const line of linesOf(master, "EXDATE"))
    for (const stamp of stampsOf(line, zoneOf))
      excluded.push(stamp.kind === "date" ? stamp.moment.replaceAll("-", "") : instanceId(stamp, start));
  const added = rdates.flatMap((line) =>
    line.value.split(",").flatMap((value) => readAdded(value, line, start, zoneOf)),
  );
  const length = readLength(master, start, zoneOf);
  return { start: start.moment, zone: start.zone, length, rules, excludedRules, excluded, added };
}

/** Each is worked out by itself, so a text with thousands of them would never end. RFC 5545 §3.8.5.3 wants one, and nobody
 *  writes more than a few. */
const MAX_RULES = 20;

function rulesOf(master: IcalComponent, name: "RRULE" | "EXRULE"): string[] {
  return [...new Set(linesOf(master, name).map((line) => line.value))].slice(0, MAX_RULES);
}

/** The readable values of an EXDATE or RDATE line as stamps; of a period its start. */
export function stampsOf(line: IcalLine, zoneOf: ZoneOf): Stamp[] {
  return line.value.split(",").flatMap((value) => {
    const parsed = parseDateTime(value) ?? parsePeriod(value)?.start;
    const tzid = paramOf(line, "TZID");
    const isKnown = !parsed || tzid === undefined || tzid === "" || parsed.utc || zoneOf(tzid) !== undefined;
    return parsed && isKnown ? [stampOf(parsed, tzid, zoneOf)] : [];
  });
}

function readAdded(value: string, line: IcalLine, start: Stamp, zoneOf: ZoneOf): Series["added"][number][] {
  const stamp = stampsOf({ ...line, value }, zoneOf)[0];
  if (!stamp) return [];
  const moment = instanceMoment(stamp, start);
  const period = parsePeriod(value);
  if (!period || start.kind === "date") return [{ start: moment }];
  const length = period.end
    ? lengthBetween(stamp, stampOf(period.end, paramOf(line, "TZID"), zoneOf))
    : period.duration && lengthOf(period.duration, stamp);
  return [{ start: moment, ...(length && { length }) }];
}

function overrideId(component: IcalComponent, start: Stamp, zoneOf: ZoneOf): string {
  const line = lineOf(component, "RECURRENCE-ID") as IcalLine;
  return instanceId(readStamp(line.value, line, zoneOf), start);
}

function textOf(component: IcalComponent, name: string): string | undefined {
  const line = lineOf(component, name);
  return line && unescapeText(line.value);
}

function newestFirst(a: IcalComponent, b: IcalComponent): number {
  const sequence = (one: IcalComponent) => Number.parseInt(lineOf(one, "SEQUENCE")?.value ?? "0", 10) || 0;
  const dtstamp = (one: IcalComponent) => lineOf(one, "DTSTAMP")?.value.trim() ?? "";
  return sequence(b) - sequence(a) || (dtstamp(a) < dtstamp(b) ? 1 : dtstamp(a) > dtstamp(b) ? -1 : 0);
}

function notAnEvent(calendars: readonly IcalComponent[]): Failure {
  const names = calendars.flatMap((calendar) =>
    calendar.children.map((node) => (node.type === "component" ? node.name : "")),
  );
  if (names.includes("VTODO")) return new Failure("unsupported", { what: "task" });
  if (names.includes("VJOURNAL")) return new Failure("unsupported", { what: "journal" });
  return unreadable("no-event", "it holds no event");
}

function unreadable(fault: FailureFault, detail: string): Failure {
  return new Failure("malformed", { what: "event", fault, detail });
}
