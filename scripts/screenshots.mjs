// Makes the pictures of docs/ from the running product with its demo data. `node scripts/screenshots.mjs [FOLDER]`
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "@playwright/test";
import { startBrowserHost } from "../src-main/serve.ts";
import { CHROMIUM_ARGS, chromiumPath } from "../tests/support/chromium.ts";

const out = resolve(process.argv[2] ?? "docs");
mkdirSync(out, { recursive: true });
const data = mkdtempSync(join(tmpdir(), "cadran-shots-"));
const host = await startBrowserHost({ data, port: 0 });
const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_ARGS] });

/** The README's pictures: file, key of the view, colour scheme. */
const SHOTS = [
  ["agenda-week-light", "w", "light"],
  ["agenda-month-dark", "m", "dark"],
];

try {
  const page = await browser.newPage({
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
  });
  await page.goto(host.url);
  await page.getByRole("button", { name: "Essayer avec des données de démonstration" }).click();
  await page.locator(".cal [role=button]").first().waitFor();
  for (const [file, key, colorScheme] of SHOTS) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.keyboard.press(key);
    await page.locator(".cal [role=button]").first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    await page.waitForLoadState("networkidle");
    await page.mouse.move(700, 30);
    await page.screenshot({ path: join(out, `${file}.png`), animations: "disabled" });
  }
} finally {
  await browser.close();
  await host.close();
  rmSync(data, { recursive: true, force: true });
}
