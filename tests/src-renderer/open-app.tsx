// Opens the whole view on a fake engine, at the time of the pictures.
import { vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { Root } from "../../src-renderer/root.tsx";
import { FakeBridge, type FakeOptions } from "./fake-bridge.ts";
import { NOW_MS } from "./fake-data.ts";

/** Renders the app at 1280 × 800. @returns the fake, to look at what was asked and to change what it answers */
export async function openApp(options: FakeOptions = {}): Promise<FakeBridge> {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  await page.viewport(1280, 800);
  const bridge = new FakeBridge(options);
  await render(
    <div style={{ position: "fixed", inset: 0 }}>
      <Root bridge={bridge} />
    </div>,
  );
  return bridge;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Drags with the real mouse, from one point of the window to another inside the calendar. */
export async function drag(from: Point, to: Point): Promise<void> {
  const grid = document.querySelector(".cal");
  if (!grid) throw new Error("no calendar");
  const { left, top } = grid.getBoundingClientRect();
  const locator = page.elementLocator(grid);
  await userEvent.dragAndDrop(locator, locator, {
    sourcePosition: { x: from.x - left, y: from.y - top },
    targetPosition: { x: to.x - left, y: to.y - top },
    steps: 8,
  });
}

/** Middle of an element on screen. */
export function middle(element: Element): Point {
  const box = element.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}
