// Whether and when to look for a new version, and which one to tell of. Pure.
import type { DesktopSettings } from "../../../src-preload/contract/settings.ts";

export const DAY_MS = 24 * 60 * 60 * 1_000;
/** A start has better things to do first. */
const FIRST_MS = 60_000;

/** What is kept between runs. */
export interface UpdateMemory {
  /** When it was last looked for a version, whatever came of it. */
  readonly checkedMs: number;
  /** The version the person did not want; empty: none. */
  readonly declined: string;
}

/** Where to look; undefined: nowhere, because it was not asked for, or nobody said where.
 *  @param isPackaged a checkout is renewed by other means */
export function updateFeed(settings: DesktopSettings | undefined, isPackaged: boolean): string | undefined {
  if (!isPackaged || settings?.updates !== true) return undefined;
  const feed = settings.updateFeed ?? "";
  return URL.canParse(feed) && new URL(feed).protocol === "https:" ? feed : undefined;
}

/** Milliseconds until the next look: once a day, never right at the start. A clock that was set back does not stop it. */
export function nextLookMs({ checkedMs }: UpdateMemory, nowMs: number): number {
  const sinceMs = nowMs - checkedMs;
  return sinceMs < 0 ? FIRST_MS : Math.max(FIRST_MS, DAY_MS - sinceMs);
}

/** Is the person told of this version? Not again of one declined.
 *  @param offered as the feed says it; undefined: it has nothing newer */
export function isWorthTelling(offered: string | undefined, { declined }: UpdateMemory): offered is string {
  return offered !== undefined && offered !== declined;
}
