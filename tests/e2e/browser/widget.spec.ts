// The popover page beside the app, on one engine.
import { expect, type Page } from "@playwright/test";
import { type Call, test } from "./host.ts";

test.use({ startPage: "home" });

const HOUR = 3_600_000;
const POPOVER = { width: 360, height: 520 };

function inParis(ms: number): string {
  const [day, time = ""] = new Date(ms).toLocaleString("sv-SE", { timeZone: "Europe/Paris" }).split(" ");
  return `${day}T${time.slice(0, 5)}`;
}

/** Seven events: one runs, the others come hour by hour. */
async function fill(call: Call): Promise<void> {
  await call("settings.set", { locale: "fr", zone: "Europe/Paris" });
  const { calendar } = await call("calendars.create", { name: "Maison", color: "#7B57DB" });
  for (let n = 0; n < 7; n++) {
    const startMs = Date.now() + (n - 0.5) * HOUR;
    await call("events.create", {
      ...{ calendarId: calendar.id, title: `Événement ${n}`, zone: "Europe/Paris" },
      ...{ start: inParis(startMs), end: inParis(startMs + 0.8 * HOUR) },
    });
  }
}

/** A page of the same session, as a click on the tray's icon opens it. */
async function openWidget(page: Page): Promise<Page> {
  const [popup] = await Promise.all([
    page.context().waitForEvent("page"),
    page.evaluate(() => void window.open("/?widget", "", "width=360,height=520")),
  ]);
  await popup.setViewportSize(POPOVER);
  return popup;
}

const main = (page: Page) => page.getByRole("main", { name: "Agenda du jour" });

test("the popover shows what is now and next without scrolling, and adds an event that the window shows", async ({
  host,
  page,
  call,
}) => {
  await fill(call);
  await page.goto(host.url);
  await expect(page.getByRole("button", { name: /^Événement 0/ })).toBeVisible();
  const widget = await openWidget(page);
  await expect(main(widget).getByRole("button", { name: /^Événement 0,.* encore 1[78] min/ })).toBeVisible();
  await expect(main(widget).getByText(/prochain dans (29|30) min/)).toBeVisible();
  expect(await widget.locator(".wg-row").count()).toBe(6);
  const overflow = await widget.locator(".wg-rows").evaluate((rows) => rows.scrollHeight - rows.clientHeight);
  expect(overflow).toBeLessThanOrEqual(0);

  await widget.keyboard.press("n");
  await widget.keyboard.type("Café avec Léa aujourd’hui à 23h50");
  await expect(widget.getByText(/23:50/)).toBeVisible();
  await widget.keyboard.press("Enter");
  await expect(widget.getByRole("status").filter({ hasText: "Café avec Léa" })).toBeVisible();
  await expect.poll(async () => (await call("agenda.search", { query: "Café avec Léa" })).occurrences.length).toBe(1);
  await page.keyboard.press("/");
  await page.getByRole("textbox", { name: "Chercher dans l’agenda" }).fill("Café avec");
  await expect(page.locator(".search-row").first()).toContainText("Café avec Léa");
  await page.keyboard.press("Escape");
  await widget.getByRole("status").getByRole("button", { name: "Annuler" }).click();
  await expect.poll(async () => (await call("agenda.search", { query: "Café avec Léa" })).occurrences.length).toBe(0);
});

test("Enter on an event shows it in the window that opened the popover; Esc closes the popover", async ({
  host,
  page,
  call,
}) => {
  await fill(call);
  await page.goto(host.url);
  await expect(page.getByRole("button", { name: /^Événement 0/ })).toBeVisible();
  const widget = await openWidget(page);
  await expect(main(widget).getByRole("button", { name: /^Événement 2/ })).toBeVisible();
  await widget.keyboard.press("ArrowDown");
  await widget.keyboard.press("ArrowDown");
  await widget.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Événement 1" })).toBeVisible();
  // The page is gone before the key is up.
  await widget.keyboard.press("Escape").catch(() => undefined);
  await expect.poll(() => widget.isClosed()).toBe(true);
});

test("by itself it opens the window, which does what was asked", async ({ host, page, call }) => {
  await fill(call);
  await page.setViewportSize(POPOVER);
  await page.goto(host.url.replace("/#", "/?widget#"));
  const [opened] = await Promise.all([
    page.context().waitForEvent("page"),
    main(page)
      .getByRole("button", { name: /^Événement 1/ })
      .click(),
  ]);
  await expect(opened.getByRole("dialog", { name: "Événement 1" })).toBeVisible();
  await page.getByRole("button", { name: "Réglages" }).click();
  await expect(opened.getByRole("dialog", { name: "Réglages" })).toBeVisible();
});

test("it does not load the app", async ({ host, page, call }) => {
  await fill(call);
  const scripts: string[] = [];
  page.on("response", (response) => {
    if (/\.js$/.test(new URL(response.url()).pathname)) scripts.push(new URL(response.url()).pathname);
  });
  await page.goto(host.url.replace("/#", "/?widget#"));
  await expect(main(page).getByRole("button", { name: /^Événement 0/ })).toBeVisible();
  expect(scripts.some((path) => /\/widget-mount-/.test(path))).toBe(true);
  expect(
    scripts.filter((path) => /\/(mount(?!-with-)|agenda-page|home|mail|editor|compose-windows)-/.test(path)),
  ).toEqual([]);
});

test("in the dark and in English it says the same", async ({ host, page, call }) => {
  await fill(call);
  await call("settings.set", { locale: "en", theme: "dark" });
  await page.setViewportSize(POPOVER);
  await page.goto(host.url.replace("/#", "/?widget#"));
  await expect(page.getByRole("main", { name: "Today’s agenda" })).toContainText(/Running, 1[78] min left/);
  await expect(page.getByText(/next in/)).toBeVisible();
});
