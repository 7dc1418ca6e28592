// Change detection when something is amiss: pauses, faults, lists that lie; and ranges of time.
import { describe, expect, it, test } from "vitest";
import { Copy, itemsIn, titleOf } from "../contracts/calendar-copy.ts";
import { failureOf, never } from "./graph-account.ts";
import { FEEDS, fill, follow, textsOf, truth, work } from "./graph-colleagues.ts";
import { hour, type Mailbox, mailbox, series, single } from "./graph-server.ts";

test("a calendar of which deleted occurrences are not told has them worked out, however its zone is written", async () => {
  const box = await mailbox({ switches: { v1CancelledOccurrences: "absent" } });
  const ids = ["Romance Standard Time", "Tokyo Standard Time", "Hawaiian Standard Time"].map((zone) =>
    box.other.addEvent(series(zone, zone)),
  );
  const allDay = box.other.addEvent({
    ...series("All day", "UTC"),
    isAllDay: true,
    start: { dateTime: "2026-11-23T00:00:00", timeZone: "UTC" },
    end: { dateTime: "2026-11-24T00:00:00", timeZone: "UTC" },
  });
  for (const id of [...ids, allDay]) {
    box.other.deleteOccurrence(id, "2026-12-07");
    box.other.changeOccurrence(id, "2026-12-14", { subject: "Special" });
  }
  await box.copy.pull();
  for (const { text } of box.copy.items.values()) {
    expect(text.match(/^EXDATE/gm)).toHaveLength(1);
    expect(text).toMatch(/^EXDATE.*:20261207/m);
    expect(text.match(/^RECURRENCE-ID/gm)).toHaveLength(1);
  }
  expect(box.connection.traits().quirks.join()).toContain("worked out");
});

describe("pauses", () => {
  it.each([
    { times: 2, retryAfter: "3" },
    { times: 2, retryAfter: "0.75", body: "html" },
    { times: 1, status: 503, body: "empty" },
    { times: 5, retryAfter: "1.5", insideBatch: true },
    { times: 3, insideBatch: true },
  ] as const)("%o are waited for, and everything arrives", async (throttle) => {
    const box = await mailbox({ switches: { throttle } });
    fill(box);
    await box.copy.pull();
    expect(box.copy.items.size).toBe(6);
    expect(box.clock.slept.length).toBeGreaterThan(0);
  });

  it("that are long end the run with their end, nothing of the cursor lost", async () => {
    const box = await mailbox();
    fill(box);
    await box.copy.pull();
    const { cursor } = box.copy;
    work(box).change();
    box.server.switch("throttle", { times: 1, retryAfter: "300" });
    const failure = await failureOf(box.copy.pull());
    expect([failure.reason, failure.retryAtMs]).toEqual(["rate-limited", box.clock.nowMs() + 300_000]);
    await box.clock.sleep(300_000, never);
    expect(box.copy.cursor).toBe(cursor);
    await box.copy.pull();
    expect(textsOf(box.copy)).toEqual(await truth(box));
  });

  it("are not needed: never more than three requests are on their way", async () => {
    const box = await mailbox({ switches: { concurrency: 3 } });
    fill(box);
    const copies = Array.from({ length: 6 }, () => new Copy(box.connection, box.url));
    await Promise.all(copies.map((copy) => copy.pull()));
    expect(box.server.peak()).toBeLessThanOrEqual(3);
    expect(box.connection.traits().quirks).toEqual([]);
  });
});

describe("one event that cannot be read", () => {
  it("is set aside, the others arrive, and each run looks whether it is over", async () => {
    const box = await mailbox();
    fill(box);
    const [a = ""] = box.other.events();
    const where = new RegExp(`^GET .*/events/${encodeURIComponent(a)}\\?`);
    const body = { error: { code: "ErrorInternalServerError", message: "" } };
    box.server.failNext(4, { where, status: 500, body });
    const pages = await box.copy.pull();
    expect(pages.flatMap(({ parked }) => parked)).toMatchObject([{ key: a, failure: { reason: "server-error" } }]);
    expect(box.copy.items.size).toBe(5);
    expect(pages.at(-1)).toMatchObject({ complete: true });
    await box.copy.pull();
    expect(box.copy.items.size).toBe(6);
    const before = box.server.requests.length;
    expect((await box.copy.pull()).flatMap(({ items }) => items)).toEqual([]);
    expect(box.server.requests.length - before).toBe(1);
  });

  it("together with all others is the service: nothing is set aside", async () => {
    const box = await mailbox();
    fill(box);
    box.server.failNext(99, { where: /^GET .*\/events\/[^/]+\?/, status: 500 });
    expect((await failureOf(box.copy.pull())).reason).toBe("server-error");
    expect(box.copy.items.size).toBe(0);
  });

  it("passes when it was a moment's trouble", async () => {
    const box = await mailbox();
    fill(box);
    box.server.failNext(2, {
      where: /^GET .*\/events\/[^/]+\?/,
      status: 412,
      body: { error: { code: "ErrorIrresolvableConflict", message: "" } },
    });
    const pages = await box.copy.pull();
    expect([pages.flatMap(({ parked }) => parked), box.copy.items.size]).toEqual([[], 6]);
  });
});

