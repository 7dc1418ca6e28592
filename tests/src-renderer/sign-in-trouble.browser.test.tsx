import { expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { openApp } from "./open-app.tsx";
import { begin, button, CONSENT, fails, link, person, title } from "./sign-in-steps.ts";

test("an administrator's approval has a screen of its own: a message in both languages, the link, another try", async () => {
  const written = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  const bridge = await begin();
  await fails(bridge, "admin-approval", { url: CONSENT });
  await title("Un administrateur doit donner son accord");
  await expect.element(page.getByText(/votre compte n’est pas en cause/)).toBeVisible();
  const message = page.getByRole("textbox", { name: "Message pour l’administrateur" });
  await expect.element(message).toHaveValue(expect.stringContaining(CONSENT));
  await expect.element(message).toHaveValue(expect.stringMatching(/^Bonjour/));
  await page.getByText("English").click();
  await expect.element(message).toHaveValue(expect.stringMatching(/^Hello/));
  await button("Copier le message").click();
  await expect
    .poll(() => written.mock.calls.at(-1)?.[0])
    .toMatch(/^Hello[\s\S]*adminconsent\?client_id=1[\s\S]*Thank you$/);
  await button("Copier le lien").click();
  await expect.poll(() => written.mock.calls.at(-1)?.[0]).toBe(CONSENT);
  written.mockRestore();
  await expect.element(link("Ouvrir le lien d’approbation")).toHaveAttribute("href", CONSENT);
  await button("Réessayer").click();
  await person(bridge);
  expect(bridge.inputsOf("accounts.add")).toHaveLength(2);
});

test("without approval one can subscribe to a published calendar: its form is at hand", async () => {
  const bridge = await begin();
  await fails(bridge, "admin-approval", { url: CONSENT });
  await button("S’abonner à un agenda publié").click();
  await title("Ajouter un compte");
  await expect.element(page.getByRole("radio", { name: "Abonnement" })).toBeChecked();
  await expect.element(page.getByLabelText("Adresse de l’agenda publié")).toBeVisible();
});

test("a consent link that is no web page is neither shown nor opened", async () => {
  const bridge = await begin();
  await fails(bridge, "admin-approval", { url: "javascript:alert(1)" });
  await title("Un administrateur doit donner son accord");
  await expect.element(button("Réessayer")).toBeVisible();
  expect(page.getByRole("link").elements()).toEqual([]);
});

const HELPS = [
  ["sign-in-declined", {}, "Vous avez refusé la connexion", /refusée sur la page/, ["Réessayer", "Utiliser un code"]],
  ["sign-in-timeout", {}, "La connexion n’a pas été terminée", /à temps/, ["Réessayer", "Utiliser un code"]],
  [
    "sign-in-failed",
    { detail: "AADSTS90002" },
    "La connexion n’a pas abouti",
    /AADSTS90002/,
    ["Réessayer", "Utiliser un code", "Application de votre organisation"],
  ],
  [
    "wrong-tenant",
    {},
    "Ce compte est d’une autre organisation",
    /pour une autre organisation/,
    ["Choisir un autre compte", "Application de votre organisation"],
  ],
  [
    "account-exists",
    { address: "camille@contoso.example" },
    "Ce compte est déjà ici",
    /^camille@contoso\.example est déjà ici/,
    ["Ouvrir l’agenda", "Choisir un autre compte"],
  ],
  [
    "no-mailbox",
    { host: "graph.example.com" },
    "Ce compte n’a pas d’agenda",
    /graph\.example\.com n’a pas de boîte/,
    ["Choisir un autre compte", "S’abonner à un agenda publié"],
  ],
  ["offline", {}, "Microsoft ne répond pas", /Pas de connexion|réseau/, ["Réessayer"]],
  [
    "no-app-id",
    {},
    "Il manque un identifiant d’application",
    /celui de votre organisation/,
    ["Application de votre organisation", "S’abonner à un agenda publié"],
  ],
] as const;

test.each(HELPS)("%s says what happened and offers what helps", async (reason, params, head, said, helps) => {
  const bridge = await begin();
  await fails(bridge, reason, params);
  await title(head);
  await expect.element(page.getByRole("heading", { level: 1 })).toHaveFocus();
  await expect.element(page.getByRole("alert")).toMatchTextContent(said);
  const form = page.getByRole("region", { name: "Ajouter un compte" });
  const shown = form.getByRole("button").elements();
  expect(shown.map(({ textContent }) => textContent)).toEqual([...helps, "Retour"]);
  expect(shown.filter((one) => (one as HTMLElement).dataset.variant === "filled")).toHaveLength(1);
});

test("another account is chosen on the page: the address typed before is not offered again", async () => {
  const bridge = await openApp({ empty: true });
  await button("Microsoft 365 ou Outlook.com").click();
  await page.getByLabelText("Adresse e-mail (facultatif)").fill("camille@contoso.example");
  await button("Se connecter avec Microsoft").click();
  await fails(bridge, "account-exists", { address: "camille@contoso.example" });
  await button("Choisir un autre compte").click();
  await person(bridge);
  expect(bridge.inputsOf("accounts.add").at(-1)).toEqual({ kind: "microsoft", way: "browser" });
});

test("a missing application id leads straight to its field", async () => {
  const bridge = await begin();
  await fails(bridge, "no-app-id", {});
  await button("Application de votre organisation").click();
  await expect.element(page.getByLabelText("Identifiant d’application (client)")).toBeVisible();
});
