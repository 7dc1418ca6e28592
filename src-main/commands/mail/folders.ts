// Folders: made, renamed and removed on their server first, since two clients see one list; the rest is kept here.
import type { Output, Parsed } from "../../../src-preload/contract/contract.ts";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { MailFolder } from "../../../src-preload/contract/mail.ts";
import type { FolderId } from "../../../src-preload/contract/shapes.ts";
import type { Database } from "../../store/database.ts";
import { deleteFolder, insertFolder, moveFolderPath } from "../../store/mail/folder-list.ts";
import { findFolder, getFolder, listMailFolders, storedFolders, updateFolder } from "../../store/mail/folders.ts";
import { getMailAccount } from "../../store/mail/mail-accounts.ts";
import type { StoredFolder } from "../../store/mail/types.ts";
import type { MailCommandDeps } from "./deps.ts";

type Deps = Pick<MailCommandDeps, "db" | "clock" | "openMailbox">;

/** @throws Failure missing, offline and whatever the server says; then nothing is made */
export async function createFolder(
  { db, openMailbox }: Deps,
  { accountId, name, parentId }: Parsed<"mail.createFolder">,
  signal: AbortSignal,
): Promise<Output<"mail.createFolder">> {
  getMailAccount(db, accountId);
  const parent = parentId === undefined ? undefined : ownFolder(db, parentId);
  refuseName(name, parent ?? storedFolders(db, accountId)[0]);
  const connection = await openMailbox(accountId, signal);
  const path = await connection.createFolder(name, parent?.path, signal);
  const delimiter = parent?.delimiter ?? storedFolders(db, accountId)[0]?.delimiter;
  const id = db.write(() => {
    const known = storedFolders(db, accountId).find((folder) => folder.path === path);
    return known?.id ?? insertFolder(db, accountId, { path, delimiter, selectable: true, subscribed: true });
  });
  return { folder: shown(db, id) };
}

/** Name and place are the server's; role, notices and whether it is shown are kept here.
 *  @throws Failure missing, offline and whatever the server says; then nothing is changed */
export async function changeFolder(
  { db, openMailbox }: Deps,
  input: Parsed<"mail.changeFolder">,
  signal: AbortSignal,
): Promise<Output<"mail.changeFolder">> {
  const { id, name, parentId, role, notify, hidden } = input;
  const folder = getFolder(db, id);
  const isMoved = parentId !== undefined && (parentId ?? undefined) !== folder.parentId;
  if ((name !== undefined && name !== folder.name) || isMoved) {
    const path = await renamed(db, openMailbox, folder, input, signal);
    db.write(() => findFolder(db, id) && moveFolderPath(db, id, path));
  }
  db.write(() =>
    updateFolder(db, id, {
      // Whatever the server says of it from now on, the person has chosen.
      ...(role !== undefined && { role, roleSource: "user" as const }),
      ...(notify !== undefined && { notify }),
      ...(hidden !== undefined && { hidden }),
    }),
  );
  return { folder: shown(db, id) };
}

async function renamed(
  db: Database,
  openMailbox: Deps["openMailbox"],
  folder: StoredFolder,
  { name = folder.name, parentId }: Parsed<"mail.changeFolder">,
  signal: AbortSignal,
): Promise<string> {
  const target = parentId === undefined ? folder.parentId : (parentId ?? undefined);
  const parent = target === undefined ? undefined : ownFolder(db, target);
  if (folder.role === "inbox" || folder.local) throw invalid("the inbox keeps its name");
  if (parent && parent.accountId !== folder.accountId) throw invalid("folders do not move between accounts");
  if (parent && `${parent.path}${parent.delimiter}`.startsWith(`${folder.path}${folder.delimiter}`))
    throw invalid("a folder cannot lie within itself");
  refuseName(name, folder);
  const connection = await openMailbox(folder.accountId, signal);
  return connection.renameFolder(folder.path, name, parent?.path, signal);
}

/** With the folders within it. @throws Failure unsynced-edits (`count` messages) while it holds any, unless confirmed */
export async function removeFolder(
  { db, clock, openMailbox }: Deps,
  { id, evenFull = false }: Parsed<"mail.removeFolder">,
  signal: AbortSignal,
): Promise<Output<"mail.removeFolder">> {
  const folder = ownFolder(db, id);
  if (folder.role === "inbox") throw invalid("the inbox stays");
  const within = storedFolders(db, folder.accountId)
    .filter(({ path }) => folder.delimiter !== undefined && path.startsWith(`${folder.path}${folder.delimiter}`))
    .toSorted((a, b) => b.path.length - a.path.length);
  const count = [...within, folder].reduce((sum, { total, onServer = 0 }) => sum + Math.max(total, onServer), 0);
  if (count > 0 && !evenFull) throw new Failure("unsynced-edits", { count });
  const connection = await openMailbox(folder.accountId, signal);
  for (const one of [...within, folder]) {
    await connection.removeFolder(one.path, signal);
    db.write(() => findFolder(db, one.id) && deleteFolder(db, one.id, clock.nowMs()));
  }
  return {};
}

function ownFolder(db: Database, id: FolderId): StoredFolder {
  const folder = getFolder(db, id);
  if (folder.local) throw invalid("this folder is not on a server");
  return folder;
}

function refuseName(name: string, beside: StoredFolder | undefined): void {
  const delimiter = beside?.delimiter;
  if (/[\p{Cc}]/u.test(name) || (delimiter !== undefined && name.includes(delimiter)))
    throw invalid(`a name without ${delimiter ?? "control characters"}`);
}

function shown(db: Database, id: FolderId): MailFolder {
  const found = listMailFolders(db).find((folder) => folder.id === id);
  if (!found) throw new Failure("missing", { what: "folder" });
  return found;
}

const invalid = (detail: string) => new Failure("invalid-input", { detail });
