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

/** @param shots [file, key of the view, colour scheme] */
async function visit(locale, shots) {
  const context = await browser.newContext({
    locale,
    timezoneId: "Europe/Paris",
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  await page.goto(pageUrl());
  if (shots.first) {
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.screenshot({ path: join(out, `welcome-${locale.slice(0, 2)}.png`) });
    await page.getByRole("button", { name: /démonstration|demo data/ }).click();
  }
  await page.locator(".cal [role=button]").first().waitFor();
  for (const [file, key, scheme] of shots.views) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await page.keyboard.press(key);
    await page.locator(".cal [role=button]").first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    // Data has arrived once nothing is asked any more for a moment.
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: join(out, `${file}.png`), animations: "disabled" });
  }
  await context.close();
}

const token = host.url;
const pageUrl = () => token;

try {
  await visit("fr-FR", {
    first: true,
    views: [
      ["agenda-week-light", "w", "light"],
      ["agenda-month-dark", "m", "dark"],
      ["agenda-day-light", "d", "light"],
      ["agenda-list-light", "l", "light"],
      ["agenda-week-dark", "w", "dark"],
    ],
  });
} finally {
  await browser.close();
  await host.close();
  rmSync(data, { recursive: true, force: true });
}
