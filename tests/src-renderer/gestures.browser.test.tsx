import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { drag, middle, openApp } from "./open-app.tsx";

const title = () => page.getByRole("heading", { level: 1 });
const block = (name: RegExp) => page.getByRole("button", { name }).first();

async function focusBlock(name: RegExp) {
  await expect.element(block(name)).toBeVisible();
  (block(name).element() as HTMLElement).focus();
}

const fire = (type: string, x: number, y: number) =>
  (document.elementFromPoint(x, y) ?? document.body).dispatchEvent(
    new MouseEvent(type, { bubbles: true, cancelable: true, clientX: x, clientY: y, view: window }),
  );

/** Takes an event up and rests at the right edge until the page has turned. */
async function dragToNextPage(name: RegExp) {
  const from = await middle(() => block(name).element());
  const box = document.querySelector(".cx-grid")?.getBoundingClientRect() as DOMRect;
  fire("mousedown", from.x, from.y);
  fire("mousemove", from.x + 20, from.y + 4);
  fire("mousemove", box.right - 10, from.y);
  await expect.element(title()).toMatchTextContent(/23 – 29 novembre/);
  return { box, y: from.y };
}

test("an event rests at the edge of the week, the page turns, and it lands in the next one", async () => {
  const bridge = await openApp();
  await expect.element(block(/^Point avec Inès/)).toBeVisible();
  const { box, y } = await dragToNextPage(/^Point avec Inès/);
  fire("mousemove", box.right - 200, y);
  fire("mouseup", box.right - 200, y);
  await expect.poll(() => bridge.inputsOf("events.move")[0]).toMatchObject({ start: "2026-11-28T11:30" });
});

test("Esc while dragging drops nothing and goes back to the page where the drag began", async () => {
  const bridge = await openApp();
  await expect.element(block(/^Point avec Inès/)).toBeVisible();
  await dragToNextPage(/^Point avec Inès/);
  await userEvent.keyboard("{Escape}");
  await expect.element(title()).toMatchTextContent(/16 – 22 novembre/);
  await expect.element(block(/^Point avec Inès, mercredi 18 novembre, de 11:30/)).toBeVisible();
  expect(bridge.inputsOf("events.move")).toEqual([]);
});

/** Presses on free time of Friday evening and rests at the right edge until the page has turned. */
async function selectToNextPage() {
  await expect.element(block(/^Chorale/)).toBeVisible();
  const from = await middle(() => document.querySelector('.cal [data-date="2026-11-20"]') as Element);
  const box = document.querySelector(".cx-grid")?.getBoundingClientRect() as DOMRect;
  const y = box.bottom - 60;
  fire("mousedown", from.x, y);
  fire("mousemove", from.x + 20, y + 4);
  fire("mousemove", box.right - 10, y);
  await expect.element(title()).toMatchTextContent(/23 – 29 novembre/);
  return { box, y };
}

test("a new event that is drawn to the edge goes on over the next page", async () => {
  await openApp();
  const { box, y } = await selectToNextPage();
  const monday = await middle(() => document.querySelector('.cal [data-date="2026-11-23"]') as Element);
  fire("mousemove", monday.x, y);
  fire("mouseup", monday.x, y);
  expect(box.width).toBeGreaterThan(0);
  await expect.element(page.getByRole("textbox", { name: "Date de début" })).toHaveValue("ven. 20 nov.");
  await expect.element(page.getByRole("textbox", { name: "Date de fin" })).toHaveValue("lun. 23 nov.");
});

test("Esc while drawing makes nothing and goes back to the page where it began", async () => {
  await openApp();
  await selectToNextPage();
  await userEvent.keyboard("{Escape}");
  await expect.element(title()).toMatchTextContent(/16 – 22 novembre/);
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
});

test("an event dropped on a day of the small month keeps its hours", async () => {
  const bridge = await openApp();
  await expect.element(block(/^Chorale/)).toBeVisible();
  const from = await middle(() => block(/^Chorale/).element());
  const day = await middle(() => document.querySelector('.mm [data-day="2026-12-02"]') as Element);
  await drag(from, day);
  await expect
    .poll(() => bridge.inputsOf("events.move"))
    .toMatchObject([{ start: "2026-12-02T17:30", end: "2026-12-02T18:30" }]);
});

