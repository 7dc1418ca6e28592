// Leaving a feed, and following it again as it was: the engine keeps nothing of it, the view keeps what is needed.
import { useTranslation } from "react-i18next";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { Feed, FeedItem } from "../../src-preload/contract/feeds.ts";
import { useCall } from "../live.tsx";
import { useTold } from "../told.ts";
import { useUndo } from "../undo.tsx";
import { feedListText } from "./feed-list-text.ts";
import { PAGE, useMark } from "./use-mark.ts";

/** What an article is known by when its feed comes back. */
const nameOf = ({ url, title }: FeedItem) => url ?? title;

/** @returns leaves a feed and offers the way back; a failure is told */
export function useRemoveFeed(): (feed: Feed) => void {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const undo = useUndo();
  const mark = useMark();

  /** Follows a feed again that was left: at its place, as often, without asking the network. Its articles come with the
   *  next run; those that had been read are read again. */
  async function followAgain({ url, title, order, frequencyMinutes }: Feed, read: ReadonlySet<string>): Promise<Feed> {
    await call("feeds.import", { text: feedListText({ url, title }) });
    const { feeds } = await call("feeds.list", {});
    const back = feeds.find((one) => one.url === url);
    if (!back) throw new Failure("missing", { what: "feed" });
    const { feed } = await call("feeds.update", { id: back.id, title, order, frequencyMinutes });
    told(refreshRead(feed, read));
    return feed;
  }

  async function refreshRead({ id }: Feed, read: ReadonlySet<string>): Promise<void> {
    await call("sync.run", { feedId: id });
    const { items } = await call("feeds.items", { feedId: id, limit: PAGE });
    const ids = items.filter((item) => read.has(nameOf(item))).map((item) => item.id);
    if (ids.length > 0) await mark(ids, true);
  }

  async function remove(feed: Feed): Promise<void> {
    const { items } = await call("feeds.items", { feedId: feed.id, limit: PAGE });
    const read = new Set(items.filter((item) => item.read).map(nameOf));
    let { id } = feed;
    await call("feeds.remove", { id });
    undo.offer(t("news.feeds.removed", { title: feed.title }), {
      undo: async () => {
        ({ id } = await followAgain(feed, read));
      },
      redo: () => call("feeds.remove", { id }),
    });
  }

  return (feed) => told(remove(feed));
}
