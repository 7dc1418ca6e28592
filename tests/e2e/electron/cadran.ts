// Starts the built app for one test, in folders of its own. The same on Electron and on the stand-in.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, test as base, type ElectronApplication, type Page } from "@playwright/test";
import type { Bridge, Reply } from "../../../src-preload/contract/bridge.ts";

declare global {
  interface Window {
    readonly cadran: Bridge;
  }
}

const root = join(import.meta.dirname, "../../..");
/** The app that is started; scripts/electron-mutate.mjs names a copy that it broke on purpose. */
export const appFolder = process.env.CADRAN_ELECTRON_APP ?? root;

/** One running app. */
export interface Cadran {
  readonly app: ElectronApplication;
  readonly page: Page;
}

interface Folders {
  readonly userData: string;
  readonly data: string;
}

interface Fixtures {
  folders: Folders;
  /** Starts the app; a second one for the same folders when the first has gone. */
  start: (options?: { folders?: Folders; env?: NodeJS.ProcessEnv }) => Promise<Cadran>;
  /** Starts it as at login: without a window. */
  startHidden: () => Promise<ElectronApplication>;
  cadran: Cadran;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape.
  folders: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "cadran-electron-"));
    await use({ userData: join(folder, "user"), data: join(folder, "data") });
    rmSync(folder, { recursive: true, force: true });
  },
  start: async ({ folders }, use) => {
    const running: ElectronApplication[] = [];
    await use(async (options = {}) => {
      const app = await launch(options.folders ?? folders, options.env ?? {});
      running.push(app);
      const page = await app.firstWindow();
      await page.waitForFunction(() => window.cadran !== undefined);
      return { app, page };
    });
    for (const app of running) await app.close();
  },
  startHidden: async ({ folders }, use) => {
    let app: ElectronApplication | undefined;
    await use(async () => {
      app = await launch(folders, {}, ["--hidden"]);
      return app;
    });
    await app?.close();
  },
  cadran: async ({ start }, use) => {
    await use(await start());
  },
});

/** Starts the app and waits for nothing: for starts that are meant to fail. */
export function launch(
  { userData, data }: Folders,
  env: NodeJS.ProcessEnv,
  more: readonly string[] = [],
): Promise<ElectronApplication> {
  return _electron.launch({
    cwd: root,
    args: ["-r", fixture("seam.cjs"), appFolder, `--user-data-dir=${userData}`, `--data=${data}`, ...more],
    env: { ...(process.env as Record<string, string>), LANGUAGE: "en", ...(env as Record<string, string>) },
  });
}

/** A file of tests/electron-standin/fixtures. */
export function fixture(name: string): string {
  return join(root, "tests/electron-standin/fixtures", name);
}

/** One call through the page's bridge. */
export function call(page: Page, name: string, input: unknown = {}): Promise<Reply> {
  return page.evaluate(([given, value]) => window.cadran.call(String(given), value), [name, input]);
}

/** Process id of the engine, as Electron's task manager knows it. */
export async function enginePid(app: ElectronApplication): Promise<number | undefined> {
  const metrics = await app.evaluate(({ app: electronApp }) => electronApp.getAppMetrics());
  return metrics.find(({ name }) => name === "Cadran engine")?.pid;
}

/** Is a process of this machine still there? */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
