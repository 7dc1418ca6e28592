import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { violations } from "./axe-violations.ts";
import type { FakeOptions } from "./fake-bridge.ts";
import { mailSeed } from "./fake-mail-seed.ts";
import { openApp } from "./open-app.tsx";

const row = (name: string | RegExp) => page.getByRole("row", { name });
const list = () => page.getByRole("grid");
const button = (name: string | RegExp) => page.getByRole("button", { name });
const toolbar = () => page.getByRole("toolbar", { name: "Conversations choisies" });

async function openMail(options: FakeOptions = {}) {
  const bridge = await openApp({ page: "mail", mail: true, ...options });
  await expect.element(row(/Comité de pilotage T1/)).toBeVisible();
  return bridge;
}

test("of a long list only what is on screen is drawn, and the end of it can be reached", async () => {
  const bridge = await openMail();
  bridge.post.messages = mailSeed(3000);
  bridge.publish("mail", "folders");
  await expect.poll(() => Number(list().element().ariaRowCount)).toBeGreaterThan(2000);
  expect(document.querySelectorAll(".ml-row").length).toBeLessThan(40);
  const scroller = list().element();
  const last = bridge.post.messages.find(({ folderId }) => folderId.startsWith("in"));
  // Headings come with the lines: the list grows a little on the way down.
  const isThere = () => {
    scroller.scrollTop = scroller.scrollHeight;
    return row(new RegExp(`${last?.subject},`)).query() !== null;
  };
  await expect.poll(isThere, { timeout: 15_000 }).toBe(true);
  expect(document.querySelectorAll(".ml-row").length).toBeLessThan(40);
});

test("mail that comes in leaves the place in the list as it is", async () => {
  const bridge = await openMail();
  const scroller = list().element();
  scroller.scrollTop = 1200;
  const subject = () => {
    const { top } = scroller.getBoundingClientRect();
    return [...document.querySelectorAll(".ml-row")].find((one) => one.getBoundingClientRect().top >= top)?.ariaLabel;
  };
  await expect.poll(subject).toMatch(/Facture|Point|Compte|Photos|Question|Horaires|Invitation/);
  const unread = page.getByText("10 non lus", { exact: true }).first();
  await expect.element(unread).toBeVisible();
  const { id } = bridge.post.bySubject("Re: Devis Musée");
  bridge.post.receive(id, { id: `${id}9` as typeof id, threadId: "9000" as never, subject: "Tout nouveau" });
  await expect.element(page.getByText("11 non lus", { exact: true }).first()).toBeVisible();
  expect(scroller.scrollTop).toBe(1200);
});

test("Ctrl and Shift choose, the bar counts, and one message takes all of it back", async () => {
  const bridge = await openMail();
  await row(/Re: Devis Musée/).click({ modifiers: ["ControlOrMeta"] });
  await row(/Notes du 1:1/).click({ modifiers: ["Shift"] });
  await expect.element(toolbar().getByText("5 choisies")).toBeVisible();
  await toolbar().getByRole("button", { name: "Archiver" }).click();
  await expect.element(row(/Re: Devis Musée/)).not.toBeInTheDocument();
  expect(bridge.inputsOf("mail.move")).toHaveLength(1);
  expect(bridge.inputsOf("mail.move")[0]).toMatchObject({ role: "archive" });
  await expect.element(page.getByText("5 conversations archivées")).toBeVisible();
  await userEvent.keyboard("{Control>}z{/Control}");
  await expect.element(row(/Re: Devis Musée/)).toBeVisible();
  expect(bridge.inputsOf("mail.undo")).toHaveLength(1);
});

test("every deed has its key", async () => {
  const bridge = await openMail();
  await userEvent.keyboard("j");
  await expect.element(page.getByRole("heading", { name: "Restitution : derniers chiffres" })).toBeVisible();
  await userEvent.keyboard("j");
  await expect.element(page.getByRole("heading", { name: "Re: Devis Musée" })).toBeVisible();
  await userEvent.keyboard("s");
  await expect.poll(() => bridge.inputsOf("mail.flag").some(({ add }) => add?.[0] === "\\Flagged")).toBe(true);
  await userEvent.keyboard("#");
  await expect.poll(() => bridge.inputsOf("mail.remove")).toHaveLength(1);
  // What stands next is read next.
  await expect.element(page.getByRole("heading", { name: "Comité de pilotage T1" })).toBeVisible();
  await userEvent.keyboard("v");
  await userEvent.keyboard("genè{Enter}");
  await expect
    .poll(() => bridge.inputsOf("mail.move").at(-1))
    .toMatchObject({ folderId: "geneve", fromFolderId: "in1" });
  await userEvent.keyboard("x");
  await expect.element(toolbar().getByText("1 choisie")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(toolbar()).not.toBeInTheDocument();
  await userEvent.keyboard("h");
  await page.getByRole("menuitem", { name: /Demain matin/ }).click();
  await expect.poll(() => bridge.inputsOf("mail.snooze").at(-1)?.untilMs).toBe(Date.parse("2026-11-19T08:00:00+01:00"));
});

test("arrows walk through the list from its one Tab stop, and Enter opens", async () => {
  await openMail();
  list().element().focus();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}{Enter}");
  await expect.element(page.getByRole("heading", { name: "Re: Devis Musée" })).toBeVisible();
  await expect.element(list()).toHaveAttribute("aria-activedescendant", "ml-2");
});

