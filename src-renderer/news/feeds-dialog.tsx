// The feeds a person follows: adding, naming, ordering, how often each is read, leaving.
import { Button, FileButton, Modal } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Feed } from "../../src-preload/contract/feeds.ts";
import type { FeedId } from "../../src-preload/contract/shapes.ts";
import { useLive } from "../live.tsx";
import { sayMoment } from "../time/say-when.ts";
import { useNow } from "../time/use-now.ts";
import { usableZone } from "../time/wall-clock.ts";
import { Skeleton } from "../ui/loading.tsx";
import { AddFeed } from "./add-feed.tsx";
import { FeedRow, type RowMode } from "./feed-row.tsx";
import { type FeedDeeds, useFeedDeeds } from "./use-feed-deeds.ts";

interface Decision {
  readonly id: FeedId;
  readonly mode: RowMode;
}

interface ListProps {
  readonly feeds: readonly Feed[];
  readonly deeds: FeedDeeds;
  readonly decision: Decision | undefined;
  readonly onDecision: (decision: Decision | undefined) => void;
  readonly onSaid: (text: string) => void;
}

/** The focus goes back to where it was: a row that moved, or that was decided on, is drawn anew. */
function refocus(id: FeedId): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>(`[data-feed="${CSS.escape(id)}"] button`)?.focus();
  });
}

function FeedList({ feeds, deeds, decision, onDecision, onSaid }: ListProps) {
  const { t, i18n } = useTranslation();
  const nowMs = useNow();
  const { data: info } = useLive("app.info", {});
  const zone = usableZone(info?.zone ?? "UTC");
  const [dragged, setDragged] = useState<{ readonly feed: Feed; readonly over: number }>();
  const place = (feed: Feed, order: number) => {
    if (order < 0 || order >= feeds.length || order === feed.order) return;
    const moved = deeds.call("feeds.update", { id: feed.id, order }).then(() => {
      onSaid(t("news.feeds.moved", { title: feed.title, n: order + 1, of: feeds.length }));
      refocus(feed.id);
    });
    deeds.told(moved);
  };
  return (
    <ul className="plain feed-list" aria-label={t("news.feeds.title")}>
      {feeds.map((feed) => (
        <FeedRow
          key={feed.id}
          feed={feed}
          count={feeds.length}
          mode={decision?.id === feed.id ? decision.mode : undefined}
          deeds={deeds}
          time={(ms) => sayMoment(ms, nowMs, i18n.language, zone)}
          onMove={(by) => place(feed, feed.order + by)}
          drag={{
            isOver: dragged !== undefined && dragged.over === feed.order && dragged.feed.id !== feed.id,
            start: () => setDragged({ feed, over: feed.order }),
            over: () => setDragged((now) => now && { ...now, over: feed.order }),
            drop: () => dragged && place(dragged.feed, feed.order),
            end: () => setDragged(undefined),
          }}
          onMode={(mode) => {
            onDecision(mode && { id: feed.id, mode });
            if (!mode) refocus(feed.id);
          }}
        />
      ))}
    </ul>
  );
}

/** The dialog. */
export function FeedsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const deeds = useFeedDeeds();
  const { data } = useLive("feeds.list", {});
  const [decision, setDecision] = useState<Decision>();
  const [said, setSaid] = useState("");
  const feeds = data?.feeds ?? [];
  // A decision whose feed is gone must not keep Esc.
  const deciding = feeds.some(({ id }) => id === decision?.id);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("news.feeds.title")}
      size={680}
      closeOnEscape={!deciding}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <AddFeed onAdded={({ title }) => setSaid(t("news.followed", { title }))} />
      {data ? (
        feeds.length > 0 && (
          <FeedList feeds={feeds} deeds={deeds} decision={decision} onDecision={setDecision} onSaid={setSaid} />
        )
      ) : (
        <Skeleton />
      )}
      <span className="hidden" role="status">
        {said}
      </span>
      <div className="row g8 feeds-foot">
        <FileButton accept=".opml,.xml,text/x-opml,text/xml" onChange={(file) => file && deeds.importList(file)}>
          {(props) => (
            <Button {...props} variant="subtle" color="gray">
              {t("news.opml.import")}
            </Button>
          )}
        </FileButton>
        {feeds.length > 0 && (
          <Button variant="subtle" color="gray" onClick={deeds.exportList}>
            {t("news.opml.export")}
          </Button>
        )}
      </div>
    </Modal>
  );
}
