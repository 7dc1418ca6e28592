import { beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { violations } from "./axe-violations.ts";
import { openApp } from "./open-app.tsx";

const click = (name: string | RegExp) => page.getByRole("button", { name }).first().click();
const item = (name: string) => page.getByRole("menuitem", { name }).click();

/** Each way in: a name, and the steps that lead there. */
const SCREENS: readonly (readonly [string, () => Promise<void>])[] = [
  ["two versions", () => click("2 à trancher")],
  [
    "a version removed there, with the policy menu",
    async () => {
      await click("2 à trancher");
      await click("Conflit suivant");
      await click("Toujours faire ainsi pour cet agenda");
    },
  ],
  ["what others changed", () => click(/^Ce que les autres/)],
  [
    "sync doctor",
    async () => {
      await page.getByTitle("Voir le détail de la synchronisation").click();
      await page.getByRole("button", { name: "Travail", exact: true }).click();
    },
  ],
  ["menu of a calendar", () => click("Options de Travail")],
  [
    "settings of a calendar",
    async () => {
      await click("Options de Travail");
      await item("Réglages de l’agenda…");
    },
  ],
  ["new calendar", () => click("Créer un agenda")],
  ["import", () => click("Importer un fichier…")],
  [
    "peek of a conflict",
    async () => {
      await click(/^Restitution/);
      await expect.element(page.getByRole("dialog")).toMatchTextContent(/Rue du Rhône/);
    },
  ],
  [
    "editor of a series, with more options",
    async () => {
      await click(/^Restitution/);
      await click("Modifier");
      await click(/^Plus d’options/);
    },
  ],
];

describe.each(["light", "dark"] as const)("axe-core finds nothing serious on the new screens (%s)", (theme) => {
  beforeEach(() => userEvent.keyboard("{Escape}"));

  test.each(SCREENS)("%s", async (_, open) => {
    await openApp({ theme, busy: true });
    await expect.element(page.getByRole("button", { name: /^Chorale/ }).first()).toBeVisible();
    await open();
    expect(await violations()).toEqual([]);
  });

  test("somebody else's event, and the answer to it", async () => {
    const bridge = await openApp({ theme });
    bridge.events = bridge.events.map((e) => (e.title === "Chorale" ? { ...e, answer: "needs-action" } : e));
    bridge.publish("events", "occurrences");
    await click(/^Chorale.*sans réponse/);
    await expect.element(page.getByRole("button", { name: "Accepter" })).toBeVisible();
    expect(await violations()).toEqual([]);
    await click("Modifier");
    await expect.element(page.getByText(/organise cet événement/)).toBeVisible();
    expect(await violations()).toEqual([]);
  });
});
