// Story one: a change on the server reaches the agenda (ARCHITECTURE.md).
import { describe, expect, it } from "vitest";
import { missingServer } from "../servers/child.ts";
import { eventText } from "../servers/dav.ts";
import { NOVEMBER, tellStory } from "./story.ts";

const missing = missingServer("radicale");

describe.skipIf(missing !== undefined)(
  `a change on a real Radicale reaches the agenda${missing ? ` (${missing})` : ""}`,
  () => {
    it("shows what was there when the account was added", async () => {
      const story = await tellStory({ "a.ics": eventText("a", "Breakfast"), "b.ics": eventText("b", "Lunch") });
      expect((await story.titles()).sort()).toEqual(["Breakfast", "Lunch"]);
    });

    it("takes in an event that another client made, changed and deleted, and says so on the feed", async () => {
      const story = await tellStory();
      const { engine, other, calendarUrl } = story;

      await other.put(`${calendarUrl}new.ics`, eventText("new", "Made elsewhere"));
      const feed = engine.nextFeed("occurrences");
      expect((await engine.call("sync.run", {})).results).toMatchObject([{ outcome: "successful", created: 1 }]);
      await feed;
      expect(await story.titles()).toEqual(["Made elsewhere"]);

      await other.put(`${calendarUrl}new.ics`, eventText("new", "Renamed elsewhere"));
      expect((await engine.call("sync.run", {})).results).toMatchObject([{ updated: 1, created: 0 }]);
      expect(await story.titles()).toEqual(["Renamed elsewhere"]);

      await other.remove(`${calendarUrl}new.ics`);
      expect((await engine.call("sync.run", {})).results).toMatchObject([{ deleted: 1 }]);
      expect(await story.titles()).toEqual([]);
    });

    it("keeps in history what a sync replaced or removed", async () => {
      const story = await tellStory({ "a.ics": eventText("a", "Before") });
      await story.other.put(`${story.calendarUrl}a.ics`, eventText("a", "After"));
      await story.engine.call("sync.run", {});
      await story.other.remove(`${story.calendarUrl}a.ics`);
      await story.engine.call("sync.run", {});
      const { entries } = await story.engine.call("history.list", {});
      expect(entries.map((e) => [e.cause, e.title])).toEqual([
        ["removed-on-server", "After"],
        ["changed-on-server", "Before"],
      ]);
    });

    it("stops before it believes that everything was deleted, and goes on when told to (design §6.2)", async () => {
      const names = Array.from({ length: 15 }, (_, n) => `e${n}.ics`);
      const story = await tellStory(Object.fromEntries(names.map((name) => [name, eventText(name, name)])));
      for (const name of names) await story.other.remove(story.calendarUrl + name);
      const stopped = await story.engine.call("sync.run", {});
      expect(stopped.results).toMatchObject([{ outcome: "failed", deleted: 0, failure: { reason: "mass-deletion" } }]);
      expect(await story.titles()).toHaveLength(15);
      const confirmed = await story.engine.call("sync.run", { allowMassDeletion: true });
      expect(confirmed.results).toMatchObject([{ outcome: "successful", deleted: 15 }]);
      expect(await story.titles()).toEqual([]);
    });

    it("shows the calendar's new name and colour after the next sync", async () => {
      const story = await tellStory();
      await story.other.setProperty(story.calendarUrl, "DAV:", "displayname", "2024");
      await story.other.setProperty(story.calendarUrl, "http://apple.com/ns/ical/", "calendar-color", "#12946BFF");
      await story.engine.call("sync.run", {});
      const { calendars } = await story.engine.call("calendars.list", {});
      expect(calendars).toMatchObject([{ name: "2024", color: "#12946B" }]);
    });

    it("comes by itself once the engine runs on its schedule", async () => {
      const story = await tellStory();
      await story.engine.call("calendars.update", { id: story.calendarId, frequencyMinutes: 1 });
      await story.other.put(`${story.calendarUrl}x.ics`, eventText("x", "By itself"));
      const feed = story.engine.nextFeed("occurrences");
      story.engine.engine.start();
      await feed;
      expect(await story.titles()).toEqual(["By itself"]);
    });

    it("carries the instants of each occurrence beside its wall clock", async () => {
      const story = await tellStory({ "a.ics": eventText("a", "Breakfast") });
      const { occurrences } = await story.engine.call("agenda.range", NOVEMBER);
      expect(occurrences).toMatchObject([
        {
          start: "2026-11-23T09:00",
          end: "2026-11-23T10:00",
          zone: "UTC",
          startMs: Date.parse("2026-11-23T09:00:00Z"),
        },
      ]);
    });
  },
);
