// Story two: an edit here reaches the server, whatever happens on the way (ARCHITECTURE.md).
import { describe, expect, it } from "vitest";
import { missingServer } from "../servers/child.ts";
import { eventText } from "../servers/dav.ts";
import { type Story, tellStory } from "./story.ts";

const missing = missingServer("radicale");

const NEW = { title: "Coffee", start: "2026-11-24T10:00", end: "2026-11-24T10:30", zone: "Europe/Paris" };

async function only(story: Story): Promise<string> {
  const names = await story.onServer();
  expect(names).toHaveLength(1);
  return (await story.other.get(story.calendarUrl + names[0])).body.replaceAll("\r\n ", "");
}

async function idOf(story: Story, title: string) {
  const { occurrences } = await story.engine.call("agenda.search", { query: title });
  const found = occurrences[0];
  if (!found) throw new Error(`no event ${title}`);
  return found.eventId;
}

describe.skipIf(missing !== undefined)(`an edit reaches a real Radicale${missing ? ` (${missing})` : ""}`, () => {
  it("is visible before any network is used, and on the server after the sync", async () => {
    const story = await tellStory();
    const { event } = await story.engine.call("events.create", { calendarId: story.calendarId, ...NEW });
    expect(event.pending).toBe(true);
    expect(await story.titles()).toEqual(["Coffee"]);
    expect(await story.onServer()).toEqual([]);
    expect((await story.engine.call("sync.run", {})).results).toMatchObject([{ outcome: "successful", pushed: 1 }]);
    expect(await only(story)).toContain("DTSTART;TZID=Europe/Paris:20261124T100000");
    expect((await story.engine.call("events.get", { id: event.id })).event.pending).toBe(false);
  });

  it("moves an event and leaves every line it does not concern as it was", async () => {
    const text = eventText("a", "Board").replace("SUMMARY", 'X-SECRET;X-P="q":kept\r\nsummary');
    const story = await tellStory({ "a.ics": text });
    const id = await idOf(story, "Board");
    await story.engine.call("events.move", { id, start: "2026-11-25T12:00", zone: "Europe/Paris" });
    await story.engine.call("sync.run", {});
    const stored = await only(story);
    expect(stored).toContain("DTSTART:20261125T110000Z");
    expect(stored).toContain("DTEND:20261125T120000Z");
    expect(stored).toMatch(/X-SECRET;X-P="?q"?:kept/);
  });

  it("deletes on the server what is deleted here, and brings it back when the deletion is undone", async () => {
    const story = await tellStory({ "a.ics": eventText("a", "Gone") });
    const id = await idOf(story, "Gone");
    await story.engine.call("events.remove", { id });
    expect(await story.titles()).toEqual([]);
    await story.engine.call("sync.run", {});
    expect(await story.onServer()).toEqual([]);
    const { entries } = await story.engine.call("history.list", { eventId: id });
    await story.engine.call("history.restore", { id: entries[0]?.id ?? "" });
    await story.engine.call("sync.run", {});
    expect(await story.titles()).toEqual(["Gone"]);
    expect(await only(story)).toContain("UID:a");
  });

  it("merges silently when the other side changed another field", async () => {
    const story = await tellStory({ "a.ics": eventText("a", "Review") });
    const id = await idOf(story, "Review");
    await story.other.put(
      `${story.calendarUrl}a.ics`,
      eventText("a", "Review").replace("SUMMARY", "LOCATION:Room 4\r\nSUMMARY"),
    );
    await story.engine.call("events.update", { id, changes: { title: "Design review" } });
    await story.engine.call("sync.run", {});
    const stored = await only(story);
    expect(stored).toContain("LOCATION:Room 4");
    expect(stored).toContain("SUMMARY:Design review");
    expect((await story.engine.call("events.get", { id })).event).toMatchObject({
      location: "Room 4",
      title: "Design review",
    });
  });

  it("shows both versions when both sides changed the same field, and sends what was chosen", async () => {
    const story = await tellStory({ "a.ics": eventText("a", "Review") });
    const id = await idOf(story, "Review");
    await story.other.put(`${story.calendarUrl}a.ics`, eventText("a", "Theirs"));
    await story.engine.call("events.update", { id, changes: { title: "Mine" } });
    await story.engine.call("sync.run", {});
    expect(await only(story)).toContain("SUMMARY:Theirs");
    const { conflicts } = await story.engine.call("conflicts.list", {});
    expect(conflicts).toMatchObject([{ fields: [{ mine: { text: "Mine" }, theirs: { text: "Theirs" } }] }]);
    await story.engine.call("conflicts.resolve", { id: conflicts[0]?.id ?? "", choice: "mine" });
    await story.engine.call("sync.run", {});
    expect(await only(story)).toContain("SUMMARY:Mine");
    expect((await story.engine.call("history.list", { eventId: id })).entries).toContainEqual(
      expect.objectContaining({ cause: "overruled" }),
    );
  });

  it.each([
    ["ask", 0],
    ["mine", 1],
    ["server", 0],
  ] as const)(
    "asks, or does what it was told, when an event edited here was deleted there: %s",
    async (policy, left) => {
      const story = await tellStory({ "a.ics": eventText("a", "Kept") });
      await story.engine.call("calendars.update", { id: story.calendarId, conflictPolicy: policy });
      const id = await idOf(story, "Kept");
      await story.other.remove(`${story.calendarUrl}a.ics`);
      await story.engine.call("events.update", { id, changes: { location: "Here" } });
      await story.engine.call("sync.run", {});
      expect(await story.onServer()).toHaveLength(left);
      expect(await story.titles()).toEqual(policy === "server" ? [] : ["Kept"]);
      if (policy !== "ask") return;
      const { conflicts } = await story.engine.call("conflicts.list", {});
      expect(conflicts).toMatchObject([{ kind: "removed-there" }]);
      await story.engine.call("conflicts.resolve", { id: conflicts[0]?.id ?? "", choice: "mine" });
      await story.engine.call("sync.run", {});
      expect(await only(story)).toContain("LOCATION:Here");
    },
  );

  it("shows an event again that was deleted here but changed there, and deletes it when told to", async () => {
    const story = await tellStory({ "a.ics": eventText("a", "Old") });
    const id = await idOf(story, "Old");
    await story.other.put(`${story.calendarUrl}a.ics`, eventText("a", "New"));
    await story.engine.call("events.remove", { id });
    await story.engine.call("sync.run", {});
    expect(await story.titles()).toEqual(["New"]);
    expect(await only(story)).toContain("SUMMARY:New");
    const { conflicts } = await story.engine.call("conflicts.list", {});
    expect(conflicts).toMatchObject([{ kind: "removed-here" }]);
    await story.engine.call("conflicts.resolve", { id: conflicts[0]?.id ?? "", choice: "mine" });
    await story.engine.call("sync.run", {});
    expect([await story.titles(), await story.onServer()]).toEqual([[], []]);
  });

  it("keeps the waiting edits of an event that another client gave another name (R43)", async () => {
    const story = await tellStory({ "old.ics": eventText("a", "Review"), "b.ics": eventText("b", "Other") });
    const id = await idOf(story, "Review");
    await story.engine.call("events.update", { id, changes: { title: "Mine" } });
    const headers = { destination: `${story.calendarUrl}new.ics`, overwrite: "F" };
    await story.other.request("MOVE", `${story.calendarUrl}old.ics`, undefined, headers);
    await story.engine.call("sync.run", {});
    await story.engine.call("sync.run", {});
    expect((await story.onServer()).sort()).toEqual(["b.ics", "new.ics"]);
    expect((await story.other.get(`${story.calendarUrl}new.ics`)).body).toContain("SUMMARY:Mine");
    expect((await story.titles()).sort()).toEqual(["Mine", "Other"]);
    expect((await story.engine.call("conflicts.list", {})).conflicts).toEqual([]);
  });

  it("is made once, although the answer to its creation was lost", async () => {
    const story = await tellStory();
    await story.engine.call("events.create", { calendarId: story.calendarId, ...NEW });
    story.proxy.set({ dropResponse: /PUT / });
    const lost = await story.engine.call("sync.run", {});
    expect(lost.results).toMatchObject([{ outcome: "failed", failure: { code: "offline" } }]);
    story.proxy.set({});
    expect((await story.engine.call("sync.run", {})).results).toMatchObject([{ outcome: "successful" }]);
    expect(await story.onServer()).toHaveLength(1);
    expect(await story.titles()).toEqual(["Coffee"]);
  });

  it("waits while the server is away and says when it will try again", async () => {
    const story = await tellStory();
    story.proxy.set({ refuse: true });
    await story.engine.call("events.create", { calendarId: story.calendarId, ...NEW });
    await story.engine.call("sync.run", {});
    const { calendars } = await story.engine.call("sync.status", {});
    expect(calendars).toMatchObject([{ state: "failing", pending: 1, failure: { code: "offline" } }]);
    expect(calendars[0]?.nextAtMs).toBeGreaterThan(Date.now());
    story.proxy.set({});
    await story.engine.call("sync.run", {});
    expect(await only(story)).toContain("SUMMARY:Coffee");
    expect((await story.engine.call("sync.status", {})).calendars).toMatchObject([{ state: "waiting", pending: 0 }]);
  });

  it("moves to another calendar by making it there before removing it here (knowledge R54)", async () => {
    const story = await tellStory({ "a.ics": eventText("a", "Moved") });
    const secondUrl = `${story.server.url}alice/second/`;
    await story.other.makeCalendar(secondUrl, "Second");
    await story.engine.call("sync.run", {});
    const { calendars } = await story.engine.call("calendars.list", {});
    const second = calendars.find((c) => c.name === "Second");
    if (!second) throw new Error("no second calendar");
    await story.engine.call("events.move", { id: await idOf(story, "Moved"), calendarId: second.id });
    await story.engine.call("sync.run", {});
    await story.engine.call("sync.run", {});
    expect(await story.onServer()).toEqual([]);
    const { occurrences } = await story.engine.call("agenda.search", { query: "Moved" });
    expect(occurrences).toMatchObject([{ calendarId: second.id }]);
  });

  it("changes one instance, this and following, and all of a series", async () => {
    const series = eventText("s", "Stand-up").replace("SUMMARY", "RRULE:FREQ=DAILY;COUNT=5\r\nSUMMARY");
    const story = await tellStory({ "s.ics": series });
    const id = await idOf(story, "Stand-up");
    await story.engine.call("events.update", {
      id,
      recurrenceId: "20261124T090000Z" as never,
      changes: { title: "Long one" },
    });
    await story.engine.call("events.remove", { id, recurrenceId: "20261125T090000Z" as never });
    await story.engine.call("events.update", {
      id,
      recurrenceId: "20261126T090000Z" as never,
      scope: "following",
      changes: { title: "New series" },
    });
    const expected = ["Stand-up", "Long one", "New series", "New series"];
    expect(await story.titles()).toEqual(expected);
    await story.engine.call("sync.run", {});
    await story.engine.call("sync.run", { full: true });
    expect(await story.titles()).toEqual(expected);
    expect(await story.onServer()).toHaveLength(2);
  });
});
