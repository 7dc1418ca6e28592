// Bodies of messages that are here by their heads: whole where they are small, texts and structure where they are large.
import { Failure, toFailure } from "../../../src-preload/contract/failure.ts";
import type { MessageId } from "../../../src-preload/contract/shapes.ts";
import { readHead } from "../../domain/mime/read.ts";
import type { MailLane, RemoteMessage } from "../../providers/mail-provider.ts";
import { findMessage, setBodyFailure, storeBodies, storeBody } from "../../store/mail/message.ts";
import { compress } from "../../store/mail/source.ts";
import type { StoredFolder } from "../../store/mail/types.ts";
import type { AccountRun } from "./deps.ts";
import { concernsMailbox } from "./mail-policy.ts";
import { partialSource } from "./partial-source.ts";
import { WHOLE_BYTES } from "./plan.ts";
import { inSlices, paceOf } from "./slices.ts";

interface WantedBody {
  readonly messageId: MessageId;
  readonly uid: number;
}

/** Of a message too large to be fetched whole, this much text is. */
const TEXT_BYTES = 4 * 1024 * 1024;

const pace = paceOf(40);

/** Fetches and stores bodies. What cannot be had is noted with its reason; what is gone is left to the next look.
 *  @throws Failure when the way to the server is at fault */
export async function fetchBodies(
  run: AccountRun,
  folder: Pick<StoredFolder, "path">,
  wanted: readonly WantedBody[],
  lane: MailLane,
): Promise<void> {
  const ids = new Map(wanted.map(({ uid, messageId }) => [uid, messageId]));
  const what = { kind: "source", maxBytes: WHOLE_BYTES } as const;
  for await (const batch of run.connection.fetch(folder.path, [...ids.keys()], what, lane, run.signal)) {
    const asked = batch.flatMap((remote): Fetched[] => {
      const id = ids.get(remote.uid);
      return id === undefined ? [] : [{ id, remote }];
    });
    await storeWhole(
      run,
      asked.filter(({ remote }) => remote.source),
    );
    for (const one of asked) if (!one.remote.source) await storeLarge(run, folder, one);
  }
}

interface Fetched {
  readonly id: MessageId;
  readonly remote: RemoteMessage;
}

async function storeWhole({ deps, signal }: AccountRun, fetched: readonly Fetched[]): Promise<void> {
  const { db, reader } = deps;
  if (fetched.length === 0) return;
  const sources = fetched.map(({ remote }) => remote.source as Uint8Array);
  const results = await reader.read(sources, { compress: true }, signal);
  await inSlices(fetched, pace, (some, at) => {
    const read = some.flatMap(({ id, remote }, n) => {
      const result = results[at + n];
      if (!result) return [];
      const source = result.compressed ?? compress(remote.source as Uint8Array);
      return [{ id, source, kind: "whole" as const, read: result.read }];
    });
    db.writeFetched(() => storeBodies(db, read));
  });
}

async function storeLarge(run: AccountRun, folder: Pick<StoredFolder, "path">, { id, remote }: Fetched): Promise<void> {
  const { db } = run.deps;
  try {
    await storePartial(run, folder, id, remote);
  } catch (error) {
    const failure = toFailure(error);
    if (concernsMailbox(failure)) throw failure;
    db.write(() => findMessage(db, id) && setBodyFailure(db, id, failure.toData()));
  }
}

async function storePartial(
  { deps: { db }, connection, signal }: AccountRun,
  folder: Pick<StoredFolder, "path">,
  id: MessageId,
  remote: RemoteMessage,
): Promise<void> {
  const { header, parts } = remote;
  if (!header || !parts) throw new Failure("malformed", { what: "message", detail: "no structure" });
  const contents = new Map<string, Uint8Array>();
  let left = TEXT_BYTES;
  for (const { id: part, size } of readHead(header, parts).textParts) {
    if (size > left) continue;
    left -= size;
    const bytes = await connection.download(folder.path, remote.uid, part, signal);
    if (bytes) contents.set(part, bytes);
  }
  const read = readHead(header, parts, contents);
  const source = compress(partialSource(header, parts, contents));
  db.writeFetched(() => findMessage(db, id) && storeBody(db, id, { source, kind: "partial", read }));
}
