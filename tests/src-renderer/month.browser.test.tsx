import { beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { violations } from "./axe-violations.ts";
import { block, blocksIn, cell, crowd, fire, freePoint, openMonth, title } from "./month-scene.ts";

describe("the month", () => {
  test("shows each event on its day with the name a screen reader says, bars once a week", async () => {
    await openMonth();
    expect(blocksIn("2026-11-10")).toEqual([
      "Comité éditorial, mardi 10 novembre, de 10:00 à 11:30, Comité de pilotage",
    ]);
    const bars = page.getByRole("button", { name: /^Vacances de la Toussaint/ }).elements();
    expect(bars).toHaveLength(1);
    const days = cell("2026-11-02").getBoundingClientRect().width;
    expect(bars[0]?.getBoundingClientRect().width).toBeGreaterThan(days * 2.9);
    await expect
      .element(page.getByRole("gridcell", { name: /^mercredi 18 novembre/ }))
      .toHaveAttribute("aria-current", "date");
    await expect.element(page.getByRole("columnheader", { name: "lundi" })).toBeVisible();
  });

  test("speaks English", async () => {
    await openMonth({ locale: "en" });
    expect(blocksIn("2026-11-10")).toEqual([
      "Comité éditorial, Tuesday 10 November, 10:00 to 11:30, Comité de pilotage",
    ]);
    await expect.element(page.getByRole("columnheader", { name: "Monday" })).toBeVisible();
    await expect.element(page.getByRole("gridcell", { name: /^Wednesday 18 November/ })).toBeVisible();
  });

  test("says by form what is past, cancelled, uncertain, unanswered, torn, private or waits to be sent", async () => {
    const bridge = await openMonth();
    const set = (name: RegExp, how: object) => {
      bridge.events = bridge.events.map((event) => (name.test(event.title) ? { ...event, ...how } : event));
    };
    set(/^Dentiste/, { answer: "declined" });
    set(/^Budget/, { answer: "needs-action", more: { privacy: "private" } });
    set(/^Théâtre/, { conflict: true });
    set(/^Atelier parcours/, { pending: true });
    set(/^Concert/, { status: "tentative" });
    set(/^Entretien annuel/, { status: "cancelled" });
    bridge.publish("events", "occurrences");
    const look = (name: RegExp) => (block(name).element() as HTMLElement).className;
    await expect.poll(() => look(/^Dentiste/)).toMatch(/\bpast\b.*\bdec\b/);
    expect(look(/^Budget/)).toMatch(/\bopen\b/);
    expect(look(/^Budget/)).not.toMatch(/\bpast\b/);
    expect(look(/^Concert/)).toMatch(/\bmaybe\b/);
    expect(look(/^Entretien annuel/)).toMatch(/\boff\b/);
    expect(look(/^Théâtre/)).toMatch(/\btorn\b/);
    const glyphs = (name: RegExp) => block(name).element().querySelectorAll("svg").length;
    expect([glyphs(/^Budget/), glyphs(/^Théâtre/), glyphs(/^Atelier parcours/), glyphs(/^Dentiste/)]).toEqual([
      1, 1, 1, 0,
    ]);
  });

  test("counts weeks and shades the days off where the settings say so, and begins weeks where they do", async () => {
    const bridge = await openMonth();
    bridge.settings = {
      ...bridge.settings,
      agenda: { firstDay: 0, weekNumbers: true, workStart: "08:00", workEnd: "18:00", workDays: [1, 2, 3, 4, 5] },
    };
    bridge.publish("settings");
    await expect.poll(() => document.querySelector(".mo [data-date]")?.getAttribute("data-date")).toBe("2026-11-01");
    expect([...document.querySelectorAll(".mo .cx-wk")].map(({ textContent }) => textContent)).toEqual([
      "45",
      "46",
      "47",
      "48",
      "49",
      "50",
    ]);
    expect(cell("2026-11-21").className).toMatch(/\bcx-off\b/);
    expect(cell("2026-11-20").className).not.toMatch(/\bcx-off\b/);
  });

  test("a click on a day makes an event of that day, one that closes the peek makes none", async () => {
    await openMonth();
    await block(/^Dentiste/).click();
    await expect.element(page.getByRole("dialog", { name: "Dentiste" })).toBeVisible();
    await userEvent.click(cell("2026-11-29"));
    await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
    await userEvent.click(cell("2026-11-29"));
    await expect.element(page.getByRole("textbox", { name: "Titre" })).toBeVisible();
    await expect.element(page.getByRole("checkbox", { name: "Toute la journée" })).toBeChecked();
  });
});

describe("a day with more than it has room for", () => {
  test("says how many more, lists them all, and gives the focus back", async () => {
    const bridge = await openMonth();
    crowd(bridge, "2026-11-11", 9);
    const more = cell("2026-11-11").getElementsByClassName("cx-more");
    await expect.poll(() => more[0]?.textContent).toMatch(/^\+\d en plus$/);
    (more[0] as HTMLElement).focus();
    await userEvent.keyboard("{Enter}");
    const list = page.getByRole("dialog", { name: "mercredi 11 novembre" });
    await expect.element(list).toBeVisible();
    expect(list.getByRole("button", { name: /^Rendez-vous/ }).elements()).toHaveLength(9);
    expect(await violations()).toEqual([]);
    await userEvent.keyboard("{Escape}");
    await expect.element(list).not.toBeInTheDocument();
    expect(document.activeElement).toBe(more[0]);
  });

  test("goes by arrows inside its list, looks at an event and comes back to it; a press beside it makes nothing", async () => {
    const bridge = await openMonth();
    crowd(bridge, "2026-11-11", 9);
    await expect.poll(() => cell("2026-11-11").querySelector(".cx-more")).not.toBeNull();
    await userEvent.click(cell("2026-11-11").querySelector(".cx-more") as Element);
    const list = page.getByRole("dialog", { name: "mercredi 11 novembre" });
    (list.getByRole("button", { name: /^Rendez-vous 0/ }).element() as HTMLElement).focus();
    await userEvent.keyboard("{ArrowDown}{ArrowDown}");
    await expect.element(list.getByRole("button", { name: /^Rendez-vous 2/ })).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("dialog", { name: "Rendez-vous 2" })).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await expect.element(list.getByRole("button", { name: /^Rendez-vous 2/ })).toHaveFocus();
    await userEvent.click(cell("2026-11-25"));
    await expect.element(list).not.toBeInTheDocument();
    await expect.element(page.getByRole("textbox", { name: "Titre" })).not.toBeInTheDocument();
  });
});

