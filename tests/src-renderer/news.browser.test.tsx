import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { violations } from "./axe-violations.ts";
import type { FakeBridge } from "./fake-bridge.ts";
import { openNews } from "./news-tile.tsx";

const article = (name: RegExp) => page.getByRole("link", { name });
const dialog = () => page.getByRole("dialog", { name: "Vos flux" });
const row = (title: string) => dialog().getByRole("listitem").filter({ hasText: title });
const none = ({ news }: FakeBridge) => {
  news.feeds = [];
  news.items = [];
};

async function openDialog(prepare?: (bridge: FakeBridge) => void) {
  const all = await openNews(prepare);
  await expect.poll(() => all.commands().map(({ id }) => id)).toContain("news.manage");
  all
    .commands()
    .find(({ id }) => id === "news.manage")
    ?.run();
  // The focus is there once the dialog has opened.
  await expect.element(dialog().getByRole("textbox")).toHaveFocus();
  return all;
}

test("articles stand newest first, with their source and age, the unread ones said and in weight", async () => {
  await openNews();
  const first = article(/Les CFF testent/);
  await expect.element(first).toHaveAccessibleName(/non lu, Le Temps · il y a 24 min/);
  await expect.element(article(/Firefox/)).toMatchTextContent(/Next · il y a 1 h/);
  await expect.element(article(/Firefox/)).not.toMatchTextContent(/non lu/);
  await expect.element(article(/horlogerie/)).toMatchTextContent(/hier/);
  const weight = (name: string) => getComputedStyle(page.getByText(name).element()).fontWeight;
  expect([
    weight("Les CFF testent une cadence au quart d’heure entre Genève et Lausanne"),
    weight("Firefox ajoute la synchronisation locale chiffrée des favoris"),
  ]).toEqual(["600", "400"]);
  await expect.element(page.getByText("Images bloquées, aucun traceur chargé")).toBeVisible();
  await expect.element(page.getByText("09:52")).toBeVisible();
});

test("an article opens outside without telling where it comes from, and is read from then on", async () => {
  const { bridge } = await openNews();
  const link = article(/Les CFF testent/);
  await expect.element(link).toHaveAttribute("target", "_blank");
  await expect.element(link).toHaveAttribute("rel", "noreferrer");
  await expect.element(link).toHaveAttribute("href", "https://temps.example.com/1");
  link.element().addEventListener("click", (event) => event.preventDefault());
  await link.click();
  await expect.poll(() => bridge.inputsOf("feeds.markRead")).toEqual([{ ids: [1], read: true }]);
  await expect.element(link).not.toMatchTextContent(/non lu/);
});

test("an address that could run something never becomes a link", async () => {
  await openNews(({ news }) => {
    news.items = news.items.map((item) => ({ ...item, url: "javascript:alert(1)" }));
  });
  await expect.element(page.getByRole("button", { name: /Les CFF/ })).toBeVisible();
  await expect.element(article(/./)).not.toBeInTheDocument();
});

test("the list is one Tab stop; arrows, Home and End move in it", async () => {
  await openNews();
  await expect.element(article(/Les CFF/)).toBeVisible();
  await userEvent.tab();
  await expect.element(article(/Les CFF/)).toHaveFocus();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  await expect.element(article(/Firefox/)).toHaveFocus();
  await userEvent.keyboard("{End}");
  await expect.element(article(/horlogerie/)).toHaveFocus();
  await userEvent.keyboard("{Home}");
  await userEvent.tab();
  await expect.element(page.getByRole("button", { name: "Tout marquer comme lu" })).toHaveFocus();
});

test("everything is marked as read at once, and that can be taken back exactly", async () => {
  const { news } = await openNews();
  await page.getByRole("button", { name: "Tout marquer comme lu" }).click();
  await expect.poll(() => news.items.every(({ read }) => read)).toBe(true);
  await page.getByRole("status").getByRole("button", { name: "Annuler" }).click();
  await expect.poll(() => news.items.filter(({ read }) => !read).map(({ id }) => id)).toEqual([1, 2]);
});

