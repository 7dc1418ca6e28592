import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { openApp } from "./open-app.tsx";

beforeEach(() => localStorage.clear());

const menuOf = (name: string) => page.getByRole("button", { name: `Options de ${name}` });
const item = (name: string) => page.getByRole("menuitem", { name });
const dialog = (name: string | RegExp) => page.getByRole("dialog", { name });

async function openSettings(name: string) {
  const bridge = await openApp();
  await menuOf(name).click();
  await item("Réglages de l’agenda…").click();
  await expect.element(dialog(`Réglages de « ${name} »`)).toBeVisible();
  return bridge;
}

async function choose(label: string, option: string) {
  await page.getByLabelText(label).first().click();
  await page.getByRole("option", { name: option }).click();
}

test("a calendar is created on a server, with a name and a colour", async () => {
  const bridge = await openApp();
  await page.getByRole("button", { name: "Créer un agenda" }).click();
  await page.getByLabelText("Nom").fill("Chantier");
  await page.getByRole("radio", { name: "Couleur 3" }).click();
  await page.getByRole("radio", { name: "Nextcloud" }).click();
  await page.getByRole("button", { name: "Créer", exact: true }).click();
  await expect.element(page.getByRole("region", { name: "Nextcloud" })).toMatchTextContent(/Chantier/);
  expect(bridge.inputsOf("calendars.create")).toEqual([{ name: "Chantier", color: "#D2478A", accountId: "a2" }]);
});

test("a server that refuses a new calendar says so in the dialog, and what was typed stays", async () => {
  await openApp({ failing: { "calendars.create": "offline" } });
  await page.getByRole("button", { name: "Créer un agenda" }).click();
  await page.getByLabelText("Nom").fill("Chantier");
  await page.getByRole("button", { name: "Créer", exact: true }).click();
  await expect.element(page.getByRole("alert")).toMatchTextContent(/Pas de connexion au réseau/);
  await expect.element(page.getByLabelText("Nom")).toHaveValue("Chantier");
});

test("a server's calendar is renamed there, and the dialog says for whom", async () => {
  const bridge = await openApp();
  await menuOf("Travail").click();
  await item("Renommer").click();
  await expect.element(page.getByText(/Le nom change sur le serveur, pour tous ceux qui l’utilisent\./)).toBeVisible();
  await page.getByLabelText("Nom").fill("Bureau");
  await page.getByRole("button", { name: "Renommer" }).click();
  await expect.element(page.getByRole("checkbox", { name: "Bureau" })).toBeVisible();
  expect(bridge.inputsOf("calendars.update")).toEqual([{ id: "travail", name: "Bureau" }]);
});

test("a colour is for this device, or for everyone when one says so", async () => {
  const bridge = await openSettings("Travail");
  await page.getByRole("radio", { name: "Couleur 2" }).click();
  await page.getByText("Sur le serveur", { exact: true }).click();
  await expect.element(page.getByText("Pour tous ceux qui utilisent cet agenda")).toBeVisible();
  await page.getByRole("radio", { name: "Couleur 5" }).click();
  expect(bridge.inputsOf("calendars.update")).toEqual([
    { id: "travail", color: "#12946B" },
    { id: "travail", serverColor: "#0E8FA3" },
  ]);
});

test("frequency, period and conflict policy are chosen in words", async () => {
  const bridge = await openSettings("Travail");
  await choose("Fréquence de synchronisation", "Toutes les 5 min");
  await choose("Période gardée ici", "1 mois avant, 3 mois après");
  await choose("Quand les deux côtés ont changé", "Garder la mienne");
  await choose("Période gardée ici", "Autre période");
  await page.getByLabelText("Mois avant").fill("6");
  await page.getByLabelText("Mois après").click();
  expect(bridge.inputsOf("calendars.update")).toEqual([
    { id: "travail", frequencyMinutes: 5 },
    { id: "travail", window: { monthsBack: 1, monthsAhead: 3 } },
    { id: "travail", conflictPolicy: "mine" },
    { id: "travail", window: { monthsBack: 6, monthsAhead: 3 } },
  ]);
});

test("deleting a server's calendar repeats its name and what goes with it; cancel is the default", async () => {
  const bridge = await openApp();
  await menuOf("Travail").click();
  await item("Supprimer l’agenda…").click();
  const question = dialog("Supprimer « Travail » ?");
  await expect
    .element(question)
    .toMatchTextContent(
      /« Travail » et ses 220 événements seront supprimés du serveur, pour tous ceux.*C’est définitif/,
    );
  await expect.element(page.getByRole("button", { name: "Annuler" })).toHaveFocus();
  await page.getByRole("button", { name: "Supprimer « Travail »" }).click();
  await expect.element(page.getByRole("checkbox", { name: "Travail" })).not.toBeInTheDocument();
  expect(bridge.inputsOf("calendars.remove")).toEqual([{ id: "travail" }]);
});

