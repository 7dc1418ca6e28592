// News: feeds that the user follows (RSS 0.9x–2.0, RSS 1.0, Atom RFC 4287, JSON Feed 1.1) and what they brought.
import { z } from "zod";
import { EpochMs, FeedId } from "./shapes.ts";
import { FailureShape } from "./sync.ts";

/** Minutes between two requests; 0 = only by hand. */
const FeedFrequency = z.union([z.literal(0), z.literal(15), z.literal(30), z.literal(60), z.literal(360)]);

/** One feed with how its sync stands. */
export const Feed = z.object({
  id: FeedId,
  /** The feed's own address, after redirects. */
  url: z.string(),
  /** The user's own name for it, or the feed's. */
  title: z.string(),
  /** Its web site. */
  siteUrl: z.string().optional(),
  /** Its place among the others, 0 first. */
  order: z.number().int(),
  frequencyMinutes: FeedFrequency,
  /** `waiting`: due at nextAtMs. `paused`: it ended for good; asked again only by hand. */
  state: z.enum(["running", "waiting", "failing", "paused"]),
  lastSuccessMs: EpochMs.optional(),
  nextAtMs: EpochMs.optional(),
  failure: FailureShape.optional(),
  unread: z.number().int(),
});
export type Feed = z.output<typeof Feed>;

/** Everything in it is plain text: what a feed sends never reaches the page as markup. */
export const FeedItem = z.object({
  id: z.number().int(),
  feedId: FeedId,
  title: z.string(),
  /** https or http only. */
  url: z.string().optional(),
  author: z.string().optional(),
  summary: z.string(),
  publishedMs: EpochMs,
  read: z.boolean(),
});
export type FeedItem = z.output<typeof FeedItem>;

/** The address of a feed, or of a page that names one (`<link rel="alternate">`). */
export const NewFeed = z.object({
  url: z.string().trim().min(1).max(2000),
  title: z.string().trim().max(200).optional(),
});

/** What is absent stays as it is. */
export const UpdateFeed = z.object({
  id: FeedId,
  /** Empty: the feed's own title again. */
  title: z.string().trim().max(200).optional(),
  /** Its place among the others, 0 first; they make room. */
  order: z.number().int().min(0).optional(),
  frequencyMinutes: FeedFrequency.optional(),
});

/** Which items `feeds.items` answers, the newest first; without `feedId` those of all feeds. */
export const FeedItems = z.object({
  feedId: FeedId.optional(),
  unreadOnly: z.boolean().optional(),
  /** Older than this item. */
  before: z.object({ publishedMs: EpochMs, id: z.number().int() }).optional(),
  limit: z.number().int().min(1).max(500).default(50),
});

/** Items, or all of a feed, or all. */
export const MarkRead = z.object({
  ids: z.array(z.number().int()).max(500).optional(),
  feedId: FeedId.optional(),
  read: z.boolean(),
});

/** Feeds as an OPML text, as feed readers exchange them. */
export const ImportFeeds = z.object({ text: z.string().max(5_000_000) });

/** How many feeds came in, and how many were followed already. */
export const ImportedFeeds = z.object({ added: z.number().int(), known: z.number().int() });
