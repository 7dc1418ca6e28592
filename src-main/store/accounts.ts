// Rows of accounts, what the contract shows of them, and who the user is by them.

import type { Account } from "../../src-preload/contract/accounts.ts";
import { Failure, type FailureData } from "../../src-preload/contract/failure.ts";
import type { AccountId, CalendarId } from "../../src-preload/contract/shapes.ts";
import type { Identity } from "../domain/own-event.ts";
import type { Database } from "./database.ts";
import { findMailAccount } from "./mail/mail-accounts.ts";
import type { StoredMailAccount } from "./mail/types.ts";
import { addressesOf, placeAnew } from "./occurrences.ts";
import { asc, eq } from "./orm.ts";
import { accounts, calendars } from "./schema.ts";
import { forgetUndoOf } from "./undo.ts";

/** As stored; what the contract shows of it is toAccount. */
export type AccountRow = typeof accounts.$inferSelect;

/** Its calendars, mail account and identities are rows of their own. */
export function insertAccount(db: Database, row: typeof accounts.$inferInsert): void {
  db.orm.insert(accounts).values(row).run();
  db.touch("accounts");
}

/** New addresses also change what the user's own answer is: the agenda follows. */
export function updateAccount(db: Database, id: AccountId, set: Partial<AccountRow>): void {
  const before = set.addresses && db.orm.select().from(accounts).where(eq(accounts.id, id)).get();
  db.orm.update(accounts).set(set).where(eq(accounts.id, id)).run();
  if (before && JSON.stringify(before.addresses) !== JSON.stringify(set.addresses)) {
    const own = db.orm.select({ id: calendars.id }).from(calendars).where(eq(calendars.accountId, id)).all();
    placeAnew(
      db,
      own.map((calendar) => calendar.id),
    );
  }
  db.touch("accounts");
}

/** Removes the account with its calendars, events, outbox, history and mail (foreign keys cascade). Of mail only little may be
 *  left by then: mail/removal.ts. */
export function deleteAccount(db: Database, id: AccountId): void {
  const own = db.orm.select({ id: calendars.id }).from(calendars).where(eq(calendars.accountId, id)).all();
  forgetUndoOf(
    db,
    own.map((calendar) => calendar.id),
  );
  db.orm.delete(accounts).where(eq(accounts.id, id)).run();
  db.touch("accounts", "calendars", "events", "occurrences", "sync", "conflicts", "mail", "folders");
}

/** @throws Failure missing */
export function getAccount(db: Database, id: AccountId): AccountRow {
  const row = db.orm.select().from(accounts).where(eq(accounts.id, id)).get();
  if (!row) throw new Failure("missing", { what: "account" });
  return row;
}

/** In the order in which they were added. */
export function listAccounts(db: Database): AccountRow[] {
  return db.orm.select().from(accounts).orderBy(asc(accounts.createdMs), asc(accounts.id)).all();
}

/** Who the user is in a calendar. Where the server names no address, the one used to sign in may be it. */
export function identityOf(db: Database, calendarId: CalendarId): Identity {
  const rows = listAccounts(db);
  const calendar = db.orm
    .select({ accountId: calendars.accountId })
    .from(calendars)
    .where(eq(calendars.id, calendarId))
    .get();
  const own = rows.find((row) => row.id === calendar?.accountId);
  const others = calendar?.accountId ? rows.filter((row) => row.id !== calendar.accountId) : [];
  return {
    addresses: own ? addressesOf(own) : [],
    certain: own !== undefined && own.addresses.length > 0,
    elsewhere: others.flatMap(addressesOf),
  };
}

/** Pauses an account until someone signs in, or clears that. */
export function setAccountState(db: Database, id: AccountId, failure: FailureData | undefined): void {
  updateAccount(db, id, { state: failure ? "sign-in" : "ready", failure: failure ?? null });
}

/** The vault's name for an account's password. */
export function secretName(id: AccountId): string {
  return `account:${id}`;
}

/** A row as the contract shows it. */
export function toAccount(db: Database, row: AccountRow): Account {
  const mail = findMailAccount(db, row.id);
  return {
    id: row.id,
    kind: row.kind,
    label: row.label,
    color: row.color,
    addresses: [...row.addresses],
    state: row.state,
    ...(row.address !== null && { address: row.address }),
    ...(row.username !== null && { username: row.username }),
    ...(row.url !== null && { url: row.url }),
    ...(row.failure !== null && { failure: row.failure }),
    ...(mail && { mail: toMail(mail) }),
  };
}

function toMail({ imap, smtp, state, failure, quota }: StoredMailAccount): NonNullable<Account["mail"]> {
  return { imap, smtp, state, ...(failure && { failure }), ...(quota && { quota }) };
}
