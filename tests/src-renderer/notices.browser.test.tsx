import { beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { violations } from "./axe-violations.ts";
import { noticeSeed, reminder } from "./fake-desktop.ts";
import { openApp } from "./open-app.tsx";

const bell = () => page.getByRole("button", { name: /à traiter|notification/ }).first();
const centre = () => page.getByRole("dialog").getByRole("region", { name: "Notifications" });
const cards = () => page.getByRole("region", { name: "Rappels" });
const said = (text: RegExp) => page.getByRole("status").filter({ hasText: text });

async function withNotices(options: Parameters<typeof openApp>[0] = {}) {
  const bridge = await openApp(options);
  bridge.notices.list = noticeSeed();
  bridge.publish("notices");
  await expect.element(page.getByRole("button", { name: "4 notifications" })).toBeVisible();
  return bridge;
}

async function withCentre(options: Parameters<typeof openApp>[0] = {}) {
  const bridge = await withNotices(options);
  await bell().click();
  await expect.element(centre()).toBeVisible();
  return bridge;
}

beforeEach(() => userEvent.keyboard("{Escape}"));

describe("the notification centre", () => {
  test("lists what was told by day, under what needs doing", async () => {
    await withCentre();
    await expect
      .element(centre())
      .toMatchTextContent(/Aujourd’hui.*Point avec Inès.*Restitution.*Nora Keller.*Hier.*Bilan/);
    await expect.element(centre()).not.toMatchTextContent(/Nextcloud attend/);
  });

  test("opens an event in the agenda, and a message in mail", async () => {
    const bridge = await withCentre({ mail: true });
    await centre()
      .getByRole("button", { name: /^Point avec Inès/ })
      .click();
    await expect
      .element(page.getByRole("dialog", { name: /Point avec Inès|Télétravail|Déjeuner|Restitution/ }))
      .toBeVisible();
    expect(bridge.inputsOf("events.get").at(-1)).toMatchObject({ id: "e12" });
  });

  test("dismisses one, then all the others, and takes that back", async () => {
    const bridge = await withCentre();
    await centre()
      .getByRole("button", { name: /^Écarter « Point avec Inès/u })
      .click();
    await expect.element(centre()).not.toMatchTextContent(/Point avec Inès/);
    await centre().getByRole("button", { name: "Tout écarter" }).click();
    await expect.element(page.getByRole("button", { name: "Rien à traiter" })).toBeInTheDocument();
    expect(bridge.notices.list).toEqual([]);
    await said(/4 notifications écartées/)
      .getByRole("button", { name: "Annuler" })
      .click();
    await expect.poll(() => bridge.notices.list.length).toBe(4);
  });

  test("puts a reminder off, and that is taken back", async () => {
    const bridge = await withCentre();
    await centre()
      .getByRole("button", { name: /^Rappeler « Restitution/u })
      .click();
    await page.getByRole("menuitem", { name: "Dans 10 min" }).click();
    await expect.element(said(/Nouveau rappel.: 10:25/)).toBeVisible();
    const [snoozed] = bridge.inputsOf("notices.snooze");
    expect(snoozed?.id).toBe("reminder Restitution intermédiaire");
    expect(Math.abs((snoozed?.untilMs ?? 0) - Date.now() - 600_000)).toBeLessThan(5000);
    await said(/Nouveau rappel/)
      .getByRole("button", { name: "Annuler" })
      .click();
    await expect.poll(() => bridge.inputsOf("notices.restore").length).toBe(1);
  });

  test("archives a message from there, and dismisses its notice", async () => {
    const bridge = await withCentre({ mail: true });
    await centre()
      .getByRole("button", { name: /^Archiver « Nora/u })
      .click();
    await expect.element(centre()).not.toMatchTextContent(/Nora Keller/);
    expect(bridge.inputsOf("mail.move")).toMatchObject([{ ids: ["1"], role: "archive" }]);
  });

  test("is gone through by arrows; Delete dismisses and the next has the focus", async () => {
    await withCentre();
    const row = (name: RegExp) => centre().getByRole("button", { name });
    (row(/^Point avec Inès/).element() as HTMLElement).focus();
    await userEvent.keyboard("{ArrowDown}");
    await expect.element(row(/^Restitution/)).toHaveFocus();
    await userEvent.keyboard("{Delete}");
    await expect.element(centre()).not.toMatchTextContent(/Restitution/);
    await expect.element(row(/^Nora Keller/)).toHaveFocus();
    await userEvent.keyboard("{End}");
    await expect.element(row(/^Bilan/)).toHaveFocus();
  });

  test("its gear opens the settings of notifications", async () => {
    await withCentre();
    await centre().getByRole("button", { name: "Réglages des notifications" }).click();
    await expect
      .element(page.getByRole("dialog", { name: "Réglages" }).getByRole("tab", { name: "Notifications" }))
      .toHaveAttribute("aria-selected", "true");
  });
});

describe("a card in front of the page", () => {
  test("comes when a reminder falls due, and stays until it is dismissed", async () => {
    const bridge = await openApp();
    await expect.element(page.getByRole("button", { name: /^Chorale/ }).first()).toBeVisible();
    bridge.notices.fall(reminder("Point avec Inès", "2026-11-18T10:25", "2026-11-18T11:00"));
    await expect.element(cards()).toMatchTextContent(/dans 10 min.*Point avec Inès.*10:25 – 11:00 · Travail/);
    await cards()
      .getByRole("button", { name: /^Écarter/ })
      .click();
    await expect.element(cards()).not.toMatchTextContent(/Point avec Inès/);
    expect(bridge.notices.list).toEqual([]);
  });

  test("put aside, it stays in the bell", async () => {
    const bridge = await withNotices();
    await cards()
      .getByRole("button", { name: /^Garder « Point/u })
      .click();
    await expect.element(cards()).not.toMatchTextContent(/Point avec Inès/);
    expect(bridge.notices.list.length).toBe(5);
    await expect.element(page.getByRole("button", { name: "4 notifications" })).toBeVisible();
  });

  test("has the way into the meeting", async () => {
    await withNotices();
    await expect
      .element(cards().getByRole("link", { name: /^Rejoindre « Restitution/u }))
      .toHaveAttribute("href", "https://kmeet.infomaniak.com/atelier");
  });

  test("is reached by F6, and puts off by keys", async () => {
    const bridge = await withNotices();
    const inCards = () => document.activeElement?.closest(".rems") !== null;
    for (let n = 0; n < 6 && !inCards(); n++) await userEvent.keyboard("{F6}");
    expect(inCards()).toBe(true);
    (
      cards()
        .getByRole("button", { name: /^Rappeler « Point/u })
        .element() as HTMLElement
    ).focus();
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("menuitem", { name: "Dans 5 min" })).toHaveFocus();
    await userEvent.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    await expect.poll(() => bridge.inputsOf("notices.snooze").length).toBe(1);
    const [snoozed] = bridge.inputsOf("notices.snooze");
    expect(Math.abs((snoozed?.untilMs ?? 0) - Date.now() - 3_600_000)).toBeLessThan(5000);
  });

  test("more than three leave the others to the bell", async () => {
    const bridge = await openApp();
    const many = [1, 2, 3, 4, 5].map((n) =>
      reminder(`Revue ${n}`, `2026-11-18T10:2${n}`, "2026-11-18T11:00", { eventId: `e${n}` as never }),
    );
    bridge.notices.list = many;
    bridge.publish("notices");
    await expect.element(cards().getByRole("listitem").nth(2)).toBeVisible();
    expect(cards().getByRole("listitem").elements().length).toBe(3);
    await cards().getByRole("button", { name: "2 autres rappels" }).click();
    await expect.element(centre()).toBeVisible();
  });
});

