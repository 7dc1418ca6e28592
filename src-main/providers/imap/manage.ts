// Folders made, renamed and removed, and the room that is left (RFC 9051 §6.3, RFC 9208).
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Client } from "./client.ts";

/** @returns the path as the server will list it; that of a folder which is there already */
export async function createFolder(client: Client, name: string, parentPath: string | undefined): Promise<string> {
  const { path } = await client.flow.mailboxCreate(placed(client, name, parentPath));
  return path;
}

/** @returns the new path. @throws Failure missing, conflict */
export async function renameFolder(
  client: Client,
  path: string,
  name: string,
  parentPath: string | undefined,
): Promise<string> {
  const to = placed(client, name, parentPath);
  await stepOut(client, path);
  const { newPath } = await client.flow.mailboxRename(path, to);
  await client.flow.mailboxUnsubscribe(path);
  await client.flow.mailboxSubscribe(newPath);
  return newPath;
}

/** What is gone already counts as removed. */
export async function removeFolder(client: Client, path: string): Promise<void> {
  await stepOut(client, path);
  try {
    await client.flow.mailboxDelete(path);
  } catch (error) {
    const failure = client.failure(error);
    if (failure.reason !== "missing") throw failure;
  }
  await client.flow.mailboxUnsubscribe(path);
}

/** Before a selected folder changes the library leaves it, by CLOSE where UNSELECT is missing, and CLOSE expunges unless
 *  the folder is open for reading only (RFC 9051 §6.4.1, mail rule 59). */
async function stepOut({ flow }: Client, path: string): Promise<void> {
  const isSelected = flow.mailbox && flow.mailbox.path === path && !flow.mailbox.readOnly;
  if (isSelected && !flow.capabilities.has("UNSELECT")) await flow.mailboxOpen(path, { readOnly: true });
}

/** Where a new folder lies. The library adds the prefix of the user's own namespace and encodes the name (rule 45). */
function placed({ flow }: Client, name: string, parentPath: string | undefined): string {
  const delimiter = flow.namespace?.delimiter ?? undefined;
  const refuse = (detail: string) => new Failure("invalid-input", { detail });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
  if (name.trim() === "" || /[\u0000-\u001f\u007f]/.test(name)) throw refuse("the folder needs a name");
  if (delimiter && name.includes(delimiter)) throw refuse(`the name of a folder cannot hold "${delimiter}"`);
  if (parentPath === undefined) {
    if (name.toUpperCase() === "INBOX") throw refuse("there is one INBOX");
    return name;
  }
  if (!delimiter) throw refuse("this server has no folders in folders");
  return `${parentPath}${delimiter}${name}`;
}

/** Bytes used and allowed; undefined where the server has no such limit. */
export async function readQuota(client: Client): Promise<{ used: number; limit: number } | undefined> {
  const quota = await client.flow.getQuota("INBOX");
  const { usage, limit } = (quota ? quota.storage : undefined) ?? {};
  return usage === undefined || !limit ? undefined : { used: usage, limit };
}
