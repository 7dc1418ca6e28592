// Backups in the browser host, by hand: one is made in the settings, the data file is damaged while nothing runs, and the next
// start says what happened and what was kept; and going back to an earlier state, asked for.
import { openSync, readdirSync, writeSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { type BrowserHost, startBrowserHost } from "../../../src-main/serve.ts";
import { callOn, test } from "./host.ts";
import { type Say, wordsOf, wrongWords } from "./words.ts";

const TIMES = { start: "2026-11-20T10:00", end: "2026-11-20T11:00", zone: "Europe/Paris" };
const NOVEMBER = { fromMs: Date.parse("2026-11-01T00:00:00Z"), toMs: Date.parse("2026-12-01T00:00:00Z") };

async function openData(page: Page, say: Say): Promise<void> {
  await page.getByRole("button", { name: say("settings.title"), exact: true }).click();
  await page.getByRole("tab", { name: say("settings.section.data") }).click();
}

const backupsOf = (page: Page, say: Say) =>
  page.getByRole("list", { name: say("backups.title") }).getByRole("listitem");

/** A letter where the database was. */
function damage(folder: string): void {
  const handle = openSync(join(folder, "cadran.sqlite"), "r+");
  for (let at = 0; at < 64; at++) writeSync(handle, Buffer.alloc(512, "no database "), 0, 512, at * 512);
}

// A whole engine starts twice in each.
test.describe.configure({ timeout: 150_000 });

test.describe("in French", () => {
  const say = wordsOf("fr");
  test.use({ locale: "fr-FR" });

  test("a damaged data file is replaced by the backup that was made in the settings, and the page says so", async ({
    page,
    folder,
  }) => {
    const running: BrowserHost[] = [];
    const start = async () => {
      const host = await startBrowserHost({ data: folder, port: 0 });
      running.push(host);
      await page.goto(host.url);
    };
    try {
      await start();
      const call = callOn(folder);
      const { calendar } = await call("calendars.create", { name: "Ici" });
      await call("events.create", { calendarId: calendar.id, ...TIMES, title: "Gardé" });
      await openData(page, say);
      await expect(page.getByText(say("backups.none"))).toBeVisible();
      await page.getByRole("button", { name: say("backups.make") }).click();
      await expect(page.getByText(say("backups.made"))).toBeVisible();
      await expect(backupsOf(page, say)).toHaveCount(1);
      await expect(backupsOf(page, say)).toContainText(say("backups.kind.hand"));
      await running.pop()?.close();
      damage(folder);

      await start();
      await page.getByRole("button", { name: say("attention.label_one", { count: "1" }) }).click();
      const told = page.getByRole("listitem").filter({ hasText: say("restored.damage") });
      await expect(told).toContainText(say("restored.servers"));
      const [aside = ""] = readdirSync(folder).filter((name) => name.startsWith("damaged-"));
      await expect(told).toContainText(say("restored.aside", { folder: aside }));
      expect(await wrongWords(page, "fr")).toEqual([]);
      const { occurrences } = await call("agenda.range", NOVEMBER);
      expect(occurrences.map(({ title }) => title)).toEqual(["Gardé"]);
    } finally {
      for (const host of running) await host.close();
    }
  });
});

test.describe("in English", () => {
  const say = wordsOf("en");
  test.use({ locale: "en-GB" });

  test("going back by hand is asked first, says what is kept, and the page goes on by itself at that state", async ({
    page,
    host,
    call,
  }) => {
    const { calendar } = await call("calendars.create", { name: "Ici" });
    await call("events.create", { calendarId: calendar.id, ...TIMES, title: "Avant" });
    await call("backups.make", {});
    await call("events.create", { calendarId: calendar.id, ...TIMES, title: "Après" });
    await page.goto(host.url);
    await openData(page, say);
    await backupsOf(page, say).getByRole("button").click();
    await expect(page.getByText(say("backups.askText"))).toBeVisible();
    expect(await wrongWords(page, "en")).toEqual([]);
    await page.getByRole("button", { name: say("backups.askDo"), exact: true }).click();
    await page.keyboard.press("Escape");
    // The engine ends and the host starts the next one: asked of it from outside meanwhile, another would be started.
    const bell = page.getByRole("button", { name: say("attention.label_one", { count: "1" }) });
    await bell.click({ timeout: 40_000 });
    await expect(page.getByRole("listitem").filter({ hasText: say("restored.hand") })).toBeVisible();
    expect((await call("agenda.range", NOVEMBER)).occurrences.map(({ title }) => title)).toEqual(["Avant"]);
  });
});
