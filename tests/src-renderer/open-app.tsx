// Opens the whole view on a fake engine, at the time of the pictures.
import { vi } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { Root } from "../../src-renderer/root.tsx";
import { FakeBridge, type FakeOptions } from "./fake-bridge.ts";
import { NOW_MS } from "./fake-data.ts";

/** Renders the app at 1440 × 900. @returns the fake, to look at what was asked and to change what it answers */
export async function openApp(options: FakeOptions = {}): Promise<FakeBridge> {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  await page.viewport(1440, 900);
  const bridge = new FakeBridge(options);
  await render(
    <div style={{ position: "fixed", inset: 0 }}>
      <Root bridge={bridge} />
    </div>,
  );
  return bridge;
}

/** Drags with real pointer events from the middle of one place to another. */
export async function drag(from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  const target = document.elementFromPoint(from.x, from.y) ?? document.body;
  const fire = (type: string, at: { x: number; y: number }, on: EventTarget) =>
    on.dispatchEvent(
      new MouseEvent(type, { bubbles: true, cancelable: true, view: window, button: 0, clientX: at.x, clientY: at.y }),
    );
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  fire("mousedown", from, target);
  for (let step = 1; step <= 8; step++) {
    const at = { x: from.x + ((to.x - from.x) * step) / 8, y: from.y + ((to.y - from.y) * step) / 8 };
    fire("mousemove", at, document.elementFromPoint(at.x, at.y) ?? document.body);
    await frame();
  }
  fire("mouseup", to, document.elementFromPoint(to.x, to.y) ?? document.body);
}

/** Middle of an element on screen. */
export function middle(element: Element): { x: number; y: number } {
  const box = element.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}
