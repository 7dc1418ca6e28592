// What a server's news means for a row here: one truth table, no I/O (knowledge R15, R95-R97; design §6.2, §6.5).

/** The row's side of the table. */
export interface LocalSide {
  readonly etag: string | null;
  /** The server had it when last seen. */
  readonly known: boolean;
  readonly pending: boolean;
  /** Its deletion waits to be sent, or for a decision. */
  readonly removed: boolean;
}

/** `insert` a new row · `ignore`: nothing new · `replace` what is shown · `merge` with the pending edits ·
 *  `contest`: deleted here, changed there since. */
export type ItemPlan = "insert" | "ignore" | "replace" | "merge" | "contest";

/** @param local undefined when there is no row for this key */
export function planItem(local: LocalSide | undefined, remoteEtag: string | undefined): ItemPlan {
  if (!local) return "insert";
  const sameVersion = remoteEtag !== undefined && remoteEtag === local.etag;
  if (sameVersion) return "ignore";
  if (local.removed) return "contest";
  return local.pending ? "merge" : "replace";
}

/** `drop` the row, with its text kept in history · `contest`: edited here, deleted there · `ignore`: the server never had
 *  it, or is known to have it no more. */
export type RemovalPlan = "drop" | "contest" | "ignore";

/** For a key that the server no longer has. @param local undefined when there is no row for it */
export function planRemoval(local: LocalSide | undefined): RemovalPlan {
  if (!local) return "ignore";
  if (local.removed) return "drop";
  if (!local.pending) return "drop";
  return local.known ? "contest" : "ignore";
}

const FEW = 10;
const SHARE = 0.3;
/** A calendar of so few events may well be emptied in earnest. */
const SMALL = 3;

/** Would so many deletions at once look like a fault of the server rather than somebody's wish? More than ten and 30 %
 *  (design §6.2), or all of a calendar (R95), unless it is a small one. */
export function isMassDeletion(removed: number, total: number): boolean {
  return removed > Math.max(FEW, total * SHARE) || (total > SMALL && removed >= total);
}

/** The same outward (R96). Emptying a calendar of ten by hand is nobody's accident: only the share counts. */
export function isMassRemoval(removed: number, total: number): boolean {
  return removed > Math.max(FEW, total * SHARE);
}
