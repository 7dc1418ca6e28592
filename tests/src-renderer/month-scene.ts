// The month of the fake engine, and a hand over it.
import { expect } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { FakeBridge } from "./fake-bridge.ts";
import { middle, openApp } from "./open-app.tsx";

export const title = () => page.getByRole("heading", { level: 1 });
export const block = (name: RegExp) => page.getByRole("button", { name }).first();
export const cell = (day: string) => document.querySelector(`.mo [data-date="${day}"]`) as HTMLElement;
export const blocksIn = (day: string) =>
  [...cell(day).querySelectorAll(".cx-ev")].map((one) => one.getAttribute("aria-label"));

export async function openMonth(options: Parameters<typeof openApp>[0] = {}): Promise<FakeBridge> {
  const bridge = await openApp(options);
  await expect.element(title()).toBeVisible();
  await userEvent.keyboard("m");
  await expect.poll(() => document.querySelectorAll(".mo .cx-ev").length).toBeGreaterThan(20);
  return bridge;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** The pointer is made here: the runner's knows elements only. Pointer 1 is the mouse, which the browser always knows. */
export function fire(type: string, { x, y }: Point, more: PointerEventInit = {}) {
  const at = { pointerId: 1, pointerType: "mouse", bubbles: true, cancelable: true, clientX: x, clientY: y, ...more };
  (document.elementFromPoint(x, y) ?? document.body).dispatchEvent(new PointerEvent(type, at));
}

export async function pull(from: Point, to: Point, more: PointerEventInit = {}) {
  fire("pointerdown", from);
  for (let step = 1; step <= 4; step++) {
    fire("pointermove", { x: from.x + ((to.x - from.x) * step) / 4, y: from.y + ((to.y - from.y) * step) / 4 }, more);
    await frame();
  }
}

export async function drag(from: Point, to: Point, more: PointerEventInit = {}) {
  await pull(from, to, more);
  fire("pointerup", to, more);
}

export const dayPoint = (day: string): Promise<Point> => middle(() => cell(day));
/** Under the events of a day, where nothing is. */
export async function freePoint(day: string): Promise<Point> {
  const { x } = await dayPoint(day);
  return { x, y: cell(day).getBoundingClientRect().bottom - 6 };
}
export const atBlock = (name: RegExp) => middle(() => block(name).element());

/** More events on one day than it has room for. */
export function crowd(bridge: FakeBridge, day: string, count: number) {
  const [first] = bridge.events;
  if (!first) throw new Error("no event to copy");
  const { rrule: _rule, ...one } = first;
  const more = Array.from({ length: count }, (_one, n) => {
    const hour = String(7 + n).padStart(2, "0");
    const id = `crowd-${n}` as typeof first.id;
    return { ...one, id, title: `Rendez-vous ${n}`, start: `${day}T${hour}:00`, end: `${day}T${hour}:30` };
  });
  bridge.events = [...bridge.events, ...more];
  bridge.publish("events", "occurrences");
}
