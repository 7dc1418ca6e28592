// The agenda on the product: a real Radicale behind it, keys alone in front of it.
import { expect, type Page } from "@playwright/test";
import { missingServer } from "../../servers/child.ts";
import { rawClient } from "../../servers/dav.ts";
import type { DavServer } from "../../servers/radicale.ts";
import { test } from "./host.ts";

const missing = missingServer("radicale");
test.skip(missing !== undefined, missing ?? "");

const other = rawClient("alice", "alice-pw");
const today = new Date().toISOString().slice(0, 10);

async function signIn(page: Page, url: string, server: DavServer): Promise<void> {
  await other.makeCalendar(`${server.url}alice/team/`, "Équipe");
  const day = today.replaceAll("-", "");
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//elsewhere//EN", "BEGIN:VEVENT", "UID:a"];
  lines.push("DTSTAMP:20260101T000000Z", `DTSTART:${day}T100000Z`, `DTEND:${day}T110000Z`, "SUMMARY:Revue");
  await other.put(`${server.url}alice/team/a.ics`, [...lines, "END:VEVENT", "END:VCALENDAR", ""].join("\r\n"));
  await page.goto(url);
  await page.getByRole("button", { name: "Ajouter un compte" }).click();
  await page.getByLabel(/Adresse e-mail ou adresse du serveur/).fill(server.url);
  await page.getByLabel(/Nom d’utilisateur/).fill("alice");
  await page.getByLabel(/^Mot de passe/).fill("alice-pw");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.getByRole("button", { name: "Ouvrir l’agenda" }).click();
}

const stored = async (server: DavServer): Promise<string> =>
  (await other.request("GET", `${server.url}alice/team/a.ics`)).body;

test("an event of the server is in every view, and a reload keeps the view and the day", async ({
  host,
  page,
  radicale,
}) => {
  await signIn(page, host.url, radicale);
  const review = page.getByRole("button", { name: /^Revue/ });
  for (const key of ["w", "d", "x", "m", "l"]) {
    await page.keyboard.press(key);
    await expect(review.first()).toBeVisible();
  }
  await page.keyboard.press("y");
  await expect(page.locator(`.yv [data-day="${today}"]`)).toHaveAccessibleName(/1 événement$/);
  await page.keyboard.press("j");
  const title = await page.getByRole("heading", { level: 1 }).textContent();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title ?? "");
});

test("by keys alone an event is found, moved an hour later and lengthened, and the server hears of it", async ({
  host,
  page,
  radicale,
}) => {
  await signIn(page, host.url, radicale);
  await page.keyboard.press("d");
  const review = page.getByRole("button", { name: /^Revue/ });
  await review.focus();
  for (let n = 0; n < 4; n++) await page.keyboard.press("Alt+ArrowDown");
  await page.keyboard.press("Alt+Shift+ArrowDown");
  await expect.poll(() => stored(radicale)).toMatch(/DTSTART[^\n]*T(11|12|13)0000[\s\S]*DTEND[^\n]*T(12|13|14)1500/);
  await expect(review).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Revue" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Delete");
  await expect(review).toBeHidden();
});
