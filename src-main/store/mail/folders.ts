// Rows of mail folders, and the contract's list of them.
import type { FailureData } from "../../../src-preload/contract/failure.ts";
import type { FolderRole, MailFolder } from "../../../src-preload/contract/mail.ts";
import type { AccountId, FolderId } from "../../../src-preload/contract/shapes.ts";
import type { Database } from "../database.ts";
import { and, asc, eq, sql } from "../orm.ts";
import { perDatabase } from "../prepared.ts";
import { mailFolders } from "../schema-mail.ts";
import { present, rowId } from "./rows.ts";
import type { FolderPatch, StoredFolder } from "./types.ts";

type Row = typeof mailFolders.$inferSelect;

// Asked for with every slice of messages that is stored.
const selects = perDatabase(({ orm, prepare }) => ({
  one: orm
    .select()
    .from(mailFolders)
    .where(eq(mailFolders.id, sql.placeholder("id")))
    .prepare(),
  ofAccount: orm
    .select()
    .from(mailFolders)
    .where(eq(mailFolders.accountId, sql.placeholder("accountId")))
    .orderBy(asc(mailFolders.id))
    .prepare(),
  all: orm.select().from(mailFolders).orderBy(asc(mailFolders.id)).prepare(),
  lower: prepare(
    "UPDATE mail_folders SET backfill_low_uid = @uid WHERE id = @id AND (backfill_low_uid IS NULL OR backfill_low_uid > @uid)",
  ),
}));

const ROLES: readonly FolderRole[] = [
  "inbox",
  "flagged",
  "important",
  "snoozed",
  "sent",
  "drafts",
  "scheduled",
  "archive",
  "all",
  "templates",
  "junk",
  "trash",
];

/** Folders as the contract shows them: those with roles first, then by path. @param running those being synced now */
export function listMailFolders(
  db: Database,
  accountId?: AccountId,
  running: ReadonlySet<FolderId> = new Set(),
): MailFolder[] {
  const deeds = deedsByFolder(db);
  const place = ({ role }: Row) => (role === null ? ROLES.length : ROLES.indexOf(role));
  return folderRows(db, accountId)
    .sort((a, b) => place(a) - place(b) || a.path.localeCompare(b.path, "en"))
    .map((row) => toMailFolder(row, deeds.get(row.id) ?? NO_DEEDS, running));
}

/** Folders of an account as sync sees them: on the server, selectable or not; local ones are left out. */
export function storedFolders(db: Database, accountId: AccountId): StoredFolder[] {
  return folderRows(db, accountId)
    .filter(({ local }) => !local)
    .map(toStored);
}

/** @throws Failure missing */
export function getFolder(db: Database, id: FolderId): StoredFolder {
  return present(findFolder(db, id), "folder");
}

/** Undefined: it was removed, here or on its server. Local folders are found, too. */
export function findFolder(db: Database, id: FolderId): StoredFolder | undefined {
  const row = selects(db).one.get({ id: rowId(id) });
  return row && toStored(row);
}

/** The first of that role; local ones count. */
export function folderOfRole(db: Database, accountId: AccountId, role: FolderRole): StoredFolder | undefined {
  return storedAll(db, accountId).find((folder) => folder.role === role);
}

/** By the path as the server lists it, decoded. */
export function folderAtPath(db: Database, accountId: AccountId, path: string): StoredFolder | undefined {
  return storedFolders(db, accountId).find((folder) => folder.path === path);
}

/** Null takes a value away. A role is taken from the folder that had it. */
export function updateFolder(db: Database, id: FolderId, patch: FolderPatch): void {
  const { cursor, parentId, ...plain } = patch;
  if (patch.role) {
    const { accountId } = getFolder(db, id);
    db.orm
      .update(mailFolders)
      .set({ role: null, roleSource: null })
      .where(and(eq(mailFolders.accountId, accountId), eq(mailFolders.role, patch.role)))
      .run();
  }
  const set: Partial<Row> = {
    ...plain,
    ...(parentId !== undefined && { parentId: parentId === null ? null : rowId(parentId) }),
    ...(cursor !== undefined && {
      uidValidity: cursor?.uidValidity.toString() ?? null,
      uidNext: cursor?.uidNext ?? null,
      highestModseq: cursor?.highestModseq?.toString() ?? null,
    }),
  };
  if (Object.keys(set).length === 0) return;
  db.orm
    .update(mailFolders)
    .set(set)
    .where(eq(mailFolders.id, rowId(id)))
    .run();
  db.touch("folders");
}

