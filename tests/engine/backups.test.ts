// Copies of an open data file: one a day, one by hand, one before a migration; and what becomes of them when the disk is full, the
// folder is read-only, or somebody stops in the middle.
import { fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statfsSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import Sqlite from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { lockFolder } from "../../src-main/engine/lock.ts";
import { openData } from "../../src-main/engine/open-data.ts";
import { isRestoring } from "../../src-main/store/restore.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { testFolder } from "../support/folder.ts";
import { MIGRATIONS } from "../support/migrations.ts";
import { testEngine } from "../support/test-engine.ts";

const ENGINE = resolve(import.meta.dirname, "../../src-main/engine/process.ts");
const MINUTE = 60_000;
const DAY = 86_400_000;
const NOVEMBER = { fromMs: Date.parse("2026-11-01T00:00:00Z"), toMs: Date.parse("2026-12-01T00:00:00Z") };
const TIMES = { start: "2026-11-24T10:00", end: "2026-11-24T11:00" };

async function world(folder = testFolder()) {
  const clock = fakeClock();
  const ended: string[] = [];
  const engine = testEngine({ folder, clock, onEnd: (why) => ended.push(why) });
  onTestFinished(() => engine.close());
  const { call } = engine;
  const calendarId = (await call("calendars.create", { name: "Here only", color: "#336699" })).calendar.id;
  const create = (title: string) => call("events.create", { calendarId: calendarId as CalendarId, title, ...TIMES });
  const titles = async () => (await call("agenda.range", NOVEMBER)).occurrences.map(({ title }) => title);
  const kinds = async () => (await call("backups.list", {})).backups.map(({ kind }) => kind);
  return { ...engine, clock, ended, folder, create, titles, kinds };
}

/** As the file of a backup has it. */
function titlesIn(folder: string, name: string): unknown[] {
  const sqlite = new Sqlite(join(folder, "backups", name), { readonly: true });
  try {
    return sqlite.prepare("SELECT title FROM occurrences ORDER BY title").pluck().all();
  } finally {
    sqlite.close();
  }
}

/** A disk of its own of so many MiB; undefined where that is not allowed. */
function disk(mib: number): string | undefined {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return undefined;
  const folder = testFolder();
  if (spawnSync("mount", ["-t", "tmpfs", "-o", `size=${mib}m`, "tmpfs", folder]).status !== 0) return undefined;
  onTestFinished(() => void spawnSync("umount", ["-l", folder]));
  return folder;
}

const freeOf = (folder: string) => statfsSync(folder).bavail * statfsSync(folder).bsize;

describe("the backup of the day", () => {
  it("is made five minutes after the start, and the next one a day later", async () => {
    const { engine, clock, kinds } = await world();
    engine.start();
    clock.advance(4 * MINUTE);
    await new Promise((done) => setTimeout(done, 300));
    expect(await kinds()).toEqual([]);
    clock.advance(MINUTE);
    await expect.poll(kinds, { timeout: 10_000 }).toEqual(["daily"]);
    for (let hour = 0; hour < 23; hour++) {
      clock.advance(DAY / 24);
      await new Promise((done) => setTimeout(done, 5));
    }
    expect(await kinds()).toEqual(["daily"]);
    clock.advance(DAY / 24);
    await new Promise((done) => setTimeout(done, 5));
    clock.advance(DAY / 24);
    await expect.poll(kinds, { timeout: 10_000 }).toEqual(["daily", "daily"]);
  });
});

describe("a backup by hand", () => {
  it("holds the moment it was asked for, is readable by its owner alone, and asked for twice at once it is made once", async () => {
    const { call, create, folder } = await world();
    await create("Before");
    const [one, other] = await Promise.all([call("backups.make", {}), call("backups.make", {})]);
    expect(other).toEqual(one);
    await create("After");
    expect(titlesIn(folder, one.backup.name)).toEqual(["Before"]);
    expect(readdirSync(join(folder, "backups"))).toEqual([one.backup.name]);
    if (process.platform !== "win32") {
      expect(statSync(join(folder, "backups", one.backup.name)).mode & 0o777).toBe(0o600);
      expect(statSync(join(folder, "backups")).mode & 0o777).toBe(0o700);
    }
  });

  it("is given up when the engine closes, and nothing is left of it", async () => {
    const { call, folder, close } = await world();
    const making = call("backups.make", {}).catch((error: unknown) => error);
    await close();
    expect(await making).toMatchObject({ reason: "cancelled" });
    expect(readdirSync(join(folder, "backups"))).toEqual([]);
  });

  it("of a file that turns out to be damaged ends the engine for the next one to restore it", async () => {
    const { call, create, folder, ended } = await world();
    for (let n = 0; n < 200; n++) await create(`Event ${n} ${"x".repeat(500)}`);
    await call("backups.make", {});
    const file = join(folder, "cadran.sqlite");
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 4096 * 20, 4096 * 60);
    writeFileSync(file, bytes);
    await expect(call("backups.make", {})).rejects.toMatchObject({ reason: "damaged" });
    expect(ended).toEqual(["damaged"]);
    expect(existsSync(join(folder, "cadran.damage"))).toBe(true);
    expect(readdirSync(join(folder, "backups"))).toHaveLength(1);
  });
});

