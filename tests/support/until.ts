import { vi } from "vitest";

/** Longer than anything that comes takes on a machine with other work; what never comes fails then. */
const PATIENCE_MS = 15_000;

/** Waits for what `check` expects, asked again until it no longer throws. @returns what it returned */
export function until<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: PATIENCE_MS });
}
