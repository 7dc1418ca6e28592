// Where MSAL keeps accounts and tokens between runs: one AES-256-GCM file of the data folder, its key in the vault.
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ICachePlugin, TokenCacheContext } from "@azure/msal-node";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { World } from "../provider.ts";

const FILE = "microsoft-tokens.bin";
const UNREADABLE = "microsoft-tokens.unreadable.bin";
/** All it ever writes. */
export const TOKEN_FILES = [FILE, `${FILE}.tmp`, UNREADABLE] as const;
/** The key of the file, by its name in the keychain. */
export const TOKENS_KEY_NAME = "microsoft-tokens";
/** Binds a file to its purpose: no other encrypted file opens as this one. */
const PURPOSE = Buffer.from("cadran:microsoft-tokens");
const VERSION = 1;
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + IV_BYTES + TAG_BYTES;

/** MSAL's cache over `microsoft-tokens.bin`: `[version][12 iv][16 tag][ciphertext]`. A file that cannot be read counts as
 *  "nobody signed in" and is kept aside. With a vault that forgets, no file is touched: tokens last as long as the run.
 *  Its methods throw Failure storage or disk-full. */
export function createTokenCache(world: Pick<World, "folder" | "vault">): ICachePlugin {
  const lock = createLock();
  const held = new WeakMap<TokenCacheContext, () => void>();
  const isKept = world.vault.kind !== "memory";
  let state: string | undefined;
  return {
    // MSAL empties and refills its memory between these two calls: nobody else may come between them.
    async beforeCacheAccess(context) {
      const release = await lock();
      try {
        state ??= isKept ? await load(world) : "";
        context.tokenCache.deserialize(state);
        held.set(context, release);
      } catch (error) {
        release();
        throw error;
      }
    },
    // MSAL calls this even when the other one failed.
    async afterCacheAccess(context) {
      const release = held.get(context);
      held.delete(context);
      try {
        if (release === undefined || !context.cacheHasChanged) return;
        state = context.tokenCache.serialize();
        if (isKept) await save(world, state);
      } finally {
        release?.();
      }
    },
  };
}

/** One at a time, in turn. @returns a function that resolves, when it is the caller's turn, to the release */
function createLock(): () => Promise<() => void> {
  let last: Promise<void> = Promise.resolve();
  return async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = last;
    last = promise;
    await before;
    return resolve;
  };
}

/** MSAL's own text; empty when there is none, or none that can be read. */
async function load({ folder, vault }: Pick<World, "folder" | "vault">): Promise<string> {
  const bytes = await guarded(() => readFile(join(folder, FILE)).catch(absent));
  if (bytes === undefined) return "";
  // A vault that does not answer now may answer later: that throws, and the file stays.
  const key = await keyIn(vault);
  const text = key === undefined ? undefined : decrypt(bytes, key);
  if (text !== undefined) return text;
  await guarded(() => rename(join(folder, FILE), join(folder, UNREADABLE)));
  return "";
}

async function save({ folder, vault }: Pick<World, "folder" | "vault">, text: string): Promise<void> {
  const stored = await keyIn(vault);
  const key = stored ?? randomBytes(KEY_BYTES);
  if (stored === undefined) await vault.set(TOKENS_KEY_NAME, key.toString("base64"));
  const path = join(folder, FILE);
  await guarded(async () => {
    await mkdir(folder, { recursive: true });
    // A leftover keeps the mode it was made with.
    await rm(`${path}.tmp`, { force: true });
    const file = await open(`${path}.tmp`, "wx", 0o600);
    try {
      await file.writeFile(encrypt(text, key));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.tmp`, path);
  });
}

async function keyIn(vault: World["vault"]): Promise<Buffer | undefined> {
  const key = Buffer.from((await vault.get(TOKENS_KEY_NAME)) ?? "", "base64");
  return key.length === KEY_BYTES ? key : undefined;
}

function encrypt(text: string, key: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(PURPOSE);
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), body]);
}

/** Undefined for anything this code did not write with this key. */
function decrypt(bytes: Buffer, key: Buffer): string | undefined {
  if (bytes.length < HEAD_BYTES || bytes[0] !== VERSION) return undefined;
  try {
    const iv = bytes.subarray(1, 1 + IV_BYTES);
    const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: TAG_BYTES }).setAAD(PURPOSE);
    decipher.setAuthTag(bytes.subarray(1 + IV_BYTES, HEAD_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(HEAD_BYTES)), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isFull = error instanceof Error && "code" in error && error.code === "ENOSPC";
    throw isFull
      ? new Failure("disk-full", {}, { cause: error })
      : new Failure("storage", { detail: "the file of sign-ins cannot be read or written" }, { cause: error });
  }
}
