// Calendars of a real server, made and changed from the page: its name, its colour, its end.
import { expect, type Page } from "@playwright/test";
import { missingServer } from "../../servers/child.ts";
import type { DavServer } from "../../servers/radicale.ts";
import { addAlice, other, test } from "./host.ts";

const missing = missingServer("radicale");
test.skip(missing !== undefined, missing ?? "");

/** What the server says of its calendars. */
async function onServer(server: DavServer): Promise<string> {
  const body =
    '<D:propfind xmlns:D="DAV:" xmlns:I="http://apple.com/ns/ical/"><D:prop><D:displayname/><I:calendar-color/></D:prop></D:propfind>';
  const headers = { depth: "1", "content-type": "application/xml" };
  return (await other.request("PROPFIND", `${server.url}alice/`, body, headers)).body;
}

async function settingsOf(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `Options de ${name}` }).click({ force: true });
  await page.getByRole("menuitem", { name: "Réglages de l’agenda…" }).click();
}

test("a calendar made here is on the server; renamed, recoloured and deleted there too", async ({
  host,
  page,
  call,
  radicale,
}) => {
  await other.makeCalendar(`${radicale.url}alice/team/`, "Équipe");
  await addAlice(call, radicale);
  await page.goto(host.url);
  const box = (name: string) => page.getByRole("checkbox", { name: new RegExp(`^${name}`) });
  await expect(box("Équipe")).toBeChecked();

  await page.getByRole("button", { name: "Créer un agenda" }).click();
  const dialog = page.getByRole("dialog", { name: "Nouvel agenda" });
  await dialog.getByRole("textbox", { name: "Nom" }).fill("Chantier du pont");
  await dialog.getByRole("radio", { name: "Radicale" }).check();
  await dialog.getByRole("button", { name: "Créer" }).click();
  await expect(box("Chantier du pont")).toBeChecked();
  expect(await onServer(radicale)).toContain("Chantier du pont");

  await settingsOf(page, "Chantier du pont");
  await page.getByRole("dialog").getByRole("button", { name: "Renommer" }).click();
  await page.getByRole("textbox", { name: "Nom" }).fill("Chantier fini");
  await page.keyboard.press("Enter");
  const settings = page.getByRole("dialog", { name: "Réglages de « Chantier fini »" });
  await expect(settings).toBeVisible();
  await expect.poll(() => onServer(radicale)).toContain("Chantier fini");
  expect(await onServer(radicale)).not.toContain("Chantier du pont");

  await settings.getByText("Sur le serveur", { exact: true }).click();
  await settings.getByRole("radio", { name: "Couleur 4" }).click({ force: true });
  await expect.poll(() => onServer(radicale)).toMatch(/#7B57DB/i);

  await settings.getByRole("button", { name: "Supprimer l’agenda…" }).click();
  await page.getByRole("button", { name: "Supprimer « Chantier fini »" }).click();
  await expect(box("Chantier fini")).toBeHidden();
  expect(await onServer(radicale)).not.toContain("Chantier");
});
