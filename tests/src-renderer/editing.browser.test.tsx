import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { FakeBridge } from "./fake-bridge.ts";
import { openApp } from "./open-app.tsx";

const block = (name: RegExp) => page.getByRole("button", { name }).first();
const field = (name: string) => page.getByLabelText(name).first();
const save = () => page.getByRole("button", { name: "Enregistrer" });

async function focusBlock(name: RegExp) {
  await expect.element(block(name)).toBeVisible();
  (block(name).element() as HTMLElement).focus();
}

async function edit(name: RegExp, prepare: (bridge: FakeBridge) => void = () => {}) {
  const bridge = await openApp();
  prepare(bridge);
  await focusBlock(name);
  await userEvent.keyboard("e");
  await expect.element(page.getByRole("dialog", { name: "Modifier l’événement" })).toBeVisible();
  return bridge;
}

const invited = (bridge: FakeBridge, title: string) => {
  bridge.events = bridge.events.map((e) => (e.title === title ? { ...e, answer: "needs-action" } : e));
  bridge.publish("events", "occurrences");
};

async function choose(label: string, option: string) {
  await field(label).click();
  await page.getByRole("option", { name: option }).click();
}

test("who would be mailed and what happens to the series is said before Save", async () => {
  const bridge = await edit(/^Restitution/, (fake) => {
    fake.mails = ["nora@exemple.ch", "marc@exemple.ch", "ines@exemple.ch", "paul@exemple.ch"];
  });
  await page.getByRole("textbox", { name: "Titre" }).fill("Restitution finale");
  await expect.element(page.getByText(/Enregistrer enverra un e-mail à 4 personnes\./)).toBeVisible();
  await page.getByRole("button", { name: "Voir le message" }).click();
  const message = page.getByRole("dialog", { name: "Ce qui sera envoyé" });
  await expect.element(message).toMatchTextContent(/ines@exemple\.ch.*Restitution finale.*14:00 – 15:00/);
  await userEvent.keyboard("{Escape}");
  await expect.element(message).not.toBeInTheDocument();
  await expect.element(page.getByRole("button", { name: "Enregistrer et prévenir" })).toBeVisible();
  await page.getByText("Celle-ci et les suivantes").click();
  await expect
    .element(page.getByText(/La série sera coupée en deux\. 2 exceptions suivront le changement\./))
    .toBeVisible();
  expect(bridge.inputsOf("events.consequences").at(-1)).toMatchObject({
    recurrenceId: "20261118T140000Z",
    scope: "following",
    changes: { title: "Restitution finale" },
  });
  expect(bridge.inputsOf("events.update")).toEqual([]);
});

test("moving an event that mails asks once, and giving up moves nothing", async () => {
  const bridge = await openApp();
  bridge.mails = ["ines@exemple.ch"];
  await focusBlock(/^Point avec Inès/);
  await userEvent.keyboard("{Alt>}{ArrowDown}{/Alt}");
  const question = page.getByRole("dialog", { name: "Déplacer « Point avec Inès »" });
  await expect.element(question).toMatchTextContent(/Un e-mail partira à 1 personne.: ines@exemple\.ch/);
  await page.getByRole("button", { name: "Annuler" }).click();
  await expect.element(question).not.toBeInTheDocument();
  expect(bridge.inputsOf("events.move")).toEqual([]);
  await focusBlock(/^Point avec Inès/);
  await userEvent.keyboard("{Alt>}{ArrowDown}{/Alt}");
  await page.getByRole("button", { name: "Déplacer" }).click();
  await expect.element(block(/^Point avec Inès, mercredi 18 novembre, de 11:45/)).toBeVisible();
});

