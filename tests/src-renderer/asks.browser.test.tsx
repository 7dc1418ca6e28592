import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { EventId, MessageId } from "../../src-preload/contract/shapes.ts";
import { openApp } from "./open-app.tsx";

// What the desktop asks of the window.

beforeEach(() => userEvent.keyboard("{Escape}"));

const ready = async (options: Parameters<typeof openApp>[0] = {}) => {
  const bridge = await openApp({ mail: true, ...options });
  await expect.element(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
  return bridge;
};

test("a page is shown, and the settings", async () => {
  const { desktop } = await ready();
  desktop.ask({ ask: "page", page: "sync" });
  await expect.element(page.getByRole("main", { name: /[Ss]ynchronisation/ })).toBeVisible();
  desktop.ask({ ask: "page", page: "settings" });
  await expect.element(page.getByRole("dialog", { name: "Réglages" })).toBeVisible();
});

test("an event is shown in the agenda", async () => {
  const bridge = await ready({ page: "home" });
  const { id } = bridge.events.find(({ title }) => title === "Chorale") ?? { id: "" as EventId };
  bridge.desktop.ask({ ask: "openEvent", eventId: id });
  await expect.element(page.getByRole("dialog", { name: "Chorale" })).toBeVisible();
});

test("a message is shown in mail", async () => {
  const bridge = await ready();
  const message = bridge.post.messages.find(({ subject }) => subject !== "");
  bridge.desktop.ask({ ask: "openMessage", messageId: message?.id as MessageId });
  await expect.element(page.getByRole("heading", { name: message?.subject ?? "" }).first()).toBeVisible();
});

test("the line for a sentence has the cursor", async () => {
  const { desktop } = await ready();
  desktop.ask({ ask: "quickAdd" });
  await expect.element(page.getByRole("textbox", { name: "Nouvel événement en une phrase" })).toHaveFocus();
});

test("a mailto link opens the composer with all it says", async () => {
  const { desktop } = await ready();
  const mailto = "mailto:nora@example.com?cc=paul@example.com&subject=Devis%20n%C2%B0%204&body=Bonjour%2C%0D%0AVoici.";
  desktop.ask({ ask: "compose", mailto });
  await expect.element(page.getByRole("textbox", { name: "Objet" })).toHaveValue("Devis n° 4");
  await expect
    .element(page.getByRole("textbox", { name: "Texte du message" }))
    .toMatchTextContent(/^Bonjour,.*Voici\..*Atelier Méridien/);
  await expect.element(page.getByRole("dialog").first()).toMatchTextContent(/nora@example\.com.*paul@example\.com/);
});

test("an answer is begun", async () => {
  const bridge = await ready();
  const [message] = bridge.post.messages;
  bridge.desktop.ask({ ask: "compose", replyTo: message?.id as MessageId });
  await expect.poll(() => bridge.inputsOf("mail.begin")).toMatchObject([{ messageId: message?.id, kind: "reply" }]);
});

test("a calendar file goes to the dialog that imports", async () => {
  const bridge = await ready();
  bridge.desktop.ask({ ask: "import", name: "fete.ics", text: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" });
  await expect.element(page.getByRole("dialog").last()).toMatchTextContent(/fete\.ics/);
  expect(bridge.inputsOf("events.import")).toMatchObject([{ dryRun: true }]);
});

test("an address to follow fills the form, also before there is any account", async () => {
  const { desktop } = await openApp({ empty: true });
  await expect.element(page.getByRole("heading", { level: 1 })).toBeVisible();
  desktop.ask({ ask: "subscribe", url: "webcal://example.com/matches.ics" });
  const fields = () => page.getByRole("textbox").elements() as HTMLInputElement[];
  await expect.poll(() => fields().map(({ value }) => value)).toContain("webcal://example.com/matches.ics");
});

test("what is asked before there is a window to do it in waits for it", async () => {
  const bridge = await openApp({ empty: true });
  await expect.element(page.getByRole("heading", { level: 1 })).toBeVisible();
  bridge.desktop.ask({ ask: "page", page: "settings" });
  await page.getByRole("button", { name: /démonstration/ }).click();
  await expect.element(page.getByRole("dialog", { name: "Réglages" })).toBeVisible();
});

test("a command of the desktop's menu does what its key does", async () => {
  const { desktop } = await ready();
  desktop.ask({ ask: "command", id: "keys.open" });
  await expect.element(page.getByRole("dialog", { name: /[Rr]accourcis/ })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  desktop.ask({ ask: "command", id: "search" });
  await expect.element(page.getByRole("textbox", { name: "Chercher dans l’agenda" })).toBeVisible();
});
