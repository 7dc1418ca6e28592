import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { violations } from "./axe-violations.ts";
import type { FakeBridge, FakeOptions } from "./fake-bridge.ts";
import { middle, openApp } from "./open-app.tsx";

beforeEach(() => localStorage.clear());

const block = (name: RegExp) => page.getByRole("button", { name }).first();
const box = (name: string) => page.getByRole("textbox", { name });
const save = () => page.getByRole("button", { name: /^Enregistrer/ });
const guests = () => page.getByRole("list", { name: "Participants" });

async function edit(name: RegExp, prepare: (bridge: FakeBridge) => void = () => {}, options: FakeOptions = {}) {
  const bridge = await openApp(options);
  prepare(bridge);
  await expect.element(block(name)).toBeVisible();
  (block(name).element() as HTMLElement).focus();
  await userEvent.keyboard("e");
  await expect.element(page.getByRole("dialog", { name: "Modifier l’événement" })).toBeVisible();
  return bridge;
}

async function create() {
  const bridge = await openApp();
  await expect.element(block(/^Chorale/)).toBeVisible();
  await userEvent.keyboard("n");
  await expect.element(box("Titre")).toBeVisible();
  return bridge;
}

test("whoever is taken is named, the nearest free time is offered, and taking it moves the event", async () => {
  const bridge = await edit(/^Restitution/);
  await expect.element(page.getByText("Inès Haddad n’est pas libre de 14:30 à 16:00.")).toBeVisible();
  await expect.element(guests()).toMatchTextContent(/Vous.*vous organisez.*Inès Haddad.*pas libre à 14:30/);
  await expect.element(page.getByText(/Tout le monde est libre à 13:30 – 14:30/)).toBeVisible();
  await page.getByRole("button", { name: "Prendre ce créneau" }).click();
  await expect.element(box("Heure de début")).toHaveValue("13:30");
  await expect.element(box("Heure de fin")).toHaveValue("14:30");
  await expect.element(page.getByText("Tout le monde est libre.")).toBeVisible();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect
    .poll(() => bridge.inputsOf("events.update")[0]?.changes)
    .toMatchObject({ start: "2026-11-18T13:30", end: "2026-11-18T14:30" });
});

test("the chosen time is moved by keys and by dragging", async () => {
  await edit(/^Restitution/);
  const band = page.getByRole("slider", { name: "Horaire choisi" });
  await expect.element(band).toHaveAttribute("aria-valuetext", "14:00 – 15:00");
  (band.element() as HTMLElement).focus();
  await userEvent.keyboard("{ArrowRight}");
  await expect.element(band).toHaveAttribute("aria-valuetext", "14:15 – 15:15");
  await expect.element(box("Heure de début")).toHaveValue("14:15");
  const { x, y } = await middle(() => band.element());
  const hour = (band.element().parentElement as HTMLElement).getBoundingClientRect().width / 10;
  const fire = (type: string, clientX: number) =>
    band
      .element()
      .dispatchEvent(new PointerEvent(type, { bubbles: true, clientX, clientY: y, pointerId: 1, isPrimary: true }));
  (band.element() as HTMLElement).setPointerCapture = () => {};
  fire("pointerdown", x);
  fire("pointermove", x - hour);
  await expect.element(band).toHaveAttribute("aria-valuetext", "13:15 – 14:15");
  fire("pointerup", x - hour);
  await expect.element(box("Heure de début")).toHaveValue("13:15");
});

test("guests are found by name, taken as addresses, pasted as a list and removed", async () => {
  const bridge = await create();
  await box("Titre").fill("Point");
  const field = page.getByRole("textbox", { name: "Ajouter un nom ou une adresse" });
  await field.fill("kari");
  await page.getByRole("option", { name: /Karim Benali/ }).click();
  await field.fill("zoe@exemple.ch");
  await userEvent.keyboard("{Enter}");
  await field.fill("pas une adresse");
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("alert")).toMatchTextContent(/Ce n’est pas une adresse e-mail/);
  const text = "Nora Keller <nora@exemple.ch>; karim@exemple.ch";
  const clipboardData = new DataTransfer();
  clipboardData.setData("text", text);
  await field.fill("");
  field.element().dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }));
  await expect.element(guests()).toMatchTextContent(/Karim Benali.*zoe@exemple\.ch.*Nora Keller/);
  await expect.element(page.getByRole("img", { name: "disponibilité inconnue" })).toBeVisible();
  await page.getByRole("button", { name: "Retirer zoe@exemple.ch" }).click();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect
    .poll(() => bridge.inputsOf("events.create")[0]?.attendees)
    .toEqual([
      { address: "karim@exemple.ch", name: "Karim Benali" },
      { address: "nora@exemple.ch", name: "Nora Keller" },
    ]);
});

test("without network the editor says whose time it compares, and everything stays editable", async () => {
  await edit(/^Restitution/, undefined, { failing: { "agenda.freeBusy": "offline" } });
  await expect.element(page.getByText(/Le serveur n’a pas dit qui est libre|Hors connexion/)).toBeVisible();
  await expect.element(save()).toBeEnabled();
});

