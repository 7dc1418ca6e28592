// The categories met in this window's editor, the last one first: what is offered next time. A convenience, no truth.
const KEY = "cadran.categories";
const MOST = 60;

/** What to offer. */
export function knownCategories(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Remembers categories of an event that was opened or saved. */
export function rememberCategories(met: readonly string[]): void {
  if (met.length === 0) return;
  try {
    localStorage.setItem(KEY, JSON.stringify([...new Set([...met, ...knownCategories()])].slice(0, MOST)));
  } catch {
    // Not allowed to keep anything: then nothing is offered.
  }
}
