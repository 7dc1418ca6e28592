// The mark of an erase that has begun: a file in the data folder, made before anything goes and gone last, so that what a crash
// interrupts is finished at the next start. It names the secrets that go, never what they are.
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

export interface EraseMark {
  /** Secrets of the keychain by name. */
  readonly secrets: readonly string[];
  /** False once the files are gone, and only secrets are left that a keychain did not let go of. */
  readonly files: boolean;
}

const fileIn = (folder: string) => join(folder, "erase.pending");

/** On disk when it returns. */
export function writeEraseMark(folder: string, mark: EraseMark): void {
  const draft = `${fileIn(folder)}.new`;
  const file = openSync(draft, "w", 0o600);
  try {
    writeSync(file, JSON.stringify(mark));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, fileIn(folder));
  syncFolder(folder);
}

/** Undefined: nothing is being erased. One that cannot be read still says that the files are to go. */
export function readEraseMark(folder: string): EraseMark | undefined {
  if (!existsSync(fileIn(folder))) return undefined;
  try {
    const { secrets, files } = JSON.parse(readFileSync(fileIn(folder), "utf8")) as Partial<EraseMark>;
    const names = Array.isArray(secrets) ? secrets.filter((name) => typeof name === "string") : [];
    return { secrets: names, files: files !== false };
  } catch {
    return { secrets: [], files: true };
  }
}

/** Is the data of this folder being erased? */
export function isBeingErased(folder: string): boolean {
  return readEraseMark(folder)?.files === true;
}

export function removeEraseMark(folder: string): void {
  rmSync(`${fileIn(folder)}.new`, { force: true });
  rmSync(fileIn(folder), { force: true });
}

/** The new name is on disk too; Windows has no such thing for folders. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
