import { beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import type { MessageId } from "../../src-preload/contract/shapes.ts";
import { ComposeProvider, useWrite } from "../../src-renderer/compose/compose-provider.tsx";
import { OutboxPage } from "../../src-renderer/compose/outbox-page.tsx";
import type { Write } from "../../src-renderer/compose/write.ts";
import { startI18n } from "../../src-renderer/i18n/language.ts";
import { LiveProvider } from "../../src-renderer/live.tsx";
import { Look } from "../../src-renderer/shell/look.tsx";
import { CommandsProvider } from "../../src-renderer/ui/commands.tsx";
import { UndoProvider } from "../../src-renderer/undo.tsx";
import { until } from "../support/until.ts";
import { violations } from "./axe-violations.ts";
import { FakeBridge } from "./fake-bridge.ts";
import { NOW_MS, ZONE } from "./fake-data.ts";

const text = () => page.getByRole("textbox", { name: "Texte du message" });
const button = (name: string | RegExp) => page.getByRole("button", { name });

function Opener({ wish }: { wish: Write }) {
  const write = useWrite();
  return (
    <button type="button" onClick={() => write(wish)}>
      ouvrir
    </button>
  );
}

/** The composer's part of the window alone. */
async function open(wish: Write, theme: "light" | "dark" = "light", outbox = false) {
  startI18n("fr");
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  await page.viewport(1280, 800);
  const bridge = new FakeBridge({ mail: true, theme });
  await render(
    <LiveProvider bridge={bridge}>
      <Look settings={bridge.settings}>
        <CommandsProvider lettersOff={false}>
          <UndoProvider>
            <ComposeProvider accounts={bridge.accounts} settings={bridge.settings} zone={ZONE}>
              <main>
                <Opener wish={wish} />
                {outbox && <OutboxPage zone={ZONE} />}
              </main>
            </ComposeProvider>
          </UndoProvider>
        </CommandsProvider>
      </Look>
    </LiveProvider>,
  );
  return bridge;
}

const answer = (kind: Write["kind"]): Write => ({ kind, messageId: "3" as MessageId });
const lastDraft = (bridge: FakeBridge) => bridge.inputsOf("mail.draft").at(-1);

beforeEach(() => {
  document.body.focus();
});

describe("answering", () => {
  test("an answer begins in the text, with the quotation folded, kept word for word and loading nothing", async () => {
    const bridge = await open(answer("reply"));
    await button("ouvrir").click();
    await expect.element(button("Nora Keller")).toBeVisible();
    await expect.element(text()).toHaveFocus();
    await expect.element(text()).not.toMatchTextContent(/chiffres/);
    await userEvent.keyboard("Merci !");
    await until(() => expect(lastDraft(bridge)?.html).toContain("Merci !"));
    const html = lastDraft(bridge)?.html ?? "";
    expect(html).toMatch(/^<p>Merci !<\/p><div data-signature=""><p>Camille<\/p><\/div><p>Le mercredi .*<blockquote/);
    expect(html).toContain('<img src="https://pixel.example.com/p.gif">');
    expect(lastDraft(bridge)).toMatchObject({ inReplyTo: "3", subject: "Re: Chiffres" });
    await button("Afficher le message cité").click();
    const frame = page.getByTitle("Message cité").element() as HTMLIFrameElement;
    expect(frame.getAttribute("sandbox")).toBe("");
    expect(frame.srcdoc).toContain("Voici les chiffres.");
    expect(frame.srcdoc).not.toContain('src="https://pixel');
    await button("Ne pas citer").click();
    await until(() => expect(lastDraft(bridge)?.html).not.toContain("blockquote"));
  });

  test("answering inside the quotation brings it into the text", async () => {
    const bridge = await open(answer("reply-all"));
    await button("ouvrir").click();
    await expect.element(button("Karim Benali")).toBeVisible();
    await button("Afficher le message cité").click();
    await button("Répondre dans le texte").click();
    await expect.element(text()).toMatchTextContent(/Voici les chiffres\./);
    await until(() => expect(lastDraft(bridge)?.html).toContain("<p>Voici les chiffres.</p>"));
    expect(lastDraft(bridge)?.html?.match(/Voici les chiffres/g)).toHaveLength(1);
  });

  test("an answer that nobody wrote is thrown away with its draft", async () => {
    const bridge = await open(answer("reply"));
    await button("ouvrir").click();
    await expect.element(text()).toHaveFocus();
    await userEvent.keyboard("{Escape}");
    await expect.element(text()).not.toBeInTheDocument();
    await until(() => expect(bridge.writing.drafts).toEqual([]));
  });

  test("plain text keeps the words and the quotation, marked", async () => {
    const bridge = await open(answer("reply"));
    await button("ouvrir").click();
    await expect.element(text()).toHaveFocus();
    await userEvent.keyboard("Merci");
    await button("Autres options").click();
    await page.getByRole("menuitemcheckbox", { name: "Texte brut" }).click();
    await until(() => expect(lastDraft(bridge)?.text).toContain("> Voici les chiffres."));
    expect(lastDraft(bridge)?.html).toBeUndefined();
    expect(lastDraft(bridge)?.text).toMatch(/^Merci/);
  });

  test("a draft that was changed elsewhere too says so, and opens the other version", async () => {
    const bridge = await open(answer("reply"));
    await button("ouvrir").click();
    await expect.element(text()).toHaveFocus();
    await userEvent.keyboard("A");
    await until(() => expect(lastDraft(bridge)).toBeDefined());
    const [mine] = bridge.writing.drafts;
    if (!mine) throw new Error("no draft");
    bridge.writing.drafts = [
      ...bridge.writing.drafts,
      { ...mine, id: "other" as never, subject: "Ailleurs", conflictOf: mine.id },
    ];
    bridge.publish("mail");
    await button("Voir l’autre version").click();
    await expect.element(page.getByRole("tab", { name: "Ailleurs" })).toHaveAttribute("aria-selected", "true");
  });
});

describe("the outbox", () => {
  test("an uncertain message says what happened and what was kept, with three choices; nothing is sent by itself", async () => {
    const bridge = await open(answer("reply"), "light", true);
    bridge.writing.put({ id: "u", state: "uncertain", subject: "Contrat" });
    bridge.writing.put({ id: "w", state: "scheduled", subject: "Demain", dueMs: NOW_MS + 80_000_000 });
    const row = page.getByRole("listitem").filter({ hasText: "Contrat" });
    await expect.element(row).toMatchTextContent(/Peut-être envoyé.*gardé ici en entier/);
    expect(row.getByRole("button").all()).toHaveLength(3);
    await row.getByRole("button", { name: "Il est arrivé" }).click();
    expect(bridge.inputsOf("mail.resolveSend")).toEqual([{ id: "u", choice: "arrived" }]);
    await expect.element(row).not.toBeInTheDocument();
  });

  test("a refused message gives the server's words and goes back to a draft", async () => {
    const bridge = await open(answer("reply"), "light", true);
    const failure = { code: "forbidden", reason: "send-refused", message: "", params: { detail: "spam" } } as const;
    bridge.writing.put({ id: "f", state: "failed", subject: "Lettre", failure, answer: "554 5.7.1 no" });
    const row = page.getByRole("listitem").filter({ hasText: "Lettre" });
    await expect.element(row).toMatchTextContent(/refuse.*554 5\.7\.1 no/);
    await row.getByRole("button", { name: "En refaire un brouillon" }).click();
    await expect.element(text()).toMatchTextContent(/Gardé/);
  });
});

describe("answers that are awaited", () => {
  const followUp = {
    accountId: "a1" as never,
    messageId: "<offre@example.com>",
    subject: "Offre",
    to: [{ address: "nora@exemple.ch", name: "Nora Keller" }],
    remindAtMs: NOW_MS + 172_800_000,
  };

  test("stand under the outbox with their day; it can be changed, and taken away with a way back", async () => {
    const bridge = await open(answer("reply"), "light", true);
    bridge.writing.followUps = [followUp];
    bridge.publish("mail");
    const list = page.getByRole("region", { name: "Réponses attendues" });
    await expect.element(list).toMatchTextContent(/Offre.*Rappel ven\. 20 nov\., 10:15.*À Nora Keller/);
    await button(/^Changer la date du rappel pour/).click();
    await page.getByLabelText("Jour et heure").fill("2026-11-23T08:00");
    await button("Enregistrer").click();
    await expect.element(list).toMatchTextContent(/Rappel lun\. 23 nov\., 08:00/);
    await button(/^Ne plus attendre de réponse à/).click();
    await expect.element(list).not.toBeInTheDocument();
    await button("Annuler").last().click();
    await expect.element(list).toMatchTextContent(/Rappel lun\. 23 nov\., 08:00/);
  });
});

describe.each(["light", "dark"] as const)("axe-core finds nothing serious (%s)", (theme) => {
  test("an answer with everything open, and the outbox behind it", async () => {
    const bridge = await open(answer("reply-all"), theme, true);
    bridge.writing.put({ id: "u", state: "uncertain", subject: "Contrat" });
    const to = [{ address: "nora@exemple.ch" }];
    const followUp = { accountId: "a1" as never, messageId: "<o@example.com>", subject: "Offre", to };
    bridge.writing.followUps = [{ ...followUp, remindAtMs: NOW_MS + 172_800_000 }];
    bridge.publish("mail");
    await expect.element(page.getByRole("region", { name: "Réponses attendues" })).toBeVisible();
    await button("ouvrir").click();
    await expect.element(text()).toHaveFocus();
    await page.getByLabelText("À", { exact: true }).fill("faux,");
    await page.getByLabelText("Objet").click();
    await button("Afficher le message cité").click();
    expect(await violations()).toEqual([]);
    await button("Quand envoyer").click();
    await expect.element(page.getByRole("menuitem", { name: /Demain matin/ })).toBeVisible();
    expect(await violations()).toEqual([]);
  });
});
