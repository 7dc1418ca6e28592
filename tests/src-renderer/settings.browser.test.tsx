import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { violations } from "./axe-violations.ts";
import { openApp } from "./open-app.tsx";

const dialog = () => page.getByRole("dialog", { name: "Réglages", exact: true });
const section = (name: string) => dialog().getByRole("tab", { name });

/** The track lies over the box that is switched. */
const flip = (name: string) => dialog().getByRole("switch", { name }).click({ force: true });

async function openSettings(name: string, options: Parameters<typeof openApp>[0] = {}) {
  const bridge = await openApp(options);
  await page.getByRole("button", { name: "Réglages", exact: true }).click();
  await section(name).click();
  return bridge;
}

async function choose(label: string, option: string) {
  await dialog().getByLabelText(label).first().click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

test("a setting takes effect at once and is taken back from its message", async () => {
  const bridge = await openSettings("Général");
  await dialog().getByText("Sombre").click();
  await expect.poll(() => bridge.settings.theme).toBe("dark");
  await page.getByRole("status").getByRole("button", { name: "Annuler" }).click();
  await expect.poll(() => bridge.settings.theme).toBe("light");
});

test("the agenda's settings are kept together: changing one leaves the others", async () => {
  const bridge = await openSettings("Agenda");
  await choose("Premier jour de la semaine", "dimanche");
  await dialog().getByRole("button", { name: "samedi" }).click();
  await choose("Durée d’un nouvel événement", "30 min");
  await choose("Rappel d’un nouvel événement", "15 min avant");
  await expect
    .poll(() => bridge.settings.agenda)
    .toEqual({ firstDay: 0, workDays: [1, 2, 3, 4, 5, 6], defaultMinutes: 30, defaultReminder: 15 });
});

test("work cannot end before it begins", async () => {
  await openSettings("Agenda");
  await dialog().getByLabelText("Fin du travail").first().click();
  await expect.element(page.getByRole("option", { name: "08:30" })).toBeInTheDocument();
  await expect.element(page.getByRole("option", { name: "07:30" })).not.toBeInTheDocument();
});

test("a wrong directory is told at its field and not stored", async () => {
  const bridge = await openSettings("Microsoft");
  await dialog().getByLabelText("Annuaire (locataire)").fill("pas un domaine");
  await userEvent.keyboard("{Tab}");
  await expect.element(dialog()).toMatchTextContent(/Un identifiant ou un domaine/);
  await dialog().getByLabelText("Annuaire (locataire)").fill("exemple.ch");
  await userEvent.keyboard("{Tab}");
  await expect
    .poll(() => bridge.inputsOf("settings.set"))
    .toEqual([{ microsoft: { clientId: "", tenant: "exemple.ch" } }]);
});

test("the accounts are listed with their state and their menu", async () => {
  await openSettings("Comptes");
  await expect.element(dialog()).toMatchTextContent(/Infomaniak.*camille@atelier-meridien\.ch.*Nextcloud/);
  await dialog().getByRole("button", { name: "Options du compte Nextcloud" }).click();
  await expect.element(page.getByRole("menuitem", { name: "Retirer le compte…" })).toBeVisible();
});

test("the data section leads to the trash and to diagnostics, and closes behind itself", async () => {
  await openSettings("Données");
  await dialog().getByRole("button", { name: "Ouvrir la corbeille" }).click();
  await expect.element(page.getByRole("main", { name: "Corbeille" })).toBeVisible();
  await expect.element(dialog()).not.toBeInTheDocument();
});

test("the sections are walked with arrows", async () => {
  await openSettings("Général");
  await userEvent.keyboard("{ArrowDown}");
  await expect.element(section("Agenda")).toHaveAttribute("aria-selected", "true");
});

test.each(["Général", "Agenda", "Notifications", "Comptes", "Microsoft", "Données", "Clavier", "À propos"])(
  "axe finds nothing in %s, at 1024 × 640 and in the dark",
  async (name) => {
    await openSettings(name, { theme: "dark" });
    await page.viewport(1024, 640);
    expect(await violations()).toEqual([]);
  },
);

test("quiet hours are chosen, and switched off again", async () => {
  const bridge = await openSettings("Notifications");
  await flip("Heures calmes");
  await expect.poll(() => bridge.settings.notices).toEqual({ quiet: { from: "21:00", to: "08:00" } });
  await choose("Fin des heures calmes", "07:30");
  await dialog().getByRole("button", { name: "dimanche" }).click();
  await expect.poll(() => bridge.settings.notices).toEqual({ quiet: { from: "21:00", to: "07:30" }, quietDays: [0] });
  await flip("Heures calmes");
  await expect.poll(() => bridge.settings.notices?.quiet).toBeUndefined();
});

test("the folders that notify are one click away, where there is mail", async () => {
  await openSettings("Notifications", { mail: true });
  await dialog().getByRole("button", { name: "Choisir les dossiers" }).click();
  await expect.element(section("Courrier")).toHaveAttribute("aria-selected", "true");
});

test("a browser tab has no section for the computer; the app offers what its system can do", async () => {
  await openSettings("Notifications");
  await expect.element(section("Ordinateur")).not.toBeInTheDocument();
});

test("each choice for the computer says what follows from it", async () => {
  const bridge = await openSettings("Général", { host: "electron" });
  bridge.capabilities = ["tray", "notifications", "login-item", "keychain"];
  bridge.publish("settings");
  await section("Ordinateur").click();
  await expect
    .element(dialog())
    .toMatchTextContent(/fermer la fenêtre quitte Cadran.*Cadran démarre avec votre session/);
  await flip("Ouvrir à la connexion");
  await flip("Chercher les nouvelles versions");
  const feed = dialog().getByRole("textbox", { name: "Adresse des versions" });
  await feed.fill("http://example.com/");
  await userEvent.keyboard("{Tab}");
  await expect.element(dialog()).toMatchTextContent(/Une adresse qui commence par https/);
  await feed.fill("https://example.com/releases/");
  await userEvent.keyboard("{Tab}");
  await expect
    .poll(() => bridge.settings.desktop)
    .toEqual({ openAtLogin: true, updates: true, updateFeed: "https://example.com/releases/" });
});

test("without a tray or a login item neither is offered", async () => {
  await openSettings("Général", { host: "electron" });
  await section("Ordinateur").click();
  await expect.element(dialog().getByRole("switch", { name: "Continuer fenêtre fermée" })).not.toBeChecked();
  await expect
    .element(dialog().getByRole("switch", { name: "Icône dans la barre du système" }))
    .not.toBeInTheDocument();
  await expect.element(dialog().getByRole("switch", { name: "Ouvrir à la connexion" })).not.toBeInTheDocument();
});

test("in the app a test notification is the desktop's", async () => {
  const { desktop } = await openSettings("Notifications", { host: "electron" });
  await dialog().getByRole("button", { name: "Envoyer un essai" }).click();
  expect(desktop.done).toEqual([{ deed: "testNotice" }]);
});

test("a backup is made by hand, and going back to one is asked first", async () => {
  const bridge = await openSettings("Données");
  const list = dialog().getByRole("list", { name: "Sauvegardes" });
  await expect.poll(() => list.getByRole("listitem").elements().length).toBe(2);
  await dialog().getByRole("button", { name: "Sauvegarder maintenant" }).click();
  await expect.poll(() => list.getByRole("listitem").elements().length).toBe(3);
  await list.getByRole("button").first().click();
  await page.getByRole("button", { name: "Annuler" }).last().click();
  expect(bridge.inputsOf("backups.restore")).toEqual([]);
  await list.getByRole("button").first().click();
  await page.getByRole("button", { name: "Revenir", exact: true }).click();
  await expect
    .poll(() => bridge.inputsOf("backups.restore"))
    .toEqual([{ name: "0003-20261117T090000Z-hand-5.sqlite" }]);
});

test("what a restore left to tell is told in the attention list until it was read", async () => {
  const bridge = await openApp({});
  const restored = {
    cause: "damage",
    atMs: 5,
    stateMs: 2,
    aside: "damaged-1",
    carried: 3,
    incomplete: true,
    noted: false,
  } as const;
  bridge.backups = { backups: [], running: false, restored };
  bridge.publish("backups");
  await page.getByRole("button", { name: "1 point à traiter" }).click();
  await expect.element(page.getByText("vérifiez vos derniers changements", { exact: false }).first()).toBeVisible();
  await page.getByRole("button", { name: "Compris, Le fichier de données était abîmé" }).click();
  await expect.poll(() => bridge.inputsOf("backups.noted").length).toBe(1);
  await expect.element(page.getByRole("button", { name: "Rien à traiter" })).toBeVisible();
});

test("the licences are shown and hidden by one button, which keeps the focus", async () => {
  await openSettings("À propos");
  await expect.element(dialog()).toMatchTextContent(/votre agenda et votre courrier/);
  await dialog().getByRole("button", { name: "Afficher" }).click();
  const text = dialog().getByRole("region", { name: "Licences" });
  await expect.element(text).toMatchTextContent(/Third-party notices/);
  const hide = dialog().getByRole("button", { name: "Masquer" });
  await expect.element(hide).toHaveFocus();
  expect(await violations()).toEqual([]);
  await hide.click();
  await expect.element(text).not.toBeInTheDocument();
});
