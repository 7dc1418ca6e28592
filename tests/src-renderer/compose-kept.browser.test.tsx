// Nothing that was written is lost: thrown away, switched to plain text, crashed, or taken out by mistake.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { Root } from "../../src-renderer/root.tsx";
import { until } from "../support/until.ts";
import { violations } from "./axe-violations.ts";
import type { FakeBridge } from "./fake-bridge.ts";
import { openApp } from "./open-app.tsx";

const PNG = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
  (c) => c.charCodeAt(0),
);
const text = () => page.getByRole("textbox", { name: "Texte du message" });
const to = () => page.getByLabelText("À", { exact: true });
const subject = () => page.getByRole("textbox", { name: "Objet" });
const button = (name: string | RegExp) => page.getByRole("button", { name });
const lastDraft = (bridge: FakeBridge) => bridge.inputsOf("mail.draft").at(-1);

/** The app with an empty message open. */
async function compose(theme: "light" | "dark" = "light"): Promise<FakeBridge> {
  const bridge = await openApp({ mail: true, theme });
  await expect.element(page.getByRole("heading", { level: 1 })).toBeVisible();
  await userEvent.keyboard("c");
  await expect.element(text()).toBeVisible();
  return bridge;
}

async function type(words: string) {
  await text().click({ position: { x: 5, y: 8 } });
  await userEvent.keyboard(words);
}

function paste(html: string, file?: File) {
  const data = new DataTransfer();
  if (html !== "") data.setData("text/html", html);
  if (file) data.items.add(file);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  text().element().dispatchEvent(event);
}

async function plainText() {
  await button("Autres options").click();
  await page.getByRole("menuitemcheckbox", { name: "Texte brut" }).click();
}

beforeEach(() => {
  vi.useRealTimers();
});

describe("a message that is thrown away", () => {
  test("is gone at once and comes back with its words, by the message or by Ctrl Z", async () => {
    const bridge = await compose();
    await subject().fill("Devis");
    await type("Bonjour");
    await button("Supprimer le brouillon").click();
    await expect.element(text()).not.toBeInTheDocument();
    await until(() => expect(bridge.writing.drafts).toEqual([]));
    expect(bridge.inputsOf("mail.discardDraft")).toMatchObject([{ undoable: true }]);
    await button("Annuler").click();
    await expect.element(subject()).toHaveValue("Devis");
    await expect.element(text()).toMatchTextContent(/Bonjour/);
    await button("Supprimer le brouillon").click();
    await expect.element(text()).not.toBeInTheDocument();
    await userEvent.keyboard("{Control>}z{/Control}");
    await expect.element(subject()).toHaveValue("Devis");
  });

  test("without a word in it leaves no trace and says nothing", async () => {
    const bridge = await compose();
    await button("Supprimer le brouillon").click();
    await expect.element(text()).not.toBeInTheDocument();
    expect(bridge.inputsOf("mail.discardDraft")).toEqual([]);
    await expect.element(page.getByText("Brouillon supprimé")).not.toBeInTheDocument();
  });
});

