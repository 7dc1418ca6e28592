// Each test gets its own data folder, engine and browser host; a Radicale of its own when it asks for one.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, type Page } from "@playwright/test";
import { type BrowserHost, startBrowserHost } from "../../../src-main/serve.ts";
import { type DavServer, startRadicale } from "../../servers/radicale.ts";

interface Fixtures {
  /** Where the page opens, as after a reload; a first visit opens at home. */
  readonly startPage: "home" | "agenda";
  readonly folder: string;
  readonly host: BrowserHost;
  readonly radicale: DavServer;
}

export const test = base.extend<Fixtures>({
  startPage: ["agenda", { option: true }],
  page: async ({ page, startPage }, use) => {
    await page.addInitScript((kind) => {
      if (!sessionStorage.getItem("cadran.page")) sessionStorage.setItem("cadran.page", kind);
    }, startPage);
    await use(page);
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "cadran-e2e-"));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  host: async ({ folder }, use) => {
    const host = await startBrowserHost({ data: folder, port: 0 });
    await use(host);
    await host.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  radicale: async ({}, use) => {
    const server = await startRadicale();
    await use(server);
    await server.stop();
  },
});
/** Stops the page's clock on the Wednesday of the pictures. */
export async function stopClock(page: Page): Promise<void> {
  await page.clock.setFixedTime(new Date("2026-11-18T10:15:00+01:00"));
}

/** Presses, moves and releases like a hand: in steps. */
export async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 2, from.y + 6, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 12 });
  await page.mouse.up();
}
