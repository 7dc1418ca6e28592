// A file of an earlier version: its events get what migration 0003 added, little by little.

import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { agendaRange } from "../../src-main/store/agenda.ts";
import { openDatabase } from "../../src-main/store/database.ts";
import { suggestPeople } from "../../src-main/store/people.ts";
import { renewSome } from "../../src-main/store/renew.ts";
import { agendaSearch } from "../../src-main/store/search.ts";
import { atWork, NOVEMBER } from "../commands/at-work.ts";
import { MIGRATIONS } from "../support/migrations.ts";

const NOW = Date.parse("2026-11-18T09:00:00Z");

describe("events of an earlier version", () => {
  it("are found and shown like new ones once all is renewed, each looked at once", async () => {
    const { call, calendarId, folder, close } = await atWork();
    const at = (day: number) => ({ start: `2026-11-${day}T10:00`, end: `2026-11-${day}T11:00` });
    const attendees = [{ address: "bob@elsewhere.test", name: "Bob" }];
    await call("events.create", { calendarId, title: "Blue", ...at(20), color: "#4169E1", privacy: "private" });
    await call("events.create", { calendarId, title: "Plain", ...at(21), attendees });
    await call("events.create", { calendarId, title: "Free", ...at(22), transparency: "transparent" });
    const expected = (await call("agenda.range", NOVEMBER)).occurrences;
    await close();
    const file = join(folder, "cadran.sqlite");
    const sqlite = new Sqlite(file);
    sqlite.exec("DELETE FROM event_texts; DELETE FROM event_people; DELETE FROM people");
    sqlite.exec("UPDATE occurrences SET color = NULL, privacy = NULL, busy = 'busy'");
    sqlite.close();
    const db = openDatabase(file, MIGRATIONS);
    const find = (query: string) =>
      agendaSearch(db, { query, limit: 50, offset: 0, order: "nearest" }, NOW).occurrences.map((o) => o.title);
    expect([find("blue"), agendaRange(db, NOVEMBER)[0]?.color]).toEqual([[], undefined]);
    const slices = [renewSome(db, 2), renewSome(db, 2), renewSome(db, 2)];
    expect(slices).toEqual([true, false, false]);
    expect([find("blue"), find("bob")]).toEqual([["Blue"], ["Plain"]]);
    expect(suggestPeople(db, { query: "bob", limit: 8 }, NOW).people).toEqual([
      { address: "bob@elsewhere.test", name: "Bob" },
    ]);
    expect(agendaRange(db, NOVEMBER)).toEqual(expected);
    db.close();
  });
});