describe("plain text and back", () => {
  test("brings back what was bold and the picture, as long as nothing was written", async () => {
    const bridge = await compose();
    await type("{Control>}b{/Control}Gras{Control>}b{/Control} ");
    paste("", new File([PNG], "plan.png", { type: "image/png" }));
    await until(() => expect(lastDraft(bridge)?.html).toMatch(/<strong>Gras<\/strong>.*cid:/));
    await plainText();
    await expect.poll(() => (text().element() as HTMLTextAreaElement).value).toMatch(/^Gras \[plan\.png\]\n/);
    await expect.element(page.getByRole("list", { name: "Pièces jointes" })).toMatchTextContent(/plan\.png/);
    await until(() => expect(lastDraft(bridge)?.html).toBeUndefined());
    await plainText();
    await until(() => expect(lastDraft(bridge)?.html).toMatch(/<strong>Gras<\/strong>.*src="cid:/));
    await expect.element(page.getByRole("list", { name: "Pièces jointes" })).not.toBeInTheDocument();
  });

  test("keeps the words written meanwhile, and the signature stays one", async () => {
    const bridge = await compose();
    await type("Un");
    await plainText();
    await text().fill(`${(text().element() as HTMLTextAreaElement).value.replace("Un", "Un\n\n> cité\n\nDeux")}`);
    await plainText();
    await until(() => expect(lastDraft(bridge)?.html).toContain("<p>Deux</p>"));
    const html = lastDraft(bridge)?.html ?? "";
    expect(html).toMatch(/^<p>Un<\/p><blockquote.*<p>cité<\/p><\/blockquote><p>Deux<\/p><div data-signature="">/);
    await button("De camille@atelier-meridien.ch").click();
    await page.getByRole("menuitem", { name: /roussel\.example\.com/ }).click();
    await expect.element(text()).not.toMatchTextContent(/Atelier Méridien/);
  });
});

describe("pictures", () => {
  test("copied from a page are put into the text, though the page's mark-up comes along", async () => {
    const bridge = await compose();
    await text().click({ position: { x: 5, y: 8 } });
    paste(
      '<meta charset="utf-8"><img src="https://site.invalid/a.png">',
      new File([PNG], "a.png", { type: "image/png" }),
    );
    await until(() => expect(lastDraft(bridge)?.html).toMatch(/<img[^>]+src="cid:/));
    expect(lastDraft(bridge)?.html).not.toContain("site.invalid");
  });

  test("that were taken out of the text again do not go along unseen", async () => {
    const bridge = await compose();
    await to().fill("nora@exemple.ch,");
    await type("Voici");
    paste("", new File([PNG], "plan.png", { type: "image/png" }));
    await until(() => expect(bridge.writing.drafts[0]?.attachments).toHaveLength(1));
    await userEvent.keyboard("{Control>}z{/Control}");
    await until(() => expect(lastDraft(bridge)?.html).not.toContain("cid:"));
    await button(/^Envoyer/).click();
    await until(() => expect(bridge.inputsOf("mail.send")).toHaveLength(1));
    expect(lastDraft(bridge)?.keepAttachments).toEqual([]);
  });
});

test("what was open when the window died is offered at the next start, and taken up where it was", async () => {
  const bridge = await compose();
  await subject().fill("Offre");
  await type("À finir");
  await until(() => expect(bridge.writing.drafts[0]?.html).toContain("À finir"));
  // The page knows its draft by name once the engine has answered.
  await until(() => expect(localStorage.getItem("cadran.writing")).toContain(bridge.writing.drafts[0]?.id ?? "?"));
  await cleanup();
  await render(<Root bridge={bridge} />);
  await expect.element(page.getByText(/Offre.* n’était pas fini/)).toBeVisible();
  await button("Reprendre").click();
  await expect.element(subject()).toHaveValue("Offre");
  await expect.element(text()).toMatchTextContent(/À finir/);
});

test("many open addresses can all be hidden from each other, and the message waits for another look", async () => {
  const bridge = await compose();
  bridge.writing.warnings = [{ kind: "many-public", count: 16 }];
  await to().fill("a@exemple.ch, b@exemple.ch,");
  await button(/^Envoyer/).click();
  await button("Tout passer en Cci").click();
  await until(() => expect(lastDraft(bridge)).toMatchObject({ to: [], bcc: [{}, {}] }));
  expect(bridge.inputsOf("mail.send")).toEqual([]);
  await expect.element(text()).toBeVisible();
});

test("a message too large for most servers is kept and says by how much", async () => {
  const bridge = await compose();
  bridge.writing.warnings = [{ kind: "too-large", bytes: 31_000_000, limit: 25_000_000 }];
  await to().fill("a@exemple.ch,");
  await button(/^Envoyer/).click();
  await expect.element(page.getByRole("alert")).toMatchTextContent(/pèse 31.*25.*au plus/);
  expect(bridge.inputsOf("mail.send")).toEqual([]);
});

test("the focus goes back to where it was when the message is closed", async () => {
  await openApp({ mail: true, page: "mail" });
  const write = page.getByRole("button", { name: "Écrire", exact: true });
  await write.click();
  await expect.element(to()).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.element(text()).not.toBeInTheDocument();
  await expect.element(write).toHaveFocus();
});

test.each(["light", "dark"] as const)("axe-core finds nothing serious in plain text with files (%s)", async (theme) => {
  await compose(theme);
  await type("{Control>}b{/Control}Gras{Control>}b{/Control} ");
  paste("", new File([PNG], "plan.png", { type: "image/png" }));
  await plainText();
  await expect.element(page.getByRole("list", { name: "Pièces jointes" })).toBeVisible();
  expect(await violations()).toEqual([]);
});
