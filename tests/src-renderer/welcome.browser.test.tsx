import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { Failure } from "../../src-preload/contract/failure.ts";
import { openApp } from "./open-app.tsx";

test("the first run offers the demonstration, and the agenda appears when it is there", async () => {
  const bridge = await openApp({ empty: true });
  await expect.element(page.getByRole("heading", { level: 1 })).toMatchTextContent(/Vos rendez-vous, même sans réseau/);
  await page.getByRole("button", { name: "Essayer avec des données de démonstration" }).click();
  await expect.element(page.getByRole("heading", { level: 1 })).toMatchTextContent(/16 – 22 novembre/);
  expect(bridge.inputsOf("accounts.add")).toEqual([{ kind: "demo", locale: "fr" }]);
});

test("the first run speaks English when the settings say so", async () => {
  await openApp({ empty: true, locale: "en" });
  await expect.element(page.getByRole("button", { name: "Try it with demonstration data" })).toBeVisible();
  expect(document.documentElement.lang).toBe("en");
});

test("one can go on without an account", async () => {
  const bridge = await openApp({ empty: true });
  await page.getByRole("button", { name: "Continuer sans compte" }).click();
  // The button that was pressed is gone; keys go on from the content.
  await expect.element(page.getByRole("main")).toHaveFocus();
  await expect.element(page.getByRole("checkbox", { name: "Personnel" })).toBeChecked();
  expect(bridge.inputsOf("calendars.create")).toEqual([{ name: "Personnel" }]);
});

async function fillIn(address: string) {
  await page.getByRole("button", { name: "Ajouter un compte" }).click();
  await page.getByLabelText("Adresse e-mail ou adresse du serveur").fill(address);
}

test("an Infomaniak address brings the help about the code, and the account is asked for as Infomaniak's", async () => {
  const bridge = await openApp({ empty: true, keychain: false });
  await fillIn("camille@ik.me");
  await expect.element(page.getByText(/code du type CR84207/)).toBeVisible();
  await page.getByLabelText("Nom d’utilisateur Infomaniak").fill("CR84207");
  await page.getByLabelText("Mot de passe d’application", { exact: true }).fill("secret");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expect.element(page.getByRole("button", { name: "Ouvrir l’agenda" })).toBeVisible();
  await expect.element(page.getByRole("region", { name: "Agendas" })).toMatchTextContent(/Famille/);
  await expect.element(page.getByRole("alert")).toMatchTextContent(/Trousseau indisponible/);
  expect(bridge.inputsOf("accounts.add")).toEqual([
    { kind: "infomaniak", address: "camille@ik.me", username: "CR84207", password: "secret" },
  ]);
});

test("a refused password is said under the password, and the form keeps what was typed", async () => {
  await openApp({ empty: true, failing: { "accounts.add": "wrong-password" } });
  await fillIn("https://cloud.exemple.ch");
  await page.getByLabelText("Nom d’utilisateur").fill("camille");
  await page.getByLabelText("Mot de passe", { exact: true }).fill("faux");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expect
    .element(page.getByRole("alert"))
    .toMatchTextContent(/sync.exemple.ch refuse ce nom d’utilisateur ou ce mot de passe./);
  await expect.element(page.getByLabelText("Mot de passe", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await expect.element(page.getByText(/Identifiants refusés/)).toBeVisible();
});

test("an empty form says what is missing and asks nothing", async () => {
  const bridge = await openApp({ empty: true });
  await page.getByRole("button", { name: "Ajouter un compte" }).click();
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expect.element(page.getByText(/Indiquez une adresse e-mail ou l’adresse du serveur\./)).toBeVisible();
  expect(bridge.inputsOf("accounts.add")).toEqual([]);
});

test("the way back from the form leads to the first page's title, not to nowhere", async () => {
  await openApp({ empty: true });
  await page.getByRole("button", { name: "Ajouter un compte" }).click();
  await page.getByRole("button", { name: "Annuler" }).click();
  await expect.element(page.getByRole("heading", { level: 1 })).toHaveFocus();
});

test("mail that could not be set up with the calendars says why, and the account opens all the same", async () => {
  const bridge = await openApp({ empty: true });
  bridge.failed = {
    side: "mail",
    failure: new Failure("host-unknown", { host: "mail.infomaniak.com" }).toData(),
  };
  await fillIn("camille@ik.me");
  await page.getByLabelText("Nom d’utilisateur Infomaniak").fill("CR84207");
  await page.getByLabelText("Mot de passe d’application", { exact: true }).fill("secret");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expect
    .element(page.getByRole("alert"))
    .toMatchTextContent(/Le courrier n’a pas pu être configuré\. mail\.infomaniak\.com est introuvable/);
  await page.getByRole("button", { name: "Ouvrir l’agenda" }).click();
  await expect.element(page.getByRole("main")).toHaveFocus();
});
