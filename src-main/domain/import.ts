// Takes a calendar file apart into resources to store: one per UID, bad components set aside (R44, R60), nobody invited by
// an import (R88). A floating time stays floating also under X-WR-TIMEZONE: no RFC gives that name a meaning for times,
// and an event that says "wherever you are" must not be pinned to where its author was.
import { Failure } from "../../src-preload/contract/failure.ts";
import { tzidsIn } from "./edit-context.ts";
import type { ZoneOf } from "./event-time.ts";
import { zonesOf } from "./event-time.ts";
import type { IcalComponent, IcalText } from "./ical-text.ts";
import { nodeText, parseIcal, serializeIcal } from "./ical-text.ts";
import {
  componentsOf,
  lineOf,
  linesOf,
  makeLine,
  replaceComponent,
  replaceLines,
  rewriteLine,
  withParam,
} from "./ical-tree.ts";
import { unescapeText } from "./ical-values.ts";
import { readEvent, readResource } from "./resource.ts";
import { vtimezoneFor } from "./zones.ts";

const EOL = "\r\n";
/** Components that people may miss after an import; others than these and events are not told of. */
const KEPT_ELSEWHERE: Readonly<Record<string, "task" | "journal">> = { VTODO: "task", VJOURNAL: "journal" };

/** The resources of a calendar file. */
export interface SplitCalendar {
  /** One per UID, master and overrides together; the text is ready to be stored. */
  readonly items: { uid: string; text: string }[];
  /** What cannot be taken in. */
  readonly parked: ParkedPart[];
}

/** A component that cannot be taken in: its title or UID, and why. */
export interface ParkedPart {
  readonly subject: string;
  readonly failure: Failure;
  /** Absent when it has none. */
  readonly uid?: string;
  /** An event that cannot be read, rather than something that is no event. */
  readonly isEvent: boolean;
}

/** Takes a file apart for an import: as `splitResources`, everybody's invitation muted. */
export function splitCalendar(text: string): SplitCalendar {
  const { items, parked } = splitResources(text);
  return { items: items.map(({ uid, text: resource }) => ({ uid, text: muted(resource) })), parked };
}

/** Takes a file apart; the VEVENTs stay as they are, save that one without a UID gets one (R63), the same every time as
 *  long as it says the same. METHOD and the calendar's own properties (X-WR-CALNAME …) are not
 *  carried over. Several VCALENDARs count as one file; a TZID means what its own VCALENDAR says.
 *  @throws Failure `malformed` when the text is no calendar at all */
export function splitResources(text: string): SplitCalendar {
  const tree = parseIcal(text);
  const parked: SplitCalendar["parked"] = [];
  const groups = new Map<string, Found[]>();
  for (const calendar of componentsOf(tree, "VCALENDAR")) {
    const own: IcalText = { ...tree, children: [calendar] };
    const zoneOf: ZoneOf = (tzid) => zonesOf(own)(tzid) ?? zonesOf(tree)(tzid);
    for (const component of calendar.children) {
      if (component.type !== "component" || component.name === "VTIMEZONE") continue;
      const refused = reasonToPark(component, zoneOf);
      if (refused !== undefined) parked.push(parkedPart(component, refused));
      else if (component.name === "VEVENT") {
        const event = named(component, tree.eol);
        const uid = uidOf(event);
        const group = groups.get(uid);
        if (group) group.push({ component: event, own });
        else groups.set(uid, [{ component: event, own }]);
      }
    }
  }
  const items: SplitCalendar["items"] = [];
  for (const [uid, found] of groups) {
    const resource = resourceText(found, tree);
    const failure = failureOf(() => readResource(resource));
    if (failure) parked.push(parkedPart((found[0] as Found).component, failure));
    else items.push({ uid, text: resource });
  }
  return { items, parked };
}

// A VEVENT and the VCALENDAR it was in.
interface Found {
  readonly component: IcalComponent;
  readonly own: IcalText;
}

function reasonToPark(component: IcalComponent, zoneOf: ZoneOf): Failure | undefined {
  const what = KEPT_ELSEWHERE[component.name];
  if (what) return new Failure("unsupported", { what });
  if (component.name !== "VEVENT") return undefined;
  return failureOf(() => readEvent(component, zoneOf));
}

