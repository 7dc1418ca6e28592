// Opening folders. Never CLOSE: it would expunge what others marked (RFC 9051 §6.4.1, mail rules 56 and 59).
import type { MailboxObject, MailboxOpenOptions } from "imapflow";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Client } from "./client.ts";

/** Selects a folder for reading and writing, if it is not selected already.
 *  @param anew selects it again: what this session sees may be old (mail rule 63)
 *  @throws Failure missing, forbidden (it is listed and refuses to open, mail rule 44) */
export async function openFolder(client: Client, path: string, anew?: MailboxOpenOptions): Promise<MailboxObject> {
  const { mailbox } = client.flow;
  if (anew === undefined && mailbox && mailbox.path === path && !mailbox.readOnly) return mailbox;
  try {
    // The library answers nothing where the server hung up meanwhile, whatever its types say.
    const opened = (await client.flow.mailboxOpen(path, anew)) as MailboxObject | undefined;
    if (opened === undefined) throw new Failure("connection-lost", { host: client.flow.host });
    return opened;
  } catch (error) {
    const { mailboxMissing, responseStatus } = error as { mailboxMissing?: unknown; responseStatus?: unknown };
    if (mailboxMissing === true) throw new Failure("missing", { what: "folder" });
    const failure = client.failure(error);
    const isPlainNo = responseStatus === "NO" && failure.reason === "server-error" && failure.retryAtMs === undefined;
    throw isPlainNo ? new Failure("forbidden", { host: client.flow.host }) : failure;
  }
}

/** What the folder can keep; `\*`: keywords of any name. */
export function permanentFlags(mailbox: MailboxObject): readonly string[] {
  return mailbox.permanentFlags === undefined ? ["\\*"] : [...mailbox.permanentFlags];
}

/** UIDs of a search. The library answers `false` where the server refused (not: nothing found). */
export async function searchUids(client: Client, query: Parameters<Client["flow"]["search"]>[0]): Promise<number[]> {
  const found = await client.flow.search(query, { uid: true });
  if (Array.isArray(found)) return found;
  throw client.failure(client.refusal());
}
