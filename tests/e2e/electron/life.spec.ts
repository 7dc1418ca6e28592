// Life without a window: closed to the tray, started hidden, a second start, start at login, crashes, sleep, quit.
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { type ElectronApplication, expect } from "@playwright/test";
import { startQuirkDav } from "../../servers/quirk-dav.ts";
import { appFolder, type Cadran, call, enginePid, launch, test } from "./cadran.ts";
import {
  addCalendar,
  addDemo,
  chooseInTray,
  clickTray,
  eventWithAlarm,
  hearAsks,
  notificationsOf,
  trayThere,
} from "./desktop.ts";

const closeMain = async ({ app, page }: Cadran) => (await app.browserWindow(page)).evaluate((it) => it.close());
const visible = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((window) => window.isVisible()).length);

test("a closed window leaves the app in the tray, which says so once and tells of alarms all the same", async ({
  cadran,
}) => {
  const { app, page } = cadran;
  await trayThere(app);
  const calendarId = await addCalendar(page);
  await eventWithAlarm(page, calendarId, { title: "Dentist", seconds: 4 });
  await closeMain(cadran);
  await expect.poll(() => visible(app)).toBe(0);
  const titles = async () => (await notificationsOf(app)).map(({ title }) => title);
  await expect.poll(titles).toContain("Cadran goes on without its window");
  await expect.poll(titles).toContain("Dentist");
  expect(await enginePid(app)).toBeGreaterThan(0);

  await chooseInTray(app, "open");
  await expect.poll(() => visible(app)).toBe(1);
  await closeMain(cadran);
  await expect.poll(() => visible(app)).toBe(0);
  expect((await titles()).filter((title) => title.startsWith("Cadran goes on"))).toHaveLength(1);
});

test("a closed window ends the app when that is chosen, the popover with it", async ({ start }) => {
  const cadran = await start();
  const { app, page } = cadran;
  await trayThere(app);
  const popover = app.waitForEvent("window");
  await clickTray(app);
  await popover;
  // The host follows one set of settings at a time: with this theme it knows the rest.
  await call(page, "settings.set", { desktop: { background: false }, theme: "dark" });
  await expect.poll(() => app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe("dark");
  const ended = app.waitForEvent("close");
  const main = app.process();
  await closeMain(cadran);
  await ended;
  expect(main.exitCode).toBe(0);
});

test("quitting by the tray's menu ends it, window or not", async ({ start }) => {
  const cadran = await start();
  const { app } = cadran;
  await trayThere(app);
  await closeMain(cadran);
  await expect.poll(() => visible(app)).toBe(0);
  const ended = app.waitForEvent("close");
  const main = app.process();
  await chooseInTray(app, "quit").catch(() => undefined);
  await ended;
  expect(main.exitCode).toBe(0);
});

test("started as at login it has no window, its tray is there, and it opens from there", async ({ startHidden }) => {
  const app = await startHidden();
  await trayThere(app);
  expect(app.windows()).toEqual([]);
  const next = app.waitForEvent("window");
  await app.evaluate(({ app: electronApp }) => electronApp.emit("activate"));
  const page = await next;
  await page.waitForFunction(() => window.cadran !== undefined);
  expect(await call(page, "app.info")).toHaveProperty("ok");
});

test("a second start opens the window of a hidden one; one that is hidden itself opens nothing", async ({
  startHidden,
  folders,
}) => {
  const app = await startHidden();
  await trayThere(app);
  const executable = await app.evaluate(() => process.execPath);
  const again = (...more: string[]) =>
    spawnSync(executable, ["--no-sandbox", appFolder, `--user-data-dir=${folders.userData}`, ...more], {
      timeout: 20_000,
    }).status;
  expect(again("--hidden")).toBe(0);
  expect(app.windows()).toEqual([]);
  const next = app.waitForEvent("window");
  expect(again()).toBe(0);
  await (await next).waitForFunction(() => window.cadran !== undefined);
});

test("starts at login by a file of its own on Linux, which goes with the choice", async ({ start, folders }) => {
  test.skip(process.platform !== "linux", "the other systems keep a list of their own");
  const config = join(folders.userData, "config");
  const { app, page } = await start({ env: { XDG_CONFIG_HOME: config } });
  await trayThere(app);
  const file = join(config, "autostart", "ch.cadran.app.desktop");
  expect(existsSync(file)).toBe(false);
  await call(page, "settings.set", { desktop: { openAtLogin: true } });
  await expect.poll(() => existsSync(file)).toBe(true);
  expect(readFileSync(file, "utf8")).toMatch(new RegExp(`^Exec=.+ --data=${folders.data} --hidden$`, "m"));
  await call(page, "settings.set", { desktop: { openAtLogin: false } });
  await expect.poll(() => existsSync(file)).toBe(false);
});

test("the host says what it offers", async ({ cadran: { page } }) => {
  expect(await call(page, "app.info")).toMatchObject({
    ok: { capabilities: expect.arrayContaining(["tray", "login-item", "notifications"]) },
  });
});

test("the number of unread messages is the badge", async ({ cadran: { app, page } }) => {
  test.skip(process.platform === "win32", "Windows has an overlay instead");
  await addDemo(page);
  await expect.poll(() => app.evaluate(({ app: electronApp }) => electronApp.badgeCount)).toBeGreaterThan(0);
});

test("the menu's own commands are asked of the page", async ({ cadran: { app, page } }) => {
  const asked = await hearAsks(page);
  await app.evaluate(({ Menu }) => {
    for (const id of ["new-event", "search", "agenda"]) Menu.getApplicationMenu()?.getMenuItemById(id)?.click();
  });
  await expect
    .poll(asked)
    .toEqual([{ ask: "quickAdd" }, { ask: "command", id: "search" }, { ask: "page", page: "agenda" }]);
});

test("a machine that wakes up wakes the sync: a server that was out of reach is tried again at once", async ({
  cadran: { app, page },
}) => {
  const { homeUrl: url, password, port, stop } = await startQuirkDav();
  const account = { kind: "caldav", url, username: "alice", password };
  expect(await call(page, "accounts.add", account)).toHaveProperty("ok");
  expect(await call(page, "sync.run")).toHaveProperty("ok");
  await stop();
  // Each attempt puts the next one farther off.
  await expect
    .poll(async () => {
      await call(page, "sync.run");
      const { ok } = (await call(page, "sync.status")) as { ok: { calendars: { nextAtMs?: number }[] } };
      return (ok.calendars[0]?.nextAtMs ?? 0) - Date.now();
    })
    .toBeGreaterThan(90_000);
  const server = createServer((socket) => socket.destroy());
  const tried = once(server, "connection");
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  await app.evaluate(({ powerMonitor }) => {
    powerMonitor.emit("suspend");
    powerMonitor.emit("resume");
  });
  await tried;
  server.close();
});

test("a page that crashed is there again", async ({ cadran: { app, page } }) => {
  const loaded = app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        BrowserWindow.getAllWindows()[0]?.webContents.once("did-finish-load", () => resolve());
      }),
  );
  await (await app.browserWindow(page)).evaluate((it) => it.webContents.forcefullyCrashRenderer());
  await loaded;
  const state = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return { isCrashed: window?.webContents.isCrashed(), url: window?.webContents.getURL() };
  });
  expect(state).toEqual({ isCrashed: false, url: "app://cadran/index.html" });
});

