// A morning without a mouse: from the start page to an event written in a sentence, moved, resized, a series changed in three ways,
// taken back, found again, thrown away and fetched back; Radicale hears of all of it.
import { expect, type Page } from "@playwright/test";
import { missingServer } from "../../servers/child.ts";
import type { DavServer } from "../../servers/radicale.ts";
import { addAlice, eventFile, inParis, other, test, weekday } from "./host.ts";

const missing = missingServer("radicale");
test.skip(missing !== undefined, missing ?? "");
test.use({ startPage: "home" });

const keys = async (page: Page, ...all: readonly string[]) => {
  for (const key of all) await page.keyboard.press(key);
};

/** Tabs on until something of that name has the focus. */
async function tabTo(page: Page, name: RegExp, key = "Tab"): Promise<void> {
  const focused = () =>
    page.evaluate(() => {
      const at = document.activeElement;
      return (
        at?.getAttribute("aria-label") ?? (at as HTMLInputElement | null)?.labels?.[0]?.textContent ?? at?.textContent
      );
    });
  for (let n = 0; n < 80; n++) {
    if (name.test((await focused()) ?? "")) return;
    await page.keyboard.press(key);
  }
  throw new Error(`no way to ${name} by ${key}`);
}

/** Runs a command by its name. */
async function palette(page: Page, name: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: /Chercher, agir/ })).toBeFocused();
  await page.keyboard.type(name);
  await expect(page.getByRole("option", { selected: true })).toHaveAccessibleName(new RegExp(name));
  await page.keyboard.press("Enter");
}

/** Searches, and opens what is found. */
async function find(page: Page, words: string): Promise<void> {
  await page.keyboard.press("/");
  await expect(page.getByRole("textbox", { name: "Chercher dans l’agenda" })).toBeFocused();
  await page.keyboard.type(words);
  await expect(page.locator(".search-row")).toHaveCount(1);
  await page.keyboard.press("Enter");
}

async function onServer(server: DavServer): Promise<string> {
  const body =
    '<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data/></D:prop><C:filter><C:comp-filter name="VCALENDAR"/></C:filter></C:calendar-query>';
  const headers = { depth: "1", "content-type": "application/xml" };
  const answer = await other.request("REPORT", `${server.url}alice/team/`, body, headers);
  return answer.body.replaceAll("&#13;", "").replaceAll("\r", "");
}

/** The text of one event on the server. */
const eventOn = async (server: DavServer, title: string) => {
  const all = (await onServer(server)).split("BEGIN:VCALENDAR");
  return all.find((one) => one.includes(`SUMMARY:${title}`)) ?? "";
};

