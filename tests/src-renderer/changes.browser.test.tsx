import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { openApp } from "./open-app.tsx";

const opener = () => page.getByRole("button", { name: /^Ce que les autres ont changé/ });
const drawer = () => page.getByRole("dialog", { name: "Ce que les autres ont changé" });

beforeEach(() => localStorage.clear());

async function openDrawer() {
  const bridge = await openApp({ busy: true });
  await opener().click();
  await expect.element(drawer()).toBeVisible();
  return bridge;
}

test("what others changed is told by day, in words: what was and what is", async () => {
  await openDrawer();
  const today = page.getByRole("region", { name: "mercredi 18 novembre" });
  await expect.element(today).toMatchTextContent(/Heure.: mar\. 17 nov\., de 13:00 – 14:30 à 13:30 – 15:00/);
  await expect.element(today).toMatchTextContent(/Participants.: \+ Karim Benali, − Paul Ott/);
  await expect.element(today).toMatchTextContent(/Équipe produit · fusionné avec vos changements/);
  await expect.element(page.getByRole("region", { name: "mardi 17 novembre" })).toMatchTextContent(/Atelier annulé/);
});

test("news is counted until it has been looked at, also after a restart", async () => {
  const bridge = await openApp({ busy: true });
  await expect.element(page.getByRole("button", { name: /, 4 nouveautés$/ })).toBeVisible();
  await opener().click();
  await drawer().getByRole("button", { name: "Fermer" }).click();
  await expect.element(page.getByRole("button", { name: "Ce que les autres ont changé", exact: true })).toBeVisible();
  const [first] = bridge.changes;
  bridge.changes = [{ ...(first as NonNullable<typeof first>), id: "new", atMs: Date.now() + 1000 }, ...bridge.changes];
  bridge.publish("events");
  await expect.element(page.getByRole("button", { name: /, 1 nouveauté$/ })).toBeVisible();
});

test("an entry opens its event: its week, its peek, its calendar shown", async () => {
  const bridge = await openDrawer();
  bridge.calendars = bridge.calendars.map((c) => (c.id === "equipe" ? { ...c, visible: false } : c));
  bridge.publish("calendars");
  await drawer().getByRole("button", { name: "Bilan de sprint", exact: true }).click();
  await expect.element(page.getByRole("dialog", { name: "Bilan de sprint" })).toBeVisible();
  expect(bridge.inputsOf("calendars.update")).toEqual([{ id: "equipe", visible: true }]);
});

test("a silent merge is taken back with one click, and that can be undone", async () => {
  const bridge = await openDrawer();
  await drawer().getByRole("button", { name: "Reprendre ma version, Rétrospective" }).click();
  await expect.element(page.getByRole("status").filter({ hasText: /Fusion annulée/ })).toBeVisible();
  expect(bridge.inputsOf("history.restore")).toEqual([{ id: "h-x2" }]);
  await page.getByRole("status").getByRole("button", { name: "Annuler" }).click();
  await expect.poll(() => bridge.inputsOf("events.undo")).toHaveLength(1);
});

test("a deleted event opens nothing, and is restored from here", async () => {
  const bridge = await openDrawer();
  await expect.element(drawer().getByRole("button", { name: "Atelier annulé", exact: true })).not.toBeInTheDocument();
  await drawer().getByRole("button", { name: "Restaurer, Atelier annulé" }).click();
  await expect.poll(() => bridge.inputsOf("history.restore")).toEqual([{ id: "h-x3" }]);
});

test("nothing changed is said in a sentence", async () => {
  await openApp();
  await opener().click();
  await expect.element(page.getByText("Personne n’a rien changé")).toBeVisible();
});
