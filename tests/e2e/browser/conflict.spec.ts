// Two versions of one event, for real: edited here and by another client on the same Radicale, then decided on the page.
import { expect, type Page } from "@playwright/test";
import { missingServer } from "../../servers/child.ts";
import { rawClient } from "../../servers/dav.ts";
import type { DavServer } from "../../servers/radicale.ts";
import { test } from "./host.ts";

const missing = missingServer("radicale");
test.skip(missing !== undefined, missing ?? "");

const other = rawClient("alice", "alice-pw");

/** Wednesday of this week, basic form. */
function wednesday(): string {
  const day = new Date();
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7) + 2);
  return day.toISOString().slice(0, 10).replaceAll("-", "");
}

function text(title: string, location: string): string {
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//elsewhere//EN", "BEGIN:VEVENT", "UID:torn"];
  lines.push("DTSTAMP:20260101T000000Z", `DTSTART:${wednesday()}T090000Z`, `DTEND:${wednesday()}T100000Z`);
  lines.push(`SUMMARY:${title}`, `LOCATION:${location}`, "END:VEVENT", "END:VCALENDAR", "");
  return lines.join("\r\n");
}

async function signIn(page: Page, url: string, server: DavServer): Promise<void> {
  await page.goto(url);
  await page.getByRole("button", { name: "Ajouter un compte" }).click();
  await page.getByLabel(/Adresse e-mail ou adresse du serveur/).fill(server.url);
  await page.getByLabel(/Nom d’utilisateur/).fill("alice");
  await page.getByLabel(/^Mot de passe/).fill("alice-pw");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.getByRole("button", { name: "Ouvrir l’agenda" }).click();
}

/** By hand only, so that the two edits meet: nothing is fetched between them. */
async function syncByHand(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Options de Équipe" }).click({ force: true });
  await page.getByRole("menuitem", { name: "Mettre la synchronisation en pause" }).click();
}

test("an event edited here and elsewhere waits for a decision, and the choice reaches the server", async ({
  host,
  page,
  radicale,
}) => {
  const href = `${radicale.url}alice/team/torn.ics`;
  await other.makeCalendar(`${radicale.url}alice/team/`, "Équipe");
  await other.put(href, text("Revue", "Salle A"));
  await signIn(page, host.url, radicale);
  await page.getByRole("button", { name: /^Revue/ }).click();
  await syncByHand(page);
  await other.put(href, text("Revue des autres", "Salle B"));

  await page.getByRole("button", { name: /^Revue/ }).click();
  await page.getByRole("button", { name: "Modifier" }).click();
  await page.getByRole("textbox", { name: "Titre" }).fill("Ma revue");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  // A click meant for the menu must not land on the form that is closing.
  await expect(page.getByRole("textbox", { name: "Titre" })).toBeHidden();
  await page.getByRole("button", { name: "Options de Équipe" }).click({ force: true });
  await page.getByRole("menuitem", { name: "Reprendre la synchronisation" }).click();

  await page.getByRole("button", { name: "1 à trancher" }).click();
  const title = page.getByRole("row", { name: /Titre/ });
  await expect(title).toContainText("Ma revue");
  await expect(title).toContainText("Revue des autres");
  await expect(title).toContainText(/Avant.: Revue/);
  await page.getByRole("radio", { name: /^Titre.*votre version$/ }).click();
  const save = page.getByRole("button", { name: "Enregistrer le résultat" });
  await expect(save, "the last choice is made").toBeEnabled();
  await save.click();
  await expect(page.getByText("Tout est tranché")).toBeVisible();

  const stored = async () => (await other.request("GET", href)).body;
  await expect.poll(stored).toContain("SUMMARY:Ma revue");
  expect(await stored(), "what only the other changed is kept").toContain("LOCATION:Salle B");
});
