// Which row an item of the server is: by name, once by likeness, and by UID when it only got another name.
import { describe, expect, it } from "vitest";
import type { ChangePage } from "../../src-main/providers/provider.ts";
import { eventText } from "../servers/dav.ts";
import { linesOf, scriptedStory } from "./scripted-story.ts";

const LUNCH = { title: "Lunch", start: "2026-11-23T09:00", end: "2026-11-23T10:00", zone: "UTC" };
const page = (part: Partial<ChangePage>): ChangePage => ({
  items: [],
  parked: [],
  removed: [],
  method: "sync-collection",
  complete: false,
  ...part,
});

describe("an event made here before the calendar was ever compared", () => {
  it("is the server's of the same title and start: one event, not two, and nothing is created there", async () => {
    const story = await scriptedStory({ "x.ics": eventText("server-uid", "Lunch") }, false);
    const { event } = await story.call("events.create", {
      calendarId: story.calendarId,
      ...LUNCH,
      location: "Canteen",
    });
    await story.sync();
    expect(await story.titles()).toEqual(["Lunch"]);
    expect(story.server.items.size).toBe(1);
    expect(await story.get(event.id)).toMatchObject({ uid: "server-uid", externalEventId: "x.ics" });
    // The canteen is on one side only: it is no contradiction, or it waits for a decision; it is never lost.
    expect((await story.get(event.id)).location).toBe("Canteen");
  });

  it("stays an event of its own when title or start differ", async () => {
    const story = await scriptedStory({ "x.ics": eventText("server-uid", "Lunch") }, false);
    await story.call("events.create", {
      calendarId: story.calendarId,
      ...LUNCH,
      end: "2026-11-23T09:30",
      title: "lunch",
    });
    await story.sync();
    expect(await story.titles()).toEqual(["Lunch", "lunch"]);
    expect(story.server.items.size).toBe(2);
  });

  it("is never matched by likeness again afterwards", async () => {
    const story = await scriptedStory();
    await story.call("events.create", { calendarId: story.calendarId, ...LUNCH });
    story.server.put("x.ics", eventText("server-uid", "Lunch"));
    await story.sync();
    expect(await story.titles()).toEqual(["Lunch", "Lunch"]);
    expect(story.server.items.size).toBe(2);
  });

  it("follows the calendar's policy where the two differ", async () => {
    const theirs = eventText("server-uid", "Lunch").replace("SUMMARY", "LOCATION:Hall\r\nSUMMARY");
    const story = await scriptedStory({ "x.ics": theirs }, false);
    await story.call("events.create", { calendarId: story.calendarId, ...LUNCH, location: "Canteen" });
    await story.sync();
    expect(await story.conflicts()).toMatchObject([{ fields: [{ name: "location", theirs: { text: "Hall" } }] }]);
    await story.call("conflicts.resolve", { id: (await story.conflicts())[0]?.id ?? "", choice: "mine" });
    await story.sync();
    expect(linesOf(story.server.items.get("x.ics")?.text)).toEqual(
      expect.arrayContaining(["LOCATION:Canteen", "UID:server-uid"]),
    );
  });
});

describe("two objects of one UID in one calendar (R52)", () => {
  it("are both shown, and an edit of one goes to its own name", async () => {
    const story = await scriptedStory({ "a.ics": eventText("same", "One"), "b.ics": eventText("same", "Two") });
    expect(await story.titles()).toEqual(["One", "Two"]);
    await story.call("events.update", { id: await story.idOf("Two"), changes: { title: "Second" } });
    await story.sync();
    await story.sync({ full: true });
    expect(await story.titles()).toEqual(["One", "Second"]);
    expect(linesOf(story.server.items.get("b.ics")?.text)).toContain("SUMMARY:Second");
    story.server.drop("a.ics");
    await story.sync();
    expect(await story.titles()).toEqual(["Second"]);
  });
});

describe("an object that got another name", () => {
  const text = eventText("a", "Review");
  const item = { key: "new.ics", href: "/cal/new.ics", etag: '"9"', text };
  const orders: [string, ChangePage[]][] = [
    ["in one page", [page({ items: [item], removed: ["old.ics"], cursor: "2" })]],
    ["first there, then gone", [page({ items: [item] }), page({ removed: ["old.ics"], cursor: "2" })]],
    ["first gone, then there", [page({ removed: ["old.ics"] }), page({ items: [item], cursor: "2" })]],
  ];

  it.each(orders)("keeps its row (%s), and is no news to anybody", async (_, pages) => {
    const { server, sync, idOf, get, changes, titles } = await scriptedStory({ "old.ics": text });
    const id = await idOf("Review");
    server.script(() => pages);
    expect(await sync()).toMatchObject({ outcome: "successful", created: 0, deleted: 0 });
    expect(await titles()).toEqual(["Review"]);
    expect(await get(id)).toMatchObject({ externalEventId: "new.ics" });
    expect(await changes()).toEqual([]);
  });

  it.each(orders)("keeps the edits that wait for it (%s)", async (_, pages) => {
    const { server, sync, call, idOf, titles, conflicts } = await scriptedStory({ "old.ics": text });
    const id = await idOf("Review");
    await call("events.update", { id, changes: { title: "Mine" } });
    server.items.delete("old.ics");
    server.items.set("new.ics", item);
    server.script(() => pages);
    await sync();
    server.script(undefined);
    await sync();
    await sync();
    expect(await conflicts()).toEqual([]);
    expect(await titles()).toEqual(["Mine"]);
    expect([...server.items].map(([key, { text: now }]) => [key, now.includes("SUMMARY:Mine")])).toEqual([
      ["new.ics", true],
    ]);
  });

  it("does not pull the brake when all of them did", async () => {
    const names = Array.from({ length: 15 }, (_, n) => `e${n}`);
    const { server, sync, titles } = await scriptedStory(
      Object.fromEntries(names.map((name) => [`${name}.ics`, eventText(name, name)])),
    );
    server.items.clear();
    for (const name of names) server.put(`${name}-moved.ics`, eventText(name, name));
    expect(await sync()).toMatchObject({ outcome: "successful", created: 0, deleted: 0 });
    expect(await titles()).toEqual([...names].sort());
  });
});

describe("somebody else's object under the name of one that waits to be created (R46)", () => {
  it("is taken in, and ours takes another name", async () => {
    const story = await scriptedStory();
    const { event } = await story.call("events.create", { calendarId: story.calendarId, ...LUNCH });
    story.server.put(`${event.uid}.ics`, eventText("stranger", "Stranger"));
    await story.sync();
    await story.sync();
    expect(await story.titles()).toEqual(["Lunch", "Stranger"]);
    expect(story.server.items.size).toBe(2);
  });
});
