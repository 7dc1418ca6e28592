// Makes the pictures of docs/ from the running product. `node scripts/screenshots.mjs [FOLDER]`
// The agenda with its demo data; the decision and the doctor with a real conflict, made by another client on a Radicale.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "@playwright/test";
import { startBrowserHost } from "../src-main/serve.ts";
import { missingServer } from "../tests/servers/child.ts";
import { rawClient } from "../tests/servers/dav.ts";
import { startRadicale } from "../tests/servers/radicale.ts";
import { CHROMIUM_ARGS, chromiumPath } from "../tests/support/chromium.ts";

// The engine takes its zone from the system.
process.env.TZ = "Europe/Paris";
const out = resolve(process.argv[2] ?? "docs");
mkdirSync(out, { recursive: true });
const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_ARGS] });
const button = (page, name) => page.getByRole("button", { name });

/** A data folder, a host and a French page for one story, all put away after it. */
async function withPage(story) {
  const data = mkdtempSync(join(tmpdir(), "cadran-shots-"));
  const host = await startBrowserHost({ data, port: 0 });
  const page = await browser.newPage({
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
  });
  try {
    await page.goto(host.url);
    await story(page);
  } finally {
    await page.close();
    await host.close();
    rmSync(data, { recursive: true, force: true });
  }
}

async function shoot(page, file) {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState("networkidle");
  await page.mouse.move(700, 30);
  await page.screenshot({ path: join(out, `${file}.png`), animations: "disabled" });
}

async function agenda(page) {
  await button(page, "Essayer avec des données de démonstration").click();
  await page.getByRole("navigation").getByRole("button", { name: "Agenda" }).click();
  for (const [file, key, colorScheme] of [
    ["agenda-week-light", "w", "light"],
    ["agenda-month-dark", "m", "dark"],
  ]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.locator(".cal [role=button]").first().waitFor();
    await page.keyboard.press(key);
    await page.locator(".cal [role=button]").first().waitFor();
    await shoot(page, file);
  }
}

/** A day of this week, basic form; 0: Monday. */
function weekday(n) {
  const day = new Date();
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7) + n);
  return day.toISOString().slice(0, 10).replaceAll("-", "");
}

function event(uid, [day, from, to], title, ...more) {
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//elsewhere//EN", "BEGIN:VEVENT", `UID:${uid}`];
  lines.push("DTSTAMP:20260101T000000Z", `DTSTART:${weekday(day)}T${from}00Z`, `DTEND:${weekday(day)}T${to}00Z`);
  return [...lines, `SUMMARY:${title}`, ...more, "END:VEVENT", "END:VCALENDAR", ""].join("\r\n");
}

const ABOUT = "DESCRIPTION:Présenter les 12 entretiens et choisir les deux pistes à prototyper.";

/** Calendars with events, on the server. */
async function fill(other, root) {
  for (const [folder, name] of [
    ["geneve", "Genève Mobilités"],
    ["team", "Équipe produit"],
    ["famille", "Famille"],
  ]) {
    await other.makeCalendar(`${root}${folder}/`, name);
  }
  await other.put(`${root}geneve/torn.ics`, event("torn", [2, "1400", "1500"], "Restitution", ABOUT));
  await other.put(`${root}geneve/devis.ics`, event("devis", [3, "0930", "1100"], "Préparer le devis"));
  await other.put(`${root}team/revue.ics`, event("revue", [2, "0930", "1100"], "Revue v2"));
  await other.put(`${root}team/demo.ics`, event("demo", [2, "1600", "1700"], "Démo"));
  await other.put(`${root}famille/ecole.ics`, event("ecole", [3, "1730", "1830"], "École"));
}

async function signIn(page, { url }) {
  await button(page, "Ajouter un compte").click();
  await page.getByLabel(/Adresse e-mail ou adresse du serveur/).fill(url);
  await page.getByLabel(/Nom d’utilisateur/).fill("alice");
  await page.getByLabel(/^Mot de passe/).fill("alice-pw");
  await button(page, "Se connecter").click();
  await button(page, "Ouvrir l’agenda").click();
}

async function synced(page, item) {
  await button(page, "Options de Genève Mobilités").click({ force: true });
  await page.getByRole("menuitem", { name: item }).click();
}

/** One event edited here and elsewhere while its calendar is paused; then the pages that tell of it. */
async function decision(page) {
  const server = await startRadicale();
  try {
    const other = rawClient("alice", "alice-pw");
    const root = `${server.url}alice/`;
    await fill(other, root);
    await signIn(page, server);
    await button(page, /^Restitution/).waitFor();
    await synced(page, "Mettre la synchronisation en pause");
    const theirs = event("torn", [3, "0900", "1000"], "Restitution", ABOUT.replace("les deux pistes", "une piste"));
    await other.put(`${root}geneve/torn.ics`, theirs);
    await button(page, /^Restitution/).click();
    await button(page, "Modifier").click();
    await page.getByRole("textbox", { name: "Titre" }).fill("Restitution intermédiaire");
    await page.getByRole("textbox", { name: "Heure de début" }).fill("15:00");
    await page.getByRole("textbox", { name: "Description" }).fill(ABOUT.slice(12).replace("deux", "trois"));
    await button(page, "Enregistrer").click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await synced(page, "Reprendre la synchronisation");
    await button(page, "1 à trancher").click();
    await page.locator(".toast").waitFor({ state: "hidden" });
    await page.getByRole("radio", { name: /^Heure.*serveur$/ }).click();
    await shoot(page, "sync-conflict-light");
    await page.keyboard.press("Escape");
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    await page.getByTitle("Voir le détail de la synchronisation").click();
    await button(page, "Trancher").waitFor();
    await shoot(page, "sync-doctor-dark");
  } finally {
    await server.stop();
  }
}

try {
  await withPage(agenda);
  const missing = missingServer("radicale");
  if (missing === undefined) await withPage(decision);
  else console.error(missing);
} finally {
  await browser.close();
}
