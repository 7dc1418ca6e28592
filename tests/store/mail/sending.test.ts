import { describe, expect, test } from "vitest";
import type { Database } from "../../../src-main/store/database.ts";
import { noteAcceptance } from "../../../src-main/store/mail/accepted.ts";
import {
  appendBytes,
  beginAppend,
  failAppend,
  nextAppends,
  queueAppend,
  settleAppend,
} from "../../../src-main/store/mail/appends.ts";
import { dueFollowUps } from "../../../src-main/store/mail/links.ts";
import { messageLines } from "../../../src-main/store/mail/message.ts";
import { nextDeeds } from "../../../src-main/store/mail/ops.ts";
import { unsentOf } from "../../../src-main/store/mail/removal.ts";
import {
  findOutgoing,
  forgetSent,
  getOutgoing,
  insertOutgoing,
  openOutgoing,
  outgoingBytes,
  outgoingIn,
  type QueuedMessage,
  toOutgoing,
  updateOutgoing,
} from "../../../src-main/store/mail/send-queue.ts";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { SendState } from "../../../src-preload/contract/mail-send.ts";
import { ALICE, folder, mailStore, take } from "../../support/mail-store.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (some: Uint8Array | undefined) => new TextDecoder().decode(some);
const offline = new Failure("offline").toData();

function queue(db: Database, id: string, state: SendState, more: Partial<QueuedMessage> = {}) {
  const row = {
    id,
    accountId: ALICE,
    messageId: `<${id}@example.test>`,
    subject: "Lunch",
    to: [{ address: "bob@example.test" }],
    envelope: { from: "alice@example.test", to: ["bob@example.test", "carol@example.com"] },
    state,
    queuedMs: 10,
    dueMs: 20,
    sinceMs: 10,
    ...more,
  };
  db.write(() => insertOutgoing(db, row, { wire: bytes("wire"), filed: bytes("with Bcc") }));
}

describe("the send queue", () => {
  test("keeps the bytes as they were built, those to file apart where they differ", () => {
    const db = mailStore();
    queue(db, "a", "held");
    expect([text(outgoingBytes(db, "a").wire), text(outgoingBytes(db, "a").filed)]).toEqual(["wire", "with Bcc"]);
    const row = getOutgoing(db, "a");
    db.write(() => insertOutgoing(db, { ...row, id: "b" }, { wire: bytes("same") }));
    expect(outgoingBytes(db, "b")).toEqual({ wire: Buffer.from("same") });
    expect(row.envelope).toEqual({ from: "alice@example.test", to: ["bob@example.test", "carol@example.com"] });
    expect(row).not.toHaveProperty("wire");
  });

  test("shows what is not over, and counts as unsent what may not have left", () => {
    const db = mailStore();
    const states: SendState[] = [
      "held",
      "queued",
      "submitting",
      "uncertain",
      "accepted",
      "failed",
      "done",
      "cancelled",
    ];
    for (const [n, state] of states.entries()) queue(db, `m${n}`, state, { queuedMs: 100 - n, dueMs: n });
    expect(openOutgoing(db, ALICE).map(({ state }) => state)).toEqual(states.slice(0, 6).reverse());
    expect(outgoingIn(db, ["queued", "held"]).map(({ state }) => state)).toEqual(["held", "queued"]);
    expect(unsentOf(db, ALICE).outgoing).toBe(5);
  });

  test("every change is a row that a restart finds", () => {
    const db = mailStore();
    queue(db, "a", "submitting", { attempts: 1 });
    const rejected = [{ address: "carol@example.com", answer: "550 no" }];
    db.write(() => updateOutgoing(db, "a", { state: "accepted", answer: "250 ok", rejected, sinceMs: 30 }));
    expect(getOutgoing(db, "a")).toMatchObject({ state: "accepted", answer: "250 ok", rejected, attempts: 1 });
    expect(toOutgoing(getOutgoing(db, "a"))).toMatchObject({ state: "accepted", answer: "250 ok", rejected });
    expect(toOutgoing(getOutgoing(db, "a"))).not.toHaveProperty("dueMs");
  });

  test("forgets what was over before a time, and nothing else", () => {
    const db = mailStore();
    queue(db, "old", "done", { sinceMs: 10 });
    queue(db, "new", "done", { sinceMs: 30 });
    queue(db, "open", "failed", { sinceMs: 10 });
    db.write(() => forgetSent(db, 20));
    expect(["old", "new", "open"].map((id) => findOutgoing(db, id)?.id)).toEqual([undefined, "new", "open"]);
    expect(() => getOutgoing(db, "old")).toThrow(expect.objectContaining({ reason: "missing" }));
    expect(() => outgoingBytes(db, "old")).toThrow(expect.objectContaining({ reason: "missing" }));
  });

  test("an accepted answer marks what it answers by the journal and begins its reminder", () => {
    const db = mailStore();
    const [id = ""] = take(db, "INBOX", { uid: 1 }).created;
    queue(db, "a", "accepted", { inReplyTo: Number(id), forwardOf: 999, remindAtMs: 500 });
    db.write(() => noteAcceptance(db, getOutgoing(db, "a"), 40));
    expect(messageLines(db, [id as never])[0]?.flags.answered).toBe(true);
    expect(nextDeeds(db, ALICE, 40)).toMatchObject([{ kind: "flag", add: ["\\Answered"], uids: [1] }]);
    expect(dueFollowUps(db, 499)).toEqual([]);
    expect(dueFollowUps(db, 500)).toMatchObject([{ id: "a", messageIdHeader: "<a@example.test>" }]);
  });
});

