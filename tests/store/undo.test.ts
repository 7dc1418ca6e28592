// What the store keeps of commands and of accounts: steps for a day, a server's calendars as the server has them.
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { insertAccount } from "../../src-main/store/accounts.ts";
import { listCalendars, updateCalendar } from "../../src-main/store/calendars.ts";
import { openDatabase } from "../../src-main/store/database.ts";
import { storeCalendars } from "../../src-main/store/discovered.ts";
import type { AccountKind } from "../../src-preload/contract/accounts.ts";
import type { AccountId } from "../../src-preload/contract/shapes.ts";
import { localEngine } from "../commands/local.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { testFolder } from "../support/folder.ts";
import { MIGRATIONS } from "../support/migrations.ts";
import { testEngine } from "../support/test-engine.ts";

describe("undo steps", () => {
  it("are forgotten after a day, whether or not anybody asks for them", async () => {
    const folder = testFolder();
    const clock = fakeClock();
    const { call, calendarId, close } = await localEngine({ folder, clock });
    await call("events.create", { calendarId, title: "x", start: "2026-11-24", end: "2026-11-25" });
    await close();
    const steps = () => {
      const sqlite = new Sqlite(join(folder, "cadran.sqlite"), { readonly: true });
      const { n } = sqlite.prepare("SELECT count(*) AS n FROM undo_steps").get() as { n: number };
      sqlite.close();
      return n;
    };
    const reopen = async () => testEngine({ folder, clock }).close();
    clock.advance(86_000_000);
    await reopen();
    expect(steps()).toBe(1);
    clock.advance(500_000);
    await reopen();
    expect(steps()).toBe(0);
  });
});

describe("the calendars of a server", () => {
  function account(kind: AccountKind) {
    const db = openDatabase(join(testFolder(), "cadran.sqlite"), MIGRATIONS);
    onTestFinished(() => db.close());
    const id = "a" as AccountId;
    insertAccount(db, { id, kind, label: "A", color: "#2F6FE0", state: "ready", createdMs: 0 });
    const take = (over: object = {}) =>
      db.write(() => storeCalendars(db, id, [{ url: "http://x/c/", name: "C", readOnly: false, ...over }]));
    return { db, take, only: () => listCalendars(db, true)[0] };
  }

  it.each<[AccountKind, number]>([
    ["infomaniak", 15],
    ["caldav", 15],
    ["webcal", 60],
  ])("of kind %s are asked every %i minutes until the user chooses", (kind, minutes) => {
    const { take, only } = account(kind);
    take();
    expect(only()?.frequencyMinutes).toBe(minutes);
  });

  it("follow the server in name, rights and scheduling, and the user in colour and order", () => {
    const { db, take, only } = account("caldav");
    take({ color: "#111111" });
    const id = only()?.id;
    if (!id) throw new Error("no calendar");
    updateCalendar(db, id, { customColor: "#D2478A", position: 3 });
    take({ name: "D", color: "#222222", readOnly: true, schedules: true });
    expect(only()).toMatchObject({ name: "D", color: "#D2478A", order: 3, readOnly: true, schedules: true });
    take({ name: "D", color: "#222222" });
    expect(only()).toMatchObject({ readOnly: false, schedules: false });
  });
});
