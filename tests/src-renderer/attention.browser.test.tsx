import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { violations } from "./axe-violations.ts";
import { openApp } from "./open-app.tsx";

beforeEach(() => localStorage.clear());

const bell = (name: RegExp | string) => page.getByRole("button", { name });
const list = () => page.getByRole("dialog", { name: /à traiter$/ });

test("a bell without a number says that nothing waits", async () => {
  await openApp();
  await bell("Rien à traiter").click();
  await expect.element(list()).toMatchTextContent(/Rien ne vous attend/);
});

test("each thing says what happened, what is kept, and has its way out", async () => {
  const bridge = await openApp({ busy: true });
  bridge.accounts = bridge.accounts.map((one, n) => (n === 0 ? { ...one, state: "sign-in" } : one));
  bridge.publish("accounts");
  await bell("3 points à traiter").click();
  await expect
    .element(list())
    .toMatchTextContent(/Infomaniak attend votre connexion.*Tout ce qui est enregistré ici est gardé/);
  await expect.element(list()).toMatchTextContent(/2 changements à trancher.*les deux versions sont gardées/);
  await expect
    .element(list())
    .toMatchTextContent(/Genève Mobilités.: 1 élément mis de côté.*Tous les autres sont à jour/);
  await list()
    .getByRole("button", { name: /^Trancher/ })
    .click();
  await expect.element(page.getByRole("heading", { name: "Changement à trancher" })).toBeVisible();
});

test("what is there at the start is not announced; what comes is, once, with its way out", async () => {
  const bridge = await openApp({ busy: true });
  await expect.element(bell("2 points à traiter")).toBeVisible();
  const signOut = () => {
    bridge.accounts = bridge.accounts.map((one, n) => (n === 1 ? { ...one, state: "sign-in" } : one));
    bridge.publish("accounts");
  };
  signOut();
  const message = page.getByRole("status").filter({ hasText: "Nextcloud attend votre connexion" });
  await expect.element(message).toBeVisible();
  await expect.element(page.getByRole("status").filter({ hasText: "à trancher" })).not.toBeInTheDocument();
  await message.getByRole("button", { name: "Se reconnecter" }).click();
  await expect.element(page.getByRole("dialog", { name: "Se reconnecter à Nextcloud" })).toBeVisible();
});

test("several at once are one message", async () => {
  const bridge = await openApp();
  await expect.element(bell("Rien à traiter")).toBeVisible();
  bridge.states = bridge.states.map((one) => ({ ...one, parked: 1 }));
  bridge.publish("sync");
  const message = page.getByRole("status").filter({ hasText: /nouveaux points à traiter/ });
  await expect.element(message).toBeVisible();
  await message.getByRole("button", { name: "Voir" }).click();
  await expect.element(list()).toBeVisible();
});

test("what nothing can be done about is noted and gone, also after a restart", async () => {
  await openApp({ keychain: false });
  await bell("1 point à traiter").click();
  await list()
    .getByRole("button", { name: /^Compris/ })
    .click();
  await expect.element(bell("Rien à traiter")).toBeVisible();
});

test("the list opens and closes by keyboard, and nothing in it is unreadable", async () => {
  await openApp({ busy: true, theme: "dark" });
  await expect.element(page.getByRole("button", { name: /^Chorale/ })).toBeVisible();
  await expect.element(bell("2 points à traiter")).toBeVisible();
  (bell("2 points à traiter").element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(list()).toBeVisible();
  expect(await violations()).toEqual([]);
  await userEvent.keyboard("{Escape}");
  await expect.element(list()).not.toBeInTheDocument();
});
