import { describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import {
  atBlock,
  block,
  blocksIn,
  cell,
  dayPoint,
  drag,
  fire,
  frame,
  freePoint,
  openMonth,
  pull,
  title,
} from "./month-scene.ts";
import { middle } from "./open-app.tsx";

describe("the hand over the month", () => {
  test("moves an event to another day, and it stands there before the engine has answered", async () => {
    const bridge = await openMonth();
    await drag(await atBlock(/^Dentiste/), await dayPoint("2026-11-13"));
    await expect.poll(() => blocksIn("2026-11-13").join()).toMatch(/^Dentiste/);
    await expect
      .poll(() => bridge.inputsOf("events.move"))
      .toMatchObject([{ start: "2026-11-13T13:30", end: "2026-11-13T14:30", zone: "Europe/Paris" }]);
    await expect.element(block(/^Dentiste, vendredi 13 novembre, de 13:30/)).toBeVisible();
  });

  test("moves a bar by the day it was taken at, and puts it back when the engine refuses", async () => {
    await openMonth({ failing: { "events.move": "read-only" } });
    const bar = await atBlock(/^Vacances de la Toussaint/);
    await drag(bar, { x: bar.x + cell("2026-11-02").clientWidth, y: bar.y });
    await expect.element(page.getByRole("alert")).toMatchTextContent(/Cet agenda est en lecture seule./);
    await expect.poll(() => blocksIn("2026-11-02").join()).toMatch(/^Vacances/);
    expect(blocksIn("2026-11-03").join()).not.toMatch(/Vacances/);
  });

  test("takes a bar by either end, never past the other", async () => {
    const bridge = await openMonth();
    const end = (side: "left" | "right") => {
      const box = block(/^Vacances de la Toussaint/)
        .element()
        .getBoundingClientRect();
      return { x: side === "left" ? box.left + 3 : box.right - 3, y: box.top + 9 };
    };
    await atBlock(/^Vacances de la Toussaint/);
    await drag(end("right"), await dayPoint("2026-11-06"));
    await expect
      .poll(() => bridge.inputsOf("events.move")[0])
      .toMatchObject({ start: "2026-11-02", end: "2026-11-07" });
    await expect.poll(() => end("right").x).toBeGreaterThan(cell("2026-11-06").getBoundingClientRect().left);
    await drag(end("left"), await dayPoint("2026-11-13"));
    await expect
      .poll(() => bridge.inputsOf("events.move")[1])
      .toMatchObject({ start: "2026-11-06", end: "2026-11-07" });
  });

  test("copies while Ctrl is held, and leaves alone what cannot be changed", async () => {
    const bridge = await openMonth();
    await drag(await atBlock(/^Dentiste/), await dayPoint("2026-11-13"), { ctrlKey: true });
    await expect.poll(() => bridge.inputsOf("events.copy")[0]).toMatchObject({ start: "2026-11-13T13:30" });
    await drag(await atBlock(/^Comité éditorial/), await dayPoint("2026-11-13"));
    expect(bridge.inputsOf("events.move")).toEqual([]);
  });

  test("drags over days to make an event of all of them, in either direction", async () => {
    await openMonth();
    await drag(await freePoint("2026-11-13"), await freePoint("2026-11-11"));
    await expect.element(page.getByRole("textbox", { name: "Date de début" })).toBeVisible();
    const value = (name: string) => (page.getByRole("textbox", { name }).element() as HTMLInputElement).value;
    expect([value("Date de début"), value("Date de fin")]).toEqual(["mer. 11 nov.", "ven. 13 nov."]);
  });

  test("Esc lets go of everything, and the release that follows means nothing", async () => {
    const bridge = await openMonth();
    const to = await dayPoint("2026-11-13");
    await pull(await atBlock(/^Dentiste/), to);
    expect(document.querySelector(".mo-ghost")).not.toBeNull();
    await userEvent.keyboard("{Escape}");
    expect(document.querySelector(".mo-ghost, .mo-mark")).toBeNull();
    fire("pointerup", to);
    await pull(await freePoint("2026-11-11"), to);
    await userEvent.keyboard("{Escape}");
    fire("pointerup", to);
    fire("click", to, { detail: 1 });
    await frame();
    expect(bridge.inputsOf("events.move")).toEqual([]);
    await expect.element(page.getByRole("textbox", { name: "Titre" })).not.toBeInTheDocument();
  });

  test("rests at the edge until the month turns, and drops into the next one", async () => {
    const bridge = await openMonth();
    const from = await atBlock(/^Dentiste/);
    const box = document.querySelector(".cx-grid")?.getBoundingClientRect() as DOMRect;
    await pull(from, { x: box.right - 10, y: from.y });
    await expect.element(title()).toMatchTextContent(/Décembre 2026/);
    const to = await dayPoint("2026-12-16");
    fire("pointermove", to);
    await frame();
    fire("pointerup", to);
    await expect.poll(() => bridge.inputsOf("events.move")[0]).toMatchObject({ start: "2026-12-16T13:30" });
  });

  test("drops on a day of the small month", async () => {
    const bridge = await openMonth();
    const day = await middle(() => document.querySelector('.mm [data-day="2026-12-02"]') as Element);
    await drag(await atBlock(/^Dentiste/), day);
    await expect.poll(() => bridge.inputsOf("events.move")).toMatchObject([{ start: "2026-12-02T13:30" }]);
  });

  test("a finger takes an event up after resting on it, and scrolls when it does not rest", async () => {
    const bridge = await openMonth();
    const finger = { pointerType: "touch" };
    const [from, to] = [await atBlock(/^Dentiste/), await dayPoint("2026-11-13")];
    fire("pointerdown", from, finger);
    fire("pointermove", to, finger);
    fire("pointerup", to, finger);
    fire("pointerdown", from, finger);
    await expect.poll(() => document.querySelector(".mo-ghost")).not.toBeNull();
    fire("pointermove", to, finger);
    await frame();
    fire("pointerup", to, finger);
    await expect.poll(() => bridge.inputsOf("events.move")).toMatchObject([{ start: "2026-11-13T13:30" }]);
  });
});
