// Answering and removing on the local Graph: whoever is told is told once.
import { describe, expect, it, test } from "vitest";
import type { PutOutcome, RemoteItem } from "../../src-main/providers/provider.ts";
import { storedItem } from "../contracts/calendar-copy.ts";
import { USER } from "../servers/graph/index.ts";
import { failureOf, never } from "./graph-account.ts";
import { BOB, EVE, edited, id, read, update, withExceptions, writes } from "./graph-edits.ts";
import { hour, type Mailbox, mailbox, series, single, versionOf } from "./graph-server.ts";

describe("answering", () => {
  const answer = (text: string, value: "accepted" | "tentative" | "declined", recurrenceId?: string) =>
    edited(text, {
      kind: "answer",
      addresses: [USER.address],
      answer: value,
      comment: "See you",
      ...(recurrenceId && { recurrenceId }),
    });

  it.each([
    ["accepted", "accepted"],
    ["tentative", "tentativelyAccepted"],
  ] as const)("%s tells the organiser once, also when the answer to it is lost", async (value, response) => {
    const box = await mailbox();
    const item = await read(box, box.other.addInvitation(single("Invited"), EVE));
    const wanted = answer(item.text, value);
    box.server.cutNext(1, /^POST /);
    expect((await failureOf(update(box, item, wanted))).reason).toBe("connection-lost");
    storedItem(await update(box, item, wanted));
    expect(box.other.outbox).toMatchObject([{ to: EVE.address, why: "response", response, comment: "See you" }]);
    const shown = value === "accepted" ? "busy" : "tentative";
    expect(box.other.event(item.key)).toMatchObject({ responseStatus: { response }, showAs: shown });
    expect(writes(box)).toEqual(["POST"]);
  });

  it("leaves how the meeting is shown to the server, unless the user says", async () => {
    const box = await mailbox();
    const item = await read(box, box.other.addInvitation(single("Invited"), EVE));
    const set = { transparency: "transparent" } as const;
    const free = edited(answer(item.text, "accepted"), { kind: "change", set, asAttendee: true });
    const done = storedItem(await update(box, item, free));
    expect(box.other.event(item.key)).toMatchObject({ responseStatus: { response: "accepted" }, showAs: "free" });
    const back = storedItem(await update(box, done, answer(done.text, "tentative")));
    expect(back.text).toMatch(/PARTSTAT=TENTATIVE/);
    expect(box.other.outbox).toHaveLength(2);
  });

  it.each([true, false])(
    "declined is stored, whether the event leaves the calendar (%s) or stays",
    async (declineRemoves) => {
      const box = await mailbox({ switches: { declineRemoves } });
      const item = await read(box, box.other.addInvitation(single("Invited"), EVE));
      const done = storedItem(await update(box, item, answer(item.text, "declined")));
      expect(done.text).toMatch(/PARTSTAT=DECLINED/);
      expect(box.other.outbox).toHaveLength(1);
      expect(box.other.event(item.key) === undefined).toBe(declineRemoves);
    },
  );

  it("one occurrence leaves the others alone", async () => {
    const box = await mailbox();
    const item = await read(box, box.other.addInvitation(series("Invited"), EVE));
    storedItem(await update(box, item, answer(item.text, "accepted", id("2026-11-30"))));
    expect(box.other.outbox).toMatchObject([{ why: "response", occurrence: "2026-11-30" }]);
    expect(box.other.event(item.key)).toMatchObject({ responseStatus: { response: "notResponded" } });
  });
});

