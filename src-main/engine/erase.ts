// Erases what is kept on this computer: the mark first, then secrets, then files, the mark last. Can begin again at any point.
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readEraseMark, removeEraseMark, writeEraseMark } from "../host/erase-mark.ts";
import type { Vault } from "../ports.ts";
import { TOKEN_FILES, TOKENS_KEY_NAME } from "../providers/graph/token-cache.ts";
import { listAccounts, secretName } from "../store/accounts.ts";
import type { Database } from "../store/database.ts";

/** Everything the engine keeps in its folder; what else lies there is not ours. The lock goes last: it is held until then. */
const OWN = [
  ...["cadran.sqlite", "cadran.sqlite-wal", "cadran.sqlite-shm", "cadran.sqlite-journal", "mail-blobs"],
  ...TOKEN_FILES,
  ...["backups", "cadran.damage"],
  ...["cadran.lock", "cadran.lock.new"],
];
/** Copies and what was set aside: their names hold a time. */
const ASIDE = /^(?:damaged-|before-restore-|restore\.json|restoring\.sqlite|salvage\.sqlite)/;
const LOCK = ["engine.lock", "engine.lock-journal", "engine.lock-wal", "engine.lock-shm"];

/** From now on nothing of this folder is to stay. The engine is to close next. */
export function beginErase(db: Database, folder: string): void {
  const secrets = [...listAccounts(db).map(({ id }) => secretName(id)), TOKENS_KEY_NAME];
  writeEraseMark(folder, { secrets, files: true });
}

/** Does what the mark says, if there is one. The data file is closed. Secrets that the keychain does not let go of are tried
 *  again at the next start. */
export async function finishErase(folder: string, vault: Vault): Promise<void> {
  const mark = readEraseMark(folder);
  if (!mark) return;
  const left: string[] = [];
  for (const name of mark.secrets) await vault.remove(name).catch(() => left.push(name));
  if (mark.files) {
    const aside = readdirSync(folder).filter((name) => ASIDE.test(name));
    for (const name of [...aside, ...OWN]) rmSync(join(folder, name), { recursive: true, force: true });
  }
  // What was a vault in memory forgets by itself.
  if (left.length > 0) writeEraseMark(folder, { secrets: left, files: false });
  else removeEraseMark(folder);
}

/** The lock's own files, once nobody holds it. */
export function removeLock(folder: string): void {
  for (const name of LOCK) rmSync(join(folder, name), { force: true });
}
