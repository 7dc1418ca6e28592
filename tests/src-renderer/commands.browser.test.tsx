import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { openApp } from "./open-app.tsx";

const palette = () => page.getByRole("combobox", { name: "Chercher, agir ou écrire un événement" });
const option = (name: string | RegExp) => page.getByRole("option", { name });
const heading = () => page.getByRole("heading", { level: 1 });

async function ask(text: string): Promise<void> {
  await userEvent.keyboard("{Control>}k{/Control}");
  await palette().fill(text);
}

test("from the dashboard the palette goes to a view of the agenda", async () => {
  await openApp({ page: "home" });
  await expect.element(page.getByRole("main", { name: "Accueil" })).toBeVisible();
  await ask("vue mois");
  await option(/^Vue.: Mois/).click();
  await expect.element(heading()).toMatchTextContent(/novembre 2026/i);
  await expect.element(page.getByRole("radio", { name: "Mois" })).toBeChecked();
});

test("a calendar is made, and one of them synced, from every page", async () => {
  const bridge = await openApp({ page: "home" });
  await expect.element(page.getByRole("main", { name: "Accueil" })).toBeVisible();
  await ask("synchroniser travail");
  await option(/Synchroniser .*Travail/).click();
  await expect.poll(() => bridge.inputsOf("sync.run")).toContainEqual({ calendarId: "travail" });
  await ask("créer agenda");
  await option("Créer un agenda").click();
  await expect.element(page.getByRole("dialog", { name: "Nouvel agenda" })).toBeVisible();
});

test("an account that must be signed in to is signed in to by its name", async () => {
  const bridge = await openApp();
  const [first] = bridge.accounts;
  bridge.accounts = bridge.accounts.map((one) => (one === first ? { ...one, state: "sign-in" } : one));
  bridge.publish("accounts");
  await expect.element(page.getByRole("button", { name: /^Se reconnecter/ }).first()).toBeVisible();
  await ask("se reconnecter");
  await option(new RegExp(`^Se reconnecter.: ${first?.label}`)).click();
  await expect.element(page.getByRole("dialog").getByLabelText("Mot de passe")).toBeVisible();
});

test("in the trash a slash means the trash, and so does the palette; Esc is named as the way back", async () => {
  await openApp({ busy: true });
  await ask("corbeille");
  await option("Ouvrir la corbeille").click();
  await expect.element(heading()).toMatchTextContent("Corbeille");
  await userEvent.keyboard("/");
  await expect.element(page.getByRole("searchbox", { name: "Chercher dans la corbeille" })).toHaveFocus();
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  (document.activeElement as HTMLElement).blur();
  await userEvent.keyboard("?");
  const list = page.getByRole("dialog", { name: "Raccourcis clavier" });
  await expect.element(list.getByText("Chercher dans la corbeille")).toBeVisible();
  await expect.element(list.getByText("Revenir à la page d’avant")).toBeVisible();
  await expect.element(list.getByText("Chercher dans l’agenda")).not.toBeInTheDocument();
  await userEvent.keyboard("{Escape}");
  await expect.element(list).not.toBeInTheDocument();
  await userEvent.keyboard("{Escape}");
  await expect.element(heading()).toMatchTextContent(/16 – 22 novembre/);
});

test("the answers to an invitation are commands while it is open", async () => {
  const bridge = await openApp();
  bridge.events = bridge.events.map((one) => (one.title === "Chorale" ? { ...one, answer: "needs-action" } : one));
  bridge.publish("events", "occurrences");
  await page
    .getByRole("button", { name: /^Chorale/ })
    .first()
    .click();
  await expect.element(page.getByRole("group", { name: "Votre réponse" })).toBeVisible();
  await userEvent.keyboard("?");
  await expect
    .element(
      page
        .getByRole("dialog", { name: "Raccourcis clavier" })
        .getByText(/^Répondre.: /)
        .first(),
    )
    .toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("dialog", { name: "Raccourcis clavier" })).not.toBeInTheDocument();
  await userEvent.keyboard("2");
  await expect.poll(() => bridge.inputsOf("events.respond")).toMatchObject([{ answer: "tentative" }]);
});

test("an event of a read-only calendar opens in full, locked, with the reason", async () => {
  const bridge = await openApp();
  const block = page.getByRole("button", { name: /^Comité de pilotage T4/ }).first();
  await expect.element(block).toBeVisible();
  (block.element() as HTMLElement).focus();
  await userEvent.keyboard("e");
  const editor = page.getByRole("dialog", { name: "Modifier l’événement" });
  await expect.element(editor.getByText(/lecture seule/)).toBeVisible();
  await expect.element(editor.getByRole("textbox", { name: "Titre" })).toBeDisabled();
  const calendar = bridge.calendars.find(({ readOnly }) => readOnly);
  await expect.element(editor.getByRole("combobox", { name: "Agenda" })).toHaveValue(calendar?.name ?? "");
  await expect.element(editor.getByRole("button", { name: "Enregistrer" })).not.toBeInTheDocument();
});
