// What the person has taken note of, where nothing else can be done about it. Only a mark of the view.
import { useState } from "react";

const KEY = "cadran.attention.noted";

function stored(): readonly string[] {
  try {
    return (localStorage.getItem(KEY) ?? "").split(" ").filter(Boolean);
  } catch {
    return [];
  }
}

/** @returns the kinds that were noted, and how to note one */
export function useDismissed(): { readonly dismissed: readonly string[]; readonly dismiss: (kind: string) => void } {
  const [dismissed, setDismissed] = useState(stored);
  const dismiss = (kind: string) => {
    const next = [...new Set([...dismissed, kind])];
    setDismissed(next);
    try {
      localStorage.setItem(KEY, next.join(" "));
    } catch {
      // Without storage it is said again at the next start.
    }
  };
  return { dismissed, dismiss };
}
