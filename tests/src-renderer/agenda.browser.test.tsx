import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { violations } from "./axe-violations.ts";
import { drag, middle, openApp } from "./open-app.tsx";

const block = (name: RegExp) => page.getByRole("button", { name }).first();

async function focusBlock(name: RegExp) {
  await expect.element(block(name)).toBeVisible();
  (block(name).element() as HTMLElement).focus();
}

test("the week shows its events, each with a full name for screen readers", async () => {
  await openApp();
  await expect
    .element(
      page.getByRole("button", {
        name: "Client demo, mercredi 18 novembre, de 16:00 à 17:00, Travail, en attente d’envoi",
      }),
    )
    .toBeVisible();
  await expect
    .element(page.getByRole("button", { name: /^Salon des mobilités, Genève, 19 – 20 novembre, Genève Mobilités$/ }))
    .toBeVisible();
  await expect.element(page.getByText(/À jour, 10:11/)).toBeVisible();
});

test("the week speaks English", async () => {
  await openApp({ locale: "en" });
  await expect
    .element(
      page.getByRole("button", {
        name: "Client demo, Wednesday 18 November, 16:00 to 17:00, Travail, waiting to be sent",
      }),
    )
    .toBeVisible();
  await expect.element(page.getByRole("heading", { level: 1 })).toMatchTextContent(/16 – 22 November/);
});

test("dragging over free time opens the editor on that time, and saving creates the event with undo", async () => {
  const bridge = await openApp();
  await expect.element(block(/^Préparer le devis/)).toBeVisible();
  const column = await middle(() => block(/^Préparer le devis/).element());
  const ten = await middle(() => block(/^Marché de Carouge/).element());
  const hour =
    block(/^Marché de Carouge/)
      .element()
      .getBoundingClientRect().height / 1.5;
  await drag({ x: column.x, y: ten.y + 1.7 * hour }, { x: column.x, y: ten.y + 2.4 * hour });
  await expect.element(page.getByRole("textbox", { name: "Heure de début" })).toHaveValue("12:15");
  await page.getByRole("textbox", { name: "Titre" }).fill("Essai");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect.element(block(/^Essai, jeudi 19 novembre, de 12:15/)).toBeVisible();
  expect(bridge.inputsOf("events.create")[0]).toMatchObject({
    calendarId: "travail",
    title: "Essai",
    start: "2026-11-19T12:15",
    zone: "Europe/Paris",
  });
  await page.getByRole("status").getByRole("button", { name: "Annuler" }).click();
  await expect.element(block(/^Essai/)).not.toBeInTheDocument();
});

test("dragging an event moves it, without a word about series, and undo puts it back", async () => {
  const bridge = await openApp();
  await expect.element(block(/^Point avec Inès/)).toBeVisible();
  const from = await middle(() => block(/^Point avec Inès/).element());
  const friday = await middle(() => block(/^Bilan de sprint/).element());
  await drag(from, { x: friday.x, y: friday.y + 90 });
  await expect.element(page.getByRole("status").filter({ hasText: /Déplacé à vendredi 20/ })).toBeVisible();
  const [moved] = bridge.inputsOf("events.move");
  expect(moved).toMatchObject({ zone: "Europe/Paris", start: expect.stringMatching(/^2026-11-20T/) });
  expect(moved).not.toHaveProperty("scope");
  await userEvent.keyboard("{Control>}z{/Control}");
  await expect.element(block(/^Point avec Inès, mercredi 18 novembre, de 11:30/)).toBeVisible();
});

test("a move that the engine refuses puts the block back and says why", async () => {
  await openApp({ failing: { "events.move": "read-only" } });
  await expect.element(block(/^Point avec Inès/)).toBeVisible();
  const from = await middle(() => block(/^Point avec Inès/).element());
  await drag(from, { x: from.x, y: from.y + 190 });
  await expect.element(page.getByRole("alert")).toMatchTextContent(/Cet agenda est en lecture seule./);
  await expect.poll(async () => (await middle(() => block(/^Point avec Inès/).element())).y).toBe(from.y);
});

