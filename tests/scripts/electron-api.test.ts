// The proof of what is used of Electron, on an electron.d.ts and a host of its own.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type ElectronUse,
  eventsOf,
  exportsOf,
  proofOf,
  staticsOf,
  usesProblems,
} from "../../scripts/electron-api-proof.ts";
import { findUses } from "../../scripts/electron-api-scan.ts";

const DECLARATIONS = `declare namespace Electron {
  class View {
    /**
     * Moved.
     * @platform darwin,win32
     */
    on(event: 'moved', listener: () => void): this;
    on(event: 'gone', listener: () => void): this;
  }

  class BrowserWindow extends View {
    /**
     * Old.
     * @deprecated
     */
    on(event: 'old', listener: () => void): this;
    static getAllWindows(): BrowserWindow[];
    /**
     * @platform win32
     */
    flash(options: FlashOptions): Outcome;
    /**
     * @deprecated Use flash.
     */
    blink(): void;
    show(): void;
  }

  interface FlashOptions {
    times?: number;
    /**
     * @platform darwin
     */
    bounce?: boolean;
  }

  interface Outcome {
    done: boolean;
  }

  namespace CrossProcessExports {
    class BrowserWindow extends Electron.BrowserWindow {}
    type View = Electron.View;
  }
}
declare module "electron" {
  export = Electron.CrossProcessExports;
}
`;

const MAIN = `import { BrowserWindow } from "electron";
const [window] = BrowserWindow.getAllWindows();
if (window) {
  const { done } = window.flash({ times: 2, bounce: true });
  if (done) window.blink();
  window.on("moved", () => {});
  window.on("old", () => {});
  window.on("neverAtAll", () => {});
}
`;

const root = realpathSync(mkdtempSync(join(tmpdir(), "cadran-api-test-")));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

let uses: ElectronUse[];
beforeAll(() => {
  write("node_modules/electron/package.json", '{"name":"electron","version":"1.0.0","types":"electron.d.ts"}');
  write("node_modules/electron/electron.d.ts", DECLARATIONS);
  write(
    "tsconfig.node.json",
    JSON.stringify({
      compilerOptions: { module: "esnext", moduleResolution: "bundler", strict: true, types: [], noEmit: true },
      include: ["src-main", "src-preload"],
    }),
  );
  write("src-main/main.ts", MAIN);
  write("src-preload/preload.ts", "export {};\n");
  write("src-main/host/electron/quiet.ts", "export const nothing = { show: 1 }.show;\n");
  uses = findUses(root, DECLARATIONS);
});

const names = () => uses.map(({ owner, member, event }) => `${owner}.${event ?? member}`);

test("finds methods, statics, options given, results taken apart, events and exports, and nothing else", () => {
  expect(names()).toEqual([
    "BrowserWindow.blink",
    "BrowserWindow.flash",
    "BrowserWindow.getAllWindows",
    "BrowserWindow.moved",
    "BrowserWindow.neverAtAll",
    "BrowserWindow.old",
    "FlashOptions.bounce",
    "FlashOptions.times",
    "Outcome.done",
    "electron.BrowserWindow",
  ]);
  expect(uses[0]?.where).toEqual(["src-main/main.ts:5"]);
});

test("says what exists on some systems alone", () => {
  const limited = uses.filter(({ platforms }) => platforms.length > 0);
  expect(limited.map(({ member, event, platforms }) => [event ?? member, ...platforms])).toEqual([
    ["flash", "win32"],
    ["moved", "darwin", "win32"],
    ["bounce", "darwin"],
  ]);
});

test("refuses what is deprecated, and an event that nobody documents", () => {
  expect(usesProblems(uses)).toEqual([
    "deprecated: BrowserWindow.blink at src-main/main.ts:5",
    'no such event: BrowserWindow "neverAtAll" at src-main/main.ts:8',
    'deprecated: BrowserWindow "old" at src-main/main.ts:7',
  ]);
});

test("a class has the events of the class it extends", () => {
  expect([...(eventsOf(DECLARATIONS).get("BrowserWindow")?.keys() ?? [])].sort()).toEqual(["gone", "moved", "old"]);
});

test("the proof names each member where the stand-in has it: on the object, on its class, among the exports", () => {
  const proof = proofOf(uses, staticsOf(DECLARATIONS), exportsOf(DECLARATIONS));
  expect(proof).toContain('Offers<InstanceType<StandIn["BrowserWindow"]>, "blink" | "flash">');
  expect(proof).toContain('Offers<StandIn["BrowserWindow"], "getAllWindows">');
  expect(proof).toContain('Offers<StandIn, "BrowserWindow">');
  expect(proof).not.toContain("Outcome");
});

test("a scan that sees nothing of Electron is no proof", () => {
  write("src-main/main.ts", "export {};\n");
  expect(() => findUses(root, DECLARATIONS)).toThrow("no use of Electron found");
});
