// Makes docs/screens: every page on demo data, light and dark, 1440 and 1024 wide. `node scripts/screens.mjs [FOLDER]`
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "@playwright/test";
import { startBrowserHost } from "../src-main/serve.ts";
import { CHROMIUM_ARGS, chromiumPath } from "../tests/support/chromium.ts";

// The engine takes its zone from the system.
process.env.TZ = "Europe/Paris";
const out = resolve(process.argv[2] ?? "docs/screens");
mkdirSync(out, { recursive: true });

const press = (keys) => async (page) => {
  for (const key of keys) await page.keyboard.press(key);
};

/** How each page is reached from the agenda's week, and what is on it once it is there. */
const PAGES = {
  dashboard: [press(["g", "h"]), ".tile, .widget, main"],
  week: [press(["w"]), ".cal [role=button]"],
  month: [press(["m"]), ".cal [role=button]"],
  list: [press(["l"]), ".cal, main"],
  year: [press(["y"]), "main"],
  peek: [
    async (page) => {
      await page.keyboard.press("w");
      await page.locator(".cal [role=button]").nth(3).click();
    },
    "[role=dialog]",
  ],
  editor: [
    async (page) => {
      await page.keyboard.press("w");
      await page.locator(".cal .cx-ev").nth(3).focus();
      await page.keyboard.press("e");
    },
    "[role=dialog]",
  ],
  palette: [press(["Control+k"]), "[role=dialog]"],
  search: [press(["/"]), "[role=dialog], [role=search]"],
  settings: [press(["Control+,"]), "[role=dialog]"],
  doctor: [press(["g", "s"]), "main"],
};

async function shoot(page, name) {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(out, `${name}.png`), animations: "disabled" });
}

const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_ARGS] });
const data = mkdtempSync(join(tmpdir(), "cadran-screens-"));
const host = await startBrowserHost({ data, port: 0 });
const context = await browser.newContext({ locale: "fr-FR", timezoneId: "Europe/Paris", reducedMotion: "reduce" });
const page = await context.newPage();
try {
  await page.goto(host.url);
  await page.getByRole("button", { name: "Essayer avec des données de démonstration" }).click();
  await page.getByRole("navigation").waitFor();
  for (const width of [1440, 1024]) {
    for (const colorScheme of ["light", "dark"]) {
      await page.setViewportSize({ width, height: width === 1440 ? 900 : 720 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      for (const [name, [reach, there]] of Object.entries(PAGES)) {
        await page.keyboard.press("Escape");
        await press(["g", "a"])(page);
        await page.locator(".cal").waitFor();
        await reach(page);
        await page.locator(there).first().waitFor();
        await shoot(page, `${name}-${colorScheme}-${width}`);
        for (let n = 0; n < 3; n++) await page.keyboard.press("Escape");
      }
    }
  }
} finally {
  await browser.close();
  await host.close();
  rmSync(data, { recursive: true, force: true });
}
