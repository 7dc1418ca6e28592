// Makes docs/screens: every page and the main dialogs, light and dark, 1440 and 1024 wide, on one day that never changes; what
// the guide shows in English too; the tray's popover and the notification centre. A real Radicale stands behind it.
// `node scripts/screens.mjs [FOLDER] [NAME,NAME…]`
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "@playwright/test";
import { startBrowserHost } from "../src-main/serve.ts";
import { callOn, eventFile, inParis, other } from "../tests/e2e/browser/host.ts";
import { fillScene } from "../tests/e2e/browser/scene.ts";
import { backToAgenda, SCREENS, settled } from "../tests/e2e/browser/screens.ts";
import { wordsOf } from "../tests/e2e/browser/words.ts";
import { missingServer } from "../tests/servers/child.ts";
import { startFeedServer } from "../tests/servers/feeds.ts";
import { startRadicale } from "../tests/servers/radicale.ts";
import { CHROMIUM_ARGS, chromiumPath } from "../tests/support/chromium.ts";

const root = resolve(import.meta.dirname, "..");
const NOW = new Date("2026-11-18T10:15:30+01:00");
const SHOWN = [
  ...["dashboard", "week", "month", "day", "year", "list", "doctor", "trash", "conflict"],
  ...["mail", "mail-tracker", "composer"],
  ...["peek", "editor", "history", "changes", "palette", "search", "settings", "attention"],
  ...["feeds", "calendar-settings", "onboarding"],
];
const SIZES = [
  [1440, 900],
  [1024, 720],
];

process.env.TZ = "Europe/Paris";
process.env.CADRAN_ENGINE_ENTRY = join(root, "tests/e2e/browser/stopped-engine.ts");
const out = resolve(process.argv[2] ?? join(root, "docs/screens"));
/** What the guide shows in English. */
const ENGLISH = ["week", "dashboard", "mail", "mail-tracker", "conflict", "doctor", "onboarding", "widget", "notices"];
const chosen = process.argv[3]?.split(",") ?? [...SHOWN, "widget", "notices", ...ENGLISH.map((name) => `${name}-en`)];

/** A page of a folder that is full, in one language. */
async function withScene(browser, language, work) {
  const data = mkdtempSync(join(tmpdir(), "cadran-screens-"));
  const host = await startBrowserHost({ data, port: 0 });
  const radicale = await startRadicale();
  const feeds = await startFeedServer();
  const page = await browser.newPage({
    locale: `${language}-${language === "fr" ? "FR" : "GB"}`,
    timezoneId: "Europe/Paris",
  });
  try {
    await fillScene({ call: callOn(data), radicale, feeds, language, nowMs: NOW.getTime() });
    await page.clock.setFixedTime(NOW);
    await page.addInitScript(() => sessionStorage.setItem("cadran.page", "agenda"));
    await page.goto(host.url);
    await page.locator(".cal .cx-ev").first().waitFor();
    await work(page, callOn(data), radicale);
  } finally {
    await page.close();
    await host.close();
    await feeds.stop();
    await radicale.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

async function shoot(page, { open }, language, file) {
  if (await page.locator(".onboarding").isVisible()) await page.reload();
  await backToAgenda(page);
  process.stdout.write(`${file} `);
  await open(page, wordsOf(language));
  await page.mouse.move(720, 4);
  await settled(page);
  await page.locator(".toast").first().waitFor({ state: "hidden" });
  await page.screenshot({ path: join(out, `${file}.png`), animations: "disabled" });
}

/** What comes up to that day: a meeting under way, reminders that fell due. */
async function remind(call, radicale, language) {
  const [talk, place, committee] =
    language === "fr"
      ? ["Point avec Inès", "Salle Rhône", "Comité des usagers"]
      : ["Catch-up with Inès", "Rhône room", "Users’ committee"];
  const plan = (title, from, to, minutes, ...lines) => {
    const uid = `r${from}`;
    const alarm = ["BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${title}`, `TRIGGER:-PT${minutes}M`, "END:VALARM"];
    const text = eventFile(uid, title, ...inParis("20261118", from, to), ...lines, ...alarm);
    return other.put(`${radicale.url}alice/team/${uid}.ics`, text);
  };
  await plan(talk, "103000", "110000", 15, `LOCATION:${place}`);
  const room = "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://meet.example.com/usagers";
  await plan(committee, "110000", "120000", 60, room);
  await call("sync.run", {});
}

/** The tray's popover at its own size, and the bell's panel with cards beside it. */
async function desktopScreens(page, call, radicale, language, end) {
  await remind(call, radicale, language);
  const [popup] = await Promise.all([
    page.context().waitForEvent("page"),
    page.evaluate(() => void window.open("/?widget", "", "width=360,height=520")),
  ]);
  await popup.clock.setFixedTime(NOW);
  await popup.setViewportSize({ width: 360, height: 520 });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.keyboard.press("g");
  await page.keyboard.press("h");
  await page.locator(".rem").first().waitFor();
  await page.locator(".at-bell").click();
  await page.locator(".nt-item").first().waitFor();
  for (const colorScheme of ["light", "dark"]) {
    for (const [one, file] of [
      [popup, `widget${end}-${colorScheme}`],
      [page, `notices${end}-${colorScheme}-1440`],
    ]) {
      process.stdout.write(`${file} `);
      await one.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await one.mouse.move(300, 4);
      await settled(one);
      await one.screenshot({ path: join(out, `${file}.png`), animations: "disabled" });
    }
  }
}

const missing = missingServer("radicale");
if (missing !== undefined) throw new Error(missing);
mkdirSync(out, { recursive: true });
const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_ARGS] });
try {
  for (const [language, end] of [
    ["fr", ""],
    ["en", "-en"],
  ]) {
    const shown = SCREENS.filter(({ name }) => SHOWN.includes(name) && chosen.includes(`${name}${end}`));
    if (chosen.some((name) => [`widget${end}`, `notices${end}`].includes(name)))
      await withScene(browser, language, (...scene) => desktopScreens(...scene, language, end));
    if (shown.length === 0) continue;
    await withScene(browser, language, async (page) => {
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          for (const screen of shown) {
            await shoot(page, screen, language, `${screen.name}${end}-${colorScheme}-${width}`);
          }
        }
      }
    });
  }
} finally {
  await browser.close();
}
