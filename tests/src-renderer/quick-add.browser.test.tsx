import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { violations } from "./axe-violations.ts";
import { openApp } from "./open-app.tsx";

const field = () => page.getByRole("textbox", { name: "Nouvel événement en une phrase" });

test("the sentence is understood while it is typed, marked and said, and Enter makes the event with its way back", async () => {
  const bridge = await openApp({ page: "home" });
  await field().fill("Déjeuner avec Anna demain 12h30 au Lutetia, chaque mardi #Personnel");
  await expect.element(page.getByText(/mardi 24 novembre, 12:30 – 13:30 · Lutetia · .*mardi/)).toBeVisible();
  expect([...document.querySelectorAll(".quick-ghost mark")].map(({ textContent }) => textContent)).toEqual([
    "demain",
    "12h30",
    "au Lutetia",
    "chaque mardi",
    "#Personnel",
  ]);
  expect(await violations()).toEqual([]);
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByText("«\u202fDéjeuner avec Anna\u202f» est dans votre agenda")).toBeVisible();
  await expect.element(field()).toHaveValue("");
  expect(bridge.inputsOf("events.create")).toEqual([
    {
      calendarId: "perso",
      title: "Déjeuner avec Anna",
      start: "2026-11-24T12:30",
      end: "2026-11-24T13:30",
      zone: "Europe/Paris",
      location: "Lutetia",
      rrule: "FREQ=WEEKLY;BYDAY=TU",
    },
  ]);
  await page.getByRole("button", { name: "Annuler" }).click();
  await expect.poll(() => bridge.inputsOf("events.undo").length).toBe(1);
});

test("guests would be mailed: it says so, and Enter asks first", async () => {
  const bridge = await openApp({ page: "home" });
  bridge.mails = ["anna@example.com"];
  await field().fill("Point demain 10h avec anna@example.com");
  await expect.element(page.getByText("Enregistrer enverra un e-mail à 1 personne.")).toBeVisible();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("dialog", { name: /Créer/ })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  expect(bridge.inputsOf("events.create")).toEqual([]);
  await field().click();
  await userEvent.keyboard("{Enter}");
  await page.getByRole("button", { name: "Créer et prévenir 1 personne" }).click();
  await expect
    .poll(() => bridge.inputsOf("events.create"))
    .toMatchObject([{ attendees: [{ address: "anna@example.com" }] }]);
});

test("without a title nothing is made and it says why; Ctrl Enter goes on in the editor; Esc clears", async () => {
  const bridge = await openApp({ page: "home" });
  await field().fill("demain 14h");
  await expect.element(page.getByText("Dites de quoi il s’agit.")).toBeVisible();
  await userEvent.keyboard("{Enter}");
  await userEvent.keyboard("{Escape}");
  await expect.element(field()).toHaveValue("");
  expect(bridge.inputsOf("events.create")).toEqual([]);
  await field().fill("Dentiste mardi 8h-8h45");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.element(page.getByRole("textbox", { name: "Titre" })).toHaveValue("Dentiste");
});
