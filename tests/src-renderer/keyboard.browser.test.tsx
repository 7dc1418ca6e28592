import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { openApp } from "./open-app.tsx";

const title = () => page.getByRole("heading", { level: 1 });

test("letters change the view and the period, T comes back", async () => {
  await openApp();
  await expect.element(title()).toMatchTextContent(/16 – 22 novembre/);
  await userEvent.keyboard("m");
  await expect.element(title()).toMatchTextContent(/Novembre 2026/);
  await userEvent.keyboard("j");
  await expect.element(title()).toMatchTextContent(/Décembre 2026/);
  await userEvent.keyboard("wt");
  await expect.element(title()).toMatchTextContent(/16 – 22 novembre/);
  await userEvent.keyboard("{ArrowRight}{ArrowRight}");
  await expect.element(title()).toMatchTextContent(/30 novembre – 6 décembre/);
  await userEvent.keyboard("td");
  await expect.element(title()).toMatchTextContent(/Mercredi 18 novembre/);
});

test("B hides the sidebar and shows it again", async () => {
  await openApp();
  const side = page.getByRole("complementary");
  await expect.element(side).toBeVisible();
  await userEvent.keyboard("b");
  await expect.element(side).not.toBeInTheDocument();
  await userEvent.keyboard("b");
  await expect.element(side).toBeVisible();
});

test("Enter looks at the focused event and Esc gives the focus back to it", async () => {
  await openApp();
  const block = page.getByRole("button", { name: /^Chorale/ });
  await expect.element(block).toBeVisible();
  (block.element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("dialog", { name: "Chorale" })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(block).toHaveFocus();
});

test("arrows go from event to event once one has the focus", async () => {
  await openApp();
  const from = page.getByRole("button", { name: /^Point avec Inès/ });
  await expect.element(from).toBeVisible();
  (from.element() as HTMLElement).focus();
  await userEvent.keyboard("{ArrowDown}");
  await expect.element(page.getByRole("button", { name: /^Déjeuner avec Paul/ })).toHaveFocus();
});

test("Alt and arrows move an event, and its block keeps the focus", async () => {
  const bridge = await openApp();
  const block = page.getByRole("button", { name: /^Chorale/ });
  await expect.element(block).toBeVisible();
  (block.element() as HTMLElement).focus();
  await userEvent.keyboard("{Alt>}{ArrowDown}{/Alt}");
  await expect
    .element(page.getByRole("button", { name: /^Chorale, mercredi 18 novembre, de 17:45 à 18:45/ }))
    .toHaveFocus();
  await userEvent.keyboard("{Shift>}{Alt>}{ArrowDown}{/Alt}{/Shift}");
  await expect
    .element(page.getByRole("button", { name: /^Chorale, mercredi 18 novembre, de 17:45 à 19:00/ }))
    .toHaveFocus();
  expect(bridge.inputsOf("events.move")).toHaveLength(2);
});

test("moves pressed faster than they are answered go on from each other", async () => {
  const bridge = await openApp();
  await expect.element(page.getByRole("button", { name: /^Chorale/ })).toBeVisible();
  (page.getByRole("button", { name: /^Chorale/ }).element() as HTMLElement).focus();
  for (let n = 0; n < 4; n++) {
    const key = { key: "ArrowDown", altKey: true, bubbles: true, cancelable: true };
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", key));
  }
  await expect
    .element(page.getByRole("button", { name: /^Chorale, mercredi 18 novembre, de 18:30 à 19:30/ }))
    .toHaveFocus();
  expect(bridge.inputsOf("events.move").map(({ start }) => start?.slice(11))).toEqual([
    "17:45",
    "18:00",
    "18:15",
    "18:30",
  ]);
});

test("N opens the editor; letters typed there change nothing else; an end before the start is said and not saved", async () => {
  const bridge = await openApp();
  await expect.element(title()).toBeVisible();
  await userEvent.keyboard("n");
  await page.getByRole("textbox", { name: "Titre" }).fill("m t d");
  await expect.element(page.getByRole("textbox", { name: "Heure de début" })).toHaveValue("11:00");
  await page.getByRole("textbox", { name: "Heure de fin" }).fill("9h30");
  await expect.element(page.getByRole("alert")).toMatchTextContent(/La fin doit venir après le début./);
  await expect.element(page.getByRole("button", { name: "Enregistrer" })).toBeDisabled();
  await page.getByRole("textbox", { name: "Heure de fin" }).fill("11:45");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect
    .poll(() => bridge.inputsOf("events.create")[0])
    .toMatchObject({ title: "m t d", end: "2026-11-18T11:45" });
});

test("Esc on an edited form asks before it drops the draft", async () => {
  await openApp();
  await expect.element(title()).toBeVisible();
  await userEvent.keyboard("n");
  await page.getByRole("textbox", { name: "Titre" }).fill("Brouillon");
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByText(/Garder le brouillon/)).toBeVisible();
  await page.getByRole("button", { name: "Continuer" }).click();
  await expect.element(page.getByRole("textbox", { name: "Titre" })).toHaveValue("Brouillon");
  await userEvent.keyboard("{Escape}");
  await page.getByRole("button", { name: "Abandonner" }).click();
  await expect.element(page.getByRole("textbox", { name: "Titre" })).not.toBeInTheDocument();
});

test("the question mark lists the shortcuts, Ctrl Shift L changes the theme, F6 goes round the panes", async () => {
  const bridge = await openApp();
  await expect.element(title()).toBeVisible();
  await userEvent.keyboard("?");
  await expect.element(page.getByRole("dialog", { name: "Raccourcis clavier" })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  await userEvent.keyboard("{Control>}{Shift>}L{/Shift}{/Control}");
  await expect.poll(() => document.documentElement.dataset.mantineColorScheme).toBe("dark");
  expect(bridge.inputsOf("settings.set")).toEqual([{ theme: "dark" }]);
  const panes: (string | undefined)[] = [];
  for (let n = 0; n < 4; n++) {
    await userEvent.keyboard("{F6}");
    panes.push(document.activeElement?.closest<HTMLElement>("[data-pane]")?.dataset.pane);
  }
  expect(new Set(panes)).toEqual(new Set(["rail", "sidebar", "content"]));
});
