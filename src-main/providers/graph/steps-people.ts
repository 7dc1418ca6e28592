// Whom a VEVENT invites and what the user answered, as Graph takes it.
import type { Attendee, AttendeeType } from "@microsoft/microsoft-graph-types";
import { Failure } from "../../../src-preload/contract/failure.ts";
import { readAttendee } from "../../domain/event-details.ts";
import type { IcalComponent, IcalLine } from "../../domain/ical-text.ts";
import { lineOf, linesOf, paramOf } from "../../domain/ical-tree.ts";
import { unescapeText } from "../../domain/ical-values.ts";
import { isSameAddress, plainAddress } from "../../domain/scheduling-people.ts";
import type { GraphEvent, Step } from "./series.ts";
import type { Field } from "./steps-time.ts";

const MAX_GUESTS = 500;
const MUTED = new Set(["NONE", "CLIENT"]);
const ANSWERS: Readonly<Record<string, AnswerStep["answer"]>> = {
  ACCEPTED: "accept",
  TENTATIVE: "tentativelyAccept",
  DECLINED: "decline",
};

type AnswerStep = Extract<Step, { do: "answer" }>;

/** The guests. Graph mails whoever is on the list and cannot be told not to: of an event whose invitations are muted
 *  (SCHEDULE-AGENT), or that somebody else organises, the list is none of its business. */
export function attendeesField(component: IcalComponent, addresses: readonly string[], isForeign: boolean): Field {
  const lines = linesOf(component, "ATTENDEE");
  const isMuted = lines.some((line) => MUTED.has(paramOf(line, "SCHEDULE-AGENT")?.toUpperCase() ?? ""));
  if (isMuted || isForeign) return { key: undefined, body: {} };
  const organizer = lineOf(component, "ORGANIZER");
  const hosts = organizer ? [readAttendee(organizer).address] : addresses;
  const guests = new Map<string, Attendee>();
  for (const line of lines) {
    const { address, name } = readAttendee(line);
    if (hosts.some((one) => isSameAddress(one, address))) continue;
    guests.set(plainAddress(address), { emailAddress: { address, ...(name && { name }) }, type: typeOf(line) });
  }
  const key = JSON.stringify([...guests].map(([address, { type }]) => `${address} ${type}`).sort());
  const isTooMany = guests.size > MAX_GUESTS;
  return {
    key,
    body: { attendees: [...guests.values()] },
    ...(isTooMany && { failure: new Failure("not-expressible", { limit: "guests" }) }),
  };
}

/** The whole list that replaces the one there: who stays keeps the name Graph has, and who has no address stays too. */
export function mergedAttendees(wanted: readonly Attendee[], there: GraphEvent): Attendee[] {
  const known = there.attendees ?? [];
  const merged = wanted.map((guest) => {
    const address = guest.emailAddress?.address ?? "";
    const old = known.find((one) => isSameAddress(one.emailAddress?.address ?? "", address));
    return old ? { emailAddress: old.emailAddress, type: guest.type } : guest;
  });
  const nameless = known.filter((one) => !one.emailAddress?.address);
  return [...merged, ...nameless.map(({ emailAddress, type }) => ({ emailAddress, type }))];
}

/** Does the event name an organiser who is not the user? */
export function isForeign(component: IcalComponent, addresses: readonly string[]): boolean {
  const organizer = lineOf(component, "ORGANIZER");
  if (!organizer || addresses.length === 0) return false;
  const { address } = readAttendee(organizer);
  return !addresses.some((own) => isSameAddress(own, address));
}

/** The answer that the user gave between two versions of an event; undefined for none that Graph can be told. */
export function newAnswer(
  before: IcalComponent | undefined,
  after: IcalComponent,
  addresses: readonly string[],
): Pick<AnswerStep, "answer" | "comment"> | undefined {
  const answer = answerOf(after, addresses);
  if (answer === undefined || (before && answerOf(before, addresses) === answer)) return undefined;
  // Graph keeps no comments: those there are were written here, the newest last.
  const comment = linesOf(after, "COMMENT").at(-1);
  const said = comment && unescapeText(comment.value).trim();
  return { answer, ...(said && { comment: said }) };
}

/** The user's own answer; undefined without one. */
export function answerOf(component: IcalComponent, addresses: readonly string[]): AnswerStep["answer"] | undefined {
  const own = linesOf(component, "ATTENDEE").find((line) => {
    const { address } = readAttendee(line);
    return addresses.some((one) => isSameAddress(one, address));
  });
  return own && ANSWERS[paramOf(own, "PARTSTAT")?.toUpperCase() ?? ""];
}

function typeOf(line: IcalLine): AttendeeType {
  if (/^(RESOURCE|ROOM)$/i.test(paramOf(line, "CUTYPE") ?? "")) return "resource";
  return /^(OPT|NON)-PARTICIPANT$/i.test(paramOf(line, "ROLE") ?? "") ? "optional" : "required";
}
