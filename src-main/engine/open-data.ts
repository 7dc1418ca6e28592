// From a data folder to an open database, whatever state the last end left it in.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { FailureData } from "../../src-preload/contract/failure.ts";
import {
  beginBackup,
  copyToDisk,
  DATA_FILE,
  dropDraft,
  fileFailure,
  keepBackup,
  listBackups,
  nextBackupNumber,
} from "../store/backup-files.ts";
import { findDamage, forgetDamage, isDamage, wrongWithin } from "../store/damage.ts";
import { type Database, openDatabase } from "../store/database.ts";
import { type FileState, noteBackup, stateOf } from "../store/file-state.ts";
import { finishRestore, isRestoring, orderRestore, type RestorePlace } from "../store/restore.ts";

/** Open and of this version's form. */
export interface OpenedData {
  readonly db: Database;
  /** Why there is no copy from before a migration. */
  readonly failure?: FailureData;
}

/** Opens the data file: a restore that was begun is finished, damage is looked for and repaired from a backup, and a migration
 *  is preceded by one.
 *  @throws Failure newer-database, disk-full, storage; then nothing was lost */
export function openData(place: RestorePlace): OpenedData {
  const { folder, migrations } = place;
  if (isRestoring(folder)) finishRestore(place);
  else if (isGone(folder)) restore(place, "missing");
  else if (findDamage(folder) !== undefined) restore(place, "damage");
  forgetDamage(folder);
  const open = () => openDatabase(join(folder, DATA_FILE), migrations);
  try {
    const state = existsSync(join(folder, DATA_FILE)) ? stateOf(join(folder, DATA_FILE), migrations) : undefined;
    if (state && isOlderThanBackup(folder, state)) {
      restore(place, "damage", { isOlder: true });
      return { db: open() };
    }
    const failure = state && copyBeforeMigration(place, state);
    return { db: open(), ...(failure && { failure }) };
  } catch (error) {
    if (!isDamage(error)) throw error;
    restore(place, "damage");
    return { db: open() };
  }
}

function restore(place: RestorePlace, cause: "damage" | "missing", more: { readonly isOlder?: true } = {}): void {
  orderRestore(place.folder, cause, place.nowMs, more);
  finishRestore(place);
}

/** Whoever wants to start over takes the whole folder away, the backups with it. */
function isGone(folder: string): boolean {
  return !existsSync(join(folder, DATA_FILE)) && listBackups(folder).length > 0;
}

/** Its log was lost, or an older file was put in its place. */
function isOlderThanBackup(folder: string, { lastBackup }: FileState): boolean {
  return (listBackups(folder)[0]?.number ?? 0) > lastBackup;
}

/** Before a later version changes the form of the file. Its lack is told; it keeps nobody from going on. */
function copyBeforeMigration(
  { folder, nowMs }: RestorePlace,
  { isBehind, applied, lastBackup }: FileState,
): FailureData | undefined {
  if (!isBehind || applied === 0) return undefined;
  let draft: string | undefined;
  try {
    // Nobody has it open, and its log is part of it by now: a plain copy is whole.
    draft = beginBackup(folder);
    const number = nextBackupNumber(folder, lastBackup);
    noteBackup(join(folder, DATA_FILE), number);
    copyToDisk(join(folder, DATA_FILE), draft);
    const wrong = wrongWithin(draft);
    if (wrong !== undefined) throw new Error(wrong);
    keepBackup(folder, draft, { number, kind: "update", madeMs: nowMs, schema: applied });
    return undefined;
  } catch (error) {
    if (draft !== undefined) dropDraft(draft);
    return fileFailure(error).toData();
  }
}
