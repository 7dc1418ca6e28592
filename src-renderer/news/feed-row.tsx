// One feed of the list: its name, how it stands, how often it is read. Renaming and leaving happen in its place.
import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import { IconAlertTriangle, IconGripVertical, IconRefresh } from "@tabler/icons-react";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Feed } from "../../src-preload/contract/feeds.ts";
import { STROKE } from "../ui/hue.ts";
import { FeedMenu } from "./feed-menu.tsx";
import { sayFeedState } from "./feed-state.ts";
import type { FeedDeeds } from "./use-feed-deeds.ts";

const FREQUENCIES = [15, 30, 60, 360, 0] as const;

/** What stands in a row's place while something is decided. */
export type RowMode = "rename" | "remove" | undefined;

interface Props {
  readonly feed: Feed;
  readonly count: number;
  readonly mode: RowMode;
  readonly deeds: FeedDeeds;
  /** Says a moment. */
  readonly time: (ms: number) => string;
  readonly onMode: (mode: RowMode) => void;
  readonly onMove: (by: 1 | -1) => void;
  /** Dragged by its grip, from here, over here, onto here. */
  readonly drag: { readonly isOver: boolean; start(): void; over(): void; drop(): void; end(): void };
}

function Rename({ feed, deeds, onMode }: Pick<Props, "feed" | "deeds" | "onMode">) {
  const { t } = useTranslation();
  const [title, setTitle] = useState(feed.title);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onMode(undefined);
    if (title.trim() !== feed.title) deeds.told(deeds.call("feeds.update", { id: feed.id, title: title.trim() }));
  };
  return (
    <form className="row g8 sp" onSubmit={submit}>
      <TextInput
        className="sp"
        aria-label={t("news.feeds.name", { title: feed.title })}
        value={title}
        autoFocus
        maxLength={200}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onChange={({ currentTarget }) => setTitle(currentTarget.value)}
      />
      <Button variant="subtle" color="gray" onClick={() => onMode(undefined)}>
        {t("common.cancel")}
      </Button>
      <Button type="submit">{t("common.save")}</Button>
    </form>
  );
}

function Leave({ feed, deeds, onMode }: Pick<Props, "feed" | "deeds" | "onMode">) {
  const { t } = useTranslation();
  return (
    <div className="row g8 sp feed-leave">
      <span className="t13 sp" role="alert">
        {t("news.feeds.removeAsk", { title: feed.title })}
      </span>
      <Button variant="subtle" className="danger" onClick={() => deeds.remove(feed)}>
        {t("news.feeds.remove")}
      </Button>
      <Button variant="default" autoFocus onClick={() => onMode(undefined)}>
        {t("news.feeds.keep")}
      </Button>
    </div>
  );
}

function Facts({ feed, time }: Pick<Props, "feed" | "time">) {
  const { t } = useTranslation();
  const { tone, text } = sayFeedState(feed, t, time);
  return (
    <span className="col sp feed-facts">
      <span className="row g8">
        <span className="t13 w5 el">{feed.title}</span>
        {feed.unread > 0 && <span className="chip tn">{t("news.feeds.unread", { count: feed.unread })}</span>}
      </span>
      <span className={tone === "err" ? "row g4 top t12 err" : "row g4 top t12 i3"}>
        {tone === "err" && <IconAlertTriangle size={14} stroke={STROKE} aria-hidden="true" />}
        {tone === "running" && <IconRefresh size={14} stroke={STROKE} className="turning" aria-hidden="true" />}
        <span className="tn">{tone === "err" ? text : `${new URL(feed.url).hostname} · ${text}`}</span>
      </span>
    </span>
  );
}

function Row({ feed, count, deeds, time, onMode, onMove, drag }: Props) {
  const { t } = useTranslation();
  const every = FREQUENCIES.map((minutes) => ({ value: `${minutes}`, label: t(`news.every.${minutes}`) }));
  const update = (value: string | null) => {
    const frequencyMinutes = FREQUENCIES.find((minutes) => `${minutes}` === value);
    if (frequencyMinutes !== undefined) deeds.told(deeds.call("feeds.update", { id: feed.id, frequencyMinutes }));
  };
  const arrows = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    onMove(event.key === "ArrowUp" ? -1 : 1);
  };
  return (
    <>
      <ActionIcon
        size={24}
        aria-label={t("news.feeds.grip", { title: feed.title })}
        aria-description={t("news.feeds.gripHint")}
        title={t("news.feeds.gripHint")}
        className="feed-grip"
        draggable
        onDragStart={drag.start}
        onDragEnd={drag.end}
        onKeyDown={arrows}
      >
        <IconGripVertical size={16} stroke={STROKE} aria-hidden="true" />
      </ActionIcon>
      <Facts feed={feed} time={time} />
      <Select
        w={104}
        className="feed-every"
        aria-label={t("news.feeds.frequency", { title: feed.title })}
        value={`${feed.frequencyMinutes}`}
        data={every}
        onChange={update}
      />
      <FeedMenu
        feed={feed}
        isLast={feed.order === count - 1}
        deeds={deeds}
        onMove={onMove}
        onRename={() => onMode("rename")}
        onRemove={() => onMode("remove")}
      />
    </>
  );
}

/** The row. F2 renames, Delete asks, Alt and arrows move it. */
export function FeedRow(props: Props) {
  const { mode, onMode, onMove, drag } = props;
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    const isTyping = event.target instanceof HTMLInputElement && !event.target.readOnly;
    if (event.key === "Escape" && mode) onMode(undefined);
    else if (isTyping || mode) return;
    else if (event.key === "F2") onMode("rename");
    else if (event.key === "Delete") onMode("remove");
    else if (event.altKey && event.key === "ArrowUp") onMove(-1);
    else if (event.altKey && event.key === "ArrowDown") onMove(1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <li
      className={drag.isOver ? "row g8 feed-row over" : "row g8 feed-row"}
      data-feed={props.feed.id}
      onKeyDown={keys}
      onDragOver={(event) => {
        event.preventDefault();
        drag.over();
      }}
      onDrop={(event) => {
        event.preventDefault();
        drag.drop();
      }}
    >
      {mode === "rename" ? <Rename {...props} /> : mode === "remove" ? <Leave {...props} /> : <Row {...props} />}
    </li>
  );
}
