// What the properties of an event are to people: which lines make one field, what it is called, what it says. Shared by
// the merge and the feed of what others changed.
import type { FieldName, FieldValue } from "../../src-preload/contract/conflicts.ts";
import type { Attendee } from "../../src-preload/contract/events.ts";
import { readColor, SHADE } from "./colors.ts";
import {
  readAttendee,
  readCategories,
  readPrivacy,
  readReminders,
  readStatus,
  readTransparency,
} from "./event-details.ts";
import type { ZoneOf } from "./event-time.ts";
import { readLength } from "./event-time.ts";
import type { IcalComponent, IcalLine } from "./ical-text.ts";
import { lineOf, linesOf } from "./ical-tree.ts";
import { unescapeText } from "./ical-values.ts";
import { readEvent, startOf } from "./resource.ts";
import { parseRule, ruleText } from "./rule-text.ts";

/** One field: a property, or several that only make sense together. */
export interface Field {
  /** The first of its properties; unique within an event. */
  readonly key: string;
  readonly name: FieldName;
  /** Upper case. Empty for components (VALARM). */
  readonly properties: readonly string[];
  /** `whole`: one value, atomic. `list`: elements that come and go by themselves. `dates`: the same for instances.
   *  `people`: by address. `books`: kept by programs, never in conflict. */
  readonly kind: "whole" | "list" | "dates" | "people" | "books";
  /** Of no concern to the other people invited. */
  readonly isPrivate: boolean;
}

const field = (name: FieldName, kind: Field["kind"], properties: readonly string[], isPrivate = false): Field => ({
  key: properties[0] as string,
  name,
  properties,
  kind,
  isPrivate,
});

const KNOWN: readonly Field[] = [
  field("title", "whole", ["SUMMARY"]),
  // The parts of a time, of a rule and of a description say nothing alone.
  field("time", "whole", ["DTSTART", "DTEND", "DURATION"]),
  field("repeat", "whole", ["RRULE", "EXRULE"]),
  field("repeat", "dates", ["EXDATE"]),
  field("repeat", "dates", ["RDATE"]),
  field("location", "whole", ["LOCATION"]),
  field("description", "whole", ["DESCRIPTION", "X-ALT-DESC", "STYLED-DESCRIPTION"]),
  field("status", "whole", ["STATUS"]),
  field("privacy", "whole", ["CLASS"]),
  field("transparency", "whole", ["TRANSP"], true),
  field("categories", "list", ["CATEGORIES"], true),
  field("url", "whole", ["URL"]),
  field("color", "whole", ["COLOR", SHADE, "X-APPLE-CALENDAR-COLOR"], true),
  field("organizer", "whole", ["ORGANIZER"]),
  field("attendees", "people", ["ATTENDEE"]),
  field("attachments", "list", ["ATTACH"]),
  ...[
    "RESOURCES",
    "COMMENT",
    "CONTACT",
    "RELATED-TO",
    "CONFERENCE",
    "IMAGE",
    "REFRESH-INTERVAL",
    "STRUCTURED-DATA",
  ].map((property) => field("other", "list", [property])),
  // What cannot be read as a line has the name "".
  field("other", "list", [""]),
  ...["UID", "RECURRENCE-ID", "DTSTAMP", "LAST-MODIFIED", "CREATED", "SEQUENCE", "REQUEST-STATUS"].map((property) =>
    field("other", "books", [property]),
  ),
];

const BY_PROPERTY: ReadonlyMap<string, Field> = new Map(
  KNOWN.flatMap((one) => one.properties.map((property) => [property, one] as const)),
);

// What other programs note for themselves in shared objects.
const NOTES =
  /^X-(MOZ-(GENERATION|LASTACK|SNOOZE|RECEIVED|SEND-INVITATIONS)|EVOLUTION-CALDAV|LIC-ERROR|SABRE-|RADICALE-)/;

/** The field that a property belongs to; an unknown one is a field of its own, private when it is an X- one. */
export function fieldOf(property: string): Field {
  const isPrivate = property.startsWith("X-");
  return BY_PROPERTY.get(property) ?? field("other", NOTES.test(property) ? "books" : "whole", [property], isPrivate);
}

/** The fields that any of some components has: those with a name first, the others by property. */
export function fieldsIn(components: readonly IcalComponent[]): Field[] {
  const found = new Map<string, Field>();
  for (const component of components)
    for (const node of component.children) {
      if (node.type !== "line" || node.name === "BEGIN" || node.name === "END") continue;
      const one = fieldOf(node.name);
      if (!found.has(one.key)) found.set(one.key, one);
    }
  const known = KNOWN.filter((one) => found.delete(one.key));
  return [...known, ...[...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1))];
}

/** The lines of a field, by property. */
export function fieldLines(component: IcalComponent, { properties }: Field): IcalLine[] {
  return properties.flatMap((property) => linesOf(component, property));
}

/** What a field says, for people; undefined where the component has none of it.
 *  @throws Failure `malformed` when a time cannot be read */
export function fieldValue(component: IcalComponent, one: Field, zoneOf: ZoneOf): FieldValue | undefined {
  const lines = fieldLines(component, one);
  const first = lines[0];
  if (!first) return undefined;
  const raw = first.value.trim();
  switch (one.name) {
    case "time":
      return timeValue(component, zoneOf);
    case "repeat":
      if (one.kind === "dates") return { items: lines.flatMap((line) => line.value.split(",")) };
      return { text: lines.map((line) => ruleText(parseRule(line.value))).join("\n") };
    case "title":
    case "location":
    case "description":
      return { text: unescapeText(first.value) };
    case "status":
      return { text: readStatus(raw) };
    case "privacy":
      return { text: readPrivacy(raw) };
    case "transparency":
      return { text: readTransparency(raw) };
    case "color":
      return { text: readColor(component) ?? raw };
    case "organizer":
      return { text: personText(readAttendee(first)) };
    case "attendees":
      return { items: lines.map((line) => personText(readAttendee(line))) };
    case "categories":
      return { items: readCategories(lines) };
    case "attachments":
      return { items: lines.map((line) => line.value) };
    default:
      if (one.kind === "whole" && lines.length === 1) return { text: unescapeText(raw) };
      return { items: lines.map(({ value }) => unescapeText(value)) };
  }
}

/** The minutes before the start at which a component reminds, as text; negative ones come after it. */
export function remindersValue(component: IcalComponent, zoneOf: ZoneOf): FieldValue | undefined {
  const start = startOf(component, zoneOf);
  const reminders = readReminders(component, start, readLength(component, start, zoneOf), zoneOf);
  return reminders.length === 0 ? undefined : { items: reminders.map(({ minutesBefore }) => String(minutesBefore)) };
}

/** A whole event or instance: its title and its time. */
export function eventValue(component: IcalComponent, zoneOf: ZoneOf): FieldValue {
  const title = lineOf(component, "SUMMARY");
  return { ...(title && { text: unescapeText(title.value) }), ...timeValue(component, zoneOf) };
}

/** `Eva <eva@example.org>`. */
export function personText({ name, address }: Attendee): string {
  return name ? `${name} <${address}>` : address;
}

function timeValue(component: IcalComponent, zoneOf: ZoneOf): FieldValue {
  const { start, end, zone } = readEvent(component, zoneOf);
  return { start, end, zone };
}
