// What the mail page does beyond reading and filing: refused deeds, files, hidden folders, own keys, long results, events.
import i18next from "i18next";
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { MailFolder } from "../../src-preload/contract/mail.ts";
import { violations } from "./axe-violations.ts";
import type { FakeBridge, FakeOptions } from "./fake-bridge.ts";
import { mailSeed } from "./fake-mail-seed.ts";
import { openApp } from "./open-app.tsx";

const row = (name: string | RegExp) => page.getByRole("row", { name });
const button = (name: string | RegExp) => page.getByRole("button", { name });
const item = (name: string | RegExp) => page.getByRole("menuitem", { name });

async function openMail(options: FakeOptions = {}) {
  const bridge = await openApp({ page: "mail", mail: true, ...options });
  await expect.element(row(/Comité de pilotage T1/)).toBeVisible();
  return bridge;
}

/** Changes how folders stand. */
function setSync(bridge: FakeBridge, id: string, sync: Partial<MailFolder["sync"]>) {
  bridge.post.folders = bridge.post.folders.map((one) =>
    one.id === id ? { ...one, sync: { ...one.sync, ...sync } } : one,
  );
  bridge.publish("folders");
}

const REFUSED: MailFolder["sync"]["failure"] = {
  ...{ code: "malformed", reason: "refused-data", message: "" },
  params: { detail: "over quota" },
};

test("what a server refused is said with its reason and what was kept, and goes out once more or is given up", async () => {
  const bridge = await openMail();
  setSync(bridge, "in1", { failed: 2, failure: REFUSED });
  const account = page.getByRole("navigation").getByRole("region", { name: "atelier-meridien.ch" });
  await expect.element(account.getByText("Le serveur a refusé 2 actions").first()).toBeVisible();
  await expect.element(account.getByText(/Aucun message n’est perdu/)).toBeVisible();
  expect(await violations()).toEqual([]);
  await account.getByRole("button", { name: "Réessayer" }).click();
  await expect.poll(() => bridge.inputsOf("mail.retryDeeds")).toEqual([{ accountId: "a1" }]);
  await expect.element(page.getByText("2 actions repartent")).toBeVisible();
  await expect.element(account.getByText(/Aucun message n’est perdu/)).not.toBeInTheDocument();
  setSync(bridge, "in1", { failed: 1, failure: REFUSED });
  await account.getByRole("button", { name: "Ne plus essayer" }).click();
  await expect.poll(() => bridge.inputsOf("mail.retryDeeds").at(-1)).toEqual({ accountId: "a1", forget: true });
});

test("the doctor tells of each folder how much of it is here and why it stands still", async () => {
  const bridge = await openApp({ page: "doctor", mail: true, busy: true });
  await expect.element(page.getByRole("heading", { name: "Synchronisation", level: 1 })).toBeVisible();
  setSync(bridge, "archive1", { state: "running", onServer: 12_000 });
  setSync(bridge, "musee", { state: "parked", failure: REFUSED });
  const card = page.getByRole("main").getByRole("region", { name: "atelier-meridien.ch" });
  const folder = (name: string) => card.getByRole("listitem").filter({ hasText: name });
  await expect.element(folder("Archives")).toMatchTextContent(/\d+ messages sur 12\s000/);
  await expect.element(card.getByRole("progressbar", { name: /^Archives/ })).toBeVisible();
  await expect
    .element(folder("Musée"))
    .toMatchTextContent(/Le serveur refuse de l’ouvrir\. Motif du serveur.: over quota/);
  expect(await violations()).toEqual([]);
  await card.getByRole("button", { name: "Options de Musée" }).click();
  await item("Synchroniser maintenant").click();
  await expect.poll(() => bridge.inputsOf("sync.run").at(-1)).toEqual({ folderId: "musee" });
  await page
    .getByText(/À traiter|attend/)
    .first()
    .click();
});

test("messages from files go into the folder they are dropped on", async () => {
  const bridge = await openMail();
  const data = new DataTransfer();
  data.items.add(new File(["From: a@example.com\r\n\r\nBonjour"], "lettre.eml", { type: "message/rfc822" }));
  const target = button(/^Musée$/).element();
  for (const type of ["dragover", "drop"])
    target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
  await expect.element(page.getByText(/1 message importé dans «.Musée.»/)).toBeVisible();
  expect(bridge.inputsOf("mail.import")).toEqual([
    { folderId: "musee", files: [{ name: "lettre.eml", base64: btoa("From: a@example.com\r\n\r\nBonjour") }] },
  ]);
});

test("files are asked for by the folder's menu", async () => {
  const bridge = await openMail();
  const click = vi.spyOn(HTMLInputElement.prototype, "click").mockImplementation(function pick(this: HTMLInputElement) {
    if (this.type !== "file") return;
    const data = new DataTransfer();
    data.items.add(new File(["x"], "boite.mbox"));
    this.files = data.files;
    this.onchange?.(new Event("change"));
  });
  await button("Options de Musée").click();
  await item("Importer des messages…").click();
  await expect.poll(() => bridge.inputsOf("mail.import").map(({ files }) => files[0]?.name)).toEqual(["boite.mbox"]);
  click.mockRestore();
});

