// The articles of the tile, newest first: one Tab stop, arrows move between them.
import { IconArrowUpRight } from "@tabler/icons-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FeedItem } from "../../src-preload/contract/feeds.ts";
import { STROKE } from "../ui/hue.ts";
import { webAddress } from "../ui/web-address.ts";
import { sayAge } from "./say-age.ts";

interface Props {
  readonly items: readonly FeedItem[];
  readonly titles: ReadonlyMap<string, string>;
  readonly nowMs: number;
  readonly zone: string;
  /** It was opened. */
  readonly onRead: (item: FeedItem) => void;
}

/** Which row a key moves to; undefined leaves the key alone. */
function target(key: string, at: number, count: number): number | undefined {
  if (key === "ArrowDown") return Math.min(at + 1, count - 1);
  if (key === "ArrowUp") return Math.max(at - 1, 0);
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return undefined;
}

interface ArticleProps extends Pick<Props, "nowMs" | "zone"> {
  readonly item: FeedItem;
  readonly source: string | undefined;
  /** It has a page to go to. */
  readonly opens: boolean;
}

function Article({ item, source, opens, nowMs, zone }: ArticleProps) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <span className="col g2 sp">
        <span className={item.read ? "t13 news-title i2" : "t13 news-title w6"}>{item.title}</span>
        <span className="t12 i3 tn el">
          {!item.read && <span className="hidden">{t("news.unreadItem")}, </span>}
          {source} · {sayAge(item.publishedMs, nowMs, { t, language: i18n.language, zone })}
        </span>
      </span>
      <span className="news-marks">
        {opens && <IconArrowUpRight size={16} stroke={STROKE} className="ic" role="img" aria-label={t("news.opens")} />}
        {!item.read && <span className="news-dot" />}
      </span>
    </>
  );
}

/** The list. */
export function NewsList({ items, titles, nowMs, zone, onRead }: Props) {
  const { t } = useTranslation();
  const [active, setActive] = useState<number>();
  const list = useRef<HTMLUListElement>(null);
  const at = Math.max(
    0,
    items.findIndex(({ id }) => id === active),
  );
  const move = (event: KeyboardEvent) => {
    const next = target(event.key, at, items.length);
    if (next === undefined) return;
    event.preventDefault();
    setActive(items[next]?.id);
    list.current?.querySelectorAll<HTMLElement>(".news-row")[next]?.focus();
  };
  return (
    <ul className="plain news-list" aria-label={t("news.list")} ref={list} onKeyDown={move}>
      {items.map((item, n) => {
        const href = webAddress(item.url);
        const body = (
          <Article item={item} source={titles.get(item.feedId)} {...{ nowMs, zone }} opens={href !== undefined} />
        );
        const row = {
          className: "row g12 news-row",
          tabIndex: n === at ? 0 : -1,
          title: item.summary || undefined,
          onFocus: () => setActive(item.id),
          onClick: () => onRead(item),
          // The middle button opens it as well.
          onAuxClick: () => onRead(item),
        };
        return (
          <li key={item.id}>
            {href ? (
              <a {...row} href={href} target="_blank" rel="noreferrer">
                {body}
              </a>
            ) : (
              <button {...row} type="button">
                {body}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