describe("messages to be filed on the server", () => {
  function queued() {
    const db = mailStore();
    const folderId = folder(db, "Archive").id;
    const append = { accountId: ALICE, folderId, flags: ["\\Seen"], internalDateMs: 5, messageIdHeader: "<x@y>" };
    db.write(() => queueAppend(db, append, bytes("one"), 10));
    db.write(() => queueAppend(db, { ...append, messageIdHeader: undefined } as never, bytes("two"), 20));
    return { db, folderId };
  }

  test("come in their order when it is their time", () => {
    const { db, folderId } = queued();
    expect(nextAppends(db, ALICE, 9)).toEqual([]);
    const [first, second, ...more] = nextAppends(db, ALICE, 20);
    expect(first).toMatchObject({
      folderId,
      flags: ["\\Seen"],
      messageIdHeader: "<x@y>",
      state: "waiting",
      attempts: 0,
    });
    expect(second).not.toHaveProperty("messageIdHeader");
    expect(more).toEqual([]);
    expect(nextAppends(db, ALICE, 20, 1)).toHaveLength(1);
    expect(text(appendBytes(db, second?.id ?? 0))).toBe("two");
  });

  test("are known as begun after a stop, so that they are looked for first (mail rule 54)", () => {
    const { db } = queued();
    const [first] = nextAppends(db, ALICE, 10);
    db.write(() => beginAppend(db, first?.id ?? 0));
    expect(nextAppends(db, ALICE, 10)).toMatchObject([{ state: "inflight" }]);
    db.write(() => settleAppend(db, first?.id ?? 0));
    expect([nextAppends(db, ALICE, 10), appendBytes(db, first?.id ?? 0)]).toEqual([[], undefined]);
  });

  test("wait longer after each failure, and rest when they are given up", () => {
    const { db } = queued();
    const id = nextAppends(db, ALICE, 10)[0]?.id ?? 0;
    db.write(() => failAppend(db, id, offline, 60));
    expect(nextAppends(db, ALICE, 59).map((one) => one.id)).not.toContain(id);
    expect(nextAppends(db, ALICE, 60)[0]).toMatchObject({ id, attempts: 1, state: "waiting" });
    expect(unsentOf(db, ALICE).appends).toBe(2);
    db.write(() => failAppend(db, id, offline, null));
    expect(nextAppends(db, ALICE, 9999).map((one) => one.id)).not.toContain(id);
    expect(unsentOf(db, ALICE).appends).toBe(1);
  });
});
