// The notification centre: what was told and nobody has dealt with, by day.
import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconBellRinging, IconSettings } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Notice } from "../../src-preload/contract/notices.ts";
import { useHost } from "../live.tsx";
import { useNow } from "../time/use-now.ts";
import { useTold } from "../told.ts";
import { STROKE } from "../ui/hue.ts";
import { useWebNotices } from "../ui/web-notice.ts";
import { NoticeRow } from "./notice-row.tsx";
import { noticesByDay } from "./plan.ts";
import { sayNoticeDay, type Words } from "./say-notice.ts";
import { type NoticeDeeds, useNoticeDeeds } from "./use-notices.ts";
import { useRowKeys } from "./use-row-keys.ts";

interface Props {
  readonly notices: readonly Notice[];
  readonly calendars: readonly Calendar[];
  readonly zone: string;
  readonly onOpen: (notice: Notice) => void;
  readonly onSettings: () => void;
}

/** Where the browser has not been asked yet: what it would be good for. */
function AskRight() {
  const { t } = useTranslation();
  const told = useTold();
  const host = useHost();
  const { right, ask } = useWebNotices();
  if (host !== "browser" || right !== "default") return null;
  return (
    <div className="row g8 nt-ask">
      <IconBellRinging size={16} stroke={STROKE} className="ic" aria-hidden="true" />
      <span className="t12 i2 sp">{t("notices.askText")}</span>
      <Button size="compact-sm" variant="default" onClick={() => told(ask())}>
        {t("notices.ask")}
      </Button>
    </div>
  );
}

function Head({ notices, deeds, onSettings }: Pick<Props, "notices" | "onSettings"> & { deeds: NoticeDeeds }) {
  const { t } = useTranslation();
  return (
    <div className="row g4 nt-head">
      <h2 className="t14 w6 sp">{t("notices.title")}</h2>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        onClick={() => deeds.dismiss(notices.map(({ id }) => id))}
      >
        {t("notices.dismissAll")}
      </Button>
      <Tooltip label={t("notices.settings")}>
        <ActionIcon aria-label={t("notices.settings")} onClick={onSettings}>
          <IconSettings size={16} stroke={STROKE} aria-hidden="true" />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

/** The part of the bell's panel that holds them. */
export function NoticeList({ notices, calendars, zone, onOpen, onSettings }: Props) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const nowMs = useNow();
  const deeds = useNoticeDeeds(zone);
  const words: Words = { t, language: i18n.language, zone, nowMs };
  const days = noticesByDay(notices, zone);
  const keys = useRowKeys(notices.map((one) => one.id).join());
  return (
    <section aria-label={t("notices.title")} className="nt">
      {days.length > 0 && <Head {...{ notices, deeds, onSettings }} />}
      <AskRight />
      <div {...keys}>
        {days.map(({ day, notices: own }) => (
          <section key={day} aria-labelledby={`${id}${day}`}>
            <h3 className="over nt-day" id={`${id}${day}`}>
              {sayNoticeDay(day, words)}
            </h3>
            <ul className="plain">
              {own.map((notice) => (
                <NoticeRow key={notice.id} {...{ notice, calendars, words, deeds, onOpen }} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </section>
  );
}
