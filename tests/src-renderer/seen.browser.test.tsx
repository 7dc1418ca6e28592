import { expect, onTestFinished, test } from "vitest";
import { cdp, page, userEvent } from "vitest/browser";
import { violations } from "./axe-violations.ts";
import { openApp } from "./open-app.tsx";

type Cdp = { send(method: string, params: unknown): Promise<unknown> };

async function forceColours(): Promise<void> {
  const session = cdp() as unknown as Cdp;
  const set = (value: string) =>
    session.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value }] });
  await set("active");
  onTestFinished(async () => void (await set("none")));
}

const style = (selector: string, pseudo?: string) =>
  getComputedStyle(document.querySelector(selector) as Element, pseudo);

/** WCAG contrast of two opaque colours as the browser paints them. */
function contrast(one: string, other: string): number {
  const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!paint) throw new Error("no canvas");
  const light = (color: string) => {
    paint.fillStyle = color;
    paint.fillRect(0, 0, 1, 1);
    const parts = [...paint.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((part) => {
      const share = part / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    const [red = 0, green = 0, blue = 0] = parts;
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low = 0, high = 0] = [light(one), light(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

test("in the dark the chosen segment stands out from its track, outside the editor too", async () => {
  await openApp({ theme: "dark" });
  await expect.element(page.getByRole("radio", { name: "Semaine" })).toBeInTheDocument();
  const ring = /rgb\([^)]+\)/.exec(style(".bar .mantine-SegmentedControl-indicator").boxShadow)?.[0] ?? "rgb(0, 0, 0)";
  // The track: 9 % white over the surface.
  expect(contrast(ring, "rgb(44, 47, 52)")).toBeGreaterThan(3);
});

test("with forced colours events, the now line, today and what is chosen are drawn by lines", async () => {
  await forceColours();
  await openApp();
  const block = page.getByRole("button", { name: /^Chorale/ }).first();
  await expect.element(block).toBeVisible();
  const border = style(".cal .cx-ev:not(.running, .dec)");
  expect([border.borderTopWidth, border.borderTopStyle]).toEqual(["1px", "solid"]);
  const ground = style(".cal .cx-ev").backgroundColor;
  expect(style(".cal .cx-ev", "::before").backgroundColor).not.toBe(ground);
  expect(contrast(style(".cal .cx-now").borderTopColor, style("body").backgroundColor)).toBeGreaterThan(3);
  expect(style(".cx-dh.td b").outlineStyle).toBe("solid");
  expect(style(".chip").borderTopStyle).toBe("solid");
  expect(style(".bar .mantine-SegmentedControl-indicator").backgroundColor).not.toBe(style("body").backgroundColor);
  await block.click();
  await expect.poll(() => style(".cal .cx-ev.on").outlineWidth).toBe("3px");
});

test("an empty week can be scrolled by keys, and nothing is held against it", async () => {
  const bridge = await openApp();
  await expect.element(page.getByRole("button", { name: /^Chorale/ }).first()).toBeVisible();
  const hours = () => document.querySelector<HTMLElement>(".cal [style*='auto']");
  const row = () => hours()?.querySelector<HTMLElement>("[role='row'][tabindex='0']") ?? undefined;
  expect(row()).toBeUndefined();
  bridge.events = [];
  bridge.publish("events", "occurrences");
  await expect.element(page.getByRole("button", { name: /^Chorale/ })).not.toBeInTheDocument();
  await expect.poll(row).toBeDefined();
  expect(await violations()).toEqual([]);
  row()?.focus({ preventScroll: true });
  const from = hours()?.scrollTop ?? 0;
  await userEvent.keyboard("{PageUp}");
  await expect.poll(() => hours()?.scrollTop).toBeLessThan(from);
});
