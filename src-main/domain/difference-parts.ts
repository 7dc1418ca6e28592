// What differs between two versions of one event or instance, field by field, as far as people care.
import type { FieldDifference, FieldName, FieldValue } from "../../src-preload/contract/conflicts.ts";
import { readAttendee } from "./event-details.ts";
import type { ZoneOf } from "./event-time.ts";
import type { IcalComponent } from "./ical-text.ts";
import { componentsOf, linesOf } from "./ical-tree.ts";
import { componentMeaning } from "./meaning.ts";
import type { Field } from "./merge-fields.ts";
import { fieldsIn, fieldValue, personText, remindersValue } from "./merge-fields.ts";
import { partNames } from "./merge-parts.ts";

/** A component and how its zones are read. */
export interface Placed {
  readonly component: IcalComponent;
  readonly zoneOf: ZoneOf;
}

// What a server writes out although it goes without saying (RFC 5545 §3.8.1.3, §3.8.1.9, §3.8.2.7).
const UNSAID: Readonly<Record<string, string>> = {
  STATUS: "confirmed",
  CLASS: "public",
  TRANSP: "opaque",
  PRIORITY: "0",
};

/** The fields of two versions of a component that differ; dates of exceptions are left to the series. */
export function partDifferences(before: Placed, after: Placed, id: string | undefined): FieldDifference[] {
  const both = [before.component, after.component];
  const fields = fieldsIn(both).filter((field) => field.kind !== "books" && field.kind !== "dates" && field.key !== "");
  const found = fields.flatMap((field) => {
    if (field.kind === "people") return peopleDifferences(before, after, id);
    const [was, is] = [before, after].map(({ component, zoneOf }) => said(field, component, zoneOf));
    return same(was, is) ? [] : [difference(id, field.key, field.name, field.key, was, is)];
  });
  return [...found, ...innerDifferences(before, after, id)];
}

/** One difference. @param key of the field within its component */
export function difference(
  id: string | undefined,
  key: string,
  name: FieldName,
  property: string,
  before: FieldValue | undefined,
  after: FieldValue | undefined,
): FieldDifference {
  return {
    key: id === undefined ? key : `${id}/${key}`,
    ...(id !== undefined && { recurrenceId: id }),
    ...{ name, property },
    ...(before && { before }),
    ...(after && { after }),
  };
}

function said(field: Field, component: IcalComponent, zoneOf: ZoneOf): FieldValue | undefined {
  const value = fieldValue(component, field, zoneOf);
  if (value?.text !== undefined) return value.text === "" || value.text === UNSAID[field.key] ? undefined : value;
  return value?.items?.length === 0 ? undefined : value;
}

function same(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  const text = (value: FieldValue | undefined) => JSON.stringify({ ...value, items: value?.items?.toSorted() });
  return a === b || text(a) === text(b);
}

// Who is invited is one difference, each new answer another.
function peopleDifferences(before: Placed, after: Placed, id: string | undefined): FieldDifference[] {
  const [was, is] = [before, after].map(
    ({ component }) =>
      new Map(
        linesOf(component, "ATTENDEE").map((line) => [readAttendee(line).address.toLowerCase(), readAttendee(line)]),
      ),
  );
  if (!was || !is) return [];
  const items = (people: typeof was) =>
    people.size === 0 ? undefined : { items: [...people.values()].map(personText) };
  const isListSame = was.size === is.size && [...was.keys()].every((address) => is.has(address));
  const found = isListSame ? [] : [difference(id, "ATTENDEE", "attendees", "ATTENDEE", items(was), items(is))];
  for (const [address, person] of is) {
    const old = was.get(address);
    const [from, to] = [old?.answer ?? "needs-action", person.answer ?? "needs-action"];
    if (!old || from === to) continue;
    const value = (text: string) => ({ text, items: [personText(person)] });
    found.push(difference(id, `ATTENDEE/${address}`, "answer", "ATTENDEE", value(from), value(to)));
  }
  return found;
}

function innerDifferences(before: Placed, after: Placed, id: string | undefined): FieldDifference[] {
  return partNames([before.component, after.component]).flatMap((name) => {
    if (name === "VALARM") {
      const [was, is] = [before, after].map(({ component, zoneOf }) => remindersValue(component, zoneOf));
      return same(was, is) ? [] : [difference(id, name, "reminders", name, was, is)];
    }
    const [was, is] = [before, after].map(({ component }) =>
      componentsOf(component, name).map(componentMeaning).sort().join(),
    );
    return was === is ? [] : [difference(id, name, "other", name, undefined, undefined)];
  });
}
