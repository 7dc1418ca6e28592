// Starts the app at login, hidden, as the settings say: by the system's own list, or on Linux by a file of ours.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname } from "node:path";
import { app } from "electron";
import { autostartFile, autostartText } from "./autostart.ts";
import { HIDDEN } from "./life.ts";
import { note } from "./log.ts";

/** @param wanted undefined: nobody has chosen, what is there stays @param folderArguments that name the data folder */
export function setLoginItem(wanted: boolean | undefined, folderArguments: readonly string[]): void {
  if (wanted === undefined) return;
  const args = [...folderArguments, HIDDEN];
  try {
    if (process.platform === "linux") writeAutostart(wanted, args);
    // macOS passes no arguments: it says itself that it started the app (`wasOpenedAtLogin`).
    else if (process.platform === "darwin") app.setLoginItemSettings({ openAtLogin: wanted });
    else app.setLoginItemSettings({ openAtLogin: wanted, args: args.map((argument) => `"${argument}"`) });
  } catch (error) {
    note("login-item.failed", { error: String(error) });
  }
}

function writeAutostart(wanted: boolean, args: readonly string[]): void {
  const file = autostartFile(process.env, homedir());
  if (!wanted) {
    rmSync(file, { force: true });
    return;
  }
  // An AppImage runs from a folder that is mounted for this run alone.
  const program = process.env.APPIMAGE ?? process.execPath;
  const text = autostartText([program, ...(app.isPackaged ? [] : [app.getAppPath()]), ...args]);
  if (readIfThere(file) === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
