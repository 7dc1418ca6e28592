// Acts on the desktop as a person would, through what fixtures/seam.cjs has noted. The same on Electron and on the stand-in.
import { type ElectronApplication, expect, type Page } from "@playwright/test";
import type { HostAsk } from "../../../src-preload/contract/bridge.ts";
import type { CalendarId } from "../../../src-preload/contract/shapes.ts";
import { call } from "./cadran.ts";

/** What fixtures/seam.cjs notes in the main process. */
interface Noted {
  readonly trayShown: {
    readonly tray?: Electron.Tray;
    readonly menu?: Electron.Menu;
    readonly tooltip?: string;
    readonly image?: string;
  };
  readonly notifications: readonly Electron.Notification[];
  readonly closedByApp: readonly Electron.Notification[];
}
declare global {
  interface Window {
    /** What the page was asked since `hearAsks`. */
    readonly asked: readonly HostAsk[];
  }
  var trayShown: Noted["trayShown"];
  var notifications: Noted["notifications"];
  var closedByApp: Noted["closedByApp"];
}

/** The tray as it is now. */
export function trayOf(app: ElectronApplication) {
  return app.evaluate(() => ({
    labels: globalThis.trayShown.menu?.items.map(({ label }) => label) ?? [],
    tooltip: globalThis.trayShown.tooltip ?? "",
    image: globalThis.trayShown.image?.split(/[/\\]/).pop() ?? "",
    isThere: globalThis.trayShown.tray !== undefined,
  }));
}

/** Waits for the tray: it comes once the engine has said that it is wanted. */
export async function trayThere(app: ElectronApplication): Promise<void> {
  await expect.poll(async () => (await trayOf(app)).labels.length).toBeGreaterThan(5);
}

/** Chooses a line of the tray's menu. */
export function chooseInTray(app: ElectronApplication, id: string): Promise<void> {
  return app.evaluate((_electron, wanted) => {
    globalThis.trayShown.menu?.getMenuItemById(wanted)?.click();
  }, id);
}

/** A click on the icon. */
export function clickTray(app: ElectronApplication): Promise<void> {
  return app.evaluate(() => void globalThis.trayShown.tray?.emit("click"));
}

/** Puts the host's clock on: a person takes longer between two clicks than a system between its two words of one. */
export function aSecondLater(app: ElectronApplication): Promise<void> {
  return app.evaluate(() => {
    const now = Date.now;
    Date.now = () => now() + 1_000;
  });
}

/** What was shown so far, the oldest first. */
export function notificationsOf(app: ElectronApplication) {
  return app.evaluate(() =>
    globalThis.notifications.map(({ title, body, actions }) => ({
      title,
      body,
      actions: actions.map(({ text }) => text),
    })),
  );
}

/** A person uses the notification of this title: its body, or one of its buttons by number. */
export function useNotification(app: ElectronApplication, title: string, button?: number): Promise<void> {
  return app.evaluate(
    (_electron, [wanted, index]) => {
      const found = globalThis.notifications.findLast((one) => one.title === wanted);
      if (!found) throw new Error(`no notification ${wanted}`);
      if (index === undefined) found.emit("click", {});
      else found.emit("action", { actionIndex: index, selectionIndex: -1 }, index, -1);
    },
    [title, button] as const,
  );
}

/** Notes from now on what the page is asked. @returns tells what it was */
export async function hearAsks(page: Page): Promise<() => Promise<readonly HostAsk[]>> {
  await page.evaluate(() => {
    const asked: HostAsk[] = [];
    Object.assign(window, { asked });
    window.cadran.desktop.onAsk((ask) => asked.push(ask));
  });
  return () => page.evaluate(() => window.asked);
}

/** A calendar on this device. */
export async function addCalendar(page: Page): Promise<CalendarId> {
  const added = (await call(page, "calendars.create", { name: "Mine" })) as { ok: { calendar: { id: CalendarId } } };
  return added.ok.calendar.id;
}

/** The demo account: calendars and mail without a server. */
export async function addDemo(page: Page): Promise<void> {
  expect(await call(page, "accounts.add", { kind: "demo", locale: "en" })).toHaveProperty("ok");
}

/** An event that begins in five minutes and some seconds, with an alarm five minutes before: due in those seconds.
 *  @param more lines of the event as RFC 5545 writes them */
export async function eventWithAlarm(
  page: Page,
  calendarId: CalendarId,
  { title, seconds = 3, more = [] }: { title: string; seconds?: number; more?: readonly string[] },
): Promise<void> {
  const startMs = Date.now() + 300_000 + seconds * 1_000;
  const basic = (ms: number) => `${new Date(ms).toISOString().replace(/[-:]|\.\d+/g, "")}`;
  const text = [
    ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//elsewhere//EN", "BEGIN:VEVENT", `UID:${title}-${startMs}`],
    ...["DTSTAMP:20260101T000000Z", `DTSTART:${basic(startMs)}`, `DTEND:${basic(startMs + 1_800_000)}`],
    ...[`SUMMARY:${title}`, ...more],
    ...["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT5M", "DESCRIPTION:x", "END:VALARM"],
    ...["END:VEVENT", "END:VCALENDAR", ""],
  ].join("\r\n");
  expect(await call(page, "events.import", { calendarId, text })).toMatchObject({ ok: { created: 1 } });
}
