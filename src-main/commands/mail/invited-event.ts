// What a message with an invitation means here: the invitation read, the event it is about, and who answers how.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { AccountId, CalendarId, MessageId } from "../../../src-preload/contract/shapes.ts";
import { type Invitation, readInvitation } from "../../domain/invitation.ts";
import { type InvitationPlan, planInvitation } from "../../domain/invitation-plan.ts";
import { isSameAddress } from "../../domain/scheduling-people.ts";
import { identityOf } from "../../store/accounts.ts";
import { eventsOfUid } from "../../store/beside.ts";
import { getCalendarSync, listCalendars } from "../../store/calendars.ts";
import type { Database } from "../../store/database.ts";
import type { EventRow } from "../../store/events.ts";
import { findMailAccount } from "../../store/mail/mail-accounts.ts";
import { messageRow } from "../../store/mail/message.ts";
import { ownAddresses } from "../../store/mail/people.ts";
import type { MailCommandDeps } from "./deps.ts";
import { type Opened, openWhole } from "./opened.ts";

/** A message with its invitation (RFC 6047). */
export interface Invited {
  readonly messageId: MessageId;
  readonly accountId: AccountId;
  readonly opened: Opened;
  /** A failure where what came cannot be read. */
  readonly invitation: Invitation | Failure;
}

/** Everything about a readable invitation. */
export interface InvitedEvent {
  readonly invitation: Invitation;
  readonly plan: InvitationPlan;
  readonly stored?: EventRow;
  /** Addresses by which the user is invited or organises. */
  readonly addresses: readonly string[];
  /** Where the event is, or would be put. */
  readonly calendarId?: CalendarId;
}

/** The invitation in a message; undefined when it holds none. @throws Failure missing, and what fetching says */
export async function invitedBy(
  deps: MailCommandDeps,
  messageId: MessageId,
  signal: AbortSignal,
): Promise<Invited | undefined> {
  const { accountId } = messageRow(deps.db, messageId);
  const opened = await openWhole(deps, messageId, signal);
  const [part] = opened.read.calendars;
  if (!part) return undefined;
  return { messageId, accountId, opened, invitation: readOrFailure(part.text, part.method) };
}

function readOrFailure(text: string, method: string | undefined): Invitation | Failure {
  try {
    return readInvitation(text, method);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

/** What the calendars know of it, now. */
export function eventOf(db: Database, accountId: AccountId, invitation: Invitation, wanted?: CalendarId): InvitedEvent {
  const addresses = [...ownAddresses(db)];
  const found = eventsOfUid(db, invitation.uid);
  const inAccount = new Set(calendarsOf(db, accountId).map(({ id }) => id));
  const stored = found.find(({ calendarId }) => inAccount.has(calendarId)) ?? found[0];
  const calendarId = stored?.calendarId ?? wanted ?? targetFor(db, accountId);
  return {
    invitation,
    plan: planInvitation(invitation, stored?.text, addresses),
    addresses,
    ...(stored && { stored }),
    ...(calendarId !== undefined && { calendarId }),
  };
}

/** The account's own calendar, else the first that takes events. */
function targetFor(db: Database, accountId: AccountId): CalendarId | undefined {
  const writable = listCalendars(db, true).filter(({ readOnly }) => !readOnly);
  return (writable.find((one) => one.accountId === accountId) ?? writable[0])?.id;
}

const calendarsOf = (db: Database, accountId: AccountId) =>
  listCalendars(db, true).filter((calendar) => calendar.accountId === accountId);

/** How an answer reaches the organiser. The calendar's server tells them by itself where it schedules and knows the invited
 *  address (RFC 6638 §3.2.2); else a mail of ours does (RFC 6047). Never both. */
export function answersBy(
  db: Database,
  accountId: AccountId,
  { invitation, calendarId, addresses }: InvitedEvent,
): "server" | "mail" | "none" {
  const invited = invitation.attendees.find(({ address }) => addresses.some((own) => isSameAddress(own, address)));
  if (!invited || invitation.method !== "request") return "none";
  const identity = calendarId === undefined ? undefined : identityOf(db, calendarId);
  const isKnownThere = identity?.addresses.some((own) => isSameAddress(own, invited.address));
  if (calendarId && isKnownThere && getCalendarSync(db, calendarId)?.schedules) return "server";
  return invitation.organizer && findMailAccount(db, accountId) ? "mail" : "none";
}
