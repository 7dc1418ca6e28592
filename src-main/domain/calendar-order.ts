// Which calendars the sidebar lists, and in what order (design §5).
import type { Calendar, HiddenReason } from "../../src-preload/contract/calendars.ts";

/** The place of a calendar that the user gave none: after those with one, by name. */
export const UNORDERED = 1_000_000;

type Listed = Pick<Calendar, "accountId" | "name" | "kind" | "syncEnabled" | "order">;

/** Calendars of these names come with an account by themselves; without a sync they are only noise. */
const SHOWN_WHILE_SYNCED = new Set(["privée", "privee", "default"]);

/** Why a calendar is not listed; undefined when it is.
 *  @param hasSync false on this device only */
export function hiddenReason(
  { name, kind, syncEnabled }: Pick<Listed, "name" | "kind" | "syncEnabled">,
  hasSync: boolean,
): HiddenReason | undefined {
  if (kind !== "personal" || !SHOWN_WHILE_SYNCED.has(name.trim().normalize("NFC").toLowerCase())) return undefined;
  if (!hasSync) return "not-synced";
  return syncEnabled ? undefined : "sync-off";
}

/** Synced ones first, then groups, then missions, then the rest; inside, the user's own order, then the name.
 *  @param locale language of the names' order; the system's when absent */
export function byListing(locale?: string): (a: Listed, b: Listed) => number {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  return (a, b) => rank(a) - rank(b) || a.order - b.order || compare(a.name, b.name);
}

function rank({ syncEnabled, kind }: Listed): number {
  if (syncEnabled) return 0;
  return kind === "group" ? 1 : kind === "mission" ? 2 : 3;
}