test("with no feed the tile invites to follow one, and proposes no paper of its own", async () => {
  const { bridge } = await openNews(none);
  await page.getByRole("button", { name: "Ajouter un flux" }).click();
  await expect.element(dialog().getByRole("textbox")).toHaveFocus();
  await expect.element(page.getByRole("button", { name: /^Suivre ./ })).not.toBeInTheDocument();
  await userEvent.keyboard("journal.example.com{Enter}");
  await expect.poll(() => bridge.inputsOf("feeds.add")).toEqual([{ url: "journal.example.com" }]);
  await expect.element(page.getByText("Rien de neuf dans vos flux")).toBeInTheDocument();
});

test("a feed that was left comes back where it was, as often and as read as it was", async () => {
  const { news } = await openDialog(({ news: fake }) => fake.set("heidi", { frequencyMinutes: 360 }));
  const before = news.list();
  await dialog().getByRole("button", { name: "Actions pour Heidi.news" }).click();
  await page.getByRole("menuitem", { name: "Ne plus suivre" }).click();
  await dialog().getByRole("button", { name: "Ne plus suivre" }).click();
  await expect.poll(() => news.list().map(({ title }) => title)).toEqual(["Le Temps", "Next", "RTS Info"]);
  await page.getByRole("status").getByRole("button", { name: "Annuler" }).click();
  const facts = () => news.list().map(({ title, url, frequencyMinutes }) => ({ title, url, frequencyMinutes }));
  await expect
    .poll(facts)
    .toEqual(before.map(({ title, url, frequencyMinutes }) => ({ title, url, frequencyMinutes })));
  await expect.element(row("Heidi.news")).toBeVisible();
});

test("a feed that fails says so in words and can be tried again; one without network is no error", async () => {
  const { bridge, news } = await openNews(({ news: fake }) =>
    fake.set("temps", {
      state: "failing",
      failure: { code: "malformed", reason: "malformed", message: "", params: { what: "feed", detail: "x" } },
    }),
  );
  await expect.element(page.getByText(/Le Temps.: son contenu est illisible/)).toBeVisible();
  await page.getByRole("button", { name: "Réessayer Le Temps" }).click();
  await expect.poll(() => bridge.inputsOf("sync.run")).toEqual([{ feedId: "temps" }]);
  const offline = { state: "failing", failure: { code: "offline", reason: "offline", message: "" } } as const;
  for (const { id } of news.list()) news.set(id, offline);
  await expect.element(page.getByText("Hors connexion")).toBeVisible();
  await expect.element(page.getByText(/contenu est illisible/)).not.toBeInTheDocument();
});

test("refreshing asks for each feed and for nothing else", async () => {
  const { bridge } = await openNews();
  await page.getByRole("button", { name: "Relever les flux" }).click();
  await expect
    .poll(() => bridge.inputsOf("sync.run").map(({ feedId }) => feedId))
    .toEqual(["temps", "heidi", "next", "rts"]);
});

test("a feed is followed by its address; what went wrong stands under the field", async () => {
  const { bridge } = await openDialog();
  const field = dialog().getByRole("textbox", { name: "Adresse d’un site ou d’un flux" });
  bridge.failing = { "feeds.add": "invalid-input" };
  await field.fill("rien");
  await userEvent.keyboard("{Enter}");
  await expect.element(dialog().getByRole("alert")).toMatchTextContent(/pas l’adresse d’un site/);
  bridge.failing = { "feeds.add": "offline" };
  await userEvent.keyboard("{Enter}");
  await expect.element(dialog().getByRole("alert")).toMatchTextContent(/Hors connexion. Rien n’a été ajouté/);
  bridge.failing = {};
  await field.fill("journal.example.com");
  await userEvent.keyboard("{Enter}");
  await expect.element(row("journal.example.com")).toBeVisible();
  await expect.element(field).toHaveValue("");
});

