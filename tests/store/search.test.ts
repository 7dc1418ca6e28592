// The search: words with accents and case aside, filters, pages (docs/sync-rules.md).
import { describe, expect, it } from "vitest";
import type { Input } from "../../src-preload/contract/contract.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { atWork } from "../commands/at-work.ts";
import { localEngine } from "../commands/local.ts";
import { eventText } from "../servers/dav.ts";

const ms = (iso: string) => Date.parse(iso);

async function agenda() {
  const { call, calendarId } = await localEngine();
  const add = (title: string, day: string, more: object = {}) =>
    call("events.create", { calendarId, title, start: `${day}T10:00`, end: `${day}T11:00`, ...more });
  const find = async (search: Partial<Input<"agenda.search">>) =>
    (await call("agenda.search", { query: "", ...search })).occurrences.map((o) => o.title);
  return { call, calendarId, add, find };
}

describe("words", () => {
  it("are found whatever their accents and case, by their beginning, in any order", async () => {
    const { add, find } = await agenda();
    await add("Réunion d’équipe", "2026-11-20", { location: "Salle Cézanne", description: "Œuvres à trier" });
    await add("Reunited", "2026-11-21");
    expect(await find({ query: "reunion" })).toEqual(["Réunion d’équipe"]);
    expect(await find({ query: "EQUIPE réu cez" })).toEqual(["Réunion d’équipe"]);
    expect(await find({ query: "oeuv" })).toEqual(["Réunion d’équipe"]);
    expect(await find({ query: "re" })).toEqual(["Réunion d’équipe", "Reunited"]);
    expect(await find({ query: "union" })).toEqual([]);
  });

  it("are those of guests and categories too, and of an exception", async () => {
    const { call, add, find } = await agenda();
    await add("Lunch", "2026-11-20", { attendees: [{ address: "ines.h@example.com", name: "Inès Haddad" }] });
    await add("Sprint", "2026-11-20", { categories: ["Développement"] });
    const { event } = await add("Weekly", "2026-11-20", { rrule: "FREQ=WEEKLY" });
    const recurrenceId = "20261127T090000Z" as never;
    await call("events.update", { id: event.id, recurrenceId, changes: { title: "Farewell" } });
    expect([await find({ query: "haddad ines" }), await find({ query: "devel" })]).toEqual([["Lunch"], ["Sprint"]]);
    expect(await find({ query: "farewell" })).toHaveLength(1);
  });

  it("that an event has no more do not find it, nor does one that is gone", async () => {
    const { call, add, find } = await agenda();
    const { event } = await add("Before", "2026-11-20");
    const { undoId = "" } = await call("events.update", { id: event.id, changes: { title: "After" } });
    expect([await find({ query: "before" }), await find({ query: "after" })]).toEqual([[], ["After"]]);
    await call("events.undo", { undoId });
    await call("events.remove", { id: event.id });
    expect(await find({ query: "before" })).toEqual([]);
  });

  it.each(['"', "a OR b", "NEAR(x)", "x*", "col:x", "%", "-", "😀"])(
    "such as %s are words, not syntax",
    async (query) => {
      const { find } = await agenda();
      expect(await find({ query })).toEqual([]);
    },
  );

  it("find a series that ended long ago", async () => {
    const { add, find } = await agenda();
    await add("Choir", "2012-03-05", { rrule: "FREQ=WEEKLY;COUNT=4" });
    expect(await find({ query: "choir" })).toEqual(["Choir"]);
  });
});

