import { describe, expect, test } from "vitest";
import { chooseHost, electronTrouble } from "../../scripts/start-choice.ts";
import { browserOpener, hasDisplay } from "../../src-main/host/system-browser.ts";

const facts = { isBrowserAsked: false, platform: "linux", env: { DISPLAY: ":0" }, isRoot: false } as const;

describe("which host npm start uses", () => {
  test("Electron, on a desktop", () => {
    expect(chooseHost(facts).host).toBe("electron");
    expect(chooseHost({ ...facts, env: { WAYLAND_DISPLAY: "wayland-0" } }).host).toBe("electron");
    expect(chooseHost({ ...facts, platform: "darwin", env: {} }).host).toBe("electron");
    expect(chooseHost({ ...facts, platform: "win32", env: {} }).host).toBe("electron");
  });

  test("the browser host when it is asked for, whatever is there", () => {
    expect(chooseHost({ ...facts, isBrowserAsked: true })).toEqual({ host: "browser", reason: "as asked" });
  });

  test("the browser host without a display", () => {
    for (const env of [{}, { DISPLAY: "" }]) {
      expect(chooseHost({ ...facts, env })).toMatchObject({
        host: "browser",
        reason: expect.stringContaining("display"),
      });
    }
    expect(chooseHost({ ...facts, platform: "darwin", env: { SSH_CONNECTION: "1 2 3 4" } }).host).toBe("browser");
  });

  test("the browser host for root on Linux: the sandbox is never switched off", () => {
    expect(chooseHost({ ...facts, isRoot: true })).toMatchObject({
      host: "browser",
      reason: expect.stringContaining("root"),
    });
  });
});

describe("an Electron that ends soon after its start", () => {
  test.each([
    [127, null],
    [126, null],
    [null, "SIGTRAP"],
    [null, "SIGABRT"],
    [null, "SIGSEGV"],
  ] as const)("code %s, signal %s: it cannot run here", (code, signal) => {
    expect(electronTrouble(code, signal)).toContain("cannot be run here");
  });

  test.each([
    [0, null],
    [1, null],
    [null, "SIGINT"],
    [null, "SIGTERM"],
  ] as const)("code %s, signal %s: it ended by itself or was asked to", (code, signal) => {
    expect(electronTrouble(code, signal)).toBeUndefined();
  });
});

describe("opening the system's browser", () => {
  test("each system has its own way", () => {
    expect(browserOpener("linux", { DISPLAY: ":0" })).toEqual(["xdg-open"]);
    expect(browserOpener("darwin", {})).toEqual(["open"]);
    expect(browserOpener("win32", {})?.[0]).toBe("rundll32");
  });

  test("not without a display, and not when told not to", () => {
    expect(browserOpener("linux", {})).toBeUndefined();
    expect(browserOpener("linux", { DISPLAY: ":0", CADRAN_NO_OPEN: "1" })).toBeUndefined();
    expect(hasDisplay("linux", {})).toBe(false);
  });
});
