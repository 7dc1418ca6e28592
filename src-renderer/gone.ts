// Everything was erased: there is nothing to show any more, whatever page this was.
import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
let isGone = false;

/** From now on. */
export function setGone(): void {
  isGone = true;
  for (const tell of listeners) tell();
}

/** @returns true once it is so */
export function useGone(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isGone,
  );
}
