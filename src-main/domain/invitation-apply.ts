// Takes a message between organiser and attendees into the stored event (RFC 5546 §3.2).
import { Failure } from "../../src-preload/contract/failure.ts";
import { applyIntent } from "./edit.ts";
import { vevents } from "./edit-context.ts";
import { readAttendee } from "./event-details.ts";
import type { Stamp, ZoneOf } from "./event-time.ts";
import { zonesOf } from "./event-time.ts";
import type { IcalComponent, IcalLine, IcalText } from "./ical-text.ts";
import { parseIcal, serializeIcal } from "./ical-text.ts";
import {
  componentsOf,
  insertComponents,
  lineOf,
  linesOf,
  makeLine,
  replaceComponent,
  replaceLines,
  rewriteLine,
  setLine,
} from "./ical-tree.ts";
import { splitResources } from "./import.ts";
import type { Invitation } from "./invitation.ts";
import { instanceOf, isAndFuture, messageEvents } from "./invitation.ts";
import { eventComponents, startOf } from "./resource.ts";
import { isSameAddress } from "./scheduling-people.ts";

// What attendees keep for themselves when the organiser sends a new version (R90).
const OWN_LINES = ["CATEGORIES", "COLOR", "TRANSP", "CLASS"];

/** The event as it is once the message is taken in: without METHOD, with the VTIMEZONEs it needs, exceptions in their series.
 *  A cancelled event or instance stays, its STATUS says so. The user's alarms and categories survive a new version.
 *  Call it only for what `planInvitation` found to be new, an update, a cancellation or a reply.
 *  @throws Failure `malformed` when the message cannot be read as an event; `missing` when there is nothing to cancel or
 *    to answer; `unsupported` for methods that change nothing */
export function applyInvitation(storedText: string | undefined, invitation: Invitation, nowMs: number): string {
  const { method } = invitation;
  if (method === "refresh" || method === "counter" || method === "declinecounter")
    throw new Failure("unsupported", { what: "invitation" });
  if (method === "cancel" || method === "reply") {
    if (storedText === undefined) throw new Failure("missing", { what: "event" });
    return method === "cancel" ? cancelled(storedText, invitation, nowMs) : answered(storedText, invitation, nowMs);
  }
  const message = ownText(invitation);
  if (storedText === undefined) return message;
  const isInstance = method === "add" || invitation.recurrenceIds.length > 0;
  return isInstance ? withInstances(storedText, message, method === "add") : renewed(storedText, message);
}

// The message as something to store.
function ownText({ text, uid }: Invitation): string {
  const { items, parked } = splitResources(text);
  const own = items.find((item) => item.uid === uid);
  if (own) return own.text;
  throw new Failure("malformed", { what: "invitation", detail: parked[0]?.failure.message ?? "it holds no event" });
}

interface Opened {
  readonly tree: IcalText;
  readonly zoneOf: ZoneOf;
  readonly master?: IcalComponent;
  readonly start: Stamp;
  readonly overrides: readonly { readonly id: string; readonly component: IcalComponent }[];
}

function opened(text: string): Opened {
  const tree = parseIcal(text);
  const zoneOf = zonesOf(tree);
  const { master, overrides } = eventComponents(tree, zoneOf);
  const main = master ?? (overrides[0]?.component as IcalComponent);
  return { tree, zoneOf, ...(master && { master }), start: startOf(main, zoneOf), overrides };
}

// A new version of the whole. Exceptions it does not speak of stay as long as the series still has their instances.
function renewed(storedText: string, message: string): string {
  const [old, next] = [opened(storedText), opened(message)];
  const { master } = next;
  if (!master) return message;
  const known = new Set(next.overrides.map((one) => one.id));
  const isSameSeries = old.master !== undefined && timesOf(old.master) === timesOf(master);
  const kept = isSameSeries ? old.overrides.filter((one) => !known.has(one.id)) : [];
  const tree = replaceComponent(next.tree, master, [old.master ? withOwn(master, old.master) : master]);
  return serializeIcal(
    withZones(
      insertComponents(
        tree,
        kept.map((one) => closed(one.component)),
      ),
      old.tree,
    ),
  );
}

function timesOf(component: IcalComponent): string {
  const names = ["DTSTART", "RRULE", "RDATE"];
  return names
    .map((name) =>
      linesOf(component, name)
        .map((line) => line.value)
        .join(),
    )
    .join("|");
}

function withOwn(next: IcalComponent, old: IcalComponent): IcalComponent {
  const alarms = componentsOf(old, "VALARM");
  const others = next.children.filter((node) => node.type === "line" || node.name !== "VALARM");
  const own: IcalComponent = { ...next, children: [...others, ...alarms] };
  return OWN_LINES.reduce((out, name) => {
    const lines = linesOf(old, name);
    return lines.length === 0 ? out : replaceLines(out, name, lines);
  }, own);
}

