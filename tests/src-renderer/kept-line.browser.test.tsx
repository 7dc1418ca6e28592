import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { openApp } from "./open-app.tsx";

const line = () => page.getByText(/^Événement non enregistré/);
const title = () => page.getByRole("textbox", { name: "Titre" });

/** Types into a new event and keeps it, as leaving the editor offers. */
async function keepOne(): Promise<void> {
  await expect.element(page.getByRole("button", { name: /^Chorale/ }).first()).toBeVisible();
  await userEvent.keyboard("n");
  await title().fill("Dîner");
  await userEvent.keyboard("{Escape}");
  await page.getByRole("button", { name: "Garder", exact: true }).click();
}

test("a new event that was not saved is offered again, on the agenda and on the dashboard", async () => {
  await openApp();
  await keepOne();
  await expect.element(line()).toMatchTextContent(/Dîner/);
  await userEvent.keyboard("gh");
  await expect.element(page.getByRole("main", { name: "Accueil" })).toBeVisible();
  await expect.element(line()).toMatchTextContent(/Dîner/);
  await page.getByRole("button", { name: "Reprendre" }).click();
  await expect.element(title()).toHaveValue("Dîner");
  await expect.element(line()).not.toBeInTheDocument();
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect.element(title()).not.toBeInTheDocument();
  await expect.element(line()).not.toBeInTheDocument();
});

test("a draft that is given up can be had back", async () => {
  await openApp();
  await keepOne();
  await page.getByRole("button", { name: "Oublier" }).click();
  await expect.element(line()).not.toBeInTheDocument();
  await page.getByRole("status").getByRole("button", { name: "Annuler" }).click();
  await expect.element(line()).toMatchTextContent(/Dîner/);
});

test("a change of an event is taken up where it was left, without looking for the event", async () => {
  const bridge = await openApp();
  const block = page.getByRole("button", { name: /^Chorale/ }).first();
  await expect.element(block).toBeVisible();
  (block.element() as HTMLElement).focus();
  await userEvent.keyboard("e");
  await page.getByRole("textbox", { name: "Lieu" }).fill("Salle Jura");
  await userEvent.keyboard("{Escape}");
  await page.getByRole("button", { name: "Garder", exact: true }).click();
  await expect.element(line()).toMatchTextContent(/Chorale/);
  await page.getByRole("button", { name: "Reprendre" }).click();
  await expect.element(page.getByRole("textbox", { name: "Lieu" })).toHaveValue("Salle Jura");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect.poll(() => bridge.inputsOf("events.update")[0]).toMatchObject({ changes: { location: "Salle Jura" } });
});
