import { describe, expect, it } from "vitest";
import {
  backupName,
  backupObstacle,
  backupsToDrop,
  isBackupDue,
  type KeptBackup,
  readBackupName,
} from "../../src-main/store/backup-plan.ts";

const DAY = 86_400_000;
const GIB = 1024 ** 3;
const NOW = Date.UTC(2026, 10, 23, 9, 30, 15);

const backup = (number: number, madeMs: number, more: Partial<KeptBackup> = {}): KeptBackup => {
  const said = { number, madeMs, kind: "daily" as const, schema: 5, ...more };
  return { sizeBytes: 1_000_000, ...said, name: backupName(said), ...more };
};
/** One a day for so many days, as the plan leaves them. */
function afterDays(days: number): KeptBackup[] {
  let kept: KeptBackup[] = [];
  for (let day = 0; day < days; day++) {
    const nowMs = NOW + day * DAY;
    kept = [...kept, backup(day + 1, nowMs)];
    const dropped = backupsToDrop(kept, nowMs);
    kept = kept.filter(({ name }) => !dropped.includes(name));
  }
  return kept;
}
const numbers = (backups: readonly KeptBackup[]) => backups.map(({ number }) => number);
const keptOf = (backups: readonly KeptBackup[], nowMs = NOW) => {
  const dropped = backupsToDrop(backups, nowMs);
  return numbers(backups.filter(({ name }) => !dropped.includes(name)));
};

describe("the name of a backup", () => {
  it("says its number, moment, kind and form, and is read back", () => {
    const said = { number: 7, madeMs: NOW, kind: "update", schema: 5 } as const;
    expect(backupName(said)).toBe("0007-20261123T093015Z-update-5.sqlite");
    expect(readBackupName(backupName(said))).toEqual(said);
    expect(readBackupName(backupName({ ...said, number: 123_456 }))?.number).toBe(123_456);
  });

  it("is not that of any other file", () => {
    for (const name of [
      "copy.part",
      "cadran.sqlite",
      "../0007-20261123T093015Z-daily-5.sqlite",
      "0007-20269923T093015Z-daily-5.sqlite",
      "",
    ]) {
      expect(readBackupName(name)).toBeUndefined();
    }
  });
});

describe("a backup", () => {
  it("is due when there is none, or the newest is a day old", () => {
    expect(isBackupDue([], NOW)).toBe(true);
    expect(isBackupDue([backup(1, NOW - DAY + 1)], NOW)).toBe(false);
    expect(isBackupDue([backup(1, NOW - DAY)], NOW)).toBe(true);
  });

  it("is due when the newest says that it comes from the future: one of the clocks was wrong", () => {
    expect(isBackupDue([backup(1, NOW + 365 * DAY)], NOW)).toBe(true);
  });

  it("is not made where it would leave the data file no room, or where it is very large", () => {
    expect(backupObstacle(100_000_000, 10 * GIB)).toBeUndefined();
    expect(backupObstacle(2 * GIB, 2 * GIB)).toBe("no-room");
    expect(backupObstacle(1_000_000, 3_000_000)).toBeUndefined();
    expect(backupObstacle(1_000_000, 2_900_000)).toBe("no-room");
    expect(backupObstacle(5 * GIB, 100 * GIB)).toBe("too-large");
  });
});

describe("of the backups", () => {
  it("stay three of the last days and one that is between some days and two weeks old", () => {
    for (const days of [5, 10, 14, 15, 30, 100]) {
      const kept = afterDays(days);
      expect(numbers(kept).slice(-3)).toEqual([days - 2, days - 1, days]);
      expect(kept).toHaveLength(4);
      expect(NOW + (days - 1) * DAY - (kept[0]?.madeMs ?? 0)).toBeLessThanOrEqual(14 * DAY);
    }
    // A week's distance comes again and again.
    expect(Math.max(...[20, 22, 24, 26, 28].map((days) => days - (numbers(afterDays(days))[0] ?? 0)))).toBeGreaterThan(
      7,
    );
  });

  it("stay the one from before the last update and three by hand", () => {
    const updates = [1, 2].map((n) => backup(n, NOW - n * DAY, { kind: "update" }));
    const byHand = [3, 4, 5, 6].map((n) => backup(n, NOW, { kind: "hand" }));
    expect(keptOf([...updates, ...byHand])).toEqual([2, 4, 5, 6]);
  });

  it("stay as many as 8 GiB hold, and the newest whatever its size", () => {
    const large = [1, 2, 3].map((n) => backup(n, NOW, { sizeBytes: 3 * GIB }));
    expect(keptOf(large)).toEqual([2, 3]);
    expect(keptOf([backup(1, NOW, { sizeBytes: 20 * GIB })])).toEqual([1]);
  });

  it("the order is that of their numbers, whatever the clock said", () => {
    const backups = [backup(1, NOW + 365 * DAY), backup(2, NOW - 40 * DAY), backup(3, NOW), backup(4, NOW)];
    expect(keptOf([backup(9, 0), ...backups].slice(1))).toEqual([1, 2, 3, 4]);
    expect(keptOf([...backups, backup(5, NOW), backup(6, NOW)])).toContain(6);
  });
});
