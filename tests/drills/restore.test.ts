// Going back to a backup by hand, and being killed in the middle of it.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { testFolder } from "../support/folder.ts";
import { type DamageStory, damageStory, lostOf, recover, UNSENT, wrongWith } from "./damage-story.ts";
import { reportDrill } from "./report.ts";

const CHILD = join(import.meta.dirname, "restore-child.ts");
/** More than a restore has. */
const MOST_STEPS = 20;

/** @returns the step it was killed at; undefined when it came to its end */
function openAndKill(folder: string, at: number, nowMs: number): string | undefined {
  const { signal, status, stdout, stderr } = spawnSync(process.execPath, [CHILD, folder, String(at), String(nowMs)]);
  if (signal === "SIGKILL") return stdout.toString();
  expect(`${status} ${stderr}`).toMatch(/^0 /);
  return undefined;
}

function copyOf(folder: string): string {
  const copy = testFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** Kills a restore of a copy of the folder at each of its steps in turn. @returns the steps */
async function killEverywhere(
  story: DamageStory,
  folder: string,
  check: (folder: string) => Promise<void>,
): Promise<string[]> {
  const steps: string[] = [];
  for (let at = 1; at <= MOST_STEPS; at++) {
    const copy = copyOf(folder);
    const step = openAndKill(copy, at, story.clock.nowMs());
    if (step === undefined) return steps;
    steps.push(step);
    await check(copy);
  }
  throw new Error("it has no end");
}

describe("a restore that is killed", () => {
  it("after damage, at every step: the next start ends it, with nothing lost and nothing done twice", async () => {
    const story = await damageStory();
    const folder = story.powerCut();
    // The end of the file: what waits to be sent can still be read.
    const file = join(folder, "cadran.sqlite");
    const wal = readFileSync(`${file}-wal`).length;
    expect(wal).toBeGreaterThan(0);
    truncateSync(`${file}-wal`, 0);
    truncateSync(file, Math.floor(statSync(file).size * 0.7));
    const lost = new Set<string>();
    const steps = await killEverywhere(story, folder, async (copy) => {
      story.rewind();
      const after = await recover(story, copy);
      expect(wrongWith(story, after)).toEqual([]);
      expect(after.restored).toMatchObject({ cause: "damage" });
      expect(after.onlyHere).toContain("Local and early");
      for (const one of lostOf(after)) {
        expect(after.restored?.incomplete).toBe(true);
        lost.add(one);
      }
      expect(leftOver(copy)).toEqual([]);
    });
    expect(steps).toEqual([
      "copied",
      "carried",
      "built",
      "ready",
      "aside cadran.sqlite-wal",
      "aside cadran.sqlite",
      "renamed",
      "swept",
    ]);
    reportDrill({
      drill: `killed at each of ${steps.length} steps of a restore`,
      lost: [...lost].map((one) => `${one} (told)`),
      ended: "restored by the next start",
    });
  }, 120_000);

  it("by hand, at every step: the same, and what was not sent yet comes along", async () => {
    const story = await damageStory();
    const ended: string[] = [];
    const engine = story.open(copyOf(story.powerCut()), (why) => ended.push(why));
    const { dataFolder } = await engine.call("app.info", {});
    const [backup] = (await engine.call("backups.list", {})).backups;
    await engine.call("backups.restore", { name: backup?.name ?? "" });
    expect(ended).toEqual(["restore"]);
    await engine.close();
    const steps = await killEverywhere(story, dataFolder, async (copy) => {
      story.rewind();
      const after = await recover(story, copy);
      expect(wrongWith(story, after)).toEqual([]);
      expect(after.restored).toMatchObject({ cause: "hand", incomplete: false });
      expect(after.titles).toEqual(expect.arrayContaining([UNSENT.edited, UNSENT.made]));
      // Asked for: what is only here is as it was then; what came later is in the file that was set aside.
      expect(after.onlyHere).toEqual(["Local and early"]);
      expect(existsSync(join(copy, after.restored?.aside ?? "", "cadran.sqlite"))).toBe(true);
      expect(leftOver(copy)).toEqual([]);
    });
    expect(steps.length).toBeGreaterThan(5);
    reportDrill({
      drill: `killed at each of ${steps.length} steps of a restore by hand`,
      lost: [],
      ended: "at the earlier state, unsent edits sent",
    });
  }, 120_000);

  it("is refused for a backup that is not there or is damaged, and then nothing changes", async () => {
    const story = await damageStory();
    const { call } = story.engine;
    await expect(call("backups.restore", { name: "0099-20261118T090000Z-daily-5.sqlite" })).rejects.toMatchObject({
      reason: "missing",
    });
    const [backup] = (await call("backups.list", {})).backups;
    truncateSync(join(story.folder, "backups", backup?.name ?? ""), 5000);
    await expect(call("backups.restore", { name: backup?.name ?? "" })).rejects.toMatchObject({ reason: "damaged" });
    expect(leftOver(story.folder)).toEqual([]);
  });
});

/** What a restore needs on its way and leaves to nobody. */
function leftOver(folder: string): string[] {
  return readdirSync(folder).filter((name) => /^(restor|salvage)|\.new$/.test(name));
}
