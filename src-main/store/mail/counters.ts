// Numbers of folders: kept, never counted. Gathered over a transaction and written once per folder.
import type { Database } from "../database.ts";
import { perDatabase } from "../prepared.ts";

interface Numbers {
  /** Of entries. */
  readonly total?: number;
  readonly unread?: number;
  readonly flagged?: number;
  /** Of thread_folders. */
  readonly threads?: number;
  /** Of placements. */
  readonly stored?: number;
  readonly wanted?: number;
}

const update = perDatabase((db) =>
  db.prepare(`UPDATE mail_folders SET total = total + @total, unread = unread + @unread, flagged = flagged + @flagged,
    threads = threads + @threads, stored = stored + @stored, wanted = wanted + @wanted WHERE id = @folderId`),
);

/** What a transaction adds to the numbers of folders. Write it before the transaction ends. */
export class Tally {
  readonly #byFolder = new Map<number, Required<Numbers>>();

  count(folderId: number, by: Numbers): void {
    const sum = this.#byFolder.get(folderId) ?? { total: 0, unread: 0, flagged: 0, threads: 0, stored: 0, wanted: 0 };
    this.#byFolder.set(folderId, {
      total: sum.total + (by.total ?? 0),
      unread: sum.unread + (by.unread ?? 0),
      flagged: sum.flagged + (by.flagged ?? 0),
      threads: sum.threads + (by.threads ?? 0),
      stored: sum.stored + (by.stored ?? 0),
      wanted: sum.wanted + (by.wanted ?? 0),
    });
  }

  write(db: Database): void {
    if (this.#byFolder.size === 0) return;
    for (const [folderId, sum] of this.#byFolder) update(db).run({ folderId, ...sum });
    this.#byFolder.clear();
    db.touch("mail", "folders");
  }
}
