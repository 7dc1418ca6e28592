// The list of folders, and what each is for (mail rules 17, 43–46).

import type { ListResponse, StatusObject } from "imapflow";
import type { FolderRole } from "../../../src-preload/contract/mail.ts";
import { entryOf } from "../../domain/entry-of.ts";
import type { FolderStatus, RemoteFolder } from "../mail-provider.ts";
import type { Client } from "./client.ts";
import type { Quirks } from "./quirks.ts";

const NUMBERS = { messages: true, unseen: true, uidNext: true, uidValidity: true, highestModseq: true } as const;

/** Asking for more than this many one by one takes longer than asking for all at once. */
const FEW = 3;

const ROLES: Readonly<Record<string, FolderRole>> = {
  "\\inbox": "inbox",
  "\\sent": "sent",
  "\\drafts": "drafts",
  "\\archive": "archive",
  "\\junk": "junk",
  "\\trash": "trash",
  "\\all": "all",
  "\\flagged": "flagged",
  "\\important": "important",
};

/** Names of a role that no attribute exists for. */
const TEMPLATES = /^(templates|modèles|vorlagen|modelli|plantillas)$/i;

/** All folders; their numbers too where one round trip gives them (LIST-STATUS, RFC 5819). */
export async function listFolders(client: Client, quirks: Quirks): Promise<readonly RemoteFolder[]> {
  const listed = await listWithNumbers(client);
  const visible = listed.filter(({ name, specialUse }) => !quirks.hides?.test(name) || specialUse !== undefined);
  const byPath = new Map(visible.map((entry) => [entry.path, entry]));
  const taken = new Set<FolderRole>();
  // An attribute beats a guess, and a folder nearer the top beats one deep down.
  const ranked = [...byPath.values()].sort((a, b) => rank(a) - rank(b));
  const roles = new Map(
    ranked.flatMap((entry) => {
      const role = roleOf(entry);
      if (role === undefined || taken.has(role.role)) return [];
      taken.add(role.role);
      return [[entry.path, role] as const];
    }),
  );
  return [...byPath.values()].map((entry) => toFolder(entry, roles.get(entry.path)));
}

async function listWithNumbers(client: Client): Promise<ListResponse[]> {
  const { flow } = client;
  // What this session has selected may be counted as the session last saw it.
  if (flow.mailbox) await flow.noop();
  return flow.list(hasListStatus(client) ? { statusQuery: NUMBERS } : {});
}

const hasListStatus = ({ flow }: Client) => flow.capabilities.has("LIST-STATUS");

const rank = (entry: ListResponse) => (isGuessed(entry) ? 1_000 : 0) + entry.parent.length;
const isGuessed = ({ specialUse, specialUseSource }: ListResponse) =>
  specialUse !== undefined && specialUseSource === "name" && specialUse !== "\\Inbox";

interface Role {
  readonly role: FolderRole;
  readonly roleSource: "attribute" | "name";
}

function roleOf(entry: ListResponse): Role | undefined {
  const attributes = [...entry.flags].map((flag) => flag.toLowerCase());
  const isImportant = attributes.includes("\\important");
  const role = isImportant ? "important" : entryOf(ROLES, entry.specialUse?.toLowerCase() ?? "");
  if (role !== undefined) return { role, roleSource: isGuessed(entry) ? "name" : "attribute" };
  return TEMPLATES.test(entry.name) ? { role: "templates", roleSource: "name" } : undefined;
}

function toFolder(entry: ListResponse, role: Role | undefined): RemoteFolder {
  const flags = new Set([...entry.flags].map((flag) => flag.toLowerCase()));
  const status = entry.status && statusOf(entry.status);
  return {
    path: entry.path,
    delimiter: entry.delimiter || undefined,
    ...role,
    selectable: !flags.has("\\noselect") && !flags.has("\\nonexistent"),
    subscribed: entry.subscribed === true,
    ...(status && { status }),
  };
}

/** Zero and nothing are the same to servers that leave a number out (mail rule 19). */
function statusOf(status: StatusObject): FolderStatus | undefined {
  const { messages, unseen, uidNext, uidValidity, highestModseq } = status;
  if (messages === undefined) return undefined;
  return {
    messages,
    ...(unseen !== undefined && { unseen }),
    ...(uidNext && { uidNext }),
    ...(uidValidity && { uidValidity }),
    ...(highestModseq && { highestModseq }),
  };
}

/** Numbers of some folders; those that are gone or refuse are left out. */
export async function statusesOf(client: Client, paths: readonly string[]): Promise<ReadonlyMap<string, FolderStatus>> {
  const found = new Map<string, FolderStatus>();
  if (paths.length > FEW && hasListStatus(client)) {
    const wanted = new Set(paths);
    for (const { path, status } of await listWithNumbers(client)) {
      const numbers = wanted.has(path) && status ? statusOf(status) : undefined;
      if (numbers) found.set(path, numbers);
    }
    return found;
  }
  if (client.flow.mailbox && paths.includes(client.flow.mailbox.path)) await client.flow.noop();
  for (const path of paths) {
    const numbers = await statusOfOne(client, path);
    if (numbers) found.set(path, numbers);
  }
  return found;
}

async function statusOfOne(client: Client, path: string): Promise<FolderStatus | undefined> {
  try {
    const status = await client.flow.status(path, NUMBERS);
    return status ? statusOf(status) : undefined;
  } catch (error) {
    if ((error as { code?: unknown }).code === "NotFound") return undefined;
    throw error;
  }
}