test("a whole morning by keys alone", async ({ host, page, call, radicale }) => {
  test.setTimeout(180_000);
  await page.addInitScript(() => {
    const seen = { mouse: 0 };
    Object.assign(globalThis, { seen });
    for (const name of ["pointerdown", "pointermove", "wheel"]) {
      window.addEventListener(name, ({ isTrusted }) => isTrusted && seen.mouse++, true);
    }
  });
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await call("settings.set", { zone: "Europe/Paris" });
  await other.makeCalendar(`${radicale.url}alice/team/`, "Équipe");
  // Mondays to Fridays from the week before, so that the week on screen has a past, this one and what follows.
  const times = inParis(weekday(-7), "090000", "093000");
  await other.put(
    `${radicale.url}alice/team/point.ics`,
    eventFile("point", "Point", ...times, "RRULE:FREQ=DAILY;COUNT=40"),
  );
  await addAlice(call, radicale);
  await page.goto(host.url);
  await expect(page.getByRole("region", { name: "À venir" })).toBeVisible();

  await test.step("an event in a sentence", async () => {
    await keys(page, "n");
    await page.keyboard.type("Café avec Amélie jeudi en huit 15h");
    await page.keyboard.press("Escape");
    await page.keyboard.type("Café jeudi 15h");
    await page.keyboard.press("Enter");
    await expect.poll(() => eventOn(radicale, "Café")).toMatch(/DTSTART[^\n]*T150000[\s\S]*DTEND[^\n]*T160000/);
    await keys(page, "Escape");
  });

  const cafe = page.getByRole("button", { name: /^Café/ });
  await test.step("through the palette to the event, and its peek", async () => {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await palette(page, "Ouvrir l’agenda");
    await expect(page.getByRole("main", { name: "Agenda" })).toBeVisible();
    await find(page, "Café");
    await expect(page.getByRole("dialog", { name: "Café" })).toBeVisible();
    await keys(page, "Escape");
    await expect(cafe).toBeFocused();
    await keys(page, "Enter");
    await expect(page.getByRole("dialog", { name: "Café" })).toBeVisible();
    await keys(page, "Escape");
    await expect(cafe).toBeFocused();
  });

  await test.step("moved and resized by arrows", async () => {
    await keys(page, "Alt+ArrowDown", "Alt+ArrowDown", "Alt+Shift+ArrowDown");
    await expect.poll(() => eventOn(radicale, "Café")).toMatch(/DTSTART[^\n]*T153000[\s\S]*DTEND[^\n]*T164500/);
    await expect(cafe).toBeFocused();
  });

  const question = page.getByRole("dialog", { name: /« Point »/ });
  await test.step("a series: this one, these and what follows, all", async () => {
    await keys(page, "w", "t");
    await page.locator(".cal").focus();
    await tabTo(page, /^Point, mercredi/);
    await keys(page, "Alt+ArrowDown");
    await expect(question).toBeVisible();
    await expect(page.getByRole("button", { name: "Cette fois" })).toBeFocused();
    await keys(page, "Enter");
    await expect.poll(() => eventOn(radicale, "Point")).toMatch(/RECURRENCE-ID[^\n]*T090000/);

    await tabTo(page, /^Point, jeudi/);
    await keys(page, "Delete");
    await tabTo(page, /^Celle-ci et les suivantes$/);
    await keys(page, "Enter");
    await expect.poll(() => eventOn(radicale, "Point")).toMatch(/RRULE[^\n]*UNTIL=/);
    await expect(page.getByRole("button", { name: /^Point, jeudi/ })).toBeHidden();
    await keys(page, "Control+z");
    await expect.poll(() => eventOn(radicale, "Point")).toMatch(/RRULE[^\n]*COUNT=40/);

    await page.locator(".cal").focus();
    await tabTo(page, /^Point, lundi/);
    await keys(page, "Alt+Shift+ArrowDown");
    await tabTo(page, /^Toute la série$/);
    await keys(page, "Enter");
    const confirm = page.getByRole("dialog").getByRole("button", { name: "Déplacer" });
    const done = async () =>
      /DTEND[^\n]*T094500[\s\S]*RRULE|RRULE[\s\S]*DTEND[^\n]*T094500/.test(await eventOn(radicale, "Point"));
    await expect.poll(async () => (await confirm.isVisible()) || (await done())).toBe(true);
    if (await confirm.isVisible()) await keys(page, "Enter");
    await expect.poll(done).toBe(true);
  });

  await test.step("settings: the dark theme", async () => {
    await keys(page, "Control+,");
    await expect(page.getByRole("dialog", { name: "Réglages" })).toBeVisible();
    await tabTo(page, /^(Système|Clair|Sombre)$/);
    await page.getByRole("radio", { name: "Clair" }).isVisible();
    await keys(page, "Escape");
    await keys(page, "Control+Shift+L");
    await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  });

  await test.step("thrown away, and fetched back from the trash", async () => {
    await find(page, "Café");
    await expect(page.getByRole("dialog", { name: "Café" })).toBeVisible();
    await keys(page, "Escape");
    await expect(cafe).toBeFocused();
    await keys(page, "Delete");
    await expect(cafe).toBeHidden();
    await expect.poll(() => eventOn(radicale, "Café")).toBe("");
    await palette(page, "Ouvrir la corbeille");
    await tabTo(page, /^Café/);
    await keys(page, "Enter");
    await tabTo(page, /^Restaurer$/);
    await keys(page, "Enter");
    await expect.poll(() => eventOn(radicale, "Café")).toMatch(/DTSTART[^\n]*T153000/);
    await keys(page, "g", "a");
    await expect(cafe).toBeVisible();
  });

  expect(await page.evaluate(() => (globalThis as never as { seen: { mouse: number } }).seen.mouse)).toBe(0);
});
