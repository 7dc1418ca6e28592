import { describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { openApp } from "./open-app.tsx";

const home = () => openApp({ page: "home" });
const button = (name: string | RegExp) => page.getByRole("button", { name });
const tile = (name: string) => page.getByRole("region", { name });
const grip = (title: string) => button(`Déplacer « ${title} »`);
/** The tiles, in the order of the page. */
const tiles = () => [...document.querySelectorAll("[data-tile]")].map((one) => one.getAttribute("data-tile"));
const said = () => document.querySelector("[aria-live=assertive]")?.textContent;

describe("arranging the tiles", () => {
  test("Space lifts, arrows move, Space drops; each step is said, and the layout is kept", async () => {
    const bridge = await home();
    await expect.element(grip("Actualités")).toBeVisible();
    (grip("Actualités").element() as HTMLElement).focus();
    await userEvent.keyboard(" ");
    await expect.poll(said).toMatch(/^Actualités soulevé, colonne 2, place 1 sur 1/);
    await userEvent.keyboard("{ArrowLeft}");
    await expect.poll(said).toBe("Actualités, colonne 1, place 1 sur 2");
    expect(tiles()).toEqual(["news", "agenda"]);
    await userEvent.keyboard("{ArrowUp}");
    await expect.poll(said).toBe("Actualités ne peut pas aller plus loin.");
    expect(bridge.inputsOf("settings.set")).toEqual([]);
    await userEvent.keyboard(" ");
    await expect.poll(() => bridge.inputsOf("settings.set")).toHaveLength(1);
    expect(bridge.settings.dashboard?.map(({ kind, column }) => [kind, column])).toEqual([
      ["news", 0],
      ["agenda", 0],
      ["mail", 1],
    ]);
  });

  test("Esc puts a lifted tile back, and leaving the grip keeps it where it is", async () => {
    const bridge = await home();
    await expect.element(grip("Actualités")).toBeVisible();
    (grip("Actualités").element() as HTMLElement).focus();
    await userEvent.keyboard(" {ArrowLeft}{Escape}");
    await expect.poll(tiles).toEqual(["agenda", "news"]);
    expect(bridge.inputsOf("settings.set")).toEqual([]);
    await userEvent.keyboard(" {ArrowLeft}{Tab}");
    await expect.poll(() => bridge.settings.dashboard?.[0]?.kind).toBe("news");
  });

  test("the pointer drags a tile by its grip", async () => {
    const bridge = await home();
    await expect.element(grip("Actualités")).toBeVisible();
    const fire = (target: EventTarget, type: string, clientX: number, clientY: number) =>
      target.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, button: 0, clientX, clientY }));
    const column = document.querySelector("[data-tile=agenda]")?.getBoundingClientRect() as DOMRect;
    fire(grip("Actualités").element(), "pointerdown", column.right + 300, column.top + 20);
    fire(document, "pointermove", column.left + 200, column.bottom - 40);
    await expect.poll(() => document.querySelector("[data-tile=news]")?.getAttribute("data-column")).toBe("0");
    fire(document, "pointerup", column.left + 200, column.bottom - 40);
    await expect.poll(() => bridge.inputsOf("settings.set")).toHaveLength(1);
    expect(tiles()).toEqual(["agenda", "news"]);
  });

  test("a tile is hidden, brought back by undo, hidden again and shown from the list", async () => {
    await home();
    await button("Organiser").click();
    await button("Masquer « Actualités »").click();
    await expect.element(tile("Actualités")).not.toBeInTheDocument();
    await page.getByRole("status").getByRole("button", { name: "Annuler" }).click();
    await expect.element(tile("Actualités")).toBeVisible();
    await button("Masquer « Actualités »").click();
    await button("Afficher « Actualités »").click();
    await expect.element(tile("Actualités")).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await expect.element(button("Masquer « Actualités »")).not.toBeInTheDocument();
  });

  test("a kept layout is followed, kinds it cannot show are left out, and the original comes back", async () => {
    const bridge = await home();
    bridge.settings = {
      ...bridge.settings,
      dashboard: [
        { kind: "news", column: 0 },
        { kind: "mail", column: 0 },
        { kind: "agenda", column: 1 },
      ],
    };
    bridge.publish("settings");
    await expect.poll(tiles).toEqual(["news", "agenda"]);
    await button("Organiser").click();
    await button("Disposition d’origine").click();
    await expect.poll(tiles).toEqual(["agenda", "news"]);
  });
});
