// Opens the whole view on a fake engine, at the time of the pictures.
import { notifications } from "@mantine/notifications";
import { vi } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { Root } from "../../src-renderer/root.tsx";
import { FakeBridge, type FakeOptions } from "./fake-bridge.ts";
import { NOW_MS } from "./fake-data.ts";

interface OpenOptions extends FakeOptions {
  /** Where it opens, as after a reload; a first visit opens at home. */
  readonly page?: "home" | "agenda" | "mail" | "doctor";
}

/** Renders the app at 1280 × 800. @returns the fake, to look at what was asked and to change what it answers */
export async function openApp({ page: start = "agenda", ...options }: OpenOptions = {}): Promise<FakeBridge> {
  // What the test before left behind: its view, its day, its drafts.
  localStorage.clear();
  sessionStorage.clear();
  sessionStorage.setItem("cadran.page", start);
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  // Messages live outside React: those of the test before would still be there.
  notifications.clean();
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

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Drags from one point of the window to another. Mouse events are made here: the runner's mouse knows elements only. */
export async function drag(from: Point, to: Point): Promise<void> {
  const at = ({ x, y }: Point) => document.elementFromPoint(x, y) ?? document.body;
  const fire = (type: string, point: Point) =>
    at(point).dispatchEvent(
      new MouseEvent(type, { bubbles: true, cancelable: true, clientX: point.x, clientY: point.y, view: window }),
    );
  fire("mousedown", from);
  for (let step = 1; step <= 10; step++) {
    await frame();
    fire("mousemove", { x: from.x + ((to.x - from.x) * step) / 10, y: from.y + ((to.y - from.y) * step) / 10 });
  }
  await frame();
  fire("mouseup", to);
}

/** Middle of an element, once it stands still: the calendar scrolls to the morning after it has been drawn. */
export async function middle(element: () => Element): Promise<Point> {
  const look = () => {
    const box = element().getBoundingClientRect();
    return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  };
  let still = 0;
  let last = look();
  while (still < 10) {
    await frame();
    const now = look();
    still = now.x === last.x && now.y === last.y ? still + 1 : 0;
    last = now;
  }
  return last;
}
