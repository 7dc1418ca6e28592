// Where an account keeps what was archived, deleted or called junk.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { FolderRole } from "../../../src-preload/contract/mail.ts";
import type { AccountId } from "../../../src-preload/contract/shapes.ts";
import { folderOfRole, getFolder, updateFolder } from "../../store/mail/folders.ts";
import type { StoredFolder } from "../../store/mail/types.ts";
import type { MailCommandDeps } from "./deps.ts";
import { createFolder } from "./folders.ts";

/** What a folder is called that has to be made: the names other clients look for (RFC 6154 gives the roles, not the names). */
const NAMES: Partial<Record<FolderRole, string>> = { archive: "Archive", trash: "Trash", junk: "Junk" };

/** The account's folder of a role; made on the server where it has none. Where an account has no archive but one of all it
 *  keeps, that is it (Gmail). @throws Failure missing for other roles; offline and whatever the server says: nothing is made then */
export async function roleFolder(
  deps: Pick<MailCommandDeps, "db" | "clock" | "openMailbox">,
  accountId: AccountId,
  role: FolderRole,
  signal: AbortSignal,
): Promise<StoredFolder> {
  const { db } = deps;
  const found = folderOfRole(db, accountId, role) ?? (role === "archive" && folderOfRole(db, accountId, "all"));
  if (found) return found;
  const name = NAMES[role];
  if (name === undefined) throw new Failure("missing", { what: "folder" });
  const { folder } = await createFolder(deps, { accountId, name }, signal);
  db.write(() => updateFolder(db, folder.id, { role, roleSource: "user" }));
  return getFolder(db, folder.id);
}
