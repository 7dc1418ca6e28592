// Sending: out once, back as a draft when it is taken back.
import { describe, expect, it } from "vitest";
import { readMessage } from "../../src-main/domain/mime/read.ts";
import type { MessageId } from "../../src-preload/contract/shapes.ts";
import { letter, mailWorld, parted } from "./mail-world.ts";

const BOB = { address: "bob@example.test", name: "Bob" };
const base64 = (text: string) => Buffer.from(text).toString("base64");
const read = (source: string) => readMessage(Buffer.from(source, "latin1"));

describe("a message that is sent", () => {
  it("goes out once with its files, has one copy in Sent, and its draft is gone", async () => {
    const { call, accountId, settle, sent, mailbox } = await mailWorld();
    const files = [{ name: "plan.txt", mediaType: "text/plain", base64: base64("the plan") }];
    const { draft } = await call("mail.draft", {
      accountId,
      to: [BOB],
      subject: "Plan",
      text: "See there",
      addAttachments: files,
    });
    const content = {
      accountId,
      draftId: draft.id,
      to: [BOB],
      bcc: ["carol@example.test"],
      subject: "Plan",
      text: "See there",
    };
    const { messageId, state } = await call("mail.send", { ...content, undoSeconds: 0 });
    expect(state).toBe("queued");
    await settle();
    expect(sent).toHaveLength(1);
    expect(sent[0]?.to.toSorted()).toEqual(["bob@example.test", "carol@example.test"]);
    const message = read(sent[0]?.source ?? "");
    expect([message.messageId, message.subject, message.bcc, message.from[0]?.name]).toEqual([
      messageId,
      "Plan",
      [],
      "Alice",
    ]);
    expect(message.parts.map(({ name, content: bytes }) => [name, Buffer.from(bytes ?? []).toString()])).toEqual([
      ["plan.txt", "the plan"],
    ]);
    const copies = [...mailbox.contents("Sent").values()];
    expect(copies).toHaveLength(1);
    expect(Buffer.from(copies[0]?.source ?? []).toString("latin1")).toContain("Bcc: carol@example.test");
    expect((await call("mail.drafts", {})).drafts).toEqual([]);
    expect((await call("mail.outbox", {})).outgoing).toEqual([]);
  });

  it("can be taken back while it is held, and is the draft it was", async () => {
    const { call, accountId, sync, sent } = await mailWorld();
    const { id, state, dueMs } = await call("mail.send", {
      accountId,
      to: ["Bob <bob@example.test>"],
      subject: "Wait",
      text: "Hm",
    });
    expect([state, typeof dueMs]).toEqual(["held", "number"]);
    await sync();
    expect((await call("mail.outbox", {})).outgoing).toMatchObject([{ id, state: "held" }]);
    const { draft } = await call("mail.unsend", { id });
    expect(draft).toMatchObject({ subject: "Wait", text: "Hm", to: [BOB] });
    await sync();
    expect([sent, (await call("mail.outbox", {})).outgoing]).toEqual([[], []]);
    await expect(call("mail.unsend", { id })).rejects.toMatchObject({ reason: "conflict" });
  });

  it("goes once, however often it was asked for", async () => {
    const { call, accountId, sync, sent } = await mailWorld();
    const { draft } = await call("mail.draft", { accountId, to: [BOB], subject: "Once", text: "x" });
    const content = { accountId, draftId: draft.id, to: [BOB], subject: "Once", text: "x", undoSeconds: 0 };
    const asked = await Promise.allSettled([call("mail.send", content), call("mail.send", content)]);
    expect(asked.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await sync();
    expect(sent).toHaveLength(1);
  });

  it("waits for its time, and goes when that comes, or at once when somebody says so", async () => {
    const { call, accountId, sync, sent, clock } = await mailWorld();
    const inAnHour = clock.nowMs() + 3_600_000;
    const later = { accountId, to: [BOB], subject: "Later", text: "x", sendAtMs: inAnHour };
    const first = await call("mail.send", later);
    const second = await call("mail.send", { ...later, subject: "Now after all" });
    expect([first.state, first.dueMs]).toEqual(["scheduled", inAnHour]);
    await call("mail.sendNow", { id: second.id });
    await sync();
    expect(sent.map(({ source }) => read(source).subject)).toEqual(["Now after all"]);
    clock.advance(3_600_000);
    await sync();
    expect(sent).toHaveLength(2);
  });

  it("of which nobody knows whether it arrived is never sent again by itself", async () => {
    const { call, accountId, sync, sent, state, clock, mailbox } = await mailWorld();
    state.outcome = { kind: "uncertain" };
    const { id } = await call("mail.send", { accountId, to: [BOB], subject: "Lost?", text: "x", undoSeconds: 0 });
    for (let n = 0; n < 8; n++) {
      await sync();
      clock.advance(60_000);
    }
    expect((await call("mail.outbox", {})).outgoing).toMatchObject([{ id, state: "uncertain" }]);
    state.outcome = { kind: "accepted", answer: "250 OK", rejected: [] };
    await sync();
    expect(sent).toEqual([]);
    await call("mail.resolveSend", { id, choice: "arrived" });
    for (let n = 0; n < 4; n++) {
      await sync();
      clock.advance(10_000);
    }
    await sync();
    expect([sent.length, mailbox.contents("Sent").size, (await call("mail.outbox", {})).outgoing]).toEqual([0, 1, []]);
  });

  it("can be followed up: who has not answered is on a list, until that is taken back", async () => {
    const { call, accountId, settle, clock } = await mailWorld();
    const remindAtMs = clock.nowMs() + 86_400_000;
    const content = { accountId, to: [BOB], subject: "Offer", text: "x", undoSeconds: 0, remindAtMs };
    const { messageId } = await call("mail.send", content);
    expect((await call("mail.followUps", {})).followUps).toEqual([]);
    await settle();
    const waiting = { accountId, messageId, subject: "Offer", to: [BOB], remindAtMs };
    expect((await call("mail.followUps", {})).followUps).toEqual([waiting]);
    await call("mail.remind", { accountId, messageId, remindAtMs: null });
    expect((await call("mail.followUps", {})).followUps).toEqual([]);
    await call("mail.remind", { accountId, messageId, remindAtMs: remindAtMs + 1 });
    await call("mail.remind", { accountId, messageId, remindAtMs });
    expect((await call("mail.followUps", {})).followUps).toEqual([waiting]);
  });

  it("to nobody, or to what is no address, is refused before anything is kept", async () => {
    const { call, accountId } = await mailWorld();
    await expect(call("mail.send", { accountId, to: [], subject: "x" })).rejects.toMatchObject({
      reason: "invalid-input",
    });
    await expect(call("mail.send", { accountId, to: ["bob"], subject: "x" })).rejects.toMatchObject({
      reason: "invalid-input",
    });
    expect([(await call("mail.outbox", {})).outgoing, (await call("mail.drafts", {})).drafts]).toEqual([[], []]);
  });
});

describe("an answer", () => {
  it("stands in the thread, quotes what it answers, and marks it answered once it has left", async () => {
    const { call, receive, settle, sent, mailbox } = await mailWorld();
    const [id] = (await receive(
      letter("Lunch?", "At noon?", { "Message-ID": "<ask@example.test>", References: "<root@example.test>" }),
    )) as [MessageId];
    const { draft } = await call("mail.begin", { messageId: id, kind: "reply", locale: "en" });
    expect(draft).toMatchObject({ to: [BOB], subject: "Re: Lunch?", inReplyTo: id });
    expect(draft.html).toContain("<blockquote");
    const { accountId, to, subject, html, inReplyTo } = draft;
    await call("mail.send", { accountId, to, subject, html, inReplyTo, draftId: draft.id, undoSeconds: 0 });
    await settle();
    const answer = read(sent[0]?.source ?? "");
    expect([answer.inReplyTo, answer.references]).toEqual([
      "<ask@example.test>",
      ["<root@example.test>", "<ask@example.test>"],
    ]);
    expect([...mailbox.contents("INBOX").values()][0]?.flags).toContain("\\Answered");
    const { threads } = await call("mail.list", { role: "inbox", limit: 50 });
    expect(threads[0]).toMatchObject({ count: 2, answered: true });
  });

  it("that forwards takes the files along", async () => {
    const { call, receive } = await mailWorld();
    const parts = [
      { type: "text/plain", body: "See" },
      { type: "application/pdf", headers: ["Content-Disposition: attachment; filename=a.pdf"], body: "pdf" },
    ];
    const [id] = (await receive(parted("Plan", "mixed", parts))) as [MessageId];
    const { draft } = await call("mail.begin", { messageId: id, kind: "forward", locale: "fr" });
    expect(draft).toMatchObject({ to: [], forwardOf: id, attachments: [{ name: "a.pdf", size: 3 }] });
    const { base64: bytes } = await call("mail.draftAttachment", {
      draftId: draft.id,
      id: draft.attachments[0]?.id ?? "",
    });
    expect(Buffer.from(bytes, "base64").toString()).toBe("pdf");
  });

  it("to the wish to know of the reading goes out once, with nobody to answer it", async () => {
    const { call, receive, sync, sent } = await mailWorld();
    const [id] = (await receive(letter("Read?", "x", { "Disposition-Notification-To": "bob@example.test" }))) as [
      MessageId,
    ];
    expect((await call("mail.message", { id })).receiptTo).toMatchObject({ address: "bob@example.test" });
    await call("mail.receipt", { messageId: id, send: true });
    await call("mail.receipt", { messageId: id, send: true });
    await sync();
    expect(sent.map(({ from, to }) => [from, to])).toEqual([["", ["bob@example.test"]]]);
    expect((await call("mail.message", { id })).receiptTo).toBeUndefined();
  });
});

describe("what happens by itself", () => {
  it("sorts by rules and keeps blocked senders away", async () => {
    const { call, receive, ids, folderId, sync } = await mailWorld();
    const rule = { id: "r1", name: "Bills", enabled: true, match: "all" as const, stop: false };
    const tests = [{ field: "subject" as const, how: "contains" as const, value: "bill" }];
    const actions = [{ kind: "move" as const, folderId: await folderId("archive") }];
    await call("mail.saveRules", { rules: [{ ...rule, tests, actions }] });
    await call("mail.block", { address: "Spam@Example.com", blocked: true });
    await receive(letter("Your bill"), letter("Win", "x", { From: "spam@example.com" }), letter("Hello"));
    await sync();
    expect([(await ids("archive")).length, (await ids("junk")).length, (await ids("inbox")).length]).toEqual([1, 1, 1]);
    expect((await call("mail.rules", {})).blocked).toEqual(["spam@example.com"]);
  });

  it("refuses a rule that moves to a folder that is not there", async () => {
    const { call, folderId } = await mailWorld();
    const rule = { id: "r", name: "x", enabled: true, match: "all" as const, stop: false };
    const tests = [{ field: "from" as const, how: "exists" as const }];
    const actions = [{ kind: "move" as const, folderId: "999" as Awaited<ReturnType<typeof folderId>> }];
    await expect(call("mail.saveRules", { rules: [{ ...rule, tests, actions }] })).rejects.toMatchObject({
      reason: "missing",
    });
  });
});
