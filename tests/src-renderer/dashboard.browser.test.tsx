import { beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { CalendarSyncState } from "../../src-preload/contract/sync.ts";
import { violations } from "./axe-violations.ts";
import type { FakeBridge } from "./fake-bridge.ts";
import { NOW_MS } from "./fake-data.ts";
import { openApp } from "./open-app.tsx";

const MINUTE = 60_000;
const home = (options: Parameters<typeof openApp>[0] = {}) => openApp({ page: "home", ...options });
const button = (name: string | RegExp) => page.getByRole("button", { name });
const tile = (name: string) => page.getByRole("region", { name });
const named = (elements: Element[]) => elements.map((one) => one.querySelector(".hidden")?.textContent?.split(",")[0]);
const listed = () => named([...document.querySelectorAll("[data-up]")]);

function held(bridge: FakeBridge) {
  const more = { conferenceUrl: "https://kmeet.infomaniak.com/atelier" };
  bridge.events = bridge.events.map((e) => (/^Revue de lancement/.test(e.title) ? { ...e, more } : e));
  bridge.publish("occurrences");
}

/** Time goes on, and the page is looked at again. */
function later(ms: number) {
  vi.setSystemTime(NOW_MS + ms);
  window.dispatchEvent(new Event("focus"));
}

describe("the page", () => {
  test("greets, counts what is left of today, and lists what is now and next in order", async () => {
    await home();
    await expect.element(page.getByRole("heading", { level: 1 })).toMatchTextContent(/^Bonjour$/);
    await expect
      .element(page.getByText(/Mercredi 18 novembre/))
      .toMatchTextContent("Mercredi 18 novembre. Encore 5 rendez-vous aujourd’hui, le premier à 11:30.");
    await expect
      .element(button(/^Revue de lancement v2, mercredi 18 novembre, de 09:30 à 11:00, encore 45 min, Équipe/))
      .toBeVisible();
    expect(listed()).toEqual([
      "Télétravail",
      "Revue de lancement v2",
      "Point avec Inès",
      "Déjeuner avec Paul",
      "Restitution intermédiaire",
      "Client demo",
      "Chorale",
      "Salon des mobilités",
      "Préparer le devis",
    ]);
    const progress = page.getByRole("progressbar", { name: "Avancement de « Revue de lancement v2 »" });
    await expect.element(progress).toHaveAttribute("aria-valuenow", "50");
    await expect.element(page.getByRole("img", { name: "Journée de 8 h à 20 h, 6 rendez-vous" })).toBeVisible();
    await expect.element(page.getByRole("heading", { name: "Demain, jeudi 19" })).toBeVisible();
  });

  test("speaks English", async () => {
    await home({ locale: "en" });
    await expect.element(page.getByRole("heading", { level: 1 })).toMatchTextContent(/^Good morning$/);
    await expect.element(page.getByText("5 more appointments")).toBeVisible();
    await expect.element(page.getByRole("heading", { name: "Tomorrow, Thursday 19" })).toBeVisible();
  });

  test.each(["light", "dark"] as const)("has nothing that axe objects to, arranging or not (%s)", async (theme) => {
    held(await home({ theme, busy: true }));
    await expect.element(page.getByRole("link", { name: /^Rejoindre/ })).toBeVisible();
    expect(await violations()).toEqual([]);
    await button("Organiser").click();
    expect(await violations()).toEqual([]);
  });

  test("is where Cadran opens, and the page shown last is the one a reload comes back to", async () => {
    await home();
    await button("Agenda").click();
    await expect.element(page.getByRole("main", { name: "Agenda" })).toBeVisible();
    expect(sessionStorage.getItem("cadran.page")).toBe("agenda");
    sessionStorage.removeItem("cadran.page");
    await home();
    await expect.element(page.getByRole("main", { name: "Accueil" }).first()).toBeVisible();
  });
});

describe("keys", () => {
  test("G then A, H or S go from page to page; a second key alone does not", async () => {
    await home();
    await expect.element(button(/^Point avec Inès/)).toBeVisible();
    await userEvent.keyboard("a");
    await expect.element(page.getByRole("main", { name: "Accueil" })).toBeVisible();
    await userEvent.keyboard("ga");
    await expect.element(page.getByRole("main", { name: "Agenda" })).toBeVisible();
    await userEvent.keyboard("gs");
    await expect.element(page.getByRole("main", { name: "Agenda" })).not.toBeInTheDocument();
    await userEvent.keyboard("gh");
    await expect.element(page.getByRole("main", { name: "Accueil" })).toBeVisible();
    await userEvent.keyboard("{Control>}2{/Control}");
    await expect.element(page.getByRole("main", { name: "Agenda" })).toBeVisible();
  });

  test("N goes to the line that adds an event, where G A are letters", async () => {
    await home();
    await expect.element(button(/^Point avec Inès/)).toBeVisible();
    await userEvent.keyboard("n");
    await userEvent.keyboard("ga");
    expect((document.activeElement as HTMLInputElement).value).toBe("ga");
    await expect.element(page.getByRole("main", { name: "Accueil" })).toBeVisible();
  });

  test("the list is one stop for Tab; arrows go through it, Enter opens the event in the agenda", async () => {
    await home();
    await expect.element(button(/^Point avec Inès/)).toBeVisible();
    expect(document.querySelectorAll("[data-up][tabindex='0']")).toHaveLength(1);
    (document.querySelector("[data-up]") as HTMLElement).focus();
    await userEvent.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}");
    expect(named([document.activeElement as Element])).toEqual(["Déjeuner avec Paul"]);
    await userEvent.keyboard("{End}");
    expect(named([document.activeElement as Element])).toEqual(["Préparer le devis"]);
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("dialog", { name: "Préparer le devis" })).toBeVisible();
    await expect.element(page.getByRole("main", { name: "Agenda" })).toBeVisible();
  });
});

