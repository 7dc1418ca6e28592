// Which local changes can go out by themselves. Pure.
import type { CalendarSyncState } from "../src-preload/contract/sync.ts";

/** How many wait to be sent: one in conflict waits for a decision instead, and is counted there. */
export const toSend = ({ pending, conflicts }: Pick<CalendarSyncState, "pending" | "conflicts">) =>
  Math.max(0, pending - conflicts);
