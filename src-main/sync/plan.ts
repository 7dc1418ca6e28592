// What a server's news means for a row here: one truth table, no I/O (knowledge R15, R95, R97; design §6.2, §6.5).

/** The row's side of the table. */
export interface LocalSide {
  readonly etag: string | null;
  readonly removed: boolean;
  readonly pending: boolean;
}

/** `insert` a new row · `ignore`: nothing new · `replace` what is shown · `replay` pending edits on the new version ·
 *  `resurrect`: deleted here, but changed there since: show it again. */
export type ItemPlan = "insert" | "ignore" | "replace" | "replay" | "resurrect";

/** @param local undefined when there is no row for this key */
export function planItem(local: LocalSide | undefined, remoteEtag: string | undefined): ItemPlan {
  if (!local) return "insert";
  const sameVersion = remoteEtag !== undefined && remoteEtag === local.etag;
  if (sameVersion) return "ignore";
  if (local.removed) return "resurrect";
  return local.pending ? "replay" : "replace";
}

/** `drop` the row, with its text kept in history · `recreate`: edited here, deleted there: the edit wins, the object is
 *  made again · `ignore`: never had it. */
export type RemovalPlan = "drop" | "recreate" | "ignore";

export function planRemoval(local: LocalSide | undefined): RemovalPlan {
  if (!local) return "ignore";
  return local.pending && !local.removed ? "recreate" : "drop";
}

const FEW = 10;
const SHARE = 0.3;

/** Would so many deletions at once look like a fault of the server rather than somebody's wish? */
export function isMassDeletion(removed: number, total: number): boolean {
  return removed > Math.max(FEW, total * SHARE);
}
