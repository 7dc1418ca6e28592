// Taking everything along, erasing everything, the text for somebody who helps, messages that are files, links of the system.
import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { violations } from "./axe-violations.ts";
import { openApp } from "./open-app.tsx";

beforeEach(() => userEvent.keyboard("{Escape}"));

const settings = () => page.getByRole("dialog", { name: "Réglages", exact: true });

async function openSection(name: string, options: Parameters<typeof openApp>[0] = {}) {
  const bridge = await openApp({ mail: true, ...options });
  await page.getByRole("button", { name: "Réglages", exact: true }).click();
  await settings().getByRole("tab", { name }).click();
  return bridge;
}

/** Notes what is saved as a file. */
function savedFiles(): string[] {
  const names: string[] = [];
  document.addEventListener("click", (event) => {
    const link = event.target as HTMLAnchorElement;
    if (!link.download) return;
    event.preventDefault();
    names.push(link.download);
  });
  return names;
}

async function openLetter(options: Parameters<typeof openApp>[0] = {}) {
  const bridge = await openApp({ mail: true, ...options });
  await expect.element(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
  bridge.desktop.ask({ ask: "openMail", ...LETTER });
  return bridge;
}

const LETTER = { name: "devis.eml", base64: "eA==" };

test("the text for somebody who helps is read before it is saved, and Esc leaves the settings open", async () => {
  await openSection("Données");
  await settings().getByRole("button", { name: "Voir le texte…" }).click();
  const dialog = page.getByRole("dialog", { name: "Fichier de diagnostic" });
  await expect.element(dialog).toMatchTextContent(/Aucun nom, aucune adresse.*account 1: caldav, ready/);
  const saved = savedFiles();
  await dialog.getByRole("button", { name: "Enregistrer…" }).click();
  expect(saved).toEqual(["cadran-diagnostics.txt"]);
  expect(await violations()).toEqual([]);
  await userEvent.keyboard("{Escape}");
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(settings()).toBeVisible();
});

test("an export tells what it will hold, how far it is, where it is and what stayed on the server", async () => {
  const bridge = await openSection("Données");
  await settings().getByRole("button", { name: "Tout exporter…" }).click();
  const dialog = page.getByRole("dialog", { name: "Tout exporter" });
  await dialog.getByRole("switch").click({ force: true });
  await dialog.getByRole("button", { name: "Exporter" }).click();
  expect(bridge.inputsOf("data.export")).toEqual([{ fetch: true }]);
  bridge.kept.stand({ state: "running", written: 10, total: 40 });
  await expect.element(dialog).toMatchTextContent(/10 sur 40/);
  await dialog.getByRole("button", { name: "Arrêter" }).click();
  await expect.element(dialog).toMatchTextContent(/Export arrêté/);
  const exported = { calendars: 3, events: 1, folders: 2, messages: 37, away: 4 };
  bridge.kept.stand({ state: "done", written: 40, total: 40, folder: "/home/camille/Cadran", exported });
  await expect
    .element(dialog)
    .toMatchTextContent(/3 agendas · 1 événement · 2 dossiers de courrier · 37 messages4 messages ne sont que/);
  await expect.element(dialog).toMatchTextContent(/\/home\/camille\/Cadran/);
  expect(await violations()).toEqual([]);
});

test("an export that failed says why", async () => {
  const bridge = await openSection("Données");
  await settings().getByRole("button", { name: "Tout exporter…" }).click();
  const failure = { code: "storage", reason: "disk-full", params: {}, message: "" } as const;
  bridge.kept.stand({ state: "failed", written: 1, total: 9, failure });
  await expect.element(page.getByRole("alert")).toMatchTextContent(/n’a pas abouti.*plein/);
});

test("links of the system are taken only by a choice, and a system that does not go along is said", async () => {
  const bridge = await openSection("Général", { host: "electron" });
  bridge.desktop.linkKinds = { mailto: false, webcal: true };
  await settings().getByRole("tab", { name: "Ordinateur" }).click();
  const mailto = settings().getByRole("switch", { name: "Ouvrir les adresses de courrier avec Cadran" });
  await expect.element(settings().getByRole("switch", { name: /liens d’agenda/ })).toBeChecked();
  await expect.element(mailto).not.toBeChecked();
  await mailto.click({ force: true });
  await expect.element(mailto).toBeChecked();
  bridge.desktop.obeys = false;
  await mailto.click({ force: true });
  await expect.element(settings()).toMatchTextContent(/Le système n’a pas suivi/);
  await expect.element(mailto).toBeChecked();
});

test("a message file is shown like a stranger's: nothing runs or loads, nobody vouches for it", async () => {
  const bridge = await openLetter();
  const dialog = page.getByRole("dialog", { name: "Le devis" });
  await expect.element(dialog).toMatchTextContent(/rien ne prouve.*Nora Keller <nora@exemple\.ch>/);
  await expect.element(dialog).toMatchTextContent(/images distantes restent masquées/);
  const frame = () => (dialog.element().querySelector("iframe") as HTMLIFrameElement).contentDocument;
  await expect.poll(() => frame()?.body.textContent).toContain("Voici le devis.");
  expect(frame()?.querySelector("script")).toBeNull();
  expect(frame()?.querySelector("img")?.src ?? "").not.toMatch(/^https/);
  expect(bridge.inputsOf("mail.remoteImage")).toEqual([]);
  expect(await violations()).toEqual([]);
});

test("its time is said in the agenda's zone, not in the computer's", async () => {
  await openLetter();
  const dialog = page.getByRole("dialog", { name: "Le devis" });
  await expect.element(dialog).toMatchTextContent(/mercredi 18 novembre 2026 à 00:30/);
});

test("a file in it that could run something is asked about before it is saved", async () => {
  const bridge = await openLetter();
  const saved = savedFiles();
  await page.getByRole("button", { name: /devis\.exe/ }).click();
  await page.getByRole("button", { name: "Annuler" }).last().click();
  expect(bridge.inputsOf("mail.fileAttachment")).toEqual([]);
  await page.getByRole("button", { name: /devis\.pdf/ }).click();
  await expect.poll(() => saved).toEqual(["part 2"]);
});

test("it is kept only where the person says so", async () => {
  const bridge = await openLetter();
  await page.getByRole("button", { name: "Ranger dans ce dossier" }).click();
  await expect.poll(() => bridge.inputsOf("mail.import")).toMatchObject([{ files: [LETTER] }]);
  await expect.element(page.getByRole("dialog", { name: "Le devis" })).not.toBeInTheDocument();
});

test("it is shown before there is any account", async () => {
  await openLetter({ empty: true, mail: false });
  await expect.element(page.getByRole("dialog", { name: "Le devis" })).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Ranger dans ce dossier" })).not.toBeInTheDocument();
});

test("a file that is no message says so", async () => {
  await openLetter({ failing: { "mail.readFile": "malformed" } });
  await expect.element(page.getByRole("alert")).toMatchTextContent(/« devis\.eml » n’est pas un message lisible/);
});

// Last: afterwards there is nothing to show any more.
test("erasing says what would be lost, waits for the word, and leaves nothing on the page", async () => {
  const bridge = await openSection("Données");
  Object.assign(bridge.kept.losses, { outgoing: 2, changes: 1 });
  await settings().getByRole("button", { name: "Tout effacer…" }).click();
  const dialog = page.getByRole("dialog", { name: "Tout effacer de cet ordinateur" });
  await expect.element(dialog).toMatchTextContent(/1 modification pas encore envoyée2 messages pas encore envoyés/);
  await expect.element(dialog).toMatchTextContent(/Rien n’est supprimé chez vos fournisseurs/);
  const submit = dialog.getByRole("button", { name: "Tout effacer" });
  await expect.element(submit).toBeDisabled();
  await dialog.getByRole("textbox").fill("EFFACE");
  await userEvent.keyboard("{Enter}");
  expect(bridge.inputsOf("data.erase")).toEqual([]);
  await dialog.getByRole("textbox").fill("effacer");
  expect(await violations()).toEqual([]);
  localStorage.setItem("cadran.something", "kept");
  await submit.click();
  await expect.element(page.getByRole("heading", { name: "Tout a été effacé de cet ordinateur" })).toBeVisible();
  expect(bridge.inputsOf("data.erase")).toEqual([{ confirm: "erase" }]);
  await expect.poll(() => localStorage.length).toBe(0);
});
