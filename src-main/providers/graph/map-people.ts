// Who organises a Graph event, who is invited and what they answered, as iCalendar lines (RFC 5545 §3.8.4.1, §3.8.4.3).

import type { Attendee, ResponseType } from "@microsoft/microsoft-graph-types";
import { organizerLine } from "../../domain/edit-details.ts";
import { entryOf } from "../../domain/entry-of.ts";
import type { IcalLine, IcalParam } from "../../domain/ical-text.ts";
import { makeLine } from "../../domain/ical-tree.ts";
import { isSameAddress, plainAddress } from "../../domain/scheduling-people.ts";
import type { GraphEvent } from "./series.ts";

const EOL = "\r\n";
const ANSWERS: Readonly<Record<string, string>> = {
  accepted: "ACCEPTED",
  declined: "DECLINED",
  organizer: "ACCEPTED",
  tentativelyAccepted: "TENTATIVE",
};
const INVITED: ReadonlySet<ResponseType | null | undefined> = new Set([
  "accepted",
  "declined",
  "notResponded",
  "tentativelyAccepted",
] as const);

/** Does somebody else organise it? */
export function isGuestCopy({ isOrganizer, organizer }: GraphEvent, addresses: readonly string[]): boolean {
  if (typeof isOrganizer === "boolean") return !isOrganizer;
  const address = organizer?.emailAddress?.address;
  return !!address && addresses.length > 0 && !addresses.some((own) => isSameAddress(own, address));
}

/** ORGANIZER and ATTENDEE lines; none for an appointment of the user's own without guests. */
export function peopleLines(event: GraphEvent, addresses: readonly string[]): IcalLine[] {
  const { attendees, organizer } = event;
  const isGuest = isGuestCopy(event, addresses);
  const people = attendeeLines(event, isGuest, addresses);
  if (!isGuest && (attendees ?? []).length === 0) return [];
  const { address, name } = organizer?.emailAddress ?? {};
  return [...(address ? [organizerLine({ address, ...nameOf(name, address) }, EOL)] : []), ...people];
}

function attendeeLines(event: GraphEvent, isGuest: boolean, addresses: readonly string[]): IcalLine[] {
  const isOwn = (address: string) => isGuest && addresses.some((own) => isSameAddress(own, address));
  // The event's own answer is the newer one: in an attendee's copy the list is as the organiser last sent it.
  const response = event.responseStatus?.response;
  const lines = new Map<string, IcalLine>();
  const listed = (event.attendees ?? []).map((one) => [JSON.stringify(one), one] as const);
  for (const [, attendee] of listed.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const address = attendee.emailAddress?.address;
    if (!address) continue;
    const answer = isOwn(address) && INVITED.has(response) ? response : attendee.status?.response;
    lines.set(plainAddress(address), attendeeLine(attendee, address, answer, event));
  }
  // Invited by way of a group: without a line of one's own there is nothing to answer on.
  const own = addresses[0];
  const isListed = addresses.some((one) => lines.has(plainAddress(one)));
  if (isGuest && own !== undefined && !isListed && INVITED.has(response))
    lines.set(plainAddress(own), attendeeLine({ type: "required" }, own, response, event));
  return [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
}

function attendeeLine(
  { type, emailAddress }: Attendee,
  address: string,
  response: ResponseType | null | undefined,
  { responseRequested }: GraphEvent,
): IcalLine {
  const answer = entryOf(ANSWERS, response ?? "none") ?? "NEEDS-ACTION";
  const { name } = nameOf(emailAddress?.name, address);
  const role = type === "resource" ? "NON-PARTICIPANT" : type === "optional" ? "OPT-PARTICIPANT" : "REQ-PARTICIPANT";
  const isAsked = answer === "NEEDS-ACTION" && responseRequested !== false;
  const params: IcalParam[] = [
    ...(name ? [{ name: "CN", values: [name] }] : []),
    ...(type === "resource" ? [{ name: "CUTYPE", values: ["RESOURCE"] }] : []),
    { name: "ROLE", values: [role] },
    { name: "PARTSTAT", values: [answer] },
    ...(isAsked ? [{ name: "RSVP", values: ["TRUE"] }] : []),
  ];
  return makeLine("ATTENDEE", params, `mailto:${address}`, EOL);
}

function nameOf(name: string | null | undefined, address: string): { readonly name?: string } {
  const trimmed = name?.trim();
  return trimmed && !isSameAddress(trimmed, address) ? { name: trimmed } : {};
}
