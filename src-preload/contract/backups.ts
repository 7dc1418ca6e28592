// Copies of the data file: those that are kept, making one, going back to one, and what happened when that was done.
import { z } from "zod";
import { EpochMs } from "./shapes.ts";
import { FailureShape } from "./sync.ts";

/** `daily`: by itself. `hand`: somebody asked for it. `update`: before another version of Cadran changed the file's form. */
export const BackupKind = z.enum(["daily", "hand", "update"]);
export type BackupKind = z.output<typeof BackupKind>;

/** A copy of the data file that is kept. */
export const Backup = z.object({
  /** File name in the folder `backups`; names it in backups.restore. */
  name: z.string().regex(/^[\w.-]{1,120}$/),
  kind: BackupKind,
  madeMs: EpochMs,
  sizeBytes: z.number().int(),
});
export type Backup = z.output<typeof Backup>;

/** `damage`: the data file could not be read. `missing`: it was gone. `hand`: somebody asked for an earlier state. */
export const RestoreCause = z.enum(["damage", "missing", "hand"]);
export type RestoreCause = z.output<typeof RestoreCause>;

/** How the file that is open came to be, where it is not the one that was open before. */
export const Restored = z.object({
  cause: RestoreCause,
  atMs: EpochMs,
  /** When the backup was made that it began from; absent: there was none, it began empty. */
  stateMs: EpochMs.optional(),
  /** Folder beside the data file in which the former file is, untouched; absent: there was none. */
  aside: z.string().optional(),
  /** Rows brought over from the former file: what had not reached a server and, after damage, what exists only here. */
  carried: z.number().int(),
  /** Part of what waited to be sent could not be read any more. */
  incomplete: z.boolean(),
  /** Somebody has read it. */
  noted: z.boolean(),
});
export type Restored = z.output<typeof Restored>;

/** Answer of `backups.list`. */
export const BackupState = z.object({
  /** The newest first. */
  backups: z.array(Backup),
  /** One is being made. */
  running: z.boolean(),
  /** Why the last one was not made. */
  failure: FailureShape.optional(),
  restored: Restored.optional(),
});
export type BackupState = z.output<typeof BackupState>;
