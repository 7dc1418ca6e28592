// How a feed stands, in words, and what of it needs someone. Pure.
import type { TFunction } from "i18next";
import type { Feed } from "../../src-preload/contract/feeds.ts";
import { sayFailure } from "../i18n/say-failure.ts";

/** Does it stand still until the network or the site is back? That is no error (look.md §1). */
const healsByItself = ({ failure }: Feed) =>
  failure === undefined || ["offline", "timeout", "rate-limited"].includes(failure.code);

/** Feeds that fail in a way that may need someone; one that is being tried again keeps its place. */
export function troubled(
  feeds: readonly Feed[],
): readonly (Feed & { readonly failure: NonNullable<Feed["failure"]> })[] {
  return feeds.flatMap((feed) => (feed.failure && !healsByItself(feed) ? [{ ...feed, failure: feed.failure }] : []));
}

/** Does every feed wait for the network? */
export const allOffline = (feeds: readonly Feed[]) =>
  feeds.length > 0 && feeds.every(({ failure }) => failure?.code === "offline");

/** When news was last taken in; undefined before the first time. */
export function lastCheckedMs(feeds: readonly Feed[]): number | undefined {
  const times = feeds.flatMap(({ lastSuccessMs }) => lastSuccessMs ?? []);
  return times.length > 0 ? Math.max(...times) : undefined;
}

const OWN = { malformed: "broken", forbidden: "refused", missing: "gone", "no-feed": "page" } as const;

/** Why a feed fails; what feeds have in common with everything else is said as everywhere, as a sentence of its own. */
export function sayFeedFailure(t: TFunction, failure: NonNullable<Feed["failure"]>): string {
  const { reason } = failure;
  return reason in OWN ? t(`news.why.${OWN[reason as keyof typeof OWN]}`) : sayFailure(t, failure);
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** @param time says a moment of the past or near future */
export function sayFeedState(
  feed: Feed,
  t: TFunction,
  time: (ms: number) => string,
): { readonly tone: "quiet" | "running" | "err"; readonly text: string } {
  const { state, failure, lastSuccessMs, nextAtMs } = feed;
  if (state === "running") return { tone: "running", text: t("news.state.running") };
  if (failure) {
    const words = sayFeedFailure(t, failure);
    // A host name is no word to capitalise.
    const sentence = failure.reason in OWN ? capital(words) : words;
    const again = nextAtMs === undefined ? "" : ` ${t("news.state.retryAt", { time: time(nextAtMs) })}.`;
    return { tone: healsByItself(feed) ? "quiet" : "err", text: `${sentence}${again}` };
  }
  const text =
    lastSuccessMs === undefined ? t("news.state.never") : t("news.state.waiting", { time: time(lastSuccessMs) });
  return { tone: "quiet", text };
}
