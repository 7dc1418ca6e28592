// What can be done with feeds, each told where it cannot be seen.
import { useTranslation } from "react-i18next";
import type { Feed, FeedItem } from "../../src-preload/contract/feeds.ts";
import { useCall } from "../live.tsx";
import { useTold } from "../told.ts";
import { saveFeedList } from "../ui/save-file.ts";
import { toast } from "../ui/toast.tsx";
import { PAGE, useMark } from "./use-mark.ts";
import { useRemoveFeed } from "./use-remove-feed.ts";

/** The deeds. */
export function useFeedDeeds() {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const mark = useMark();
  const remove = useRemoveFeed();

  /** Everything unread of a feed or of all, so that it can be made unread again. */
  async function unreadIds(feedId: Feed["id"] | undefined): Promise<number[]> {
    const ids: number[] = [];
    let before: FeedItem | undefined;
    for (;;) {
      const { items } = await call("feeds.items", {
        ...(feedId && { feedId }),
        unreadOnly: true,
        limit: PAGE,
        ...(before && { before: { publishedMs: before.publishedMs, id: before.id } }),
      });
      ids.push(...items.map(({ id }) => id));
      before = items.at(-1);
      if (items.length < PAGE) return ids;
    }
  }

  async function readAll(feedId?: Feed["id"]): Promise<void> {
    const ids = await unreadIds(feedId);
    if (ids.length === 0) return;
    await mark(ids, true);
    toast({
      text: t("news.allRead"),
      action: { label: t("common.undo"), run: () => told(mark(ids, false)) },
    });
  }

  return {
    call,
    told,
    refresh: (feed?: Feed) => call("sync.run", feed ? { feedId: feed.id } : {}),
    readAll: (feed?: Feed) => told(readAll(feed?.id)),
    remove,
    exportList: () =>
      told(
        call("feeds.export", {}).then(({ text, count }) => {
          saveFeedList(t("news.opml.file"), text);
          toast({ text: t("news.opml.exported", { count }) });
        }),
      ),
    importList: (file: File) =>
      told(
        file
          .text()
          .then((text) => call("feeds.import", { text }))
          .then((counts) => {
            toast({ text: t("news.opml.imported", { ...counts }) });
          }),
      ),
  };
}

/** What `useFeedDeeds` gives. */
export type FeedDeeds = ReturnType<typeof useFeedDeeds>;
