// The mail side of accounts: servers, sign-in, quota, when it is next due.
import type { MailEndpoint } from "../../../src-preload/contract/accounts.ts";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { AccountId } from "../../../src-preload/contract/shapes.ts";
import type { Database } from "../database.ts";
import { asc, eq, sql } from "../orm.ts";
import { perDatabase } from "../prepared.ts";
import { accounts } from "../schema.ts";
import { mailAccounts } from "../schema-mail.ts";
import type { StoredMailAccount } from "./types.ts";

type Row = typeof mailAccounts.$inferSelect;

// Asked for again and again while an account is at work.
const selects = perDatabase(({ orm }) => ({
  one: orm
    .select()
    .from(mailAccounts)
    .where(eq(mailAccounts.accountId, sql.placeholder("id")))
    .prepare(),
  all: orm
    .select({ row: mailAccounts })
    .from(mailAccounts)
    .innerJoin(accounts, eq(accounts.id, mailAccounts.accountId))
    .orderBy(asc(accounts.createdMs), asc(accounts.id))
    .prepare(),
}));

/** Mail for an account that is stored already; its folders come with its first run. */
export function insertMailAccount(
  db: Database,
  account: { readonly accountId: AccountId; readonly imap: MailEndpoint; readonly smtp: MailEndpoint },
): void {
  db.orm.insert(mailAccounts).values(account).run();
  db.touch("accounts", "folders");
}

/** In the order in which accounts were added. */
export function mailAccountRows(db: Database): StoredMailAccount[] {
  return selects(db)
    .all.all()
    .map(({ row }) => toStored(row));
}

/** Undefined: the account has no mail, or is none. */
export function findMailAccount(db: Database, id: AccountId): StoredMailAccount | undefined {
  const row = selects(db).one.get({ id });
  return row && toStored(row);
}

/** @throws Failure missing */
export function getMailAccount(db: Database, id: AccountId): StoredMailAccount {
  const found = findMailAccount(db, id);
  if (!found) throw new Failure("missing", { what: "account" });
  return found;
}

/** Null takes a value away. */
export function updateMailAccount(db: Database, id: AccountId, set: Partial<Omit<Row, "accountId">>): void {
  if (Object.keys(set).length === 0) return;
  db.orm.update(mailAccounts).set(set).where(eq(mailAccounts.accountId, id)).run();
  db.touch("accounts");
}

function toStored(row: Row): StoredMailAccount {
  const { accountId, imap, smtp, state, failures } = row;
  return {
    accountId,
    imap,
    smtp,
    state,
    failures,
    ...(row.failure && { failure: row.failure }),
    ...(row.quota && { quota: row.quota }),
    ...(row.traits !== null && { traits: row.traits }),
    ...(row.lastSyncAt !== null && { lastSyncAt: row.lastSyncAt }),
    ...(row.foldersAt !== null && { foldersAtMs: row.foldersAt }),
    ...(row.nextAt !== null && { nextAt: row.nextAt }),
  };
}
