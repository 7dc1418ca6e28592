// Rows of what happens to mail by itself: rules, blocked senders, senders whose pictures are fetched. Others act on them.
import type { MailRule } from "../../../src-preload/contract/mail-rules.ts";
import type { AccountId, MessageId } from "../../../src-preload/contract/shapes.ts";
import type { Database } from "../database.ts";
import { asc, eq } from "../orm.ts";
import { messages } from "../schema-mail.ts";
import { blockedSenders, mailRules, remoteAllowed } from "../schema-mail-work.ts";

/** In their order. @param accountId only those that are for this account */
export function listRules(db: Database, accountId?: AccountId): MailRule[] {
  return db.orm
    .select()
    .from(mailRules)
    .orderBy(asc(mailRules.position))
    .all()
    .filter((row) => accountId === undefined || row.accountId === null || row.accountId === accountId)
    .map(({ position: _, accountId: own, ...rule }) => ({ ...rule, ...(own !== null && { accountId: own }) }));
}

/** Puts these in place of all. */
export function saveRules(db: Database, rules: readonly MailRule[]): void {
  db.orm.delete(mailRules).run();
  for (const [position, rule] of rules.entries()) {
    db.orm
      .insert(mailRules)
      .values({ ...rule, position })
      .run();
  }
  db.touch("settings");
}

/** Lower case, by name. */
export function listBlocked(db: Database): string[] {
  return db.orm
    .select()
    .from(blockedSenders)
    .orderBy(asc(blockedSenders.address))
    .all()
    .map(({ address }) => address);
}

/** Case aside: addresses are stored in lower case. */
export function isBlocked(db: Database, address: string): boolean {
  const plain = address.toLowerCase();
  return db.orm.select().from(blockedSenders).where(eq(blockedSenders.address, plain)).get() !== undefined;
}

/** Twice is once; `nowMs` is kept as the moment. */
export function setBlocked(db: Database, address: string, blocked: boolean, nowMs: number): void {
  const plain = address.toLowerCase();
  if (blocked) db.orm.insert(blockedSenders).values({ address: plain, atMs: nowMs }).onConflictDoNothing().run();
  else db.orm.delete(blockedSenders).where(eq(blockedSenders.address, plain)).run();
  db.touch("settings");
}

/** Senders whose pictures are fetched without asking. */
export function listRemoteAllowed(db: Database): string[] {
  return db.orm
    .select()
    .from(remoteAllowed)
    .orderBy(asc(remoteAllowed.address))
    .all()
    .map(({ address }) => address);
}

/** May the pictures of this message be fetched? */
export function isRemoteAllowed(db: Database, id: MessageId): boolean {
  const { fromAddress } = messages;
  const row = db.orm
    .select({ allowed: messages.remoteAllowed, address: fromAddress })
    .from(messages)
    .where(eq(messages.id, Number(id)))
    .get();
  if (!row) return false;
  if (row.allowed || row.address === null) return row.allowed;
  const plain = row.address.toLowerCase();
  return db.orm.select().from(remoteAllowed).where(eq(remoteAllowed.address, plain)).get() !== undefined;
}

/** Pictures in what this address sends, from now on. */
export function setRemoteAllowedSender(db: Database, address: string, allowed: boolean, nowMs: number): void {
  const plain = address.toLowerCase();
  if (allowed) db.orm.insert(remoteAllowed).values({ address: plain, atMs: nowMs }).onConflictDoNothing().run();
  else db.orm.delete(remoteAllowed).where(eq(remoteAllowed.address, plain)).run();
  db.touch("settings", "mail");
}

/** Pictures in this one message. */
export function setRemoteAllowedMessage(db: Database, id: MessageId, allowed: boolean): void {
  db.orm
    .update(messages)
    .set({ remoteAllowed: allowed })
    .where(eq(messages.id, Number(id)))
    .run();
  db.touch("mail");
}
