// Which calendars are listed, in what order, and what is left out of the agenda with the others (design §5).
import { describe, expect, it } from "vitest";
import { atWork, NOVEMBER } from "../commands/at-work.ts";
import { localEngine } from "../commands/local.ts";
import { eventText } from "../servers/dav.ts";

const TIMED = { title: "Review", start: "2026-11-24T10:00", end: "2026-11-24T10:30" };

async function names({ call }: Pick<Awaited<ReturnType<typeof localEngine>>, "call">) {
  return (await call("calendars.list", {})).calendars.map((calendar) => calendar.name);
}

describe("the order of the sidebar", () => {
  it("is: synced, groups, missions, the others", async () => {
    const engine = await atWork();
    const { call, calendarId } = engine;
    await call("calendars.create", { name: "Alone" });
    await call("calendars.create", { name: "Mission", kind: "mission" });
    await call("calendars.create", { name: "Group", kind: "group" });
    expect(await names(engine)).toEqual(["Work", "Group", "Mission", "Alone"]);
    await call("calendars.update", { id: calendarId, syncEnabled: false });
    expect(await names(engine)).toEqual(["Group", "Mission", "Alone", "Work"]);
  });

  it("is by name within each: accents aside, numbers by value", async () => {
    const engine = await localEngine();
    for (const name of ["zoo", "Équipe 10", "Equipe 9", "équipe 2", "Eau"])
      await engine.call("calendars.create", { name });
    expect(await names(engine)).toEqual(["Eau", "équipe 2", "Equipe 9", "Équipe 10", "Mine", "zoo"]);
  });

  it("is the user's where it was dragged, before the names of the rest; the server's order is not the user's", async () => {
    const engine = await localEngine();
    const ids = new Map<string, string>();
    for (const name of ["A", "B", "C"]) ids.set(name, (await engine.call("calendars.create", { name })).calendar.id);
    const place = (name: string, order: number) =>
      engine.call("calendars.update", { id: ids.get(name) as never, order });
    await place("C", 1);
    await place("B", 2);
    expect(await names(engine)).toEqual(["C", "B", "A", "Mine"]);
  });
});

describe("Privée and Default", () => {
  it.each(["Privée", "privee", "  PRIVÉE ", "default", "Privée".normalize("NFD")])(
    "%j is not listed on this device, and its events are in no list, but stay",
    async (name) => {
      const engine = await localEngine();
      const { call, calendarId } = engine;
      const { calendar } = await call("calendars.create", { name });
      await call("events.create", { calendarId: calendar.id, ...TIMED });
      expect(await names(engine)).toEqual(["Mine"]);
      const all = await call("calendars.list", { includeHidden: true });
      expect(all.calendars.map((c) => c.hidden)).toEqual(expect.arrayContaining([undefined, "not-synced"]));
      const seen = await Promise.all([
        call("agenda.range", NOVEMBER),
        call("agenda.range", { ...NOVEMBER, calendarIds: [calendar.id, calendarId] }),
        call("agenda.upcoming", {}),
        call("agenda.search", { query: "Review" }),
      ]);
      expect(seen.flatMap((answer) => answer.occurrences)).toEqual([]);
      await call("calendars.update", { id: calendar.id, name: "Home" });
      expect((await call("agenda.range", NOVEMBER)).occurrences).toHaveLength(1);
    },
  );

  it("is listed while it is synced, and says so when its sync is off", async () => {
    const engine = await atWork();
    const { call, calendarId, server, sync } = engine;
    for (const shelf of server.shelvesOf("ann").values()) shelf.name = "Privée";
    server.store("ann", "a.ics", eventText("a", "Mine"));
    await sync();
    expect(await names(engine)).toEqual(["Privée"]);
    expect((await call("agenda.range", NOVEMBER)).occurrences).toHaveLength(1);
    await call("calendars.update", { id: calendarId, syncEnabled: false });
    expect(await names(engine)).toEqual([]);
    expect((await call("agenda.range", NOVEMBER)).occurrences).toEqual([]);
    const hidden = await call("calendars.list", { includeHidden: true });
    expect(hidden.calendars).toMatchObject([{ hidden: "sync-off" }]);
    await call("calendars.update", { id: calendarId, syncEnabled: true });
    expect((await call("agenda.range", NOVEMBER)).occurrences).toHaveLength(1);
  });

  it("is only about personal calendars of just that name", async () => {
    const engine = await localEngine();
    await engine.call("calendars.create", { name: "Default", kind: "group" });
    await engine.call("calendars.create", { name: "Privée 2" });
    expect(await names(engine)).toEqual(["Default", "Mine", "Privée 2"]);
  });

  it("takes no import that did not ask for it", async () => {
    const engine = await localEngine();
    await engine.call("calendars.remove", { id: engine.calendarId });
    await engine.call("calendars.create", { name: "Default" });
    const text = eventText("a", "One");
    await expect(engine.call("events.import", { text })).rejects.toMatchObject({ reason: "missing" });
    const { calendar } = await engine.call("calendars.create", { name: "Zoo" });
    expect((await engine.call("events.import", { text })).calendarId).toBe(calendar.id);
  });
});