function failureOf(read: () => unknown): Failure | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

function parkedPart(component: IcalComponent, failure: Failure): ParkedPart {
  const uid = uidOf(component);
  return { subject: subjectOf(component), failure, ...(uid && { uid }), isEvent: component.name === "VEVENT" };
}

function uidOf(component: IcalComponent): string {
  return (lineOf(component, "UID")?.value ?? "").trim();
}

// Times of writing do not count: some publishers renew them at every request.
const TIMES = new Set(["DTSTAMP", "LAST-MODIFIED", "CREATED"]);

function named(component: IcalComponent, eol: string): IcalComponent {
  if (uidOf(component) !== "") return component;
  const lasting = component.children.filter((node) => !TIMES.has(node.name));
  const text = lasting.map(nodeText).join("").replaceAll("\r\n", "\n");
  const uid = `cadran-${[1, 2].map((seed) => fingerprint(text, seed)).join("")}`;
  return replaceLines(component, "UID", [makeLine("UID", [], uid, eol)]);
}

// FNV-1a, 32 bits in hexadecimal: tells the events of one file apart, keeps no secret.
function fingerprint(text: string, seed: number): string {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

function subjectOf(component: IcalComponent): string {
  const title = unescapeText(lineOf(component, "SUMMARY")?.value ?? "").trim();
  return title || uidOf(component) || component.name;
}

function resourceText(found: readonly Found[], tree: IcalText): string {
  const calendar = componentsOf((found[0] as Found).own, "VCALENDAR")[0];
  const prodid = calendar && lineOf(calendar, "PRODID");
  const zones = new Map<string, string>();
  for (const { component, own } of found)
    for (const tzid of tzidsIn(component)) if (!zones.has(tzid)) zones.set(tzid, zoneBlock(tzid, own, tree));
  const lines = [
    `BEGIN:VCALENDAR${EOL}`,
    `VERSION:2.0${EOL}`,
    prodid ? nodeText(prodid) : `PRODID:-//Cadran//Cadran 1.0//EN${EOL}`,
    ...zones.values(),
    ...found.map(({ component }) => nodeText(stamped(component, tree.eol))),
    `END:VCALENDAR${EOL}`,
  ];
  return lines.map((line) => (line === "" || line.endsWith("\n") ? line : line + EOL)).join("");
}

function zoneBlock(tzid: string, own: IcalText, tree: IcalText): string {
  const zones = [...vtimezones(own), ...vtimezones(tree)];
  const known = zones.find((zone) => lineOf(zone, "TZID")?.value.trim() === tzid);
  return known ? nodeText(known) : vtimezoneFor(tzid);
}

function vtimezones(tree: IcalText): IcalComponent[] {
  return componentsOf(tree, "VCALENDAR").flatMap((calendar) => componentsOf(calendar, "VTIMEZONE"));
}

// The server that takes the object must send no invitations for it (RFC 6638 §7.1).
function muted(text: string): string {
  const tree = parseIcal(text);
  const events = componentsOf(tree, "VCALENDAR").flatMap((calendar) => componentsOf(calendar, "VEVENT"));
  return serializeIcal(events.reduce((out, event) => replaceComponent(out, event, [quiet(event, tree.eol)]), tree));
}

function quiet(component: IcalComponent, eol: string): IcalComponent {
  let next = component;
  for (const name of ["ORGANIZER", "ATTENDEE"]) {
    const lines = linesOf(next, name).map((line) =>
      rewriteLine(line, withParam(line.params, "SCHEDULE-AGENT", ["NONE"]), line.value, eol),
    );
    next = replaceLines(next, name, lines);
  }
  return next;
}

// Servers refuse an event without DTSTAMP (R57); when the file was written is not known.
function stamped(component: IcalComponent, eol: string): IcalComponent {
  if (lineOf(component, "DTSTAMP")) return component;
  const stamp = (lineOf(component, "LAST-MODIFIED") ?? lineOf(component, "CREATED"))?.value ?? "19700101T000000Z";
  return replaceLines(component, "DTSTAMP", [makeLine("DTSTAMP", [], stamp, eol)]);
}
