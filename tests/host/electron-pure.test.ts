// The parts of the Electron host that need no Electron.
import { describe, expect, test } from "vitest";
import { fitBounds } from "../../src-main/host/electron/bounds.ts";
import { dataFolderArgument } from "../../src-main/host/electron/data-folder.ts";
import { rendererFile } from "../../src-main/host/electron/renderer-file.ts";
import { MENU_TEXTS, refusalText, systemLanguage } from "../../src-main/host/electron/texts.ts";
import { Failure } from "../../src-preload/contract/failure.ts";

describe("the window opens where people can see it", () => {
  const primary = { x: 0, y: 24, width: 1920, height: 1056 };
  const second = { x: 1920, y: 0, width: 1600, height: 900 };

  test.each([
    [
      "never opened before: centred by the system, not larger than the display",
      undefined,
      { width: 1440, height: 900 },
    ],
    ["as it was", { x: 100, y: 100, width: 1000, height: 700 }, { x: 100, y: 100, width: 1000, height: 700 }],
    [
      "on the second display",
      { x: 2000, y: 50, width: 1000, height: 700 },
      { x: 2000, y: 50, width: 1000, height: 700 },
    ],
    ["on a display that is gone", { x: 9000, y: 0, width: 1000, height: 700 }, { width: 1000, height: 700 }],
    [
      "half outside: moved in",
      { x: -500, y: 900, width: 1000, height: 700 },
      { x: 0, y: 380, width: 1000, height: 700 },
    ],
    ["smaller than allowed", { x: 10, y: 30, width: 100, height: 100 }, { x: 10, y: 30, width: 960, height: 640 }],
    ["larger than the display", { x: 0, y: 24, width: 9999, height: 9999 }, { x: 0, y: 24, width: 1920, height: 1056 }],
  ])("%s", (_case, saved, expected) => {
    expect(fitBounds(saved, [primary, second])).toEqual(expected);
  });

  test("on a display smaller than the window may be, its corner is what shows", () => {
    const tiny = { x: 0, y: 0, width: 800, height: 600 };
    expect(fitBounds({ x: 50, y: 50, width: 1000, height: 700 }, [tiny])).toEqual({
      x: 0,
      y: 0,
      width: 960,
      height: 640,
    });
  });
});

describe("app:// serves the renderer's folder and nothing else", () => {
  test.each([
    ["app://cadran/", "/out/renderer/index.html"],
    ["app://cadran/assets/index-1a2b.js?v=1#x", "/out/renderer/assets/index-1a2b.js"],
    ["app://cadran/caf%C3%A9.png", "/out/renderer/café.png"],
    ["app://cadran/../../package.json", "/out/renderer/package.json"],
  ])("%s", (url, file) => {
    expect(rendererFile("/out/renderer", url)).toBe(file);
  });

  test.each([
    "app://cadran/..%2f..%2fpackage.json",
    "app://cadran/%2e%2e%2fmain/main.js",
    "app://cadran/a/..%2f..%2f..%2fetc/passwd",
    "app://cadran/..%2frenderer-secret/x",
    "app://cadran/..%5c..%5cpackage.json",
    "app://cadran/index.html%00.png",
    "app://cadran/%E0%A4%A",
    "not a url",
  ])("refuses %s", (url) => {
    expect(rendererFile("/out/renderer", url)).toBeUndefined();
  });
});

describe("--data", () => {
  test.each([
    [["electron", ".", "--data", "x"], "/home/x"],
    [["electron", ".", "--data=/srv/y", "--other"], "/srv/y"],
    [["electron", "."], undefined],
    [["electron", ".", "--data"], undefined],
    [["electron", ".", "--data="], undefined],
    [["electron", ".", "--database", "x"], undefined],
  ])("%j", (argv, folder) => {
    expect(dataFolderArgument(argv, "/home")).toBe(folder);
  });
});

describe("what the host says itself", () => {
  test.each([
    [["fr-CH", "en"], "fr"],
    [["de-CH", "fr-FR"], "fr"],
    [["de", "en-GB", "fr"], "en"],
    [["de"], "en"],
    [[], "en"],
  ])("system languages %j: %s", (preferred, language) => {
    expect(systemLanguage(preferred)).toBe(language);
  });

  test("says in French every reason an engine has not to start, quoting its facts", () => {
    const cases = [
      new Failure("newer-database"),
      new Failure("second-instance", { folder: "/données" }),
      new Failure("disk-full"),
      new Failure("storage", { detail: "EACCES" }),
      new Failure("bug", { detail: "5 times" }),
    ];
    for (const failure of cases) {
      const { text } = refusalText(failure.toData(), "fr");
      expect(text).not.toBe(failure.message);
      for (const fact of Object.values(failure.params)) expect(text).toContain(fact);
      expect(refusalText(failure.toData(), "en").text).toBe(failure.message);
    }
  });

  test("a reason without a French sentence is said in English rather than not at all", () => {
    const failure = new Failure("timeout", { host: "h" });
    expect(refusalText(failure.toData(), "fr").text).toBe(failure.message);
  });

  test("the menu has the same entries in both languages", () => {
    expect(Object.keys(MENU_TEXTS.fr)).toEqual(Object.keys(MENU_TEXTS.en));
  });
});
