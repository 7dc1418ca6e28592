// What comes after an invitation: new versions, cancellations, answers of guests; by a click, or by themselves.
import { describe, expect, it } from "vitest";
import { NOVEMBER } from "./at-work.ts";
import { invitation, itip, PASSED, invitationWorld as world } from "./mail-invitation-world.ts";
import { letter } from "./mail-world.ts";

describe("what comes later", () => {
  it("moves the event when somebody says so, and ends it", async () => {
    const { call, receiveOne, card, agenda } = await world();
    await call("mail.answerInvitation", { messageId: await receiveOne(invitation()), answer: "accepted" });
    const moved = await receiveOne(invitation({ sequence: 1, stamp: "20261118T090000Z", start: "20261125T140000Z" }));
    expect(await card(moved)).toMatchObject({ state: "update" });
    expect(await agenda()).toMatchObject([{ startMs: Date.parse("2026-11-24T09:00:00Z") }]);
    await call("mail.applyInvitation", { messageId: moved });
    expect(await agenda()).toMatchObject([{ startMs: Date.parse("2026-11-25T14:00:00Z") }]);
    expect(await card(moved)).toMatchObject({ state: "current" });
  });

  it("by itself is a cancellation of the organiser's that the server vouches for", async () => {
    const { call, receiveOne, agenda } = await world();
    await call("mail.answerInvitation", { messageId: await receiveOne(invitation()), answer: "accepted" });
    const cancel = { method: "CANCEL", sequence: 1, stamp: "20261118T100000Z", more: ["STATUS:CANCELLED"] };
    await receiveOne(invitation(cancel));
    await expect.poll(async () => (await agenda()).map(({ status }) => status)).toEqual(["cancelled"]);
  });

  it.each([
    ["nobody vouches for", {}],
    ["somebody else sends", { ...PASSED, From: "Mallory <mallory@example.test>" }],
  ])("is never a cancellation that %s: it waits for a click", async (_, headers) => {
    const { call, receiveOne, card, agenda } = await world();
    await call("mail.answerInvitation", { messageId: await receiveOne(invitation()), answer: "accepted" });
    const cancel = { method: "CANCEL", sequence: 1, stamp: "20261118T100000Z", more: ["STATUS:CANCELLED"] };
    const id = await receiveOne(invitation(cancel, headers));
    expect(await card(id)).toMatchObject({ state: "cancelled" });
    // One more arrival, applied or not by now: what came before it was looked at.
    await receiveOne(letter("After"));
    expect((await agenda()).map(({ status }) => status)).toEqual(["confirmed"]);
    await call("mail.applyInvitation", { messageId: id });
    expect((await agenda()).map(({ status }) => status)).toEqual(["cancelled"]);
  });

  it("is a guest's answer, noted in the event that the user organises", async () => {
    const { call, calendarId, receiveOne } = await world();
    const text = itip({ people: ["ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:bob@example.test"] })
      .replace("ORGANIZER;CN=Bob:mailto:bob@example.test", "ORGANIZER:mailto:alice@example.test")
      .replace("METHOD:REQUEST\r\n", "");
    await call("events.import", { calendarId, text });
    const reply = {
      method: "REPLY",
      stamp: "20261118T110000Z",
      people: ["ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.test"],
    };
    const source = invitation(reply).replace(
      "ORGANIZER;CN=Bob:mailto:bob@example.test",
      "ORGANIZER:mailto:alice@example.test",
    );
    const id = await receiveOne(source);
    const answers = async () => {
      const [occurrence] = (await call("agenda.range", NOVEMBER)).occurrences;
      return (
        occurrence && (await call("events.get", { id: occurrence.eventId })).event.attendees.map(({ answer }) => answer)
      );
    };
    await expect.poll(answers).toEqual(["accepted"]);
    expect((await call("mail.invitation", { messageId: id })).invitation).toMatchObject({
      method: "reply",
      state: "current",
      reply: { address: "bob@example.test", answer: "accepted" },
    });
  });
});

describe("beside a message", () => {
  it("are the events to come with its sender, and what was made from it", async () => {
    const { call, calendarId, receiveOne } = await world();
    const { event } = await call("events.create", {
      calendarId,
      title: "With Bob",
      start: "2026-11-26T10:00",
      end: "2026-11-26T11:00",
      attendees: [{ address: "Bob@example.test" }],
    });
    await call("events.create", { calendarId, title: "Alone", start: "2026-11-26T12:00", end: "2026-11-26T13:00" });
    const id = await receiveOne(letter("Hi"));
    expect((await call("mail.beside", { messageId: id })).occurrences.map(({ title }) => title)).toEqual(["With Bob"]);
    await call("mail.linkEvent", { messageId: id, eventId: event.id });
    expect((await call("mail.message", { id })).eventIds).toEqual([event.id]);
    const { messages } = await call("mail.ofEvent", { eventId: event.id });
    expect(messages).toMatchObject([{ id, subject: "Hi" }]);
  });
});