test("a folder that was hidden is shown again from the menu of its account", async () => {
  await openMail();
  await button("Options de Musée").click();
  await item("Masquer ici").click();
  await expect.element(button(/^Musée$/)).not.toBeInTheDocument();
  await button("Options de atelier-meridien.ch").first().click();
  await item(/Montrer «.Musée.»/).click();
  await expect.element(button(/^Musée$/)).toBeVisible();
});

test("keys of one's own do the deed and are the ones shown", async () => {
  const bridge = await openMail();
  bridge.settings = { ...bridge.settings, keys: { "mail.archive": "y", "mail.reply": "Mod+Shift+r" } };
  bridge.publish("settings");
  await row(/Re: Devis Musée/).click();
  await expect.element(page.getByRole("heading", { name: "Re: Devis Musée" })).toBeVisible();
  await expect.element(button(/^Répondre/).last()).toMatchTextContent(/Ctrl Shift R|⌘ ⇧ R/);
  await page
    .getByRole("toolbar", { name: "Actions sur la conversation" })
    .getByRole("button", { name: "Archiver" })
    .hover();
  await expect.element(page.getByText("Archiver · Y")).toBeVisible();
  await userEvent.keyboard("e");
  await userEvent.keyboard("y");
  await expect.poll(() => bridge.inputsOf("mail.move")).toHaveLength(1);
});

test("results go on beyond the first page, to the last one", async () => {
  const bridge = await openMail();
  bridge.post.messages = mailSeed(900);
  await userEvent.keyboard("/");
  await userEvent.keyboard("compte");
  await expect.element(page.getByText("Les 100 plus récents")).toBeVisible();
  const list = () => page.getByRole("grid").element();
  const last = bridge.post.messages.find(({ subject }) => subject.startsWith("Compte rendu"));
  const isThere = () => {
    list().scrollTop = list().scrollHeight;
    return row(new RegExp(`${last?.subject},`)).query() !== null;
  };
  await expect.poll(isThere, { timeout: 10_000 }).toBe(true);
  await expect.element(page.getByText("131 messages trouvés")).toBeVisible();
  const cursors = bridge
    .inputsOf("mail.search")
    .filter(({ query }) => query === "compte")
    .map(({ cursor }) => cursor);
  expect(new Set(cursors).size).toBe(2);
});

test("scrolling asks for lines and draws no more than the list", async () => {
  const bridge = await openMail();
  bridge.post.messages = mailSeed(900);
  bridge.publish("mail", "folders");
  await expect.poll(() => Number(page.getByRole("grid").element().ariaRowCount)).toBeGreaterThan(600);
  await row(/Comité de pilotage T1/).click();
  await expect.element(button("Accepter")).toBeVisible();
  // Every word on screen is asked for when its part is drawn.
  const words: unknown[] = [];
  const said = i18next.t as unknown as (...args: unknown[]) => string;
  const spy = vi.spyOn(i18next, "t").mockImplementation(((...args: unknown[]) => {
    words.push(args[0]);
    return said(...args);
  }) as never);
  const scroller = page.getByRole("grid").element();
  for (let n = 0; n < 60; n++) {
    scroller.scrollTop += 300;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  await expect.poll(() => bridge.inputsOf("mail.list").filter(({ cursor }) => cursor).length).toBeGreaterThan(1);
  spy.mockRestore();
  expect(words.length).toBeGreaterThan(100);
  const elsewhere = ["mail.write", "mail.folders", "mail.account.add", "reader.title", "reader.bar"];
  expect(words.flat().filter((word) => elsewhere.includes(String(word)))).toEqual([]);
});

test("an event made from a message leads back to it, and the message to the event", async () => {
  const bridge = await openMail();
  await row(/Re: Devis Musée/).click();
  await button("Autres actions sur ce message").click();
  await item("Créer un événement").click();
  await expect.element(page.getByRole("textbox", { name: "Titre" })).toHaveValue("Devis Musée");
  await page.getByRole("dialog").getByRole("button", { name: "Enregistrer", exact: true }).click();
  const { id } = bridge.post.bySubject("Re: Devis Musée");
  await expect.poll(() => bridge.inputsOf("mail.linkEvent")).toMatchObject([{ messageId: id }]);
  await button(/^Devis Musée, /)
    .first()
    .click();
  await button("Message d’origine: Re: Devis Musée").click();
  await expect.element(page.getByRole("heading", { name: "Re: Devis Musée" })).toBeVisible();
  const made = page.getByRole("region", { name: "Dans l’agenda, d’après ce message" });
  await expect.element(made.getByRole("button", { name: /Devis Musée/ })).toBeVisible();
  expect(await violations()).toEqual([]);
  await made.getByRole("button", { name: /Devis Musée/ }).click();
  await expect.element(page.getByRole("dialog", { name: "Devis Musée" })).toBeVisible();
});
