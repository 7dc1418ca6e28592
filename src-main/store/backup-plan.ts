// Which backups to make and which to let go. Pure: the clock may be wrong, so age decides only what is worth making and which
// one stands for "last week"; order is by number.
import type { BackupKind } from "../../src-preload/contract/backups.ts";

/** What the name of a backup says. */
export interface BackupName {
  /** Grows with every backup of a folder, whatever the clock says. */
  readonly number: number;
  readonly madeMs: number;
  readonly kind: BackupKind;
  /** How many migrations the file has had. */
  readonly schema: number;
}

/** A backup that is there; `name` is its file's. */
export interface KeptBackup extends BackupName {
  readonly name: string;
  readonly sizeBytes: number;
}

const DAY_MS = 86_400_000;
const GIB = 1024 ** 3;
const DAILIES = 3;
const BY_HAND = 3;
const BEFORE_UPDATE = 1;
/** One of the older ones stays until it is older than this: there is always one from before the last few days. */
const WEEKLY_MS = 14 * DAY_MS;
/** All of them together; the newest good one stays in any case. */
const ALL_BYTES = 8 * GIB;
/** Left free for the data file itself. */
const RESERVE_BYTES = GIB;
/** Above this a copy a day costs more than it is worth: what is large is mail, which its server gives again. */
const LARGEST_BYTES = 4 * GIB;

const NAME = /^(\d{4,9})-(\d{8}T\d{6}Z)-(daily|hand|update)-(\d{1,6})\.sqlite$/;

/** `0007-20261123T200227Z-daily-5.sqlite`. */
export function backupName({ number, madeMs, kind, schema }: BackupName): string {
  const at = new Date(madeMs).toISOString().replace(/\.\d+|[-:]/g, "");
  return `${String(number).padStart(4, "0")}-${at}-${kind}-${schema}.sqlite`;
}

/** @returns undefined for any other file */
export function readBackupName(name: string): BackupName | undefined {
  const [, number, at, kind, schema] = NAME.exec(name) ?? [];
  if (number === undefined || at === undefined) return undefined;
  const madeMs = Date.parse(at.replace(/^(....)(..)(..T..)(..)(..Z)$/, "$1-$2-$3:$4:$5"));
  if (Number.isNaN(madeMs)) return undefined;
  return { number: Number(number), madeMs, kind: kind as BackupKind, schema: Number(schema) };
}

/** The newest first. */
export function newestFirst<T extends BackupName>(backups: readonly T[]): T[] {
  return backups.toSorted((a, b) => b.number - a.number);
}

/** Is it time for the backup of the day? Also when the newest is from the future: the clock was wrong then, or is now. */
export function isBackupDue(backups: readonly BackupName[], nowMs: number): boolean {
  const [newest] = newestFirst(backups);
  return newest === undefined || Math.abs(nowMs - newest.madeMs) >= DAY_MS;
}

/** Why none is made now; undefined: nothing is in the way.
 *  @param dataBytes size of the data file, log included · @param freeBytes free on its disk */
export function backupObstacle(dataBytes: number, freeBytes: number): "too-large" | "no-room" | undefined {
  if (dataBytes > LARGEST_BYTES) return "too-large";
  return dataBytes + Math.min(RESERVE_BYTES, dataBytes * 2) > freeBytes ? "no-room" : undefined;
}

/** Names of those to let go: three of each day, one some one or two weeks old, three made by hand and the one from before the last
 *  update stay, as long as all of them find room. */
export function backupsToDrop(backups: readonly KeptBackup[], nowMs: number): string[] {
  const ordered = newestFirst(backups);
  const ofKind = (kind: BackupKind) => ordered.filter((backup) => backup.kind === kind);
  const dailies = ofKind("daily");
  const older = dailies.slice(DAILIES);
  const weekly = older.findLast(({ madeMs }) => Math.abs(nowMs - madeMs) <= WEEKLY_MS) ?? older[0];
  const wanted = [
    ...ordered.slice(0, 1),
    ...ofKind("update").slice(0, BEFORE_UPDATE),
    ...dailies.slice(0, DAILIES),
    ...(weekly ? [weekly] : []),
    ...ofKind("hand").slice(0, BY_HAND),
  ];
  const kept = new Set<string>();
  let bytes = 0;
  for (const { name, sizeBytes } of wanted) {
    if (kept.has(name)) continue;
    if (kept.size > 0 && bytes + sizeBytes > ALL_BYTES) continue;
    kept.add(name);
    bytes += sizeBytes;
  }
  return ordered.filter(({ name }) => !kept.has(name)).map(({ name }) => name);
}