describe("what runs", () => {
  test("is joined from its card, in a new page", async () => {
    held(await home());
    const join = page.getByRole("link", { name: "Rejoindre « Revue de lancement v2 »" });
    await expect.element(join).toHaveAttribute("href", "https://kmeet.infomaniak.com/atelier");
    await expect.element(join).toHaveAttribute("target", "_blank");
  });

  test("ends, and the engine is asked what follows; nothing is asked in between", async () => {
    const bridge = await home();
    await expect.element(button(/^Revue de lancement/)).toBeVisible();
    const asked = bridge.inputsOf("agenda.upcoming").length;
    later(20 * MINUTE);
    await expect.element(button(/^Revue de lancement.*encore 25 min/)).toBeVisible();
    expect(bridge.inputsOf("agenda.upcoming")).toHaveLength(asked);
    later(45 * MINUTE);
    await expect.element(button(/^Revue de lancement/)).not.toBeInTheDocument();
    await expect.element(button(/^Point avec Inès/)).toMatchTextContent(/dans 30 min/);
    await expect.poll(() => bridge.inputsOf("agenda.upcoming")).toHaveLength(asked + 1);
    later(80 * MINUTE);
    await expect.element(button(/^Point avec Inès.*encore 25 min/)).toBeVisible();
    await expect.poll(() => bridge.inputsOf("agenda.upcoming")).toHaveLength(asked + 2);
  });

  test("a night passes: tomorrow is today, without a reload", async () => {
    await home();
    await expect.element(page.getByRole("heading", { name: "Demain, jeudi 19" })).toBeVisible();
    later(15 * 60 * MINUTE);
    await expect.element(page.getByText(/Jeudi 19 novembre/)).toMatchTextContent(/Encore 3 rendez-vous/);
    expect(listed().slice(0, 2)).toEqual(["Salon des mobilités", "Préparer le devis"]);
    await expect.element(button(/^Salon des mobilités.*jour 1 sur 2/)).toBeVisible();
  });

  test("another zone in the settings moves every hour", async () => {
    const bridge = await home();
    await expect.element(button(/^Point avec Inès, mercredi 18 novembre, de 11:30/)).toBeVisible();
    bridge.settings = { ...bridge.settings, zone: "Asia/Tokyo" };
    bridge.publish("settings");
    await expect.element(button(/^Point avec Inès, mercredi 18 novembre, de 19:30/)).toBeVisible();
  });
});

