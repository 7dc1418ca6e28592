// The tray and its popover, as a person uses them.
import { type ElectronApplication, expect, type Page } from "@playwright/test";
import { type Cadran, call, test } from "./cadran.ts";
import {
  addCalendar,
  addDemo,
  aSecondLater,
  chooseInTray,
  clickTray,
  eventWithAlarm,
  hearAsks,
  trayOf,
  trayThere,
} from "./desktop.ts";

/** The windows that are no main window. */
const popovers = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .filter((window) => window.webContents.getURL().includes("widget"))
      .map((window) => ({ isVisible: window.isVisible(), bounds: window.getBounds() })),
  );

/** Opens the popover by a click on the icon. */
async function openPopover({ app }: Cadran): Promise<Page> {
  await trayThere(app);
  const next = app.waitForEvent("window");
  await clickTray(app);
  const popover = await next;
  await expect.poll(() => popovers(app)).toMatchObject([{ isVisible: true }]);
  await popover.waitForFunction(() => window.cadran !== undefined);
  return popover;
}

test("the tray tells what comes next and what is unread, and its menu follows changes", async ({ cadran }) => {
  const { app, page } = cadran;
  await trayThere(app);
  expect(await trayOf(app)).toMatchObject({
    labels: expect.arrayContaining([
      "Nothing ahead",
      "New event",
      "Write a message",
      "Sync now",
      "Open Cadran",
      "Quit Cadran",
    ]),
    tooltip: "Nothing ahead",
    image: expect.not.stringContaining("nread"),
  });
  const calendarId = await addCalendar(page);
  await eventWithAlarm(page, calendarId, { title: "Call & listen", seconds: 60 });
  await expect.poll(async () => (await trayOf(app)).labels.join()).toMatch(/\d\d:\d\d {2}Call && listen/);
  await expect.poll(async () => (await trayOf(app)).tooltip).toMatch(/^Call & listen · in [56] min$/);
  await addDemo(page);
  await expect.poll(async () => (await trayOf(app)).tooltip).toMatch(/ · .*\n\d+ unread$/);
  expect((await trayOf(app)).image).toMatch(/nread/);
});

test("a line of the menu brings the window forward and is asked of its page", async ({ cadran: { app, page } }) => {
  await eventWithAlarm(page, await addCalendar(page), { title: "Review", seconds: 60 });
  await expect.poll(async () => (await trayOf(app)).labels.join()).toContain("Review");
  const main = await app.browserWindow(page);
  await main.evaluate((it) => it.hide());
  const asked = await hearAsks(page);
  await chooseInTray(app, "event-0");
  await expect.poll(asked).toMatchObject([{ ask: "openEvent", eventId: expect.any(String) }]);
  expect(await main.evaluate((it) => it.isVisible())).toBe(true);
});

test("what is asked while there is no window opens one, whose page is told when it listens", async ({
  startHidden,
}) => {
  const app = await startHidden();
  await trayThere(app);
  await app.context().addInitScript(() => {
    document.addEventListener("DOMContentLoaded", () => {
      const heard: string[] = [];
      window.cadran.desktop.onAsk(({ ask }) => {
        heard.push(ask);
        document.documentElement.setAttribute("data-asked", heard.join());
      });
    });
  });
  const next = app.waitForEvent("window");
  await chooseInTray(app, "write");
  await chooseInTray(app, "settings");
  await expect((await next).locator("html")).toHaveAttribute("data-asked", "compose,page");
});

test("a click on the icon opens the popover, another closes it, and there is never a second one", async ({
  cadran,
}) => {
  const { app } = cadran;
  const popover = await openPopover(cadran);
  expect(popover.url()).toContain("?widget");
  const [{ bounds } = { bounds: undefined }] = await popovers(app);
  expect(bounds).toMatchObject({ width: 360, height: 520 });
  await clickTray(app);
  await expect.poll(() => popovers(app)).toMatchObject([{ isVisible: false }]);
  await aSecondLater(app);
  await clickTray(app);
  await chooseInTray(app, "popover");
  await expect.poll(() => popovers(app)).toMatchObject([{ isVisible: true }]);
  expect(await call(popover, "app.info")).toHaveProperty("ok");
});

test("the popover goes when one looks elsewhere, and when its page says so", async ({ cadran }) => {
  const { app, page } = cadran;
  const popover = await openPopover(cadran);
  await (await app.browserWindow(page)).evaluate((it) => it.focus());
  await expect.poll(() => popovers(app)).toMatchObject([{ isVisible: false }]);
  await aSecondLater(app);
  await clickTray(app);
  await expect.poll(() => popovers(app)).toMatchObject([{ isVisible: true }]);
  await popover.evaluate(() => window.cadran.desktop.do("closeWidget"));
  await expect.poll(() => popovers(app)).toMatchObject([{ isVisible: false }]);
});

test("what the popover opens, the main window shows", async ({ cadran }) => {
  const popover = await openPopover(cadran);
  const asked = await hearAsks(cadran.page);
  await popover.evaluate(() => window.cadran.desktop.do("openMain", { ask: "page", page: "agenda" }));
  await expect.poll(asked).toEqual([{ ask: "page", page: "agenda" }]);
  await expect.poll(() => popovers(cadran.app)).toMatchObject([{ isVisible: false }]);
});

test("a popover that crashed is another one at the next click", async ({ cadran }) => {
  const { app } = cadran;
  await openPopover(cadran);
  await app.evaluate(({ BrowserWindow }) => {
    const popover = BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().includes("widget"));
    popover?.webContents.forcefullyCrashRenderer();
  });
  await expect.poll(() => popovers(app)).toEqual([]);
  await aSecondLater(app);
  const again = await openPopover(cadran);
  expect(await call(again, "app.info")).toHaveProperty("ok");
});

test("without a tray, when that is chosen", async ({ cadran: { app, page } }) => {
  await trayThere(app);
  await call(page, "settings.set", { desktop: { tray: false } });
  await expect.poll(async () => (await trayOf(app)).isThere).toBe(false);
  await call(page, "settings.set", { desktop: { tray: true } });
  await trayThere(app);
});
