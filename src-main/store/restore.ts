// Going back to a backup, so that a kill at any moment loses nothing: the order is written down first, the file that takes the
// other's place is made whole beside it, and only then do names change. Whoever opens the folder finishes what was begun.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RestoreCause } from "../../src-preload/contract/backups.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { BESIDE, backupFolder, copyToDisk, DATA_FILE, fileFailure, flush, listBackups } from "./backup-files.ts";
import { readBackupName } from "./backup-plan.ts";
import { type CarriedOver, carryOver } from "./carry-over.ts";
import { forgetDamage, wrongWithin } from "./damage.ts";
import { type DamagedFile, openDamaged } from "./damaged-rows.ts";
import { type Database, openDatabase } from "./database.ts";
import { writeFact } from "./facts.ts";
import { keepHorizon } from "./occurrences.ts";
import { settleRestored } from "./settle-restored.ts";

interface Order {
  readonly cause: RestoreCause;
  readonly atMs: number;
  /** Folder for the former file. */
  readonly aside: string;
  /** Name of the backup; absent: there is none that is good. */
  readonly backup?: string;
  readonly stateMs?: number;
  /** The former file is older than the backup: what it holds has been overtaken. */
  readonly isOlder?: true;
  /** The new file is whole. */
  readonly ready?: true;
}

/** Where and when. */
export interface RestorePlace {
  readonly folder: string;
  readonly migrations: string;
  readonly nowMs: number;
  readonly zone: string;
  /** Tests stop here. */
  readonly onStep?: (step: string) => void;
}

const ORDER = "restore.json";
const NEW_FILE = "restoring.sqlite";
const COPY = "salvage.sqlite";
const FILES = ["-wal", "-shm", ""].map((end) => `${DATA_FILE}${end}`);

/** Writes down that the folder goes back to a backup: `finishRestore` does it, now or after the next start.
 *  @param more.backup its name; absent: the newest one that is good, or none
 *  @param more.isOlder the file that is there is older than the backups
 *  @throws Failure missing, damaged, disk-full, storage; then nothing was changed */
export function orderRestore(
  folder: string,
  cause: RestoreCause,
  nowMs: number,
  { backup, isOlder }: { readonly backup?: string; readonly isOlder?: true } = {},
): void {
  const all = listBackups(folder);
  const good = all.filter(({ name }) => backup === undefined || name === backup);
  if (backup !== undefined && good.length === 0) throw new Failure("missing", { what: "item" });
  const chosen = good.find(({ name }) => wrongWithin(join(backupFolder(folder), name)) === undefined);
  if (backup !== undefined && !chosen) throw new Failure("damaged");
  const from = { ...(chosen && { backup: chosen.name, stateMs: chosen.madeMs }), ...(isOlder && { isOlder }) };
  try {
    writeOrder(folder, { cause, atMs: nowMs, aside: freeName(folder, cause, nowMs), ...from });
  } catch (error) {
    throw fileFailure(error);
  }
}

/** Is there something begun? */
export function isRestoring(folder: string): boolean {
  return existsSync(join(folder, ORDER));
}

/** Does what was ordered, from wherever it stands. Nobody has the data file open.
 *  @throws Failure disk-full, storage; the next try goes on from there, and the former file is where it was or set aside whole */
export function finishRestore(place: RestorePlace): void {
  const { folder, onStep = () => {} } = place;
  try {
    let order = readOrder(folder);
    if (!order.ready) {
      build(place, order);
      onStep("built");
      order = { ...order, ready: true };
      writeOrder(folder, order);
      onStep("ready");
    }
    if (existsSync(join(folder, NEW_FILE))) changePlaces(folder, order.aside, onStep);
    for (const end of ["", ...BESIDE]) rmSync(join(folder, `${COPY}${end}`), { force: true });
    forgetDamage(folder);
    onStep("swept");
    rmSync(join(folder, ORDER));
    flush(folder);
  } catch (error) {
    throw fileFailure(error);
  }
}

/** The log goes first: beside another file it would be taken for that one's. */
function changePlaces(folder: string, aside: string, onStep: (step: string) => void): void {
  for (const name of FILES) {
    if (!existsSync(join(folder, name))) continue;
    mkdirSync(join(folder, aside), { recursive: true, mode: 0o700 });
    renameSync(join(folder, name), join(folder, aside, name));
    onStep(`aside ${name}`);
  }
  if (existsSync(join(folder, aside))) flush(join(folder, aside));
  renameSync(join(folder, NEW_FILE), join(folder, DATA_FILE));
  flush(folder);
  onStep("renamed");
}

