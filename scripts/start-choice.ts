// Which host `npm start` uses, and the reason it gives. Pure: the facts come from start.mjs.
import { hasDisplay } from "../src-main/host/system-browser.ts";

export interface StartFacts {
  /** --browser was given. */
  readonly isBrowserAsked: boolean;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
}

/** `electron` still depends on its binary: start.mjs asks for it only then, since that may mean a download. */
export type Choice =
  | { readonly host: "browser"; readonly reason: string }
  | { readonly host: "electron"; readonly reason: string };

/** Decides by what costs nothing to know. */
export function chooseHost({ isBrowserAsked, platform, env, isRoot }: StartFacts): Choice {
  if (isBrowserAsked) return { host: "browser", reason: "as asked" };
  if (!hasDisplay(platform, env)) return { host: "browser", reason: "there is no display for Electron's window" };
  // Chromium refuses to sandbox root, and Cadran does not open mail without a sandbox.
  if (platform === "linux" && isRoot) return { host: "browser", reason: "Electron's sandbox does not work as root" };
  return { host: "electron", reason: "its binary is here and there is a display" };
}

/** How Electron ended soon after its start.
 *  @returns why the browser host takes over; undefined when Electron ran and ended as it should */
export function electronTrouble(code: number | null, signal: string | null): string | undefined {
  // 126 and 127: the loader found a library missing. A crash signal: no usable sandbox or display.
  if (code === 126 || code === 127) return `Electron cannot be run here (exit code ${code})`;
  if (signal === null || ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"].includes(signal)) return undefined;
  return `Electron cannot be run here (${signal})`;
}
