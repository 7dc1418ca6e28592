// The card of an invitation: what it says, what the agenda knows of it, and what is around it that day.
import type { Output, Parsed } from "../../../src-preload/contract/contract.ts";
import type { Occurrence } from "../../../src-preload/contract/events.ts";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { MailInvitation } from "../../../src-preload/contract/mail-rules.ts";
import type { EventFields } from "../../domain/event.ts";
import { readInvitation } from "../../domain/invitation.ts";
import { isDate } from "../../domain/moments.ts";
import { ownAnswer } from "../../domain/scheduling.ts";
import { isSameAddress } from "../../domain/scheduling-people.ts";
import { msToMoment, zonedToMs } from "../../domain/zones.ts";
import { agendaRange } from "../../store/agenda.ts";
import { occurrencesWith } from "../../store/beside.ts";
import type { Database } from "../../store/database.ts";
import { eventDetail } from "../../store/event-detail.ts";
import { getEvent } from "../../store/events.ts";
import { linkEvent } from "../../store/mail/links.ts";
import { messageRow } from "../../store/mail/message.ts";
import { displayZoneOf } from "../../store/occurrences.ts";
import { instanceOf } from "../period.ts";
import type { MailCommandDeps } from "./deps.ts";
import { answersBy, eventOf, type Invited, type InvitedEvent, invitedBy } from "./invited-event.ts";

const DAY_MS = 86_400_000;
const BESIDE = 5;

/** @throws Failure missing, and what fetching says */
export async function mailInvitation(
  deps: MailCommandDeps,
  { messageId }: Parsed<"mail.invitation">,
  signal: AbortSignal,
): Promise<Output<"mail.invitation">> {
  const invited = await invitedBy(deps, messageId, signal);
  return invited ? { invitation: cardOf(deps.db, invited) } : {};
}

function cardOf(db: Database, invited: Invited): MailInvitation {
  const { invitation, accountId, opened } = invited;
  if (invitation instanceof Failure) return unreadable(opened.read.subject);
  const event = eventOf(db, accountId, invitation);
  const fields = fieldsOf(event);
  if (!fields) return unreadable(opened.read.subject);
  const { attendees, organizer, method, comment } = invitation;
  const { stored, calendarId } = event;
  const times = timesOf(db, fields);
  const around = dayAround(db, times, stored?.id);
  const answer = ownAnswer(stored && method !== "reply" ? storedFields(event) : fields, event.addresses);
  const [first] = attendees;
  return {
    method,
    state: stateOf(event),
    title: fields.title,
    ...times,
    ...(fields.location !== undefined && { location: fields.location }),
    ...(fields.rrule !== undefined && { rrule: fields.rrule }),
    ...(organizer && { organizer: person(organizer) }),
    attendees: attendees.map((one) => ({ ...person(one), answer: one.answer ?? "needs-action" })),
    ...(answer !== undefined && answer !== "delegated" && { answer }),
    ...(method === "reply" && first && { reply: { ...person(first), answer: first.answer ?? "needs-action" } }),
    ...(comment !== undefined && { comment }),
    ...(stored && { event: eventDetail(db, stored.id) }),
    ...around,
    ...(calendarId !== undefined && { calendarId }),
    answersBy: answersBy(db, accountId, event),
  };
}

function unreadable(title: string): MailInvitation {
  const times = { start: "", end: "", zone: "UTC", allDay: false, startMs: 0, endMs: 0 };
  return {
    method: "publish",
    state: "unreadable",
    title,
    ...times,
    attendees: [],
    day: [],
    conflicts: [],
    answersBy: "none",
  };
}

const person = ({ address, name }: { readonly address: string; readonly name?: string }) => ({
  address,
  ...(name !== undefined && { name }),
});

/** What the message says, else, for an answer without a time, what the calendar has. */
function fieldsOf(event: InvitedEvent): EventFields | undefined {
  return event.invitation.fields ?? (event.stored && storedFields(event));
}

