import { beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { violations } from "./axe-violations.ts";
import type { FakeBridge } from "./fake-bridge.ts";
import { middle, openApp } from "./open-app.tsx";

const title = () => page.getByRole("heading", { level: 1 });
const block = (name: RegExp) => page.getByRole("button", { name }).first();
const cell = (day: string) => document.querySelector(`.mo [data-date="${day}"]`) as HTMLElement;
const blocksIn = (day: string) =>
  [...cell(day).querySelectorAll(".cx-ev")].map((one) => one.getAttribute("aria-label"));

async function openMonth(options: Parameters<typeof openApp>[0] = {}): Promise<FakeBridge> {
  const bridge = await openApp(options);
  await expect.element(title()).toBeVisible();
  await userEvent.keyboard("m");
  await expect.poll(() => document.querySelectorAll(".mo .cx-ev").length).toBeGreaterThan(20);
  return bridge;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** The pointer is made here: the runner's knows elements only. Pointer 1 is the mouse, which the browser always knows. */
function fire(type: string, { x, y }: Point, more: PointerEventInit = {}) {
  const at = { pointerId: 1, pointerType: "mouse", bubbles: true, cancelable: true, clientX: x, clientY: y, ...more };
  (document.elementFromPoint(x, y) ?? document.body).dispatchEvent(new PointerEvent(type, at));
}

async function pull(from: Point, to: Point, more: PointerEventInit = {}) {
  fire("pointerdown", from);
  for (let step = 1; step <= 4; step++) {
    fire("pointermove", { x: from.x + ((to.x - from.x) * step) / 4, y: from.y + ((to.y - from.y) * step) / 4 }, more);
    await frame();
  }
}

async function drag(from: Point, to: Point, more: PointerEventInit = {}) {
  await pull(from, to, more);
  fire("pointerup", to, more);
}

const dayPoint = (day: string): Promise<Point> => middle(() => cell(day));
/** Under the events of a day, where nothing is. */
async function freePoint(day: string): Promise<Point> {
  const { x } = await dayPoint(day);
  return { x, y: cell(day).getBoundingClientRect().bottom - 6 };
}
const atBlock = (name: RegExp) => middle(() => block(name).element());

/** More events on one day than it has room for. */
function crowd(bridge: FakeBridge, day: string, count: number) {
  const [first] = bridge.events;
  if (!first) throw new Error("no event to copy");
  const { rrule: _rule, ...one } = first;
  const more = Array.from({ length: count }, (_one, n) => {
    const hour = String(7 + n).padStart(2, "0");
    const id = `crowd-${n}` as typeof first.id;
    return { ...one, id, title: `Rendez-vous ${n}`, start: `${day}T${hour}:00`, end: `${day}T${hour}:30` };
  });
  bridge.events = [...bridge.events, ...more];
  bridge.publish("events", "occurrences");
}

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

describe("the hand over the month", () => {
  test("moves an event to another day, and it stands there before the engine has answered", async () => {
    const bridge = await openMonth();
    await drag(await atBlock(/^Dentiste/), await dayPoint("2026-11-13"));
    await expect.poll(() => blocksIn("2026-11-13").join()).toMatch(/^Dentiste/);
    await expect
      .poll(() => bridge.inputsOf("events.move"))
      .toMatchObject([{ start: "2026-11-13T13:30", end: "2026-11-13T14:30", zone: "Europe/Paris" }]);
    await expect.element(block(/^Dentiste, vendredi 13 novembre, de 13:30/)).toBeVisible();
  });

  test("moves a bar by the day it was taken at, and puts it back when the engine refuses", async () => {
    await openMonth({ failing: { "events.move": "read-only" } });
    const bar = await atBlock(/^Vacances de la Toussaint/);
    await drag(bar, { x: bar.x + cell("2026-11-02").clientWidth, y: bar.y });
    await expect.element(page.getByRole("alert")).toMatchTextContent(/Cet agenda est en lecture seule./);
    await expect.poll(() => blocksIn("2026-11-02").join()).toMatch(/^Vacances/);
    expect(blocksIn("2026-11-03").join()).not.toMatch(/Vacances/);
  });

  test("takes a bar by either end, never past the other", async () => {
    const bridge = await openMonth();
    const end = (side: "left" | "right") => {
      const box = block(/^Vacances de la Toussaint/)
        .element()
        .getBoundingClientRect();
      return { x: side === "left" ? box.left + 3 : box.right - 3, y: box.top + 9 };
    };
    await atBlock(/^Vacances de la Toussaint/);
    await drag(end("right"), await dayPoint("2026-11-06"));
    await expect
      .poll(() => bridge.inputsOf("events.move")[0])
      .toMatchObject({ start: "2026-11-02", end: "2026-11-07" });
    await expect.poll(() => end("right").x).toBeGreaterThan(cell("2026-11-06").getBoundingClientRect().left);
    await drag(end("left"), await dayPoint("2026-11-13"));
    await expect
      .poll(() => bridge.inputsOf("events.move")[1])
      .toMatchObject({ start: "2026-11-06", end: "2026-11-07" });
  });

  test("copies while Ctrl is held, and leaves alone what cannot be changed", async () => {
    const bridge = await openMonth();
    await drag(await atBlock(/^Dentiste/), await dayPoint("2026-11-13"), { ctrlKey: true });
    await expect.poll(() => bridge.inputsOf("events.copy")[0]).toMatchObject({ start: "2026-11-13T13:30" });
    await drag(await atBlock(/^Comité éditorial/), await dayPoint("2026-11-13"));
    expect(bridge.inputsOf("events.move")).toEqual([]);
  });

  test("drags over days to make an event of all of them, in either direction", async () => {
    await openMonth();
    await drag(await freePoint("2026-11-13"), await freePoint("2026-11-11"));
    await expect.element(page.getByRole("textbox", { name: "Date de début" })).toBeVisible();
    const value = (name: string) => (page.getByRole("textbox", { name }).element() as HTMLInputElement).value;
    expect([value("Date de début"), value("Date de fin")]).toEqual(["mer. 11 nov.", "ven. 13 nov."]);
  });

  test("Esc lets go of everything, and the release that follows means nothing", async () => {
    const bridge = await openMonth();
    const to = await dayPoint("2026-11-13");
    await pull(await atBlock(/^Dentiste/), to);
    expect(document.querySelector(".mo-ghost")).not.toBeNull();
    await userEvent.keyboard("{Escape}");
    expect(document.querySelector(".mo-ghost, .mo-mark")).toBeNull();
    fire("pointerup", to);
    await pull(await freePoint("2026-11-11"), to);
    await userEvent.keyboard("{Escape}");
    fire("pointerup", to);
    fire("click", to, { detail: 1 });
    await frame();
    expect(bridge.inputsOf("events.move")).toEqual([]);
    await expect.element(page.getByRole("textbox", { name: "Titre" })).not.toBeInTheDocument();
  });

  test("rests at the edge until the month turns, and drops into the next one", async () => {
    const bridge = await openMonth();
    const from = await atBlock(/^Dentiste/);
    const box = document.querySelector(".cx-grid")?.getBoundingClientRect() as DOMRect;
    await pull(from, { x: box.right - 10, y: from.y });
    await expect.element(title()).toMatchTextContent(/Décembre 2026/);
    const to = await dayPoint("2026-12-16");
    fire("pointermove", to);
    await frame();
    fire("pointerup", to);
    await expect.poll(() => bridge.inputsOf("events.move")[0]).toMatchObject({ start: "2026-12-16T13:30" });
  });

  test("drops on a day of the small month", async () => {
    const bridge = await openMonth();
    const day = await middle(() => document.querySelector('.mm [data-day="2026-12-02"]') as Element);
    await drag(await atBlock(/^Dentiste/), day);
    await expect.poll(() => bridge.inputsOf("events.move")).toMatchObject([{ start: "2026-12-02T13:30" }]);
  });

  test("a finger takes an event up after resting on it, and scrolls when it does not rest", async () => {
    const bridge = await openMonth();
    const finger = { pointerType: "touch" };
    const [from, to] = [await atBlock(/^Dentiste/), await dayPoint("2026-11-13")];
    fire("pointerdown", from, finger);
    fire("pointermove", to, finger);
    fire("pointerup", to, finger);
    fire("pointerdown", from, finger);
    await expect.poll(() => document.querySelector(".mo-ghost")).not.toBeNull();
    fire("pointermove", to, finger);
    await frame();
    fire("pointerup", to, finger);
    await expect.poll(() => bridge.inputsOf("events.move")).toMatchObject([{ start: "2026-11-13T13:30" }]);
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
