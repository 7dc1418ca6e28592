// STORE: adds and removes flags (RFC 9051 §6.4.6). UNCHANGEDSINCE is never used: the library takes a refusal
// (MODIFIED, RFC 7162 §3.1.3) for success.
import type { Client } from "./client.ts";
import { openFolder, permanentFlags, searchUids } from "./open.ts";
import { chunksOf, uidSet } from "./uid-set.ts";

interface FlagChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** @returns flags to add that this folder does not keep. @throws Failure forbidden, missing */
export async function changeFlags(
  client: Client,
  path: string,
  uids: readonly number[],
  { add, remove }: FlagChange,
): Promise<readonly string[]> {
  const mailbox = await openFolder(client, path);
  const kept = keptBy(permanentFlags(mailbox));
  const wanted = add.filter(kept);
  for (const { uids: some } of chunksOf(uids)) {
    if (wanted.length > 0) await store(client, path, some, "add", wanted);
    if (remove.length > 0) await store(client, path, some, "remove", remove);
  }
  return add.filter((flag) => !kept(flag));
}

/** System flags are told by any case (RFC 9051 §2.3.2), and so, in practice, are keywords. */
function keptBy(permanent: readonly string[]): (flag: string) => boolean {
  const known = new Set(permanent.map((flag) => flag.toLowerCase()));
  return (flag) => known.has(flag.toLowerCase()) || (known.has("\\*") && !flag.startsWith("\\"));
}

/** Messages that are gone do not stop the others: servers may refuse the whole command for one of them (RFC 2180 §4.2). */
export async function store(
  client: Client,
  path: string,
  uids: readonly number[],
  kind: "add" | "remove",
  flags: readonly string[],
): Promise<void> {
  const send = (some: readonly number[]) => {
    const [set, list, options] = [uidSet(some), [...flags], { uid: true, silent: true }];
    client.refusal();
    return kind === "add"
      ? client.flow.messageFlagsAdd(set, list, options)
      : client.flow.messageFlagsRemove(set, list, options);
  };
  if (await send(uids)) return;
  const refusal = client.refusal();
  if (refusal === undefined) return;
  await openFolder(client, path, {});
  const there = await existing(client, uids);
  if (there.length === 0) return;
  if (there.length < uids.length && (await send(there))) return;
  throw client.failure(client.refusal() ?? refusal);
}

/** Those of the UIDs that are in the selected folder, ascending. */
export async function existing(client: Client, uids: readonly number[]): Promise<readonly number[]> {
  const found = new Set<number>();
  for (const { set } of chunksOf(uids)) for (const uid of await searchUids(client, { uid: set })) found.add(uid);
  return uids.filter((uid) => found.has(uid));
}
