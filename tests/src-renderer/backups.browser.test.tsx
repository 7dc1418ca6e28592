// The settings' part about backups: what is said of none, of one that failed, of one under way; what going back keeps; what a
// restore left to tell.
import { expect, test } from "vitest";
import { page } from "vitest/browser";
import type { BackupState } from "../../src-preload/contract/backups.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { violations } from "./axe-violations.ts";
import { openApp } from "./open-app.tsx";

const NONE: BackupState = { backups: [], running: false };

async function openData(known?: BackupState, locale: "fr" | "en" = "fr") {
  const bridge = await openApp({ locale });
  if (known) bridge.backups = known;
  bridge.publish("backups");
  await page.getByRole("button", { name: locale === "fr" ? "Réglages" : "Settings", exact: true }).click();
  await page.getByRole("tab", { name: locale === "fr" ? "Données" : "Data" }).click();
  return bridge;
}

test("without any backup it says when the first is made; the reason why the last one failed stands beside the button", async () => {
  const bridge = await openData(NONE);
  await expect.element(page.getByText(/Pas encore de sauvegarde/)).toBeVisible();
  bridge.backups = { ...NONE, failure: new Failure("disk-full").toData() };
  bridge.publish("backups");
  await expect
    .element(page.getByText(/La dernière sauvegarde n’a pas pu être faite\. Le disque est plein\./))
    .toBeVisible();
});

test("while one is under way another cannot be asked for", async () => {
  await openData({ ...NONE, running: true });
  await expect.element(page.getByRole("button", { name: "Sauvegarder maintenant" })).toBeDisabled();
});

test("a backup that cannot be made is told, and none is listed", async () => {
  const bridge = await openData(NONE);
  bridge.failing = { "backups.make": "disk-full" };
  await page.getByRole("button", { name: "Sauvegarder maintenant" }).click();
  await expect.element(page.getByText(/Le disque est plein/).first()).toBeVisible();
  await expect.element(page.getByText(/Pas encore de sauvegarde/)).toBeVisible();
});

test("in English, too, going back says what is kept before it does anything, and can be read by everybody", async () => {
  const bridge = await openData(undefined, "en");
  const list = page.getByRole("list", { name: "Backups" });
  await list.getByRole("button").first().click();
  await expect.element(page.getByText(/What has not been sent yet is brought over/)).toBeVisible();
  await expect.element(page.getByText(/The present file is set aside, not deleted/)).toBeVisible();
  expect(await violations()).toEqual([]);
  await page.getByRole("button", { name: "Cancel" }).last().click();
  expect(bridge.inputsOf("backups.restore")).toEqual([]);
});

test("the page about sync tells of a restore until it was read: what happened, what was kept, what to do", async () => {
  const bridge = await openApp({ busy: true });
  const restored = {
    cause: "hand",
    atMs: 5,
    stateMs: 2,
    aside: "before-restore-1",
    carried: 3,
    incomplete: false,
  } as const;
  bridge.backups = { ...NONE, restored: { ...restored, noted: false } };
  bridge.publish("backups");
  await page.getByTitle("Voir le détail de la synchronisation").click();
  const note = page.getByRole("region", { name: "Vos données sont revenues à un état antérieur" });
  await expect.element(note).toMatchTextContent(/Ce qui n’était pas encore envoyé a été repris/);
  await expect.element(note).toMatchTextContent(/gardé dans le dossier before-restore-1/);
  await note.getByRole("button", { name: "Compris" }).click();
  await expect.element(note).not.toBeInTheDocument();
  expect(bridge.inputsOf("backups.noted")).toHaveLength(1);
});
