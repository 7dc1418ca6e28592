// A line of the notification centre: what it is, the way to it, and what can be done with it here.
import { ActionIcon, Button, Tooltip, UnstyledButton } from "@mantine/core";
import { IconArchive, IconMail, IconX } from "@tabler/icons-react";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Notice, Reminder } from "../../src-preload/contract/notices.ts";
import { sayTime } from "../time/say-when.ts";
import { hue, STROKE } from "../ui/hue.ts";
import { JoinLink } from "./join-link.tsx";
import { sayNotice, type Words } from "./say-notice.ts";
import { SnoozeMenu } from "./snooze-menu.tsx";
import type { NoticeDeeds } from "./use-notices.ts";

interface Props {
  readonly notice: Notice;
  readonly calendars: readonly Calendar[];
  readonly words: Words;
  readonly deeds: NoticeDeeds;
  readonly onOpen: (notice: Notice) => void;
}

function Glyph({ notice, calendars }: Pick<Props, "notice" | "calendars">) {
  if (notice.kind !== "reminder") return <IconMail size={16} stroke={STROKE} className="ic" aria-hidden="true" />;
  const color = calendars.find(({ id }) => id === notice.calendarId)?.color ?? "#5F7196";
  return <span className="bar3 nt-bar" style={hue(color)} />;
}

function ReminderDeeds({ notice, words, deeds }: Props & { readonly notice: Reminder }) {
  const isOver = Math.max(notice.endMs, notice.startMs + 60_000) <= words.nowMs;
  if (isOver) return null;
  return (
    <div className="row g8 nt-deeds">
      <JoinLink reminder={notice} />
      <SnoozeMenu reminder={notice} words={words} onPick={(ms) => deeds.snooze([notice.id], ms)} />
    </div>
  );
}

/** The line. */
export function NoticeRow(props: Props) {
  const { notice, words, deeds, onOpen } = props;
  const { t, language, zone } = words;
  const { title, text } = sayNotice(notice, words);
  const time = sayTime(notice.atMs, language, zone);
  const dismissLabel = t("notices.dismissName", { name: title });
  return (
    <li className="nt-item" data-notice={notice.id}>
      <div className="nt-line">
        <UnstyledButton className="row g8 top sp nt-open" data-nt onClick={() => onOpen(notice)}>
          <Glyph {...props} />
          <span className="col sp">
            <span className="t13 w6 el">{title}</span>
            <span className={notice.kind === "mail" ? "t12 i2 el" : "t12 i2 tn"}>{text}</span>
          </span>
          <span className="t12 i3 tn">{time}</span>
        </UnstyledButton>
        <Tooltip label={t("notices.dismiss")}>
          <ActionIcon size={24} data-dismiss aria-label={dismissLabel} onClick={() => deeds.dismiss([notice.id])}>
            <IconX size={14} stroke={STROKE} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      </div>
      {notice.kind === "reminder" && <ReminderDeeds {...props} notice={notice} />}
      {notice.kind === "mail" && (
        <div className="row g8 nt-deeds">
          <Button
            size="compact-sm"
            variant="default"
            data-archive
            leftSection={<IconArchive size={14} stroke={STROKE} aria-hidden="true" />}
            aria-label={t("notices.archiveName", { name: title })}
            onClick={() => deeds.archive(notice)}
          >
            {t("mail.deed.archive")}
          </Button>
        </div>
      )}
    </li>
  );
}
