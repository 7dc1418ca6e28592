// How four pages look, on a day that never changes. To renew the pictures after a change that was meant:
//   npx playwright test pictures --project=browser-host --update-snapshots
// then look at each in __screens__ before keeping it. They are compared only where letters are drawn as they were on the machine
// that made them (__screens__/drawn-with.json): another Chromium or other fonts draw the same page a little differently.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { test as base, stopClock } from "./host.ts";
import { settled } from "./screens.ts";

const MADE_WITH = join(import.meta.dirname, "__screens__/drawn-with.json");

/** What a picture depends on besides the page: the browser, and how it draws letters here. */
interface Drawing {
  readonly chromium: string;
  readonly letters: string;
}

const test = base.extend({
  // The engine’s today and zone are those of the page.
  folder: async ({ folder }, use) => {
    const { TZ } = process.env;
    process.env.TZ = "Europe/Paris";
    process.env.CADRAN_ENGINE_ENTRY = join(import.meta.dirname, "stopped-engine.ts");
    await use(folder);
    delete process.env.CADRAN_ENGINE_ENTRY;
    if (TZ === undefined) delete process.env.TZ;
    else process.env.TZ = TZ;
  },
});

/** Draws letters of the interface's own font and of what stands in for it, and sums up the points. */
async function drawingOf(page: Page): Promise<Drawing> {
  const letters = await page.evaluate(async () => {
    await document.fonts.ready;
    const canvas = Object.assign(document.createElement("canvas"), { width: 400, height: 60 });
    const pen = canvas.getContext("2d");
    if (!pen) throw new Error("no canvas");
    pen.font = `13px ${getComputedStyle(document.body).fontFamily}`;
    pen.fillText("Hamburgefonstiv 0123456789 éàçœ « ’ » – …", 4, 20);
    pen.fillText("↵ ⌘ → ✓ ☀ 日本", 4, 45);
    const { data } = pen.getImageData(0, 0, 400, 60);
    const digest = await crypto.subtle.digest("SHA-256", data);
    return [...new Uint8Array(digest).slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  });
  return { chromium: page.context().browser()?.version() ?? "", letters };
}

/** Skips by name where letters are drawn differently; notes how they are drawn where the pictures are being renewed. */
async function compareOnlyAlike(page: Page): Promise<void> {
  const here = await drawingOf(page);
  const { updateSnapshots } = test.info().config;
  if (updateSnapshots === "all" || updateSnapshots === "changed") {
    writeFileSync(MADE_WITH, `${JSON.stringify(here, undefined, 2)}\n`);
    return;
  }
  const there: Drawing | undefined = existsSync(MADE_WITH) ? JSON.parse(readFileSync(MADE_WITH, "utf8")) : undefined;
  const says = ({ chromium, letters }: Drawing) => `Chromium ${chromium} with letters ${letters}`;
  const isAlike = there !== undefined && says(there) === says(here);
  test.skip(!isAlike, `the pictures were made by ${there ? says(there) : "nobody"}, and here is ${says(here)}`);
}

const SCREENS: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  week: (page) => page.keyboard.press("w"),
  month: async (page) => {
    await page.keyboard.press("m");
    await page.locator(".cal .cx-row").first().waitFor();
  },
  editor: async (page) => {
    await page.keyboard.press("w");
    await page.getByRole("button", { name: /^Atelier hors ligne/ }).focus();
    await page.keyboard.press("e");
    await page.getByRole("textbox", { name: "Titre" }).waitFor();
    await page
      .getByText(/^Tout le monde est libre|^Libre pour ceux|^Personne n’a pu/)
      .first()
      .waitFor();
  },
  dashboard: async (page) => {
    await page.keyboard.press("g");
    await page.keyboard.press("h");
    await page.locator("[data-up]").first().waitFor();
  },
};

for (const colorScheme of ["light", "dark"] as const) {
  test(`dashboard, week, month and editor look as they did (${colorScheme})`, async ({ host, page, call }) => {
    test.setTimeout(120_000);
    await stopClock(page);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await call("settings.set", { zone: "Europe/Paris", locale: "fr" });
    await call("accounts.add", { kind: "demo", locale: "fr" });
    await call("sync.run", {});
    await page.goto(host.url);
    await page.locator(".cal .cx-ev").first().waitFor();
    await compareOnlyAlike(page);
    for (const [name, open] of Object.entries(SCREENS)) {
      await page.keyboard.press("Escape");
      await open(page);
      await page.mouse.move(720, 4);
      await settled(page);
      await expect.soft(page).toHaveScreenshot(`${name}-${colorScheme}.png`, { maxDiffPixelRatio: 0.002 });
    }
  });
}
