import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { violations } from "./axe-violations.ts";
import { openApp } from "./open-app.tsx";

const main = () => page.getByRole("main", { name: "Corbeille" });
const row = (title: string) => main().getByRole("button", { name: new RegExp(`^${title}`) });
const box = (title: string) => page.getByLabelText(`Choisir ${title}`);

async function openTrash(options: Parameters<typeof openApp>[0] = {}) {
  const bridge = await openApp({ busy: true, ...options });
  await page.getByRole("button", { name: "Corbeille" }).click();
  await expect.element(main()).toBeVisible();
  return bridge;
}

test("what was removed is told by day: who did it, from which calendar, until when it can come back", async () => {
  await openTrash();
  await expect.element(row("Visite de chantier")).toMatchTextContent(/Travail.*supprimé ici, 08:15.*jusqu’au 18 déc\./);
  await expect.element(row("Atelier annulé")).toMatchTextContent(/Équipe produit.*supprimé sur le serveur/);
  await expect.element(row("Point hebdo produit")).toMatchTextContent(/cette fois seulement/);
  await expect.element(page.getByRole("region", { name: "mardi 17 novembre" })).toBeVisible();
});

test("one is looked at, brought back, and taken back again", async () => {
  const bridge = await openTrash();
  await row("Visite de chantier").click();
  const sheet = page.getByRole("region", { name: "Visite de chantier" });
  await expect.element(sheet).toMatchTextContent(/jeu\. 19 nov\., 15:00 – 16:00/);
  await sheet.getByRole("button", { name: "Restaurer" }).click();
  await expect.element(row("Visite de chantier")).not.toBeInTheDocument();
  expect(bridge.inputsOf("history.restore")).toEqual([{ id: "t1" }]);
  await page.getByRole("status").getByRole("button", { name: "Annuler" }).click();
  await expect.poll(() => bridge.inputsOf("events.undo")).toHaveLength(1);
});

test("several come back with one click and one undo; one that cannot does not keep the others away", async () => {
  const bridge = await openTrash();
  for (const title of ["Visite de chantier", "Atelier annulé", "Fête de quartier"]) await box(title).click();
  await page.getByRole("button", { name: "Restaurer 3 événements" }).click();
  await expect.element(page.getByText("2 événements restaurés")).toBeVisible();
  await expect
    .element(page.getByRole("alert"))
    .toMatchTextContent(/1 événement n’a pas pu être restauré.*n’existe plus/);
  await page.getByRole("status").getByRole("button", { name: "Annuler" }).click();
  await expect.poll(() => bridge.inputsOf("events.undo")).toHaveLength(2);
});

test("an event whose calendar is gone, or can only be read, says what that means before the click", async () => {
  await openTrash();
  await expect.element(row("Fête de quartier")).toMatchTextContent(/l’agenda n’est plus là/);
  await row("Fête de quartier").click();
  await expect.element(main()).toMatchTextContent(/Ajoutez d’abord l’agenda.; l’événement attend ici/);
  await row("Séance extraordinaire").click();
  await expect.element(main()).toMatchTextContent(/reviendra dans un autre de vos agendas/);
});

test("a search finds by title or calendar, accents aside, and says where it looked", async () => {
  await openTrash();
  const field = page.getByRole("searchbox", { name: "Chercher dans la corbeille" });
  await field.fill("equipe");
  await expect.element(row("Atelier annulé")).toBeVisible();
  await expect.element(row("Visite de chantier")).not.toBeInTheDocument();
  await field.fill("dentiste");
  await expect.element(page.getByText("Rien pour « dentiste »")).toBeVisible();
  await page.getByRole("button", { name: "Tout afficher" }).click();
  await expect.element(row("Visite de chantier")).toBeVisible();
});

test("arrows walk, Enter looks, Esc closes, then leaves", async () => {
  await openTrash();
  (row("Visite de chantier").element() as HTMLElement).focus();
  await userEvent.keyboard("{ArrowDown}{Enter}");
  await expect.element(page.getByRole("button", { name: "Restaurer cette occurrence" })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("button", { name: "Restaurer cette occurrence" })).not.toBeInTheDocument();
  await userEvent.keyboard("{Escape}");
  await expect.element(main()).not.toBeInTheDocument();
});

test("an empty trash says what would be there", async () => {
  await openTrash({ busy: false });
  await expect.element(page.getByText("La corbeille est vide")).toBeVisible();
});

test.each(["light", "dark"] as const)("axe finds nothing in the trash with a preview (%s)", async (theme) => {
  await openTrash({ theme });
  await row("Visite de chantier").click();
  await box("Atelier annulé").click();
  await expect.element(page.getByRole("button", { name: "Restaurer 1 événement" })).toBeVisible();
  expect(await violations()).toEqual([]);
});
