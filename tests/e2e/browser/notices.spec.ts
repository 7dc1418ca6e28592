// Reminders on the product: an event whose alarm falls due while the page is open.
import { expect, type Page } from "@playwright/test";
import { type Call, test } from "./host.ts";

const MINUTE = 60_000;

/** A wall clock of Paris. */
function inParis(ms: number): string {
  const [day, time = ""] = new Date(ms).toLocaleString("sv-SE", { timeZone: "Europe/Paris" }).split(" ");
  return `${day}T${time.slice(0, 5)}`;
}

/** A calendar of this device, and a way to plan something in it that reminds at once. */
async function agenda(call: Call) {
  await call("settings.set", { locale: "fr", zone: "Europe/Paris" });
  const { calendar } = await call("calendars.create", { name: "Maison", color: "#7B57DB" });
  return (title: string, more: { readonly location?: string } = {}) => {
    const startMs = Date.now() + 8 * MINUTE;
    return call("events.create", {
      ...{ calendarId: calendar.id, title, zone: "Europe/Paris", reminders: [{ minutesBefore: 10 }] },
      ...{ start: inParis(startMs), end: inParis(startMs + 30 * MINUTE), ...more },
    });
  };
}

const cards = (page: Page) => page.getByRole("region", { name: "Rappels" });
const bell = (page: Page, name: string | RegExp) =>
  page.getByRole("navigation", { name: "Destinations" }).getByRole("button", { name });
const said = (page: Page, text: RegExp) => page.getByRole("status").filter({ hasText: text });

test("an alarm that falls due is a card and a line of the centre, is put off, taken back and dismissed", async ({
  host,
  page,
  call,
}) => {
  const plan = await agenda(call);
  await page.goto(host.url);
  await expect(bell(page, /Rien à traiter|à traiter/)).toBeVisible();
  await plan("Point avec Inès", { location: "Salle Rhône" });
  await expect(cards(page)).toContainText(/dans [78] min/);
  await expect(cards(page)).toContainText("Salle Rhône");
  await bell(page, /1 notification/).click();
  const centre = page.getByRole("region", { name: "Notifications", exact: true });
  await expect(centre).toContainText("Point avec Inès");
  await page.keyboard.press("Escape");

  await cards(page)
    .getByRole("button", { name: /^Rappeler/ })
    .click();
  await page.getByRole("menuitem", { name: "Dans 5 min" }).click();
  await expect(cards(page)).not.toContainText("Point avec Inès");
  expect((await call("notices.list", {})).notices).toEqual([]);
  await said(page, /Nouveau rappel/)
    .getByRole("button", { name: "Annuler" })
    .click();
  await expect(cards(page)).toContainText("Point avec Inès");

  await cards(page)
    .getByRole("button", { name: /^Écarter/ })
    .click();
  await expect(cards(page)).not.toContainText("Point avec Inès");
  await expect.poll(async () => (await call("notices.list", {})).notices).toEqual([]);
  // Told once: a reload brings nothing back.
  await page.reload();
  await expect(page.getByRole("navigation", { name: "Destinations" })).toBeVisible();
  await expect(cards(page)).not.toContainText("Point avec Inès");
});

test("of two tabs one takes what falls due, and both show it; one dismisses it for both", async ({
  host,
  page,
  context,
  call,
}) => {
  const plan = await agenda(call);
  await page.goto(host.url);
  await expect(page.getByRole("navigation", { name: "Destinations" })).toBeVisible();
  const [second] = await Promise.all([context.waitForEvent("page"), page.evaluate(() => void window.open("/"))]);
  await expect(second.getByRole("navigation", { name: "Destinations" })).toBeVisible();
  await plan("Revue");
  await expect(cards(page)).toContainText("Revue");
  await expect(cards(second)).toContainText("Revue");
  await cards(second)
    .getByRole("button", { name: /^Écarter/ })
    .click();
  await expect(cards(page)).not.toContainText("Revue");
});

test("a tab that is not looked at shows a notification of the browser, and a click leads to the event", async ({
  host,
  page,
  context,
  call,
}) => {
  const plan = await agenda(call);
  await context.grantPermissions(["notifications"], { origin: new URL(host.url).origin });
  await page.addInitScript(() => {
    // What the system would show: kept where the test can see it and click on it.
    const shown: Notification[] = [];
    class Shown extends EventTarget {
      static permission = "granted";
      readonly title: string;
      readonly body: string;
      onclick: (() => void) | null = null;
      constructor(title: string, options: NotificationOptions) {
        super();
        this.title = title;
        this.body = options.body ?? "";
        shown.push(this as never);
      }
      close() {}
    }
    Object.assign(window, { Notification: Shown, shown });
    document.hasFocus = () => false;
  });
  await page.goto(host.url);
  await expect(page.getByRole("navigation", { name: "Destinations" })).toBeVisible();
  await plan("Visite");
  const shown = () =>
    page.evaluate(() =>
      (window as never as { shown: { title: string; body: string }[] }).shown.map((one) => one.title),
    );
  await expect.poll(shown).toEqual(["Visite"]);
  await page.evaluate(() => (window as never as { shown: { onclick(): void }[] }).shown[0]?.onclick());
  await expect(page.getByRole("dialog", { name: "Visite" })).toBeVisible();
});

test("quiet hours keep the page silent until they end", async ({ host, page, call }) => {
  const plan = await agenda(call);
  const quiet = { from: inParis(Date.now() - 60 * MINUTE).slice(11), to: inParis(Date.now() + 60 * MINUTE).slice(11) };
  await call("settings.set", { notices: { quiet } });
  await page.goto(host.url);
  await expect(page.getByRole("navigation", { name: "Destinations" })).toBeVisible();
  await plan("Sieste");
  await expect(page.getByRole("button", { name: /^Sieste/ }).first()).toBeVisible();
  await expect(cards(page)).not.toContainText("Sieste");
  await call("settings.set", { notices: {} });
  await expect(cards(page)).toContainText("Sieste");
});