describe("a disk without room", () => {
  it("for a copy: none is made, that is told, and the one before it stays; with room again one is made", async ({
    skip,
  }) => {
    const folder = disk(24);
    if (folder === undefined) return skip("mounting is for root on Linux");
    const { call, create, titles } = await world(folder);
    await create("Kept");
    const first = await call("backups.make", {});
    const filler = join(folder, "filler");
    writeFileSync(filler, Buffer.alloc(freeOf(folder) - 600_000));
    await expect(call("backups.make", {})).rejects.toMatchObject({ reason: "disk-full" });
    const state = await call("backups.list", {});
    expect(state).toMatchObject({ backups: [first.backup], running: false, failure: { reason: "disk-full" } });
    expect(readdirSync(join(folder, "backups"))).toEqual([first.backup.name]);
    expect(await titles()).toEqual(["Kept"]);
    writeFileSync(filler, "");
    await call("backups.make", {});
    expect(await call("backups.list", {})).not.toHaveProperty("failure");
  });

  it("for a restore: it waits as ordered, touches neither file, and goes on once there is room", async ({ skip }) => {
    const folder = disk(24);
    if (folder === undefined) return skip("mounting is for root on Linux");
    const first = await world(folder);
    await first.create("Before");
    const { backup } = await first.call("backups.make", {});
    await first.create("After");
    await first.call("backups.restore", { name: backup.name });
    await first.close();
    const before = readFileSync(join(folder, "cadran.sqlite"));
    const place = { folder, migrations: MIGRATIONS, nowMs: first.clock.nowMs(), zone: "Europe/Paris" };
    for (const left of [0, 300_000, before.length + 200_000]) {
      writeFileSync(join(folder, "filler"), "");
      writeFileSync(join(folder, "filler"), Buffer.alloc(freeOf(folder) - left));
      let failure: unknown;
      try {
        openData(place).db.close();
      } catch (error) {
        failure = error;
      }
      if (failure === undefined) break;
      expect(failure).toMatchObject({ reason: "disk-full" });
      expect(isRestoring(folder)).toBe(true);
      expect(readFileSync(join(folder, "cadran.sqlite")).equals(before)).toBe(true);
    }
    writeFileSync(join(folder, "filler"), "");
    const second = testEngine({ folder, clock: first.clock });
    onTestFinished(() => second.close());
    const { occurrences } = await second.call("agenda.range", NOVEMBER);
    expect(occurrences.map(({ title }) => title)).toEqual(["Before"]);
    expect((await second.call("backups.list", {})).restored).toMatchObject({ cause: "hand" });
  });
});

