// The port that news comes through: sync and commands know this file, `feeds/` stands behind it.

/** What a server gave to recognise a version by, as it spelt it (RFC 9110 §8.8). */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** An item of a feed, fit to be stored: plain text, no control characters, cut to a sensible length. */
export interface FeedEntry {
  /** The feed's own identity of it; made from the item where it has none. */
  readonly guid: string;
  readonly title: string;
  /** Absolute; https or http. */
  readonly url?: string;
  readonly author?: string;
  readonly summary: string;
  /** As the feed dates it; absent when it does not, or not so that it can be read. */
  readonly publishedMs?: number;
}

/** A feed that was read. */
export interface FeedDocument {
  readonly title?: string;
  readonly siteUrl?: string;
  /** Newest first as far as they are dated, else in the feed's order. */
  readonly entries: readonly FeedEntry[];
}

/** What a feed answered. `url`: where it lives from now on, after the redirects that are meant for good. */
export type FeedAnswer =
  | { readonly kind: "same"; readonly url: string }
  | { readonly kind: "read"; readonly url: string; readonly validators: Validators; readonly document: FeedDocument };

/** A feed in a list that feed readers exchange (OPML). */
export interface ListedFeed {
  readonly url: string;
  /** Empty when the list does not say. */
  readonly title: string;
  readonly siteUrl?: string;
}

/** Reads feeds. Nothing is kept between two calls. */
export interface FeedReader {
  /** The feed at an address, unless it still is the version known.
   *  @throws Failure missing, feed-gone, no-feed, malformed, forbidden, rate-limited, too-large, timeout, offline, … */
  read(url: string, known: Validators, signal: AbortSignal): Promise<FeedAnswer>;
  /** The feed that a person means: by its address, or by a page that names it.
   *  @throws Failure invalid-input, and as `read` */
  find(typed: string, signal: AbortSignal): Promise<FeedAnswer & { readonly kind: "read" }>;
  /** @throws Failure malformed when the text is no OPML */
  readList(text: string): Promise<readonly ListedFeed[]>;
  writeList(feeds: readonly ListedFeed[]): Promise<string>;
  close(): Promise<void>;
}
