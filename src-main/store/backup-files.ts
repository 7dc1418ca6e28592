// The folder `backups` beside the data file: copies under a name that says what they are, readable by their owner alone. A copy
// has its name only once it is whole, on the disk and checked.
import {
  chmodSync,
  closeSync,
  copyFileSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { Failure } from "../../src-preload/contract/failure.ts";
import {
  type BackupName,
  backupName,
  backupObstacle,
  backupsToDrop,
  type KeptBackup,
  newestFirst,
  readBackupName,
} from "./backup-plan.ts";

/** The data file's name in its folder. */
export const DATA_FILE = "cadran.sqlite";
/** What SQLite keeps beside a file that is open, or was not closed. */
export const BESIDE = ["-wal", "-shm"] as const;

/** Where the copies are. */
export function backupFolder(folder: string): string {
  return join(folder, "backups");
}

/** Those that are kept, the newest first; none where the folder cannot be read: it must keep nobody from the data file. */
export function listBackups(folder: string): KeptBackup[] {
  const home = backupFolder(folder);
  const kept = namesIn(home).flatMap((name) => {
    const said = readBackupName(name);
    const size = said && statSync(join(home, name), { throwIfNoEntry: false })?.size;
    return said && size !== undefined ? [{ ...said, name, sizeBytes: size }] : [];
  });
  return newestFirst(kept);
}

function namesIn(home: string): string[] {
  try {
    return readdirSync(home);
  } catch {
    return [];
  }
}

/** The number that the next one has. @param known of the last one that the data file knows of */
export function nextBackupNumber(folder: string, known: number): number {
  return Math.max(known, listBackups(folder)[0]?.number ?? 0) + 1;
}

/** Makes room and a place for a copy.
 *  @returns path of the draft to write, see `keepBackup`
 *  @throws Failure disk-full, too-large, storage */
export function beginBackup(folder: string): string {
  try {
    const home = backupFolder(folder);
    mkdirSync(home, { recursive: true, mode: 0o700 });
    chmodSync(home, 0o700);
    sweepDrafts(home);
    const { bavail, bsize } = statfsSync(home);
    const obstacle = backupObstacle(dataBytes(folder), bavail * bsize);
    if (obstacle === "no-room") throw new Failure("disk-full");
    if (obstacle) throw new Failure("storage", { detail: "too large for a daily copy" });
    return join(home, "copy.part");
  } catch (error) {
    throw fileFailure(error);
  }
}

/** Gives a checked copy its name and lets old ones go. @throws Failure disk-full, storage; then the draft is gone */
export function keepBackup(folder: string, draft: string, made: BackupName): KeptBackup {
  try {
    const name = backupName(made);
    chmodSync(draft, 0o600);
    flush(draft);
    renameSync(draft, join(backupFolder(folder), name));
    flush(backupFolder(folder));
    const kept = listBackups(folder);
    for (const old of backupsToDrop(kept, made.madeMs)) rmSync(join(backupFolder(folder), old), { force: true });
    return { ...made, name, sizeBytes: kept.find((one) => one.name === name)?.sizeBytes ?? 0 };
  } catch (error) {
    dropDraft(draft);
    throw fileFailure(error);
  }
}

/** A copy that was not finished goes, with what SQLite left beside it. */
export function dropDraft(draft: string): void {
  for (const end of ["", ...BESIDE, "-journal"]) rmSync(`${draft}${end}`, { force: true });
}

/** Copies a file and waits until it is on the disk. */
export function copyToDisk(from: string, to: string): void {
  copyFileSync(from, to);
  chmodSync(to, 0o600);
  flush(to);
}

/** Waits until a file, or the names in a folder, are on the disk. Windows cannot say so of folders. */
export function flush(path: string): void {
  const isFolder = statSync(path).isDirectory();
  if (isFolder && process.platform === "win32") return;
  const handle = openSync(path, isFolder ? "r" : "r+");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Bytes of the data file and its log. */
function dataBytes(folder: string): number {
  const sizeOf = (name: string) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
  return sizeOf(DATA_FILE) + sizeOf(`${DATA_FILE}-wal`);
}

/** Node's errors about files as Failures. */
export function fileFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const { code } = error as { code?: unknown };
  if (code === "ENOSPC" || code === "EDQUOT" || code === "SQLITE_FULL") {
    return new Failure("disk-full", {}, { cause: error });
  }
  return new Failure("storage", { detail: typeof code === "string" ? code : String(error) }, { cause: error });
}

function sweepDrafts(home: string): void {
  for (const name of readdirSync(home)) if (name.startsWith("copy.part")) rmSync(join(home, name), { force: true });
}