function storedFields({ stored, invitation }: InvitedEvent): EventFields {
  const [instance] = invitation.recurrenceIds;
  const text = stored?.text ?? "";
  try {
    return instanceOf(text, instance as Parameters<typeof instanceOf>[1]);
  } catch (error) {
    // The series has no such instance any more.
    if (!(error instanceof Failure)) throw error;
    return instanceOf(text, undefined);
  }
}

function stateOf(event: InvitedEvent): MailInvitation["state"] {
  const { plan, stored } = event;
  switch (plan.kind) {
    case "new":
      return "new";
    case "update":
      return "update";
    case "cancel":
      return "cancelled";
    case "reply-noted":
      return isNoted(event) ? "current" : "update";
    case "proposal":
    case "proposal-declined":
    case "resend":
      return stored ? "current" : "not-mine";
    case "not-for-me":
      return "not-mine";
    case "outdated":
      return isWhatIsThere(event) ? "current" : "outdated";
  }
}

/** The very version that the calendar has, also where only an answer was written into it since. */
function isWhatIsThere({ invitation, stored }: InvitedEvent): boolean {
  if (!stored) return false;
  const here = readInvitation(stored.text);
  if (here.sequence !== invitation.sequence) return false;
  const times = ({ fields }: typeof here) =>
    fields && [fields.start, fields.end, fields.zone, fields.title, fields.location, fields.status].join("\n");
  return invitation.recurrenceIds.length > 0 || invitation.method === "reply" || times(here) === times(invitation);
}

/** Is the answer in the event already? */
export function isNoted(event: InvitedEvent): boolean {
  const [answering] = event.invitation.attendees;
  if (!answering || !event.stored) return false;
  const known = storedFields(event).attendees.find(({ address }) => isSameAddress(address, answering.address));
  return known?.answer === answering.answer;
}

type Times = Pick<MailInvitation, "start" | "end" | "zone" | "allDay" | "startMs" | "endMs">;

function timesOf(db: Database, { start, end, zone, allDay }: EventFields): Times {
  const clock = allDay || zone === "floating" ? displayZoneOf(db) : zone;
  const ms = (moment: string) => zonedToMs(isDate(moment) ? `${moment}T00:00` : moment, clock);
  return { start, end, zone, allDay, startMs: ms(start), endMs: ms(end) };
}

/** The day it is on, on the reader's clock; what it overlaps with, unless that is free or was declined. */
function dayAround(db: Database, { startMs, endMs }: Times, ownId: string | undefined) {
  const zone = displayZoneOf(db);
  const fromMs = zonedToMs(`${msToMoment(startMs, zone).slice(0, 10)}T00:00`, zone);
  const toMs = Math.min(Math.max(fromMs + DAY_MS, endMs), fromMs + 7 * DAY_MS);
  const isOther = ({ eventId, status, answer }: Occurrence) =>
    eventId !== ownId && status !== "cancelled" && answer !== "declined";
  const day = agendaRange(db, { fromMs, toMs: fromMs + DAY_MS }).filter(isOther);
  const overlaps = (one: Occurrence) => !one.allDay && one.startMs < endMs && one.endMs > startMs;
  const conflicts = agendaRange(db, { fromMs, toMs }).filter((one) => isOther(one) && overlaps(one));
  return { day, conflicts };
}

/** Events to come with the sender in them. @throws Failure missing */
export function occurrencesBeside(
  { db, clock }: Pick<MailCommandDeps, "db" | "clock">,
  { messageId }: Parsed<"mail.beside">,
): Output<"mail.beside"> {
  const { from } = messageRow(db, messageId);
  return { occurrences: from ? occurrencesWith(db, from.address, clock.nowMs(), BESIDE) : [] };
}

/** @throws Failure missing */
export function linkEventTo(
  { db }: Pick<MailCommandDeps, "db">,
  { messageId, eventId }: Parsed<"mail.linkEvent">,
): Output<"mail.linkEvent"> {
  db.write(() => {
    messageRow(db, messageId);
    getEvent(db, eventId);
    linkEvent(db, messageId, eventId);
  });
  return {};
}
