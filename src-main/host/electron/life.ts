// When the app lives on without a window, and when it starts without one. Pure.
import type { DesktopSettings } from "../../../src-preload/contract/settings.ts";

/** The switch a start at login gives. */
export const HIDDEN = "--hidden";

/** Does closing the last window leave the app running? As chosen; by itself where the tray leads back to it. */
export function staysAlive(settings: DesktopSettings | undefined, hasTray: boolean): boolean {
  return settings?.background ?? hasTray;
}

/** @param wasOpenedAtLogin what macOS says, which gives no switch */
export function startsHidden(argv: readonly string[], wasOpenedAtLogin: boolean): boolean {
  return argv.includes(HIDDEN) || wasOpenedAtLogin;
}

/** After a crash of a page: load it again, unless that does not help.
 *  @param crashesMs of the last minute and before, this one included */
export function afterPageCrash(crashesMs: readonly number[], nowMs: number): "reload" | "give-up" {
  return crashesMs.filter((atMs) => nowMs - atMs < 60_000).length > 3 ? "give-up" : "reload";
}
