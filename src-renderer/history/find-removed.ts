// Which removed events a search finds. Pure.
import type { HistoryEntry } from "../../src-preload/contract/history.ts";

const folded = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Those whose title or calendar has every word of the query, accents and case aside. */
export function findRemoved(
  entries: readonly HistoryEntry[],
  query: string,
  calendarName: (entry: HistoryEntry) => string,
): readonly HistoryEntry[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries;
  return entries.filter((entry) => {
    const text = folded(`${entry.title} ${calendarName(entry)}`);
    return words.every((word) => text.includes(word));
  });
}
