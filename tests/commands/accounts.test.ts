// Leaving an account: nothing unsent is lost without a word, and nothing stays behind.
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Vault } from "../../src-main/ports.ts";
import { eventText } from "../servers/dav.ts";
import { testFolder } from "../support/folder.ts";
import { testEngine } from "../support/test-engine.ts";
import { atWork } from "./at-work.ts";
import { office } from "./office.ts";

const TIMED = { title: "Review", start: "2026-11-24T10:00", end: "2026-11-24T10:30" };

/** Tables of mail: tests/commands/mail-accounts.test.ts looks into those. */
const MAIL =
  /^(?:mail|message|body|thread|entries|placements|identities|templates|send|draft|snooze|follow|event_mails|blocked|remote)/;

/** Rows by table. */
function rowCounts(folder: string): Record<string, number> {
  const sqlite = new Sqlite(join(folder, "cadran.sqlite"), { readonly: true });
  const tables = sqlite
    .prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'feed%' AND name <> '__drizzle_migrations'",
    )
    .all()
    .filter((table): table is { name: string } => !MAIL.test((table as { name: string }).name));
  const count = (name: string) => (sqlite.prepare(`SELECT count(*) AS n FROM "${name}"`).get() as { n: number }).n;
  const counts = Object.fromEntries(tables.map(({ name }) => [name, count(name)]));
  sqlite.close();
  return counts;
}

describe("removing an account", () => {
  it("is refused while its server lacks edits, and nothing is gone", async () => {
    const { call, accountId, calendarId, titles, sync } = await atWork();
    await call("events.create", { calendarId, ...TIMED });
    await call("events.create", { calendarId, ...TIMED, title: "Other" });
    await expect(call("accounts.remove", { id: accountId })).rejects.toMatchObject({
      reason: "unsynced-edits",
      params: { count: 2 },
    });
    expect((await titles()).toSorted()).toEqual(["Other", "Review"]);
    await sync();
    await call("accounts.remove", { id: accountId });
    expect(await titles()).toEqual([]);
  });

  it("leaves no row in any table, whatever the account had", async () => {
    const { call, folder, accountId, calendarId, server, sync, engine, nextFeed } = await atWork();
    const { facts: factsBefore = 0 } = rowCounts(folder);
    await call("calendars.create", { accountId, name: "Second" });
    const daily = { ...TIMED, rrule: "FREQ=DAILY;COUNT=3", attendees: [{ address: "bob@elsewhere.test" }] };
    const { event } = await call("events.create", { calendarId, ...daily });
    server.store("ann", "quiet.ics", eventText("quiet", "Quiet"));
    server.store("ann", "bad.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
    await sync();
    await call("events.update", { id: event.id, changes: { title: "Mine" } });
    server.rewrite("ann", (text) => text.replace(/SUMMARY:(Review|Quiet)/, "SUMMARY:Theirs"));
    await sync();
    await call("events.create", { calendarId, ...TIMED, title: "Waiting" });
    // In a quarter of an hour, and said twenty minutes before.
    const soon = { title: "Soon", start: "2026-11-18T10:15", end: "2026-11-18T10:45", zone: "Europe/Paris" };
    await call("events.create", { calendarId, ...soon, reminders: [{ minutesBefore: 20 }] });
    server.state.away = true;
    const told = nextFeed("notices");
    engine.start();
    await told;
    const full = rowCounts(folder);
    const empty = Object.keys(full).filter((table) => full[table] === 0);
    expect(empty, "a table that nothing of the account is in proves nothing").toEqual([]);
    await call("accounts.remove", { id: accountId, discardUnsynced: true });
    const { facts, ...after } = rowCounts(folder);
    expect(Object.entries(after).filter(([, rows]) => rows > 0)).toEqual([]);
    // When reminders were last looked for is no account's.
    expect(facts).toBe(factsBefore + 1);
  });

  it("takes the secret out of the vault and ends its run", async () => {
    const secrets = new Map<string, string>();
    const vault: Vault = {
      kind: "keychain",
      get: async (name) => secrets.get(name),
      set: async (name, secret) => void secrets.set(name, secret),
      remove: async (name) => void secrets.delete(name),
    };
    const server = office();
    const engine = testEngine({ folder: testFolder(), vault, caldav: server.provider });
    onTestFinished(() => engine.close());
    const login = { kind: "caldav", url: "http://office.test/", username: "ann", password: "x" } as const;
    const { account } = await engine.call("accounts.add", login);
    expect([...secrets.values()]).toEqual(["x"]);
    const run = engine.call("sync.run", {});
    await engine.call("accounts.remove", { id: account.id });
    await run;
    expect([secrets.size, (await engine.call("sync.status", {})).calendars]).toEqual([0, []]);
  });

  it("leaves an event where it came from when its move into the account has not arrived", async () => {
    const { call, calendarId, signIn, sync, titles, server } = await atWork();
    const bea = await signIn("bea");
    const { event } = await call("events.create", { calendarId, ...TIMED });
    await sync();
    await call("events.update", { id: event.id, changes: { calendarId: bea.calendarId } });
    await call("accounts.remove", { id: bea.accountId, discardUnsynced: true });
    expect([await titles(), await sync(), server.texts("ann").length]).toEqual([["Review"], [], 1]);
  });

  it("makes a command that also touched another calendar final: half of it is not taken back", async () => {
    const { call, calendarId, accountId, sync, titles } = await atWork();
    const { event } = await call("events.create", { calendarId, ...TIMED });
    const { calendar } = await call("calendars.create", { name: "Mine" });
    const { undoId = "" } = await call("events.update", { id: event.id, changes: { calendarId: calendar.id } });
    await sync();
    await call("accounts.remove", { id: accountId });
    await expect(call("events.undo", { undoId })).rejects.toMatchObject({ reason: "missing" });
    expect(await titles()).toEqual(["Review"]);
  });
});
