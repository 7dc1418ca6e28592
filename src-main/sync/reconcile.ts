// Both sides did something to one event. Carries out what merge-plan.ts decides, inside the caller's transaction; the side
// that gives way is always in history (design §6.5).
import type { ConflictPolicy } from "../../src-preload/contract/calendars.ts";
import { sameMeaning } from "../domain/edit.ts";
import { completedHalf } from "../domain/half-arrived.ts";
import { closeConflict, conflictOf, declareConflict } from "../store/conflicts.ts";
import type { Database } from "../store/database.ts";
import {
  buryEvent,
  deleteEvent,
  type EventRow,
  type ServerVersion,
  UNSENT,
  updateEventText,
  updateVersion,
} from "../store/events.ts";
import { entriesOf, forgetIntents, release, settle } from "../store/outbox.ts";
import { differ, noteChanged, noteMerged, noteRemoved } from "./feed.ts";
import { intentsOf } from "./intake.ts";
import { lastModifiedMs, type MergePlan, planMerge, winnerOf } from "./merge-plan.ts";

/** Their version of an event that is edited here. */
export interface Theirs {
  readonly text: string;
  /** What the row is based on from now on; empty when they have it in another calendar still. */
  readonly version: Partial<ServerVersion>;
}

/** The versions here, where they are not simply the row's. */
export interface Mine {
  readonly base?: string | null;
  readonly text?: string;
  /** A write of these edits may have arrived by half (`CalendarProvider.writesInParts`). */
  readonly inParts?: boolean;
}

/** Pending edits meet a newer version of the server's. @throws Failure malformed; then nothing was stored */
export function meetEdit(
  db: Database,
  row: EventRow,
  theirs: Theirs,
  policy: ConflictPolicy,
  nowMs: number,
  here: Mine = {},
): void {
  const entries = entriesOf(db, row.id);
  const open = conflictOf(db, row.id);
  // While a conflict is open both versions are weighed against what they had in common before it.
  const base = open ? open.baseText : (here.base ?? row.baseText);
  const mine = open?.kind === "edited-both" ? open.mineText : (here.text ?? row.text);
  const madeMs = Math.max(0, ...entries.map((entry) => entry.createdMs)) || undefined;
  const edits = { intents: intentsOf(entries), madeMs };
  const isCut = here.inParts && base !== null && entries.some((entry) => entry.attempts > 0);
  const meant = isCut ? completedHalf(base, mine, theirs.text) : theirs.text;
  const plan = planMerge({ base: base ?? undefined, mine, theirs: meant }, policy, edits, nowMs);
  if (plan.do === "ask") {
    const versions = { kind: "edited-both", baseText: base, mineText: mine, theirsText: theirs.text } as const;
    declareConflict(db, row, { ...versions, fields: plan.fields }, nowMs);
    updateEventText(db, row, plan.text, theirs.version);
    return;
  }
  const text = plan.do === "same" ? meant : plan.text;
  note(db, row, plan, { mine, theirs: meant }, nowMs);
  updateEventText(db, row, text, theirs.version);
  closeConflict(db, row.id);
  if (theirs.version.baseText && sameMeaning(text, theirs.text)) settle(db, row.id, Number.MAX_SAFE_INTEGER);
  else release(db, row.id, nowMs);
  // Wishes that lost are not made again on a later version.
  if (plan.do === "decided" && plan.winner === "theirs") forgetIntents(db, row.id);
}

function note(
  db: Database,
  row: EventRow,
  plan: Exclude<MergePlan, { do: "ask" }>,
  { mine, theirs }: { mine: string; theirs: string },
  nowMs: number,
): void {
  if (plan.do === "decided") noteMerged(db, row, { text: plan.lost, cause: "overruled" }, plan.text, nowMs);
  else {
    const after = plan.do === "same" ? theirs : plan.text;
    if (differ(mine, after)) noteMerged(db, row, { text: mine, cause: "merged" }, after, nowMs);
  }
}

/** Deleted here, changed there since. @returns whether it is shown again */
export function meetDeletion(
  db: Database,
  row: EventRow,
  theirs: { readonly text: string; readonly version: ServerVersion },
  policy: ConflictPolicy,
  nowMs: number,
): boolean {
  const open = conflictOf(db, row.id);
  // Written anew without a change, for instance by the server itself: the deletion goes on.
  if (sameMeaning(theirs.text, open?.theirsText ?? row.baseText ?? "")) {
    updateVersion(db, row.id, theirs.version);
    return false;
  }
  const mineMs = entriesOf(db, row.id).at(-1)?.createdMs ?? row.removedMs ?? undefined;
  const winner = winnerOf(policy, { mineMs, theirsMs: lastModifiedMs(theirs.text) }, "theirs");
  if (winner === "mine") {
    noteMerged(db, row, { text: theirs.text, cause: "overruled" }, theirs.text, nowMs);
    updateVersion(db, row.id, theirs.version);
    if (row.removedMs === null) buryEvent(db, row, nowMs);
    closeConflict(db, row.id);
    release(db, row.id, nowMs);
    return false;
  }
  if (winner === "theirs") {
    settle(db, row.id, Number.MAX_SAFE_INTEGER);
    closeConflict(db, row.id);
    noteChanged(db, row, theirs.text, nowMs);
  } else {
    const [baseText, mineText] = open ? [open.baseText, open.mineText] : [row.baseText, row.text];
    const versions = { kind: "removed-here", baseText, mineText, theirsText: theirs.text, fields: [] } as const;
    declareConflict(db, row, versions, nowMs);
  }
  updateEventText(db, row, theirs.text, theirs.version);
  return true;
}

/** Edited here, deleted there. @returns whether it is gone here too */
export function meetRemoval(db: Database, row: EventRow, policy: ConflictPolicy, nowMs: number): boolean {
  const entries = entriesOf(db, row.id);
  // Brought back here after a removal of our own that may have arrived: it is made again.
  if (entries.some((entry) => entry.kind === "create")) {
    updateVersion(db, row.id, UNSENT);
    return false;
  }
  // Nobody says when a deletion was made: with `newest` the edit is kept.
  const winner = winnerOf(policy, { mineMs: entries.at(-1)?.createdMs, theirsMs: undefined });
  if (winner === "theirs") {
    noteRemoved(db, row, "overruled", nowMs);
    deleteEvent(db, row.id);
    return true;
  }
  const baseText = conflictOf(db, row.id)?.baseText ?? row.baseText;
  updateVersion(db, row.id, UNSENT);
  if (winner === "mine") {
    if (closeConflict(db, row.id)) release(db, row.id, nowMs);
    return false;
  }
  const versions = { kind: "removed-there", baseText, mineText: row.text, theirsText: null, fields: [] } as const;
  declareConflict(db, row, versions, nowMs);
  return false;
}
