// Runs as they are recorded: why they began, what was left out, what a person stopped, and what a retry sets free.
import { describe, expect, it } from "vitest";
import { Failure } from "../../src-preload/contract/failure.ts";
import { eventText } from "../servers/dav.ts";
import { scriptedStory } from "./scripted-story.ts";

const MINUTE = 60_000;
const NEW = { title: "New", start: "2026-11-20", end: "2026-11-21" };

/** Something a test opens when it has seen enough. */
function gate() {
  let open: () => void = () => {};
  const closed = new Promise<void>((done) => {
    open = done;
  });
  return { closed, open };
}

describe("the record of runs", () => {
  it("says why each began and when it was due", async () => {
    const { engine, call, calendarId, doctor, clock, sync } = await scriptedStory();
    const askedMs = clock.nowMs();
    expect((await doctor())?.lastRuns).toMatchObject([{ cause: "hand", dueMs: askedMs }]);
    engine.start();
    const next = (await call("sync.status", {})).calendars.find((one) => one.calendarId === calendarId)?.nextAtMs ?? 0;
    clock.advance(20 * MINUTE);
    await expect.poll(async () => (await doctor())?.lastRuns[0]).toMatchObject({ cause: "schedule", dueMs: next });
    await call("events.create", { calendarId, ...NEW });
    await expect
      .poll(async () => (await doctor())?.lastRuns[0])
      .toMatchObject({ cause: "edit", dueMs: clock.nowMs(), pushed: 1 });
    await sync({ ifOlderThanMs: 0 });
    expect((await doctor())?.lastRuns[0]).toMatchObject({ cause: "opened", outcome: "successful" });
  });

  it("counts what came and went, and how all of them ended", async () => {
    const { server, sync, doctor } = await scriptedStory({
      "a.ics": eventText("a", "A"),
      "b.ics": eventText("b", "B"),
    });
    server.put("a.ics", eventText("a", "A2"));
    server.drop("b.ics");
    server.put("c.ics", eventText("c", "C"));
    await sync();
    await sync({ ifOlderThanMs: 10 * MINUTE });
    const report = await doctor();
    expect(report?.lastRuns).toMatchObject([
      { outcome: "skipped" },
      { created: 1, updated: 1, deleted: 1, pushed: 0, outcome: "successful" },
      { created: 2 },
    ]);
    expect(report?.totals).toEqual({ due: 3, successful: 2, failed: 0, skipped: 1 });
  });
});

describe("a run when the agenda is opened", () => {
  it("leaves out what is younger than asked, without a word to the server", async () => {
    const { sync, clock, server } = await scriptedStory();
    const before = server.ranges.length;
    clock.advance(MINUTE);
    expect(await sync({ ifOlderThanMs: 2 * MINUTE })).toMatchObject({ outcome: "skipped" });
    expect(server.ranges.length).toBe(before);
    clock.advance(2 * MINUTE);
    expect(await sync({ ifOlderThanMs: 2 * MINUTE })).toMatchObject({ outcome: "successful" });
  });

  it("leaves out a calendar that its user paused, also when it is asked for by name", async () => {
    const { sync, call, calendarId } = await scriptedStory();
    await call("calendars.update", { id: calendarId, syncEnabled: false });
    expect(await sync({ calendarId })).toMatchObject({ outcome: "skipped" });
  });
});