test("a read-only calendar offers neither renaming nor deleting", async () => {
  await openApp();
  await menuOf("Comité de pilotage").click();
  await expect.element(item("Réglages de l’agenda…")).toBeVisible();
  await expect.element(item("Renommer")).not.toBeInTheDocument();
  await expect.element(item("Supprimer l’agenda…")).not.toBeInTheDocument();
});

test("a hidden calendar is named with its reason, and comes back with one click", async () => {
  const bridge = await openApp();
  const hidden = bridge.calendars.map((c) => {
    if (c.id === "perso") return { ...c, name: "Privée", hidden: "sync-off" as const };
    return c.id === "musee" ? { ...c, name: "Default", hidden: "not-synced" as const } : c;
  });
  bridge.calendars = hidden;
  bridge.publish("calendars");
  const lines = page.getByRole("button", { name: "1 agenda masqué, pourquoi\u202f?" });
  await lines.first().click();
  await lines.last().click();
  const row = page.getByRole("listitem").filter({ hasText: "Affiché tant qu’il est synchronisé" });
  await expect.element(row).toMatchTextContent(/^Privée/);
  await expect.element(page.getByRole("checkbox", { name: "Privée" })).not.toBeInTheDocument();
  await page.getByRole("button", { name: "Activer la synchronisation de Privée" }).click();
  await page.getByRole("button", { name: "Synchroniser Default maintenant" }).click();
  expect(bridge.inputsOf("calendars.update")).toEqual([{ id: "perso", syncEnabled: true }]);
  expect(bridge.inputsOf("sync.run")).toContainEqual({ calendarId: "musee" });
});

test("an account with edits that only this device has is kept until one says what becomes of them", async () => {
  const bridge = await openApp();
  bridge.unsynced = 3;
  const remove = async () => {
    await page.getByRole("button", { name: "Options du compte Infomaniak" }).click();
    await item("Retirer le compte…").click();
    await page.getByRole("button", { name: "Retirer le compte", exact: true }).click();
  };
  await remove();
  const question = dialog(/Infomaniak a des changements qui ne sont que sur cet appareil/);
  await expect
    .element(question)
    .toMatchTextContent(/3 modifications n’ont pas encore atteint le serveur\. Rien n’a été/);
  await page.getByRole("button", { name: "Annuler" }).click();
  await expect.element(question).not.toBeInTheDocument();
  await expect.element(page.getByRole("checkbox", { name: "Travail" })).toBeVisible();
  await remove();
  await page.getByRole("button", { name: "Les enregistrer dans un fichier" }).click();
  await expect.element(page.getByText("3 événements dans le fichier")).toBeVisible();
  expect(bridge.inputsOf("events.export").at(-1)).toEqual({ accountId: "a1", unsynced: true });
  await page.getByRole("button", { name: "Retirer le compte quand même" }).click();
  await expect.element(page.getByRole("checkbox", { name: "Travail" })).not.toBeInTheDocument();
  expect(bridge.inputsOf("accounts.remove").at(-1)).toEqual({ id: "a1", discardUnsynced: true });
});

test("syncing first lets the account go without losing anything", async () => {
  const bridge = await openApp();
  bridge.unsynced = 1;
  await page.getByRole("button", { name: "Options du compte Nextcloud" }).click();
  await item("Retirer le compte…").click();
  await page.getByRole("button", { name: "Retirer le compte", exact: true }).click();
  await page.getByRole("button", { name: "Synchroniser d’abord" }).click();
  await expect.element(page.getByText("Compte Nextcloud retiré")).toBeVisible();
  expect(bridge.inputsOf("accounts.remove")).toEqual([{ id: "a2" }, { id: "a2" }]);
});

const names = (group: string) =>
  [...page.getByRole("region", { name: group }).element().querySelectorAll(".cal-label")].map((one) => one.textContent);

