// What comes on paper: what the page is about, without what surrounds it.
import { expect } from "@playwright/test";
import { test } from "./host.ts";
import { wordsOf } from "./words.ts";

const say = wordsOf("fr");

test("the agenda comes on paper without the window around it, by the key that prints everywhere", async ({
  page,
  host,
  call,
}) => {
  const { calendar } = await call("calendars.create", { name: "Ici" });
  const day = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Paris" });
  const when = { start: `${day}T10:00`, end: `${day}T11:00`, zone: "Europe/Paris" };
  await call("events.create", { calendarId: calendar.id, ...when, title: "Rendez-vous" });
  await page.addInitScript(() => {
    Object.assign(window, { printed: 0, print: () => Object.assign(window, { printed: 1 }) });
  });
  await page.goto(host.url);
  const event = page.locator("main").getByText("Rendez-vous").first();
  const rail = page.getByRole("navigation", { name: say("shell.rail") });
  await expect(event).toBeVisible();
  await expect(rail).toBeVisible();
  await page.keyboard.press("Control+p");
  await expect.poll(() => page.evaluate(() => (window as unknown as { printed: number }).printed)).toBe(1);
  await page.emulateMedia({ media: "print" });
  await expect(event).toBeVisible();
  await expect(rail).toBeHidden();
  await expect(page.locator("aside.side")).toBeHidden();
  await expect(page.locator(".bar > button").filter({ visible: true })).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const paper = await page.pdf({ landscape: true });
  expect(paper.subarray(0, 5).toString()).toBe("%PDF-");
});
