// What every edit of a resource shares: the parsed file, how its lines are written, and the stamps an edit leaves.
import { Failure } from "../../src-preload/contract/failure.ts";
import type { Stamp, ZoneOf } from "./event-time.ts";
import { zonesOf } from "./event-time.ts";
import type { IcalComponent, IcalLine, IcalParam, IcalText } from "./ical-text.ts";
import { nodeText, parseIcal } from "./ical-text.ts";
import {
  componentsOf,
  insertComponents,
  lineOf,
  linesOf,
  makeLine,
  paramOf,
  replaceComponent,
  rewriteLine,
  setLine,
  withParam,
} from "./ical-tree.ts";
import { basicForm, msToWall } from "./ical-values.ts";
import type { EventComponents } from "./resource.ts";
import { eventComponents } from "./resource.ts";
import { isKnownZone, vtimezoneFor } from "./zones.ts";

// A change of these is a new revision for the attendees (RFC 5546 §2.1.4, rule R91).
const REVISING = ["DTSTART", "DTEND", "DURATION", "DUE", "RRULE", "RDATE", "EXDATE", "STATUS"];

/** A resource under edit. */
export interface EditContext {
  readonly tree: IcalText;
  readonly eol: string;
  readonly zoneOf: ZoneOf;
  readonly events: EventComponents;
  readonly nowMs: number;
  /** Somebody else organises it: SEQUENCE is theirs to count (R91). */
  readonly asAttendee: boolean;
}

/** Opens a resource.
 *  @throws Failure as `readResource` */
export function openEdit(text: string, nowMs: number, asAttendee = false): EditContext {
  const tree = parseIcal(text);
  const zoneOf = zonesOf(tree);
  return { tree, eol: tree.eol, zoneOf, events: eventComponents(tree, zoneOf), nowMs, asAttendee };
}

/** A wall clock in a zone as a stamp, in the file's own spelling of the zone when it has one.
 *  @throws Failure `invalid-input` for an unknown zone */
export function stampIn(moment: string, zone: string, { tree, zoneOf }: EditContext): Stamp {
  if (moment.length === 10) return { kind: "date", moment, zone: "floating" };
  if (zone === "floating") return { kind: "floating", moment, zone };
  if (zone === "UTC") return { kind: "utc", moment, zone };
  if (!isKnownZone(zone)) throw new Failure("invalid-input", { detail: `unknown time zone ${zone}` });
  const spelled = componentsOf(tree, "VCALENDAR")
    .flatMap((calendar) => componentsOf(calendar, "VTIMEZONE"))
    .map((one) => lineOf(one, "TZID")?.value.trim() ?? "")
    .find((tzid) => tzid !== "" && zoneOf(tzid) === zone);
  return { kind: "zoned", moment, zone, tzid: spelled ?? zone };
}

/** The value of a stamp in iCalendar form. */
export function stampValue(stamp: Stamp): string {
  return basicForm(stamp.moment) + (stamp.kind === "utc" ? "Z" : "");
}

/** A date-time line for stamps of one kind; unknown parameters and the spelling of `old` are kept. */
export function stampLine(name: string, stamps: readonly Stamp[], old: IcalLine | undefined, eol: string): IcalLine {
  const first = stamps[0] as Stamp;
  let params: readonly IcalParam[] = withParam(
    old?.params ?? [],
    "VALUE",
    first.kind === "date" ? ["DATE"] : undefined,
  );
  params = withParam(params, "TZID", first.tzid === undefined ? undefined : [first.tzid]);
  const value = stamps.map(stampValue).join(",");
  return old ? rewriteLine(old, params, value, eol) : makeLine(name, params, value, eol);
}

/** The component after an edit: DTSTAMP and LAST-MODIFIED are now, SEQUENCE is one more when times, rule or status changed
 *  since `before` and the user organises it. The component itself when it is `before`. */
export function stampEdit(component: IcalComponent, before: IcalComponent, context: EditContext): IcalComponent {
  const { eol, nowMs, asAttendee } = context;
  if (component === before) return component;
  const now = `${basicForm(msToWall(nowMs - (nowMs % 1000)))}Z`;
  let next = setLine(component, "DTSTAMP", makeLine("DTSTAMP", [], now, eol));
  next = setLine(next, "LAST-MODIFIED", makeLine("LAST-MODIFIED", [], now, eol));
  const revised = !asAttendee && REVISING.some((name) => texts(component, name) !== texts(before, name));
  return revised ? setLine(next, "SEQUENCE", makeLine("SEQUENCE", [], String(sequenceOf(next) + 1), eol)) : next;
}

