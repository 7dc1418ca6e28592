// Moving and removing exactly the messages named (mail rules 56, 57). A bare EXPUNGE is never sent: it would remove what
// others marked. The library's own fallbacks send one, so they are not used.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { MoveResult } from "../mail-provider.ts";
import type { Client } from "./client.ts";
import { existing, store } from "./flags.ts";
import { openFolder } from "./open.ts";
import { chunksOf, uidSet } from "./uid-set.ts";

/** Servers work silently while they copy: not too many at a time. */
const AT_ONCE = 500;

/** @throws Failure missing (either folder), forbidden, quota */
export async function moveMessages(
  client: Client,
  path: string,
  uids: readonly number[],
  toPath: string,
): Promise<MoveResult> {
  if (path === toPath) throw new Failure("invalid-input", { detail: "a move within one folder" });
  await openFolder(client, path);
  const moved = new Map<number, number | undefined>();
  let [uidValidity, leftMarked]: [bigint | undefined, boolean] = [undefined, false];
  for (const chunk of chunksOf(uids, AT_ONCE)) {
    const answer = await moveChunk(client, chunk.uids, toPath);
    for (const [from, to] of answer.moved) moved.set(from, to);
    uidValidity = answer.uidValidity ?? uidValidity;
    const copied = answer.isCopy ? [...answer.moved.keys()] : [];
    // Copied, so that they may go here. A refusal in between leaves a copy too many, never one too few.
    if (copied.length > 0 && !(await markAndExpunge(client, path, copied))) leftMarked = true;
  }
  const missing = uids.filter((uid) => !moved.has(uid));
  return { moved, missing, leftMarked, ...(uidValidity !== undefined && { uidValidity }) };
}

interface ChunkResult {
  readonly moved: ReadonlyMap<number, number | undefined>;
  readonly uidValidity?: bigint | undefined;
  /** The originals are still there. */
  readonly isCopy: boolean;
}

const NOTHING: ChunkResult = { moved: new Map(), isCopy: false };

async function moveChunk(client: Client, uids: readonly number[], toPath: string): Promise<ChunkResult> {
  // The answer need not name anything (COPYUID is a SHOULD): what is there before it is what goes.
  const there = await existing(client, uids);
  if (there.length === 0) return NOTHING;
  const set = uidSet(there);
  client.refusal();
  // Looked at right before: without MOVE the library would copy, and expunge what others marked.
  const isCopy = !has(client, "MOVE");
  const answer = isCopy
    ? await client.flow.messageCopy(set, toPath, { uid: true })
    : await client.flow.messageMove(set, toPath, { uid: true });
  return answer ? { ...named(answer, there), isCopy } : emptyOrFailed(client, there);
}

/** A refusal because all of them are gone is none. */
async function emptyOrFailed(client: Client, uids: readonly number[]): Promise<ChunkResult> {
  const failure = client.failure(client.refusal());
  if (failure.reason === "server-error" && (await existing(client, uids)).length === 0) return NOTHING;
  throw failure;
}

/** New UIDs by old ones (COPYUID, RFC 4315). Where the server names some, the others went in the meantime. */
function named(
  answer: { readonly uidMap?: ReadonlyMap<number, number> | undefined; readonly uidValidity?: bigint | undefined },
  asked: readonly number[],
): Omit<ChunkResult, "isCopy"> {
  const wanted = new Set(asked);
  const pairs = [...(answer.uidMap ?? [])].filter(([from]) => wanted.has(from));
  if (pairs.length > 0) return { moved: new Map(pairs), uidValidity: answer.uidValidity };
  return { moved: new Map(asked.map((uid) => [uid, undefined])) };
}

/** @returns false when they could only be marked */
export async function removeMessages(client: Client, path: string, uids: readonly number[]): Promise<boolean> {
  await openFolder(client, path);
  let isWhole = true;
  for (const chunk of chunksOf(uids, AT_ONCE)) isWhole = (await markAndExpunge(client, path, chunk.uids)) && isWhole;
  return isWhole;
}

async function markAndExpunge(client: Client, path: string, uids: readonly number[]): Promise<boolean> {
  const canName = has(client, "UIDPLUS");
  await store(client, path, uids, "add", ["\\Deleted"]);
  if (canName) await expungeExactly(client, uids);
  return canName;
}

const has = ({ flow }: Client, capability: string) => flow.capabilities.has(capability);

/** The library has no UID EXPUNGE of its own but one that turns into a bare EXPUNGE when the capability goes away. */
interface CommandSender {
  exec(
    command: string,
    attributes: readonly { readonly type: string; readonly value: string }[],
  ): Promise<{ next(): void }>;
}

async function expungeExactly(client: Client, uids: readonly number[]): Promise<void> {
  const sender = client.flow as unknown as CommandSender;
  const answer = await sender.exec("UID EXPUNGE", [{ type: "SEQUENCE", value: uidSet(uids) }]);
  answer.next();
}
