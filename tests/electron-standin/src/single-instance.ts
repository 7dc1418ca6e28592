// The single-instance lock: an O_EXCL file instead of Chromium's ProcessSingleton, decided at once as Electron does. A second
// instance drops its command line in an inbox that the first one watches.
import { mkdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a second instance says. */
export interface SecondInstance {
  readonly argv: string[];
  readonly cwd: string;
}

/** @returns false when another living process holds the folder; that one hears of us */
export function lockFolder(folder: string, onSecond: (second: SecondInstance) => void): boolean {
  const inbox = join(folder, "standin-inbox");
  mkdirSync(inbox, { recursive: true });
  if (!takeFile(join(folder, "standin-lock"))) {
    const note = join(inbox, `${process.pid}.json`);
    const second: SecondInstance = { argv: process.argv, cwd: process.cwd() };
    // Renamed into place, so that the watcher never reads half of it.
    writeFileSync(`${note}.tmp`, JSON.stringify(second));
    renameSync(`${note}.tmp`, note);
    return false;
  }
  watch(inbox, { persistent: false }, (_event, name) => {
    if (!name?.endsWith(".json")) return;
    const second = takeNote(join(inbox, name));
    if (second) onSecond(second);
  });
  return true;
}

/** Gives the folder free. */
export function unlockFolder(folder: string): void {
  rmSync(join(folder, "standin-lock"), { force: true });
}

function takeFile(file: string): boolean {
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return true;
    } catch {
      if (isAlive(file)) return false;
      rmSync(file, { force: true });
    }
  }
}

function isAlive(file: string): boolean {
  try {
    process.kill(Number(readFileSync(file, "utf8")), 0);
    return true;
  } catch {
    return false;
  }
}

/** A rename is seen twice by some watchers: the second time the note is gone. */
function takeNote(file: string): SecondInstance | undefined {
  try {
    const second = JSON.parse(readFileSync(file, "utf8")) as SecondInstance;
    rmSync(file);
    return second;
  } catch {
    return undefined;
  }
}