test("undo and redo walk through several changes with the keyboard", async () => {
  await openApp();
  await focusBlock(/^Chorale/);
  await userEvent.keyboard("{Alt>}{ArrowDown}{/Alt}");
  await expect.element(block(/^Chorale.*17:45/)).toHaveFocus();
  await userEvent.keyboard("{Alt>}{ArrowDown}{/Alt}");
  await expect.element(block(/^Chorale.*18:00 à/)).toBeVisible();
  await userEvent.keyboard("{Control>}z{/Control}");
  await expect.element(block(/^Chorale.*17:45/)).toBeVisible();
  await userEvent.keyboard("{Control>}z{/Control}");
  await expect.element(block(/^Chorale.*17:30/)).toBeVisible();
  await userEvent.keyboard("{Control>}{Shift>}Z{/Shift}{/Control}");
  await expect.element(block(/^Chorale.*17:45/)).toBeVisible();
});

test("an invitation is answered from its peek, by button or by key, and the answer can be taken back", async () => {
  const bridge = await openApp();
  invited(bridge, "Revue de lancement v2");
  await block(/^Revue de lancement v2.*sans réponse de votre part/).click();
  await expect.element(page.getByText("Nora Keller recevra votre réponse.")).toBeVisible();
  await userEvent.keyboard("2");
  await expect.element(page.getByText("Réponse : peut-être")).toBeVisible();
  await page.getByRole("status").getByRole("button", { name: "Annuler" }).click();
  await expect.element(block(/^Revue de lancement v2.*sans réponse/)).toBeVisible();
  await block(/^Revue de lancement v2/).click();
  await page.getByRole("button", { name: "Décliner" }).click();
  await expect.element(block(/^Revue de lancement v2.*décliné/)).toBeVisible();
  expect(bridge.inputsOf("events.respond").map(({ answer }) => answer)).toEqual(["tentative", "declined"]);
});

test("the answer to a series is for one time or for all of it, never for a half", async () => {
  const bridge = await openApp();
  invited(bridge, "Restitution intermédiaire");
  await block(/^Restitution/).click();
  await page.getByRole("button", { name: "Accepter" }).click();
  await expect.element(page.getByRole("button", { name: "Celle-ci et les suivantes" })).not.toBeInTheDocument();
  await page.getByRole("button", { name: "Cette fois" }).click();
  await expect
    .poll(() => bridge.inputsOf("events.respond"))
    .toEqual([{ id: "e14", answer: "accepted", recurrenceId: "20261118T140000Z" }]);
});

test("somebody else's event: the fields are locked with the reason, reminders and availability are one's own (R90)", async () => {
  const bridge = await edit(/^Revue de lancement/, (fake) => invited(fake, "Revue de lancement v2"));
  await expect.element(page.getByText(/Nora Keller organise cet événement/)).toBeVisible();
  await expect.element(page.getByRole("textbox", { name: "Titre" })).toBeDisabled();
  await expect.element(field("Heure de début")).toBeDisabled();
  await expect.element(field("Lieu")).toBeDisabled();
  await page.getByRole("button", { name: /^Plus d’options/ }).click();
  await page.getByText("Libre", { exact: true }).click();
  await page.getByRole("button", { name: "Ajouter un rappel" }).click();
  await page.getByRole("menuitem", { name: "10 min avant" }).click();
  await save().click();
  await expect
    .poll(() => bridge.inputsOf("events.update")[0]?.changes)
    .toEqual({ transparency: "transparent", reminders: [{ minutesBefore: 10 }] });
});

test("a new event repeats on chosen days until a day, with reminders", async () => {
  const bridge = await openApp();
  await expect.element(block(/^Chorale/)).toBeVisible();
  await userEvent.keyboard("n");
  await page.getByRole("textbox", { name: "Titre" }).fill("Cours");
  await choose("Répétition", "Toutes les semaines");
  await page.getByRole("button", { name: "vendredi" }).click();
  await choose("Fin de la série", "Après");
  await expect
    .element(page.getByText(/Le mercredi et le vendredi, toutes les semaines, 10 fois\. Encore 10 fois\./))
    .toBeVisible();
  await page.getByRole("button", { name: "Ajouter un rappel" }).click();
  await page.getByRole("menuitem", { name: "1 jour avant" }).click();
  await page.getByRole("button", { name: "Ajouter un rappel" }).click();
  await page.getByRole("menuitem", { name: "15 min avant" }).click();
  await page.getByRole("button", { name: "Retirer le rappel 1 jour avant" }).click();
  await save().click();
  await expect
    .poll(() => bridge.inputsOf("events.create")[0])
    .toMatchObject({ rrule: "FREQ=WEEKLY;BYDAY=WE,FR;COUNT=10", reminders: [{ minutesBefore: 15 }] });
});

