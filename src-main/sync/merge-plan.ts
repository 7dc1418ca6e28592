// Both sides changed an event: who gives way where they disagree. Pure (design §6.5, knowledge §3).
import type { ConflictPolicy } from "../../src-preload/contract/calendars.ts";
import type { FieldConflict } from "../../src-preload/contract/conflicts.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { sameMeaning } from "../domain/edit.ts";
import type { FieldChanges } from "../domain/event.ts";
import { type IcalComponent, type IcalText, parseIcal } from "../domain/ical-text.ts";
import { lineOf } from "../domain/ical-tree.ts";
import { momentOf, parseDateTime, wallToMs } from "../domain/ical-values.ts";
import { mergeVersions, type Versions } from "../domain/merge.ts";
import { replayIntents, type StoredIntent } from "../domain/replay.ts";

type Side = "mine" | "theirs";

/** When each side was changed, in epoch ms; undefined where nobody knows. */
export interface Times {
  readonly mineMs: number | undefined;
  readonly theirsMs: number | undefined;
}

/** Whose version stands where both cannot; undefined: a person decides.
 *  @param edited the side that edited while the other deleted: it wins when the times are not known */
export function winnerOf(policy: ConflictPolicy, { mineMs, theirsMs }: Times, edited: Side = "mine"): Side | undefined {
  switch (policy) {
    case "ask":
      return undefined;
    case "server":
      return "theirs";
    case "mine":
      return "mine";
    case "newest":
      if (mineMs === undefined || theirsMs === undefined) return edited;
      return theirsMs > mineMs ? "theirs" : "mine";
  }
}

/** When an object was last changed: the latest LAST-MODIFIED, else DTSTAMP, of its events (RFC 5545 §3.8.7); epoch ms. */
export function lastModifiedMs(text: string): number | undefined {
  const times = [...eventsOf(parseIcal(text))].flatMap((event) => {
    const line = lineOf(event, "LAST-MODIFIED") ?? lineOf(event, "DTSTAMP");
    const read = line && parseDateTime(line.value.trim());
    return read ? [wallToMs(momentOf(read))] : [];
  });
  return times.length > 0 ? Math.max(...times) : undefined;
}

function* eventsOf(parent: IcalText | IcalComponent): Generator<IcalComponent> {
  for (const node of parent.children) {
    if (node.type !== "component") continue;
    if (node.name === "VEVENT") yield node;
    else if (node.name === "VCALENDAR") yield* eventsOf(node);
  }
}

/** `same`: both say the same, theirs is taken · `merged`: nothing contradicts, or the edits could be made again on theirs ·
 *  `decided` by the policy, `lost` goes to history · `ask`: `text` has mine where they disagree. */
export type MergePlan =
  | { readonly do: "same" }
  | { readonly do: "merged"; readonly text: string }
  | { readonly do: "decided"; readonly winner: Side; readonly text: string; readonly lost: string }
  | { readonly do: "ask"; readonly text: string; readonly fields: readonly FieldConflict[] };

/** @param edits.intents all pending wishes; undefined when one of them is not known as a wish
 *  @throws Failure malformed when a version cannot be read */
export function planMerge(
  versions: Versions,
  policy: ConflictPolicy,
  edits: { readonly intents: readonly StoredIntent[] | undefined; readonly madeMs: number | undefined },
  nowMs: number,
): MergePlan {
  const { mine, theirs } = versions;
  if (sameMeaning(mine, theirs)) return { do: "same" };
  const merged = mergeVersions(versions, { prefer: "mine" });
  if (merged.conflicts.length === 0) return { do: "merged", text: merged.text };
  const again = merged.conflicts.every(oneSideOnly) ? madeAgain(versions, edits.intents, nowMs) : undefined;
  if (again !== undefined) return { do: "merged", text: again };
  const winner = winnerOf(policy, { mineMs: edits.madeMs, theirsMs: lastModifiedMs(theirs) });
  if (winner === undefined) return { do: "ask", text: merged.text, fields: merged.conflicts };
  if (winner === "mine") return { do: "decided", winner, text: merged.text, lost: theirs };
  return { do: "decided", winner, text: mergeVersions(versions, { prefer: "theirs" }).text, lost: mine };
}

/** A field that only one side changed conflicts with something else: the time of a series with its exceptions, say. Doing
 *  the edit again on their version moves those along (R82), which a merge by field cannot. */
function oneSideOnly({ base, mine, theirs }: FieldConflict): boolean {
  const [b, m, t] = [base, mine, theirs].map((value) => JSON.stringify(value ?? null));
  return b === m || b === t;
}

/** The pending wishes made again on their version; undefined when they do not fit it, or would undo something of theirs. */
export function madeAgain(
  { base, mine, theirs }: Versions,
  intents: readonly StoredIntent[] | undefined,
  nowMs: number,
): string | undefined {
  if (base === undefined || !intents || intents.length === 0) return undefined;
  if (intents.some((intent) => intent.kind === "restore")) return undefined;
  // A wish names a whole list, so made again it would take out what they have put in: lists are merged afterwards.
  const plain = intents.map(withoutLists);
  try {
    const [here, there] = [base, theirs].map((text) => replayIntents(text, plain, nowMs));
    if (here === undefined || there === undefined) return undefined;
    const merged = mergeVersions({ base: here, mine, theirs: there }, { prefer: "mine" });
    return merged.conflicts.length === 0 ? merged.text : undefined;
  } catch (error) {
    if (error instanceof Failure && error.code !== "bug") return undefined;
    throw error;
  }
}

function withoutLists(intent: StoredIntent): StoredIntent {
  if (intent.kind !== "change") return intent;
  const { also, set, ...rest } = intent;
  return { ...rest, set: scalars(set), ...(also && { also: { ...also, set: scalars(also.set) } }) };
}

function scalars({ attendees: _, categories: __, reminders: ___, ...rest }: FieldChanges): FieldChanges {
  return rest;
}
