// The mouse on the calendar, and a real Radicale that hears of it: moved, resized, and over the days of a month.
import { expect, type Page } from "@playwright/test";
import { missingServer } from "../../servers/child.ts";
import type { DavServer } from "../../servers/radicale.ts";
import { addAlice, type Call, drag, eventFile, inParis, other, test, weekday } from "./host.ts";

const missing = missingServer("radicale");
test.skip(missing !== undefined, missing ?? "");

const stored = async (server: DavServer) => (await other.get(`${server.url}alice/team/a.ics`)).body;

/** Wednesday, ten to eleven in Paris. */
async function open(page: Page, url: string, call: Call, server: DavServer): Promise<void> {
  await call("settings.set", { zone: "Europe/Paris" });
  await other.makeCalendar(`${server.url}alice/team/`, "Équipe");
  await other.put(
    `${server.url}alice/team/a.ics`,
    eventFile("a", "Revue", ...inParis(weekday(2), "100000", "110000"), "X-KEEP:me"),
  );
  await addAlice(call, server);
  await page.goto(url);
  await expect(block(page)).toBeVisible();
}

const block = (page: Page) => page.getByRole("button", { name: /^Revue/ });

async function boxOf(page: Page) {
  const box = await block(page).boundingBox();
  if (!box) throw new Error("no block on screen");
  return { ...box, middle: box.x + box.width / 2 };
}

/** The requests that changed something on the server. */
async function writes(call: Call): Promise<string[]> {
  const [account] = (await call("accounts.list", {})).accounts;
  if (!account) throw new Error("no account");
  const { requests } = await call("sync.log", { id: account.id });
  return requests.filter(({ method }) => method === "PUT").map(({ path, status }) => `${path} ${status}`);
}

test("an event dragged down by its own height begins an hour later; the server gets one PUT that keeps the rest", async ({
  host,
  page,
  call,
  radicale,
}) => {
  await open(page, host.url, call, radicale);
  const { middle, y, height } = await boxOf(page);
  await drag(page, { x: middle, y: y + 8 }, { x: middle, y: y + 8 + height });
  await expect.poll(() => stored(radicale)).toMatch(/DTSTART[^\n]*T110000[\s\S]*DTEND[^\n]*T120000/);
  expect(await stored(radicale)).toContain("X-KEEP:me");
  await expect.poll(() => writes(call)).toEqual([expect.stringMatching(/team\/a\.ics 20[0-9]$/)]);
});

test("its lower edge makes it longer and its upper edge begin earlier", async ({ host, page, call, radicale }) => {
  await open(page, host.url, call, radicale);
  const before = await boxOf(page);
  await block(page).hover();
  const foot = before.y + before.height - 2;
  await drag(page, { x: before.middle, y: foot }, { x: before.middle, y: foot + before.height / 2 });
  await expect.poll(() => stored(radicale)).toMatch(/DTSTART[^\n]*T100000[\s\S]*DTEND[^\n]*T113000/);
  await page.mouse.move(5, 5);
  await block(page).hover();
  const { middle, y } = await boxOf(page);
  await drag(page, { x: middle, y: y + 1 }, { x: middle, y: y + 1 - before.height / 2 });
  await expect.poll(() => stored(radicale)).toMatch(/DTSTART[^\n]*T093000[\s\S]*DTEND[^\n]*T113000/);
});

test("in a month it goes to another day at the same hour, and Ctrl Z brings it back", async ({
  host,
  page,
  call,
  radicale,
}) => {
  await open(page, host.url, call, radicale);
  await page.keyboard.press("m");
  await expect(page.locator(".cal .cx-row")).toBeVisible();
  const { middle, y, width } = await boxOf(page);
  await drag(page, { x: middle, y: y + 8 }, { x: middle + width + 16, y: y + 8 });
  await expect.poll(() => stored(radicale)).toContain(`DTSTART;TZID=Europe/Paris:${weekday(3)}T100000`);
  await page.keyboard.press("Control+z");
  await expect.poll(() => stored(radicale)).toContain(`DTSTART;TZID=Europe/Paris:${weekday(2)}T100000`);
});

test("a press on an empty hour writes an event there", async ({ host, page, call, radicale }) => {
  await open(page, host.url, call, radicale);
  const { middle, y, height } = await boxOf(page);
  await drag(page, { x: middle, y: y + height * 2 + 4 }, { x: middle, y: y + height * 4 - 6 });
  await page.getByRole("textbox", { name: "Titre" }).fill("Atelier");
  await page.keyboard.press("Control+Enter");
  const made = page.getByRole("button", { name: /^Atelier/ });
  await expect(made).toHaveAccessibleName(/de 12:00 à 14:00/);
  await expect(made).not.toHaveAccessibleName(/en attente d’envoi/);
});