/** The SEQUENCE of a component, 0 without one. */
function sequenceOf(component: IcalComponent): number {
  return Number.parseInt(lineOf(component, "SEQUENCE")?.value ?? "0", 10) || 0;
}

/** The file once its VEVENTs are edited: a VTIMEZONE for each TZID that is new in it, dates marked as dates (R62), no
 *  override behind its master (R91). */
export function finishEdit(tree: IcalText, context: EditContext): IcalText {
  let next = tree;
  const events = vevents(next);
  const dead = new Set(supersededIn(next));
  const masterSequence = Math.max(0, ...events.filter((one) => !lineOf(one, "RECURRENCE-ID")).map(sequenceOf));
  for (const event of events) {
    let fixed = markDates(event, context.eol);
    const isBehind = lineOf(event, "RECURRENCE-ID") && sequenceOf(event) < masterSequence;
    if (isBehind && !context.asAttendee && !dead.has(event))
      fixed = setLine(fixed, "SEQUENCE", makeLine("SEQUENCE", [], String(masterSequence), context.eol));
    next = replaceComponent(next, event, [fixed]);
  }
  const known = new Set([...tzidsOf(context.tree), ...zoneIds(next)]);
  const missing = [...tzidsOf(next)].filter((tzid) => !known.has(tzid));
  const zones = missing.flatMap((tzid) => zoneComponents(vtimezoneFor(tzid), context.eol));
  const hasZones = zoneIds(next).length > 0;
  return insertComponents(next, zones, hasZones ? "VTIMEZONE" : "VEVENT");
}

/** All VEVENTs of a file. */
export function vevents(tree: IcalText): IcalComponent[] {
  return componentsOf(tree, "VCALENDAR").flatMap((calendar) => componentsOf(calendar, "VEVENT"));
}

// Lifted to the master's SEQUENCE, the older of two versions of an instance could come to win (R45).
function supersededIn(tree: IcalText): IcalComponent[] {
  try {
    return eventComponents(tree, zonesOf(tree)).superseded.map((one) => one.component);
  } catch (error) {
    // Nothing readable is left: then there is nothing to lift either.
    if (error instanceof Failure) return [];
    throw error;
  }
}

function tzidsOf(tree: IcalText): Set<string> {
  return new Set(vevents(tree).flatMap(tzidsIn));
}

/** A component read from its own text, with the given line end. */
export function componentFrom(text: string, eol: string): IcalComponent[] {
  const own = text.replace(/\r?\n/g, eol);
  const calendar = componentsOf(parseIcal(`BEGIN:VCALENDAR${eol}${own}END:VCALENDAR${eol}`), "VCALENDAR")[0];
  return calendar ? calendar.children.filter((node) => node.type === "component") : [];
}

function zoneComponents(block: string, eol: string): IcalComponent[] {
  return block === "" ? [] : componentFrom(block, eol);
}

/** The TZIDs that a component and those inside it use. */
export function tzidsIn(component: IcalComponent): string[] {
  return component.children.flatMap((node) =>
    node.type === "component" ? tzidsIn(node) : [paramOf(node, "TZID") ?? ""].filter((tzid) => tzid !== ""),
  );
}

function zoneIds(tree: IcalText): string[] {
  const zones = componentsOf(tree, "VCALENDAR").flatMap((calendar) => componentsOf(calendar, "VTIMEZONE"));
  return zones.map((zone) => lineOf(zone, "TZID")?.value.trim() ?? "");
}

function texts(component: IcalComponent, name: string): string {
  return linesOf(component, name).map(nodeText).join("");
}

function markDates(event: IcalComponent, eol: string): IcalComponent {
  const names = new Set(["DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"]);
  const children = event.children.map((node) => {
    if (node.type !== "line" || !names.has(node.name) || paramOf(node, "VALUE") !== undefined) return node;
    if (!/^\s*\d{8}(,\d{8})*\s*$/.test(node.value)) return node;
    return rewriteLine(node, withParam(withParam(node.params, "TZID", undefined), "VALUE", ["DATE"]), node.value, eol);
  });
  return children.every((node, i) => node === event.children[i]) ? event : { ...event, children };
}