describe("throwing an invitation away", () => {
  const remove = ({ connection, url }: Mailbox, item: RemoteItem, silent = false) =>
    connection.remove(url, versionOf(item), never, { silent });

  it.each([true, false])(
    "declines it first, once, whatever answer is lost and whether declining takes it away (%s)",
    async (declineRemoves) => {
      const box = await mailbox({ switches: { declineRemoves } });
      const item = await read(box, box.other.addInvitation(single("Invited"), EVE));
      box.server.cutNext(1, /^POST /);
      expect((await failureOf(remove(box, item))).reason).toBe("connection-lost");
      if (!declineRemoves) {
        box.server.failNext(1, { status: 500, headers: {}, body: "", where: /^DELETE / });
        expect((await failureOf(remove(box, item))).reason).toBe("server-error");
      }
      expect(await remove(box, item)).toEqual({ kind: "removed" });
      expect(box.other.event(item.key)).toBeUndefined();
      expect(box.other.outbox).toMatchObject([{ to: EVE.address, why: "response", response: "declined" }]);
    },
  );

  it("tells nobody when nobody is to be told, when it was declined, or when the meeting was cancelled", async () => {
    const box = await mailbox({ switches: { declineRemoves: false } });
    const quiet = await read(box, box.other.addInvitation(single("Quiet"), EVE));
    expect(await remove(box, quiet, true)).toEqual({ kind: "removed" });
    const cancelled = box.other.addInvitation(single("Cancelled"), EVE);
    box.other.cancelInvitation(cancelled);
    expect(await remove(box, await read(box, cancelled))).toEqual({ kind: "removed" });
    expect(box.other.outbox).toEqual([]);
  });

  it("does not throw away what the organiser has changed meanwhile", async () => {
    const box = await mailbox();
    const item = await read(box, box.other.addInvitation(single("Invited"), EVE));
    box.other.changeEvent(item.key, { subject: "Moved by its organiser" });
    expect(await remove(box, item)).toMatchObject({ kind: "conflict", theirs: { key: item.key } });
    expect(box.other.outbox).toEqual([]);
  });
});

describe("removing", () => {
  const remove = ({ connection, url }: Mailbox, item: RemoteItem) => connection.remove(url, versionOf(item), never);

  it("removes the version it knows, once, and tells nobody but the guests", async () => {
    const box = await mailbox();
    const item = await read(box, box.other.addEvent({ ...single("Meeting"), attendees: [BOB] }));
    box.server.cutNext(1, /^DELETE /);
    expect((await failureOf(remove(box, item))).reason).toBe("connection-lost");
    expect(await remove(box, item)).toEqual({ kind: "removed" });
    expect(box.other.outbox.map(({ why }) => why)).toEqual(["invitation", "cancellation"]);
  });

  it("is a conflict when it was changed, a matter of course when it is gone", async () => {
    const box = await mailbox();
    const item = await withExceptions(box);
    box.other.changeOccurrence(item.key, "2026-12-28", { subject: "Theirs" });
    expect(await remove(box, item)).toMatchObject({ kind: "conflict", theirs: { key: item.key } });
    box.other.removeEvent(item.key);
    expect(await remove(box, item)).toEqual({ kind: "removed" });
  });

  it("outlasts versions that are refused for no reason", async () => {
    const box = await mailbox({ switches: { spontaneous412: 2 } });
    const item = await read(box, box.other.addEvent(single("A")));
    expect(await remove(box, item)).toEqual({ kind: "removed" });
    expect(box.other.events()).toEqual([]);
  });

  it("does not take an event for gone whose calendar cannot be seen", async () => {
    const box = await mailbox();
    box.other.addCalendar("Doomed");
    const url = box.urlOf("Doomed");
    const key = box.other.addEvent(single("A"), "Doomed");
    const item = await box.connection.fetch(url, `/x/${encodeURIComponent(key)}`, never);
    box.other.removeCalendar("Doomed");
    const outcome: Promise<PutOutcome | unknown> = box.connection.remove(url, versionOf(item), never);
    expect((await failureOf(outcome)).params).toEqual({ what: "calendar" });
  });
});

test("a move is left to copy and removal, which invite and mail nobody", async () => {
  const box = await mailbox();
  box.other.addCalendar("Second");
  const item = await read(box, box.other.addEvent({ ...single("A"), ...hour("2026-11-25") }));
  const outcome = await box.connection.move(box.url, versionOf(item), box.urlOf("Second"), "n", never);
  expect(outcome).toEqual({ kind: "unsupported" });
});
