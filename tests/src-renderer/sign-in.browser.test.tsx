import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { violations } from "./axe-violations.ts";
import { NOW_MS } from "./fake-data.ts";
import { CODE, CODE_PAGE, PAGE } from "./fake-sign-in.ts";
import { openApp } from "./open-app.tsx";
import { begin, button, CONSENT, fails, link, person, title } from "./sign-in-steps.ts";

test("from the first page to the calendars, with one button and without a word typed", async () => {
  const bridge = await begin();
  await title("Continuez dans votre navigateur");
  await expect.element(page.getByRole("status").filter({ hasText: "En attente de votre connexion" })).toBeVisible();
  await expect.element(page.getByRole("timer")).toMatchTextContent("encore 10 min");
  await expect.element(link("Rouvrir la page")).toHaveAttribute("href", PAGE);
  await expect.element(link("Rouvrir la page")).toHaveAttribute("target", "_blank");
  bridge.signIn.finish();
  await title("Compte ajouté");
  await expect.element(page.getByText(/synchronisé sous le nom «.Privée.»/)).toBeVisible();
  const found = page.getByRole("region", { name: "Agendas" }).getByRole("listitem");
  await expect.element(found.first()).toMatchTextContent(/^Privéesynchronisé$/);
  await expect.element(found.nth(1)).toMatchTextContent(/^Réunions d’équipelecture…$/);
  await button("Ouvrir l’agenda").click();
  await expect.element(page.getByRole("checkbox", { name: "Privée" })).toBeChecked();
  expect(bridge.inputsOf("accounts.add")).toEqual([{ kind: "microsoft", way: "browser" }]);
  expect(bridge.inputsOf("accounts.cancelSignIn")).toEqual([]);
});

test("before the engine knows the page, it says that it opens it, and nothing can be opened twice", async () => {
  const bridge = await openApp({ empty: true });
  await button("Microsoft 365 ou Outlook.com").click();
  await button("Se connecter avec Microsoft").click();
  await person(bridge);
  await expect.element(page.getByText("Ouverture de la page de connexion…")).toBeVisible();
  await expect.element(button("Rouvrir la page")).toBeDisabled();
  await expect.element(page.getByRole("timer")).not.toBeInTheDocument();
});

test("an Outlook.com address makes the form Microsoft's, and goes along to the page", async () => {
  const bridge = await openApp({ empty: true });
  await button("Ajouter un compte").click();
  await page.getByLabelText("Adresse e-mail ou adresse du serveur").fill("camille@outlook.com");
  await expect.element(page.getByRole("radio", { name: "Microsoft" })).toBeChecked();
  await expect.element(page.getByLabelText("Mot de passe")).not.toBeInTheDocument();
  await button("Se connecter avec Microsoft").click();
  await person(bridge);
  expect(bridge.inputsOf("accounts.add")).toEqual([
    { kind: "microsoft", way: "browser", address: "camille@outlook.com" },
  ]);
});

test("an organisation's own app goes along too; a directory that is no name is refused beforehand", async () => {
  const bridge = await openApp({ empty: true });
  await button("Microsoft 365 ou Outlook.com").click();
  const fold = button("Application de votre organisation");
  await expect.element(fold).toHaveAttribute("aria-expanded", "false");
  await fold.click();
  await page.getByLabelText("Identifiant d’application (client)").fill(" 8f1c ");
  await page.getByLabelText("Annuaire (locataire)").fill("contoso / example");
  await button("Se connecter avec Microsoft").click();
  await expect.element(page.getByRole("alert")).toMatchTextContent(/Un identifiant ou un domaine/);
  expect(bridge.inputsOf("accounts.add")).toEqual([]);
  await page.getByLabelText("Annuaire (locataire)").fill("contoso.example");
  await button("Se connecter avec Microsoft").click();
  await person(bridge);
  const own = { clientId: "8f1c", tenant: "contoso.example" };
  expect(bridge.inputsOf("accounts.add")).toEqual([{ kind: "microsoft", way: "browser", ...own }]);
});

test("instead of the browser a code: large, in groups, to copy, with its page and its time, and back again", async () => {
  const written = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  const bridge = await begin();
  await button("Utiliser un code").click();
  await title("Saisissez ce code chez Microsoft");
  await expect.element(page.getByText("Demande d’un code…")).toBeVisible();
  await expect.poll(() => bridge.signIn.state?.way).toBe("code");
  bridge.signIn.told();
  const code = page.getByRole("group", { name: "Code de connexion H R J 4 C S 7 P M" });
  await expect.element(code).toHaveTextContent(CODE);
  expect([...code.element().children].map(({ textContent }) => textContent)).toEqual(["HRJ", "4CS", "7PM"]);
  getSelection()?.selectAllChildren(code.element());
  expect(getSelection()?.toString(), "a selection holds the code and no gap").toBe(CODE);
  await expect.element(link("example.com/devicelogin")).toHaveAttribute("href", CODE_PAGE);
  await expect.element(page.getByRole("timer")).toMatchTextContent("code valable encore 15 min");
  await button("Copier le code").click();
  await expect.element(page.getByRole("status").filter({ hasText: "Copié" })).toBeInTheDocument();
  expect(written).toHaveBeenCalledWith(CODE);
  written.mockRestore();
  await button("Utiliser le navigateur").click();
  await title("Continuez dans votre navigateur");
  expect(bridge.inputsOf("accounts.add").map((input) => "way" in input && input.way)).toEqual([
    "browser",
    "code",
    "browser",
  ]);
});