test("an engine that hangs is ended and another one answers", async ({ cadran: { app, page } }) => {
  test.skip(process.platform === "win32", "no signal stops a process there");
  test.setTimeout(120_000);
  await call(page, "app.info");
  const before = (await enginePid(app)) ?? 0;
  process.kill(before, "SIGSTOP");
  await expect.poll(() => enginePid(app), { timeout: 60_000, intervals: [500] }).not.toBe(before);
  expect(await call(page, "app.info")).toHaveProperty("ok");
});

test("the log tells what happened without a word of anybody", async ({ start, folders }) => {
  const { app, page } = await start();
  await addDemo(page);
  await eventWithAlarm(page, await addCalendar(page), { title: "Very private", seconds: 1 });
  await expect.poll(async () => (await notificationsOf(app)).map(({ title }) => title)).toContain("Very private");
  process.kill((await enginePid(app)) ?? 0, "SIGKILL");
  await expect.poll(() => enginePid(app)).toBeGreaterThan(0);
  await app.close();
  const log = readFileSync(join(folders.userData, "logs", "host.log"), "utf8");
  expect(log).toMatch(/^\S+Z start .*version=/m);
  expect(log).toMatch(/^\S+Z engine\.lost$/m);
  expect(log).not.toMatch(/private|example\.org|@/);
});

test("where no notifications can be shown the page is told that it has to", async ({ folders }) => {
  test.skip(process.env.ELECTRON_OVERRIDE_DIST_PATH?.includes("standin") !== true, "real systems have them");
  const app = await launch(folders, { STANDIN_NO_NOTIFICATIONS: "1" });
  const page = await app.firstWindow();
  await page.waitForFunction(() => window.cadran !== undefined);
  const info = (await call(page, "app.info")) as { ok: { capabilities: string[] } };
  expect(info.ok.capabilities).not.toContain("notifications");
  await app.close();
});
