// What ties messages to other things: events made from them, answers that are waited for.
import type { AccountId, EventId, MessageId } from "../../../src-preload/contract/shapes.ts";
import type { Database } from "../database.ts";
import { asc, eq, lte } from "../orm.ts";
import { eventMails, followUps } from "../schema-mail-work.ts";

/** Ties an event to the message it was made from. Twice is once. */
export function linkEvent(db: Database, messageId: MessageId, eventId: EventId): void {
  db.orm
    .insert(eventMails)
    .values({ messageId: Number(messageId), eventId })
    .onConflictDoNothing()
    .run();
  db.touch("mail", "events");
}

/** Events made from it or that came with it (linkEvent). */
export function eventsOfMessage(db: Database, messageId: MessageId): EventId[] {
  return db.orm
    .select({ eventId: eventMails.eventId })
    .from(eventMails)
    .where(eq(eventMails.messageId, Number(messageId)))
    .all()
    .map(({ eventId }) => eventId);
}

/** The other way round, the oldest first. */
export function messagesOfEvent(db: Database, eventId: EventId): MessageId[] {
  return db.orm
    .select({ messageId: eventMails.messageId })
    .from(eventMails)
    .where(eq(eventMails.eventId, eventId))
    .orderBy(asc(eventMails.messageId))
    .all()
    .map(({ messageId }) => String(messageId) as MessageId);
}

/** Waits for an answer to a message that was sent. */
export interface FollowUp {
  readonly id: string;
  readonly accountId: AccountId;
  readonly messageIdHeader: string;
  readonly remindAtMs: number;
}

/** The caller has taken away an earlier one for the same message. */
export function insertFollowUp(db: Database, followUp: FollowUp): void {
  db.orm.insert(followUps).values(followUp).run();
}

/** Those whose time has come. The caller looks for an answer: threadAnswered. */
export function dueFollowUps(db: Database, nowMs: number): FollowUp[] {
  return db.orm
    .select()
    .from(followUps)
    .where(lte(followUps.remindAtMs, nowMs))
    .orderBy(asc(followUps.remindAtMs))
    .all();
}

/** Answered, told, or no longer wanted. */
export function deleteFollowUp(db: Database, id: string): void {
  db.orm.delete(followUps).where(eq(followUps.id, id)).run();
}

/** When the next follow-up is due. */
export function nextFollowUpMs(db: Database): number | undefined {
  const { remindAtMs } = followUps;
  return db.orm.select({ remindAtMs }).from(followUps).orderBy(asc(remindAtMs)).limit(1).get()?.remindAtMs;
}
