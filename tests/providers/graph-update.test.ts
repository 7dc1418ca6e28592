// Changing events on the local Graph: never over anybody else's change, and finished when it was cut.
import { describe, expect, it } from "vitest";
import { storedItem, titleOf } from "../contracts/calendar-copy.ts";
import { failureOf } from "./graph-account.ts";
import { BOB, edited, id, moved, read, retitled, update, withExceptions, without, writes } from "./graph-edits.ts";
import { hour, mailbox, series, single } from "./graph-server.ts";

describe("changing", () => {
  it("sends what differs, and nothing when nothing does", async () => {
    const box = await mailbox();
    const item = await read(
      box,
      box.other.addEvent({ ...single("A"), body: { contentType: "html", content: "<b>Rich</b>" } }),
    );
    expect(storedItem(await update(box, item, item.text)).etag).toBe(item.etag);
    expect(writes(box)).toEqual([]);
    storedItem(await update(box, item, edited(item.text, retitled("B"))));
    expect(writes(box)).toEqual(["PATCH"]);
    expect(box.other.event(item.key)).toMatchObject({
      subject: "B",
      body: { content: expect.stringContaining("<b>Rich</b>") },
    });
  });

  it("keeps the exceptions of a series that gets another name, and makes them again when it gets another time", async () => {
    const box = await mailbox();
    const item = await withExceptions(box);
    const named = storedItem(await update(box, item, edited(item.text, retitled("Renamed"))));
    expect(named.text).toMatch(/^SUMMARY:Special/m);
    const wanted = edited(named.text, moved("2026-11-23T11:00", "2026-11-23T12:00"));
    const later = storedItem(await update(box, named, wanted));
    expect(later.text).toMatch(/^DTSTART;TZID=Europe\/Paris:20261123T110000/m);
    expect(later.text).toMatch(/^EXDATE;TZID=Europe\/Paris:20261214T110000/m);
    expect(later.text).toMatch(/^RECURRENCE-ID;TZID=Europe\/Paris:20261207T110000/m);
    expect(later.text).toMatch(/^SUMMARY:Special/m);
    expect(box.other.outbox).toEqual([]);
    // As it would be read by whoever comes next.
    expect((await read(box, item.key)).text).toBe(later.text);
  });

  it("moves an exception along with its series where the server leaves it behind", async () => {
    const box = await mailbox({ switches: { masterPatchDropsExceptions: false } });
    const s = box.other.addEvent(series("Series"));
    box.other.changeOccurrence(s, "2026-12-07", { subject: "Special", ...hour("2026-12-07", "09:00", "Europe/Paris") });
    const item = await read(box, s);
    const later = storedItem(await update(box, item, edited(item.text, moved("2026-11-23T11:00", "2026-11-23T12:00"))));
    expect(later.text).toMatch(/^RECURRENCE-ID;TZID=Europe\/Paris:20261207T110000/m);
    expect(later.text).toMatch(/^DTSTART;TZID=Europe\/Paris:20261207T110000/m);
  });

  it.each([/^DELETE /, /^PATCH .*FRAA/, /^PATCH /])("goes on where it was cut, at %s", async (where) => {
    const box = await mailbox();
    const item = await withExceptions(box);
    const wanted = edited(item.text, moved("2026-11-23T11:00", "2026-11-23T12:00"), retitled("New name"));
    box.server.cutNext(1, where);
    expect((await failureOf(update(box, item, wanted))).reason).toBe("connection-lost");
    const done = storedItem(await update(box, item, wanted));
    expect(done.text).toMatch(/^EXDATE;TZID=Europe\/Paris:20261214T110000/m);
    expect(done.text).toMatch(/^SUMMARY:Special/m);
    expect(done.text).toMatch(/^SUMMARY:New name/m);
  });

  it("does not go on over what somebody did meanwhile", async () => {
    const box = await mailbox();
    const item = await withExceptions(box);
    const wanted = edited(item.text, moved("2026-11-23T11:00", "2026-11-23T12:00"));
    box.server.cutNext(1, /^PATCH /);
    await failureOf(update(box, item, wanted));
    box.other.changeOccurrence(item.key, "2026-12-07", { subject: "Theirs" });
    expect(await update(box, item, wanted)).toMatchObject({ kind: "conflict" });
    expect(box.other.event(item.key, "2026-12-07")).toMatchObject({ subject: "Theirs" });
  });

  it("does not drop an exception of somebody else's with a new time for the series", async () => {
    const box = await mailbox();
    const item = await withExceptions(box);
    box.other.changeOccurrence(item.key, "2026-12-21", { subject: "Theirs" });
    const wanted = edited(item.text, moved("2026-11-23T11:00", "2026-11-23T12:00"));
    expect(await update(box, item, wanted)).toMatchObject({ kind: "conflict", theirs: { key: item.key } });
    expect(box.other.event(item.key, "2026-12-21")).toMatchObject({ subject: "Theirs" });
  });

  it("changes, deletes and moves single occurrences, found by their day", async () => {
    const box = await mailbox();
    const item = await read(box, box.other.addEvent(series("Series")));
    const wanted = edited(
      item.text,
      retitled("One", id("2026-11-30")),
      without(id("2026-12-07")),
      moved("2026-12-15T09:00", "2026-12-15T10:00", id("2026-12-14")),
    );
    storedItem(await update(box, item, wanted));
    expect(box.other.event(item.key, "2026-11-30")).toMatchObject({ subject: "One", type: "exception" });
    expect(box.other.event(item.key, "2026-12-14")).toMatchObject({
      start: { dateTime: "2026-12-15T08:00:00.0000000" },
    });
    expect(box.other.event(item.key)).toMatchObject({ cancelledOccurrences: [expect.stringMatching(/2026-12-07$/)] });
    expect(writes(box).toSorted()).toEqual(["DELETE", "PATCH", "PATCH"]);
  });

  it("takes no occurrence for another that was moved next to it", async () => {
    const box = await mailbox();
    const s = box.other.addEvent(series("Series"));
    box.other.changeOccurrence(s, "2026-11-30", hour("2026-12-05"));
    const item = await read(box, s);
    storedItem(await update(box, item, edited(item.text, without(id("2026-12-07")))));
    expect(box.other.event(s)).toMatchObject({ cancelledOccurrences: [expect.stringMatching(/2026-12-07$/)] });
    expect(box.other.event(s, "2026-11-30")).toMatchObject({ start: { dateTime: "2026-12-05T09:00:00.0000000" } });
    expect(writes(box)).toEqual(["DELETE"]);
  });

  it("knows a series by any of its occurrences", async () => {
    const box = await mailbox();
    const s = box.other.addEvent(series("Series"));
    const occurrence = box.other.event(s, "2026-11-30")?.id ?? "";
    expect(occurrence).not.toBe(s);
    expect(await read(box, occurrence)).toMatchObject({ key: s });
  });

  it("is a conflict whenever somebody else changed what it would write over", async () => {
    const box = await mailbox();
    const item = await withExceptions(box);
    box.other.changeOccurrence(item.key, "2026-12-28", { subject: "Theirs" });
    for (const wanted of [
      edited(item.text, retitled("Mine")),
      edited(item.text, retitled("Mine", id("2026-12-28"))),
      edited(item.text, without(id("2026-12-28"))),
    ])
      expect(await update(box, item, wanted)).toMatchObject({ kind: "conflict" });
    expect(writes(box)).toEqual([]);
  });

  it.each(["honoured", "ignored"] as const)(
    "notices a change between look and write where If-Match is %s",
    async (ifMatch) => {
      const box = await mailbox({ switches: { ifMatch } });
      const item = await read(box, box.other.addEvent(single("A")));
      box.other.changeEvent(item.key, { subject: "Theirs" });
      expect(await update(box, item, edited(item.text, retitled("Mine")))).toMatchObject({ kind: "conflict" });
      expect(box.other.event(item.key)).toMatchObject({ subject: "Theirs" });
    },
  );

  it("goes on when only answers of the guests came in", async () => {
    const box = await mailbox();
    const item = await read(box, box.other.addEvent({ ...single("Meeting"), attendees: [BOB] }));
    box.other.answer(item.key, BOB.emailAddress.address, "accepted");
    const done = storedItem(await update(box, item, edited(item.text, retitled("Renamed"))));
    expect(done.text).toMatch(/PARTSTAT=ACCEPTED/);
    expect(titleOf(done.text)).toBe("Renamed");
  });

  it.each([
    ["spontaneous412", 1],
    ["spontaneous412", 2],
    ["spontaneous409", 1],
    ["spontaneous409", 2],
  ] as const)("outlasts %s, %i times", async (name, times) => {
    const box = await mailbox();
    const item = await read(box, box.other.addEvent(single("A")));
    box.server.switch(name, times);
    storedItem(await update(box, item, edited(item.text, retitled("B"))));
    expect(box.other.event(item.key)).toMatchObject({ subject: "B" });
    expect(box.connection.traits().quirks).toContain("refuses a version that is the current one");
  });

  it("gives up on a server that refuses every version", async () => {
    const box = await mailbox({ switches: { spontaneous412: 99 } });
    const item = await read(box, box.other.addEvent(single("A")));
    const failure = await failureOf(update(box, item, edited(item.text, retitled("B"))));
    expect(failure.code).toBe("timeout");
    expect(writes(box).length).toBeLessThanOrEqual(4);
  });

  it("is stored once when the answer is lost, and gone when the event is", async () => {
    const box = await mailbox();
    const item = await read(box, box.other.addEvent(single("A")));
    const wanted = edited(item.text, retitled("B"));
    box.server.cutNext(1, /^PATCH /);
    expect((await failureOf(update(box, item, wanted))).reason).toBe("connection-lost");
    storedItem(await update(box, item, wanted));
    expect(writes(box)).toEqual(["PATCH"]);
    box.other.removeEvent(item.key);
    expect(await update(box, item, edited(item.text, retitled("C")))).toEqual({ kind: "gone" });
  });

  it("is sent again after a pause: it changes the same to the same", async () => {
    const box = await mailbox();
    const item = await read(box, box.other.addEvent(single("A")));
    box.server.failNext(1, { where: /^PATCH /, status: 429, headers: { "Retry-After": "3" } });
    storedItem(await update(box, item, edited(item.text, retitled("B"))));
    expect(box.clock.slept).toEqual([3_000]);
  });

  it("tells an occurrence that may not pass its neighbour before it is sent", async () => {
    const box = await mailbox();
    const item = await read(box, box.other.addEvent(series("Series")));
    const wanted = edited(item.text, moved("2026-12-08T09:00", "2026-12-08T10:00", id("2026-11-30")));
    expect((await failureOf(update(box, item, wanted))).params).toEqual({ limit: "occurrence-order" });
  });
});
