// `browser.json` in the data folder: how `cadran open` finds the browser host that runs on it. Mode 0600, gone when the host stops.
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

interface HostFile {
  readonly pid: number;
  readonly port: number;
  /** Proof for POST /token. */
  readonly adminKey: string;
}

/** Writes the file, replacing one that a killed host left. */
export async function writeHostFile(dataDir: string, file: HostFile): Promise<void> {
  const path = pathIn(dataDir);
  // Removed first: mode is only honoured when the file is new.
  await rm(path, { force: true });
  await writeFile(path, JSON.stringify(file), { mode: 0o600 });
}

/** @returns undefined when no browser host left its file there, or it cannot be read */
export async function readHostFile(dataDir: string): Promise<HostFile | undefined> {
  try {
    const { pid, port, adminKey } = JSON.parse(await readFile(pathIn(dataDir), "utf8"));
    const isWhole = typeof pid === "number" && typeof port === "number" && typeof adminKey === "string";
    return isWhole ? { pid, port, adminKey } : undefined;
  } catch {
    return undefined;
  }
}

/** Removes the file; fine when it is gone. */
export async function removeHostFile(dataDir: string): Promise<void> {
  await rm(pathIn(dataDir), { force: true });
}

function pathIn(dataDir: string): string {
  return join(dataDir, "browser.json");
}
