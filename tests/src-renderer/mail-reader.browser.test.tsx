import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { Message } from "../../src-preload/contract/mail.ts";
import type { FakeBridge } from "./fake-bridge.ts";
import { openApp } from "./open-app.tsx";

const row = (name: string | RegExp) => page.getByRole("row", { name });
const button = (name: string | RegExp) => page.getByRole("button", { name });
const frame = () => document.querySelector<HTMLIFrameElement>(".msg-frame iframe");
const inside = () => frame()?.contentDocument?.body;

/** Opens a message, changed as a test wants it. */
async function read(subject: string, change: Partial<Message> = {}, prepare: (bridge: FakeBridge) => void = () => {}) {
  const bridge = await openApp({ page: "mail", mail: true });
  bridge.post.messages = bridge.post.messages.map((one) => (one.subject === subject ? { ...one, ...change } : one));
  prepare(bridge);
  bridge.publish("mail", "folders");
  await row(new RegExp(subject)).click();
  await expect.element(page.getByRole("heading", { name: subject })).toBeVisible();
  return bridge;
}

const HOSTILE = [
  `<p id="said">Bonjour</p><script>parent.ran = 1</script><img src="x" onerror="parent.ran = 2">`,
  `<svg onload="parent.ran = 3"><animate onbegin="parent.ran = 4"/></svg>`,
  `<iframe src="https://evil.example.net/"></iframe><object data="https://evil.example.net/"></object>`,
  `<a href="javascript:parent.ran = 5">javascript</a><a href="https://evil.example.net/" target="_top">https://bank.example.com</a>`,
  `<form action="https://evil.example.net/"><input autofocus onfocus="parent.ran = 6"><button>Envoyer</button></form>`,
  `<base href="https://evil.example.net/"><meta http-equiv="refresh" content="0;url=https://evil.example.net/">`,
  `<style>@import "https://evil.example.net/a.css"; p { background: url(https://evil.example.net/b.png) }</style>`,
  `<p style="background-image:url(https://evil.example.net/c.png);position:fixed;inset:0">Au-dessus</p>`,
  `<img src="https://evil.example.net/d.png"><img srcset="https://evil.example.net/e.png 2x"><video poster="https://evil.example.net/f.png"></video>`,
  `<math><mtext><table><mglyph><style><img src=x onerror="parent.ran = 7"></style></mglyph></table></mtext></math>`,
].join("");

