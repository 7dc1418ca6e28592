// Erasing everything in the browser host: the page says so, the program ends, nothing is left of the folder or of the page.
import { readdirSync } from "node:fs";
import { expect } from "@playwright/test";
import { test } from "./host.ts";
import { wordsOf } from "./words.ts";

const say = wordsOf("fr");

test("what would be lost is said, the word is typed, and everything is gone, on the page too", async ({
  page,
  host,
  call,
  folder,
}) => {
  const { calendar } = await call("calendars.create", { name: "Ici" });
  const when = { start: "2026-11-20T10:00", end: "2026-11-20T11:00", zone: "Europe/Paris" };
  await call("events.create", { calendarId: calendar.id, ...when, title: "Rendez-vous" });
  const ended = host.untilEnd();
  await page.goto(host.url);
  await page.getByRole("button", { name: say("settings.title"), exact: true }).click();
  await page.getByRole("tab", { name: say("settings.section.data") }).click();
  await page.getByRole("button", { name: say("dataSet.eraseOpen") }).click();
  const dialog = page.getByRole("dialog", { name: say("dataSet.erase") });
  await expect(dialog).toContainText(say("dataSet.lost.localEvents_one", { count: "1" }));
  await dialog.getByRole("textbox").fill(say("dataSet.eraseWord"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: say("dataSet.goneTitle") })).toBeVisible();
  expect(await ended).toBeUndefined();
  expect(readdirSync(folder)).toEqual([]);
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
});

test("a message file that is dropped on the page is shown, and kept nowhere", async ({ page, host, call }) => {
  await call("calendars.create", { name: "Ici" });
  await page.goto(host.url);
  await expect(page.getByRole("button", { name: say("settings.title"), exact: true })).toBeVisible();
  const letter = "From: Bob <bob@example.test>\r\nSubject: Le plan\r\n\r\nRendez-vous jeudi.\r\n";
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "plan.eml", { type: "message/rfc822" }));
    return transfer;
  }, letter);
  await page.dispatchEvent("body", "drop", { dataTransfer: data });
  const dialog = page.getByRole("dialog", { name: "Le plan" });
  await expect(dialog).toContainText("Rendez-vous jeudi.");
  await expect(dialog).toContainText(say("letter.unchecked"));
  expect((await call("mail.folders", {})).folders).toEqual([]);
});
