// Rows of accounts and what the contract shows of them.
import { asc, eq } from "drizzle-orm";
import type { Account } from "../../src-preload/contract/accounts.ts";
import { Failure, type FailureData } from "../../src-preload/contract/failure.ts";
import type { AccountId } from "../../src-preload/contract/shapes.ts";
import type { Database } from "./database.ts";
import { accounts } from "./schema.ts";

export type AccountRow = typeof accounts.$inferSelect;

export function insertAccount(db: Database, row: typeof accounts.$inferInsert): void {
  db.orm.insert(accounts).values(row).run();
  db.touch("accounts");
}

export function updateAccount(db: Database, id: AccountId, set: Partial<AccountRow>): void {
  db.orm.update(accounts).set(set).where(eq(accounts.id, id)).run();
  db.touch("accounts");
}

/** Removes the account with its calendars, events, outbox and history (foreign keys cascade). */
export function deleteAccount(db: Database, id: AccountId): void {
  db.orm.delete(accounts).where(eq(accounts.id, id)).run();
  db.touch("accounts", "calendars", "events", "occurrences", "sync");
}

/** @throws Failure missing */
export function getAccount(db: Database, id: AccountId): AccountRow {
  const row = db.orm.select().from(accounts).where(eq(accounts.id, id)).get();
  if (!row) throw new Failure("missing", { what: "account" });
  return row;
}

export function listAccounts(db: Database): AccountRow[] {
  return db.orm.select().from(accounts).orderBy(asc(accounts.createdMs), asc(accounts.id)).all();
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
export function toAccount(row: AccountRow): Account {
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
  };
}
