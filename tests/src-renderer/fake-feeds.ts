// Feeds and articles of the fake engine, and the calls about them.
import type { Handlers } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { Feed, FeedItem } from "../../src-preload/contract/feeds.ts";
import type { CallName, Topic } from "../../src-preload/contract/names.ts";
import type { FeedId } from "../../src-preload/contract/shapes.ts";
import { NOW_MS } from "./fake-data.ts";

type Some = { readonly [C in CallName]?: Handlers<AbortSignal>[C] };

const MINUTE = 60_000;

function feedSeed(): Omit<Feed, "unread" | "order">[] {
  const one = (id: string, title: string, more: Partial<Feed> = {}): Omit<Feed, "unread" | "order"> => ({
    id: id as FeedId,
    url: `https://${id}.example.com/feed.xml`,
    siteUrl: `https://${id}.example.com/`,
    title,
    frequencyMinutes: 30,
    state: "waiting",
    lastSuccessMs: NOW_MS - 23 * MINUTE,
    nextAtMs: NOW_MS + 7 * MINUTE,
    ...more,
  });
  return [one("temps", "Le Temps"), one("heidi", "Heidi.news"), one("next", "Next"), one("rts", "RTS Info")];
}

function itemSeed(): FeedItem[] {
  const one = (id: number, feedId: string, minutes: number, title: string, read = false): FeedItem => ({
    id,
    feedId: feedId as FeedId,
    title,
    url: `https://${feedId}.example.com/${id}`,
    summary: "",
    publishedMs: NOW_MS - minutes * MINUTE,
    read,
  });
  return [
    one(1, "temps", 24, "Les CFF testent une cadence au quart d’heure entre Genève et Lausanne"),
    one(2, "heidi", 62, "Ce que change la nouvelle loi sur la protection des données pour les PME"),
    one(3, "next", 75, "Firefox ajoute la synchronisation locale chiffrée des favoris", true),
    one(4, "rts", 130, "Léman Express : la fréquentation dépasse les prévisions", true),
    one(5, "temps", 1500, "Une exposition retrace deux siècles d’horlogerie", true),
  ];
}

/** The state of the fake's feeds; a test may set all of it. */
export class FakeFeeds {
  feeds: Omit<Feed, "unread" | "order">[] = feedSeed();
  items: FeedItem[] = itemSeed();
  readonly #publish: (...changed: Topic[]) => void;
  #next = 100;

  constructor(publish: (...changed: Topic[]) => void) {
    this.#publish = publish;
  }

  /** As the engine lists them. */
  list(): Feed[] {
    return this.feeds.map((feed, order) => ({ ...feed, order, unread: this.#unread(feed.id) }));
  }

  /** Changes one, and says so. */
  set(id: string, change: Partial<Feed>): void {
    this.feeds = this.feeds.map((feed) => (feed.id === id ? { ...feed, ...change } : feed));
    this.#publish("feeds");
  }

  #unread(id: FeedId): number {
    return this.items.filter(({ feedId, read }) => feedId === id && !read).length;
  }

  #find(id: FeedId): Feed {
    const feed = this.list().find((one) => one.id === id);
    if (!feed) throw new Failure("missing", { what: "feed" });
    return feed;
  }

  readonly handlers: Some = {
    "feeds.list": () => ({ feeds: this.list() }),
    "feeds.items": ({ feedId, unreadOnly, limit = 50 }) => ({
      items: this.items
        .filter((one) => (!feedId || one.feedId === feedId) && !(unreadOnly && one.read))
        .slice(0, limit),
    }),
    "feeds.add": ({ url }) => {
      const known = this.feeds.find((feed) => feed.url === url);
      if (known) throw new Failure("feed-exists", { title: known.title });
      const id = `n${this.#next++}` as FeedId;
      const { hostname } = new URL(url.includes("://") ? url : `https://${url}`);
      const base = feedSeed()[0] as Omit<Feed, "unread" | "order">;
      this.feeds = [...this.feeds, { ...base, id, url: `https://${hostname}/feed`, title: hostname }];
      this.#publish("feeds");
      return { feed: this.#find(id) };
    },
    "feeds.update": ({ id, order, ...change }) => {
      this.set(id, change as Partial<Feed>);
      const feed = this.feeds.find((one) => one.id === id);
      if (feed && order !== undefined) {
        const others = this.feeds.filter((one) => one.id !== id);
        this.feeds = [...others.slice(0, order), feed, ...others.slice(order)];
      }
      return { feed: this.#find(id) };
    },
    "feeds.remove": ({ id }) => {
      this.feeds = this.feeds.filter((one) => one.id !== id);
      this.items = this.items.filter(({ feedId }) => feedId !== id);
      this.#publish("feeds");
      return {};
    },
    "feeds.markRead": ({ ids, feedId, read }) => {
      const chosen = (one: FeedItem) => (ids ? ids.includes(one.id) : !feedId || one.feedId === feedId);
      this.items = this.items.map((one) => (chosen(one) ? { ...one, read } : one));
      this.#publish("feeds");
      return {};
    },
    "feeds.export": () => ({ text: "<opml/>", count: this.feeds.length }),
    "feeds.import": ({ text }) => {
      const [, title, url] = /text="([^"]+)" xmlUrl="([^"]+)"/.exec(text) ?? [];
      if (!title || !url) return { added: 2, known: 1 };
      const base = feedSeed()[0] as Omit<Feed, "unread" | "order">;
      this.feeds = [...this.feeds, { ...base, id: `n${this.#next++}` as FeedId, title, url }];
      this.#publish("feeds");
      return { added: 1, known: 0 };
    },
  };
}