test("a draft that is kept waits for its event, is taken up again and forgotten once saved", async () => {
  const bridge = await edit(/^Client demo/);
  await box("Titre").fill("Démonstration");
  await userEvent.keyboard("{Escape}");
  await page.getByRole("button", { name: "Garder" }).click();
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  (block(/^Client demo/).element() as HTMLElement).focus();
  await userEvent.keyboard("e");
  await expect.element(page.getByText("Un brouillon est gardé ici (10:15).")).toBeVisible();
  await page.getByRole("button", { name: "Reprendre" }).click();
  await expect.element(box("Titre")).toHaveValue("Démonstration");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.poll(() => bridge.inputsOf("events.update")[0]?.changes).toEqual({ title: "Démonstration" });
  expect(localStorage.getItem("cadran.draft")).toBeNull();
});

test("what is typed outlives a crash of the window", async () => {
  await create();
  await box("Titre").fill("Avant la panne");
  await expect.poll(() => localStorage.getItem("cadran.draft")).toMatch(/Avant la panne/);
});

test("days and hours are typed as people write them, and odd times are said", async () => {
  const bridge = await create();
  await box("Titre").fill("Nuit");
  await page.getByRole("textbox", { name: "Date de début" }).fill("29/3/2027");
  await page.getByRole("textbox", { name: "Date de début" }).fill("28/3/2027");
  await box("Heure de début").fill("2h30");
  await expect.element(page.getByText(/02:30 n’existe pas ce jour-là/)).toBeVisible();
  await box("Heure de fin").fill("2h");
  await expect.element(page.getByRole("alert")).toMatchTextContent(/La fin doit venir après le début/);
  const alert = page.getByRole("alert").element();
  expect(box("Heure de fin").element().getAttribute("aria-describedby")).toBe(alert.id);
  await page.getByRole("button", { name: "Finir le lendemain" }).click();
  await expect.element(box("Heure de fin")).toHaveFocus();
  await expect.element(page.getByRole("textbox", { name: "Date de fin" })).toHaveValue("lun. 29 mars 2027");
  await box("Heure de début").fill("9:30pm");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.poll(() => bridge.inputsOf("events.create")[0]?.start).toBe("2027-03-28T21:30");
});

test("a flight ends in the zone of its airport", async () => {
  const bridge = await create();
  await box("Titre").fill("Vol");
  await page.getByRole("button", { name: /Fuseaux horaires, Heure de Paris/ }).click();
  await page.getByRole("combobox", { name: "Fuseau de la fin" }).fill("tokyo");
  await page.getByRole("option", { name: /Tokyo/ }).click();
  await expect.element(page.getByRole("alert")).toMatchTextContent(/La fin doit venir après le début/);
  await page.getByRole("button", { name: "Finir le lendemain" }).click();
  await expect.element(page.getByText(/Soit mer\. 18 nov\., 11:00 – jeu\. 19 nov\., 04:00 à Paris\./)).toBeVisible();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect
    .poll(() => bridge.inputsOf("events.create")[0])
    .toMatchObject({ zone: "Europe/Paris", endZone: "Asia/Tokyo", end: "2026-11-19T04:00" });
});

test("the last working day of every month is made with three choices and said in words", async () => {
  const bridge = await create();
  await box("Titre").fill("Clôture");
  const choose = async (label: string, option: string) => {
    await page.getByRole("combobox", { name: label, exact: true }).click();
    await page.getByRole("option", { name: option, exact: true }).click();
  };
  await choose("Répétition", "Personnalisée…");
  await choose("Période", "mois");
  await choose("Comment choisir le jour", "Un jour de semaine");
  await choose("Quel jour", "jour ouvré");
  await choose("Lequel", "dernier");
  await expect.element(page.getByText("Le dernier jour ouvré, tous les mois.")).toBeVisible();
  await save().click();
  await expect
    .poll(() => bridge.inputsOf("events.create")[0]?.rrule)
    .toBe("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1");
});

test("an event has a colour of its own, or again the calendar's; where none can be kept, none is offered", async () => {
  const bridge = await edit(/^Client demo/);
  await page.getByRole("button", { name: /^Couleur/ }).click();
  await page.getByRole("menuitemradio", { name: "Couleur 3 sur 9" }).click();
  await save().click();
  await expect.poll(() => bridge.inputsOf("events.update")[0]?.changes).toEqual({ color: "#D2478A" });
});

test("a calendar whose server keeps no colour offers none", async () => {
  await edit(/^Client demo/, (fake) => {
    fake.calendars = fake.calendars.map((c) => ({ ...c, cannot: ["color"] }));
    fake.publish("calendars");
  });
  await expect.element(page.getByRole("button", { name: /^Couleur/ })).not.toBeInTheDocument();
});

test("a refusal stands beside the field it is about", async () => {
  await edit(/^Restitution/, (fake) => {
    fake.failing = { "events.update": "not-expressible" };
    fake.failingWith = { limit: "rule" };
  });
  await page.getByRole("combobox", { name: "Répétition" }).click();
  await page.getByRole("option", { name: "Tous les jours" }).click();
  await save().click();
  await expect.element(page.getByRole("alert")).toMatchTextContent(/Votre saisie reste ici\.$/);
  const field = page.getByRole("combobox", { name: "Répétition" }).element();
  expect(document.getElementById(field.getAttribute("aria-describedby") ?? "")?.textContent).toMatch(/saisie/);
});

test.each(["light", "dark"] as const)("the %s editor of a meeting has no fault of accessibility", async (theme) => {
  await edit(/^Restitution/, undefined, { theme });
  await expect.element(page.getByText(/n’est pas libre/)).toBeVisible();
  await page.getByRole("button", { name: /^Plus d’options/ }).click();
  await page.getByRole("button", { name: /^Fuseaux horaires/ }).click();
  expect(await violations()).toEqual([]);
});
