// The commands that were run last, in this browser or window.
const KEY = "cadran.palette";
const KEPT = 5;

/** Ids, the last one first. */
export function recentIds(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter((one) => typeof one === "string").slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

/** Notes that one was run. */
export function noteRecent(id: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify([id, ...recentIds().filter((one) => one !== id)].slice(0, KEPT)));
  } catch {
    // A page without storage forgets.
  }
}
