// The data file is damaged, each in its own way; the next start has to make do with the last backup and what can still be read.
import { copyFileSync, existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { seeded } from "../convergence/random.ts";
import { damageStory, lostOf, recover, wrongWith } from "./damage-story.ts";
import { reportDrill } from "./report.ts";

type Damage = (file: string) => void;

const PAGE = 4096;

/** Folds the log into the file, as a clean end does. */
function withoutLog(file: string): void {
  const sqlite = new Sqlite(file);
  sqlite.pragma("wal_checkpoint(TRUNCATE)");
  sqlite.close();
}

function overwritePages(seed: number, share: number): Damage {
  return (file) => {
    const random = seeded(seed);
    const bytes = readFileSync(file);
    const pages = bytes.length / PAGE;
    for (let n = 0; n < Math.max(1, pages * share); n++) {
      const at = Math.floor(random() * pages) * PAGE;
      for (let byte = 0; byte < PAGE; byte++) bytes[at + byte] = Math.floor(random() * 256);
    }
    writeFileSync(file, bytes);
  };
}

const zero =
  (from: number, length: number): Damage =>
  (file) => {
    const bytes = readFileSync(file);
    bytes.fill(0, from, from + length);
    writeFileSync(file, bytes);
  };

const DAMAGES: Readonly<Record<string, Damage>> = {
  "the last third is cut off": (file) => truncateSync(file, Math.floor((statSync(file).size * 2) / 3)),
  "cut off in the middle of a page": (file) => truncateSync(file, Math.floor(statSync(file).size / 2) + 100),
  "cut to nothing": (file) => truncateSync(file, 0),
  "the first 100 bytes are zero": zero(0, 100),
  "the first page is zero": zero(0, PAGE),
  "another file is in its place": (file) =>
    writeFileSync(file, "this is a letter and not a database at all".repeat(500)),
  "the file is gone": (file) => rmSync(file),
};

describe("a data file that is damaged", { timeout: 120_000 }, () => {
  it.each(Object.entries(DAMAGES))(
    "%s: the backup takes its place and the next sync ends equal to the server",
    async (name, damage) => {
      const story = await damageStory();
      const folder = story.powerCut();
      const file = join(folder, "cadran.sqlite");
      withoutLog(file);
      damage(file);
      const damaged = existsSync(file) ? readFileSync(file) : undefined;
      const after = await recover(story, folder);
      expect(wrongWith(story, after)).toEqual([]);
      expect(after.restored).toMatchObject({ cause: damaged ? "damage" : "missing", noted: false });
      expect(after.restored?.stateMs).toBeDefined();
      // Untouched, to the last byte.
      const { aside } = after.restored ?? {};
      if (damaged) expect(readFileSync(join(folder, aside ?? "", "cadran.sqlite")).equals(damaged)).toBe(true);
      const lost = lostOf(after);
      // What cannot be read any more is told.
      if (lost.length > 0) expect(after.restored?.incomplete).toBe(true);
      expect(after.onlyHere).toContain("Local and early");
      reportDrill({
        drill: name,
        lost: after.restored?.incomplete ? lost.map((one) => `${one} (told)`) : lost,
        ended: endOf(after),
      });
    },
  );

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    "random pages are overwritten (seed %i), found at once or later: nothing told as kept is lost",
    async (seed) => {
      const story = await damageStory();
      const folder = story.powerCut();
      const file = join(folder, "cadran.sqlite");
      if (seed % 2 === 0) withoutLog(file);
      // Before the log: as a disk does it. The header stays, this drill is about what lies behind it.
      const head = readFileSync(file).subarray(0, PAGE);
      overwritePages(seed, 0.05)(file);
      const bytes = readFileSync(file);
      head.copy(bytes);
      writeFileSync(file, bytes);
      // Found only when somebody looks: as an unclean end makes the next start do.
      writeFileSync(join(folder, "cadran.lock"), "{}");
      const after = await recover(story, folder);
      expect(wrongWith(story, after)).toEqual([]);
      const lost = lostOf(after);
      if (lost.length > 0) expect(after.restored?.incomplete).toBe(true);
      reportDrill({
        drill: `pages overwritten, seed ${seed}`,
        lost: lost.map((one) => `${one} (told)`),
        ended: endOf(after),
      });
    },
  );

  it("the log is gone after a power cut: what is in the file is gone on from, and nothing is done to the server that is not meant", async () => {
    const story = await damageStory();
    const folder = story.powerCut();
    rmSync(join(folder, "cadran.sqlite-wal"));
    const after = await recover(story, folder);
    expect(wrongWith(story, { ...after, restored: LOG_LOST })).toEqual([]);
    expect(after.onlyHere).toContain("Local and early");
    // Edits since the last backup were in the log alone, and nothing is left that could tell.
    reportDrill({
      drill: "the log is missing",
      lost: lostOf(after).map((one) => `${one} (nobody can tell)`),
      ended: endOf(after),
    });
  });

  it("an older file in the place of the data file is noticed by its backups, and the newest of them is gone on from", async () => {
    const story = await damageStory();
    const folder = story.powerCut();
    const [newest] = (await story.engine.call("backups.list", {})).backups;
    await story.engine.call("backups.make", {});
    const later = story.powerCut();
    for (const end of ["-wal", "-shm"]) rmSync(join(later, `cadran.sqlite${end}`), { force: true });
    copyFileSync(join(folder, "backups", newest?.name ?? ""), join(later, "cadran.sqlite"));
    const after = await recover(story, later);
    expect(after.restored).toMatchObject({ cause: "damage" });
    expect(wrongWith(story, after)).toEqual([]);
    expect(lostOf(after)).toEqual([]);
    reportDrill({ drill: "an older file in its place", lost: lostOf(after), ended: endOf(after) });
  });

  it("an older file that is damaged, too: what it still meant to do was done or undone since, and is not done again", async () => {
    const story = await damageStory();
    const [older] = (await story.engine.call("backups.list", {})).backups;
    await story.engine.call("backups.make", {});
    const folder = story.powerCut();
    for (const end of ["-wal", "-shm"]) rmSync(join(folder, `cadran.sqlite${end}`), { force: true });
    const file = join(folder, "cadran.sqlite");
    copyFileSync(join(folder, "backups", older?.name ?? ""), file);
    damageFreelistOf(file);
    const after = await recover(story, folder);
    expect(after.restored).toMatchObject({ cause: "damage", carried: 0 });
    expect(wrongWith(story, after)).toEqual([]);
    expect(lostOf(after)).toEqual([]);
    reportDrill({ drill: "an older file, damaged too", lost: lostOf(after), ended: endOf(after) });
  });

  it("without any backup it begins empty, keeps the accounts and edits that can be read, and fetches the rest", async () => {
    const story = await damageStory();
    const folder = story.powerCut();
    rmSync(join(folder, "backups"), { recursive: true });
    const file = join(folder, "cadran.sqlite");
    withoutLog(file);
    damageFreelistOf(file);
    const after = await recover(story, folder);
    expect(after.restored).toMatchObject({ cause: "damage" });
    expect(after.restored?.stateMs).toBeUndefined();
    expect(wrongWith(story, after)).toEqual([]);
    expect(lostOf(after)).toEqual([]);
    // All of it could be read: the deletion made offline reached the server, too.
    expect(after.restored?.incomplete).toBe(false);
    expect(after.there.has("e21.ics")).toBe(false);
    reportDrill({ drill: "no backup", lost: lostOf(after), ended: endOf(after) });
  });

  it("a damaged backup is passed over for the one before it", async () => {
    const story = await damageStory();
    await story.engine.call("backups.make", {});
    const folder = story.powerCut();
    const { backups } = await story.engine.call("backups.list", {});
    const [newest, older] = backups;
    truncateSync(join(folder, "backups", newest?.name ?? ""), 40_000);
    truncateSync(join(folder, "cadran.sqlite"), 20_000);
    rmSync(join(folder, "cadran.sqlite-wal"), { force: true });
    const after = await recover(story, folder);
    expect(after.restored?.stateMs).toBe(older?.madeMs);
    expect(wrongWith(story, after)).toEqual([]);
    const lost = lostOf(after);
    if (lost.length > 0) expect(after.restored?.incomplete).toBe(true);
    reportDrill({
      drill: "newest backup damaged too",
      lost: lost.map((one) => `${one} (told)`),
      ended: endOf(after),
    });
  });

  it("is opened as ever when it is not damaged, however the last end was", async () => {
    const story = await damageStory();
    const after = await recover(story, story.powerCut());
    expect(after.restored).toBeUndefined();
    expect(wrongWith(story, after)).toEqual([]);
    expect(lostOf(after)).toEqual([]);
    reportDrill({ drill: "power cut, no damage", lost: [], ended: endOf(after) });
  });
});

/** Damage that no row is behind: the count of free pages is wrong beyond what can be. */
function damageFreelistOf(file: string): void {
  const bytes = readFileSync(file);
  bytes.writeUInt32BE(bytes.length / PAGE + 50, 32);
  bytes.writeUInt32BE(77, 36);
  writeFileSync(file, bytes);
  writeFileSync(join(file, "../cadran.lock"), "{}");
}

const LOG_LOST = { cause: "damage", atMs: 0, carried: 0, incomplete: true, noted: false } as const;

function endOf({ restored, conflicts }: Awaited<ReturnType<typeof recover>>): string {
  const from = restored === undefined ? "opened" : restored.stateMs === undefined ? "began empty" : "restored";
  const asked = conflicts.length > 0 ? `, ${conflicts.length} to decide` : "";
  return `${from}, ${restored?.carried ?? 0} rows carried over${asked}, equal to the server`;
}