describe("a run that somebody stops", () => {
  it("ends at once, keeps what was stored, is no failure and does not begin again by itself", async () => {
    const { call, engine, server, titles, doctor, status, calendarId, clock } = await scriptedStory();
    const { closed, open } = gate();
    server.put("a.ics", eventText("a", "Kept"));
    const item = server.items.get("a.ics");
    if (!item) throw new Error("no item");
    await call("events.create", { calendarId, ...NEW });
    const page = { items: [item], parked: [], removed: [], method: "listing" as const, complete: false };
    server.script(() => [page, page]);
    server.refuse(undefined);
    server.hold(closed);
    const running = call("sync.run", { calendarId });
    await expect.poll(async () => (await status())?.state).toBe("running");
    const cancelled = call("sync.cancel", {});
    open();
    await cancelled;
    const { results } = await running;
    expect(results).toMatchObject([{ outcome: "skipped", failure: { reason: "cancelled" } }]);
    expect(await status()).toMatchObject({ state: "waiting" });
    expect((await status())?.failure).toBeUndefined();
    expect((await doctor())?.lastRuns[0]).toMatchObject({ outcome: "skipped", failure: { reason: "cancelled" } });
    await call("events.update", {
      id: (await call("agenda.search", { query: "New" })).occurrences[0]?.eventId as never,
      changes: { title: "Newer" },
    });
    const runs = (await doctor())?.lastRuns.length;
    server.hold(undefined);
    server.script(undefined);
    engine.start();
    // The edit made after the stop goes out; nothing else was asked for.
    await expect.poll(async () => (await doctor())?.lastRuns.length).toBe((runs ?? 0) + 1);
    expect((await titles()).sort()).toEqual(["Kept", "Newer"]);
    expect(clock.nowMs()).toBeGreaterThan(0);
  });

  it("leaves what waits to be sent until the next run", async () => {
    const { call, engine, server, doctor, status, calendarId } = await scriptedStory();
    const { closed, open } = gate();
    server.refuse(new Failure("timeout"));
    await call("events.create", { calendarId, ...NEW });
    await call("sync.run", {});
    server.refuse(undefined);
    server.hold(closed);
    const running = call("sync.run", {});
    await expect.poll(async () => (await status())?.state).toBe("running");
    const cancelled = call("sync.cancel", {});
    open();
    await Promise.all([running, cancelled]);
    const runs = (await doctor())?.lastRuns.length;
    engine.start();
    for (let n = 0; n < 20; n++) await new Promise((done) => setImmediate(done));
    expect((await doctor())?.lastRuns.length).toBe(runs);
  });
});

describe("progress", () => {
  it("is told while a calendar runs, and gone afterwards", async () => {
    const { call, server, status } = await scriptedStory();
    const { closed, open } = gate();
    server.hold(closed);
    const running = call("sync.run", {});
    await expect.poll(async () => (await status())?.progress).toEqual({ phase: "comparing", done: 0 });
    open();
    await running;
    expect((await status())?.progress).toBeUndefined();
  });
});

describe("a retry", () => {
  const bad = eventText("bad", "Bad").replace("DTSTART:20261123T090000Z", "DTSTART:someday");

  it("fetches a parked item again, by its name, though nothing changed there", async () => {
    const { server, call, calendarId, sync, doctor, titles } = await scriptedStory({ "bad.ics": bad });
    expect((await doctor())?.parked).toMatchObject([{ item: "bad.ics" }]);
    server.fetched.length = 0;
    await call("sync.retry", { calendarId, item: "bad.ics" });
    const mended = { ...server.items.get("bad.ics"), text: eventText("bad", "Mended") };
    server.items.set("bad.ics", mended as never);
    await sync();
    expect(server.fetched).toContain("bad.ics");
    expect((await doctor())?.parked).toEqual([]);
    expect(await titles()).toEqual(["Mended"]);
  });

  it("keeps what cannot be read yet, and asks once per retry", async () => {
    const { server, call, calendarId, sync, doctor } = await scriptedStory({ "bad.ics": bad });
    await call("sync.retry", { calendarId });
    await sync();
    server.fetched.length = 0;
    await sync();
    expect(server.fetched).toEqual([]);
    expect((await doctor())?.parked).toMatchObject([{ item: "bad.ics", failure: { code: "malformed" } }]);
  });

  it("sends an edit that the server refused once more", async () => {
    const { server, call, calendarId, sync, doctor, engine } = await scriptedStory();
    server.refuse(new Failure("refused-data", { detail: "no such hall" }));
    const { event } = await call("events.create", { calendarId, ...NEW });
    await sync();
    expect((await doctor())?.parked).toMatchObject([{ item: event.id }]);
    server.refuse(undefined);
    engine.start();
    await call("sync.retry", { calendarId, item: event.id });
    await expect.poll(() => server.items.size).toBe(1);
    await expect.poll(async () => (await doctor())?.lastRuns[0]?.cause).toBe("retry");
    expect((await doctor())?.parked).toEqual([]);
  });

  it("says so when there is no such item", async () => {
    const { call, calendarId } = await scriptedStory();
    const retry = call("sync.retry", { calendarId, item: "nothing.ics" });
    await expect(retry).rejects.toMatchObject({ reason: "missing" });
  });
});