describe("states of the calendar tile", () => {
  const foot = () => document.querySelector(".widget-foot")?.textContent;
  const set = (bridge: FakeBridge, more: Partial<CalendarSyncState>) => {
    bridge.states = bridge.states.map((one) => ({ ...one, ...more }));
    bridge.publish("sync");
  };
  let bridge: FakeBridge;
  beforeEach(async () => {
    bridge = await home();
    await expect.element(button(/^Point avec Inès/)).toBeVisible();
  });

  test("says how sure it is: up to date, offline, failing since, retrying at, running", async () => {
    await expect.poll(foot).toMatch(/^7 agendas à jour, vérifiés à 10:11/);
    set(bridge, { state: "failing", failure: { code: "offline", reason: "offline", message: "" } });
    await expect.poll(foot).toMatch(/^Hors connexion, vérifié à 10:11 · Prochain essai à 10:26/);
    await expect.element(page.getByText("Hors connexion. Tout reste modifiable.")).toBeVisible();
    set(bridge, { failure: { code: "timeout", reason: "timeout", message: "" } });
    await expect.poll(foot).toMatch(/^7 agendas en échec, dernière réussite à 10:11 · Prochain essai à 10:26/);
    set(bridge, { state: "running", progress: { phase: "fetching", done: 10, total: 40 } });
    await expect.poll(foot).toMatch(/^Synchronisation… 70 sur 280/);
  });

  test("refreshes by one run, busy until that has ended, however often it is pressed", async () => {
    const ended = Promise.withResolvers<void>();
    const call = bridge.call.bind(bridge);
    bridge.call = async (name, input) => {
      const answer = await call(name, input);
      if (name === "sync.run") await ended.promise;
      return answer;
    };
    const asked = bridge.inputsOf("sync.run").length;
    await tile("À venir").getByRole("button", { name: "Actualiser" }).click();
    const busy = tile("À venir").getByRole("button", { name: "Actualisation en cours" });
    await expect.element(busy).toHaveAttribute("aria-busy", "true");
    await busy.click();
    ended.resolve();
    await expect.element(tile("À venir").getByRole("button", { name: "Actualiser" })).toBeVisible();
    expect(bridge.inputsOf("sync.run").slice(asked)).toEqual([{}]);
  });

  test("says what is hidden and why, and shows it", async () => {
    await button("1 masqué").click();
    const list = page.getByRole("dialog", { name: "Agendas masqués" });
    await expect.element(list).toMatchTextContent(/Idées.*Décoché dans la liste des agendas/);
    await list.getByRole("button", { name: "Afficher Idées" }).click();
    await expect.element(button("1 masqué")).not.toBeInTheDocument();
    expect(bridge.inputsOf("calendars.update")).toEqual([{ id: "idees", visible: true }]);
  });

  test("nothing planned, everything hidden and no calendar are three different sentences", async () => {
    const { events, calendars } = bridge;
    bridge.events = [];
    bridge.publish("occurrences");
    await expect.element(page.getByRole("heading", { name: "Rien de prévu" })).toBeVisible();
    await expect.element(page.getByText(/Aucun rendez-vous aujourd’hui/)).toBeVisible();
    bridge.events = events;
    bridge.calendars = calendars.map((one) => ({ ...one, visible: false }));
    bridge.publish("calendars", "occurrences");
    await button("Tout afficher").click();
    await expect.element(button(/^Point avec Inès/)).toBeVisible();
    bridge.calendars = [];
    bridge.publish("calendars", "occurrences");
    await expect.element(page.getByRole("heading", { name: "Aucun agenda" })).toBeVisible();
  });

  test("a list that cannot be read says so in its tile; the other tile stands", async () => {
    bridge.failing = { "agenda.upcoming": "storage" };
    bridge.publish("occurrences");
    await expect.element(button(/^Point avec Inès/)).toBeVisible();
    sessionStorage.setItem("cadran.page", "home");
    await home({ failing: { "agenda.upcoming": "storage" } });
    await expect.element(page.getByRole("alert").filter({ hasText: "L’agenda n’a pas pu être lu" })).toBeVisible();
    await expect.element(tile("Actualités").first()).toBeVisible();
  });

  test("a new event is written in the agenda's editor", async () => {
    await button("Nouveau").click();
    await expect.element(page.getByRole("textbox", { name: "Titre" })).toBeVisible();
  });
});
