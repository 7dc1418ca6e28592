import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { violations } from "./axe-violations.ts";
import { openApp } from "./open-app.tsx";

beforeEach(() => sessionStorage.removeItem("cadran.searches"));

const panel = () => page.getByRole("dialog", { name: "Recherche" });
const field = () => page.getByRole("textbox", { name: "Chercher dans l’agenda" });

async function openSearch() {
  const bridge = await openApp({ page: "agenda" });
  await expect.element(page.getByRole("heading", { level: 1 })).toBeVisible();
  await userEvent.keyboard("/");
  await expect.element(field()).toHaveFocus();
  return bridge;
}

test("a slash opens the search; it finds as it is typed, marks the words, and Enter on a result opens it at its day", async () => {
  await openSearch();
  await userEvent.keyboard("dejeuner");
  await expect.element(panel().getByText("2 événements")).toBeVisible();
  const result = panel().getByRole("button", { name: /Déjeuner d’équipe/ });
  await expect.element(result).toBeVisible();
  await expect.poll(() => result.element().querySelector("b")?.textContent).toBe("Déjeuner");
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  await expect.element(result).toHaveFocus();
  expect(await violations()).toEqual([]);
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("dialog", { name: /Déjeuner d’équipe|Détails/ })).toBeVisible();
});

test("no result says where it looked and offers the wider search; what was found is remembered", async () => {
  await openSearch();
  await userEvent.keyboard("chorale");
  await expect.element(panel().getByRole("button", { name: /Concert de la chorale/ })).toBeVisible();
  await page.getByRole("combobox", { name: "Période" }).click();
  await page.getByRole("option", { name: "À partir d’aujourd’hui" }).click();
  await expect.element(panel().getByRole("button", { name: /Concert de la chorale/ })).not.toBeInTheDocument();
  await field().fill("concert");
  await expect.element(panel().getByText(/Aucun événement pour «.concert.»/)).toBeVisible();
  await expect.element(panel().getByText(/Tous les agendas, À partir d’aujourd’hui/)).toBeVisible();
  await panel().getByRole("button", { name: "Chercher dans tous les agendas, à toutes les dates" }).click();
  await panel()
    .getByRole("button", { name: /Concert de la chorale/ })
    .click();
  await userEvent.keyboard("{Escape}");
  await userEvent.keyboard("/");
  await expect.element(panel().getByRole("button", { name: "concert", exact: true })).toBeVisible();
});

test("a filter alone is a search too", async () => {
  const bridge = await openSearch();
  await panel().getByRole("button", { name: "Avec invités" }).click();
  await expect.poll(() => bridge.inputsOf("agenda.search").at(-1)).toMatchObject({ query: "", hasGuests: true });
});
