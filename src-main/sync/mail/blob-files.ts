// Files of the folder `mail-blobs`: attachments fetched on demand, named by what is in them, readable by their owner alone.
import { createHash } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../../../src-preload/contract/failure.ts";

/** The disk's side; which files are needed is store/mail/blobs.ts. */
export interface BlobFiles {
  /** @returns sha256, hex. @throws Failure disk-full, storage */
  write(bytes: Uint8Array): Promise<string>;
  /** Undefined when it is not there, or not what its name says. */
  read(sha256: string): Promise<Uint8Array | undefined>;
  remove(sha256: string): Promise<void>;
}

/** @param folder the data folder */
export function blobFiles(folder: string): BlobFiles {
  const home = join(folder, "mail-blobs");
  const fileOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Failure("storage", { detail: "a file name that is none" });
    return join(home, sha256);
  };
  return {
    async write(bytes) {
      const sha256 = hashOf(bytes);
      try {
        await mkdir(home, { recursive: true, mode: 0o700 });
        await replace(fileOf(sha256), bytes);
      } catch (error) {
        throw storageFailure(error);
      }
      return sha256;
    },
    async read(sha256) {
      const bytes = await readFile(fileOf(sha256)).catch(() => undefined);
      return bytes && hashOf(bytes) === sha256 ? bytes : undefined;
    },
    remove: (sha256) => rm(fileOf(sha256), { force: true }),
  };
}

/** Half a file under the right name would be worse than none. */
async function replace(file: string, bytes: Uint8Array): Promise<void> {
  const draft = `${file}.new`;
  const handle = await open(draft, "w", 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}

const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

function storageFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const code = (error as { code?: unknown }).code;
  if (code === "ENOSPC" || code === "EDQUOT") return new Failure("disk-full", {}, { cause: error });
  return new Failure("storage", { detail: typeof code === "string" ? code : "mail-blobs" }, { cause: error });
}
