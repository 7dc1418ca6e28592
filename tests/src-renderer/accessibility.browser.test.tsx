import { beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { violations } from "./axe-violations.ts";
import { openApp } from "./open-app.tsx";

describe.each(["light", "dark"] as const)("axe-core finds nothing serious, contrast included (%s)", (theme) => {
  beforeEach(() => userEvent.keyboard("{Escape}"));

  test.each([
    ["week", ""],
    ["month", "m"],
    ["list", "l"],
    ["day", "d"],
    ["shortcuts", "?"],
    ["editor", "n"],
    ["settings", "{Control>},{/Control}"],
  ])("%s", async (_, keys) => {
    await openApp({ theme });
    await expect.element(page.getByRole("button", { name: /^Chorale|^\+/ }).first()).toBeVisible();
    if (keys) await userEvent.keyboard(keys);
    expect(await violations()).toEqual([]);
  });

  test("peek", async () => {
    await openApp({ theme });
    await page.getByRole("button", { name: /^Restitution/ }).click();
    await expect.element(page.getByRole("dialog")).toMatchTextContent(/Rue du Rhône/);
    expect(await violations()).toEqual([]);
  });

  test("welcome", async () => {
    await openApp({ theme, empty: true });
    await expect.element(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await violations()).toEqual([]);
  });

  test("adding an account that fails", async () => {
    await openApp({ theme, empty: true, failing: { "accounts.add": "host-unknown" } });
    await page.getByRole("button", { name: "Ajouter un compte" }).click();
    await page.getByLabelText("Adresse e-mail ou adresse du serveur").fill("camille@ik.me");
    await page.getByLabelText("Nom d’utilisateur Infomaniak").fill("CR84207");
    await page.getByLabelText("Mot de passe d’application", { exact: true }).fill("secret");
    await page.getByRole("button", { name: "Se connecter" }).click();
    await expect.element(page.getByRole("alert")).toBeVisible();
    expect(await violations()).toEqual([]);
  });
});
