import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { openApp } from "./open-app.tsx";

const heading = (name: string) => page.getByRole("heading", { name });
const row = (name: RegExp) => page.getByRole("row", { name });

async function openConflicts(options: Parameters<typeof openApp>[0] = {}) {
  const bridge = await openApp({ busy: true, ...options });
  await page.getByRole("button", { name: options.locale === "en" ? "2 to decide" : "2 à trancher" }).click();
  await expect.element(heading("Restitution intermédiaire")).toBeVisible();
  return bridge;
}

test("an event that both sides changed carries a badge, said to screen readers, and its peek leads to the decision", async () => {
  await openApp({ busy: true });
  const block = page.getByRole("button", { name: /^Restitution.*modifié des deux côtés, à trancher/ });
  await block.click();
  const peek = page.getByRole("dialog", { name: "Restitution intermédiaire" });
  await expect.element(peek).toMatchTextContent(/Modifié des deux côtés\. Les deux versions sont gardées\./);
  await peek.getByRole("button", { name: "Trancher" }).click();
  await expect.element(heading("Changement à trancher")).toBeVisible();
});

test("both versions stand side by side in words, nothing is chosen yet, the value before beside them", async () => {
  await openConflicts();
  const time = row(/^Heure/);
  await expect.element(time).toMatchTextContent(/Avant.: mer\. 18 nov\., 14:00 – 15:00/);
  await expect.element(time).toMatchTextContent(/mer\. 18 nov\., 15:00 – 16:00.*à choisir/);
  await expect.element(row(/^Rappels/)).toMatchTextContent(/30 min avant.*1 jour avant.*rien/);
  expect(document.querySelectorAll("input[type=radio]:checked")).toHaveLength(0);
  await expect.element(page.getByRole("button", { name: "Enregistrer le résultat" })).toBeDisabled();
  await expect.element(page.getByText("Il manque 3 choix")).toBeVisible();
});

test("one click takes the suggestions: the organiser's fields from the server, private ones from here", async () => {
  const bridge = await openConflicts();
  await page.getByRole("button", { name: "Reprendre les suggestions" }).click();
  await expect.element(page.getByRole("radio", { name: "Heure : version du serveur" })).toBeChecked();
  await expect.element(page.getByRole("radio", { name: "Rappels : votre version" })).toBeChecked();
  await page.getByRole("button", { name: "Enregistrer le résultat" }).click();
  await expect
    .poll(() => bridge.inputsOf("conflicts.resolve"))
    .toEqual([{ id: "k1", choice: "merge", fields: { DTSTART: "theirs", DESCRIPTION: "theirs", VALARM: "mine" } }]);
});

test("under the table each version stands in its day, free or over another event", async () => {
  await openConflicts();
  const strips = page.getByRole("region", { name: "Où cela tombe dans votre agenda" });
  await expect
    .element(strips.getByRole("img", { name: /^mercredi 18 novembre, 15:00, votre version, / }))
    .toBeVisible();
  await expect
    .element(strips.getByRole("img", { name: /^jeudi 19 novembre, 09:00, version du serveur, / }))
    .toBeVisible();
});

