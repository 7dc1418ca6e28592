// Creating events on the local Graph: once, and finished when it was cut.
import { describe, expect, it } from "vitest";
import { sameMeaning } from "../../src-main/domain/edit.ts";
import { storedItem, titleOf } from "../contracts/calendar-copy.ts";
import { USER } from "../servers/graph/index.ts";
import { failureOf, never } from "./graph-account.ts";
import { BOB, edited, id, newText, read, retitled, without, writes } from "./graph-edits.ts";
import { mailbox } from "./graph-server.ts";

describe("creating", () => {
  it("makes a series with its exceptions, and nobody is told who is not invited", async () => {
    const box = await mailbox();
    const plain = newText("Made", { rrule: "FREQ=WEEKLY;COUNT=8", description: "Hello\nworld", location: "Room 1" });
    const text = edited(plain, without(id("2026-11-30")), retitled("Special", id("2026-12-07")));
    const item = storedItem(await box.connection.create(box.url, "made", text, never));
    expect(item.text).toContain("UID:uid-Made");
    expect(item.text).toMatch(/^EXDATE;TZID=Europe\/Paris:20261130T090000/m);
    expect(item.text).toMatch(/^SUMMARY:Special/m);
    expect(box.other.events()).toEqual([item.key]);
    expect(box.other.event(item.key)).toMatchObject({
      transactionId: expect.stringMatching(/:uid-Made$/),
      subject: "Made",
    });
    expect(box.other.outbox).toEqual([]);
    expect(sameMeaning((await read(box, item.key)).text, item.text)).toBe(true);
  });

  it("invites once, also when the answer is lost", async () => {
    const box = await mailbox();
    const text = newText("Meeting", {
      attendees: [{ address: BOB.emailAddress.address }],
      organizer: { address: USER.address },
    });
    box.server.cutNext(1, /^POST .*\/events$/);
    expect((await failureOf(box.connection.create(box.url, "m", text, never))).reason).toBe("connection-lost");
    const item = storedItem(await box.connection.create(box.url, "m", text, never));
    expect(box.other.events()).toEqual([item.key]);
    expect(box.other.outbox.map(({ to, why }) => `${why} ${to}`)).toEqual(["invitation bob@contoso.example.com"]);
  });

  it("goes on where it was cut: the exceptions come with the retry", async () => {
    const box = await mailbox();
    const text = edited(
      newText("Cut", { rrule: "FREQ=WEEKLY;COUNT=8" }),
      without(id("2026-11-30")),
      retitled("X", id("2026-12-07")),
    );
    box.server.cutNext(1, /^DELETE /);
    expect((await failureOf(box.connection.create(box.url, "c", text, never))).reason).toBe("connection-lost");
    const item = storedItem(await box.connection.create(box.url, "c", text, never));
    expect(item.text).toMatch(/^EXDATE/m);
    expect(item.text).toMatch(/^SUMMARY:X/m);
    expect(box.other.events()).toHaveLength(1);
  });

  it("is a conflict when what an earlier try made was changed since", async () => {
    const box = await mailbox();
    const item = storedItem(await box.connection.create(box.url, "n", newText("Mine"), never));
    box.other.changeEvent(item.key, { subject: "Theirs" });
    const again = await box.connection.create(box.url, "n", newText("Mine"), never);
    expect(again).toMatchObject({ kind: "conflict", theirs: { key: item.key } });
  });

  it("of a copy in another calendar makes a second event, and a retry of it no third", async () => {
    const box = await mailbox();
    box.other.addCalendar("Second");
    const first = storedItem(await box.connection.create(box.url, "n1", newText("Moves"), never));
    const second = storedItem(await box.connection.create(box.urlOf("Second"), "n2", newText("Moves"), never));
    expect(second.key).not.toBe(first.key);
    expect([box.other.events(), box.other.events("Second")]).toEqual([[first.key], [second.key]]);
    const again = storedItem(await box.connection.create(box.urlOf("Second"), "n2", newText("Moves"), never));
    expect(again.key).toBe(second.key);
  });

  it("takes ErrorDuplicateTransactionId for its own event, where there is one", async () => {
    const box = await mailbox();
    const item = storedItem(
      await box.connection.create(box.url, "n", newText("Own", { rrule: "FREQ=DAILY;COUNT=3" }), never),
    );
    const taken = {
      error: { code: "ErrorDuplicateTransactionId", message: "Already used to create a different event." },
    };
    box.server.failNext(1, { where: /^POST .*\/events$/, status: 400, body: taken });
    const again = storedItem(
      await box.connection.create(box.url, "n", newText("Own", { rrule: "FREQ=DAILY;COUNT=3" }), never),
    );
    expect(again.key).toBe(item.key);
    box.server.failNext(1, { where: /^POST .*\/events$/, status: 409, body: taken });
    const other = storedItem(await box.connection.create(box.url, "o", newText("Other"), never));
    expect(other.text).toMatch(/^UID:uid-Other\r$/m);
  });

  it("is believed when the event cannot be read yet", async () => {
    const box = await mailbox();
    const missing = { status: 404, body: { error: { code: "ErrorItemNotFound", message: "" } } };
    box.server.failNext(2, { where: /^GET .*\/events\/[^/]+\?/, ...missing });
    const item = storedItem(await box.connection.create(box.url, "n", newText("Early"), never));
    expect(titleOf(item.text)).toBe("Early");
    expect(box.other.events()).toEqual([item.key]);
  });

  it("is not tried again by itself when the server wants a pause", async () => {
    const box = await mailbox({ switches: { throttle: { times: 1, retryAfter: "2" } } });
    expect((await failureOf(box.connection.create(box.url, "n", newText("T"), never))).reason).toBe("rate-limited");
    expect(writes(box)).toEqual(["POST"]);
    await box.clock.sleep(2_000, never);
    storedItem(await box.connection.create(box.url, "n", newText("T"), never));
    expect(box.other.events()).toHaveLength(1);
  });

  it("refuses what Graph cannot keep before anything is sent", async () => {
    const box = await mailbox();
    const failure = await failureOf(
      box.connection.create(box.url, "n", newText("H", { rrule: "FREQ=HOURLY;COUNT=3" }), never),
    );
    expect([failure.reason, failure.params]).toEqual(["not-expressible", { limit: "rule" }]);
    expect(box.server.requests).toEqual([]);
  });

  it("says that the calendar is gone", async () => {
    const box = await mailbox();
    box.other.addCalendar("Doomed");
    const url = box.urlOf("Doomed");
    box.other.removeCalendar("Doomed");
    const failure = await failureOf(box.connection.create(url, "n", newText("N"), never));
    expect([failure.reason, failure.params]).toEqual(["missing", { what: "calendar" }]);
  });
});
