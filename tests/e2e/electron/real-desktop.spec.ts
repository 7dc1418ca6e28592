// What reaches a real desktop: notifications, tray and keychain as they are on its bus. scripts/test-electron.mjs starts one
// (display, bus, keyring, notification server, tray host) where Electron's own binary is; the stand-in shows nothing to anybody.
import { expect } from "@playwright/test";
import { desktopHands } from "../../servers/desktop.ts";
import { call, test } from "./cadran.ts";
import { addCalendar, eventWithAlarm, hearAsks, trayThere } from "./desktop.ts";

const why =
  process.env.CADRAN_TEST_DESKTOP ?? "no real desktop: npx install-electron, then npm run test:electron on Linux";
test.skip(why !== "yes", why);

const hands = desktopHands(process.env);

test("a reminder is on the screen with its words, and a click on it opens the event", async ({
  cadran: { app, page },
}) => {
  await trayThere(app);
  await eventWithAlarm(page, await addCalendar(page), { title: "Dentist <b>", more: ["LOCATION:Room 4"] });
  const shown = async () => (await hands.notifications()).findLast(({ title }) => title === "Dentist <b>");
  await expect.poll(shown).toMatchObject({ body: expect.stringContaining("Room 4"), open: true });
  const asked = await hearAsks(page);
  await hands.use((await shown())?.id ?? 0);
  await expect.poll(asked).toMatchObject([{ ask: "openEvent", eventId: expect.any(String) }]);
});

test("a notification that is waved away stays in the app's list", async ({ cadran: { app, page } }) => {
  await trayThere(app);
  await eventWithAlarm(page, await addCalendar(page), { title: "Review" });
  const shown = async () => (await hands.notifications()).findLast(({ title }) => title === "Review");
  await expect.poll(shown).toMatchObject({ open: true });
  const closed = app.evaluate(
    () => new Promise<void>((resolve) => globalThis.notifications.at(-1)?.once("close", () => resolve())),
  );
  await hands.wave((await shown())?.id ?? 0);
  await closed;
  expect(await call(page, "notices.list")).toMatchObject({ ok: { notices: [{ kind: "reminder" }] } });
});

test("the icon is in the tray with its menu, whose lines do what they say, and goes with the app", async ({
  start,
}) => {
  const { app, page } = await start();
  await trayThere(app);
  const item = async () => (await hands.tray()).at(-1);
  const lines = async () => (await item())?.menu ?? [];
  await expect
    .poll(async () => (await lines()).map(({ label }) => label))
    .toEqual(expect.arrayContaining(["Nothing ahead", "New event", "Open Cadran", "Quit Cadran"]));
  const asked = await hearAsks(page);
  const choose = async (wanted: string) => {
    const line = (await lines()).find(({ label }) => label === wanted);
    await hands.choose((await item())?.item ?? "", line?.id ?? 0);
  };
  await choose("New event");
  await expect.poll(asked).toEqual([{ ask: "quickAdd" }]);
  const ended = app.waitForEvent("close");
  await choose("Quit Cadran");
  await ended;
  await expect.poll(() => hands.tray()).toEqual([]);
});

test("a click on the icon opens the popover", async ({ cadran: { app } }) => {
  await trayThere(app);
  await expect.poll(async () => (await hands.tray()).length).toBe(1);
  const next = app.waitForEvent("window");
  await hands.click((await hands.tray())[0]?.item ?? "");
  expect((await next).url()).toContain("?widget");
});

test("passwords are in the desktop's keyring", async ({ cadran: { page } }) => {
  expect(await call(page, "app.info")).toMatchObject({ ok: { capabilities: expect.arrayContaining(["keychain"]) } });
});
