// What was searched for in this session; it is gone with the window.
const KEY = "cadran.searches";
const KEPT = 6;

/** The last one first. */
export function recentSearches(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

/** Notes one that led somewhere. */
export function noteSearch(query: string): void {
  const said = query.trim();
  if (said === "") return;
  try {
    sessionStorage.setItem(
      KEY,
      JSON.stringify([said, ...recentSearches().filter((one) => one !== said)].slice(0, KEPT)),
    );
  } catch {
    // A page without storage forgets.
  }
}
