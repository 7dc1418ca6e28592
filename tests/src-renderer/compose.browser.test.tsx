import { beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { until } from "../support/until.ts";
import type { FakeBridge } from "./fake-bridge.ts";
import { type openApp as Open, openApp } from "./open-app.tsx";

type Options = Parameters<typeof Open>[0];

const text = () => page.getByRole("textbox", { name: "Texte du message" });
const to = () => page.getByLabelText("À", { exact: true });
const subject = () => page.getByRole("textbox", { name: "Objet" });
const button = (name: string | RegExp) => page.getByRole("button", { name });
const composer = () => page.getByRole("dialog").first();

/** The app with an empty message open. */
async function compose(options: Options = {}): Promise<FakeBridge> {
  const bridge = await openApp({ mail: true, ...options });
  await expect.element(page.getByRole("heading", { level: 1 })).toBeVisible();
  await userEvent.keyboard("c");
  await expect.element(text()).toBeVisible();
  return bridge;
}

const lastDraft = (bridge: FakeBridge) => bridge.inputsOf("mail.draft").at(-1);

beforeEach(() => {
  vi.useRealTimers();
});

describe("writing", () => {
  test("C opens an empty message with the signature, and what is typed becomes a draft by itself", async () => {
    const bridge = await compose();
    await expect.element(to()).toHaveFocus();
    await expect.element(text()).toMatchTextContent(/Atelier Méridien/);
    await text().click({ position: { x: 5, y: 8 } });
    await userEvent.keyboard("Bonjour");
    await until(() => expect(lastDraft(bridge)?.html).toContain("<p>Bonjour</p>"));
    await expect.element(page.getByText(/^Brouillon enregistré à/)).toBeVisible();
    expect(bridge.writing.drafts).toHaveLength(1);
  });

  test("Esc closes to a draft; an untouched message leaves nothing behind", async () => {
    const bridge = await compose();
    await userEvent.keyboard("{Escape}");
    await expect.element(text()).not.toBeInTheDocument();
    expect(bridge.writing.drafts).toHaveLength(0);
    await userEvent.keyboard("c");
    await subject().fill("Devis");
    await userEvent.keyboard("{Escape}");
    await expect.element(text()).not.toBeInTheDocument();
    await until(() => expect(bridge.writing.drafts.map((one) => one.subject)).toEqual(["Devis"]));
  });

  test("several messages are tabs of one window, which folds to its title", async () => {
    await compose();
    await subject().fill("Premier");
    (document.activeElement as HTMLElement).blur();
    await userEvent.keyboard("c");
    await expect.element(page.getByRole("tab", { name: "Premier" })).toHaveAttribute("aria-selected", "false");
    await page.getByRole("tab", { name: "Premier" }).click();
    await expect.element(subject()).toHaveValue("Premier");
    await button("Réduire").click();
    await expect.element(subject()).not.toBeInTheDocument();
    await button("Rouvrir le message").click();
    await expect.element(subject()).toHaveValue("Premier");
  });

  test("another sender brings another signature", async () => {
    const bridge = await compose();
    await button("De camille@atelier-meridien.ch").click();
    await page.getByRole("menuitem", { name: /roussel\.example\.com/ }).click();
    await expect.element(text()).not.toMatchTextContent(/Atelier Méridien/);
    await expect.element(text()).toMatchTextContent(/Camille/);
    await subject().fill("x");
    await until(() => expect(lastDraft(bridge)).toMatchObject({ identityId: "i2", accountId: "a3" }));
  });
});

describe("recipients", () => {
  test("a name finds people, a pasted list is chips, and what is no address is said", async () => {
    const bridge = await compose();
    await to().fill("kar");
    await page.getByRole("option", { name: /Karim Benali/ }).click();
    await expect.element(button("Karim Benali")).toBeVisible();
    await to().click();
    const data = new DataTransfer();
    data.setData("text", "Nora Keller <nora@exemple.ch>; marc@exemple.ch\npas une adresse");
    to()
      .element()
      .dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    await expect.element(button("Nora Keller")).toBeVisible();
    await expect.element(button(/^pas une adresse\s?pas une adresse e-mail$/)).toBeVisible();
    await button(/^Envoyer/).click();
    await expect.element(page.getByRole("alert")).toMatchTextContent(/n’est pas une adresse e-mail/);
    expect(bridge.inputsOf("mail.send")).toEqual([]);
  });

  test("Cc and Bcc are seen and opened from the line of To, and one that is open leaves the other to be asked for", async () => {
    await compose({ page: "mail" });
    const copies = page.getByRole("button", { name: "Cc Cci" });
    await expect.element(copies).toBeVisible();
    expect(getComputedStyle(copies.element()).opacity).toBe("1");
    await copies.click();
    await expect.element(page.getByLabelText("Cc", { exact: true })).toHaveFocus();
    await expect.element(page.getByLabelText("Cci", { exact: true })).toBeVisible();
    await expect.element(copies).not.toBeInTheDocument();
  });

  test("a chip moves to Cc by its menu and by a drag, and is never in two fields", async () => {
    const bridge = await compose();
    await to().fill("nora@exemple.ch,");
    await button("nora@exemple.ch").click();
    await page.getByRole("menuitem", { name: "Déplacer vers Cc" }).click();
    await until(() => expect(lastDraft(bridge)).toMatchObject({ to: [], cc: [{ address: "nora@exemple.ch" }] }));
    const data = new DataTransfer();
    const fire = (element: Element, type: string) =>
      element.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
    fire(button("nora@exemple.ch").element(), "dragstart");
    fire(to().element(), "dragover");
    fire(to().element(), "drop");
    await until(() => expect(lastDraft(bridge)).toMatchObject({ to: [{ address: "nora@exemple.ch" }], cc: [] }));
  });
});

describe("sending", () => {
  async function ready(options: Options = {}) {
    const bridge = await compose(options);
    bridge.writing.warnings = [{ kind: "first-time-external", addresses: ["karim@exemple.ch"] }];
    await to().fill("karim@exemple.ch,");
    await subject().fill("Chiffres");
    return bridge;
  }

  test("Ctrl Enter sends, Z takes it back, and it is a draft again with its words", async () => {
    const bridge = await ready();
    await text().click({ position: { x: 5, y: 8 } });
    await userEvent.keyboard("Voici.{Control>}{Enter}{/Control}");
    await expect.element(page.getByText("Premier message à cette adresse")).toBeVisible();
    await button("Envoyer quand même").click();
    await expect.element(page.getByText(/Envoi à karim@exemple.ch dans \d+ s/)).toBeVisible();
    await expect.element(text()).not.toBeInTheDocument();
    expect(bridge.inputsOf("mail.send")[0]).toMatchObject({
      subject: "Chiffres",
      to: [{ address: "karim@exemple.ch" }],
    });
    expect(bridge.inputsOf("mail.send")[0]?.html).toContain("<p>Voici.</p>");
    await expect.element(page.getByText("Premier message à cette adresse")).not.toBeInTheDocument();
    await userEvent.keyboard("z");
    await expect.element(subject()).toHaveValue("Chiffres");
    await expect.element(text()).toMatchTextContent(/Voici\./);
    expect(bridge.writing.outgoing).toEqual([]);
  });

  test("a promised file that is not there is asked about first, then the subject, one question at a time", async () => {
    const bridge = await ready();
    bridge.writing.warnings = [{ kind: "forgotten-attachment", word: "Ci-joint" }, { kind: "no-subject" }];
    await subject().fill("");
    await text().click({ position: { x: 5, y: 8 } });
    await userEvent.keyboard("Ci-joint le devis.");
    await button(/^Envoyer/).click();
    await expect.element(page.getByText(/Vous avez écrit «\sCi-joint\s»/)).toBeVisible();
    await expect.element(page.getByText(/^Envoyer sans objet/)).not.toBeInTheDocument();
    await button("Envoyer quand même").click();
    await expect.element(page.getByText(/^Envoyer sans objet/)).toBeVisible();
    await button("Revenir au message").click();
    expect(bridge.inputsOf("mail.send")).toEqual([]);
    await expect.element(text()).toBeVisible();
  });

  test("a failed send keeps the message open and says why", async () => {
    const bridge = await ready();
    bridge.failing = { "mail.send": "disk-full" };
    await button(/^Envoyer/).click();
    await button("Envoyer quand même").click();
    await expect.element(composer().getByRole("alert")).toMatchTextContent(/disque est plein/);
    await expect.element(subject()).toHaveValue("Chiffres");
    bridge.failing = {};
    await subject().fill("Chiffres 2");
    await until(() => expect(lastDraft(bridge)?.subject).toBe("Chiffres 2"));
  });

  test("a message for tomorrow says when it leaves, with its reminder", async () => {
    const bridge = await ready();
    await button("Quand envoyer").click();
    await page.getByRole("menuitemcheckbox", { name: "Après 4 jours" }).click();
    await page.getByRole("menuitem", { name: /Demain matin/ }).click();
    await button("Envoyer quand même").click();
    await expect.element(page.getByText(/Partira .*08:00 à karim@exemple.ch/)).toBeVisible();
    const [sent] = bridge.inputsOf("mail.send");
    expect(sent?.sendAtMs).toBeGreaterThan(Date.now());
    expect((sent?.remindAtMs ?? 0) - (sent?.sendAtMs ?? 0)).toBeGreaterThan(2 * 86_400_000);
  });
});

describe("what comes in", () => {
  async function paste(html: string) {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", "x");
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    text().element().dispatchEvent(event);
  }

  test("hostile HTML that is pasted neither runs nor loads nor stays", async () => {
    const bridge = await compose();
    const loaded: string[] = [];
    const watch = new PerformanceObserver((list) => loaded.push(...list.getEntries().map(({ name }) => name)));
    watch.observe({ type: "resource" });
    await text().click({ position: { x: 5, y: 8 } });
    await paste(
      `<p onclick="window.hit=1">Salut <b>toi</b></p><script>window.hit=2</script><img src="https://pixel.invalid/a.gif" onerror="window.hit=3">
       <a href="javascript:window.hit=4">clic</a><svg onload="window.hit=5"></svg><iframe srcdoc="<script>top.hit=6</script>"></iframe>
       <style>@import "https://pixel.invalid/b.css"</style><p style="background:url(https://pixel.invalid/c.png)">fin</p>`,
    );
    await expect.element(text()).toMatchTextContent(/Salut toi/);
    await until(() => expect(lastDraft(bridge)?.html).toContain("fin"));
    watch.disconnect();
    expect((window as { hit?: number }).hit).toBeUndefined();
    expect(loaded.filter((name) => name.includes("pixel.invalid"))).toEqual([]);
    const html = lastDraft(bridge)?.html ?? "";
    expect(html).toContain("<strong>toi</strong>");
    expect(html).not.toMatch(/script|pixel\.invalid|javascript|onclick|iframe|svg/i);
  });

  test("a dropped picture is shown in the text and sent as cid; a file is listed with its size and goes with the draft", async () => {
    const bridge = await compose();
    const png = Uint8Array.from(
      atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
      (c) => c.charCodeAt(0),
    );
    const drop = (target: Element, file: File) => {
      const data = new DataTransfer();
      data.items.add(file);
      const { left, top } = target.getBoundingClientRect();
      target.dispatchEvent(
        new DragEvent("drop", {
          bubbles: true,
          cancelable: true,
          dataTransfer: data,
          clientX: left + 6,
          clientY: top + 8,
        }),
      );
    };
    drop(text().element(), new File([png], "plan.png", { type: "image/png" }));
    await until(() => expect(lastDraft(bridge)?.html).toMatch(/<img[^>]+src="cid:[^"]+@cadran"/));
    drop(subject().element(), new File([new Uint8Array(2400)], "Devis.pdf", { type: "application/pdf" }));
    await expect.element(page.getByRole("list", { name: "Pièces jointes" })).toMatchTextContent(/Devis\.pdf2\sKo/);
    await until(() => expect(bridge.writing.drafts[0]?.attachments).toHaveLength(2));
    const added = bridge
      .inputsOf("mail.draft")
      .flatMap(({ addAttachments = [] }) => addAttachments.map(({ name }) => name));
    expect(added).toEqual(["plan.png", "Devis.pdf"]);
    await button("Retirer Devis.pdf").click();
    await until(() => expect(bridge.writing.drafts[0]?.attachments.map(({ name }) => name)).toEqual(["plan.png"]));
  });

  test("a template fills what is known and says what is left", async () => {
    await compose();
    await to().fill("kar");
    await page.getByRole("option", { name: /Karim Benali/ }).click();
    await text().click({ position: { x: 5, y: 8 } });
    await button("Autres options").click();
    await page.getByRole("menuitem", { name: "Merci" }).click();
    await expect.element(text()).toMatchTextContent(/Bonjour Karim,/);
    await expect.element(subject()).toHaveValue("Merci");
    await expect.element(page.getByText(/^Reste à remplir\s: sujet/)).toBeVisible();
  });
});
