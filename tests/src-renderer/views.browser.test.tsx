import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { violations } from "./axe-violations.ts";
import type { FakeBridge } from "./fake-bridge.ts";
import { openApp } from "./open-app.tsx";

const title = () => page.getByRole("heading", { level: 1 });
const block = (name: RegExp) => page.getByRole("button", { name }).first();

function change(bridge: FakeBridge, name: RegExp, how: object): void {
  bridge.events = bridge.events.map((event) => (name.test(event.title) ? { ...event, ...how } : event));
  bridge.publish("events", "occurrences");
}

test("the menu beside the four views has them all, and shows the one chosen", async () => {
  await openApp();
  await page.getByRole("button", { name: "Toutes les vues, Semaine affichée" }).click();
  await page.getByRole("menuitemradio", { name: "Semaine de travail" }).click();
  await expect.element(title()).toMatchTextContent(/16 – 20 novembre/);
  await expect.element(block(/^Bilan de sprint/)).toBeVisible();
  await expect.element(page.getByRole("button", { name: /^Brunch chez Sofia/ })).not.toBeInTheDocument();
  await expect.element(page.getByRole("button", { name: /Semaine de travail affichée/ })).toBeVisible();
});

test("the year says how full each day is, goes by arrows and opens a day", async () => {
  await openApp();
  await userEvent.keyboard("y");
  await expect.element(title()).toMatchTextContent("2026");
  const today = page.getByRole("button", { name: "mercredi 18 novembre, 7 événements" });
  await expect.element(today).toBeVisible();
  (today.element() as HTMLElement).focus();
  await userEvent.keyboard("{ArrowRight}");
  await expect.element(page.getByRole("button", { name: /^jeudi 19 novembre, 4 événements/ })).toHaveFocus();
  expect(await violations()).toEqual([]);
  await userEvent.keyboard("{Enter}");
  await expect.element(title()).toMatchTextContent(/Jeudi 19 novembre/);
});

test("the list has days as headings and its rows open the peek", async () => {
  await openApp();
  await userEvent.keyboard("l");
  await expect.element(page.getByRole("heading", { level: 2, name: /mercredi 18 novembre/ })).toBeVisible();
  await block(/^Chorale/).click();
  await expect.element(page.getByRole("dialog", { name: "Chorale" })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(block(/^Chorale/)).toHaveFocus();
  expect(await violations()).toEqual([]);
});

test("a month without anything says so and offers to begin", async () => {
  const bridge = await openApp();
  await userEvent.keyboard("l");
  bridge.events = [];
  bridge.publish("events", "occurrences");
  await expect.element(page.getByRole("heading", { name: "Rien de prévu ce mois-ci" })).toBeVisible();
});

test("G then D asks for a day in words and goes there", async () => {
  await openApp();
  await expect.element(title()).toBeVisible();
  await userEvent.keyboard("gd");
  const field = page.getByRole("textbox", { name: "Date" });
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard("jamais");
  await expect.element(page.getByText("Ceci n’est pas une date.")).toBeVisible();
  await field.fill("3 décembre");
  await expect.element(page.getByText("jeudi 3 décembre 2026")).toBeVisible();
  await userEvent.keyboard("{Enter}");
  await expect.element(title()).toMatchTextContent(/30 novembre – 6 décembre/);
});

test("weeks begin where the settings say, hours elsewhere stand beside those here", async () => {
  const bridge = await openApp();
  bridge.settings = { ...bridge.settings, agenda: { firstDay: 0, secondZone: "America/New_York" } };
  bridge.publish("settings");
  await expect.element(title()).toMatchTextContent(/15 – 21 novembre/);
  await expect.element(page.getByText("New York")).toBeVisible();
  const hours = () => document.querySelector('.cal [data-time="14:00:00"] .cx-two-zones')?.textContent;
  await expect.poll(hours).toBe("8\u00a0h14\u00a0h");
});

test("an own colour, privacy, a meeting and the kinds of uncertainty are told apart by more than colour", async () => {
  const bridge = await openApp();
  await expect.element(block(/^Chorale/)).toBeVisible();
  change(bridge, /^Chorale/, { more: { privacy: "private", conferenceUrl: "https://meet.example.com/1" } });
  change(bridge, /^Point avec Inès/, { answer: "declined" });
  change(bridge, /^Client demo/, { answer: "needs-action" });
  await expect.element(block(/^Chorale, .*, privé, en visioconférence/)).toBeVisible();
  const look = (name: RegExp) => (block(name).element() as HTMLElement).className;
  await expect.poll(() => look(/^Point avec Inès/)).toMatch(/\bdec\b/);
  expect(look(/^Client demo/)).toMatch(/\bopen\b/);
  expect(look(/^Réunion parents-profs/)).toMatch(/\boff\b/);
  expect(look(/^Déjeuner d’équipe/)).toMatch(/\bmaybe\b/);
  expect(look(/^Revue de lancement/)).toMatch(/\brunning\b/);
});