/** Everything from this uid on is here: the mark below which the past begins only goes down. */
export function lowerMark(db: Database, id: FolderId, uid: number): void {
  selects(db).lower.run({ id: rowId(id), uid });
}

/** The local folder of snoozed messages, made when it is first needed. */
export function snoozedFolder(db: Database, accountId: AccountId): FolderId {
  const found = folderOfRole(db, accountId, "snoozed");
  if (found?.local) return found.id;
  const { id } = db.orm
    .insert(mailFolders)
    .values({ accountId, path: "", name: "", role: "snoozed", local: true, selectable: true, subscribed: true })
    .returning({ id: mailFolders.id })
    .get();
  db.touch("folders");
  return String(id) as FolderId;
}

/** As stored, local ones too; without account those of all. */
export function folderRows(db: Database, accountId?: AccountId): Row[] {
  const { ofAccount, all } = selects(db);
  return accountId === undefined ? all.all() : ofAccount.all({ accountId });
}

const storedAll = (db: Database, accountId: AccountId) => folderRows(db, accountId).map(toStored);

interface DeedCounts {
  readonly pending: number;
  readonly failed: number;
  /** Of the last one that failed. */
  readonly failure: string | null;
}

const NO_DEEDS: DeedCounts = { pending: 0, failed: 0, failure: null };

function deedsByFolder(db: Database): Map<number, DeedCounts> {
  const rows = db.orm.all<DeedCounts & { readonly id: number }>(
    sql`SELECT folder_id AS id, sum(state IN ('waiting', 'inflight')) AS pending, sum(state = 'failed') AS failed,
      (SELECT f.failure FROM mail_ops f WHERE f.folder_id = o.folder_id AND f.state = 'failed' ORDER BY f.id DESC LIMIT 1) AS failure
      FROM mail_ops o GROUP BY folder_id`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function toStored(row: Row): StoredFolder {
  const { uidValidity, uidNext, highestModseq, stored, wanted, id, parentId, ...rest } = row;
  const cursor = uidValidity !== null &&
    uidNext !== null && {
      uidValidity: BigInt(uidValidity),
      uidNext,
      ...(highestModseq !== null && { highestModseq: BigInt(highestModseq) }),
    };
  return {
    ...withoutNulls(rest),
    id: String(id) as FolderId,
    ...(parentId !== null && { parentId: String(parentId) as FolderId }),
    ...(cursor && { cursor }),
    stored,
    readable: stored - wanted,
  };
}

type Filled<T> = { [K in keyof T as null extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as null extends T[K] ? K : never]?: NonNullable<T[K]>;
};

function withoutNulls<T extends object>(row: T): Filled<T> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Filled<T>;
}

function toMailFolder(row: Row, deeds: DeedCounts, running: ReadonlySet<FolderId>): MailFolder {
  const { accountId, path, name, selectable, unread, total, flagged, notify, hidden } = row;
  const id = String(row.id) as FolderId;
  const refusal = deeds.failure === null ? undefined : (JSON.parse(deeds.failure) as FailureData);
  const failure = row.lastError ?? refusal;
  return {
    id,
    accountId,
    path,
    name,
    selectable,
    unread,
    total,
    flagged,
    notify,
    hidden,
    ...(row.parentId !== null && { parentId: String(row.parentId) as FolderId }),
    ...(row.role !== null && { role: row.role }),
    sync: {
      state: running.has(id) ? "running" : row.parked ? "parked" : row.lastError ? "failing" : "waiting",
      stored: row.stored,
      readable: row.stored - row.wanted,
      pending: deeds.pending,
      ...(deeds.failed > 0 && { failed: deeds.failed }),
      ...(row.onServer !== null && { onServer: row.onServer }),
      ...(row.lastSyncAt !== null && { lastSuccessMs: row.lastSyncAt }),
      ...(row.nextAt !== null && { nextAtMs: row.nextAt }),
      ...(failure && { failure }),
    },
  };
}