describe("filters", () => {
  it("hold all at once, with words or without", async () => {
    const { call, add, find, calendarId } = await agenda();
    await add("Talk past", "2026-11-02");
    await add("Talk soon", "2026-11-20", { attendees: [{ address: "Bob@Example.com" }] });
    await add("Talk weekly", "2026-11-19", { rrule: "FREQ=WEEKLY;COUNT=2" });
    const { calendar } = await call("calendars.create", { name: "Other" });
    await add("Talk elsewhere", "2026-11-23", { calendarId: calendar.id });
    expect(await find({ query: "talk", calendarIds: [calendar.id] })).toEqual(["Talk elsewhere"]);
    expect(await find({ hasGuests: true })).toEqual(["Talk soon"]);
    expect(await find({ attendee: "bob@example.com" })).toEqual(["Talk soon"]);
    expect(await find({ query: "talk", attendee: "eve@example.com" })).toEqual([]);
    expect(await find({ recurring: true })).toEqual(["Talk weekly"]);
    expect(await find({ recurring: false, hasGuests: false, calendarIds: [calendarId as CalendarId] })).toEqual([
      "Talk past",
    ]);
    const week = { fromMs: ms("2026-11-20T00:00:00Z"), toMs: ms("2026-11-24T00:00:00Z") };
    expect(await find({ query: "talk", ...week })).toEqual(["Talk soon", "Talk elsewhere"]);
    expect(await find({ ...week })).toEqual(["Talk soon", "Talk elsewhere"]);
    expect(await find({})).toEqual([]);
  });

  it("know the user's answer and where a meeting is joined", async () => {
    const { call, server, sync } = await atWork();
    const people = "ORGANIZER:mailto:boss@elsewhere.test\r\nATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:ann@office.test\r\n";
    const link = "CONFERENCE;VALUE=URI:https://meet.example.com/x\r\n";
    server.store("ann", "a.ics", eventText("a", "Invited").replace("END:VEVENT", `${people}END:VEVENT`));
    server.store("ann", "b.ics", eventText("b", "Call").replace("END:VEVENT", `${link}END:VEVENT`));
    await sync();
    const find = async (search: object) => (await call("agenda.search", { query: "", ...search })).occurrences;
    expect(await find({ answer: "needs-action" })).toMatchObject([{ title: "Invited", answer: "needs-action" }]);
    expect(await find({ hasConference: true })).toMatchObject([
      { title: "Call", conferenceUrl: "https://meet.example.com/x" },
    ]);
    expect(await find({ hasConference: false })).toMatchObject([{ title: "Invited" }]);
    expect(await find({ query: "call", answer: "accepted" })).toEqual([]);
  });
});

describe("the order", () => {
  it("is by nearness, by what comes next, or by what was last; each event once", async () => {
    const { add, find } = await agenda();
    await add("T last week", "2026-11-11");
    await add("T yesterday", "2026-11-17", { end: "2026-11-17T10:30" });
    await add("T tomorrow", "2026-11-19");
    await add("T series", "2026-11-16", { rrule: "FREQ=DAILY;COUNT=10" });
    for (const filter of [{ query: "t" }, { recurring: undefined, fromMs: 0 }]) {
      expect(await find(filter)).toEqual(["T series", "T tomorrow", "T yesterday", "T last week"]);
      expect(await find({ ...filter, order: "future" })).toEqual(["T series", "T tomorrow"]);
      expect(await find({ ...filter, order: "past" })).toEqual(["T series", "T yesterday", "T last week"]);
    }
  });

  it("goes on from page to page without a gap, and says how many there are", async () => {
    const { call, add } = await agenda();
    for (let n = 0; n < 9; n++) await add(`Item ${n}`, `2026-11-${10 + n}`);
    for (const search of [{ query: "item" }, { query: "", fromMs: 0 }]) {
      const page = async (offset: number) => call("agenda.search", { ...search, limit: 4, offset });
      const pages = [await page(0), await page(4), await page(8), await page(12)];
      expect(pages.map(({ occurrences }) => occurrences.length)).toEqual([4, 4, 1, 0]);
      expect(new Set(pages.flatMap(({ occurrences }) => occurrences.map((o) => o.eventId))).size).toBe(9);
    }
    expect((await call("agenda.search", { query: "item", limit: 2 })).total).toBe(9);
    expect((await call("agenda.search", { query: "item", offset: 50 })).total).toBe(9);
  });
});