test("Esc closes the menu above the page first, then the page", async () => {
  await openConflicts();
  await page.getByRole("button", { name: "Toujours faire ainsi pour cet agenda" }).click();
  await expect.element(page.getByRole("menu")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("menu")).not.toBeInTheDocument();
  await expect.element(heading("Changement à trancher")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(heading("Changement à trancher")).not.toBeInTheDocument();
});

test("inside a long text only the words that differ are marked", async () => {
  await openConflicts();
  await expect.element(row(/^Description/)).toBeVisible();
  const marks = [...document.querySelectorAll("mark")].map(({ textContent }) => textContent);
  expect(marks).toContain("trois");
  expect(marks).not.toContain("entretiens");
});

test("the result follows the choices and is what is sent; the toast takes it back", async () => {
  const bridge = await openConflicts();
  await page.getByRole("button", { name: "Reprendre les suggestions" }).click();
  await page.getByRole("radio", { name: "Heure : votre version" }).click();
  const cells = () =>
    row(/^Heure/)
      .element()
      .querySelectorAll("td");
  await expect.poll(() => cells()[2]?.textContent).toMatch(/mer\. 18 nov\., 15:00 – 16:00.*la vôtre/);
  await page.getByRole("button", { name: "Enregistrer le résultat" }).click();
  await expect.element(heading("Salon des mobilités, Genève")).toBeVisible();
  expect(bridge.inputsOf("conflicts.resolve")).toEqual([
    { id: "k1", choice: "merge", fields: { DTSTART: "mine", DESCRIPTION: "theirs", VALARM: "mine" } },
  ]);
  await page.getByRole("status").getByRole("button", { name: "Annuler" }).click();
  await expect.element(page.getByText("1 sur 2")).toBeVisible();
  expect(bridge.inputsOf("events.undo")).toHaveLength(1);
});

test.each([
  ["Tout choisir dans votre version", "mine"],
  ["Tout choisir dans la version du serveur", "theirs"],
] as const)("“%s” fills the whole column, and Save has its last choice", async (name, side) => {
  const bridge = await openConflicts();
  await page.getByRole("button", { name }).click();
  await page.getByRole("button", { name: "Enregistrer le résultat" }).click();
  await expect
    .poll(() => bridge.inputsOf("conflicts.resolve"))
    .toEqual([{ id: "k1", choice: "merge", fields: { DTSTART: side, DESCRIPTION: side, VALARM: side } }]);
});

test("keeping both is one click", async () => {
  const bridge = await openConflicts();
  await page.getByRole("button", { name: "Garder les deux" }).click();
  await expect.poll(() => bridge.inputsOf("conflicts.resolve")).toEqual([{ id: "k1", choice: "both" }]);
});

test("an event removed there has words of its own, and keeping it is the filled button", async () => {
  const bridge = await openConflicts();
  await page.getByRole("button", { name: "Conflit suivant" }).click();
  await expect.element(page.getByText(/Vous l’avez modifié ici, et il a été supprimé sur le serveur\./)).toBeVisible();
  await expect
    .element(page.getByRole("region", { name: "Votre version" }))
    .toMatchTextContent(/Heure.*mer\. 18 nov\., 14:00 – 15:00.*Lieu.*salle Jura.*Participants.*Nora Keller/);
  await expect.element(page.getByRole("button", { name: "Le supprimer ici aussi" })).toBeVisible();
  await page.getByRole("button", { name: "Garder mon événement" }).click();
  await expect.poll(() => bridge.inputsOf("conflicts.resolve")).toEqual([{ id: "k2", choice: "mine" }]);
});

test("an event removed here says so: the server's version stays, or goes there too", async () => {
  const bridge = await openApp({ busy: true });
  bridge.conflicts = bridge.conflicts.slice(1).map((one) => ({ ...one, kind: "removed-here" }));
  bridge.publish("conflicts");
  await page.getByRole("button", { name: "1 à trancher" }).click();
  await expect.element(page.getByText(/Vous l’avez supprimé ici, et il a été modifié sur le serveur\./)).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Garder l’événement du serveur" })).toBeVisible();
  await page.getByRole("button", { name: "Le supprimer sur le serveur aussi" }).click();
  await expect.poll(() => bridge.inputsOf("conflicts.resolve")).toEqual([{ id: "k2", choice: "mine" }]);
  await expect.element(heading("Tout est tranché")).toBeVisible();
  await page.getByRole("button", { name: "Retour à l’agenda" }).last().click();
  await expect.element(page.getByRole("heading", { level: 1 })).toMatchTextContent(/16 – 22 novembre/);
});

test("the policy of the calendar can be set from the decision, for the next time", async () => {
  const bridge = await openConflicts();
  await page.getByRole("button", { name: "Toujours faire ainsi pour cet agenda" }).click();
  await page.getByRole("menuitemradio", { name: "Garder la plus récente" }).click();
  expect(bridge.inputsOf("calendars.update")).toEqual([{ id: "geneve", conflictPolicy: "newest" }]);
});

test("a decision that the engine refuses says why and stays open", async () => {
  await openConflicts({ failing: { "conflicts.resolve": "missing" } });
  await page.getByRole("button", { name: "Garder les deux" }).click();
  await expect.element(page.getByRole("alert")).toMatchTextContent(/n’existe plus/);
  await expect.element(heading("Restitution intermédiaire")).toBeVisible();
});

test("everything can be decided with the keyboard, in English too", async () => {
  const bridge = await openConflicts({ locale: "en" });
  await expect.element(heading("A change to decide")).toHaveFocus();
  (page.getByRole("button", { name: "Use the suggestions" }).element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  (page.getByRole("radio", { name: "Time: the server’s version" }).element() as HTMLElement).focus();
  await userEvent.keyboard("{ArrowLeft}");
  await expect.element(page.getByRole("radio", { name: "Time: your version" })).toBeChecked();
  (page.getByRole("button", { name: "Save the result" }).element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  await expect
    .poll(() => bridge.inputsOf("conflicts.resolve")[0])
    .toMatchObject({ choice: "merge", fields: { DTSTART: "mine" } });
});
