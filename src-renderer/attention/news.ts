// Which of the things that need the person are news, so that each is told once. Pure.
import type { AttentionItem } from "./items.ts";

/** What was told or was there from the start: how much of it, and when it was last seen. */
export type Told = ReadonlyMap<string, { readonly weight: number; readonly seenMs: number }>;

/** A state that goes and comes back within this time is the same state. */
const SAME_MS = 10 * 60_000;

/** @returns the items nobody has been told of, and what is known from now on */
export function newsOf(
  items: readonly AttentionItem[],
  told: Told,
  nowMs: number,
): { readonly news: readonly AttentionItem[]; readonly told: Told } {
  const lasting = [...told].filter(([, { seenMs }]) => nowMs - seenMs < SAME_MS);
  const known = new Map(lasting);
  const news = items.filter(({ key, weight }) => weight > (known.get(key)?.weight ?? 0));
  for (const { key, weight } of items) known.set(key, { weight, seenMs: nowMs });
  return { news, told: known };
}