test("hostile HTML neither runs, nor loads, nor navigates, even when the engine lets all of it through", async () => {
  const opened = vi.spyOn(window, "open").mockReturnValue(null);
  const loads: string[] = [];
  const watch = new PerformanceObserver((list) => loads.push(...list.getEntries().map(({ name }) => name)));
  watch.observe({ type: "resource" });
  const bridge = await read("Client demo, agenda", { html: HOSTILE });
  await expect.poll(() => inside()?.textContent).toMatch(/Bonjour/);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((window as { ran?: number }).ran).toBeUndefined();
  const inner =
    frame()
      ?.contentWindow?.performance.getEntriesByType("resource")
      .map(({ name }) => name) ?? [];
  expect([...loads, ...inner].filter((name) => name.includes("evil.example.net"))).toEqual([]);
  const forbidden =
    "script, iframe, object, form, input, button, base, meta, svg, math, video, [onerror], [srcset], [target]";
  expect(inside()?.querySelectorAll(forbidden)).toHaveLength(0);
  expect(inside()?.innerHTML).not.toMatch(/evil\.example\.net\/[a-f]\.(png|css)["')]/);
  expect(frame()?.getAttribute("sandbox")).toBe("allow-same-origin");
  expect(frame()?.contentDocument?.querySelector("meta")?.content).toMatch(/default-src 'none'.*form-action 'none'/);
  expect(frame()?.contentDocument?.URL).toBe("about:srcdoc");
  expect(bridge.inputsOf("mail.remoteImage")).toEqual([]);
  watch.disconnect();
  opened.mockRestore();
});

test("a link that shows one domain and leads to another is asked about, and never opens by itself", async () => {
  const clicks: string[] = [];
  const listen = (event: Event) => {
    const link = (event.target as HTMLElement).closest("a");
    if (!link) return;
    event.preventDefault();
    clicks.push(`${link.target} ${link.rel} ${link.href}`);
  };
  const original = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function click() {
    clicks.push(`${this.target} ${this.rel} ${this.href}`);
  };
  document.addEventListener("click", listen);
  await read("Votre compte sera fermé");
  await expect.element(page.getByRole("alert")).toMatchTextContent(/le message vient de alerte@example-verif\.net/);
  await expect.poll(() => inside()?.querySelector("a")).toBeTruthy();
  const link = inside()?.querySelector("a");
  link?.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
  await expect.element(page.getByText("alors que le texte affiche www.postfinance.example.com")).toBeVisible();
  link?.click();
  await expect
    .element(page.getByText("Il affiche www.postfinance.example.com, mais ouvre login.example-verif.net."))
    .toBeVisible();
  expect(frame()?.contentDocument?.URL).toBe("about:srcdoc");
  expect(clicks.filter((one) => one.startsWith("_blank"))).toEqual([]);
  await button("Ouvrir login.example-verif.net quand même").click();
  await expect
    .poll(() => clicks.filter((one) => one.startsWith("_blank")))
    .toEqual(["_blank noopener noreferrer https://login.example-verif.net/x"]);
  document.removeEventListener("click", listen);
  HTMLAnchorElement.prototype.click = original;
});

test("pictures of elsewhere are not asked for until the user wants them; trackers are named and stay away", async () => {
  const bridge = await read("Comité de pilotage T1");
  await expect.element(page.getByText(/3 traqueurs bloqués/)).toBeVisible();
  expect(bridge.inputsOf("mail.remoteImage")).toEqual([]);
  await button("Détails").click();
  await expect.element(page.getByText("HubSpot")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByText("HubSpot")).not.toBeInTheDocument();
  await userEvent.keyboard("i");
  const { id } = bridge.post.bySubject("Comité de pilotage T1");
  await expect.poll(() => bridge.inputsOf("mail.allowRemote")).toEqual([{ messageId: id, scope: "message" }]);
  await expect
    .poll(() => bridge.inputsOf("mail.remoteImage"), { timeout: 8000 })
    .toEqual([{ messageId: id, url: "https://img.example.net/logo.png" }]);
  await expect.poll(() => inside()?.querySelector("img")?.src, { timeout: 8000 }).toMatch(/^data:image\/gif;base64,/);
  await expect.element(page.getByText(/3 traqueurs bloqués/)).toBeVisible();
});

test("the quoted tail is folded until it is wanted, in HTML and in text", async () => {
  const bridge = await read("Restitution : derniers chiffres");
  const quote = () => inside()?.querySelector("[data-quote]");
  await expect.poll(() => quote() && getComputedStyle(quote() as Element).display).toBe("none");
  await button("Montrer les messages précédents").click();
  expect(getComputedStyle(quote() as Element).display).toBe("block");
  bridge.post.messages = bridge.post.messages.map((one) =>
    one.subject === "Re: Devis Musée"
      ? { ...one, text: "D’accord.\n\nLe 3 novembre, Camille a écrit :\n> Vendredi ?" }
      : one,
  );
  bridge.publish("mail");
  await row(/Re: Devis Musée/).click();
  await expect.element(page.getByText("D’accord.", { exact: true })).toBeVisible();
  await expect.element(page.getByText(/Vendredi \?/)).not.toBeInTheDocument();
  await button("Montrer les messages précédents").click();
  await expect.element(page.getByText(/Vendredi \?/)).toBeVisible();
});

test("an answer to an invitation says who is told before the click, and is sent with the word", async () => {
  const bridge = await read("Comité de pilotage T1");
  const card = page.getByRole("region", { name: /Invitation : Comité/ });
  await expect.element(card.getByText("mardi 1er décembre, 10:00 – 11:30")).toBeVisible();
  await expect.element(card.getByText(/Chevauche .*Revue budget.* de 11:00 à 11:30/)).toBeVisible();
  await expect.element(card.getByText("Répondre enverra un e-mail à Marc Dubois.")).toBeVisible();
  await button("Ajouter un mot").click();
  await page.getByRole("textbox", { name: "Mot pour l’organisateur" }).fill("Je serai en retard.");
  await button("Peut-être").click();
  const { id } = bridge.post.bySubject("Comité de pilotage T1");
  await expect
    .poll(() => bridge.inputsOf("mail.answerInvitation"))
    .toEqual([{ messageId: id, answer: "tentative", comment: "Je serai en retard.", calendarId: "travail" }]);
  await expect.element(page.getByText("Réponse : peut-être")).toBeVisible();
  await expect.element(card.getByRole("button", { name: "Peut-être" })).toHaveAttribute("aria-pressed", "true");
});

test("a cancellation is taken into the agenda by one click", async () => {
  const bridge = await read("Comité de pilotage T1", {}, ({ post }) => {
    const event = { id: "e1" } as never;
    if (post.invitation) post.invitation = { ...post.invitation, method: "cancel", state: "cancelled", event };
  });
  await expect.element(page.getByText("Marc Dubois a annulé cet événement")).toBeVisible();
  await expect.element(button("Accepter")).not.toBeInTheDocument();
  await button("L’annuler dans l’agenda").click();
  await expect.poll(() => bridge.inputsOf("mail.applyInvitation")).toHaveLength(1);
});

test("a file that could run something is not saved without asking", async () => {
  const bridge = await read("Accès aux réserves");
  await button("Enregistrer plan-acces.exe").click();
  await expect.element(page.getByRole("dialog", { name: /plan-acces\.exe/ })).toBeVisible();
  expect(bridge.inputsOf("mail.attachment")).toEqual([]);
  await page.getByRole("dialog").getByRole("button", { name: "Annuler" }).click();
  expect(bridge.inputsOf("mail.attachment")).toEqual([]);
});

test("a message that could not be read is shown as it came, with the reason", async () => {
  await read("Client demo, agenda", {
    body: "unreadable",
    failure: { code: "malformed", reason: "malformed", message: "", params: { what: "message" } },
  });
  await expect.element(page.getByText("Ce message ne peut pas être mis en forme")).toBeVisible();
  await expect.element(page.getByText(/Subject: Client demo, agenda/)).toBeVisible();
});

test("unsubscribing by one click is offered where the engine says so", async () => {
  const bridge = await read("Le Point du jour");
  await button("Autres actions sur ce message").click();
  await page.getByRole("menuitem", { name: "Se désabonner…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Se désabonner" }).click();
  await expect.poll(() => bridge.inputsOf("mail.unsubscribe")).toHaveLength(1);
});

test("an event made from a message begins with its title, its people and the way back", async () => {
  await read("Re: Devis Musée", {
    to: [{ address: "camille@atelier-meridien.ch" }, { address: "nora@example.com", name: "Nora Keller" }],
  });
  await button("Autres actions sur ce message").click();
  await page.getByRole("menuitem", { name: "Créer un événement" }).click();
  await expect.element(page.getByRole("textbox", { name: "Titre" })).toHaveValue("Devis Musée");
  await expect.element(page.getByText("Nora Keller").first()).toBeVisible();
});
