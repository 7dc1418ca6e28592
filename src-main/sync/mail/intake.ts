// Fetched messages on their way into the store: read in the reader's worker, stored a slice at a time, so that the engine's
// thread is never held for long. One batch is read while the one before it is stored, and the next one is asked for only
// then: what is held at a time is three batches of the provider's, a few MB.
import { setImmediate as breathe } from "node:timers/promises";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { FolderId } from "../../../src-preload/contract/shapes.ts";
import { readHead } from "../../domain/mime/read.ts";
import type { ReadMessage } from "../../domain/mime/read-types.ts";
import type { FetchWhat, MailLane, RemoteMessage } from "../../providers/mail-provider.ts";
import { messageAt } from "../../store/mail/base.ts";
import { findFolder, lowerMark } from "../../store/mail/folders.ts";
import { storeMessages } from "../../store/mail/intake.ts";
import { compress } from "../../store/mail/source.ts";
import type { IntakeItem, StoredFolder } from "../../store/mail/types.ts";
import type { AccountRun, Arrival } from "./deps.ts";
import { inSlices, paceOf } from "./slices.ts";

interface IntakeWish {
  readonly folder: Pick<StoredFolder, "id" | "accountId" | "path">;
  /** Newest first. */
  readonly uids: readonly number[];
  readonly what: FetchWhat;
  readonly lane: MailLane;
  /** The folder's mark follows: everything from the lowest uid on is here. */
  readonly lowers?: boolean;
  /** Messages from this uid on have just arrived. */
  readonly arrivedFrom?: number;
}

interface IntakeCounts {
  readonly created: number;
  readonly attached: number;
}

interface Item extends IntakeItem {
  readonly remote: RemoteMessage;
  readonly read: ReadMessage;
}

const pace = paceOf(80);
/** Heads are read here: so long at most before others get their turn. */
const TURN_MS = 8;

/** Fetches and stores. What is gone meanwhile is left out.
 *  @throws Failure; what was stored before stays */
export async function takeIn(run: AccountRun, wish: IntakeWish): Promise<IntakeCounts> {
  const counts = { created: 0, attached: 0 };
  if (wish.uids.length === 0) return counts;
  const { connection, signal } = run;
  let reading: Promise<readonly Item[]> | undefined;
  const store = async (items: readonly Item[]) => {
    const stored = await storeSlices(run, wish, items);
    counts.created += stored.created;
    counts.attached += stored.attached;
    await run.between();
  };
  try {
    for await (const batch of connection.fetch(wish.folder.path, wish.uids, wish.what, wish.lane, signal)) {
      const before = reading;
      reading = readBatch(run, batch);
      // Its failure is met below, once the batch before it is safe.
      reading.catch(() => undefined);
      if (before) await store(await before);
    }
  } finally {
    // Also when the connection went in the middle: what has come is kept.
    const last = reading;
    reading = undefined;
    if (last && !signal.aborted) await store(await last);
  }
  return counts;
}

async function readBatch({ deps, signal }: AccountRun, batch: readonly RemoteMessage[]): Promise<readonly Item[]> {
  const whole = batch.filter(({ source }) => source !== undefined);
  const sources = whole.map(({ source }) => source as Uint8Array);
  const results = sources.length > 0 ? await deps.reader.read(sources, { compress: true }, signal) : [];
  const readings = new Map(whole.map((remote, n) => [remote.uid, results[n]]));
  const items: Item[] = [];
  let turnMs = performance.now();
  for (const message of batch) {
    const result = readings.get(message.uid);
    const { source, header, ...remote } = message;
    // Without a Message-ID its header is what it is known by (mail rule 48); else its bytes are not held any longer.
    const keyed = ({ messageId }: ReadMessage) => (messageId === undefined ? message : remote);
    if (result) {
      const packed = result.compressed ?? compress(source as Uint8Array);
      items.push({ remote: keyed(result.read), read: result.read, source: packed, body: "whole" });
    } else if (header) {
      const read = readHead(header, remote.parts ?? []);
      items.push({ remote: keyed(read), read, source: compress(header), body: "head" });
      if (performance.now() - turnMs < TURN_MS) continue;
      await breathe();
      turnMs = performance.now();
    }
  }
  return items;
}

async function storeSlices(run: AccountRun, wish: IntakeWish, items: readonly Item[]): Promise<IntakeCounts> {
  const counts = { created: 0, attached: 0 };
  await inSlices(items, pace, (some) => {
    if (run.signal.aborted) throw new Failure("cancelled");
    const stored = storeSlice(run, wish, some);
    counts.created += stored.created;
    counts.attached += stored.attached;
    if (stored.arrivals.length > 0) run.onArrived(stored.arrivals, wish.folder.id);
  });
  return counts;
}

/** One transaction: the messages, and how far down the folder is here. */
function storeSlice({ deps: { db } }: AccountRun, wish: IntakeWish, items: readonly Item[]) {
  return db.writeFetched(() => {
    const folder = findFolder(db, wish.folder.id);
    if (!folder) throw new Failure("missing", { what: "folder" });
    const { created, attached } = storeMessages(db, folder, items);
    if (wish.lowers) lowerMark(db, folder.id, Math.min(...items.map(({ remote }) => remote.uid)));
    const isNew = new Set(created);
    const from = wish.arrivedFrom ?? Number.POSITIVE_INFINITY;
    const arrivals = items.flatMap((item): Arrival[] => {
      const messageId = item.remote.uid >= from ? messageAt(db, folder.id as FolderId, item.remote.uid) : undefined;
      return messageId ? [arrivalOf(item, messageId, isNew.has(messageId))] : [];
    });
    return { created: created.length, attached: attached.length, arrivals };
  });
}

function arrivalOf({ remote, read }: Item, messageId: Arrival["messageId"], isNew: boolean): Arrival {
  const answers = [...(read.inReplyTo ? [read.inReplyTo] : []), ...read.references];
  return {
    messageId,
    isNew,
    uid: remote.uid,
    seen: remote.flags.some((flag) => flag.toLowerCase() === "\\seen"),
    from: read.from[0],
    to: [...read.to, ...read.cc],
    subject: read.subject,
    listId: read.listId,
    text: read.text,
    hasAttachments: read.parts.some(({ disposition }) => disposition === "attachment"),
    hasInvitation: read.calendars.length > 0,
    answers: [...new Set(answers)],
    draftId: read.draftId,
  };
}
