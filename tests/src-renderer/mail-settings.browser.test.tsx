import { describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { until } from "../support/until.ts";
import { violations } from "./axe-violations.ts";
import { openApp } from "./open-app.tsx";

const button = (name: string | RegExp, exact = false) => page.getByRole("button", { name, exact });

async function openSection(name: string, theme: "light" | "dark" = "light") {
  const bridge = await openApp({ mail: true, theme });
  await expect.element(page.getByRole("heading", { level: 1 })).toBeVisible();
  await userEvent.keyboard("{Control>},{/Control}");
  await page.getByRole("tab", { name, exact: true }).click();
  return bridge;
}

describe("settings of mail", () => {
  test("the seconds to take a message back, and what a folder may say", async () => {
    const bridge = await openSection("Courrier");
    await page.getByRole("combobox", { name: "Rattraper un message" }).click();
    await page.getByRole("option", { name: "30 secondes" }).click();
    await until(() => expect(bridge.settings.mail).toEqual({ undoSeconds: 30 }));
    await page.getByText("Compacte").click();
    await until(() => expect(bridge.settings.mail).toEqual({ undoSeconds: 30, density: "compact" }));
    const notify = page.getByRole("region", { name: "Notifications" }).getByRole("switch").first();
    await notify.click();
    await until(() => expect(bridge.inputsOf("mail.changeFolder")).toHaveLength(1));
  });

  test("a signature is written where its sender is, and the servers are tried before they are kept", async () => {
    const bridge = await openSection("Comptes e-mail");
    await button("Modifier camille@atelier-meridien.ch").click();
    const signature = page.getByRole("textbox", { name: "Signature", exact: true });
    await expect.element(signature).toMatchTextContent(/Atelier Méridien/);
    await signature.fill("Camille R.");
    await button("Enregistrer").click();
    await until(() =>
      expect(bridge.inputsOf("mail.changeIdentity")[0]).toMatchObject({ id: "i1", signature: "<p>Camille R.</p>" }),
    );
    await button("Changer de serveurs").first().click();
    bridge.failing = { "accounts.update": "certificate" };
    await button("Enregistrer").click();
    await expect.element(page.getByRole("form").getByRole("alert")).toMatchTextContent(/certificat/);
    bridge.failing = {};
    await page.getByLabelText("Réception (IMAP)").first().getByRole("textbox").first().fill("imap.exemple.ch");
    await button("Enregistrer").click();
    await until(() =>
      expect(bridge.inputsOf("accounts.update").at(-1)?.imap).toMatchObject({
        host: "imap.exemple.ch",
        security: "tls",
      }),
    );
  });

  test("a rule is made, said in a sentence, and taken away with a way back", async () => {
    const bridge = await openSection("Règles");
    await button("Nouvelle règle").click();
    await button("Enregistrer").click();
    await expect.element(page.getByRole("form").getByRole("alert")).toMatchTextContent(/nom/);
    await page.getByLabelText("Nom", { exact: true }).fill("Billets");
    await page.getByLabelText("Texte", { exact: true }).fill("cff.ch");
    await page.getByRole("switch", { name: "marquer comme lu" }).click();
    await button("Enregistrer").click();
    const [rule] = bridge.writing.rules;
    await until(() => expect(bridge.writing.rules).toHaveLength(1));
    expect(rule ?? bridge.writing.rules[0]).toMatchObject({
      tests: [{ field: "from", how: "contains", value: "cff.ch" }],
      actions: [{ kind: "flag", flag: "\\Seen" }],
    });
    await expect.element(page.getByText(/Expéditeur contient «\scff\.ch\s» → marquer comme lu/)).toBeVisible();
    await button("Supprimer Billets").click();
    await until(() => expect(bridge.writing.rules).toEqual([]));
    await button("Débloquer spam@example.com").click();
    await until(() => expect(bridge.writing.blocked).toEqual([]));
  });

  test("whose pictures are shown is a list: taken out with a way back, and added by hand", async () => {
    const bridge = await openSection("Règles");
    const list = page.getByRole("region", { name: "Expéditeurs dont les images s’affichent" });
    await list.getByRole("button", { name: "Retirer lettre@exemple.ch" }).click();
    await until(() => expect(bridge.writing.remoteAllowed).toEqual([]));
    await expect.element(list).toMatchTextContent(/masquées pour tout le monde/);
    await button("Annuler").click();
    await until(() => expect(bridge.writing.remoteAllowed).toEqual(["lettre@exemple.ch"]));
    await list.getByRole("textbox").fill("pas une adresse");
    await list.getByRole("button", { name: "Autoriser" }).click();
    await expect.element(list.getByRole("alert")).toMatchTextContent(/adresse e-mail complète/);
    await list.getByRole("textbox").fill("Amis@Exemple.ch");
    await userEvent.keyboard("{Enter}");
    await until(() => expect(bridge.writing.remoteAllowed).toEqual(["amis@exemple.ch", "lettre@exemple.ch"]));
  });

  test("templates: empty says what for; one is written, changed, taken away and brought back", async () => {
    const bridge = await openSection("Modèles");
    await button("Supprimer Merci").click();
    await expect.element(page.getByText(/^Aucun modèle/)).toBeVisible();
    await button("Annuler").click();
    await until(() => expect(bridge.writing.templates.map(({ name }) => name)).toEqual(["Merci"]));
    await button("Nouveau modèle").click();
    await expect.element(page.getByLabelText("Nom", { exact: true })).toHaveFocus();
    await button("Annuler").last().click();
    await expect.element(button("Nouveau modèle")).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    await page.getByLabelText("Nom", { exact: true }).fill("Relance");
    await page.getByRole("textbox", { name: "Texte du message" }).fill("Bonjour {{prénom}}");
    await button("Enregistrer").click();
    await until(() => expect(bridge.writing.templates).toHaveLength(2));
    expect(bridge.writing.templates[1]).toMatchObject({ name: "Relance", html: "<p>Bonjour {{prénom}}</p>" });
  });

  test("a sender is added to an account and taken away again; one who is no address is refused", async () => {
    const bridge = await openSection("Comptes e-mail");
    await button("Ajouter un expéditeur").first().click();
    await page.getByLabelText("Adresse e-mail").fill("ventes@");
    await button("Enregistrer").click();
    await expect.element(page.getByRole("form").getByRole("alert")).toMatchTextContent(/pas une adresse/);
    await page.getByLabelText("Adresse e-mail").fill("ventes@atelier-meridien.ch");
    await button("Enregistrer").click();
    await until(() => expect(bridge.writing.identities).toHaveLength(3));
    await button("Supprimer ventes@atelier-meridien.ch").click();
    await button("Supprimer", true).click();
    await until(() => expect(bridge.writing.identities).toHaveLength(2));
  });

  test("a shortcut of one's own replaces the usual one, and one that is taken is refused", async () => {
    const bridge = await openSection("Clavier");
    await button(
      "Changer les touches de « Écrire un message »".replaceAll(/« | »/g, (x) => x.replace(" ", "\u202f")),
    ).click();
    await userEvent.keyboard("{Control>}{Shift>}e{/Shift}{/Control}");
    await until(() => expect(bridge.settings.keys).toEqual({ "mail.write": "Mod+Shift+e" }));
    await userEvent.keyboard("{Escape}");
    await expect.element(page.getByRole("tab", { name: "Clavier" })).not.toBeInTheDocument();
    await userEvent.keyboard("c");
    await userEvent.keyboard("{Control>}{Shift>}e{/Shift}{/Control}");
    await expect.element(page.getByRole("textbox", { name: "Texte du message" })).toBeVisible();
    expect(page.getByRole("tab").all()).toHaveLength(0);
  });
});

describe.each(["light", "dark"] as const)("axe-core finds nothing serious in the settings of mail (%s)", (theme) => {
  test("every section", async () => {
    await openSection("Courrier", theme);
    expect(await violations()).toEqual([]);
    await page.getByRole("tab", { name: "Comptes e-mail" }).click();
    await button("Modifier camille@atelier-meridien.ch").click();
    await expect.element(page.getByRole("textbox", { name: "Signature", exact: true })).toBeVisible();
    expect(await violations()).toEqual([]);
    await page.getByRole("tab", { name: "Modèles" }).click();
    await button("Modifier Merci").click();
    await expect.element(page.getByRole("textbox", { name: "Texte du message" })).toBeVisible();
    expect(await violations()).toEqual([]);
    await page.getByRole("tab", { name: "Règles", exact: true }).click();
    await button("Nouvelle règle").click();
    expect(await violations()).toEqual([]);
  });
});
