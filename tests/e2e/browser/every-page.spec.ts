// Every page, dialog and menu, on a folder where each has something to say: in both languages and both themes, for people who
// hear it, enlarge it or want nothing to move.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";
import type { AxeResults } from "axe-core";
import { missingServer } from "../../servers/child.ts";
import { startFeedServer } from "../../servers/feeds.ts";
import { test as base } from "./host.ts";
import { fillScene } from "./scene.ts";
import { backToAgenda, SCREENS, settled } from "./screens.ts";
import { type Language, wordsOf, wrongWords } from "./words.ts";

const missing = missingServer("radicale");
base.skip(missing !== undefined, missing ?? "");
// A record of every step of pages this full would take longer than the steps.
base.use({ trace: "off" });
// Half a minute each where nothing else runs.
base.describe.configure({ timeout: 300_000 });

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const test = base.extend<{ language: Language; filled: Page }>({
  language: ["fr", { option: true }],
  filled: async ({ host, page, call, radicale, language }, use) => {
    const feeds = await startFeedServer();
    await fillScene({ call, radicale, feeds, language });
    await page.goto(host.url);
    await page.locator(".cal .cx-ev").first().waitFor();
    await use(page);
    await feeds.stop();
  },
});

/** What is in front: the open dialog or menu, else the whole page. */
const IN_FRONT = `[...document.querySelectorAll("[role=dialog], [role=menu]")].filter((one) => one.checkVisibility()).at(-1)`;

/** What axe holds against what is in front, of any weight. Layers lie outside the landmarks of the page by their nature. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>(`{
    const layer = ${IN_FRONT};
    axe.run(layer ?? document, { rules: { region: { enabled: layer === undefined } }, resultTypes: ["violations"] });
  }`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any, all, none }) => {
      const why = [...any, ...all, ...none].map(({ message }) => message).join(" ");
      return `${id}: ${html.slice(0, 160)} ${why}`;
    }),
  );
}

for (const [language, colorScheme] of [
  ["fr", "light"],
  ["en", "dark"],
] as const) {
  test.describe(`${language}, ${colorScheme}`, () => {
    test.use({ language, locale: language === "fr" ? "fr-FR" : "en-GB", colorScheme });

    test("axe finds nothing on any page, and no page speaks another language or shows a key", async ({
      filled: page,
    }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.evaluate(AXE);
      const found: string[] = [];
      for (const { name, open } of SCREENS) {
        await test.step(name, async () => {
          await backToAgenda(page);
          await open(page, wordsOf(language));
          await settled(page);
          for (const one of await findings(page)) found.push(`${name}: ${one}`);
          for (const one of await wrongWords(page, language)) found.push(`${name}: says “${one}”`);
        });
      }
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
      expect(found).toEqual([]);
    });
  });
}

/** What reaches beyond the window and cannot be scrolled to, and whether the page itself is wider than the window. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} wide in ${clientWidth}`);
    if (scrollHeight > clientHeight) found.push(`the page is ${scrollHeight} high in ${clientHeight}`);
    const scrolls = (element: Element, axis: "overflowX" | "overflowY"): boolean => {
      for (let at = element.parentElement; at; at = at.parentElement)
        if (["auto", "scroll"].includes(getComputedStyle(at)[axis])) return true;
      return false;
    };
    for (const element of document.querySelectorAll<HTMLElement>(
      "button, a, input, textarea, [role=button], [role=dialog]",
    )) {
      if (!element.checkVisibility({ opacityProperty: true })) continue;
      const { left, right, top, bottom, width } = element.getBoundingClientRect();
      if (width < 2) continue;
      const name = (element.getAttribute("aria-label") ?? element.textContent ?? "").slice(0, 60);
      const beyondX = left < -1 || right > innerWidth + 1;
      const beyondY = top < -1 || bottom > innerHeight + 1;
      if (beyondX && !scrolls(element, "overflowX"))
        found.push(`${element.tagName} “${name}” from ${left} to ${right}`);
      if (beyondY && !scrolls(element, "overflowY")) found.push(`${element.tagName} “${name}” down to ${bottom}`);
    }
    return found;
  });
}

/** Names of properties that move things, of what is animated now. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document.getAnimations().flatMap((one) => {
      const frames = (one.effect as KeyframeEffect | null)?.getKeyframes() ?? [];
      return frames.flatMap((frame) =>
        Object.keys(frame).filter((name) => /^(transform|translate|scale|rotate|top|left|width|height)$/.test(name)),
      );
    }),
  );
}

test("at 200 % nothing is cut off, and nothing moves for those who asked for that", async ({ filled: page }) => {
  // A window of 1440 × 900 enlarged twice.
  await page.setViewportSize({ width: 720, height: 450 });
  await page.emulateMedia({ reducedMotion: "reduce" });
  const found: string[] = [];
  for (const { name, open, side } of SCREENS) {
    if (side) continue;
    await test.step(name, async () => {
      await backToAgenda(page);
      await open(page, wordsOf("fr"));
      for (const one of new Set(await moving(page))) found.push(`${name}: ${one} is animated`);
      await settled(page);
      for (const one of await cutOff(page)) found.push(`${name}: ${one}`);
    });
  }
  expect(found).toEqual([]);
});
