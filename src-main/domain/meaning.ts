// What a calendar text means, apart from how it is written: two servers' spellings of one object come out equal.
import type { IcalComponent, IcalLine, IcalParam } from "./ical-text.ts";
import { parseIcal } from "./ical-text.ts";
import { componentsOf, paramOf } from "./ical-tree.ts";
import { unescapeText } from "./ical-values.ts";
import { parseRule } from "./rule-text.ts";
import { zoneNameOf } from "./zone-names.ts";

const BOOKKEEPING = new Set([
  "DTSTAMP",
  "LAST-MODIFIED",
  "CREATED",
  "PRODID",
  "SEQUENCE",
  "VERSION",
  "CALSCALE",
  "BEGIN",
  "END",
]);
const DATE_NAMES = new Set(["DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE", "DUE"]);
const LISTS = new Set(["CATEGORIES", "RESOURCES", "EXDATE", "RDATE"]);
// Parameters whose values are names the RFC fixes, in any case of letters.
const KEYWORDS = new Set(["VALUE", "PARTSTAT", "ROLE", "CUTYPE", "RSVP", "RELATED", "RANGE", "RELTYPE", "FBTYPE"]);

/** A canonical text of the calendars in a file: folding, order, escaping, time zone definitions and bookkeeping
 *  (DTSTAMP, LAST-MODIFIED, CREATED, PRODID, SEQUENCE) are gone. Two files mean the same when it is equal.
 *  @throws Failure `malformed` when there is no VCALENDAR */
export function meaningOf(text: string): string {
  return componentsOf(parseIcal(text), "VCALENDAR").map(componentMeaning).sort().join("\n");
}

/** The same of one component; of a VALARM, say. */
export function componentMeaning(component: IcalComponent): string {
  const lines = new Set<string>();
  const inner: string[] = [];
  for (const node of component.children) {
    if (node.type === "line") for (const line of lineMeanings(node)) lines.add(line);
    else if (node.name !== "VTIMEZONE") inner.push(componentMeaning(node));
  }
  return JSON.stringify([component.name, [...lines].sort(), inner.sort()]);
}

function lineMeanings(line: IcalLine): string[] {
  if (line.name === "") return line.value.trim() === "" ? [] : [line.value.trim()];
  if (BOOKKEEPING.has(line.name)) return [];
  return valuesOf(line).map((value) => lineMeaning(line, value));
}

/** The values of a line, still escaped: several where the property is a list (CATEGORIES, RESOURCES, EXDATE, RDATE). */
export function valuesOf(line: IcalLine): string[] {
  return LISTS.has(line.name) ? splitList(line.value) : [line.value];
}

/** What a line with this value says, bookkeeping properties included. */
export function lineMeaning(line: IcalLine, value: string = line.value): string {
  const params = line.params
    .map((param) => paramMeaning(param, line))
    .filter((one) => one !== undefined)
    .sort();
  return JSON.stringify([line.name, params, valueMeaning(line, value)]);
}

function paramMeaning({ name, values }: IcalParam, line: IcalLine): string | undefined {
  // A date looks like one, with VALUE=DATE or without it (R62).
  if (name === "VALUE" && DATE_NAMES.has(line.name) && /^(DATE|DATE-TIME)$/i.test(values[0] ?? "")) return undefined;
  if (name === "TZID" && /^(\d{8},?)+$|Z$/.test(line.value.trim())) return undefined;
  if (name === "TZID") return JSON.stringify([name, zoneNameOf(values[0] ?? "") ?? values[0]]);
  return JSON.stringify([name, ...(KEYWORDS.has(name) ? values.map((value) => value.toUpperCase()) : values)]);
}

function valueMeaning(line: IcalLine, value: string): string {
  if (line.name === "RRULE" || line.name === "EXRULE") return ruleMeaning(value);
  if (/^(ATTENDEE|ORGANIZER)$/.test(line.name)) return value.trim().replace(/^mailto:/i, "mailto:");
  if (/^(STATUS|CLASS|TRANSP|ACTION)$/.test(line.name)) return value.trim().toUpperCase();
  if (DATE_NAMES.has(line.name)) return value.trim().toUpperCase();
  return paramOf(line, "ENCODING") === undefined ? unescapeText(value) : value;
}

function ruleMeaning(value: string): string {
  const parts = [...parseRule(value)].filter(([name, part]) => !(name === "INTERVAL" && part === "1"));
  return JSON.stringify(parts.map(([name, part]) => [name, part.split(",").sort()]).sort());
}

// At commas that no backslash protects.
function splitList(value: string): string[] {
  return value.match(/(?:\\.|[^,\\])+/g) ?? [""];
}
