// Damage that nobody looked for: the file was closed in order, and a statement meets it while Cadran runs. The real process, its real host.
import { existsSync, openSync, readdirSync, writeSync } from "node:fs";
import { join, resolve } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, it, onTestFinished } from "vitest";
import { childProcessEngine } from "../../src-main/host/child-process.ts";
import { EngineClient } from "../../src-main/host/engine-client.ts";
import type { Input, Output } from "../../src-preload/contract/contract.ts";
import type { CallName } from "../../src-preload/contract/names.ts";
import { testFolder } from "../support/folder.ts";
import { MIGRATIONS } from "../support/migrations.ts";
import { reportDrill } from "./report.ts";

const ENGINE = resolve(import.meta.dirname, "../../src-main/engine/process.ts");
const NOVEMBER = { fromMs: Date.parse("2026-11-01T00:00:00Z"), toMs: Date.parse("2026-12-01T00:00:00Z") };

function host(folder: string) {
  const { DBUS_SESSION_BUS_ADDRESS: _, DISPLAY: __, ...env } = process.env;
  const args = ["--data", folder, "--migrations", MIGRATIONS, "--host", "browser", "--version", "test"];
  const connected: boolean[] = [];
  const client = new EngineClient(() => childProcessEngine(ENGINE, args, env));
  client.onConnection((one) => connected.push(one));
  onTestFinished(() => client.close());
  const reply = (name: CallName, input: unknown) => client.call(name, input);
  const call = async <C extends CallName>(name: C, input: Input<C>): Promise<Output<C>> => {
    const answer = await reply(name, input);
    if ("failure" in answer) throw Object.assign(new Error(answer.failure.message), answer.failure);
    return answer.ok as Output<C>;
  };
  return { client, call, reply, connected };
}

/** Overwrites every page of a table but its first. @returns how many */
function spoil(file: string, table: string): number {
  const sqlite = new Sqlite(file);
  sqlite.pragma("wal_checkpoint(TRUNCATE)");
  const pages = sqlite
    .prepare("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'")
    .pluck()
    .all(table) as number[];
  sqlite.close();
  const handle = openSync(file, "r+");
  for (const page of pages) writeSync(handle, Buffer.alloc(4096, 0x5a), 0, 4096, (page - 1) * 4096);
  return pages.length;
}

it("ends the engine with a clear failure, and the next one, that the host starts by itself, goes on from the backup", async () => {
  const folder = testFolder();
  const first = host(folder);
  const { calendar } = await first.call("calendars.create", { name: "Here only", color: "#336699" });
  const create = (to: typeof first, title: string) =>
    to.call("events.create", { calendarId: calendar.id, title, start: "2026-11-24T10:00", end: "2026-11-24T11:00" });
  for (let n = 0; n < 30; n++) await create(first, `Event ${n}`);
  await first.call("backups.make", {});
  await create(first, "After the backup");
  await first.client.close();
  expect(existsSync(join(folder, "cadran.sqlite-wal"))).toBe(false);
  expect(spoil(join(folder, "cadran.sqlite"), "events")).toBeGreaterThan(1);

  const { call, reply, connected } = host(folder);
  const id = "nobody" as Input<"calendars.remove">["id"];
  const text = await reply("events.export", { calendarId: calendar.id });
  const said = "failure" in text ? text.failure.reason : "answered";
  expect(["damaged", "engine-restarted"]).toContain(said);
  const restoredNow = async () => {
    const answer = await reply("backups.list", {});
    return "ok" in answer && (answer.ok as Output<"backups.list">).restored !== undefined;
  };
  await expect.poll(restoredNow, { timeout: 15_000 }).toBe(true);
  expect(connected).toEqual([true, false, true]);
  const { restored } = await call("backups.list", {});
  expect(restored).toMatchObject({ cause: "damage", noted: false });
  const titles = (await call("agenda.range", NOVEMBER)).occurrences.map(({ title }) => title);
  expect(titles).toHaveLength(new Set(titles).size);
  for (let n = 0; n < 30; n++) expect(titles).toContain(`Event ${n}`);
  expect(readdirSync(folder).filter((name) => name.startsWith("damaged-"))).toHaveLength(1);
  // Read once, and not told again.
  await call("backups.noted", {});
  expect((await call("backups.list", {})).restored?.noted).toBe(true);
  await expect(call("calendars.remove", { id })).rejects.toMatchObject({ reason: "missing" });
  const lost = titles.includes("After the backup") ? [] : ["After the backup (local calendar, told)"];
  if (lost.length > 0) expect(restored?.incomplete).toBe(true);
  reportDrill({ drill: "damage met while running", lost, ended: `${said}, restarted by the host, restored` });
}, 60_000);
