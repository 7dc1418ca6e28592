// Secrets that live for this run only: what remains when there is no keychain.
import type { Vault } from "../../ports.ts";

/** An empty vault, forgotten with the process. */
export function memoryVault(): Vault {
  const secrets = new Map<string, string>();
  return {
    kind: "memory",
    get: async (name) => secrets.get(name),
    set: async (name, secret) => void secrets.set(name, secret),
    remove: async (name) => void secrets.delete(name),
  };
}
