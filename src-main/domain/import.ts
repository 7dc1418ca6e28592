// Takes a calendar file apart into resources to store: one per UID, nobody invited, bad components set aside (R44, R60, R88).
import { Failure } from "../../src-preload/contract/failure.ts";
import { tzidsIn } from "./edit-context.ts";
import type { ZoneOf } from "./event-time.ts";
import { zonesOf } from "./event-time.ts";
import type { IcalComponent, IcalText } from "./ical-text.ts";
import { nodeText, parseIcal } from "./ical-text.ts";
import { componentsOf, lineOf, linesOf, makeLine, replaceLines, rewriteLine, withParam } from "./ical-tree.ts";
import { unescapeText } from "./ical-values.ts";
import { readEvent, readResource } from "./resource.ts";
import { vtimezoneFor } from "./zones.ts";

const EOL = "\r\n";
const TASK_NAMES: Readonly<Record<string, string>> = { VTODO: "tasks", VJOURNAL: "journal entries" };

/** The resources of a calendar file. */
export interface SplitCalendar {
  /** One per UID, master and overrides together; the text is ready to be stored. */
  readonly items: { uid: string; text: string }[];
  /** What cannot be taken in: its title or UID, and why, in English. */
  readonly parked: { subject: string; reason: string }[];
}

/** Takes a file apart. METHOD and the calendar's own properties (X-WR-CALNAME …) are not carried over.
 *  @throws Failure `malformed` when the text is no calendar at all */
export function splitCalendar(text: string): SplitCalendar {
  const tree = parseIcal(text);
  const zoneOf = zonesOf(tree);
  const parked: SplitCalendar["parked"] = [];
  const groups = new Map<string, IcalComponent[]>();
  for (const component of componentsOf(tree, "VCALENDAR").flatMap((calendar) => calendar.children)) {
    if (component.type !== "component" || component.name === "VTIMEZONE") continue;
    const reason = reasonToPark(component, zoneOf);
    if (reason !== undefined) parked.push({ subject: subjectOf(component), reason });
    else if (component.name === "VEVENT") {
      const uid = (lineOf(component, "UID")?.value ?? "").trim();
      groups.set(uid, [...(groups.get(uid) ?? []), component]);
    }
  }
  const items: SplitCalendar["items"] = [];
  for (const [uid, components] of groups) {
    const resource = resourceText(components, tree);
    const failure = failureOf(() => readResource(resource));
    if (failure) parked.push({ subject: subjectOf(components[0] as IcalComponent), reason: failure.message });
    else items.push({ uid, text: resource });
  }
  return { items, parked };
}

function reasonToPark(component: IcalComponent, zoneOf: ZoneOf): string | undefined {
  const task = TASK_NAMES[component.name];
  if (task) return `Cadran does not keep ${task}.`;
  if (component.name !== "VEVENT") return undefined;
  if (!lineOf(component, "UID")?.value.trim())
    return new Failure("malformed", { what: "event", detail: "it has no UID" }).message;
  return failureOf(() => readEvent(component, zoneOf))?.message;
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

function subjectOf(component: IcalComponent): string {
  const title = unescapeText(lineOf(component, "SUMMARY")?.value ?? "").trim();
  return title || lineOf(component, "UID")?.value.trim() || component.name;
}

function resourceText(components: readonly IcalComponent[], tree: IcalText): string {
  const calendar = componentsOf(tree, "VCALENDAR")[0];
  const prodid = calendar && lineOf(calendar, "PRODID");
  const events = components.map((component) => nodeText(quiet(component, tree.eol)));
  const tzids = new Set(components.flatMap(tzidsIn));
  const lines = [
    `BEGIN:VCALENDAR${EOL}`,
    `VERSION:2.0${EOL}`,
    prodid ? nodeText(prodid) : `PRODID:-//Cadran//Cadran 1.0//EN${EOL}`,
    ...[...tzids].map((tzid) => zoneBlock(tzid, tree)),
    ...events,
    `END:VCALENDAR${EOL}`,
  ];
  return lines.map((line) => (line === "" || line.endsWith("\n") ? line : line + EOL)).join("");
}

function zoneBlock(tzid: string, tree: IcalText): string {
  const zones = componentsOf(tree, "VCALENDAR").flatMap((calendar) => componentsOf(calendar, "VTIMEZONE"));
  const own = zones.find((zone) => lineOf(zone, "TZID")?.value.trim() === tzid);
  return own ? nodeText(own) : vtimezoneFor(tzid);
}

// The server that takes the object must send no invitations for it (RFC 6638 §7.1).
function quiet(component: IcalComponent, eol: string): IcalComponent {
  let next = component;
  for (const name of ["ORGANIZER", "ATTENDEE"]) {
    const lines = linesOf(next, name).map((line) =>
      rewriteLine(line, withParam(line.params, "SCHEDULE-AGENT", ["NONE"]), line.value, eol),
    );
    next = replaceLines(next, name, lines);
  }
  if (lineOf(next, "DTSTAMP")) return next;
  // Servers refuse an event without it (R57); when the file was written is not known.
  const stamp = (lineOf(next, "LAST-MODIFIED") ?? lineOf(next, "CREATED"))?.value ?? "19700101T000000Z";
  return replaceLines(next, "DTSTAMP", [makeLine("DTSTAMP", [], stamp, eol)]);
}
