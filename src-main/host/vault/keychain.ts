// Secrets in the system's keychain (macOS Keychain, Windows Credential Manager, Secret Service) through keytar.
import { createRequire } from "node:module";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Vault } from "../../ports.ts";

/** What we use of keytar. Own types: the package is optional and may be absent. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

const SERVICE = "Cadran";

/** keytar when it is installed and its system library is there. */
export function loadKeytar(): Keytar | undefined {
  try {
    return createRequire(import.meta.url)("keytar") as Keytar;
  } catch {
    return undefined;
  }
}

/** A vault over the keychain. Each call that takes longer than `timeoutMs`, or is refused, throws Failure `storage`. */
export function keychainVault(keytar: Keytar, timeoutMs: number): Vault {
  const ask = <T>(work: () => Promise<T>) => within(work, timeoutMs);
  return {
    kind: "keychain",
    get: async (name) => (await ask(() => keytar.getPassword(SERVICE, name))) ?? undefined,
    set: (name, secret) => ask(() => keytar.setPassword(SERVICE, name, secret)),
    remove: async (name) => void (await ask(() => keytar.deletePassword(SERVICE, name))),
  };
}

/** A locked keychain may wait for a prompt nobody sees: nothing here waits longer than `timeoutMs`. */
async function within<T>(work: () => Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Failure("storage", { detail: "the keychain does not answer" })), timeoutMs);
  });
  try {
    return await Promise.race([work(), deadline]);
  } catch (error) {
    if (error instanceof Failure) throw error;
    // The message may come from the keychain, but never holds the secret: keytar passes on libsecret's own text.
    throw new Failure("storage", { detail: `the keychain refuses: ${(error as Error).message}` }, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
