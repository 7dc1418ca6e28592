// Marking articles read or unread, as many as there are.
import { useCall } from "../live.tsx";

/** Articles asked for or marked at once. */
export const PAGE = 500;

/** @returns marks them. @throws Failure */
export function useMark(): (ids: readonly number[], read: boolean) => Promise<void> {
  const call = useCall();
  return async (ids, read) => {
    for (let at = 0; at < ids.length; at += PAGE) {
      await call("feeds.markRead", { ids: ids.slice(at, at + PAGE), read });
    }
  };
}
