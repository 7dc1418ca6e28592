// What can be done with one feed of the list.
import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconArrowUpRight,
  IconChecks,
  IconDots,
  IconPencil,
  IconRefresh,
  IconTrash,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Feed } from "../../src-preload/contract/feeds.ts";
import { STROKE } from "../ui/hue.ts";
import { webAddress } from "../ui/web-address.ts";
import type { FeedDeeds } from "./use-feed-deeds.ts";

interface Props {
  readonly feed: Feed;
  readonly isLast: boolean;
  readonly deeds: FeedDeeds;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRename: () => void;
  readonly onRemove: () => void;
}

/** The menu button. */
export function FeedMenu({ feed, isLast, deeds, onMove, onRename, onRemove }: Props) {
  const { t } = useTranslation();
  const site = webAddress(feed.siteUrl);
  const icon = { size: 16, stroke: STROKE };
  return (
    <Menu position="bottom-end" width={232} withinPortal>
      <Menu.Target>
        <ActionIcon size={28} aria-label={t("news.feeds.menu", { title: feed.title })}>
          <IconDots {...icon} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconRefresh {...icon} />} onClick={() => deeds.told(deeds.refresh(feed))}>
          {t("news.feeds.refresh")}
        </Menu.Item>
        {feed.unread > 0 && (
          <Menu.Item leftSection={<IconChecks {...icon} />} onClick={() => deeds.readAll(feed)}>
            {t("news.feeds.read")}
          </Menu.Item>
        )}
        {site && (
          <Menu.Item
            component="a"
            href={site}
            target="_blank"
            rel="noreferrer"
            leftSection={<IconArrowUpRight {...icon} />}
          >
            {t("news.feeds.site")}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconPencil {...icon} />} onClick={onRename}>
          {t("common.rename")}
        </Menu.Item>
        {feed.order > 0 && (
          <Menu.Item leftSection={<IconArrowUp {...icon} />} onClick={() => onMove(-1)}>
            {t("news.feeds.up")}
          </Menu.Item>
        )}
        {!isLast && (
          <Menu.Item leftSection={<IconArrowDown {...icon} />} onClick={() => onMove(1)}>
            {t("news.feeds.down")}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item className="danger" leftSection={<IconTrash {...icon} />} onClick={onRemove}>
          {t("news.feeds.remove")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