test("moving an instance of a series asks which instances; Esc leaves everything as it was", async () => {
  const bridge = await openApp();
  await focusBlock(/^Restitution/);
  await userEvent.keyboard("{Alt>}{ArrowDown}{/Alt}");
  await expect.element(page.getByRole("dialog", { name: /^Déplacer/ })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  expect(bridge.inputsOf("events.move")).toEqual([]);
  await focusBlock(/^Restitution/);
  await userEvent.keyboard("{Alt>}{ArrowDown}{/Alt}");
  await page.getByRole("button", { name: "Toute la série" }).click();
  await expect
    .poll(() => bridge.inputsOf("events.move")[0])
    .toMatchObject({
      scope: "all",
      recurrenceId: "20261118T140000Z",
      start: "2026-11-18T14:15",
      end: "2026-11-18T15:15",
    });
});

test("an event of a read-only calendar cannot be dragged", async () => {
  const bridge = await openApp();
  await expect.element(block(/^Comité de pilotage T4/)).toBeVisible();
  const from = await middle(() => block(/^Comité de pilotage T4/).element());
  await drag(from, { x: from.x, y: from.y + 120 });
  expect(bridge.inputsOf("events.move")).toEqual([]);
});

test("the peek says when, where and what, without markup, and Delete removes with undo", async () => {
  await openApp();
  await block(/^Restitution/).click();
  const peek = page.getByRole("dialog", { name: "Restitution intermédiaire" });
  await expect.element(peek).toMatchTextContent(/mercredi 18 novembre, 14:00 – 15:00/);
  await expect.element(peek).toMatchTextContent(/Présenter les résultats des 12 entretiens et choisir/);
  await expect.element(peek).toMatchTextContent(/Rue du Rhône 14, salle Jura/);
  await userEvent.keyboard("{Escape}");
  await expect.element(peek).not.toBeInTheDocument();
  await focusBlock(/^Chorale/);
  await userEvent.keyboard("{Delete}");
  await expect.element(block(/^Chorale/)).not.toBeInTheDocument();
  await page.getByRole("status").getByRole("button", { name: "Annuler" }).click();
  await expect.element(block(/^Chorale/)).toBeVisible();
});

test("hiding a calendar hides its events", async () => {
  const bridge = await openApp();
  await expect.element(block(/^Chorale/)).toBeVisible();
  await page.getByRole("checkbox", { name: "Personnel" }).click();
  await expect.element(block(/^Chorale/)).not.toBeInTheDocument();
  expect(bridge.inputsOf("calendars.update")).toEqual([{ id: "perso", visible: false }]);
});

test("losing the engine says so, and coming back asks everything again", async () => {
  const bridge = await openApp();
  await expect.element(block(/^Chorale/)).toBeVisible();
  const asked = bridge.inputsOf("agenda.range").length;
  bridge.connection(false);
  await expect.element(page.getByText(/Le moteur de Cadran ne répond pas\./)).toBeVisible();
  bridge.connection(true);
  await expect.element(page.getByText(/Le moteur de Cadran ne répond pas\./)).not.toBeInTheDocument();
  await expect.poll(() => bridge.inputsOf("agenda.range").length).toBeGreaterThan(asked);
});

test("an online meeting is joined from the peek; its link, privacy and categories are said", async () => {
  const bridge = await openApp();
  const more = {
    conferenceUrl: "https://teams.example.com/l/meetup-join/1",
    url: "https://wiki.example.com/restitution/",
    privacy: "private",
    transparency: "transparent",
    categories: ["Mobilités", "Client"],
  } as const;
  bridge.events = bridge.events.map((e) =>
    /^Restitution/.test(e.title) ? { ...e, more: { ...more, categories: [...more.categories] } } : e,
  );
  bridge.publish("events", "occurrences");
  await block(/^Restitution/).click();
  const peek = page.getByRole("dialog", { name: "Restitution intermédiaire" });
  const join = peek.getByRole("link", { name: "Rejoindre la réunion" });
  await expect.element(join).toHaveAttribute("href", more.conferenceUrl);
  await expect.element(join).toHaveAttribute("target", "_blank");
  await expect.element(peek.getByRole("link", { name: "wiki.example.com/restitution" })).toBeVisible();
  await expect
    .element(peek.getByRole("list", { name: "Particularités" }))
    .toMatchTextContent(/^PrivéLibreMobilitésClient$/);
  expect(await violations()).toEqual([]);
});

test("an address that is no web page is no button, and the meeting's own is no second link", async () => {
  const bridge = await openApp();
  const set = (more: object) => {
    bridge.events = bridge.events.map((e) => (/^Restitution/.test(e.title) ? { ...e, more } : e));
    bridge.publish("events", "occurrences");
  };
  set({ conferenceUrl: "javascript:alert(1)", url: "file:///etc/passwd" });
  await block(/^Restitution/).click();
  const peek = page.getByRole("dialog", { name: "Restitution intermédiaire" });
  await expect.element(peek).toMatchTextContent(/Rue du Rhône/);
  expect(peek.getByRole("link").elements()).toEqual([]);
  set({ conferenceUrl: "https://teams.example.com/l/1", url: "https://teams.example.com/l/1" });
  await expect.element(peek.getByRole("link")).toMatchTextContent("Rejoindre la réunion");
});