describe("another process", () => {
  it("on the same folder is refused before it looks at the file, and touches neither it nor what was ordered", async () => {
    const { folder, close, call } = await world();
    const { backup } = await call("backups.make", {});
    await call("backups.restore", { name: backup.name });
    await close();
    const lock = lockFolder(folder);
    onTestFinished(() => lock.release());
    const before = readFileSync(join(folder, "cadran.sqlite"));
    const args = ["--data", folder, "--migrations", MIGRATIONS, "--host", "cli"];
    const child = fork(ENGINE, args, { stdio: "ignore" });
    const [refused] = await once(child, "message");
    expect(refused).toMatchObject({ t: "refused", failure: { reason: "second-instance" } });
    await once(child, "exit");
    expect(isRestoring(folder)).toBe(true);
    expect(readFileSync(join(folder, "cadran.sqlite")).equals(before)).toBe(true);
  });
});

describe("a folder of backups that cannot be written", () => {
  it("is told, and everything else goes on, now and after the next start", async () => {
    const { call, create, titles, folder, clock, close } = await world();
    writeFileSync(join(folder, "backups"), "a file stands where the folder should be");
    await create("Kept");
    await expect(call("backups.make", {})).rejects.toMatchObject({ reason: "storage" });
    expect(await call("backups.list", {})).toMatchObject({ backups: [], failure: { reason: "storage" } });
    expect(await titles()).toEqual(["Kept"]);
    await close();
    const second = testEngine({ folder, clock });
    onTestFinished(() => second.close());
    expect((await second.call("agenda.range", NOVEMBER)).occurrences).toHaveLength(1);
  });
});

describe("before a migration", () => {
  /** The migrations of this version but the last, as an earlier one had them. */
  function earlier(): string {
    const folder = testFolder();
    cpSync(MIGRATIONS, folder, { recursive: true });
    const file = join(folder, "meta", "_journal.json");
    const journal = JSON.parse(readFileSync(file, "utf8")) as { entries: unknown[] };
    writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, -1) }));
    return folder;
  }
  const place = (folder: string, migrations: string) => ({
    ...{ folder, migrations, zone: "Europe/Paris" },
    nowMs: Date.parse("2026-11-18T09:00:00Z"),
  });

  it("a copy is made of the file as it was, and that version could open it again", () => {
    const folder = testFolder();
    const before = earlier();
    openData(place(folder, before)).db.close();
    expect(existsSync(join(folder, "backups"))).toBe(false);
    const { db, failure } = openData(place(folder, MIGRATIONS));
    db.close();
    expect(failure).toBeUndefined();
    const [name = ""] = readdirSync(join(folder, "backups"));
    expect(name).toMatch(/^0001-.*-update-\d+\.sqlite$/);
    const back = testFolder();
    copyFileSync(join(folder, "backups", name), join(back, "cadran.sqlite"));
    openData(place(back, before)).db.close();
    // Once: the next start has nothing to migrate.
    openData(place(folder, MIGRATIONS)).db.close();
    expect(readdirSync(join(folder, "backups"))).toEqual([name]);
  });

  it("without room for one it is told why there is none, and Cadran opens all the same", () => {
    const folder = testFolder();
    openData(place(folder, earlier())).db.close();
    mkdirSync(join(folder, "backups", "copy.part"), { recursive: true });
    const { db, failure } = openData(place(folder, MIGRATIONS));
    db.close();
    expect(failure).toMatchObject({ reason: "storage" });
  });

  it("a kill while the copy is made leaves nothing that is taken for one", () => {
    const folder = testFolder();
    openData(place(folder, earlier())).db.close();
    mkdirSync(join(folder, "backups"));
    writeFileSync(join(folder, "backups", "copy.part"), "half of it");
    const { db } = openData(place(folder, MIGRATIONS));
    db.close();
    expect(readdirSync(join(folder, "backups")).filter((name) => !name.includes("-update-"))).toEqual([]);
  });
});
