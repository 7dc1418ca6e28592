// Brakes in both directions, and calendars that vanish: a glitch of the server or of a hand never empties anything.
import { describe, expect, it } from "vitest";
import type { ChangePage } from "../../src-main/providers/provider.ts";
import { eventText } from "../servers/dav.ts";
import { scriptedStory } from "./scripted-story.ts";

const many = (count: number) => Array.from({ length: count }, (_, n) => `e${n}`);
const named = (names: string[]) => Object.fromEntries(names.map((name) => [`${name}.ics`, eventText(name, name)]));
const listing = (removed: string[]): ChangePage => ({
  items: [],
  parked: [],
  removed,
  cursor: "2",
  method: "sync-collection",
  complete: false,
});

describe("the brake on deletions that come in (R95)", () => {
  it("lists everything once more before it asks: a glitch that passes deletes nothing and asks nobody", async () => {
    const names = many(15);
    const { server, sync, titles } = await scriptedStory(named(names));
    let asked = 0;
    server.script(() => [asked++ === 0 ? listing(names.map((name) => `${name}.ics`)) : listing([])]);
    expect(await sync()).toMatchObject({ outcome: "successful", deleted: 0 });
    expect(asked).toBe(2);
    expect(await titles()).toHaveLength(15);
  });

  it("asks when the second listing says the same, and obeys the answer", async () => {
    const names = many(15);
    const { server, sync, titles, status } = await scriptedStory(named(names));
    server.items.clear();
    const failure = { reason: "mass-deletion", params: { removed: 15, total: 15 } };
    expect(await sync()).toMatchObject({ outcome: "failed", deleted: 0, failure });
    expect(await titles()).toHaveLength(15);
    expect(await status()).toMatchObject({ state: "failing", failure: { reason: "mass-deletion" } });
    expect(await sync({ allowMassDeletion: true })).toMatchObject({ outcome: "successful", deleted: 15 });
    expect(await titles()).toEqual([]);
  });

  it("is not fooled by what the same run brings", async () => {
    const names = many(15);
    const { server, sync, titles } = await scriptedStory(named(names));
    const arriving = Array.from({ length: 60 }, (_, n) => server.put(`new${n}.ics`, eventText(`new${n}`, `New ${n}`)));
    const gone = listing(names.map((name) => `${name}.ics`));
    server.script(() => [{ ...listing([]), items: arriving }, gone]);
    const failure = { reason: "mass-deletion", params: { removed: 15, total: 15 } };
    expect(await sync()).toMatchObject({ outcome: "failed", created: 60, deleted: 0, failure });
    expect(await titles()).toHaveLength(75);
  });

  it("does not count what is deleted here too", async () => {
    const names = many(12);
    const { server, sync, call, idOf } = await scriptedStory(named([...names, ...many(20).map((name) => `k${name}`)]));
    for (const name of names) await call("events.remove", { id: await idOf(name) });
    for (const name of names) server.drop(`${name}.ics`);
    server.script(() => [listing(names.map((name) => `${name}.ics`))]);
    expect(await sync({ allowMassDeletion: false })).toMatchObject({ failure: { reason: "mass-removal" } });
    server.script(undefined);
    expect(await sync({ allowMassDeletion: true })).toMatchObject({ outcome: "successful" });
  });
});

describe("the brake on deletions that go out (R96)", () => {
  it("stops before anything is sent while others' changes still come in, and goes on when told to", async () => {
    const { server, sync, call, idOf, titles } = await scriptedStory(named(many(15)));
    for (const name of many(12)) await call("events.remove", { id: await idOf(name) });
    server.put("new.ics", eventText("new", "From others"));
    const failure = { reason: "mass-removal", params: { removed: 12, total: 15 } };
    expect(await sync()).toMatchObject({ outcome: "failed", pushed: 0, created: 1, failure });
    expect([server.written, server.items.size]).toEqual([[], 16]);
    expect(await titles()).toHaveLength(4);
    expect(await sync({ allowMassDeletion: true })).toMatchObject({ outcome: "successful", pushed: 12 });
    expect(server.items.size).toBe(4);
  });

  it("lets ten go, and moves of any number", async () => {
    const { server, sync, call, idOf, secondId } = await scriptedStory(named(many(30)));
    for (const name of many(10)) await call("events.remove", { id: await idOf(name) });
    expect(await sync()).toMatchObject({ outcome: "successful", pushed: 10 });
    for (const name of many(30).slice(10)) await call("events.move", { id: await idOf(name), calendarId: secondId });
    for (let n = 0; n < 3; n++) expect(await sync()).toMatchObject({ outcome: "successful" });
    expect([server.items.size, server.second.size]).toEqual([0, 20]);
  });
});

describe("a calendar that vanishes from its server (R13)", () => {
  it("is kept and marked, looked for a day later, and goes on when it is back", async () => {
    const { server, sync, titles, status, clock, calendarId, call } = await scriptedStory(named(["a"]));
    const all = await call("sync.status", {});
    const other = all.calendars.find((calendar) => calendar.calendarId !== calendarId)?.calendarId;
    server.list("first");
    await call("sync.run", {});
    const gone = (await call("sync.status", {})).calendars.find((calendar) => calendar.calendarId === other);
    expect(gone).toMatchObject({ state: "failing", failure: { reason: "missing" } });
    expect(gone?.nextAtMs).toBe(clock.nowMs() + 86_400_000);
    expect((await call("calendars.list", { includeHidden: true })).calendars).toHaveLength(2);
    server.list("both");
    await call("sync.run", {});
    const back = (await call("sync.status", {})).calendars.find((calendar) => calendar.calendarId === other);
    expect(back).toMatchObject({ state: "waiting" });
    expect(back?.failure).toBeUndefined();
    expect([await titles(), (await status())?.state, await sync()]).toMatchObject([["a"], "waiting", {}]);
  });
});

describe("an object that was written just now and is missing from a listing (R31)", () => {
  it("is looked at by itself before it counts as gone, for a quarter of an hour", async () => {
    const { server, sync, call, calendarId, titles, clock } = await scriptedStory();
    await call("events.create", { calendarId, title: "Fresh", start: "2026-11-20", end: "2026-11-21" });
    await sync();
    const key = [...server.items.keys()][0] ?? "";
    server.script(() => [{ ...listing([key]), complete: true }]);
    await sync();
    expect(await titles()).toEqual(["Fresh"]);
    clock.advance(16 * 60_000);
    await sync();
    expect(await titles()).toEqual([]);
  });
});
