// The whole way: a page, the host, the engine, a real Radicale, and another client on it.
import { expect, type Page } from "@playwright/test";
import { missingServer } from "../../servers/child.ts";
import { rawClient } from "../../servers/dav.ts";
import type { DavServer } from "../../servers/radicale.ts";
import { drag, test } from "./host.ts";

const missing = missingServer("radicale");
test.skip(missing !== undefined, missing ?? "");

const other = rawClient("alice", "alice-pw");

/** A day of this week, so that the week view shows it: Wednesday. */
function wednesday(): string {
  const day = new Date();
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7) + 2);
  return day.toISOString().slice(0, 10);
}

function text(uid: string, title: string, hour: string): string {
  const day = wednesday().replaceAll("-", "");
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//elsewhere//EN",
    "BEGIN:VEVENT",
    `UID:${uid}`,
    "DTSTAMP:20260101T000000Z",
    `DTSTART:${day}T${hour}0000Z`,
    `DTEND:${day}T${hour}3000Z`,
    `SUMMARY:${title}`,
    "X-KEEP:me",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
}

async function signIn(page: Page, url: string, server: DavServer): Promise<void> {
  await page.goto(url);
  await page.getByRole("button", { name: "Ajouter un compte" }).click();
  await page.getByLabel(/Adresse e-mail ou adresse du serveur/).fill(server.url);
  await page.getByLabel(/Nom d’utilisateur/).fill("alice");
  await page.getByLabel(/^Mot de passe/).fill("alice-pw");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.getByRole("button", { name: "Ouvrir l’agenda" }).click();
  await expect(page.getByRole("checkbox", { name: /Équipe/ })).toBeChecked();
}

async function stored(server: DavServer): Promise<string> {
  const body =
    '<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data/></D:prop><C:filter><C:comp-filter name="VCALENDAR"/></C:filter></C:calendar-query>';
  const answer = await other.request("REPORT", `${server.url}alice/team/`, body, {
    depth: "1",
    "content-type": "application/xml",
  });
  return answer.body;
}

test("an event made elsewhere appears by a sync; one moved here reaches the server", async ({
  host,
  page,
  radicale,
}) => {
  await other.makeCalendar(`${radicale.url}alice/team/`, "Équipe");
  await other.put(`${radicale.url}alice/team/a.ics`, text("a", "Revue", "09"));
  await signIn(page, host.url, radicale);
  const review = page.getByRole("button", { name: /^Revue/ });
  await expect(review).toBeVisible();

  await other.put(`${radicale.url}alice/team/b.ics`, text("b", "Ailleurs", "13"));
  await page.getByRole("button", { name: "Synchroniser maintenant" }).first().click();
  await expect(page.getByRole("button", { name: /^Ailleurs/ })).toBeVisible();

  const box = await review.boundingBox();
  if (!box) throw new Error("no block on screen");
  await drag(
    page,
    { x: box.x + box.width / 2, y: box.y + 8 },
    { x: box.x + box.width / 2, y: box.y + 8 + box.height * 2 },
  );
  await expect.poll(() => stored(radicale)).toMatch(/DTSTART[^\n]*T(?!09)\d{6}Z?[\s\S]*X-KEEP:me/);
  expect(await stored(radicale)).toContain("SUMMARY:Revue");
});

test("an event is created, edited and deleted on the page, and each reaches the server", async ({
  host,
  page,
  radicale,
}) => {
  await other.makeCalendar(`${radicale.url}alice/team/`, "Équipe");
  await signIn(page, host.url, radicale);
  await page.getByRole("button", { name: "Nouveau", exact: true }).click();
  await page.getByRole("textbox", { name: "Titre" }).fill("Café avec Amélie");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  const block = page.getByRole("button", { name: /^Café avec Amélie/ });
  await expect(block).toBeVisible();
  await expect.poll(() => stored(radicale)).toContain("SUMMARY:Café avec Amélie");

  await block.click();
  await page.getByRole("button", { name: "Supprimer" }).click();
  await expect(block).toBeHidden();
  await expect.poll(() => stored(radicale)).not.toContain("Café");
  await page.locator(".toast", { hasText: "supprimé" }).getByRole("button", { name: "Annuler" }).click();
  await expect(block).toBeVisible();
  await expect.poll(() => stored(radicale)).toContain("SUMMARY:Café avec Amélie");
});
