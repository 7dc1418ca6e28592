// What others changed since this window last looked. Only a mark of the view: it may be lost without harm.
import { useState } from "react";
import type { ChangeEntry } from "../../src-preload/contract/conflicts.ts";

const KEY = "cadran.changes.seen";

function seenMs(): number {
  try {
    return Number(localStorage.getItem(KEY) ?? 0) || 0;
  } catch {
    return 0;
  }
}

/** @returns how many entries are newer than the last look, and how to have looked */
export function useUnread(changes: readonly ChangeEntry[]): { readonly unread: number; readonly look: () => void } {
  const [seen, setSeen] = useState(seenMs);
  const look = () => {
    const newest = Math.max(seen, ...changes.map(({ atMs }) => atMs));
    setSeen(newest);
    try {
      localStorage.setItem(KEY, String(newest));
    } catch {
      // Storage may be closed to the page; then the dot comes back at the next start.
    }
  };
  return { unread: changes.filter(({ atMs }) => atMs > seen).length, look };
}
