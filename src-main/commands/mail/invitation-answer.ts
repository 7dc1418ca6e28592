// Answers to invitations and what others answered: taken into the agenda, and told to the organiser once (design §6.7).
import { randomBytes } from "node:crypto";
import type { Output, Parsed } from "../../../src-preload/contract/contract.ts";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Identity } from "../../../src-preload/contract/mail-send.ts";
import type { AccountId, CalendarId, MessageId } from "../../../src-preload/contract/shapes.ts";
import { applyIntent } from "../../domain/edit.ts";
import type { EventIntent } from "../../domain/event.ts";
import type { Invitation } from "../../domain/invitation.ts";
import { applyInvitation } from "../../domain/invitation-apply.ts";
import { replyText } from "../../domain/invitation-reply.ts";
import { addressKey } from "../../domain/mime/addresses.ts";
import { type BuiltMessage, newMessageId } from "../../domain/mime/build.ts";
import { withoutInvitations } from "../../domain/scheduling.ts";
import { isSameAddress } from "../../domain/scheduling-people.ts";
import { getCalendarSync } from "../../store/calendars.ts";
import { eventDetail } from "../../store/event-detail.ts";
import type { EventRow } from "../../store/events.ts";
import { readSettings } from "../../store/facts.ts";
import { newId } from "../../store/ids.ts";
import { listIdentities } from "../../store/mail/identities.ts";
import { linkEvent } from "../../store/mail/links.ts";
import { insertOutgoing } from "../../store/mail/send-queue.ts";
import { type Command, changeEvent, kept, makeEvent, perform } from "../command.ts";
import { refuseReadOnly } from "../filing.ts";
import type { LimitsOf } from "../limits.ts";
import type { MailCommandDeps } from "./deps.ts";
import { isNoted } from "./invitation.ts";
import { answersBy, eventOf, type InvitedEvent, invitedBy } from "./invited-event.ts";
import { build, bytesOf, identityFor } from "./send.ts";

/** An invitation is mail and an event: `limitsOf` says what its calendar keeps. */
export interface InvitationDeps extends MailCommandDeps {
  readonly limitsOf: LimitsOf;
}

type Answered = Output<"mail.answerInvitation">;

/** Puts the event into the agenda with the user's answer, and sees to it that the organiser hears of it once.
 *  @throws Failure not-invited; conflict when the calendar has a later version, or it was cancelled; read-only; missing */
export async function answerInvitation(
  deps: InvitationDeps,
  input: Parsed<"mail.answerInvitation">,
  signal: AbortSignal,
): Promise<Answered> {
  const { db, clock } = deps;
  const { messageId, accountId, invitation } = await readable(deps, input.messageId, signal);
  const event = eventOf(db, accountId, invitation, input.calendarId);
  refuseAnswer(event);
  const by = answersBy(db, accountId, event);
  const text = answeredText(event, input, clock.nowMs());
  const reply = by === "mail" ? await replyMail(deps, accountId, { event, text, input }, signal) : undefined;
  // Who says no to what is in no calendar needs no entry there, unless its server is to tell.
  const isKept = event.stored !== undefined || input.answer !== "declined" || by === "server";
  return perform({ db, clock, limitsOf: deps.limitsOf }, (command) => {
    // Somebody may have changed it while the mail was built: the answer would be to another version.
    if (eventOf(db, accountId, invitation, input.calendarId).stored?.text !== event.stored?.text)
      throw new Failure("conflict");
    const row = isKept
      ? put(command, event, by === "mail" ? quiet(command, event, text) : text, answerOf(event, input))
      : undefined;
    if (row) linkEvent(db, messageId, row.id);
    if (reply) queueReply(command, accountId, reply);
    return row ? { event: eventDetail(db, row.id) } : {};
  });
}

/** Takes an update, a cancellation or somebody's answer into the agenda. What is there already stays.
 *  @throws Failure not-invited, unsupported (proposals are for people to answer), conflict (the calendar has a later version) */
export async function takeInvitation(
  deps: InvitationDeps,
  { messageId }: Parsed<"mail.applyInvitation">,
  signal: AbortSignal,
): Promise<Answered> {
  const { accountId, invitation } = await readable(deps, messageId, signal);
  return applyTo(deps, messageId, accountId, invitation);
}

/** The same for an invitation that was read already. */
export function applyTo(
  deps: InvitationDeps,
  messageId: MessageId,
  accountId: AccountId,
  invitation: Invitation,
): Answered {
  const { db, clock, limitsOf } = deps;
  return perform({ db, clock, limitsOf }, (command) => {
    const event = eventOf(db, accountId, invitation);
    const { plan, stored } = event;
    if (plan.kind === "not-for-me") throw new Failure("not-invited");
    if (plan.kind === "outdated" || (plan.kind === "reply-noted" && isNoted(event))) {
      if (!stored) throw new Failure("missing", { what: "event" });
      return { event: eventDetail(db, stored.id) };
    }
    if (plan.kind !== "new" && plan.kind !== "update" && plan.kind !== "cancel" && plan.kind !== "reply-noted")
      throw new Failure("unsupported", { what: "invitation" });
    const text = applyInvitation(stored?.text, invitation, command.nowMs);
    const row = put(command, event, quiet(command, event, text), { kind: "restore", text });
    linkEvent(db, messageId, row.id);
    return { event: eventDetail(db, row.id) };
  });
}