test("a code is told by hand how to be copied where the clipboard is refused", async () => {
  const written = vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("no"));
  const bridge = await begin();
  await button("Utiliser un code").click();
  await expect.poll(() => bridge.signIn.state?.way).toBe("code");
  bridge.signIn.told();
  await button("Copier le code").click();
  await expect.element(page.getByRole("alert")).toMatchTextContent(/Sélectionnez le texte/);
  written.mockRestore();
});

test("what is left is said by the minute, and in the last one by the second", async () => {
  const bridge = await begin();
  bridge.signIn.told({ expiresAtMs: NOW_MS + 61_000 });
  await expect.element(page.getByRole("timer")).toMatchTextContent("encore 2 min");
  bridge.signIn.told({ expiresAtMs: NOW_MS + 42_000 });
  await expect.element(page.getByRole("timer")).toMatchTextContent("encore 42 s");
});

test.each([
  ["Cancel", () => button("Annuler").click()],
  ["Esc", () => userEvent.keyboard("{Escape}")],
] as const)("%s ends the sign-in and goes back to the form, where what was typed still stands", async (_, leave) => {
  const bridge = await openApp({ empty: true });
  await button("Microsoft 365 ou Outlook.com").click();
  await page.getByLabelText("Adresse e-mail (facultatif)").fill("camille@contoso.example");
  await button("Se connecter avec Microsoft").click();
  (await person(bridge)).told();
  await title("Continuez dans votre navigateur");
  await leave();
  await title("Ajouter un compte");
  await expect.element(page.getByRole("heading", { level: 1 })).toHaveFocus();
  await expect.element(page.getByLabelText("Adresse e-mail (facultatif)")).toHaveValue("camille@contoso.example");
  expect(bridge.inputsOf("accounts.cancelSignIn")).toEqual([{}]);
  expect(bridge.signIn.isUnderWay).toBe(false);
});

test("a code of an earlier attempt is never shown, even while nobody says that it is over", async () => {
  const bridge = await begin();
  await button("Utiliser un code").click();
  await expect.poll(() => bridge.signIn.state?.way).toBe("code");
  bridge.signIn.told();
  const code = page.getByRole("group", { name: /^Code de connexion/ });
  await expect.element(code).toBeVisible();
  bridge.failing = { "accounts.signInState": "timeout" };
  bridge.signIn.fail("sign-in-timeout");
  await button("Utiliser un code").click();
  await title("Saisissez ce code chez Microsoft");
  await expect.element(code).not.toBeInTheDocument();
  await person(bridge);
  bridge.failing = {};
  bridge.signIn.told({ code: "NEWCODE42" });
  await expect.element(code).toHaveTextContent("NEWCODE42");
});

test("without a keychain it says that the session will be forgotten", async () => {
  await openApp({ empty: true, keychain: false });
  await button("Microsoft 365 ou Outlook.com").click();
  await expect.element(page.getByText(/la session sera oubliée à la fermeture/)).toBeVisible();
});

test("English, from the first button to the last", async () => {
  const bridge = await openApp({ empty: true, locale: "en" });
  await button("Microsoft 365 or Outlook.com").click();
  await button("Sign in with Microsoft").click();
  (await person(bridge)).told();
  await title("Continue in your browser");
  await button("Use a code instead").click();
  await title("Enter this code at Microsoft");
  await expect.poll(() => bridge.signIn.state?.way).toBe("code");
  bridge.signIn.fail("admin-approval", { url: CONSENT });
  await title("An administrator has to approve");
  await expect.element(page.getByRole("textbox")).toHaveValue(expect.stringMatching(/^Hello/));
});

test.each(["light", "dark"] as const)(
  "axe-core finds nothing serious on any screen of the sign-in (%s)",
  async (theme) => {
    const bridge = await openApp({ empty: true, theme });
    await button("Microsoft 365 ou Outlook.com").click();
    await button("Application de votre organisation").click();
    expect(await violations()).toEqual([]);
    await button("Se connecter avec Microsoft").click();
    await person(bridge);
    expect(await violations()).toEqual([]);
    bridge.signIn.told();
    await expect.element(page.getByRole("timer")).toBeVisible();
    expect(await violations()).toEqual([]);
    await button("Utiliser un code").click();
    await expect.poll(() => bridge.signIn.state?.way).toBe("code");
    bridge.signIn.told();
    await expect.element(page.getByRole("group", { name: /^Code de connexion/ })).toBeVisible();
    expect(await violations()).toEqual([]);
    bridge.signIn.fail("admin-approval", { url: CONSENT });
    await title("Un administrateur doit donner son accord");
    expect(await violations()).toEqual([]);
    await button("Réessayer").click();
    await fails(bridge, "no-mailbox");
    await title("Ce compte n’a pas d’agenda");
    expect(await violations()).toEqual([]);
    await button("Choisir un autre compte").click();
    (await person(bridge)).finish();
    await title("Compte ajouté");
    expect(await violations()).toEqual([]);
  },
);