test("without an event, arrows show a slot that screen readers hear; Enter creates there, Esc leaves it", async () => {
  const bridge = await openApp();
  await expect.element(block(/^Chorale/)).toBeVisible();
  await userEvent.keyboard("{ArrowDown}{ArrowRight}{ArrowDown}");
  const said = page.getByRole("group", { name: "Événements" }).getByRole("status");
  await expect.element(said).toMatchTextContent("jeudi 19 novembre, 11:00 – 12:00");
  await userEvent.keyboard("{Escape}");
  await expect.element(said).toMatchTextContent(/^$/);
  await userEvent.keyboard("{ArrowDown}{Shift>}{ArrowDown}{/Shift}{Enter}");
  await page.getByRole("textbox", { name: "Titre" }).fill("Essai");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect
    .poll(() => bridge.inputsOf("events.create")[0])
    .toMatchObject({ title: "Essai", start: "2026-11-18T10:30", end: "2026-11-18T12:00" });
});

test("Ctrl C and Ctrl V copy an event into the slot, Ctrl X moves it there", async () => {
  const bridge = await openApp();
  await focusBlock(/^Chorale/);
  await userEvent.keyboard("{Control>}c{/Control}");
  (document.activeElement as HTMLElement).blur();
  await userEvent.keyboard("{ArrowDown}{Control>}v{/Control}");
  await expect
    .poll(() => bridge.inputsOf("events.copy")[0])
    .toMatchObject({ start: "2026-11-18T10:30", zone: "Europe/Paris" });
  await userEvent.keyboard("{Escape}");
  await focusBlock(/^Appel notaire/);
  await userEvent.keyboard("{Control>}x{/Control}");
  (document.activeElement as HTMLElement).blur();
  await userEvent.keyboard("{ArrowDown}{Control>}v{/Control}");
  await expect
    .poll(() => bridge.inputsOf("events.move")[0])
    .toMatchObject({ start: "2026-11-18T10:30", end: "2026-11-18T11:00" });
});

test("the right button opens what can be done with an event: another calendar, a colour, a copy", async () => {
  const bridge = await openApp();
  await block(/^Chorale/).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Déplacer vers" }).hover();
  await page.getByRole("menuitem", { name: "Travail" }).click();
  await expect.poll(() => bridge.inputsOf("events.move")[0]).toMatchObject({ calendarId: "travail" });
  await block(/^Chorale/).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Couleur" }).hover();
  await page.getByRole("menuitemradio").nth(2).click();
  await expect.poll(() => bridge.inputsOf("events.update")[0]).toMatchObject({ changes: { color: "#D2478A" } });
  await block(/^Chorale/).click({ button: "right" });
  await page.getByRole("menuitem", { name: /^Dupliquer/ }).click();
  await expect.poll(() => bridge.inputsOf("events.copy")).toHaveLength(1);
});

test("Shift F10 opens the menu of the event with the focus, and a read-only one offers no change", async () => {
  await openApp();
  await focusBlock(/^Comité de pilotage T4/);
  const target = document.activeElement as HTMLElement;
  target.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, cancelable: true, button: 0 }));
  await expect.element(page.getByRole("menuitem", { name: /^Ouvrir/ })).toBeVisible();
  await expect.element(page.getByRole("menuitem", { name: /^Supprimer/ })).not.toBeInTheDocument();
  await expect.element(page.getByRole("menuitem", { name: /^Dupliquer/ })).toBeVisible();
});

test("the right button on free time creates there, for an hour or for the day", async () => {
  await openApp();
  await expect.element(block(/^Préparer le devis/)).toBeVisible();
  const column = await middle(() => block(/^Préparer le devis/).element());
  const below =
    block(/^Préparer le devis/)
      .element()
      .getBoundingClientRect().bottom + 8;
  const at = { bubbles: true, cancelable: true, button: 2, clientX: column.x, clientY: below };
  document.elementFromPoint(column.x, below)?.dispatchEvent(new MouseEvent("contextmenu", at));
  await page.getByRole("menuitem", { name: "Nouvel événement à 11:30" }).click();
  await expect.element(page.getByRole("textbox", { name: "Heure de début" })).toHaveValue("11:30");
});
