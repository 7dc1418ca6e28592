import { notifications } from "@mantine/notifications";
import { describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { WidgetRoot } from "../../src-renderer/shell/widget-root.tsx";
import { until } from "../support/until.ts";
import { violations } from "./axe-violations.ts";
import { FakeBridge, type FakeOptions } from "./fake-bridge.ts";
import { NOW_MS } from "./fake-data.ts";

const CARD = /^Revue de lancement v2, mercredi 18 novembre/;
const row = (name: RegExp | string) => page.getByRole("button", { name });
const field = () => page.getByRole("textbox", { name: "Nouvel événement en une phrase" });
const press = (keys: string) => userEvent.keyboard(keys);

/** The popover at its own size. */
async function openWidget(options: FakeOptions & { nowMs?: number; video?: boolean } = {}): Promise<FakeBridge> {
  const { nowMs = NOW_MS, video = false, ...rest } = options;
  localStorage.clear();
  vi.useFakeTimers({ toFake: ["Date"], now: nowMs });
  notifications.clean();
  await page.viewport(360, 520);
  const bridge = new FakeBridge(rest);
  if (video) {
    const more = { conferenceUrl: "https://meet.example.com/room" };
    bridge.events = bridge.events.map((one) => (/^(Revue de l|Client)/.test(one.title) ? { ...one, more } : one));
  }
  await render(
    <div className="in-widget" style={{ position: "fixed", inset: 0 }}>
      <WidgetRoot bridge={bridge} />
    </div>,
  );
  return bridge;
}

describe("the popover", () => {
  test("shows what runs, the six that follow, what is unread and how fresh that is; nothing scrolls", async () => {
    await openWidget({ mail: true });
    await expect.element(row(CARD)).toBeVisible();
    const text = page.getByRole("main", { name: "Agenda du jour" });
    await expect.element(text).toMatchTextContent(/Mercredi 18 novembre.*non lus/);
    await expect.element(text).toMatchTextContent(/En cours, encore 45 min.*prochain dans 1 h 15/);
    await expect.element(text).toMatchTextContent(/Demain, jeudi 19.*Préparer le devis/);
    await expect.element(text).toMatchTextContent(/À jour, vérifié à 10:11/);
    expect(document.querySelectorAll(".wg-row").length).toBe(6);
    const rows = document.querySelector(".wg-rows") as HTMLElement;
    expect(rows.scrollHeight).toBeLessThanOrEqual(rows.clientHeight);
    expect(document.documentElement.scrollHeight).toBeLessThanOrEqual(520);
  });

  test("is laid out as drawn: head 44, rows 41, field 34, foot 32", async () => {
    await openWidget();
    await expect.element(row(CARD)).toBeVisible();
    const height = (selector: string) => document.querySelector(selector)?.getBoundingClientRect().height;
    expect([".wg-head", ".wg-row", ".wg-line", ".wg-foot"].map(height)).toEqual([44, 41, 34, 32]);
  });

  test("three days of names take no event away", async () => {
    await openWidget({ nowMs: Date.parse("2026-11-18T17:00:00+01:00") });
    await expect.element(row(/^Chorale/)).toBeVisible();
    const rows = document.querySelector(".wg-rows") as HTMLElement;
    expect(document.querySelectorAll(".wg-row").length).toBe(6);
    expect(document.querySelectorAll(".wg-rows h2").length).toBeGreaterThan(1);
    expect(rows.scrollHeight).toBeLessThanOrEqual(rows.clientHeight);
  });

  test("goes on with the minute without drawing what stays as it is", async () => {
    await openWidget();
    await expect.element(row(CARD)).toBeVisible();
    const changed: Node[] = [];
    const watch = new MutationObserver((list) => changed.push(...list.map(({ target }) => target)));
    watch.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    vi.setSystemTime(NOW_MS + 60_000);
    window.dispatchEvent(new Event("focus"));
    await expect.element(page.getByText("En cours, encore 44 min")).toBeVisible();
    watch.disconnect();
    const inRows = changed.filter((node) => (node instanceof Element ? node : node.parentElement)?.closest(".wg-row"));
    expect(inRows).toEqual([]);
  });

  test("the mail chip, the state of sync, the gear and the arrows lead to the window", async () => {
    const { desktop } = await openWidget({ mail: true });
    await page.getByRole("button", { name: /ouvrir le courrier$/ }).click();
    await page.getByRole("button", { name: /Voir la synchronisation$/ }).click();
    await page.getByRole("button", { name: "Réglages" }).click();
    await page.getByRole("button", { name: "Ouvrir Cadran" }).click();
    expect(desktop.done).toEqual([
      { deed: "openMain", ask: { ask: "page", page: "mail" } },
      { deed: "openMain", ask: { ask: "page", page: "sync" } },
      { deed: "openMain", ask: { ask: "page", page: "settings" } },
      { deed: "openMain" },
    ]);
  });
});

describe("by keys", () => {
  test("an arrow goes into the list, Enter opens the event in the window, Esc closes", async () => {
    const { desktop, events } = await openWidget();
    await expect.element(row(CARD)).toBeVisible();
    await press("{ArrowDown}");
    await expect.element(row(CARD)).toHaveFocus();
    await press("{ArrowDown}{ArrowDown}");
    await expect.element(row(/^Point avec Inès/)).toHaveFocus();
    await press("{Enter}{Escape}");
    const { id: eventId } = events.find(({ title }) => title === "Point avec Inès") ?? {};
    expect(desktop.done).toEqual([{ deed: "openMain", ask: { ask: "openEvent", eventId } }, { deed: "closeWidget" }]);
  });

  test("one of a series is opened as itself", async () => {
    const { desktop } = await openWidget();
    await row(/^Restitution/).click();
    expect(desktop.done[0]?.ask).toMatchObject({ ask: "openEvent", recurrenceId: "20261118T140000Z" });
  });

  test("J joins what runs, or the event that has the focus", async () => {
    const opened: string[] = [];
    const open = vi.spyOn(window, "open").mockImplementation((url) => {
      opened.push(String(url));
      return null;
    });
    await openWidget({ video: true });
    await expect.element(page.getByRole("link", { name: /^Rejoindre « Revue/u })).toBeVisible();
    await press("j");
    await until(() => expect(opened).toEqual(["https://meet.example.com/room"]));
    await press("{ArrowDown}{ArrowDown}{ArrowDown}j");
    expect(opened.length).toBe(1);
    open.mockRestore();
  });

  test("R asks every calendar, once for as long as it takes", async () => {
    const bridge = await openWidget();
    await expect.element(row(CARD)).toBeVisible();
    const asked = () => bridge.inputsOf("sync.run").filter((input) => input.ifOlderThanMs === undefined).length;
    await press("r");
    await until(() => expect(asked()).toBe(1));
  });
});

describe("a sentence", () => {
  test("is understood above the line, filed with Enter, said, and taken back", async () => {
    const bridge = await openWidget();
    await expect.element(row(CARD)).toBeVisible();
    await press("n");
    await expect.element(field()).toHaveFocus();
    await press("Café avec Léa demain à 9 h");
    await expect.element(page.getByText(/jeudi 19 novembre, 09:00 – 10:00/)).toBeVisible();
    await press("{Enter}");
    await expect.element(page.getByRole("status").filter({ hasText: /Café avec Léa/ })).toBeVisible();
    await expect.element(field()).toHaveValue("");
    expect(bridge.inputsOf("events.create")).toMatchObject([{ title: "Café avec Léa", start: "2026-11-19T09:00" }]);
    await page.getByRole("status").getByRole("button", { name: "Annuler" }).click();
    await expect.element(page.getByRole("status").filter({ hasText: /C’est annulé/ })).toBeVisible();
  });

  test("Esc clears what was typed, then closes; letters typed do nothing else", async () => {
    const { desktop, ...bridge } = await openWidget();
    await expect.element(row(CARD)).toBeVisible();
    await press("/");
    await press("rj");
    await press("{Escape}");
    await expect.element(field()).toHaveValue("");
    expect(desktop.done).toEqual([]);
    await press("{Escape}");
    expect(desktop.done).toEqual([{ deed: "closeWidget" }]);
    expect(bridge.calls.filter(({ name }) => name === "events.create")).toEqual([]);
  });

  test("without a subject is not filed", async () => {
    const bridge = await openWidget();
    await expect.element(row(CARD)).toBeVisible();
    await press("n");
    await press("demain à 9 h{Enter}");
    await expect.element(page.getByText("Dites de quoi il s’agit.")).toBeVisible();
    expect(bridge.inputsOf("events.create")).toEqual([]);
  });
});

describe("where there is little to show", () => {
  test("a first start leads to the window", async () => {
    const { desktop } = await openWidget({ empty: true });
    await expect.element(page.getByText("Votre journée, ici")).toBeVisible();
    await expect.element(field()).not.toBeInTheDocument();
    await page.getByRole("main").getByRole("button", { name: "Ouvrir Cadran" }).last().click();
    expect(desktop.done).toEqual([{ deed: "openMain" }]);
  });

  test("a free time says so, hidden calendars say that", async () => {
    const bridge = await openWidget();
    bridge.events = [];
    bridge.publish("occurrences");
    await expect.element(page.getByText("Rien de prévu")).toBeVisible();
    bridge.calendars = bridge.calendars.map((one) => ({ ...one, visible: false }));
    bridge.publish("calendars", "occurrences");
    await expect.element(page.getByText("Tous vos agendas sont masqués")).toBeVisible();
  });

  test("offline is said in the foot, in grey, and everything stays; so is an engine that is lost", async () => {
    const bridge = await openWidget();
    const failure = { code: "offline", reason: "offline", message: "" } as const;
    bridge.states = bridge.states.map((one) => ({ ...one, state: "failing", failure }));
    bridge.publish("sync");
    await expect.element(page.getByText("Hors connexion")).toBeVisible();
    await expect.element(row(CARD)).toBeVisible();
    bridge.connection(false);
    await expect.element(page.getByText(/^Cadran ne répond pas/)).toBeVisible();
    await expect.element(row(CARD)).toBeVisible();
  });
});

test.each(["light", "dark"] as const)("axe finds nothing in it (%s)", async (theme) => {
  await openWidget({ theme, mail: true, video: true });
  await expect.element(row(CARD)).toBeVisible();
  expect(await violations()).toEqual([]);
  await press("n");
  await press("Café demain à 9 h");
  await expect.element(page.getByText(/09:00 – 10:00/)).toBeVisible();
  expect(await violations()).toEqual([]);
});