/** @throws Failure missing when the message holds none; malformed */
async function readable(deps: MailCommandDeps, messageId: MessageId, signal: AbortSignal) {
  const invited = await invitedBy(deps, messageId, signal);
  if (!invited) throw new Failure("missing", { what: "invitation" });
  const { invitation } = invited;
  if (invitation instanceof Failure) throw invitation;
  return { ...invited, invitation };
}

function refuseAnswer({ plan, invitation, addresses, stored }: InvitedEvent): void {
  const isInvited = invitation.attendees.some(({ address }) => addresses.some((own) => isSameAddress(own, address)));
  if (invitation.method !== "request" || plan.kind === "not-for-me" || !isInvited) throw new Failure("not-invited");
  // The version answered must be the one that stands; what is here already may be answered again.
  if (plan.kind === "outdated" && stored && invitation.sequence < highest(stored)) throw new Failure("conflict");
}

const highest = ({ text }: EventRow) =>
  Math.max(0, ...[...text.matchAll(/^SEQUENCE:(\d+)/gm)].map(([, n]) => Number(n)));

/** The event as the message has it, with the user's answer in it. */
function answeredText(event: InvitedEvent, input: Parsed<"mail.answerInvitation">, nowMs: number): string {
  const { invitation, stored, plan } = event;
  const isNews = plan.kind === "new" || plan.kind === "update";
  const text = isNews ? applyInvitation(stored?.text, invitation, nowMs) : (stored?.text ?? "");
  return kept(applyIntent(text, answerOf(event, input), nowMs));
}

function answerOf({ addresses, invitation, plan }: InvitedEvent, { answer, comment }: Parsed<"mail.answerInvitation">) {
  const instances = "instances" in plan ? plan.instances : invitation.recurrenceIds;
  const [recurrenceId] = instances;
  return {
    kind: "answer" as const,
    addresses,
    answer,
    ...(recurrenceId !== undefined && { recurrenceId }),
    ...(comment !== undefined && { comment }),
  } satisfies EventIntent;
}

function put(command: Command, event: InvitedEvent, text: string, intent: Parameters<typeof changeEvent>[3]): EventRow {
  const { stored, calendarId } = event;
  if (!calendarId) throw new Failure("missing", { what: "target" });
  refuseReadOnly(command.db, calendarId);
  return stored ? changeEvent(command, stored, text, intent) : makeEvent(command, { calendarId, text });
}

/** A server that schedules must not tell the organiser what a mail of ours tells them. */
function quiet({ db }: Command, { calendarId }: InvitedEvent, text: string): string {
  const schedules = calendarId !== undefined && getCalendarSync(db, calendarId as CalendarId)?.schedules;
  return schedules ? withoutInvitations(text) : text;
}

interface Reply {
  readonly built: BuiltMessage;
  readonly identity: Identity;
  readonly messageId: string;
  readonly subject: string;
  readonly to: { readonly address: string; readonly name?: string };
}

const WORDS = {
  en: { accepted: "Accepted", tentative: "Tentative", declined: "Declined" },
  fr: { accepted: "Accepté", tentative: "Provisoire", declined: "Refusé" },
} as const;

/** The answer as a mail to the organiser (RFC 6047), from the address that was invited. */
async function replyMail(
  deps: InvitationDeps,
  accountId: AccountId,
  { event, text, input }: { event: InvitedEvent; text: string; input: Parsed<"mail.answerInvitation"> },
  signal: AbortSignal,
): Promise<Reply> {
  const { db, clock } = deps;
  const { invitation, addresses } = event;
  const { organizer } = invitation;
  if (!organizer) throw new Failure("not-invited");
  const nowMs = clock.nowMs();
  const { recurrenceId } = answerOf(event, input);
  const { answer, comment } = input;
  const more = { ...(comment !== undefined && { comment }), ...(recurrenceId !== undefined && { recurrenceId }) };
  const calendar = { method: "REPLY", text: replyText(text, { addresses, answer, nowMs, ...more }) };
  const locale = readSettings(db).locale === "fr" ? "fr" : "en";
  const subject = `${WORDS[locale][answer]}${locale === "fr" ? "\u00a0" : ""}: ${invitation.fields?.title ?? ""}`;
  const identity = invitedIdentity(deps, accountId, invitation);
  const messageId = newMessageId(randomBytes(16), identity.address);
  const { address, name } = organizer;
  const to = { address, ...(name && { name }) };
  const written = { to: [to], subject, text: [subject, ...(comment ? ["", comment] : [])].join("\n"), calendar };
  const built = await build(deps, written, { identity, messageId, dateMs: nowMs }, signal);
  return { built, identity, messageId, subject, to };
}

/** The sender that the invitation went to, else the account's own. */
function invitedIdentity({ db }: MailCommandDeps, accountId: AccountId, { attendees }: Invitation): Identity {
  const invited = new Set(attendees.map(({ address }) => addressKey(address)));
  const found = listIdentities(db, accountId).find(({ address }) => invited.has(addressKey(address)));
  return found ?? identityFor(db, accountId, undefined);
}

function queueReply(
  { db, nowMs }: Command,
  accountId: AccountId,
  { built, identity, messageId, subject, to }: Reply,
): void {
  insertOutgoing(
    db,
    {
      ...{ id: newId(), accountId, identityId: identity.id, messageId, subject, to: [to] },
      ...{ envelope: built.envelope, state: "queued", queuedMs: nowMs, sinceMs: nowMs, dueMs: nowMs },
    },
    bytesOf(built),
  );
}
