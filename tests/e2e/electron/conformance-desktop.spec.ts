// What Electron's docs promise of tray, menus, notifications, power and windows, on which Cadran's life on the desktop builds.
// On the stand-in it says the stand-in keeps the promises; on Electron it calibrates these expectations.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, test as base, type ElectronApplication, expect } from "@playwright/test";
import { fixture } from "./cadran.ts";

const icon = join(import.meta.dirname, "../../../resources/icons/tray-dark.png");

const test = base.extend<{ app: ElectronApplication }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape.
  app: async ({}, use) => {
    const userData = mkdtempSync(join(tmpdir(), "cadran-conformance-"));
    const app = await _electron.launch({ args: [fixture("conformance"), `--user-data-dir=${userData}`] });
    await (await app.firstWindow()).waitForSelector("text=ready");
    await use(app);
    await app.close();
    rmSync(userData, { recursive: true, force: true });
  },
});

test("Tray: made from a file, refuses one that is not there, and is of no use once destroyed", async ({ app }) => {
  const seen = await app.evaluate(({ Menu, Tray }, file) => {
    const message = (work: () => unknown) => {
      try {
        return String(work());
      } catch (error) {
        return (error as Error).message;
      }
    };
    const tray = new Tray(file);
    tray.setToolTip("Tip");
    tray.setTitle("12 min");
    tray.setIgnoreDoubleClickEvents(true);
    tray.setContextMenu(Menu.buildFromTemplate([{ label: "One" }]));
    let clicks = 0;
    tray.on("click", () => clicks++);
    tray.emit("click");
    const there = { bounds: Object.keys(tray.getBounds()).sort(), clicks, before: tray.isDestroyed() };
    const missing = message(() => new Tray(`${file}.none`));
    tray.destroy();
    return { ...there, missing, after: tray.isDestroyed(), late: message(() => tray.setToolTip("x")) };
  }, icon);
  expect(seen).toEqual({
    bounds: ["height", "width", "x", "y"],
    clicks: 1,
    before: false,
    missing: expect.stringContaining("Failed to load image from path"),
    after: true,
    late: "Tray is destroyed",
  });
});

test("nativeImage: a file that is not there is an empty picture", async ({ app }) => {
  const seen = await app.evaluate(
    ({ nativeImage }, file) =>
      [file, `${file}.none`]
        .map((path) => nativeImage.createFromPath(path))
        .map((it) => [it.isEmpty(), it.getSize().width]),
    icon,
  );
  expect(seen).toEqual([
    [false, 16],
    [true, 0],
  ]);
});

test("Menu: a line is found by its id, also in a submenu, runs on click, and not when it is disabled", async ({
  app,
}) => {
  const seen = await app.evaluate(({ Menu }) => {
    const ran: string[] = [];
    const line = (id: string, enabled = true) => ({ id, label: id, enabled, click: () => void ran.push(id) });
    const menu = Menu.buildFromTemplate([
      line("a"),
      { type: "separator" },
      { label: "More", submenu: [line("b"), line("c", false)] },
    ]);
    for (const id of ["a", "b", "c"]) menu.getMenuItemById(id)?.click();
    return { ran, none: menu.getMenuItemById("x"), types: menu.items.map(({ type }) => type) };
  });
  expect(seen).toEqual({ ran: ["a", "b"], none: null, types: ["normal", "separator", "submenu"] });
});

test("Notification: keeps what it was made with, and tells who used it", async ({ app }) => {
  const seen = await app.evaluate(({ Notification }) => {
    const actions = [{ type: "button", text: "Join" } as const];
    const one = new Notification({ title: "T", body: "B", actions, timeoutType: "never", urgency: "critical" });
    const heard: unknown[] = [];
    one.on("click", () => heard.push("click"));
    one.on("action", ({ actionIndex }) => heard.push(actionIndex));
    one.emit("click", {});
    one.emit("action", { actionIndex: 0, selectionIndex: -1 });
    one.close();
    return {
      title: one.title,
      body: one.body,
      texts: one.actions.map(({ text }) => text),
      heard,
      can: Notification.isSupported(),
    };
  });
  expect(seen).toEqual({ title: "T", body: "B", texts: ["Join"], heard: ["click", 0], can: expect.any(Boolean) });
});

test("app: badge and start at login", async ({ app }) => {
  const seen = await app.evaluate(({ app: electronApp }) => {
    const login = electronApp.getLoginItemSettings();
    return {
      // A desktop without a launcher that counts says false.
      badge: typeof electronApp.setBadgeCount(3),
      count: electronApp.badgeCount,
      login: [typeof login.openAtLogin, typeof login.wasOpenedAtLogin],
    };
  });
  expect(seen).toMatchObject({ badge: "boolean", login: ["boolean", "boolean"] });
  expect([0, 3]).toContain(seen.count);
});

test("powerMonitor, net and nativeTheme: what the machine says", async ({ app }) => {
  const seen = await app.evaluate(({ nativeTheme, net, powerMonitor }) => {
    const heard: string[] = [];
    for (const name of ["suspend", "resume", "unlock-screen"] as const) {
      powerMonitor.on(name as "resume", () => void heard.push(name));
      powerMonitor.emit(name);
    }
    return { heard, online: typeof net.isOnline(), dark: typeof nativeTheme.shouldUseDarkColorsForSystemIntegratedUI };
  });
  expect(seen).toEqual({ heard: ["suspend", "resume", "unlock-screen"], online: "boolean", dark: "boolean" });
});

test("screen: a display for every place", async ({ app }) => {
  const seen = await app.evaluate(({ screen }) => {
    const { workArea } = screen.getPrimaryDisplay();
    return [
      screen.getDisplayMatching(workArea).id,
      screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).id,
      screen.getDisplayNearestPoint({ x: -99_999, y: -99_999 }).id,
    ].map((id) => screen.getAllDisplays().some((display) => display.id === id));
  });
  expect(seen).toEqual([true, true, true]);
});

test("a window that refuses to close is there, hidden and shown again at will", async ({ app }) => {
  const seen = await app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) return undefined;
    const heard: string[] = [];
    window.once("close", (event) => {
      event.preventDefault();
      heard.push("close");
    });
    const gone = new Promise<void>((resolve) => {
      window.once("hide", () => {
        heard.push("hide");
        resolve();
      });
    });
    window.close();
    const there = window.isDestroyed();
    window.hide();
    await gone;
    const hidden = window.isVisible();
    window.show();
    return { there, hidden, shown: window.isVisible(), fullScreen: window.isFullScreen(), heard };
  });
  expect(seen).toEqual({ there: false, hidden: false, shown: true, fullScreen: false, heard: ["close", "hide"] });
});

test("a page that crashed says why, and reload brings it back with its preload", async ({ app }) => {
  const seen = await app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) return undefined;
    const { webContents } = window;
    const gone = new Promise<string>((resolve) => {
      webContents.once("render-process-gone", (_event, { reason }) => resolve(reason));
    });
    webContents.forcefullyCrashRenderer();
    const reason = await gone;
    const crashed = webContents.isCrashed();
    const order: string[] = [];
    webContents.once("did-navigate", () => order.push("did-navigate"));
    const loaded = new Promise<void>((resolve) => void webContents.once("did-finish-load", () => resolve()));
    setImmediate(() => webContents.reload());
    await loaded;
    return { reason, crashed, order, after: webContents.isCrashed(), url: webContents.getURL() };
  });
  expect(seen).toEqual({
    reason: expect.stringMatching(/crashed|killed/),
    crashed: true,
    order: ["did-navigate"],
    after: false,
    url: "app://conformance/",
  });
});
