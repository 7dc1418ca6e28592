// Invitations that come by mail: what the card says, and who is told of an answer and how.
import { describe, expect, it } from "vitest";
import { readMessage } from "../../src-main/domain/mime/read.ts";
import type { CalendarId, MessageId } from "../../src-preload/contract/shapes.ts";
import { invitation, invitationWorld as world } from "./mail-invitation-world.ts";
import { letter, mailWorld, parted } from "./mail-world.ts";
import { office } from "./office.ts";

describe("the card of an invitation", () => {
  it("says what it is about, what is around it, and how an answer would go", async () => {
    const { call, calendarId, receiveOne, card } = await world();
    const busy = {
      calendarId,
      title: "Dentist",
      start: "2026-11-24T10:30",
      end: "2026-11-24T11:30",
      zone: "Europe/Paris",
    };
    await call("events.create", busy);
    await call("events.create", { ...busy, title: "Lunch", start: "2026-11-24T12:30", end: "2026-11-24T13:30" });
    const id = await receiveOne(invitation());
    expect(
      (await call("mail.thread", { id: (await call("mail.message", { id })).threadId })).messages[0]?.invitation,
    ).toBe(true);
    const found = await card(id);
    expect(found).toMatchObject({
      method: "request",
      state: "new",
      title: "Planning",
      answersBy: "mail",
      answer: "needs-action",
      calendarId,
    });
    expect(found?.startMs).toBe(Date.parse("2026-11-24T09:00:00Z"));
    expect(found?.day.map(({ title }) => title)).toEqual(["Dentist", "Lunch"]);
    expect(found?.conflicts.map(({ title }) => title)).toEqual(["Dentist"]);
  });

  it("is none in a message without one, and says so where it cannot be read", async () => {
    const { receiveOne, card } = await world();
    expect(await card(await receiveOne(letter("Plain")))).toBeUndefined();
    const broken = parted("Broken", "mixed", [
      { type: "text/calendar; method=REQUEST", body: "BEGIN:VCALENDAR\r\nEND:VCALENDAR" },
    ]);
    expect(await card(await receiveOne(broken))).toMatchObject({ state: "unreadable", title: "Broken" });
  });

  it("for somebody else is nobody's to answer here", async () => {
    const { call, receiveOne, card } = await world();
    const id = await receiveOne(invitation({ people: ["ATTENDEE:mailto:carol@example.test"] }));
    expect(await card(id)).toMatchObject({ state: "not-mine", answersBy: "none" });
    await expect(call("mail.answerInvitation", { messageId: id, answer: "accepted" })).rejects.toMatchObject({
      reason: "not-invited",
    });
  });
});

describe("an answer", () => {
  it("puts the event into the agenda and one mail on its way, together", async () => {
    const { call, receiveOne, card, agenda, sync, sent } = await world();
    const id = await receiveOne(invitation());
    const { event } = await call("mail.answerInvitation", {
      messageId: id,
      answer: "accepted",
      comment: "With pleasure",
    });
    expect(event).toMatchObject({ title: "Planning", answer: "accepted", organizedByMe: false });
    expect(await agenda()).toMatchObject([{ title: "Planning", answer: "accepted" }]);
    await sync();
    expect(sent.map(({ to }) => to)).toEqual([["bob@example.test"]]);
    const [part] = readMessage(Buffer.from(sent[0]?.source ?? "", "latin1")).calendars;
    expect(part?.method).toBe("REPLY");
    expect(part?.text.replaceAll("\r\n ", "")).toMatch(
      /ATTENDEE[^\r\n]*PARTSTAT=ACCEPTED[^\r\n]*:mailto:alice@example.test/,
    );
    expect(part?.text).toContain("COMMENT:With pleasure");
    expect(await card(id)).toMatchObject({ state: "current", answer: "accepted" });
    expect((await call("mail.message", { id })).eventIds).toEqual([event?.id]);
  });

  it("can be changed, and tells each time", async () => {
    const { call, receiveOne, agenda, sync, sent } = await world();
    const id = await receiveOne(invitation());
    await call("mail.answerInvitation", { messageId: id, answer: "tentative" });
    await call("mail.answerInvitation", { messageId: id, answer: "declined" });
    await sync();
    expect([sent.length, (await agenda()).map(({ answer }) => answer)]).toEqual([2, ["declined"]]);
  });

  it("given twice at once is told once", async () => {
    const { call, receiveOne, agenda, sync, sent } = await world();
    const messageId = await receiveOne(invitation());
    const answer = () => call("mail.answerInvitation", { messageId, answer: "accepted" });
    const given = await Promise.allSettled([answer(), answer()]);
    expect(given.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await sync();
    expect([sent.length, (await agenda()).length]).toEqual([1, 1]);
  });

  it("that says no to what is in no calendar makes no entry", async () => {
    const { call, receiveOne, agenda, sync, sent } = await world();
    const id = await receiveOne(invitation());
    expect(await call("mail.answerInvitation", { messageId: id, answer: "declined" })).toEqual({});
    await sync();
    expect([await agenda(), sent.length]).toEqual([[], 1]);
  });

  it("to a version that the calendar has outgrown is refused", async () => {
    const { call, receiveOne, card, sync, sent } = await world();
    const old = await receiveOne(invitation());
    const next = await receiveOne(invitation({ sequence: 1, stamp: "20261118T090000Z", start: "20261125T140000Z" }));
    await call("mail.answerInvitation", { messageId: next, answer: "accepted" });
    expect(await card(old)).toMatchObject({ state: "outdated" });
    await expect(call("mail.answerInvitation", { messageId: old, answer: "accepted" })).rejects.toMatchObject({
      reason: "conflict",
    });
    await sync();
    expect(sent).toHaveLength(1);
  });
});

describe("an answer where the calendar's server schedules", () => {
  it("is the server's to send: no mail of ours goes out", async () => {
    const server = office();
    server.state.addresses = () => ["alice@example.test"];
    const mail = await mailWorld({ caldav: server.provider });
    const { call, receive, sync, sent } = mail;
    const { calendars } = await call("accounts.add", {
      kind: "caldav",
      url: "http://office.test/",
      username: "alice",
      password: "x",
    });
    const [id] = (await receive(invitation())) as [MessageId];
    expect((await call("mail.invitation", { messageId: id })).invitation).toMatchObject({
      answersBy: "server",
      calendarId: calendars[0]?.id,
    });
    await call("mail.answerInvitation", {
      messageId: id,
      answer: "accepted",
      calendarId: calendars[0]?.id as CalendarId,
    });
    await call("sync.run", {});
    await sync();
    expect([sent, server.texts("alice").length]).toEqual([[], 1]);
    expect(server.texts("alice").join().replaceAll("\r\n ", "")).toMatch(/PARTSTAT=ACCEPTED/);
    expect(server.texts("alice").join()).not.toContain("SCHEDULE-AGENT");
  });

  it("is ours where that server does not know the invited address, and the server keeps quiet", async () => {
    const server = office();
    const { call, receive, sync, sent } = await mailWorld({ caldav: server.provider });
    await call("accounts.add", { kind: "caldav", url: "http://office.test/", username: "ann", password: "x" });
    const [id] = (await receive(invitation())) as [MessageId];
    expect((await call("mail.invitation", { messageId: id })).invitation?.answersBy).toBe("mail");
    await call("mail.answerInvitation", { messageId: id, answer: "accepted" });
    await call("sync.run", {});
    await sync();
    expect([sent.length, server.texts("ann").length]).toEqual([1, 1]);
    expect(server.texts("ann").join().replaceAll("\r\n ", "")).toContain("SCHEDULE-AGENT=NONE");
  });
});
