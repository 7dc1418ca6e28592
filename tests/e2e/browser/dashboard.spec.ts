// The dashboard on a real engine and a real Radicale: what is now and next, what another client adds, and a server that goes away.
import { expect, type Page } from "@playwright/test";
import { missingServer } from "../../servers/child.ts";
import { rawClient } from "../../servers/dav.ts";
import type { DavServer } from "../../servers/radicale.ts";
import { test } from "./host.ts";

const missing = missingServer("radicale");
test.skip(missing !== undefined, missing ?? "");
test.use({ startPage: "home" });

const other = rawClient("alice", "alice-pw");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** An instant as RFC 5545 writes it. */
const utc = (ms: number) => new Date(ms).toISOString().replace(/[-:]|\.\d+/g, "");
/** The day it is in Paris, `days` later, basic form. */
const day = (days: number) =>
  new Date(Date.now() + days * 24 * HOUR).toLocaleDateString("sv-SE", { timeZone: "Europe/Paris" }).replaceAll("-", "");

/** Hours from now until hours from now. */
const timed = (from: number, to: number) => [
  `DTSTART:${utc(Date.now() + from * HOUR)}`,
  `DTEND:${utc(Date.now() + to * HOUR)}`,
];
/** The hours of the day gone in Paris, at most `most`: what began then began today, also just after midnight. */
function gone(most: number): number {
  const [hour = 0, minute = 0] = new Date()
    .toLocaleTimeString("sv-SE", { timeZone: "Europe/Paris" })
    .split(":")
    .map(Number);
  return Math.min(most, hour + minute / 60);
}
const whole = (from: number, to: number) => [`DTSTART;VALUE=DATE:${day(from)}`, `DTEND;VALUE=DATE:${day(to)}`];

async function put(server: DavServer, title: string, ...lines: string[]): Promise<void> {
  const uid = title.toLowerCase().replaceAll(" ", "-");
  const text = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//elsewhere//EN", "BEGIN:VEVENT", `UID:${uid}`];
  text.push("DTSTAMP:20260101T000000Z", ...lines, `SUMMARY:${title}`, "END:VEVENT", "END:VCALENDAR", "");
  await other.put(`${server.url}alice/team/${uid}.ics`, text.join("\r\n"));
}

/** Signs in and goes home. */
async function signIn(page: Page, url: string, server: DavServer): Promise<void> {
  await page.goto(url);
  await page.getByRole("button", { name: "Ajouter un compte" }).click();
  await page.getByLabel(/Adresse e-mail ou adresse du serveur/).fill(server.url);
  await page.getByLabel(/Nom d’utilisateur/).fill("alice");
  await page.getByLabel(/^Mot de passe/).fill("alice-pw");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.getByRole("button", { name: "Ouvrir l’agenda" }).click();
  await page.getByRole("navigation").getByRole("button", { name: "Accueil" }).click();
}

const tile = (page: Page) => page.getByRole("region", { name: "À venir" });
/** Titles as listed. */
const titles = async (page: Page) =>
  (await tile(page).locator("[data-up] .hidden").allTextContents()).map((name) => name.split(",")[0]);

test("the widget shows what is now and next in order, what others add after a refresh, and all of it offline", async ({
  host,
  page,
  call,
  radicale,
}) => {
  // The engine's day is then the page's, whatever this machine's zone is.
  await call("settings.set", { zone: "Europe/Paris" });
  await other.makeCalendar(`${radicale.url}alice/team/`, "Équipe");
  await put(radicale, "Plus tard", ...timed(50, 51));
  await put(radicale, "Revue", ...timed(-gone(0.5), 0.5), "URL:https://example.com/", "RRULE:FREQ=DAILY;COUNT=1");
  await put(radicale, "Passé", ...timed(-3, -2));
  await put(radicale, "Bientôt", ...timed(0.75, 1));
  await put(radicale, "Télétravail", ...whole(0, 1));
  await put(radicale, "Salon", ...whole(-1, 2));
  await signIn(page, host.url, radicale);
  await expect(tile(page).getByRole("button", { name: /^Revue,.* encore (29|30) min, Équipe/ })).toBeVisible();
  expect(await titles(page)).toEqual(["Salon", "Télétravail", "Revue", "Bientôt", "Plus tard"]);
  await expect(tile(page).getByRole("button", { name: /^Salon,.* jour 2 sur 3/ })).toBeVisible();
  await expect(tile(page).getByText(/à jour, vérifiés? à/)).toBeVisible();

  await page.evaluate(() => document.body.setAttribute("data-same-page", ""));
  await put(radicale, "Ailleurs", ...timed(1.25, 1.5));
  await tile(page).getByRole("button", { name: "Actualiser" }).click();
  await expect(tile(page).getByRole("button", { name: /^Ailleurs,/ })).toBeVisible();
  expect(await titles(page)).toEqual(["Salon", "Télétravail", "Revue", "Bientôt", "Ailleurs", "Plus tard"]);
  await expect(page.locator("[data-same-page]")).toHaveCount(1);

  await radicale.stop();
  await tile(page).getByRole("button", { name: "Actualiser" }).click();
  await expect(tile(page).getByText(/^Hors connexion, vérifié à/)).toBeVisible();
  await expect(tile(page).getByText(/Prochain essai à/)).toBeVisible();
  expect(await titles(page)).toContain("Ailleurs");
});

test("an event opens in the agenda, and one written in a sentence is listed at once", async ({
  host,
  page,
  radicale,
}) => {
  await other.makeCalendar(`${radicale.url}alice/team/`, "Équipe");
  await put(radicale, "Bientôt", ...timed(1, 2));
  await signIn(page, host.url, radicale);
  await tile(page)
    .getByRole("button", { name: /^Bientôt,/ })
    .click();
  await expect(page.getByRole("dialog", { name: "Bientôt" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("h");
  await expect(tile(page)).toBeVisible();
  await page.keyboard.press("n");
  await page.keyboard.type("Dentiste dans 3 heures");
  await page.keyboard.press("Enter");
  await expect(tile(page).getByRole("button", { name: /^Dentiste,/ })).toBeVisible();
});

test("the layout is kept over a reload", async ({ host, page }) => {
  await page.goto(host.url);
  await page.getByRole("button", { name: "Essayer avec des données de démonstration" }).click();
  const tiles = () => page.locator("[data-tile]").evaluateAll((all) => all.map((one) => one.getAttribute("data-tile")));
  await expect.poll(tiles).toEqual(["agenda", "mail", "news"]);
  await page.getByRole("button", { name: "Déplacer « Actualités »" }).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Space");
  await expect.poll(tiles).toEqual(["agenda", "news", "mail"]);
  await page.reload();
  await expect.poll(tiles).toEqual(["agenda", "news", "mail"]);
});