test("a calendar moves by its menu or with Alt and arrows, and back with undo", async () => {
  const bridge = await openApp();
  await expect.element(page.getByRole("checkbox", { name: "Travail" })).toBeVisible();
  (page.getByRole("checkbox", { name: "Travail" }).element() as HTMLElement).focus();
  await userEvent.keyboard("{Alt>}{ArrowDown}{/Alt}");
  await expect
    .poll(() => bridge.inputsOf("calendars.update"))
    .toEqual([
      { id: "perso", order: 0 },
      { id: "famille", order: 2 },
    ]);
  await page.getByRole("status").getByRole("button", { name: "Annuler" }).click();
  await expect
    .poll(() => bridge.inputsOf("calendars.update").slice(2))
    .toEqual([
      { id: "perso", order: 2 },
      { id: "famille", order: 3 },
    ]);
  await menuOf("Travail").click();
  await expect.element(item("Descendre")).toBeVisible();
  await expect.element(item("Monter")).not.toBeInTheDocument();
});

test("inside an account the synced ones come first, then groups, missions and the rest, each part named", async () => {
  const bridge = await openApp();
  bridge.calendars = bridge.calendars.map((one) => {
    if (one.id === "equipe") return { ...one, kind: "mission" as const, syncEnabled: false };
    return one.id === "comite" ? { ...one, kind: "group" as const, syncEnabled: false } : one;
  });
  bridge.publish("calendars");
  await expect.element(page.getByRole("list", { name: "Missions" })).toMatchTextContent(/Équipe produit/);
  expect(names("Nextcloud")).toEqual([
    "Genève Mobilités",
    "Comité de pilotage",
    "Équipe produit",
    "Musée de l’Horlogerie",
  ]);
});

test("only this one is shown, and what was shown before comes back", async () => {
  const bridge = await openApp();
  const shown = () => bridge.calendars.filter(({ visible }) => visible).map(({ id }) => id as string);
  const before = shown();
  await menuOf("Famille").click();
  await item("N’afficher que celui-ci").click();
  await expect.poll(shown).toEqual(["famille"]);
  await menuOf("Famille").click();
  await item("Réafficher les autres").click();
  await expect.poll(shown).toEqual(before);
});

test("the glyph of a calendar opens its reason and the action that helps", async () => {
  await openApp({ busy: true });
  await page.getByRole("button", { name: /^État de Genève Mobilités/ }).click();
  const why = dialog(/^État de Genève Mobilités/);
  await expect.element(why).toMatchTextContent(/2 changements à trancher.*Les deux versions sont gardées/);
  await why.getByRole("button", { name: "Trancher" }).click();
  await expect.element(page.getByRole("heading", { name: "Changement à trancher" })).toBeVisible();
});

test("a folded account stays folded after a restart", async () => {
  await openApp();
  await page.getByRole("button", { name: "Nextcloud", exact: true }).click();
  await expect.element(page.getByRole("checkbox", { name: "Équipe produit" })).not.toBeInTheDocument();
  expect(localStorage.getItem("cadran.sidebar.folded")).toBe("a2");
});

test("a setting is taken back from its message", async () => {
  const bridge = await openSettings("Travail");
  await page.getByRole("radio", { name: "Couleur 2" }).click();
  await page.getByRole("status").getByRole("button", { name: "Annuler" }).click();
  await expect
    .poll(() => bridge.inputsOf("calendars.update"))
    .toEqual([
      { id: "travail", color: "#12946B" },
      { id: "travail", color: "#2F6FE0" },
    ]);
});

test("any colour can be chosen, and counts once the picker is left", async () => {
  const bridge = await openSettings("Travail");
  const field = page.getByLabelText("Autre couleur").element() as HTMLInputElement;
  for (const [type, value] of [
    ["input", "#aa1100"],
    ["input", "#aa2200"],
    ["change", "#aa2200"],
  ] as const) {
    field.value = value;
    field.dispatchEvent(new Event(type, { bubbles: true }));
  }
  await expect.poll(() => bridge.inputsOf("calendars.update")).toEqual([{ id: "travail", color: "#AA2200" }]);
});

test("a calendar of this device that was deleted is made again with its events", async () => {
  const bridge = await openApp();
  await menuOf("Idées").click();
  await item("Supprimer l’agenda…").click();
  await expect.element(dialog(/^Supprimer/)).toMatchTextContent(/Ses 3 événements sont supprimés avec lui/);
  await page.getByRole("button", { name: /^Supprimer «.Idées.»/ }).click();
  await expect.element(page.getByRole("checkbox", { name: "Idées" })).not.toBeInTheDocument();
  await page.getByRole("status").getByRole("button", { name: "Annuler" }).click();
  await expect.element(page.getByRole("checkbox", { name: "Idées" })).toBeVisible();
  expect(bridge.inputsOf("events.import")).toMatchObject([{ text: expect.stringContaining("X-OF:idees") }]);
});
