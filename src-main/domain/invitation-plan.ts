// What a message between organiser and attendees asks of the event that is stored (RFC 5546 §2.1.5, §3.2).
import type { Attendee } from "../../src-preload/contract/events.ts";
import { readAttendee } from "./event-details.ts";
import type { Stamp, ZoneOf } from "./event-time.ts";
import { zonesOf } from "./event-time.ts";
import type { IcalComponent } from "./ical-text.ts";
import { parseIcal } from "./ical-text.ts";
import { lineOf, linesOf } from "./ical-tree.ts";
import type { Invitation } from "./invitation.ts";
import { dtstampOf, instanceOf, messageEvents, sequenceOf } from "./invitation.ts";
import type { EventComponents } from "./resource.ts";
import { eventComponents, startOf } from "./resource.ts";
import { isSameAddress } from "./scheduling-people.ts";

/** What a message asks for. Instances are recurrence ids of the stored series; none means the whole. */
export type InvitationPlan =
  | { readonly kind: "new" }
  | {
      readonly kind: "update";
      readonly instances: readonly string[];
      /** It comes from another organiser than the stored event's: to be trusted only when a person says so. */
      readonly otherOrganizer: boolean;
    }
  | { readonly kind: "cancel"; readonly instances: readonly string[]; readonly otherOrganizer: boolean }
  | {
      readonly kind: "reply-noted";
      readonly attendee: Attendee;
      readonly instances: readonly string[];
      /** Who answers was not invited (RFC 5546 §3.2.3). */
      readonly partyCrasher: boolean;
    }
  /** An attendee proposes another time; the organiser decides. */
  | { readonly kind: "proposal"; readonly attendee?: Attendee; readonly instances: readonly string[] }
  /** The organiser keeps the time that stands. */
  | { readonly kind: "proposal-declined"; readonly instances: readonly string[] }
  /** An attendee asks for the event as it is now. */
  | { readonly kind: "resend"; readonly attendee?: Attendee }
  /** Something newer is stored, or this very message. */
  | { readonly kind: "outdated" }
  | { readonly kind: "not-for-me" };

/** What to do with a message, by SEQUENCE and then DTSTAMP (RFC 5546 §2.1.5).
 *  @param storedText the event of that UID as it is here
 *  @param addresses all the user's addresses; without any, everything is taken to be for the user */
export function planInvitation(
  invitation: Invitation,
  storedText: string | undefined,
  addresses: readonly string[],
): InvitationPlan {
  const { method, organizer, attendees } = invitation;
  const stored = storedText === undefined ? undefined : storedEvent(storedText);
  const isMe = (one: Attendee | undefined) =>
    one !== undefined && addresses.some((own) => isSameAddress(own, one.address));
  const organizes = isMe(stored?.organizer ?? organizer);
  const instances = stored ? storedIds(invitation, stored) : invitation.recurrenceIds;
  const isFromOrganizer = !["reply", "counter", "refresh"].includes(method);
  if (isFromOrganizer === organizes && addresses.length > 0) return { kind: "not-for-me" };
  if (!isFromOrganizer) {
    if (!stored) return { kind: "not-for-me" };
    return planAnswer(invitation, stored, instances);
  }
  if (method === "declinecounter") return stored ? { kind: "proposal-declined", instances } : { kind: "not-for-me" };
  const isInvited = addresses.length === 0 || method === "publish" || attendees.some(isMe);
  // Who is left out of a new version is told by a cancellation of their own.
  const isNamed = isInvited || (method === "cancel" && attendees.length === 0);
  if (!isNamed) return { kind: "not-for-me" };
  if (!stored) return method === "cancel" ? { kind: "not-for-me" } : { kind: "new" };
  if (isOutdated(invitation, stored, instances)) return { kind: "outdated" };
  const known = stored.organizer;
  const otherOrganizer =
    known !== undefined && organizer !== undefined && !isSameAddress(known.address, organizer.address);
  return { kind: method === "cancel" ? "cancel" : "update", instances, otherOrganizer };
}

function planAnswer(invitation: Invitation, stored: StoredEvent, instances: readonly string[]): InvitationPlan {
  const [attendee] = invitation.attendees;
  if (invitation.method === "refresh") return { kind: "resend", ...(attendee && { attendee }) };
  // An answer to an older version says nothing about this one.
  if (invitation.sequence < sequenceOf(componentFor(stored, instances[0]))) return { kind: "outdated" };
  if (invitation.method === "counter") return { kind: "proposal", ...(attendee && { attendee }), instances };
  if (!attendee) return { kind: "not-for-me" };
  const known = [componentFor(stored, instances[0]), componentFor(stored, undefined)].flatMap((event) =>
    linesOf(event, "ATTENDEE").map((line) => readAttendee(line).address),
  );
  const names = [attendee.address, ...delegators(invitation)];
  const partyCrasher = !names.some((name) => known.some((one) => isSameAddress(one, name)));
  return { kind: "reply-noted", attendee, instances, partyCrasher };
}

// Whoever answers for an invited person was sent by that person (RFC 5545 §3.2.4).
function delegators({ text }: Invitation): readonly string[] {
  const line = messageEvents(parseIcal(text)).events.map((event) => lineOf(event, "ATTENDEE"))[0];
  return line?.params.find((param) => param.name === "DELEGATED-FROM")?.values ?? [];
}

interface StoredEvent {
  readonly events: EventComponents;
  readonly zoneOf: ZoneOf;
  /** Of the master, or of an override that stands alone. */
  readonly start: Stamp;
  readonly organizer?: Attendee;
}

function storedEvent(text: string): StoredEvent {
  const tree = parseIcal(text);
  const zoneOf = zonesOf(tree);
  const events = eventComponents(tree, zoneOf);
  const main = mainOf(events);
  const organizer = lineOf(main, "ORGANIZER");
  return { events, zoneOf, start: startOf(main, zoneOf), ...(organizer && { organizer: readAttendee(organizer) }) };
}

// One of the two is always there.
function mainOf({ master, overrides }: EventComponents): IcalComponent {
  return master ?? (overrides[0]?.component as IcalComponent);
}

function componentFor({ events }: StoredEvent, id: string | undefined): IcalComponent {
  return events.overrides.find((one) => one.id === id)?.component ?? mainOf(events);
}

// The instances of a message as the stored series names them.
function storedIds({ text, recurrenceIds }: Invitation, { start }: StoredEvent): string[] {
  if (recurrenceIds.length === 0) return [];
  const tree = parseIcal(text);
  const zoneOf = zonesOf(tree);
  const ids = messageEvents(tree).events.map((event) => instanceOf(event, start, zoneOf));
  return [...new Set(ids.filter((id) => id !== undefined))];
}

// Newer is what has the higher SEQUENCE; of equal ones what was written later. A message that brings anything new about
// one of its instances is not outdated.
function isOutdated(invitation: Invitation, stored: StoredEvent, instances: readonly string[]): boolean {
  if (invitation.method === "add") return false;
  const parts = instances.length === 0 ? [undefined] : instances;
  return parts.every((id) => {
    const now = componentFor(stored, id);
    const [was, is] = [sequenceOf(now), invitation.sequence];
    if (is !== was) return is < was;
    const [wasMs, isMs] = [dtstampOf(now), invitation.dtstampMs];
    if (wasMs === undefined || isMs === undefined) return false;
    // An instance without an exception of its own is compared with the whole, which the same save may have written.
    const isOwn = id === undefined || stored.events.overrides.some((one) => one.id === id);
    return isOwn ? isMs <= wasMs : isMs < wasMs;
  });
}
