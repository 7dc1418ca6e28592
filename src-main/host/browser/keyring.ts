// Secrets of one run of the browser host: tokens that open a page once, keys that pages then hold. Never on disk.
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

const MAX_TOKENS = 32;

interface Keyring {
  /** A new one-time token for a page's address. Only the newest 32 unused ones stay good. */
  mintToken(): string;
  /** Spends a token. @returns the page's key (192 bits), or undefined when the token is unknown or spent */
  exchange(token: string): string | undefined;
  /** Was this key given out by this run? */
  accepts(key: string): boolean;
}

/** 192 random bits, fit for a URL. */
export function mintSecret(): string {
  return randomBytes(24).toString("base64url");
}

/** Compares without telling by its duration how much of the secret was right. */
export function isSameSecret(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

/** An empty ring. Keys live as long as the process: a page reloads with the one it has. */
export function createKeyring(): Keyring {
  const tokens: string[] = [];
  const keys: string[] = [];
  return {
    mintToken() {
      const token = mintSecret();
      tokens.push(token);
      if (tokens.length > MAX_TOKENS) tokens.shift();
      return token;
    },
    exchange(token) {
      const at = tokens.findIndex((known) => isSameSecret(known, token));
      if (at < 0) return undefined;
      tokens.splice(at, 1);
      const key = mintSecret();
      keys.push(key);
      return key;
    },
    accepts: (key) => keys.some((known) => isSameSecret(known, key)),
  };
}

function digest(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
