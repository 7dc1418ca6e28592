// Entry of the worker that copies the data file and looks the copy through: started by backups.ts for one copy. Reading beside the
// engine's own connection holds up neither reads nor writes (WAL).
import { parentPort, workerData } from "node:worker_threads";
import Sqlite from "better-sqlite3";
import { dropDraft, flush } from "../store/backup-files.ts";
import { isDamage, wrongWithin } from "../store/damage.ts";

/** What backups.ts gives and gets. */
interface CopyOrder {
  readonly file: string;
  readonly draft: string;
}
type CopyAnswer =
  | { readonly schema: number }
  /** The copy is not good: the file it was made of is damaged, or the copy alone. */
  | { readonly damaged: boolean }
  | { readonly code: string };

async function copy({ file, draft }: CopyOrder): Promise<CopyAnswer> {
  dropDraft(draft);
  const source = new Sqlite(file, { readonly: true });
  try {
    // In one step: a moment's state, whatever is written meanwhile.
    await source.backup(draft, { progress: () => 0x7fffffff });
    const made = new Sqlite(draft);
    try {
      made.pragma("journal_mode = DELETE");
      const { n } = made.prepare("SELECT count(*) AS n FROM __drizzle_migrations").get() as { n: number };
      flush(draft);
      if (wrongWithin(draft) === undefined) return { schema: n };
    } finally {
      made.close();
    }
    return { damaged: wrongWithin(file) !== undefined };
  } finally {
    source.close();
  }
}

const answer = (value: CopyAnswer) => parentPort?.postMessage(value);
copy(workerData as CopyOrder).then(answer, (error: unknown) => {
  dropDraft((workerData as CopyOrder).draft);
  if (isDamage(error)) answer({ damaged: true });
  else answer({ code: error instanceof Error && "code" in error ? String(error.code) : String(error) });
});
