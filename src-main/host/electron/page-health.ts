// A page whose process crashes or hangs is loaded again: what was written is in the drafts that the page keeps as one types.
import type { BrowserWindow } from "electron";
import { afterPageCrash } from "./life.ts";
import { note } from "./log.ts";

/** A page may be busy for a moment; after this it is not coming back by itself. */
const HUNG_MS = 15_000;

/** @param onGivenUp it stops again and again: reloading does not help */
export function keepAlive(window: BrowserWindow, onGivenUp: () => void): void {
  const { webContents } = window;
  let crashesMs: number[] = [];
  let hung: NodeJS.Timeout | undefined;
  webContents.on("render-process-gone", (_event, { reason, exitCode }) => {
    clearTimeout(hung);
    if (reason === "clean-exit" || window.isDestroyed()) return;
    note("page.gone", { reason, exitCode });
    const nowMs = Date.now();
    crashesMs = [...crashesMs.slice(-9), nowMs];
    if (afterPageCrash(crashesMs, nowMs) === "reload")
      setImmediate(() => !window.isDestroyed() && webContents.reload());
    else onGivenUp();
  });
  window.on("unresponsive", () => {
    note("page.hangs");
    clearTimeout(hung);
    // Ended so, it is gone, which loads it again.
    hung = setTimeout(() => !window.isDestroyed() && webContents.forcefullyCrashRenderer(), HUNG_MS);
  });
  window.on("responsive", () => clearTimeout(hung));
  window.on("closed", () => clearTimeout(hung));
}
