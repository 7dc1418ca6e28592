// Turns the files of page/ into the two scripts every page gets: one for its own world, one for the preload's isolated world.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import type { PreloadSetup } from "./page/preload-world.ts";

export const WORLD = "Electron Isolated Context";
export const BINDING = "__electronStandinIpc";
export const DELIVER = "__electronStandinDeliver";

/** A page file as plain script text: no types, no imports, its exports turned into locals. */
function pageText(name: string): string {
  const source = readFileSync(join(import.meta.dirname, "page", `${name}.ts`), "utf8");
  return stripTypeScriptTypes(source)
    .replace(/^import [^;]*;$/gm, "")
    .replace(/^export /gm, "");
}

const bridgeSide = pageText("bridge-side");
const permissions = pageText("permissions");
const preloadWorld = pageText("codec") + permissions + pageText("preload-world");

/** Top frames only, as Electron without nodeIntegrationInSubFrames.
 *  @param preload its text is spliced in as a function: eval would be subject to the page's CSP, even in an isolated world */
export function pageScripts(preload: { path: string; source: string } | undefined): { main: string; isolated: string } {
  const secret = JSON.stringify(randomBytes(12).toString("hex"));
  const process = {
    type: "renderer",
    sandboxed: true,
    contextIsolated: true,
    platform: globalThis.process.platform,
    arch: globalThis.process.arch,
    versions: { ...globalThis.process.versions },
    env: {},
  };
  const setup: PreloadSetup = { binding: BINDING, deliver: DELIVER, preloadPath: preload?.path ?? "", process };
  const preloadFunction = `function (require, process, global, exports, module) {${preload?.source ?? ""}\n}`;
  return {
    main: `(() => { if (window.top !== window) return;
      ${bridgeSide}\n${permissions}
      askPermissionsFirst(new BridgeSide(${secret}, "main")); })();`,
    isolated: `(() => { if (window.top !== window || !globalThis[${JSON.stringify(BINDING)}]) return;
      const PRELOAD = ${preloadFunction};
      (() => { ${bridgeSide}\n${preloadWorld}
        runPreload(${JSON.stringify(setup)}, PRELOAD, new BridgeSide(${secret}, "isolated")); })(); })();`,
  };
}
