import { expect } from "@playwright/test";
import { stopClock, test } from "./host.ts";

test("first run: the demo fills the agenda, and a reload keeps it", async ({ host, page }) => {
  await page.goto(host.url);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Vos rendez-vous");
  expect(new URL(page.url()).hash, "the token leaves the address bar").toBe("");
  await page.getByRole("button", { name: "Essayer avec des données de démonstration" }).click();
  await expect(page.getByRole("checkbox", { name: /Travail/ })).toBeChecked();
  await expect.poll(() => page.locator(".cal [role=button]").count()).toBeGreaterThan(5);
  await page.reload();
  await expect(page.getByRole("checkbox", { name: /Travail/ })).toBeChecked();
});

test("the link works once: a second page is told what to do", async ({ host, page, context }) => {
  await page.goto(host.url);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const second = await context.newPage();
  await second.goto(host.url);
  await expect(second.getByText("Ce lien a déjà servi. Relancez Cadran", { exact: false })).toBeVisible();
});

test("a server that is not there is named beside the field, and nothing is stored", async ({ host, page }) => {
  await page.goto(host.url);
  await page.getByRole("button", { name: "Ajouter un compte" }).click();
  await page.getByLabel(/Adresse e-mail ou adresse du serveur/).fill("http://127.0.0.1:9/");
  await page.getByLabel(/Nom d’utilisateur/).fill("alice");
  await page.getByLabel(/^Mot de passe/).fill("alice-pw");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expect(page.getByRole("alert")).toContainText("127.0.0.1");
  await page.reload();
  await expect(page.getByRole("button", { name: "Ajouter un compte" })).toBeVisible();
});

test("speaks English where the browser does", async ({ host, browser }) => {
  const context = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Paris" });
  const page = await context.newPage();
  await stopClock(page);
  await page.goto(host.url);
  await expect(page.getByRole("button", { name: "Add an account" })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
  await context.close();
});
