// Where a message is shown and with which flags: what the server has, with the user's deeds on top (mail rule 52).
import { applyDelta, DELETED, type FlagDelta, type Flags } from "./flags.ts";

/** A place on the server. */
export interface BasePlace {
  readonly folderId: number;
  readonly flags: Flags;
}

/** A deed that the server does not have, in the order of filing. */
export interface PendingDeed {
  readonly kind: "flag" | "move" | "remove";
  readonly folderId: number;
  readonly toFolderId: number | null;
  readonly delta: FlagDelta;
  /** It was sent once or is on its way: nothing can be changed about it any more. */
  readonly begun: boolean;
  /** The server moved it and has not shown it in the other folder yet: its flags when it left. */
  readonly landed?: Flags;
}

/** A message in a folder as it is shown. */
export interface ShownLine {
  readonly folderId: number;
  /** Where another deed on this line has to be filed: a move that has not begun is changed rather than followed by another.
   *  Several where copies met in one folder. */
  readonly originIds: readonly number[];
  readonly flags: Flags;
  readonly pending: boolean;
}

/** base ⊕ deeds. @param away the folder that snoozed messages lie in, and those it takes them from; absent: not snoozed */
export function shownLines(
  places: readonly BasePlace[],
  deeds: readonly PendingDeed[],
  away?: { readonly folderId: number; readonly takes: (folderId: number) => boolean },
): ShownLine[] {
  const lines = new Map<number, ShownLine>();
  for (const { folderId, flags } of places) put(lines, { folderId, originIds: [folderId], flags, pending: false });
  for (const deed of deeds) apply(lines, deed);
  const shown = [...lines.values()].filter(({ flags }) => (flags.bits & DELETED) === 0);
  if (!away) return shown;
  const kept = new Map<number, ShownLine>();
  for (const line of shown) put(kept, away.takes(line.folderId) ? { ...line, folderId: away.folderId } : line);
  return [...kept.values()];
}

/** Two copies in one folder are one line: read when both are. */
function put(lines: Map<number, ShownLine>, line: ShownLine): void {
  const other = lines.get(line.folderId);
  lines.set(line.folderId, other ? merged(other, line) : line);
}

function merged(a: ShownLine, b: ShownLine): ShownLine {
  if (a.flags.bits & DELETED) return b;
  if (b.flags.bits & DELETED) return a;
  const either = a.flags.bits | b.flags.bits;
  const bits = (either & ~1) | (a.flags.bits & b.flags.bits & 1);
  const keywords = applyDelta(a.flags, { add: b.flags.keywords.split(" ").filter(Boolean), remove: [] }).keywords;
  const originIds = [...new Set([...a.originIds, ...b.originIds])];
  return { ...a, originIds, flags: { bits, keywords }, pending: a.pending || b.pending };
}

function apply(lines: Map<number, ShownLine>, deed: PendingDeed): void {
  const line = lines.get(deed.folderId);
  if (deed.kind === "flag") {
    if (line) lines.set(deed.folderId, { ...line, flags: applyDelta(line.flags, deed.delta), pending: true });
    return;
  }
  if (line && !deed.landed) lines.delete(deed.folderId);
  if (deed.kind === "remove" || deed.toFolderId === null) return;
  const flags = deed.landed ?? line?.flags;
  if (!flags || (deed.landed && lines.has(deed.toFolderId))) return;
  const isFirm = deed.begun || deed.landed !== undefined;
  const originIds = isFirm || !line ? [deed.toFolderId] : line.originIds;
  put(lines, { folderId: deed.toFolderId, originIds, flags, pending: true });
}