// Exceptions of a series, or added instances, each in place of what is stored for its instance.
function withInstances(storedText: string, message: string, isAdded: boolean): string {
  const old = opened(storedText);
  const from = parseIcal(message);
  const zoneOf = zonesOf(from);
  let { tree } = old;
  for (const event of vevents(from)) {
    const next = isAdded ? asInstance(event) : event;
    const id = instanceOf(next, old.start, zoneOf);
    const was = old.overrides.find((one) => one.id === id)?.component;
    if (was) tree = replaceComponent(tree, was, [closed(withOwn(next, was))]);
    else tree = insertComponents(tree, [closed(old.master ? withOwn(next, old.master) : next)]);
  }
  return serializeIcal(withZones(tree, from));
}

// An added instance (RFC 5546 §3.2.4) is an exception that stands outside the rule.
function asInstance(event: IcalComponent): IcalComponent {
  const start = lineOf(event, "DTSTART");
  if (!start || lineOf(event, "RECURRENCE-ID")) return event;
  return setLine(event, "RECURRENCE-ID", makeLine("RECURRENCE-ID", start.params, start.value, "\r\n"));
}

// A component goes after another: it must have its line end.
function closed(component: IcalComponent): IcalComponent {
  return component.end.endsWith("\n") ? component : { ...component, end: `END:${component.name}\r\n` };
}

function withZones(tree: IcalText, from: IcalText): IcalText {
  const zonesIn = (one: IcalText) =>
    componentsOf(one, "VCALENDAR").flatMap((calendar) => componentsOf(calendar, "VTIMEZONE"));
  const nameOf = (zone: IcalComponent) => lineOf(zone, "TZID")?.value.trim();
  const known = new Set(zonesIn(tree).map(nameOf));
  const missing = zonesIn(from).filter((zone) => !known.has(nameOf(zone)));
  return insertComponents(tree, missing, known.size > 0 ? "VTIMEZONE" : "VEVENT");
}

function cancelled(storedText: string, invitation: Invitation, nowMs: number): string {
  const message = parseIcal(invitation.text);
  const { events } = messageEvents(message);
  const zoneOf = zonesOf(message);
  if (invitation.recurrenceIds.length === 0) {
    const old = opened(storedText);
    return serializeIcal(
      vevents(old.tree).reduce((tree, event) => replaceComponent(tree, event, [off(event, events[0])]), old.tree),
    );
  }
  let text = storedText;
  for (const event of events) {
    const id = instanceOf(event, opened(text).start, zoneOf);
    if (id !== undefined)
      text = isAndFuture(event) ? endedBefore(text, id, nowMs) : withoutInstance(text, id, event, nowMs);
  }
  return text;
}

function endedBefore(text: string, id: string, nowMs: number): string {
  const ended = applyIntent(text, { kind: "end-before", recurrenceId: id }, nowMs);
  if (ended !== undefined) return ended;
  const { tree } = opened(text);
  return serializeIcal(
    vevents(tree).reduce((out, event) => replaceComponent(out, event, [off(event, undefined)]), tree),
  );
}

function withoutInstance(text: string, id: string, event: IcalComponent, nowMs: number): string {
  const made = applyIntent(text, { kind: "change", recurrenceId: id, set: { status: "cancelled" } }, nowMs) ?? text;
  const { tree, overrides } = opened(made);
  const override = overrides.find((one) => one.id === id)?.component;
  return override ? serializeIcal(replaceComponent(tree, override, [off(override, event)])) : made;
}

// Cancelled, with the message's revision so that an older message does not bring it back.
function off(event: IcalComponent, from: IcalComponent | undefined): IcalComponent {
  const eol = event.begin.endsWith("\r\n") ? "\r\n" : "\n";
  let next = setLine(event, "STATUS", makeLine("STATUS", [], "CANCELLED", eol));
  for (const name of ["SEQUENCE", "DTSTAMP"]) {
    const line = from && lineOf(from, name);
    if (line) next = setLine(next, name, makeLine(name, line.params, line.value, eol));
  }
  return next;
}

// The answer on the organiser's side: the attendee's own line, in the whole or in one instance. Who was not invited is added.
function answered(storedText: string, invitation: Invitation, nowMs: number): string {
  const message = messageEvents(parseIcal(invitation.text)).events;
  const zoneOf = zonesOf(parseIcal(invitation.text));
  let text = storedText;
  for (const event of message) {
    const line = lineOf(event, "ATTENDEE");
    if (!line) throw new Failure("malformed", { what: "invitation", detail: "it names nobody who answers" });
    const { address, answer = "needs-action" } = readAttendee(line);
    const id = instanceOf(event, opened(text).start, zoneOf);
    text = withGuest(text, line, id);
    const about = id === undefined ? {} : { recurrenceId: id };
    text = applyIntent(text, { kind: "answer", addresses: [address], answer, ...about }, nowMs) ?? text;
  }
  return text;
}

function withGuest(text: string, line: IcalLine, id: string | undefined): string {
  const { tree, master, overrides } = opened(text);
  const place = overrides.find((one) => one.id === id)?.component ?? master;
  if (!place) throw new Failure("missing", { what: "occurrence" });
  const lines = linesOf(place, "ATTENDEE");
  const { address } = readAttendee(line);
  if (lines.some((one) => isSameAddress(readAttendee(one).address, address))) return text;
  const guest = rewriteLine(line, line.params, line.value, "\r\n");
  return serializeIcal(replaceComponent(tree, place, [replaceLines(place, "ATTENDEE", [...lines, guest])]));
}