/** Makes the new file beside the former one. Nothing that the former one holds can keep it from being made. */
function build(place: RestorePlace, order: Order): void {
  const file = join(place.folder, NEW_FILE);
  const backup = order.backup === undefined ? undefined : join(backupFolder(place.folder), order.backup);
  for (const withRows of [true, false]) {
    for (const end of ["", ...BESIDE]) rmSync(`${file}${end}`, { force: true });
    if (backup !== undefined) copyToDisk(backup, file);
    place.onStep?.("copied");
    const former = withRows && !order.isOlder ? openFormer(place.folder, order.backup) : undefined;
    try {
      fill(place, order, file, former);
    } catch (error) {
      if (!withRows) throw error;
      continue;
    } finally {
      former?.close();
    }
    if (wrongWithin(file) === undefined) break;
    if (!withRows) throw new Failure("damaged");
  }
  flush(file);
}

/** A copy of the former file, to read from; undefined where there is none, or no room for it, or what it holds has been overtaken. */
function openFormer(folder: string, backup: string | undefined): DamagedFile | undefined {
  const twin = backup === undefined ? undefined : join(backupFolder(folder), backup);
  try {
    for (const name of FILES) {
      const copy = join(folder, name.replace(DATA_FILE, COPY));
      rmSync(copy, { force: true });
      if (existsSync(join(folder, name)) && !name.endsWith("-shm")) copyToDisk(join(folder, name), copy);
    }
    const former = existsSync(join(folder, COPY)) ? openDamaged(join(folder, COPY), twin) : undefined;
    if (!former || (backup !== undefined && isOlderThan(former, readBackupName(backup)?.number ?? 0))) {
      former?.close();
      return undefined;
    }
    return former;
  } catch (error) {
    if (fileFailure(error).reason !== "disk-full") throw error;
    return undefined;
  }
}

/** Damaged and without its log, or put there: what it says was left to send may have been sent before the backup was made. */
function isOlderThan(former: DamagedFile, number: number): boolean {
  const { rows, whole } = former.rows("facts");
  const known = rows.find(({ key }) => key === "lastBackup")?.value;
  return known === undefined ? whole && rows.length > 0 : Number(known) < number;
}

function fill(place: RestorePlace, order: Order, file: string, former: DamagedFile | undefined): void {
  const { zone, onStep } = place;
  const db = openDatabase(file, place.migrations);
  try {
    keepHorizon(db, order.atMs, zone);
    const isByHand = order.cause === "hand";
    db.write(() => {
      const carried = former ? carryOver(db, former, isByHand) : NOTHING_FOUND;
      settleRestored(db, carried, { isEmpty: order.backup === undefined, isByHand }, order.atMs);
      note(db, place.folder, order, carried);
    });
    onStep?.("carried");
  } finally {
    db.close();
  }
}

const NOTHING_FOUND: CarriedOver = { count: 0, incomplete: true, found: new Map() };

function note(db: Database, folder: string, order: Order, { count, incomplete }: CarriedOver): void {
  const { cause, atMs, aside, stateMs } = order;
  const from = { ...(stateMs !== undefined && { stateMs }), ...(cause !== "missing" && { aside }) };
  writeFact(db, "lastBackup", listBackups(folder)[0]?.number ?? 0);
  writeFact(db, "restored", { cause, atMs, ...from, carried: count, incomplete, noted: false });
}

function freeName(folder: string, cause: RestoreCause, nowMs: number): string {
  const base = `${cause === "hand" ? "before-restore" : "damaged"}-${new Date(nowMs).toISOString().replace(/\.\d+|[-:]/g, "")}`;
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}-${n}`;
    if (!existsSync(join(folder, name))) return name;
  }
}

function readOrder(folder: string): Order {
  return JSON.parse(readFileSync(join(folder, ORDER), "utf8")) as Order;
}

function writeOrder(folder: string, order: Order): void {
  const draft = join(folder, `${ORDER}.new`);
  writeFileSync(draft, JSON.stringify(order), { mode: 0o600 });
  flush(draft);
  renameSync(draft, join(folder, ORDER));
  flush(folder);
}
