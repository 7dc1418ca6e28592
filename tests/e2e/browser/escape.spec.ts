// One press of Esc closes one thing, with real keys: a menu before its page, a question before its dialog.
import { expect, type Page } from "@playwright/test";
import { test } from "./host.ts";

test.beforeEach(async ({ host, page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(host.url);
  await page.getByRole("button", { name: "Essayer avec des données de démonstration" }).click();
  await page.locator(".cal [role=button]").first().waitFor();
});

const dialogs = (page: Page) => page.getByRole("dialog");

test("Esc on an edited form asks about the draft, a second one keeps it", async ({ page }) => {
  await page.getByRole("button", { name: "Nouveau", exact: true }).click();
  const title = page.getByRole("textbox", { name: "Titre" });
  await title.fill("Brouillon");
  await page.keyboard.press("Escape");
  await expect(page.getByText(/Garder le brouillon/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText(/Garder le brouillon/)).toBeHidden();
  await expect(title).toHaveValue("Brouillon");
});

test("Esc leaves a question above a calendar's settings, not the settings", async ({ page }) => {
  await page
    .getByRole("button", { name: /^Options de / })
    .first()
    .click({ force: true });
  await page.getByRole("menuitem", { name: "Réglages de l’agenda…" }).click();
  await page.getByRole("button", { name: "Renommer" }).click();
  await expect(dialogs(page)).toHaveCount(2);
  await page.keyboard.press("Escape");
  await expect(dialogs(page)).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(dialogs(page)).toHaveCount(0);
});
