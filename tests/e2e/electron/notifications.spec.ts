// What falls due is shown by the system, once, and what people choose there is done. Alarms are due in seconds, on the real clock.
import { type ElectronApplication, expect, type Page } from "@playwright/test";
import { call, enginePid, test } from "./cadran.ts";
import {
  addCalendar,
  addDemo,
  eventWithAlarm,
  hearAsks,
  notificationsOf,
  trayThere,
  useNotification,
} from "./desktop.ts";

const titles = async (app: ElectronApplication) => (await notificationsOf(app)).map(({ title }) => title);
const opened = (app: ElectronApplication) => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);

async function listed(page: Page): Promise<readonly { id: string; kind: string }[]> {
  return ((await call(page, "notices.list")) as { ok: { notices: { id: string; kind: string }[] } }).ok.notices;
}

/** A message of the demo comes back from a snooze: told like one that has just come. @returns its id and sender */
async function mailComes(page: Page): Promise<{ id: string; from: string; folderIds: string[] }> {
  const first = async () => {
    const list = (await call(page, "mail.list", { role: "inbox" })) as { ok: { threads: { messageIds: string[] }[] } };
    return list.ok.threads[0]?.messageIds[0] ?? "";
  };
  // The account's first sync is on its way.
  await expect.poll(first).not.toBe("");
  const id = await first();
  const message = (await call(page, "mail.message", { id })) as {
    ok: { from: { name?: string; address: string }; folderIds: string[] };
  };
  expect(await call(page, "mail.snooze", { ids: [id], untilMs: Date.now() + 2_000 })).toHaveProperty("ok");
  const { from, folderIds } = message.ok;
  return { id, from: from.name ?? from.address, folderIds };
}

test("a reminder comes at its time, once, even when the engine restarts; a click opens the event", async ({
  cadran,
}) => {
  const { app, page } = cadran;
  await trayThere(app);
  const calendarId = await addCalendar(page);
  await eventWithAlarm(page, calendarId, { title: "Review", more: ["LOCATION:Room 4"] });
  await expect.poll(() => titles(app)).toEqual(["Review"]);
  const [shown] = await notificationsOf(app);
  expect(shown?.body).toMatch(/^in 5 min · \d\d:\d\d – \d\d:\d\d · Room 4$/);
  expect(shown?.actions).toEqual(["In 5 min", "In 10 min"]);

  const before = (await enginePid(app)) ?? 0;
  process.kill(before, "SIGKILL");
  await expect.poll(() => enginePid(app)).not.toBe(before);
  expect((await listed(page)).map(({ kind }) => kind)).toEqual(["reminder"]);
  expect(await titles(app)).toEqual(["Review"]);

  const asked = await hearAsks(page);
  await useNotification(app, "Review");
  await expect.poll(asked).toMatchObject([{ ask: "openEvent", eventId: expect.any(String) }]);
  await expect.poll(() => listed(page)).toEqual([]);
});

test("a reminder put off comes back; the meeting is joined from it", async ({ cadran: { app, page } }) => {
  await trayThere(app);
  const calendarId = await addCalendar(page);
  const more = ["CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://meet.example.org/room"];
  await eventWithAlarm(page, calendarId, { title: "Standup", more });
  await expect.poll(() => titles(app)).toEqual(["Standup"]);
  expect((await notificationsOf(app))[0]?.actions).toEqual(["Join", "In 5 min", "In 10 min"]);
  await useNotification(app, "Standup", 1);
  // Put off: it is on no list until it comes back.
  await expect.poll(() => listed(page)).toEqual([]);
  expect(await opened(app)).toEqual([]);
  await useNotification(app, "Standup", 0);
  await expect.poll(() => opened(app)).toEqual(["https://meet.example.org/room"]);
});

test("a new message is archived from its notification, without the window", async ({ cadran: { app, page } }) => {
  await trayThere(app);
  await addDemo(page);
  const { id, from, folderIds } = await mailComes(page);
  await (await app.browserWindow(page)).evaluate((it) => it.hide());
  await expect.poll(() => titles(app)).toEqual([from]);
  expect((await notificationsOf(app))[0]?.actions).toEqual(["Archive", "Reply"]);
  await useNotification(app, from, 0);
  const where = async () =>
    ((await call(page, "mail.message", { id })) as { ok: { folderIds: string[] } }).ok.folderIds;
  await expect.poll(where).not.toEqual(folderIds);
  expect(await (await app.browserWindow(page)).evaluate((it) => it.isVisible())).toBe(false);
  await expect.poll(() => listed(page)).toEqual([]);
});

test("a new message is answered in the window, and in place where the system can do that", async ({
  cadran: { app, page },
}) => {
  await trayThere(app);
  await addDemo(page);
  const { id, from } = await mailComes(page);
  await expect.poll(() => titles(app)).toEqual([from]);
  const asked = await hearAsks(page);
  await useNotification(app, from, 1);
  await expect.poll(asked).toEqual([{ ask: "compose", replyTo: id }]);
  await app.evaluate((_electron, title) => {
    globalThis.notifications
      .findLast((one) => one.title === title)
      ?.emit("reply", { reply: "Yes, gladly" }, "Yes, gladly");
  }, from);
  const outbox = async () =>
    ((await call(page, "mail.outbox")) as { ok: { outgoing: { state: string; subject: string }[] } }).ok.outgoing;
  await expect.poll(async () => (await outbox()).length).toBe(1);
});

test("a notification that the system closes stays on the list; what is dealt with in the page goes from the screen", async ({
  cadran: { app, page },
}) => {
  test.skip(process.platform !== "linux", "elsewhere the system tells who closed it");
  await trayThere(app);
  const calendarId = await addCalendar(page);
  await eventWithAlarm(page, calendarId, { title: "First" });
  await eventWithAlarm(page, calendarId, { title: "Second" });
  await expect.poll(async () => (await titles(app)).sort()).toEqual(["First", "Second"]);
  // What the host asked of the engine there and then comes before what the page asks next.
  await app.evaluate(() => globalThis.notifications.find(({ title }) => title === "First")?.emit("close", {}));
  expect(await listed(page)).toHaveLength(2);
  await call(page, "notices.dismiss", { ids: (await listed(page)).map(({ id }) => id) });
  await expect.poll(() => app.evaluate(() => globalThis.closedByApp.map(({ title }) => title))).toEqual(["Second"]);
});

test("a page can see whether notifications come through", async ({ cadran: { app, page } }) => {
  await trayThere(app);
  await page.evaluate(() => window.cadran.desktop.do("testNotice"));
  await expect.poll(() => titles(app)).toEqual(["Notifications come through"]);
});
