// A production build of the page on a real engine, in a real Chromium, with a stopwatch inside the page.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { loadConfigFromFile } from "electron-vite";
import { build } from "vite";
import { startEngineProcess } from "../../src-main/cli/engine-process.ts";
import { startBrowserServer } from "../../src-main/host/browser/server.ts";
import type { EngineClient } from "../../src-main/host/engine-client.ts";
import { pageAddress } from "../../src-main/serve.ts";
import { CHROMIUM_ARGS, chromiumPath } from "../support/chromium.ts";

const root = resolve(import.meta.dirname, "../..");

/** Builds the page as a release does, into a folder of its own. */
export async function buildPage(outDir: string): Promise<void> {
  const { config } = await loadConfigFromFile(
    { command: "build", mode: "production" },
    join(root, "electron.vite.config.ts"),
  );
  const { renderer } = config as { renderer: { root: string; build: object } };
  mkdirSync(outDir, { recursive: true });
  await build({
    ...renderer,
    configFile: false,
    mode: "production",
    logLevel: "warn",
    build: { ...renderer.build, outDir, emptyOutDir: true, target: "esnext" },
  });
}

/** What the page is told before its own scripts run. */
interface PageStart {
  readonly view: string;
  readonly day: string;
  /** Default: the agenda. */
  readonly on?: "agenda" | "mail";
}

/** An engine on a data folder, and pages of it. */
export interface UiHost {
  readonly engine: EngineClient;
  /** A page in a window of its own, with nothing in its cache, not loaded yet. */
  open(start: PageStart): Promise<{ page: Page; url: string; close: () => Promise<void> }>;
  close(): Promise<void>;
}

/** Computing time so far of the main threads of all pages, in ms: what a measure on a busy machine leaves out is the waiting for
 *  a core. Zero where the system does not count it. */
export async function computingMs(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo
    .filter(({ type }) => type === "renderer")
    .map(({ id }) => `/proc/${id}/task/${id}/schedstat`)
    .filter((file) => existsSync(file))
    .reduce((sum, file) => sum + Number(readFileSync(file, "utf8").split(" ")[0]) / 1e6, 0);
}

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_ARGS] });

export async function startHost(browser: Browser, data: string, rendererDir: string): Promise<UiHost> {
  const engine = startEngineProcess(data, "browser");
  const server = await startBrowserServer({ engine, rendererDir, port: 0 });
  return {
    engine,
    async open({ view, day, on = "agenda" }) {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        locale: "en-GB",
        timezoneId: "Europe/Paris",
      });
      const page = await context.newPage();
      const kept = { "cadran.page": on, "cadran.agenda.day": day };
      await page.addInitScript(
        `Object.assign(sessionStorage, ${JSON.stringify(kept)}); localStorage["cadran.agenda.view"] = ${JSON.stringify(view)};`,
      );
      await page.addInitScript({ path: join(import.meta.dirname, "ui-stopwatch.js") });
      return { page, url: pageAddress(server.port, server.mintToken()), close: () => context.close() };
    },
    async close() {
      const closed = engine.close();
      await server.close();
      await closed;
    },
  };
}

/** The stopwatch, as a script of the bench calls it. */
export interface Bench {
  readonly longTasks: number[];
  keyAt(): number;
  paintedWith(word: string): Promise<number>;
  frames(ms: number): Promise<number[]>;
  scrolling(selector: string, px: number, ms: number): Promise<number[]>;
}
