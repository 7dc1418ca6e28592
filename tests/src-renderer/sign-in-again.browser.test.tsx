import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { violations } from "./axe-violations.ts";
import type { FakeBridge, FakeOptions } from "./fake-bridge.ts";
import { addSignedOut, CODE, PAGE } from "./fake-sign-in.ts";
import { openApp } from "./open-app.tsx";
import { button, person } from "./sign-in-steps.ts";

const dialog = page.getByRole("dialog", { name: "Se reconnecter à Outlook" });
const closed = () => expect.element(dialog).not.toBeInTheDocument();

beforeEach(() => userEvent.keyboard("{Escape}"));

/** An Outlook account that waits for a sign-in, with `pending` edits that wait for it. */
async function openSignedOut(options: FakeOptions = {}, pending = 2): Promise<FakeBridge> {
  const bridge = await openApp(options);
  addSignedOut(bridge, pending);
  bridge.publish("accounts", "calendars", "sync");
  await expect.element(page.getByRole("alert")).toMatchTextContent(/Outlook/);
  return bridge;
}

const WAYS_IN: readonly (readonly [string, () => Promise<void>])[] = [
  ["the banner", () => page.getByRole("alert").getByRole("button", { name: "Se reconnecter" }).click()],
  [
    "the triangle in the sidebar",
    () => page.getByRole("complementary").getByRole("button", { name: "Se reconnecter à Outlook" }).click(),
  ],
  [
    "the account's menu",
    async () => {
      await button("Options du compte Outlook").click();
      await page.getByRole("menuitem", { name: "Se reconnecter…" }).click();
    },
  ],
  [
    "the sync doctor",
    async () => {
      await page.getByTitle("Voir le détail de la synchronisation").click();
      await page.getByRole("region", { name: "Outlook" }).getByRole("button", { name: "Se reconnecter" }).click();
    },
  ],
];

test.each(WAYS_IN)("%s opens the page at once, asks no password, and says that edits are kept", async (_, enter) => {
  const bridge = await openSignedOut();
  await enter();
  (await person(bridge)).told();
  await expect.element(dialog.getByRole("heading", { name: "Continuez dans votre navigateur" })).toHaveFocus();
  await expect.element(dialog).toMatchTextContent(/2 changements sont gardés ici et partiront après la connexion\./);
  await expect.element(dialog.getByRole("link", { name: "Rouvrir la page" })).toHaveAttribute("href", PAGE);
  expect(dialog.getByLabelText("Mot de passe").elements()).toEqual([]);
  bridge.signIn.finish();
  await closed();
  await expect.element(page.getByText("Outlook est reconnecté, la synchronisation reprend")).toBeVisible();
  expect(bridge.inputsOf("accounts.signIn")).toEqual([{ id: "ms", way: "browser" }]);
  expect(bridge.inputsOf("accounts.cancelSignIn")).toEqual([]);
});

test("with nothing to send it says that all that is stored is kept", async () => {
  const bridge = await openSignedOut({}, 0);
  await WAYS_IN[0]?.[1]();
  await person(bridge);
  await expect.element(dialog).toMatchTextContent(/Tout ce qui est enregistré ici est gardé/);
});

test.each([
  ["Cancel", () => dialog.getByRole("button", { name: "Annuler" }).click()],
  ["the cross", () => dialog.getByRole("button", { name: "Fermer" }).click()],
  ["Esc", () => userEvent.keyboard("{Escape}")],
] as const)("%s closes the dialog and ends the sign-in; the account still waits", async (_, leave) => {
  const bridge = await openSignedOut();
  await WAYS_IN[0]?.[1]();
  (await person(bridge)).told();
  await leave();
  await closed();
  await expect.poll(() => bridge.inputsOf("accounts.cancelSignIn")).toEqual([{}]);
  expect(bridge.signIn.isUnderWay).toBe(false);
  await expect.element(page.getByRole("alert")).toMatchTextContent(/Outlook attend une connexion/);
});

test("a code does as well, for the same account", async () => {
  const bridge = await openSignedOut();
  await WAYS_IN[0]?.[1]();
  await person(bridge);
  await dialog.getByRole("button", { name: "Utiliser un code" }).click();
  await expect.poll(() => bridge.signIn.state?.way).toBe("code");
  bridge.signIn.told();
  await expect.element(dialog.getByRole("group", { name: /^Code de connexion/ })).toHaveTextContent(CODE);
  bridge.signIn.finish();
  await closed();
  expect(bridge.inputsOf("accounts.signIn")).toEqual([
    { id: "ms", way: "browser" },
    { id: "ms", way: "code" },
  ]);
});

test("somebody else signed in: it names who is asked for, and offers a second account", async () => {
  const bridge = await openSignedOut();
  await WAYS_IN[0]?.[1]();
  (await person(bridge)).fail("other-account", { address: "camille@contoso.example" });
  await expect.element(dialog.getByRole("alert")).toMatchTextContent(/Connectez-vous avec camille@contoso\.example/);
  await dialog.getByRole("button", { name: "Ajouter un second compte" }).click();
  await closed();
  await expect.element(page.getByRole("radio", { name: "Microsoft" })).toBeChecked();
});

test("approval that is missing is explained here too, and can be tried again", async () => {
  const bridge = await openSignedOut();
  await WAYS_IN[0]?.[1]();
  (await person(bridge)).fail("admin-approval", { url: "https://login.example.com/adminconsent" });
  await expect.element(dialog).toMatchTextContent(/Un administrateur doit donner son accord/);
  await dialog.getByRole("button", { name: "Réessayer" }).click();
  (await person(bridge)).finish();
  await closed();
});

test("a sign-in that is ended from elsewhere closes its dialog", async () => {
  const bridge = await openSignedOut();
  await WAYS_IN[0]?.[1]();
  (await person(bridge)).fail("cancelled");
  await closed();
});

test("an account with a password is still asked for it", async () => {
  const bridge = await openApp();
  bridge.accounts = bridge.accounts.map((a, n) => (n === 0 ? { ...a, state: "sign-in" } : a));
  bridge.publish("accounts");
  await page.getByRole("complementary").getByRole("button", { name: "Se reconnecter à Infomaniak" }).click();
  const asked = page.getByRole("dialog", { name: "Se reconnecter à Infomaniak" });
  await asked.getByLabelText("Mot de passe", { exact: true }).fill("secret");
  await asked.getByRole("button", { name: "Se connecter" }).click();
  await expect.element(asked).not.toBeInTheDocument();
  expect(bridge.inputsOf("accounts.update")).toEqual([{ id: "a1", password: "secret" }]);
  expect(bridge.inputsOf("accounts.signIn")).toEqual([]);
});

test.each(["light", "dark"] as const)("axe-core finds nothing serious in the dialog (%s)", async (theme) => {
  const bridge = await openSignedOut({ theme });
  expect(await violations()).toEqual([]);
  await WAYS_IN[0]?.[1]();
  (await person(bridge)).told();
  await expect.element(page.getByRole("timer")).toBeVisible();
  expect(await violations()).toEqual([]);
  bridge.signIn.fail("other-account", { address: "camille@contoso.example" });
  await expect.element(dialog.getByRole("alert")).toBeVisible();
  expect(await violations()).toEqual([]);
});
