// Backups of the open data file: one a day by itself, one when somebody asks, and going back to one.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Backup, BackupKind, BackupState } from "../../src-preload/contract/backups.ts";
import { Failure, type FailureData } from "../../src-preload/contract/failure.ts";
import type { Clock } from "../ports.ts";
import {
  beginBackup,
  DATA_FILE,
  dropDraft,
  fileFailure,
  keepBackup,
  listBackups,
  nextBackupNumber,
} from "../store/backup-files.ts";
import { isBackupDue, type KeptBackup } from "../store/backup-plan.ts";
import { markDamage } from "../store/damage.ts";
import type { Database } from "../store/database.ts";
import { readFact, writeFact } from "../store/facts.ts";
import { orderRestore } from "../store/restore.ts";

interface BackupDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly folder: string;
  /** The engine has to end: the next one goes on from what is written down. */
  readonly onEnd: (why: "damaged" | "restore") => void;
  /** Why there is no copy from before the last migration. */
  readonly failure: FailureData | undefined;
}

type CopyAnswer = { readonly schema?: number; readonly damaged?: boolean; readonly code?: string };

/** After the start: what a person waits for first comes first. */
const SETTLED_MS = 5 * 60_000;
/** How often it is looked whether one is due: a machine that slept is not a day older for a timer. */
const LOOK_MS = 3_600_000;

/** Made in a worker: a copy takes as long as the file is large. */
export class Backups {
  readonly #deps: BackupDeps;
  readonly #life = new AbortController();
  #failure: FailureData | undefined;
  #running: Promise<KeptBackup> | undefined;
  #worker: Worker | undefined;
  #ended = false;

  constructor(deps: BackupDeps) {
    this.#deps = deps;
    this.#failure = deps.failure;
    deps.db.onDamage(() => this.#damaged());
  }

  /** Begins to make one a day. */
  start(): void {
    void this.#daily();
  }

  /** What is under way is given up. */
  async stop(): Promise<void> {
    this.#life.abort();
    await this.#worker?.terminate();
    await this.#running?.catch(() => undefined);
  }

  state(): BackupState {
    const { db, folder } = this.#deps;
    const restored = readFact(db, "restored");
    return {
      backups: listBackups(folder).map(toBackup),
      running: this.#running !== undefined,
      ...(this.#failure && { failure: this.#failure }),
      ...(restored && { restored }),
    };
  }

  /** Makes one now; one that is under way is the one asked for.
   *  @throws Failure disk-full, damaged, storage, cancelled */
  async make(kind: BackupKind): Promise<Backup> {
    const { db } = this.#deps;
    this.#running ??= this.#copy(kind).finally(() => {
      this.#running = undefined;
      db.touch("backups");
    });
    db.touch("backups");
    try {
      const made = toBackup(await this.#running);
      this.#failure = undefined;
      return made;
    } catch (error) {
      const failure = fileFailure(error);
      if (failure.code !== "cancelled") this.#failure = failure.toData();
      throw failure;
    }
  }

  /** Writes down which one to go back to, and ends the engine. @throws Failure missing, damaged, disk-full, storage */
  restore(name: string): void {
    const { folder, clock } = this.#deps;
    orderRestore(folder, "hand", clock.nowMs(), { backup: name });
    this.#end("restore");
  }

  /** Somebody has read what happened. */
  noted(): void {
    const { db } = this.#deps;
    const restored = readFact(db, "restored");
    if (!restored) return;
    db.write(() => {
      writeFact(db, "restored", { ...restored, noted: true });
      db.touch("backups");
    });
  }

  async #daily(): Promise<void> {
    const { clock, folder } = this.#deps;
    const { signal } = this.#life;
    const sleep = (ms: number) => clock.sleep(ms, signal).catch(() => undefined);
    await sleep(SETTLED_MS);
    while (!signal.aborted) {
      // A failure is told by `state`; it is tried again an hour later.
      if (isBackupDue(listBackups(folder), clock.nowMs())) await this.make("daily").catch(() => undefined);
      await sleep(LOOK_MS);
    }
  }

  async #copy(kind: BackupKind): Promise<KeptBackup> {
    const { db, folder, clock } = this.#deps;
    const draft = beginBackup(folder);
    const number = nextBackupNumber(folder, readFact(db, "lastBackup") ?? 0);
    // Before the copy: the file never knows less than a copy of it.
    db.write(() => writeFact(db, "lastBackup", number));
    const { schema, damaged, code } = await this.#ask(join(folder, DATA_FILE), draft).finally(() => {
      if (this.#life.signal.aborted) dropDraft(draft);
    });
    if (schema !== undefined) {
      // What is in the copy is in the file itself, should its log get lost.
      db.prepare("PRAGMA wal_checkpoint(PASSIVE)").all();
      return keepBackup(folder, draft, { number, kind, madeMs: clock.nowMs(), schema });
    }
    dropDraft(draft);
    if (damaged) {
      this.#damaged();
      throw new Failure("damaged");
    }
    throw fileFailure({ code: code ?? "the copy cannot be read" });
  }

  #ask(file: string, draft: string): Promise<CopyAnswer> {
    return new Promise((resolve, reject) => {
      if (this.#life.signal.aborted) throw new Failure("cancelled");
      const worker = new Worker(workerFile(), { workerData: { file, draft } });
      this.#worker = worker;
      worker.once("message", resolve);
      worker.once("error", reject);
      worker.once("exit", () => reject(new Failure("cancelled")));
    });
  }

  #damaged(): void {
    markDamage(this.#deps.folder);
    this.#end("damaged");
  }

  #end(why: "damaged" | "restore"): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#deps.onEnd(why);
  }
}

const toBackup = ({ name, kind, madeMs, sizeBytes }: KeptBackup): Backup => ({ name, kind, madeMs, sizeBytes });

/** Beside this file while it runs as TypeScript; built, beside the engine's entry. */
function workerFile(): string {
  const here = import.meta.dirname;
  const places = ["backup-worker.ts", "backup-worker.js", "../backup-worker.js"].map((name) => join(here, name));
  const found = places.find((path) => existsSync(path));
  if (!found) throw new Failure("bug", { detail: "the worker that copies the data file is missing" });
  return found;
}
