// Whose event is it, and the line that says so (RFC 5545 §3.8.4.3, RFC 6638 §3.1).
import type { Attendee } from "../../src-preload/contract/events.ts";
import { organizerLine } from "./edit-details.ts";
import type { EventFields } from "./event.ts";
import { parseIcal, serializeIcal } from "./ical-text.ts";
import { componentsOf, lineOf, replaceComponent, setLine } from "./ical-tree.ts";
import { isOrganizedBy, ownAnswer } from "./scheduling.ts";

/** Who the user is where an event lies. */
export interface Identity {
  /** The account's mail addresses, those of its server first. */
  readonly addresses: readonly string[];
  /** False when the server names none: then what it knows the user by is a guess. */
  readonly certain: boolean;
  /** Addresses of the user's other accounts. */
  readonly elsewhere: readonly string[];
}

type People = Pick<EventFields, "organizer" | "attendees">;

/** May the user change all of the event? Not when somebody else organises it (R90). An event moved here from another
 *  account of the user stays the user's own; where the server does not say who the user is, only an invitation to a known
 *  address is somebody else's. */
export function isOwn(fields: People, { addresses, certain, elsewhere }: Identity): boolean {
  if (isOrganizedBy(fields, addresses)) return true;
  const invited = ownAnswer(fields, addresses) !== undefined;
  if (invited) return false;
  return !certain || (elsewhere.length > 0 && isOrganizedBy(fields, elsewhere));
}

/** The text with an organiser for every VEVENT that has attendees and none: a server that invites refuses it otherwise. */
export function withOrganizer(text: string, organizer: Attendee): string {
  const tree = parseIcal(text);
  let next = tree;
  for (const event of componentsOf(tree, "VCALENDAR").flatMap((calendar) => componentsOf(calendar, "VEVENT"))) {
    if (!lineOf(event, "ATTENDEE") || lineOf(event, "ORGANIZER")) continue;
    next = replaceComponent(next, event, [setLine(event, "ORGANIZER", organizerLine(organizer, tree.eol))]);
  }
  return next === tree ? text : serializeIcal(next);
}
