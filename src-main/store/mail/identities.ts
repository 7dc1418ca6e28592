// Who messages are from: the addresses of an account, with what is written under them.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Identity } from "../../../src-preload/contract/mail-send.ts";
import type { AccountId, IdentityId } from "../../../src-preload/contract/shapes.ts";
import type { Database } from "../database.ts";
import { and, asc, eq, ne, sql } from "../orm.ts";
import { identities } from "../schema-mail-write.ts";

type Row = typeof identities.$inferSelect;

/** The default of each account first. */
export function listIdentities(db: Database, accountId?: AccountId): Identity[] {
  return db.orm
    .select()
    .from(identities)
    .where(accountId && eq(identities.accountId, accountId))
    .orderBy(asc(identities.accountId), sql`${identities.isDefault} DESC`, asc(identities.position))
    .all()
    .map(toIdentity);
}

/** @throws Failure missing */
export function getIdentity(db: Database, id: IdentityId): Identity {
  const row = db.orm.select().from(identities).where(eq(identities.id, id)).get();
  if (!row) throw new Failure("missing", { what: "identity" });
  return toIdentity(row);
}

/** The first of an account is its default. */
export function insertIdentity(db: Database, identity: Omit<Identity, "isDefault">): void {
  const others = listIdentities(db, identity.accountId);
  db.orm
    .insert(identities)
    .values({ ...identity, isDefault: others.length === 0, position: others.length })
    .run();
  db.touch("accounts");
}

/** Making one the default takes that from the others. */
export function updateIdentity(db: Database, id: IdentityId, set: Partial<Omit<Row, "id" | "accountId">>): void {
  const { accountId } = getIdentity(db, id);
  if (set.isDefault) {
    db.orm
      .update(identities)
      .set({ isDefault: false })
      .where(and(eq(identities.accountId, accountId), ne(identities.id, id)))
      .run();
  }
  if (Object.keys(set).length > 0) db.orm.update(identities).set(set).where(eq(identities.id, id)).run();
  db.touch("accounts");
}

/** When the default goes, the next one is it. */
export function deleteIdentity(db: Database, id: IdentityId): void {
  const { accountId, isDefault } = getIdentity(db, id);
  db.orm.delete(identities).where(eq(identities.id, id)).run();
  const [next] = listIdentities(db, accountId);
  if (isDefault && next) updateIdentity(db, next.id, { isDefault: true });
  db.touch("accounts");
}

function toIdentity(row: Row): Identity {
  const { id, accountId, address, signature, isDefault } = row;
  return {
    id,
    accountId,
    address,
    signature,
    isDefault,
    ...(row.name !== null && { name: row.name }),
    ...(row.replyTo !== null && { replyTo: row.replyTo }),
    ...(row.replySignature !== null && { replySignature: row.replySignature }),
  };
}