test("a feed is renamed with F2, moved with arrows, left with Delete and a question, all by keys", async () => {
  const { bridge, news } = await openDialog();
  const grip = () => dialog().getByRole("button", { name: "Déplacer Le Temps" });
  grip().element().focus();
  await userEvent.keyboard("{ArrowDown}");
  await expect.poll(() => news.list().map(({ id }) => id)).toEqual(["heidi", "temps", "next", "rts"]);
  await expect.element(dialog().getByRole("status")).toMatchTextContent(/Le Temps.: place 2 sur 4/);
  await expect.element(grip()).toHaveFocus();
  await userEvent.keyboard("{F2}");
  await userEvent.keyboard("Mon journal{Enter}");
  await expect.element(row("Mon journal")).toBeVisible();
  const renamed = dialog().getByRole("button", { name: "Déplacer Mon journal" });
  await expect.element(renamed).toHaveFocus();
  await userEvent.keyboard("{Delete}");
  await expect.element(dialog().getByRole("button", { name: "Garder" })).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.element(dialog()).toBeVisible();
  await expect.element(renamed).toHaveFocus();
  await userEvent.keyboard("{Delete}");
  await dialog().getByRole("button", { name: "Ne plus suivre" }).click();
  await expect.poll(() => bridge.inputsOf("feeds.remove")).toEqual([{ id: "temps" }]);
  await expect.element(row("Mon journal")).not.toBeInTheDocument();
  await userEvent.keyboard("{Escape}");
  await expect.element(dialog()).not.toBeInTheDocument();
});

test("how often a feed is read is set in its row, and its menu says what else there is", async () => {
  const { bridge } = await openDialog();
  await dialog().getByRole("combobox", { name: "Fréquence de Next" }).click();
  await page.getByRole("option", { name: "À la main" }).click();
  await expect.poll(() => bridge.inputsOf("feeds.update")).toEqual([{ id: "next", frequencyMinutes: 0 }]);
  await dialog().getByRole("button", { name: "Actions pour Le Temps" }).click();
  await expect
    .element(page.getByRole("menuitem", { name: "Ouvrir le site" }))
    .toHaveAttribute("href", "https://temps.example.com/");
  await expect.element(page.getByRole("menuitem", { name: "Monter" })).not.toBeInTheDocument();
  await page.getByRole("menuitem", { name: "Marquer comme lu" }).click();
  await expect.poll(() => bridge.inputsOf("feeds.markRead")).toEqual([{ ids: [1], read: true }]);
});

test("each feed says how it stands: up to date, running, failing with its next try, ended", async () => {
  await openDialog(({ news }) => {
    news.set("heidi", { state: "running" });
    news.set("next", {
      state: "failing",
      failure: { code: "forbidden", reason: "forbidden", message: "", params: { host: "next.example.com" } },
    });
    news.set("rts", {
      state: "paused",
      failure: { code: "missing", reason: "feed-gone", message: "", params: { host: "rts.example.com" } },
    });
  });
  await expect.element(row("Le Temps")).toMatchTextContent(/À jour, relevé à 09:52/);
  await expect.element(row("Le Temps")).toMatchTextContent(/1 non lu/);
  await expect.element(row("Heidi.news")).toMatchTextContent(/Relève en cours/);
  await expect.element(row("Next")).toMatchTextContent(/Le site refuse de le donner.*Nouvel essai à 10:22/);
  await expect.element(row("RTS Info")).toMatchTextContent(/rts.example.com annonce la fin de ce flux/);
});

test.each([
  ["light", "fr"],
  ["dark", "en"],
] as const)("nothing serious is held against tile, invitation and dialog (%s, %s)", async (theme, locale) => {
  await openNews(
    ({ news }) => {
      news.set("temps", {
        state: "failing",
        failure: { code: "missing", reason: "missing", message: "", params: { what: "feed" } },
      });
    },
    { theme, locale },
  );
  await expect.element(article(/Firefox/)).toBeVisible();
  expect(await violations()).toEqual([]);
  const all = await openNews(none, { theme, locale });
  expect(await violations()).toEqual([]);
  all
    .commands()
    .find(({ id }) => id === "news.manage")
    ?.run();
  await expect.element(page.getByRole("dialog")).toBeVisible();
  expect(await violations()).toEqual([]);
});
