// Chooses the vault at start-up: the keychain when it truly keeps a secret, else memory. Never a plain file (design §4).
import { randomUUID } from "node:crypto";
import type { Vault } from "../../ports.ts";
import { type Keytar, keychainVault, loadKeytar } from "./keychain.ts";
import { memoryVault } from "./memory.ts";

const TIMEOUT_MS = 3_000;

/** Opens the system's keychain, tried out with a probe entry; without one, a vault that forgets when the engine stops.
 *  Takes at most `timeoutMs`. Never throws.
 *  @param options.load finds keytar; tests give a fake */
export async function openVault(options: { load?: () => Keytar | undefined; timeoutMs?: number } = {}): Promise<Vault> {
  const { load = loadKeytar, timeoutMs = TIMEOUT_MS } = options;
  const keytar = load();
  if (!keytar) return memoryVault();
  const keychain = keychainVault(keytar, timeoutMs);
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs);
  });
  const works = await Promise.race([keepsSecrets(keychain), deadline]);
  clearTimeout(timer);
  return works ? keychain : memoryVault();
}

async function keepsSecrets(vault: Vault): Promise<boolean> {
  // A name of its own: two engines starting together must not see each other's probe.
  const name = `probe-${randomUUID()}`;
  try {
    await vault.set(name, name);
    const kept = await vault.get(name);
    await vault.remove(name);
    return kept === name;
  } catch {
    return false;
  }
}
