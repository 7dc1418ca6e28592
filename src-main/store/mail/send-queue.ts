// The outbox of mail: bytes built once, and every state on disk before the next step (mail §3).
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Outgoing } from "../../../src-preload/contract/mail-send.ts";
import type { AccountId } from "../../../src-preload/contract/shapes.ts";
import type { Database } from "../database.ts";
import { and, asc, columnsOf, eq, inArray, lt, notInArray } from "../orm.ts";
import { sendQueue } from "../schema-mail-write.ts";
import { compress, decompress } from "./source.ts";

type Row = typeof sendQueue.$inferSelect;
type NewRow = typeof sendQueue.$inferInsert;

/** A message on its way, without its bytes. */
export type QueuedMessage = Omit<Row, "wire" | "filed">;
/** Unpacked. `filed` is absent where it is the same as `wire`. */
export interface QueuedBytes {
  readonly wire: Uint8Array;
  readonly filed?: Uint8Array;
}

const { wire: _wire, filed: _filed, ...light } = columnsOf(sendQueue);

/** Once it is stored it will be sent, whatever happens to the process. */
export function insertOutgoing(db: Database, row: Omit<NewRow, "wire" | "filed">, bytes: QueuedBytes): void {
  const wire = Buffer.from(compress(bytes.wire));
  const filed = bytes.filed ? Buffer.from(compress(bytes.filed)) : null;
  db.orm
    .insert(sendQueue)
    .values({ ...row, wire, filed })
    .run();
  db.touch("mail");
}

/** Nothing to set is nothing to tell: no topic is touched. */
export function updateOutgoing(db: Database, id: string, set: Partial<QueuedMessage>): void {
  if (Object.keys(set).length === 0) return;
  db.orm.update(sendQueue).set(set).where(eq(sendQueue.id, id)).run();
  db.touch("mail");
}

/** Undefined: it was never queued, or is over for so long that it was forgotten. */
export function findOutgoing(db: Database, id: string): QueuedMessage | undefined {
  return db.orm.select(light).from(sendQueue).where(eq(sendQueue.id, id)).get();
}

/** @throws Failure missing */
export function getOutgoing(db: Database, id: string): QueuedMessage {
  const row = findOutgoing(db, id);
  if (!row) throw new Failure("missing", { what: "message" });
  return row;
}

/** @throws Failure missing */
export function outgoingBytes(db: Database, id: string): QueuedBytes {
  const { wire, filed } = sendQueue;
  const row = db.orm.select({ wire, filed }).from(sendQueue).where(eq(sendQueue.id, id)).get();
  if (!row) throw new Failure("missing", { what: "message" });
  return { wire: decompress(row.wire), ...(row.filed && { filed: decompress(row.filed) }) };
}

/** What is not over yet, in the order it was queued. */
export function openOutgoing(db: Database, accountId?: AccountId): QueuedMessage[] {
  return db.orm
    .select(light)
    .from(sendQueue)
    .where(and(notInArray(sendQueue.state, ["done", "cancelled"]), accountId && eq(sendQueue.accountId, accountId)))
    .orderBy(asc(sendQueue.queuedMs), asc(sendQueue.id))
    .all();
}

/** Rows in one of these states. */
export function outgoingIn(db: Database, states: readonly Row["state"][]): QueuedMessage[] {
  return db.orm
    .select(light)
    .from(sendQueue)
    .where(inArray(sendQueue.state, [...states]))
    .orderBy(asc(sendQueue.dueMs), asc(sendQueue.id))
    .all();
}

/** Forgets what was over before this time. */
export function forgetSent(db: Database, beforeMs: number): void {
  db.orm
    .delete(sendQueue)
    .where(and(inArray(sendQueue.state, ["done", "cancelled"]), lt(sendQueue.sinceMs, beforeMs)))
    .run();
}

/** As the contract shows it. */
export function toOutgoing(row: QueuedMessage): Outgoing {
  const { id, accountId, messageId, state, subject, to, queuedMs, rejected } = row;
  const isDue = state === "held" || state === "scheduled" || state === "queued";
  return {
    id,
    accountId,
    messageId,
    state,
    subject,
    to: [...to],
    queuedMs,
    rejected: [...rejected],
    ...(isDue && { dueMs: row.dueMs }),
    ...(row.failure && { failure: row.failure }),
    ...(row.answer !== null && { answer: row.answer }),
  };
}
