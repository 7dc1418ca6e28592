import { beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { violations } from "./axe-violations.ts";
import { openApp } from "./open-app.tsx";

beforeEach(() => localStorage.removeItem("cadran.palette"));

const field = () => page.getByRole("combobox", { name: "Chercher, agir ou écrire un événement" });
const rows = () => page.getByRole("option");
const chosen = (name: RegExp) => page.getByRole("option", { selected: true, name });

async function openPalette(...options: Parameters<typeof openApp>) {
  const bridge = await openApp(...options);
  await expect.element(page.getByRole("heading", { level: 1 })).toBeVisible();
  await userEvent.keyboard("{Control>}k{/Control}");
  await expect.element(field()).toHaveFocus();
  return bridge;
}

describe("the palette", () => {
  test("lists the commands with their keys, finds one without its accents, and runs it", async () => {
    const bridge = await openPalette();
    await expect.element(page.getByRole("option", { name: "Synchroniser maintenant" })).toBeVisible();
    await userEvent.keyboard("theme sombre");
    await expect.element(chosen(/Passer au thème sombre/)).toBeVisible();
    expect(chosen(/sombre/).element().textContent).toContain("CtrlShiftL");
    await userEvent.keyboard("{Enter}");
    await expect.element(field()).not.toBeInTheDocument();
    expect(bridge.inputsOf("settings.set")).toEqual([{ theme: "dark" }]);
  });

  test("the words of the other language find a command, and what was run comes first the next time", async () => {
    await openPalette();
    await userEvent.keyboard("keyboard short");
    await expect.element(chosen(/Raccourcis clavier/)).toBeVisible();
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("dialog", { name: "Raccourcis clavier" })).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
    await userEvent.keyboard("{Control>}k{/Control}");
    await expect.poll(() => rows().first().element().textContent).toContain("Raccourcis clavier");
  });

  test("a sentence with a time is offered as an event, and Enter makes it", async () => {
    const bridge = await openPalette();
    await userEvent.keyboard("café avec Nora jeudi 9h");
    await expect.element(chosen(/Café avec Nora/)).toBeVisible();
    await expect.element(chosen(/jeudi 19 novembre, 09:00 – 10:00/)).toBeVisible();
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByText("«\u202fCafé avec Nora\u202f» est dans votre agenda")).toBeVisible();
    expect(bridge.inputsOf("events.create")).toMatchObject([
      { title: "Café avec Nora", start: "2026-11-19T09:00", end: "2026-11-19T10:00", zone: "Europe/Paris" },
    ]);
  });

  test("a date goes to its day", async () => {
    await openPalette({ page: "agenda" });
    await userEvent.keyboard("3 décembre");
    await expect.element(chosen(/Jeudi 3 décembre/)).toBeVisible();
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("heading", { level: 1, name: "Jeudi 3 décembre" })).toBeVisible();
  });

  test("events are found by the words of their title, calendars are hidden by their name", async () => {
    const bridge = await openPalette();
    await userEvent.keyboard("restitution");
    await expect.element(page.getByRole("option", { name: /Restitution intermédiaire/ })).toBeVisible();
    await userEvent.clear(field());
    await userEvent.keyboard("famille");
    await page.getByRole("option", { name: "Masquer Famille" }).click();
    expect(bridge.inputsOf("calendars.update")).toEqual([{ id: "famille", visible: false }]);
  });

  test("what nothing is called is said, Esc gives the focus back to where it was", async () => {
    await openPalette({ page: "agenda" });
    await userEvent.keyboard("+");
    await expect.element(page.getByText(/Rien ne s’appelle «.\+.»/)).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await expect.element(field()).not.toBeInTheDocument();
  });

  test("has no accessibility violation", async () => {
    await openPalette({ theme: "dark" });
    await userEvent.keyboard("point");
    await expect.element(page.getByRole("option", { name: /Point avec Inès/ })).toBeVisible();
    expect(await violations()).toEqual([]);
  });
});

describe("the list of shortcuts", () => {
  test("is searched, and turns single letters off", async () => {
    const bridge = await openApp({ page: "agenda" });
    await expect.element(page.getByRole("heading", { level: 1 })).toBeVisible();
    await userEvent.keyboard("?");
    const dialog = page.getByRole("dialog", { name: "Raccourcis clavier" });
    await dialog.getByRole("textbox", { name: "Trouver un raccourci" }).fill("annuler");
    await expect.element(dialog.getByText("Annuler", { exact: true })).toBeVisible();
    await expect.element(dialog.getByText("Réglages")).not.toBeInTheDocument();
    await dialog.getByRole("switch", { name: /Raccourcis d’une seule lettre/ }).click();
    expect(bridge.inputsOf("settings.set")).toEqual([{ lettersOff: true }]);
    await userEvent.keyboard("{Escape}");
    await expect.element(dialog).not.toBeInTheDocument();
    await userEvent.keyboard("?");
    await expect.element(dialog).not.toBeInTheDocument();
    await userEvent.keyboard("{Control>}k{/Control}");
    await expect.element(field()).toBeVisible();
  });
});
