// Takes the server's list of folders in (mail rules 43-47).
import type { AccountId, FolderId } from "../../../src-preload/contract/shapes.ts";
import type { Database } from "../database.ts";
import { eq } from "../orm.ts";
import { mailFolders } from "../schema-mail.ts";
import { unlinkFolder } from "./base.ts";
import { folderRows, getFolder } from "./folders.ts";
import { rowId } from "./rows.ts";
import type { ListedFolder } from "./types.ts";

type Row = typeof mailFolders.$inferSelect;

/** Takes the list in: new folders, renamed ones (by mailboxId, else by UIDVALIDITY and number of messages where only one fits, R47)
 *  and those that are gone.
 *  @returns `removed`: their messages go at the next complete cycle unless another folder claims them (R29) */
export function reconcileFolders(
  db: Database,
  accountId: AccountId,
  listed: readonly ListedFolder[],
  nowMs: number,
): { readonly created: FolderId[]; readonly renamed: FolderId[]; readonly removed: FolderId[] } {
  const rows = folderRows(db, accountId).filter(({ local }) => !local);
  const matches = matchFolders(rows, listed);
  const created: FolderId[] = [];
  const renamed: FolderId[] = [];
  for (const row of rows) {
    if (![...matches.values()].includes(row)) deleteFolder(db, String(row.id) as FolderId, nowMs);
  }
  // A path that two folders exchange would meet itself half way.
  for (const [folder, row] of matches) {
    if (row && row.path !== folder.path) write(db, row.id, { path: `\n${row.id}` });
  }
  const roles = rolesOf(
    listed,
    [...matches.values()].filter((row) => row !== undefined),
  );
  for (const [folder, row] of matches) {
    const values = { ...valuesOf(folder), ...roles(folder, row) };
    if (row) {
      write(db, row.id, values);
      if (row.path !== folder.path) renamed.push(String(row.id) as FolderId);
    } else {
      const { id } = db.orm
        .insert(mailFolders)
        .values({ accountId, notify: values.role === "inbox", ...values })
        .returning({ id: mailFolders.id })
        .get();
      created.push(String(id) as FolderId);
    }
  }
  linkParents(db, accountId);
  const removed = rows.filter((row) => ![...matches.values()].includes(row)).map(({ id }) => String(id) as FolderId);
  db.touch("folders");
  return { created, renamed, removed };
}

/** The row of each listed folder; undefined: it is new. */
function matchFolders(rows: readonly Row[], listed: readonly ListedFolder[]): Map<ListedFolder, Row | undefined> {
  const left = new Set(rows);
  const matches = new Map<ListedFolder, Row | undefined>();
  const take = (folder: ListedFolder, fits: (row: Row) => boolean) => {
    if (matches.get(folder)) return;
    const found = [...left].filter(fits);
    const [row] = found;
    matches.set(folder, found.length === 1 ? row : undefined);
    if (found.length === 1 && row) left.delete(row);
  };
  // Every mailbox has one INBOX, and it is never another one, whatever id the server gives it (RFC 9051 §5.1).
  for (const folder of listed) if (isInbox(folder)) take(folder, isInbox);
  for (const folder of listed) {
    const { mailboxId } = folder;
    take(folder, (row) => mailboxId !== undefined && row.mailboxId === mailboxId);
  }
  // Another OBJECTID at the same path is another folder.
  const same = (row: Row, { mailboxId }: ListedFolder) =>
    mailboxId === undefined || row.mailboxId === null || row.mailboxId === mailboxId;
  for (const folder of listed) take(folder, (row) => row.path === folder.path && same(row, folder));
  for (const folder of listed) {
    const { status } = folder;
    const validity = status?.uidValidity?.toString();
    if (validity === undefined || !status || status.messages === 0) continue;
    take(folder, (row) => row.uidValidity === validity && row.onServer === status.messages && same(row, folder));
  }
  return matches;
}

const isInbox = ({ path }: Pick<Row, "path">) => path.toUpperCase() === "INBOX";

function valuesOf({ path, delimiter, selectable, subscribed, mailboxId }: ListedFolder) {
  const name = delimiter ? (path.split(delimiter).at(-1) ?? path) : path;
  return {
    path,
    name,
    delimiter: delimiter ?? null,
    selectable,
    subscribed,
    ...(mailboxId !== undefined && { mailboxId }),
  };
}

/** The user's choice stands; then attributes, then names; each role once (R43). */
function rolesOf(listed: readonly ListedFolder[], rows: readonly Row[]) {
  const chosen = new Map(rows.filter((row) => row.roleSource === "user" && row.role).map((row) => [row.role, row.id]));
  const holder = new Map<string, ListedFolder>();
  for (const source of ["attribute", "name"] as const) {
    for (const folder of listed) {
      const { role, roleSource = "name" } = folder;
      if (role && roleSource === source && !chosen.has(role) && !holder.has(role)) holder.set(role, folder);
    }
  }
  return (folder: ListedFolder, row: Row | undefined): Pick<Row, "role" | "roleSource"> => {
    if (row?.roleSource === "user") return { role: row.role, roleSource: "user" };
    const role = folder.role && holder.get(folder.role) === folder ? folder.role : null;
    return { role, roleSource: role ? (folder.roleSource ?? "name") : null };
  };
}

function linkParents(db: Database, accountId: AccountId): void {
  const rows = folderRows(db, accountId).filter(({ local }) => !local);
  const byPath = new Map(rows.map((row) => [row.path, row.id]));
  for (const row of rows) {
    const above = row.delimiter ? row.path.slice(0, row.path.lastIndexOf(row.delimiter)) : "";
    const parentId = (above !== "" && row.path.includes(row.delimiter ?? "\n") ? byPath.get(above) : undefined) ?? null;
    if (parentId !== row.parentId) write(db, row.id, { parentId });
  }
}

const write = (db: Database, id: number, set: Partial<Row>) =>
  db.orm.update(mailFolders).set(set).where(eq(mailFolders.id, id)).run();

/** The user renamed or moved it and the server agreed: paths of the folders within follow. */
export function moveFolderPath(db: Database, id: FolderId, path: string): void {
  const folder = getFolder(db, id);
  const { delimiter, accountId } = folder;
  for (const row of folderRows(db, accountId)) {
    if (row.id === rowId(id))
      write(db, row.id, { path, name: delimiter ? (path.split(delimiter).at(-1) ?? path) : path });
    else if (!row.local && delimiter && row.path.startsWith(`${folder.path}${delimiter}`)) {
      write(db, row.id, { path: `${path}${row.path.slice(folder.path.length)}` });
    }
  }
  linkParents(db, accountId);
  db.touch("folders");
}

/** A folder that the server has just made for us. */
export function insertFolder(db: Database, accountId: AccountId, folder: ListedFolder): FolderId {
  const { id } = db.orm
    .insert(mailFolders)
    .values({ accountId, role: folder.role ?? null, ...valuesOf(folder) })
    .returning({ id: mailFolders.id })
    .get();
  linkParents(db, accountId);
  db.touch("folders");
  return String(id) as FolderId;
}

/** Removes it with its placements; messages go at the next complete cycle (R29). */
export function deleteFolder(db: Database, id: FolderId, nowMs: number): void {
  unlinkFolder(db, rowId(id), nowMs);
  db.orm
    .delete(mailFolders)
    .where(eq(mailFolders.id, rowId(id)))
    .run();
  db.touch("folders", "mail");
}
