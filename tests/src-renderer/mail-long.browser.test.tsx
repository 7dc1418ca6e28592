// Long conversations, messages in dark, and those of which not everything is shown (mail rules 51, R9, A4).
import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { openApp } from "./open-app.tsx";

const SUBJECT = "Client demo, agenda";
const row = (name: string | RegExp) => page.getByRole("row", { name });
const inside = () => document.querySelector<HTMLIFrameElement>(".msg-frame iframe")?.contentDocument?.body;

test("of a conversation of two hundred only what is new is open, each of the others is one line", async () => {
  const bridge = await openApp({ page: "mail", mail: true });
  const model = bridge.post.bySubject(SUBJECT);
  const flags = { ...model.flags, seen: true };
  const many = Array.from({ length: 200 }, (_, n) => ({
    ...model,
    flags,
    id: `9${String(n).padStart(5, "0")}` as typeof model.id,
    dateMs: model.dateMs - (200 - n) * 60_000,
    text: `word ${n}`,
  }));
  bridge.post.messages = [
    ...many,
    ...bridge.post.messages.map((one) => (one.id === model.id ? { ...one, flags } : one)),
  ];
  bridge.publish("mail", "folders");
  await row(new RegExp(SUBJECT)).click();
  await expect.poll(() => document.querySelectorAll(".msg-folded").length).toBe(200);
  expect(document.querySelectorAll("article.msg").length).toBe(1);
  document.querySelector<HTMLButtonElement>(".msg-folded")?.click();
  await expect.poll(() => document.querySelectorAll("article.msg").length).toBe(2);
});

test("in dark a white page becomes dark before it is seen, and comes back as it was sent by a click", async () => {
  const bridge = await openApp({ page: "mail", mail: true, theme: "dark" });
  const html = '<div style="background-color:#ffffff;color:#111111">Bonjour</div>';
  bridge.post.messages = bridge.post.messages.map((one) => (one.subject === SUBJECT ? { ...one, html } : one));
  bridge.publish("mail", "folders");
  await row(new RegExp(SUBJECT)).click();
  const style = () => inside()?.querySelector<HTMLElement>("div[style]")?.style.cssText ?? "";
  await expect.poll(style).toContain("transparent");
  await page.getByRole("button", { name: "Autres actions sur ce message" }).click();
  await page.getByRole("menuitem", { name: "Couleurs d’origine" }).click();
  await expect.poll(style).toBe("background-color: rgb(255, 255, 255); color: rgb(17, 17, 17);");
});

test("a message of which not everything is shown says so, and its source is one click away", async () => {
  const bridge = await openApp({ page: "mail", mail: true });
  bridge.post.messages = bridge.post.messages.map((one) => (one.subject === SUBJECT ? { ...one, cut: true } : one));
  bridge.publish("mail", "folders");
  await row(new RegExp(SUBJECT)).click();
  await page.getByRole("button", { name: "Montrer le texte brut" }).click();
  await expect.element(page.getByText(new RegExp(`Subject: ${SUBJECT}`))).toBeVisible();
});