describe("in a browser tab", () => {
  test("the page takes what falls due, and shows it outside only when nobody looks", async () => {
    const shown: [string, string | undefined][] = [];
    class Shown {
      static permission = "granted";
      constructor(title: string, options?: NotificationOptions) {
        shown.push([title, options?.tag]);
      }
      close() {}
    }
    vi.stubGlobal("Notification", Shown);
    const focus = vi.spyOn(document, "hasFocus").mockReturnValue(true);
    const bridge = await openApp();
    await expect.element(page.getByRole("button", { name: /^Chorale/ }).first()).toBeVisible();
    bridge.notices.fall(reminder("Devant", "2026-11-18T10:25", "2026-11-18T11:00"));
    await expect.element(cards()).toMatchTextContent(/Devant/);
    expect(shown).toEqual([]);
    focus.mockReturnValue(false);
    bridge.notices.fall(reminder("Ailleurs", "2026-11-18T10:25", "2026-11-18T11:00", { eventId: "e3" as never }));
    await expect.poll(() => shown).toEqual([["Ailleurs", "reminder Ailleurs"]]);
    focus.mockRestore();
    vi.unstubAllGlobals();
  });

  test("in Electron the page takes nothing: the main process does", async () => {
    const bridge = await openApp({ host: "electron" });
    await expect.element(page.getByRole("button", { name: /^Chorale/ }).first()).toBeVisible();
    bridge.notices.fall(reminder("Point", "2026-11-18T10:25", "2026-11-18T11:00"));
    await expect.element(page.getByRole("button", { name: /^Chorale/ }).first()).toBeVisible();
    expect(bridge.inputsOf("notices.take")).toEqual([]);
  });
});

test.each(["light", "dark"] as const)("axe finds nothing in the centre and the cards (%s)", async (theme) => {
  await withCentre({ theme, busy: false });
  expect(await violations()).toEqual([]);
});
