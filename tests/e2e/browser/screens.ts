// Every page, dialog and menu, and how each is reached from the agenda's week, in either language.
import type { Locator, Page } from "@playwright/test";
import type { Say } from "./words.ts";

/** One of them. */
export interface Screen {
  readonly name: string;
  /** Needs the sidebar, which a narrow window does not have. */
  readonly side?: true;
  open(page: Page, say: Say): Promise<unknown>;
}

const dialog = (page: Page) => page.getByRole("dialog").last();
const press = async (page: Page, ...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

const withDialog = async (page: Page, ...keys: readonly string[]) => {
  await press(page, ...keys);
  await dialog(page).waitFor();
};

/** Runs a command by its name in the palette. */
export async function runCommand(page: Page, name: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").last().fill(name);
  await page.getByRole("option", { name, exact: true }).first().waitFor();
  await page.getByRole("option", { name, exact: true }).first().click();
}

const view =
  (key: string, there = ".cal .cx-ev") =>
  async (page: Page) => {
    await press(page, key);
    await page.locator(there).first().waitFor();
  };

/** A block of the week: of a series, or one by itself. */
function block(page: Page, recurring: boolean): Locator {
  const own = page.locator(".cal .cx-ev").filter({ has: page.locator(".cx-body") });
  const repeat = page.locator(".tabler-icon-repeat");
  return (
    recurring ? own.filter({ has: repeat }) : own.filter({ hasNot: repeat, has: page.locator(".cx-end") })
  ).first();
}

async function onBlock(page: Page, key: string, recurring = false): Promise<void> {
  await view("w")(page);
  await block(page, recurring).focus();
  await press(page, key);
  await dialog(page).waitFor();
}

async function calendarMenu(page: Page, say: Say): Promise<void> {
  const name = new RegExp(`^${say("calendars.menu", { name: "" })}`);
  // A calendar of a server has more to set than one of this device.
  await page.locator(".cal-list").getByRole("button", { name }).nth(1).click({ force: true });
  await page.getByRole("menu").waitFor();
}

/** Opens the first of these lines of the inbox. */
async function onLine(page: Page, lines: Locator): Promise<void> {
  await press(page, "g", "m");
  await lines.first().click();
  await page.locator(".msg-head").last().waitFor();
}

async function onInvitation(page: Page): Promise<void> {
  await onLine(page, page.locator(".ml-row").filter({ has: page.locator(".tabler-icon-calendar-event") }));
  await page.locator(".inv-answers").waitFor();
}

const settings = (section: string) => async (page: Page, say: Say) => {
  await press(page, "Control+,");
  await dialog(page)
    .getByRole("tab", { name: say(`settings.section.${section}`), exact: true })
    .click();
  await dialog(page).getByRole("tabpanel").waitFor();
};

const PAGES: readonly Screen[] = [
  { name: "week", open: view("w") },
  { name: "workweek", open: view("o") },
  { name: "month", open: view("m") },
  { name: "day", open: view("d", ".cal") },
  { name: "days", open: view("x") },
  { name: "year", open: view("y", ".yv") },
  { name: "list", open: view("l", ".lv .cx-ev") },
  {
    name: "dashboard",
    open: async (page) => {
      await press(page, "g", "h");
      await page.locator("[data-tile=news] a, [data-tile=news] li").first().waitFor();
    },
  },
  {
    name: "doctor",
    open: async (page) => {
      await press(page, "g", "s");
      await page.locator("main table, main [role=table], main .dr-row").first().waitFor();
    },
  },
  { name: "mail", open: (page) => onInvitation(page) },
  { name: "mail-tracker", open: (page) => onLine(page, page.locator(".ml-row", { hasText: "Jardin Vivant" })) },
  {
    name: "composer",
    open: async (page) => {
      await onInvitation(page);
      await press(page, "r");
      await page.locator(".composer .rich").waitFor();
    },
  },
  {
    name: "trash",
    open: async (page, say) => {
      await runCommand(page, say("deeds.trash"));
      await page.locator(".tr-open").first().click();
      await page.locator(".tr-sheet").waitFor();
    },
  },
  {
    name: "conflict",
    open: async (page, say) => {
      await runCommand(page, say("deeds.conflicts"));
      await page.getByRole("main").getByRole("radio").first().waitFor();
    },
  },
];

const DIALOGS: readonly Screen[] = [
  { name: "peek", open: (page) => onBlock(page, "Enter") },
  { name: "editor", open: (page) => onBlock(page, "e") },
  { name: "editor-series", open: (page) => onBlock(page, "e", true) },
  {
    name: "scope",
    open: (page) => onBlock(page, "Alt+ArrowDown", true),
  },
  {
    name: "history",
    open: async (page, say) => {
      await onBlock(page, "Enter");
      await dialog(page)
        .getByRole("button", { name: say("peek.more") })
        .click();
      await page.getByRole("menuitem", { name: say("history.open") }).click();
      await page.getByRole("dialog", { name: new RegExp(say("history.title")) }).waitFor();
    },
  },
  {
    name: "changes",
    open: async (page) => {
      await page.locator(".ch-button").click();
      await dialog(page).getByRole("listitem").first().waitFor();
    },
  },
  { name: "go-to-date", open: (page) => withDialog(page, "g", "d") },
  {
    name: "palette",
    open: async (page) => {
      await press(page, "Control+k");
      await page.getByRole("option").first().waitFor();
    },
  },
  {
    name: "palette-results",
    open: async (page) => {
      await press(page, "Control+k");
      await page.getByRole("combobox").last().fill("Nora");
      await page.getByRole("option", { name: /Nora/ }).first().waitFor();
    },
  },
  {
    name: "search",
    open: async (page, say) => {
      await press(page, "/");
      await page.getByRole("textbox", { name: say("search.label") }).fill("Nora");
      await page.locator(".search-row").first().waitFor();
    },
  },
  { name: "settings", open: settings("general") },
  { name: "settings-agenda", open: settings("agenda") },
  { name: "settings-accounts", open: settings("accounts") },
  { name: "settings-notices", open: settings("notices") },
  { name: "settings-data", open: settings("data") },
  { name: "shortcuts", open: (page) => withDialog(page, "?") },
  {
    name: "attention",
    open: async (page) => {
      await page.locator(".at-bell").click();
      await page.locator(".at-item").first().waitFor();
    },
  },
  {
    name: "feeds",
    open: async (page, say) => {
      await press(page, "g", "h");
      await page
        .getByRole("button", { name: say("news.manage") })
        .first()
        .click();
      await dialog(page).waitFor();
    },
  },
  { name: "calendar-menu", side: true, open: calendarMenu },
  {
    name: "calendar-settings",
    side: true,
    open: async (page, say) => {
      await calendarMenu(page, say);
      await page.getByRole("menuitem", { name: say("calendars.settings") }).click();
      await dialog(page).waitFor();
    },
  },
  {
    name: "new-calendar",
    side: true,
    open: async (page, say) => {
      await page.getByRole("button", { name: say("calendars.add"), exact: true }).click();
      await dialog(page).waitFor();
    },
  },
  {
    name: "import",
    open: async (page, say) => {
      await runCommand(page, say("deeds.import"));
      await dialog(page).waitFor();
    },
  },
  {
    name: "context-menu",
    open: async (page) => {
      await view("w")(page);
      await block(page, false).click({ button: "right" });
      await page.getByRole("menu").waitFor();
    },
  },
];

/** Everything but the page that adds an account, which has no way back by keys and comes last. */
export const SCREENS: readonly Screen[] = [
  ...PAGES,
  ...DIALOGS,
  {
    name: "onboarding",
    open: async (page, say) => {
      await runCommand(page, say("deeds.addAccount"));
      await page.locator(".onboarding").waitFor();
    },
  },
];

const OPEN = "[role=dialog]:visible, [role=menu]:visible";

/** Closes what is open, and goes to the agenda. */
export async function backToAgenda(page: Page): Promise<void> {
  for (let n = 0; n < 6 && (await page.locator(OPEN).count()) > 0; n++) {
    await page.keyboard.press("Escape");
    await settled(page);
  }
  await press(page, "g", "a");
  await page.locator(".cal").waitFor();
}

/** The letters are there, and nothing moves any more but what turns for ever. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const ends = (one: Animation) => Number.isFinite(one.effect?.getComputedTiming().endTime as number);
    const running = () => document.getAnimations().filter(ends);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    while (running().length > 0) await Promise.allSettled(running().map(({ finished }) => finished));
  });
}
