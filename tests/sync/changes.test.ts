// The feed of what others changed: theirs, not ours, and only what is news.
import { describe, expect, it } from "vitest";
import { eventText } from "../servers/dav.ts";
import { scriptedStory } from "./scripted-story.ts";

describe("the feed of what others changed", () => {
  it("says nothing of the first comparison, then tells additions, changes and removals with a way back", async () => {
    const { server, sync, changes, call, titles } = await scriptedStory({ "a.ics": eventText("a", "Review") });
    expect(await changes()).toEqual([]);
    server.put("b.ics", eventText("b", "New"));
    await sync();
    server.put("a.ics", eventText("a", "Design review"));
    await sync();
    server.drop("b.ics");
    await sync();
    const told = await changes();
    expect(told.map(({ kind, title }) => [kind, title]).sort()).toEqual([
      ["added", "New"],
      ["changed", "Review"],
      ["removed", "New"],
    ]);
    const changed = told.find((change) => change.kind === "changed");
    expect(changed?.fields).toMatchObject([
      { name: "title", before: { text: "Review" }, after: { text: "Design review" } },
    ]);
    await call("history.restore", { id: changed?.historyId ?? "" });
    expect(await titles()).toEqual(["Review"]);
  });

  it("leaves out our own edits coming back, and another spelling of the same", async () => {
    const { server, sync, call, idOf, changes, calendarId } = await scriptedStory({
      "a.ics": eventText("a", "Review"),
    });
    await call("events.update", { id: await idOf("Review"), changes: { title: "Ours" } });
    await call("events.create", { calendarId, title: "Made here", start: "2026-11-20", end: "2026-11-21" });
    await sync();
    await sync({ full: true });
    const stored = server.items.get("a.ics")?.text ?? "";
    server.put("a.ics", stored.replace("DTSTAMP:", "DTSTAMP;X-SPELLED=otherwise:"));
    await sync();
    expect(await changes()).toEqual([]);
  });

  it("can be asked for one calendar or one event", async () => {
    const { server, sync, call, calendarId, secondId, idOf } = await scriptedStory({ "a.ics": eventText("a", "One") });
    const eventId = await idOf("One");
    server.put("a.ics", eventText("a", "Two"));
    server.put("b.ics", eventText("b", "New"));
    await sync();
    const count = async (filter: object) => (await call("changes.list", filter)).changes.length;
    expect([await count({}), await count({ calendarId }), await count({ calendarId: secondId })]).toEqual([2, 2, 0]);
    expect([await count({ eventId }), await count({ limit: 1 })]).toEqual([1, 1]);
  });

  it("forgets after 30 days", async () => {
    const { server, sync, changes, clock, engine } = await scriptedStory({ "a.ics": eventText("a", "One") });
    server.put("a.ics", eventText("a", "Two"));
    await sync();
    expect(await changes()).toHaveLength(1);
    engine.start();
    await expect.poll(() => clock.nowMs()).toBeGreaterThan(0);
    clock.advance(31 * 86_400_000);
    // A clock that leaps is believed only when it has gone on for a day.
    const aDayLater = () => {
      clock.advance(86_400_000);
      return changes();
    };
    await expect.poll(aDayLater, { timeout: 20_000 }).toEqual([]);
  });
});