test("a rule that the choices cannot say is kept as it is and said to be of its own", async () => {
  const bridge = await edit(/^Restitution/, (fake) => {
    fake.events = fake.events.map((e) =>
      e.title === "Restitution intermédiaire" ? { ...e, rrule: "FREQ=YEARLY;BYWEEKNO=20" } : e,
    );
  });
  await expect.element(field("Répétition")).toHaveValue("Règle particulière");
  await page.getByRole("textbox", { name: "Titre" }).fill("Autre titre");
  await save().click();
  await expect.poll(() => bridge.inputsOf("events.update")[0]?.changes).toEqual({ title: "Autre titre" });
});

test("how a series repeats cannot change for one time only", async () => {
  const bridge = await edit(/^Restitution/);
  await choose("Répétition", "Tous les jours");
  await expect
    .element(
      page.getByText(/Une répétition ne change pas pour une seule fois\. Les rendez-vous d’avant ne changent pas\./),
    )
    .toBeVisible();
  await save().click();
  await expect
    .poll(() => bridge.inputsOf("events.update")[0])
    .toMatchObject({ scope: "following", changes: { rrule: "FREQ=DAILY;UNTIL=20261216T225959Z" } });
});

test("coming back to the window asks for a quiet run, and the network's return wakes sync", async () => {
  const bridge = await openApp({ failing: { "sync.wake": "offline" } });
  await expect.element(block(/^Chorale/)).toBeVisible();
  await expect.poll(() => bridge.inputsOf("sync.run")).toEqual([{ ifOlderThanMs: 120_000 }]);
  document.dispatchEvent(new Event("visibilitychange"));
  await expect.poll(() => bridge.inputsOf("sync.run")).toHaveLength(2);
  window.dispatchEvent(new Event("online"));
  await expect.poll(() => bridge.inputsOf("sync.wake")).toHaveLength(1);
  await expect.element(page.getByRole("alert")).not.toBeInTheDocument();
});

test("what the server cannot keep is named, and the form keeps what was typed", async () => {
  const bridge = await edit(/^Client demo/, (fake) => {
    fake.failing = { "events.update": "not-expressible" };
    fake.failingWith = { limit: "reminders" };
  });
  await page.getByRole("textbox", { name: "Titre" }).fill("Démonstration");
  await save().click();
  await expect
    .element(page.getByRole("alert"))
    .toMatchTextContent(/ne sait pas garder plus d’un rappel.*Votre saisie reste ici\.$/);
  await expect.element(page.getByRole("textbox", { name: "Titre" })).toHaveValue("Démonstration");
  bridge.failing = {};
  await save().click();
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  expect(bridge.inputsOf("events.update").at(-1)).toMatchObject({ changes: { title: "Démonstration" } });
});

test("a move that the server cannot keep is named too, and nothing has changed", async () => {
  const bridge = await openApp({ failing: { "events.move": "not-expressible" } });
  bridge.failingWith = { limit: "occurrence-order" };
  await focusBlock(/^Chorale/);
  await userEvent.keyboard("{Alt>}{ArrowDown}{/Alt}");
  const told = page.getByRole("alert").filter({ hasText: "une occurrence déplacée sur sa voisine" });
  await expect.element(told).toMatchTextContent(/L’événement n’a pas changé\.$/);
  await expect.element(block(/^Chorale, mercredi 18 novembre, de 17:30/)).toBeVisible();
});
