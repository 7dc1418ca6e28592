// Who organises, who is invited, who would be mailed (RFC 6638, knowledge R87-R92).
import { openEdit } from "./edit-context.ts";
import type { Answer, EventFields, FieldChanges } from "./event.ts";
import { readAttendee } from "./event-details.ts";
import type { IcalComponent, IcalLine, IcalNode } from "./ical-text.ts";
import { parseIcal, parseLine, serializeIcal } from "./ical-text.ts";
import { paramOf, rewriteLine, withParam } from "./ical-tree.ts";
import { isOrganizerMailed, isServers, mailedByOrganizer, organizerOf } from "./scheduling-mails.ts";
import { isSameAddress, plainAddress } from "./scheduling-people.ts";

// What an invited user may change in an event of somebody else's (R90): what concerns nobody but the user.
const ATTENDEES_OWN: ReadonlySet<string> = new Set(["reminders", "transparency", "categories", "color"]);

/** The user's own answer; undefined when none of the addresses is invited. */
export function ownAnswer(fields: Pick<EventFields, "attendees">, addresses: readonly string[]): Answer | undefined {
  const line = fields.attendees.find(({ address }) => addresses.some((own) => isSameAddress(own, address)));
  return line && (line.answer ?? "needs-action");
}

/** False when somebody else organises it. Without an organiser, or without knowing one's own addresses, it is the user's. */
export function isOrganizedBy(
  fields: Pick<EventFields, "organizer" | "attendees">,
  addresses: readonly string[],
): boolean {
  const { organizer } = fields;
  if (!organizer || addresses.length === 0) return true;
  return addresses.some((address) => isSameAddress(address, organizer.address));
}

/** Of the wanted changes those that an attendee may not make: they are the organiser's (R90). */
export function refusedForAttendee(set: FieldChanges): readonly (keyof FieldChanges)[] {
  const wanted = Object.entries(set).filter(([name, value]) => value !== undefined && !ATTENDEES_OWN.has(name));
  return wanted.map(([name]) => name as keyof FieldChanges);
}

/** Addresses that a server with implicit scheduling would mail when `before` becomes `after` (undefined: not there): as
 *  organiser the attendees, as attendee the organiser. Without an ORGANIZER a server mails nobody (RFC 6638 §3.1).
 *  @throws Failure `malformed` or `unsupported` when a version cannot be read */
export function mailsOf(before: string | undefined, after: string | undefined, addresses: readonly string[]): string[] {
  if (before === after) return [];
  const [was, is] = [before, after].map((text) => (text === undefined ? undefined : openEdit(text, 0)));
  const change = { was, is };
  const organizer = (is && organizerOf(is)) ?? (was && organizerOf(was));
  if (!organizer) return [];
  const { address } = readAttendee(organizer);
  const isOwn = (one: string) => isSameAddress(one, address) || addresses.some((own) => isSameAddress(own, one));
  if (addresses.length > 0 && !addresses.some((own) => isSameAddress(own, address)))
    return isServers(organizer) && isOrganizerMailed(change, addresses) ? [address] : [];
  const mailed = mailedByOrganizer(change).filter((one) => !isOwn(one));
  return [...new Map(mailed.map((one) => [plainAddress(one), one])).values()];
}

/** The text with every invitation muted (SCHEDULE-AGENT=NONE): for imports, moves, undo and restore (design §6.7). Nothing
 *  else changes. What is already left to a client (SCHEDULE-AGENT=CLIENT) mails nobody and stays.
 *  @throws Failure `malformed` when it is no calendar */
export function withoutInvitations(text: string): string {
  return withPeople(text, muted);
}

/** Takes the mark of `withoutInvitations` away again, for an explicit later edit: a mark that is left behind mutes every
 *  later update (R88).
 *  @throws Failure `malformed` when it is no calendar */
export function withInvitations(text: string): string {
  return withPeople(text, unmuted);
}

function withPeople(text: string, change: (line: IcalLine, eol: string) => IcalLine): string {
  const tree = parseIcal(text);
  const visit = (node: IcalNode): IcalNode => {
    if (node.type === "line")
      return node.name === "ATTENDEE" || node.name === "ORGANIZER" ? change(node, tree.eol) : node;
    // The attendees of an alarm are whom it mails by itself (RFC 5545 §3.6.6), not who is invited.
    return node.name === "VALARM" ? node : ({ ...node, children: node.children.map(visit) } satisfies IcalComponent);
  };
  return serializeIcal({ ...tree, children: tree.children.map(visit) });
}

// The mark goes in front of the other parameters with a fold behind it, so that taking it out restores every byte.
const MARK = /^([A-Za-z]+);SCHEDULE-AGENT=NONE\r?\n[ \t]/;

function muted(line: IcalLine, eol: string): IcalLine {
  const agent = paramOf(line, "SCHEDULE-AGENT")?.toUpperCase();
  if (agent === "NONE" || agent === "CLIENT") return line;
  if (agent !== undefined)
    return rewriteLine(line, withParam(line.params, "SCHEDULE-AGENT", ["NONE"]), line.value, eol);
  const marked = line.raw.replace(/^([A-Za-z]+)(?=[;:])/, `$1;SCHEDULE-AGENT=NONE${eol} `);
  const isSimple = marked !== line.raw;
  return isSimple
    ? parseLine(marked)
    : rewriteLine(line, withParam(line.params, "SCHEDULE-AGENT", ["NONE"]), line.value, eol);
}

function unmuted(line: IcalLine, eol: string): IcalLine {
  if (MARK.test(line.raw)) return parseLine(line.raw.replace(MARK, "$1"));
  if (paramOf(line, "SCHEDULE-AGENT")?.toUpperCase() !== "NONE") return line;
  return rewriteLine(line, withParam(line.params, "SCHEDULE-AGENT", undefined), line.value, eol);
}