test("an event that the feed shows late is neither doubled nor taken for gone", async () => {
  const box = await mailbox({ switches: { createEchoDelay: 2 } });
  await box.copy.pull();
  const text = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//T//EN\r\nBEGIN:VEVENT\r\nUID:late\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20261123T090000Z\r\nDTEND:20261123T100000Z\r\nSUMMARY:Late\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
  const made = await box.connection.create(box.url, "late", text, never);
  if (made.kind !== "stored") throw new Error(made.kind);
  box.copy.items.set(made.item.key, made.item);
  for (let run = 0; run < 4; run++) {
    const pages = await box.copy.pull();
    expect(pages.flatMap(({ removed }) => removed)).toEqual([]);
    expect(itemsIn(pages)).toEqual([]);
  }
});

/** How often an event was asked for by its id. */
const readings = ({ server }: Mailbox, id: string) =>
  server.requests.filter(({ path }) => path.includes(`/events/${encodeURIComponent(id)}?`)).length;

describe("ranges", () => {
  const NOVEMBER = { fromMs: Date.UTC(2026, 10, 1), toMs: Date.UTC(2026, 11, 1) };

  it.each(Object.entries(FEEDS))(
    "by %s: what touches the months around now comes first, a series by any occurrence",
    async (_, refused) => {
      const box = await mailbox({ switches: refused });
      for (let n = 0; n < 120; n++) box.other.addEvent(single(`Old ${n}`, "2019-03-04"));
      const s = box.other.addEvent({
        ...series("Old series"),
        ...hour("2019-01-07"),
        recurrence: endless("2019-01-07"),
      });
      box.other.addEvent(single("Now"));
      const pages = await box.copy.pull(undefined, { first: NOVEMBER });
      expect(pages[0]?.items.map(({ text }) => titleOf(text)).sort()).toEqual(["Now", "Old series"]);
      expect(itemsIn(pages)).toHaveLength(122);
      expect(pages.at(-1)).toMatchObject({ complete: true });
      expect(box.copy.items.has(s)).toBe(true);
      expect(readings(box, s)).toBe(1);
    },
  );

  it.each(Object.entries(FEEDS))("by %s: only what touches the range is brought and followed", async (_, refused) => {
    const box = await mailbox({ switches: refused });
    const only = NOVEMBER;
    const old = box.other.addEvent(single("Old", "2019-03-04"));
    const s = box.other.addEvent({ ...series("Series"), ...hour("2019-01-07"), recurrence: endless("2019-01-07") });
    await box.copy.pull(undefined, { only });
    expect(box.copy.keys).toEqual([s]);
    expect(readings(box, old)).toBe(0);
    box.other.changeEvent(s, { subject: "Renamed series" });
    box.other.addEvent(single("Far", "2027-03-01"));
    const near = box.other.addEvent(single("Near"));
    await follow(box.copy, { only });
    expect(box.copy.keys).toEqual([s, near].toSorted());
    expect(titleOf(box.copy.items.get(s)?.text)).toBe("Renamed series");
    const wider = { fromMs: NOVEMBER.fromMs, toMs: Date.UTC(2027, 5, 1) };
    await follow(box.copy, { only: wider });
    expect(box.copy.keys).toHaveLength(3);
  });

  it("that cannot be had for the moment are not given up for good", async () => {
    const box = await mailbox();
    const pause = { where: /calendarView\?/, status: 429, headers: { "Retry-After": "600" } };
    box.server.failNext(1, pause);
    expect((await failureOf(box.copy.pull(undefined, { only: NOVEMBER }))).reason).toBe("rate-limited");
    expect(box.connection.traits().quirks).toEqual(["has asked for a pause"]);
  });

  it("of a server that fails at ranges everything is read, and sorted out here", async () => {
    const box = await mailbox({ switches: { bigWindow504: 20 } });
    box.other.addEvent(single("Old", "2019-03-04"));
    const near = box.other.addEvent(single("Near"));
    await box.copy.pull(undefined, { only: NOVEMBER });
    expect(box.copy.keys).toEqual([near]);
    expect(box.connection.traits().quirks).toContain("fails at ranges of time; everything is compared");
  });
});

const endless = (startDate: string) => ({
  pattern: { type: "weekly" as const, interval: 1, daysOfWeek: ["monday" as const], firstDayOfWeek: "monday" as const },
  range: { type: "noEnd" as const, startDate, recurrenceTimeZone: "UTC" },
});

test("many single events are read off the list, not one by one, and those set aside or repeated by themselves", async () => {
  const box = await mailbox();
  for (let n = 0; n < 450; n++) box.other.addEvent(single(`Event ${n}`));
  const s = box.other.addEvent(series("S"));
  const pages = await box.copy.pull();
  expect([box.copy.items.size, box.copy.items.has(s)]).toEqual([451, true]);
  expect(pages.map(({ total }) => total)).toEqual(pages.map(() => 451));
  expect(box.server.requests.length).toBeLessThan(25);
  expect(box.server.requests.filter(({ isInBatch }) => isInBatch)).toHaveLength(1);
});

test("a list that lacks what can still be had is not believed", async () => {
  const box = await mailbox();
  fill(box);
  await box.copy.pull();
  box.server.failNext(1, {
    where: /^GET .*\/events\/delta$/,
    status: 200,
    body: { value: [], "@odata.deltaLink": `${box.url}/events/delta?$deltatoken=x` },
  });
  box.copy.cursor = undefined;
  const pages = await box.copy.pull();
  expect(pages.at(-1)).toMatchObject({ removed: [], complete: false });
  expect(box.copy.items.size).toBe(6);
  expect((await box.copy.pull()).at(-1)).toMatchObject({ complete: true });
});
