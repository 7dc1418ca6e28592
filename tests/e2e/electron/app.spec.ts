// The built app as its user meets it: start, calls, feed, crash, window, quit.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { TOPICS } from "../../../src-preload/contract/names.ts";
import { appFolder, call, enginePid, isAlive, launch, test } from "./cadran.ts";

interface Seen {
  readonly what: boolean | number;
  readonly atMs: number;
}
declare global {
  interface Window {
    readonly seen: readonly Seen[];
  }
}

const version = (createRequire(import.meta.url)("../../../package.json") as { version: string }).version;

test("opens on the welcome, in a window of a useful size", async ({ cadran: { app, page } }) => {
  await expect(page.getByRole("heading").first()).toBeVisible();
  await expect(page).toHaveTitle(/Cadran/);
  const window = await app.browserWindow(page);
  await expect.poll(() => window.evaluate((it) => it.isVisible())).toBe(true);
  const { width, height } = await window.evaluate((it) => it.getBounds());
  expect(width).toBeGreaterThanOrEqual(960);
  expect(height).toBeGreaterThanOrEqual(640);
});

test("a call reaches the engine on the data folder asked for, and its answer the page", async ({ cadran, folders }) => {
  expect(await call(cadran.page, "app.info")).toMatchObject({
    ok: { host: "electron", version, dataFolder: folders.data },
  });
  expect(await cadran.page.evaluate(() => window.cadran.host)).toBe("electron");
});

test("what the engine refuses comes back as a failure, not as an exception", async ({ cadran: { page } }) => {
  const reply = await call(page, "agenda.range", { fromMs: "yesterday" });
  expect(reply).toMatchObject({ failure: { code: "malformed", reason: "invalid-input" } });
});

test("a change reaches every listener until it stops listening", async ({ cadran: { page } }) => {
  const heard = await page.evaluate(async () => {
    const topics: string[][] = [[], []];
    const undo = window.cadran.onFeed(({ changed }) => topics[0]?.push(...changed));
    window.cadran.onFeed(({ changed }) => topics[1]?.push(...changed));
    const change = async (theme: string) => {
      const told = new Promise<void>((resolve) => {
        window.cadran.onFeed(({ changed }) => changed.includes("settings") && resolve());
      });
      await window.cadran.call("settings.set", { theme });
      await told;
    };
    await change("dark");
    undo();
    await change("light");
    return topics.map((list) => list.filter((topic) => topic === "settings").length);
  });
  expect(heard).toEqual([1, 2]);
});

test("an engine that crashes is back, and the page knows in between", async ({ cadran: { app, page } }) => {
  await call(page, "app.info");
  const before = (await enginePid(app)) ?? 0;
  expect(before).toBeGreaterThan(0);
  await page.evaluate(() => {
    const seen: Seen[] = [];
    const note = (what: Seen["what"]) => seen.push({ what, atMs: performance.now() });
    Object.assign(window, { seen });
    window.cadran.onConnection(note);
    window.cadran.onFeed(({ changed }) => note(changed.length));
  });
  process.kill(before, "SIGKILL");
  await page.waitForFunction(() => window.seen.some(({ what }) => what === false));
  // Asked while there is no engine: waits for the next one.
  expect(await call(page, "app.info")).toMatchObject({ ok: { version } });
  expect(await enginePid(app)).not.toBe(before);
  const seen = await page.evaluate(() => window.seen);
  expect(seen.slice(0, 4).map(({ what }) => what)).toEqual([true, false, true, TOPICS.length]);
});

test("remembers where its window was and the theme it had", async ({ start }) => {
  const first = await start();
  await call(first.page, "settings.set", { theme: "dark" });
  await expect.poll(() => first.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe("dark");
  expect(await first.page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches)).toBe(true);
  const bounds = { x: 60, y: 70, width: 1010, height: 680 };
  await (await first.app.browserWindow(first.page)).evaluate((it, given) => it.setBounds(given), bounds);
  await first.app.close();

  const second = await start();
  const window = await second.app.browserWindow(second.page);
  expect(await window.evaluate((it) => it.getBounds())).toEqual(bounds);
  expect(await window.evaluate((it) => it.getBackgroundColor())).toBe("#171A20");
});

test("a window saved on a display that is gone opens on one that is there", async ({ start }) => {
  const first = await start();
  await (await first.app.browserWindow(first.page)).evaluate((it) =>
    it.setBounds({ x: 9_000, y: 9_000, width: 1_000, height: 700 }),
  );
  await first.app.close();
  const second = await start();
  const { x, y, width } = await (await second.app.browserWindow(second.page)).evaluate((it) => it.getBounds());
  expect([x < 9_000, y < 9_000, width]).toEqual([true, true, 1_000]);
});

test("a second start shows the first one's window and ends", async ({ cadran: { app, page }, folders }) => {
  const window = await app.browserWindow(page);
  await expect.poll(() => window.evaluate((it) => it.isVisible())).toBe(true);
  await window.evaluate((it) => it.hide());
  const [executable, ...rest] = [await app.evaluate(() => process.execPath), "--no-sandbox"];
  const again = spawnSync(executable, [...rest, appFolder, `--user-data-dir=${folders.userData}`], {
    timeout: 20_000,
  });
  expect(again.status).toBe(0);
  await expect.poll(() => window.evaluate((it) => it.isVisible())).toBe(true);
});

test("another app on the same data folder says why it does not start, in the system's language", async ({
  cadran: { page },
  folders,
}) => {
  await call(page, "app.info");
  const other = { ...folders, userData: `${folders.userData}-2` };
  const app = await launch(other, { LANGUAGE: "fr_CH:fr" });
  let said = "";
  const main = app.process();
  main.stderr?.on("data", (text: Buffer) => {
    said += text;
  });
  // Starting takes as long as the machine is busy.
  await app.waitForEvent("close", { timeout: 40_000 });
  expect(main.exitCode).toBe(0);
  expect(said).toContain("Cadran ne peut pas démarrer");
  expect(said).toContain(`Cadran tourne déjà sur le dossier ${folders.data}`);
  expect(await call(page, "app.info")).toMatchObject({ ok: { version } });
});

test("the menu speaks the system's language, then the one chosen", async ({ start }) => {
  const { app, page } = await start({ env: { LANGUAGE: "fr" } });
  const labels = () =>
    app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map((item) => item.label.replace("&", "")));
  await expect.poll(labels).toContain("Édition");
  await call(page, "settings.set", { locale: "en" });
  await expect.poll(labels).toContain("Edit");
});

test("quitting lets the engine close its files before the process ends", async ({ cadran: { app, page }, folders }) => {
  await call(page, "settings.set", { theme: "light" });
  const engine = (await enginePid(app)) ?? 0;
  const main = app.process();
  await app.close();
  expect(main.exitCode).toBe(0);
  expect(isAlive(engine)).toBe(false);
  // A SQLite file closed in order leaves no write-ahead log, and the host's own file is whole.
  const leftovers = spawnSync("find", [folders.data, "-name", "*-wal"], { encoding: "utf8" }).stdout;
  expect(leftovers).toBe("");
  expect(JSON.parse(readFileSync(join(folders.userData, "window.json"), "utf8"))).toHaveProperty("bounds");
});