test("what is open has been read after a moment, and not what is passed over", async () => {
  const bridge = await openMail();
  // One right after the other, as J held down does.
  const [first, second] = [row(/Restitution : derniers/).element(), row(/Re: Devis Musée/).element()] as HTMLElement[];
  first?.click();
  await new Promise((resolve) => requestAnimationFrame(resolve));
  second?.click();
  const wanted = bridge.post.bySubject("Re: Devis Musée").id;
  await expect.poll(() => bridge.inputsOf("mail.flag").map(({ ids }) => ids)).toEqual([[wanted]]);
});

test("unread alone can be shown, and an empty list says why", async () => {
  const bridge = await openMail();
  await button("Filtrer").click();
  await page.getByRole("menuitemradio", { name: "Non lus" }).click();
  await expect.element(row(/Comité de pilotage/)).not.toBeInTheDocument();
  await expect.element(row(/Brunch dimanche/)).toBeVisible();
  bridge.post.messages = bridge.post.messages.map((one) => ({ ...one, flags: { ...one.flags, seen: true } }));
  bridge.publish("mail", "folders");
  await expect.element(page.getByText("Tout est lu")).toBeVisible();
});

test("a conversation is dropped on a folder", async () => {
  const bridge = await openMail();
  const data = new DataTransfer();
  const fire = (target: Element, type: string) =>
    target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
  const target = page.getByRole("button", { name: "Musée", exact: true }).element();
  fire(row(/Re: Devis Musée/).element(), "dragstart");
  fire(target, "dragover");
  fire(target, "drop");
  await expect.poll(() => bridge.inputsOf("mail.move")).toHaveLength(1);
  expect(bridge.inputsOf("mail.move")[0]).toMatchObject({ folderId: "musee" });
});

test("folders are made, and one that holds mail is not deleted without a word", async () => {
  const bridge = await openMail();
  await button("Options de Musée").click();
  await page.getByRole("menuitem", { name: "Supprimer le dossier…" }).click();
  await expect.poll(() => bridge.inputsOf("mail.removeFolder")).toEqual([{ id: "musee" }]);
  await button("Options de Missions").click();
  await page.getByRole("menuitem", { name: "Nouveau dossier ici…" }).click();
  await userEvent.keyboard("Lausanne{Enter}");
  await expect.element(page.getByRole("button", { name: "Lausanne", exact: true })).toBeVisible();
});

test("the search takes operators, shows them as chips, and says what it could not do", async () => {
  const bridge = await openMail();
  bridge.post.unindexed = 12;
  await userEvent.keyboard("/");
  await expect.element(page.getByRole("textbox", { name: "Recherche dans le courrier" })).toHaveFocus();
  await userEvent.keyboard("de:nora xyz:a restitution");
  await expect.element(page.getByText("Pas compris : xyz:a")).toBeVisible();
  await expect.element(page.getByText("12 messages ne sont pas encore lus par la recherche.")).toBeVisible();
  await expect.element(button("Retirer de:nora")).toBeVisible();
  await button("Retirer de:nora").click();
  await expect.poll(() => bridge.inputsOf("mail.search").at(-1)?.query).toBe("xyz:a restitution");
  await userEvent.keyboard("{Escape}{Escape}");
  await expect.element(page.getByRole("heading", { name: "Boîte unifiée" })).toBeVisible();
});

test("the tile of the dashboard shows what is unread, newest first, and leads to it", async () => {
  await openApp({ page: "home", mail: true });
  const tile = page.getByRole("region", { name: "Courrier" });
  const names = () =>
    tile
      .getByRole("listitem")
      .elements()
      .map((one) => one.textContent);
  await expect
    .poll(() =>
      names()
        .slice(0, 2)
        .map((one) => one?.includes("Nora") || one?.includes("Inès")),
    )
    .toEqual([true, true]);
  await tile.getByRole("button", { name: /Devis Musée/ }).click();
  await expect.element(page.getByRole("heading", { name: "Re: Devis Musée" })).toBeVisible();
});

test.each(["light", "dark"] as const)("axe-core finds nothing serious (%s)", async (theme) => {
  await openMail({ theme });
  await row(/Comité de pilotage T1/).click();
  await expect.element(button("Accepter")).toBeVisible();
  expect(await violations()).toEqual([]);
  await row(/Votre compte sera fermé/).click();
  await expect.element(page.getByRole("alert")).toBeVisible();
  await userEvent.keyboard("x");
  await expect.element(toolbar()).toBeVisible();
  expect(await violations()).toEqual([]);
});
