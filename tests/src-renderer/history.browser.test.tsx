import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { violations } from "./axe-violations.ts";
import type { FakeBridge } from "./fake-bridge.ts";
import { openApp } from "./open-app.tsx";

const drawer = () => page.getByRole("dialog", { name: /^Historique de/ });

/** By way of what others changed: the entry is about the event that has a past. */
async function openHistory(options: Parameters<typeof openApp>[0] = {}): Promise<FakeBridge> {
  const bridge = await openApp({ busy: true, ...options });
  const torn = bridge.history[0];
  bridge.changes = bridge.changes.map((one, n) => (n === 0 && torn ? { ...one, eventId: torn.eventId } : one));
  bridge.publish("events");
  await page.getByRole("button", { name: /^Ce que les autres ont changé/ }).click();
  await page.getByRole("button", { name: "Historique, Revue des maquettes" }).click();
  await expect.element(drawer()).toBeVisible();
  return bridge;
}

test("the history says when, by whom, and what differed, the latest first", async () => {
  await openHistory();
  await expect.element(drawer()).toMatchTextContent(/Maintenant.*mer\. 18 nov\., 14:00 – 15:00/);
  const today = drawer().getByRole("region", { name: "mercredi 18 novembre" });
  await expect.element(today).toMatchTextContent(/Modifié ici.*09:15.*de 13:00 – 14:00 à 14:00 – 15:00/);
  const before = drawer().getByRole("region", { name: "mardi 17 novembre" });
  await expect.element(before).toMatchTextContent(/Modifié sur le serveur.*Lieu.: de À définir à Rue du Rhône 14/);
});

test("a version is looked at where it stands, and brought back with a way back", async () => {
  const bridge = await openHistory();
  await drawer().getByRole("button", { name: "Voir la version d’avant, 09:15" }).click();
  await expect.element(drawer()).toMatchTextContent(/13:00 – 14:00Lieu/);
  await drawer().getByRole("button", { name: "Rétablir la version d’avant 09:15" }).click();
  await expect.element(page.getByRole("status").filter({ hasText: "Version d’avant rétablie" })).toBeVisible();
  expect(bridge.inputsOf("history.restore")).toEqual([{ id: "v2" }]);
});

test("axe finds nothing in the history", async () => {
  await openHistory({ theme: "dark" });
  await drawer().getByRole("button", { name: "Voir la version d’avant, 09:15" }).click();
  expect(await violations()).toEqual([]);
});
