// What the news tile of the dashboard holds: the latest articles, what fails, and when they were fetched.
import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconChecks, IconCloudOff, IconNews, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Feed } from "../../src-preload/contract/feeds.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useConnected, useLive } from "../live.tsx";
import { sayMoment } from "../time/say-when.ts";
import { useNow } from "../time/use-now.ts";
import { usableZone } from "../time/wall-clock.ts";
import { useCommands } from "../ui/commands.tsx";
import { STROKE } from "../ui/hue.ts";
import { Skeleton } from "../ui/loading.tsx";
import { allOffline, lastCheckedMs, sayFeedFailure, troubled } from "./feed-state.ts";
import { NewsList } from "./news-list.tsx";
import { type FeedDeeds, useFeedDeeds } from "./use-feed-deeds.ts";

const SHOWN = 30;

interface Props {
  /** Opens the dialog of feeds. */
  readonly onManage: () => void;
}

/** No feed yet: what this is for, and where to begin. Which papers is the person's own affair: none is proposed. */
function Invitation({ onManage }: Props) {
  const { t } = useTranslation();
  return (
    <div className="empty sp">
      <IconNews size={28} stroke={1.4} className="ic" aria-hidden="true" />
      <h3 className="t14 w6">{t("news.empty.title")}</h3>
      <p className="t12 i3">{t("news.empty.text")}</p>
      <Button variant="default" mt="sm" onClick={onManage}>
        {t("news.empty.add")}
      </Button>
    </div>
  );
}

/** What fails and may need someone, in one line. */
function Trouble({ feeds, deeds, onManage }: Props & { feeds: readonly Feed[]; deeds: FeedDeeds }) {
  const { t } = useTranslation();
  const [first, ...more] = troubled(feeds);
  if (!first) return null;
  const { title, failure } = first;
  const text =
    more.length > 0
      ? t("news.failingMany", { count: more.length + 1 })
      : t("news.failing", { title, why: sayFeedFailure(t, failure) });
  return (
    <div className="row g8 news-trouble">
      <IconAlertTriangle size={16} stroke={STROKE} className="err" aria-hidden="true" />
      <span className="t12 sp">{text}</span>
      {more.length > 0 ? (
        <Button size="compact-sm" variant="subtle" onClick={onManage}>
          {t("news.manage")}
        </Button>
      ) : (
        <Button
          size="compact-sm"
          variant="subtle"
          aria-label={t("news.retryFeed", { title })}
          aria-busy={first.state === "running"}
          onClick={() => deeds.told(deeds.refresh(first))}
        >
          {t("news.retry")}
        </Button>
      )}
    </div>
  );
}

function Foot({
  feeds,
  nowMs,
  zone,
  deeds,
}: {
  feeds: readonly Feed[];
  nowMs: number;
  zone: string;
  deeds: FeedDeeds;
}) {
  const { t, i18n } = useTranslation();
  const connected = useConnected();
  const [asked, setAsked] = useState(false);
  const busy = asked || feeds.some(({ state }) => state === "running");
  const checkedMs = lastCheckedMs(feeds);
  const time = checkedMs === undefined ? undefined : sayMoment(checkedMs, nowMs, i18n.language, zone);
  const isOffline = !connected || allOffline(feeds);
  const refresh = () => {
    if (busy) return;
    setAsked(true);
    const runs = feeds.map((feed) => deeds.refresh(feed));
    deeds.told(Promise.all(runs).finally(() => setAsked(false)));
  };
  const label = t(busy ? "news.refreshing" : "news.refresh");
  return (
    <div className="row g4 t12 i3 widget-foot">
      {isOffline && <IconCloudOff size={16} stroke={STROKE} className="ic" aria-hidden="true" />}
      <span className="sp el">{isOffline ? t("news.offline") : t("news.noTrackers")}</span>
      {feeds.some(({ unread }) => unread > 0) && (
        <Tooltip label={t("news.readAll")}>
          <ActionIcon size={24} aria-label={t("news.readAll")} onClick={() => deeds.readAll()}>
            <IconChecks size={15} stroke={STROKE} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={label}>
        <ActionIcon size={24} aria-label={label} aria-busy={busy} onClick={refresh}>
          <IconRefresh size={15} stroke={STROKE} className={busy ? "turning" : undefined} aria-hidden="true" />
        </ActionIcon>
      </Tooltip>
      {time && (
        <span className="tn" title={t("news.checked", { time })}>
          {time}
        </span>
      )}
    </div>
  );
}

function useNewsCommands(deeds: FeedDeeds, feeds: readonly Feed[], onManage: () => void) {
  const { t } = useTranslation();
  const group = t("news.title");
  useCommands([
    { id: "news.manage", group, label: t("news.manage"), words: "RSS Atom OPML", run: onManage },
    ...(feeds.some(({ unread }) => unread > 0)
      ? [{ id: "news.readAll", group, label: t("news.readAll"), run: () => deeds.readAll() }]
      : []),
  ]);
}

/** The tile's content. */
export function NewsWidget({ onManage }: Props) {
  const { t } = useTranslation();
  const nowMs = useNow();
  const deeds = useFeedDeeds();
  const { data: info } = useLive("app.info", {});
  const { data: list, failure } = useLive("feeds.list", {});
  const { data: news, failure: unread } = useLive("feeds.items", { limit: SHOWN });
  const feeds = list?.feeds ?? [];
  useNewsCommands(deeds, feeds, onManage);
  const failed = failure ?? unread;
  if (failed && !(list && news)) {
    return (
      <div className="problem">
        <IconAlertTriangle size={18} stroke={STROKE} className="err" aria-hidden="true" />
        <span className="t13">{sayFailure(t, failed)}</span>
      </div>
    );
  }
  if (!list || !news || !info) return <Skeleton />;
  if (feeds.length === 0) return <Invitation onManage={onManage} />;
  const zone = usableZone(info.zone);
  const titles = new Map(feeds.map(({ id, title }) => [id as string, title]));
  return (
    <>
      <Trouble feeds={feeds} deeds={deeds} onManage={onManage} />
      {news.items.length > 0 ? (
        <div className="widget-body">
          <NewsList
            items={news.items}
            titles={titles}
            nowMs={nowMs}
            zone={zone}
            onRead={({ id, read }) => !read && deeds.told(deeds.call("feeds.markRead", { ids: [id], read: true }))}
          />
        </div>
      ) : (
        <div className="empty sp">
          <IconNews size={28} stroke={STROKE} className="ic" aria-hidden="true" />
          <span className="t13 i3">{t("news.nothing")}</span>
        </div>
      )}
      <Foot feeds={feeds} nowMs={nowMs} zone={zone} deeds={deeds} />
    </>
  );
}
