import { describe, expect, test } from "vitest";
import { page } from "vitest/browser";
import { until } from "../support/until.ts";
import { violations } from "./axe-violations.ts";
import type { FakeOptions } from "./fake-bridge.ts";
import { openApp } from "./open-app.tsx";

const button = (name: string | RegExp) => page.getByRole("button", { name });
const address = () => page.getByLabelText("Adresse e-mail ou adresse du serveur");
const password = () => page.getByLabelText("Mot de passe", { exact: true });

async function begin(options: FakeOptions = {}) {
  const bridge = await openApp({ empty: true, ...options });
  await button("Ajouter un compte").click();
  return bridge;
}

describe("adding a mail account", () => {
  test("an address is enough: its servers are on screen before the password goes to them, and to nobody else", async () => {
    const bridge = await begin();
    await address().fill("camille@exemple.ch");
    await expect
      .element(page.getByRole("region", { name: "Serveurs de courrier" }))
      .toMatchTextContent(/imap\.exemple\.ch:993.*TLS.*smtp\.exemple\.ch:465/);
    expect(bridge.inputsOf("accounts.discoverMail")).toEqual([{ address: "camille@exemple.ch" }]);
    expect(bridge.inputsOf("accounts.add")).toEqual([]);
    await page.getByLabelText("Votre nom, pour les destinataires").fill("Camille Roussel");
    await password().fill("secret");
    await button("Se connecter").click();
    await expect.element(button("Ouvrir l’agenda")).toBeVisible();
    expect(bridge.inputsOf("accounts.add")).toEqual([
      {
        kind: "mail",
        address: "camille@exemple.ch",
        name: "Camille Roussel",
        username: "camille@exemple.ch",
        password: "secret",
        imap: { host: "imap.exemple.ch", port: 993, security: "tls" },
        smtp: { host: "smtp.exemple.ch", port: 465, security: "tls" },
      },
    ]);
  });

  test("where nothing is found it says so, and the servers are set by hand", async () => {
    const bridge = await begin();
    bridge.writing.servers = undefined;
    await address().fill("camille@exemple.ch");
    await expect
      .element(page.getByRole("alert"))
      .toMatchTextContent(/Aucun serveur de courrier trouvé pour exemple.ch/);
    await password().fill("secret");
    await button("Se connecter").click();
    expect(bridge.inputsOf("accounts.add")).toEqual([]);
    await button("Indiquer les serveurs à la main").click();
    const imap = page.getByRole("group", { name: "Réception (IMAP)" });
    await expect.element(imap.getByRole("textbox").first()).toHaveValue("imap.exemple.ch");
    await expect.element(imap.getByRole("textbox").first()).toHaveFocus();
    await imap.getByText("STARTTLS").click();
    await expect.element(imap.getByLabelText("Port")).toHaveValue("143");
    await imap.getByRole("textbox").first().fill("courrier.exemple.ch");
    await button("Se connecter").click();
    await until(() =>
      expect(bridge.inputsOf("accounts.add")[0]).toMatchObject({
        imap: { host: "courrier.exemple.ch", port: 143, security: "starttls" },
        smtp: { host: "smtp.exemple.ch", port: 465, security: "tls" },
      }),
    );
  });

  test.each([
    ["app-password", /mot de passe/],
    ["certificate", /certificat/],
    ["insecure-server", /chiffrée/],
  ] as const)("%s is said with what to do, and the form keeps what was typed", async (reason, words) => {
    await begin({ failing: { "accounts.add": reason } });
    await address().fill("camille@exemple.ch");
    await expect.element(page.getByRole("region", { name: "Serveurs de courrier" })).toMatchTextContent(/993/);
    await password().fill("secret");
    await button("Se connecter").click();
    await expect.element(page.getByRole("alert").first()).toMatchTextContent(words);
    await expect.element(password()).toHaveValue("secret");
  });

  test("what has to be typed again is under the cursor", async () => {
    await begin({ failing: { "accounts.add": "wrong-password" } });
    await button("Se connecter").click();
    await expect.element(address()).toHaveFocus();
    await address().fill("camille@exemple.ch");
    await expect.element(page.getByRole("region", { name: "Serveurs de courrier" })).toMatchTextContent(/993/);
    await password().fill("secret");
    await button("Se connecter").click();
    await expect.element(password()).toHaveFocus();
  });

  test("a certificate that nobody vouches for shows the field for the authority that does", async () => {
    await begin({ failing: { "accounts.add": "certificate" } });
    await address().fill("camille@exemple.ch");
    await expect.element(page.getByRole("region", { name: "Serveurs de courrier" })).toMatchTextContent(/993/);
    await password().fill("secret");
    await expect.element(page.getByLabelText("Fichier de l’autorité privée (PEM)")).not.toBeVisible();
    await button("Se connecter").click();
    await expect.element(page.getByLabelText("Fichier de l’autorité privée (PEM)")).toBeVisible();
  });
});

test.each(["light", "dark"] as const)("axe-core finds nothing serious in a mail account's form (%s)", async (theme) => {
  await begin({ theme });
  await address().fill("camille@exemple.ch");
  await expect.element(page.getByRole("region", { name: "Serveurs de courrier" })).toMatchTextContent(/993/);
  await button("Indiquer les serveurs à la main").click();
  expect(await violations()).toEqual([]);
});