describe("keys in the month", () => {
  test("Tab comes to one event, arrows go on from it, Enter looks at it and Esc comes back", async () => {
    await openMonth();
    const stops = () =>
      [...document.querySelectorAll<HTMLElement>(".mo .cx-ev")].filter(({ tabIndex }) => tabIndex === 0);
    expect(stops().map((one) => one.getAttribute("aria-label"))).toEqual([expect.stringMatching(/^Télétravail/)]);
    stops()[0]?.focus();
    await userEvent.keyboard("{ArrowDown}");
    await expect.element(block(/^Revue de lancement v2/)).toHaveFocus();
    await userEvent.keyboard("{ArrowRight}");
    await expect.element(block(/^Préparer le devis/)).toHaveFocus();
    expect(stops()).toEqual([document.activeElement]);
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("dialog", { name: "Préparer le devis" })).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await expect.element(block(/^Préparer le devis/)).toHaveFocus();
  });

  test("Alt and arrows move an event by days, and its block keeps the focus", async () => {
    await openMonth();
    (block(/^Dentiste/).element() as HTMLElement).focus();
    await userEvent.keyboard("{Alt>}{ArrowRight}{/Alt}");
    await expect.element(block(/^Dentiste, mardi 10 novembre/)).toHaveFocus();
  });

  test("the cursor stands on a day, grows by days, and Enter creates there", async () => {
    const bridge = await openMonth();
    await userEvent.keyboard("{ArrowDown}{ArrowDown}{ArrowRight}");
    const chosen = () =>
      [...document.querySelectorAll<HTMLElement>(".mo [aria-selected=true]")].map(({ dataset }) => dataset.date);
    await expect.poll(chosen).toEqual(["2026-11-26"]);
    await userEvent.keyboard("{Enter}");
    await page.getByRole("textbox", { name: "Titre" }).fill("Essai");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect
      .poll(() => bridge.inputsOf("events.create")[0])
      .toMatchObject({ title: "Essai", start: "2026-11-26", end: "2026-11-27" });
  });

  test("the menu of the right button knows the event and the day under it", async () => {
    await openMonth();
    await block(/^Dentiste/).click({ button: "right" });
    await expect.element(page.getByRole("menuitem", { name: /^Supprimer/ })).toBeVisible();
    await userEvent.keyboard("{Escape}");
    const at = await freePoint("2026-11-11");
    fire("contextmenu", at, { button: 2 });
    await page.getByRole("menuitem", { name: "Aller à mercredi 11" }).click();
    await expect.element(title()).toMatchTextContent(/Mercredi 11 novembre/);
  });
});

describe.each(["light", "dark"] as const)("axe-core finds nothing in the month (%s)", (theme) => {
  beforeEach(() => userEvent.keyboard("{Escape}"));

  test("with a crowded day, a week number and a slot chosen", async () => {
    const bridge = await openMonth({ theme });
    crowd(bridge, "2026-11-11", 12);
    bridge.settings = { ...bridge.settings, agenda: { weekNumbers: true } };
    bridge.publish("settings");
    await expect.poll(() => cell("2026-11-11").querySelector(".cx-more")).not.toBeNull();
    await userEvent.keyboard("{ArrowDown}");
    expect(await violations()).toEqual([]);
  });
});
