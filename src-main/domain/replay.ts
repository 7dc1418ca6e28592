// Brings the user's pending wishes onto another version of the same object (design §6.5).
import { applyIntent } from "./edit.ts";
import type { EventIntent } from "./event.ts";

/** An intent as the outbox keeps it: the domain's, or "put this earlier version back". */
export type StoredIntent = EventIntent | { readonly kind: "restore"; readonly text: string };

/** Applies intents in order.
 *  @param text the version to start from, e.g. what the server has now
 *  @returns the resulting text; undefined when nothing is left of the object
 *  @throws Failure `missing` when an intent names what this version no longer has */
export function replayIntents(text: string, intents: readonly StoredIntent[], nowMs: number): string | undefined {
  let current: string | undefined = text;
  for (const intent of intents) {
    if (intent.kind === "restore") current = intent.text;
    else if (current !== undefined) current = applyIntent(current, intent, nowMs);
  }
  return current;
}
