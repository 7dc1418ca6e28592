// Reminders in front of the page (look.md §4: what asks for an answer is no toast): small cards that stay until somebody answers.
import { ActionIcon, Button, UnstyledButton } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Notice, Reminder } from "../../src-preload/contract/notices.ts";
import { useNow } from "../time/use-now.ts";
import { hue, STROKE } from "../ui/hue.ts";
import { JoinLink } from "./join-link.tsx";
import { type ReminderCard, reminderCards } from "./plan.ts";
import { sayNearness, sayPeriod, type Words } from "./say-notice.ts";
import { SnoozeMenu } from "./snooze-menu.tsx";
import { type NoticeDeeds, useNoticeDeeds, useNotices } from "./use-notices.ts";

const SHOWN = 3;

interface CardProps {
  readonly card: ReminderCard;
  readonly calendars: readonly Calendar[];
  readonly words: Words;
  readonly deeds: NoticeDeeds;
  readonly onOpen: (notice: Notice) => void;
  readonly onAside: () => void;
}

const placeOf = ({ location }: Reminder) => location?.split("\n", 1)[0];

function Card({ card: { reminder, ids }, calendars, words, deeds, onOpen, onAside }: CardProps) {
  const { t } = words;
  const calendar = calendars.find(({ id }) => id === reminder.calendarId);
  const name = reminder.title || t("event.untitled");
  const near = sayNearness(reminder, words);
  return (
    <li className="pop rem" style={hue(calendar?.color ?? "#5F7196")}>
      <div className="row g12 top">
        <span className="bar3" />
        <UnstyledButton className="col sp rem-open" onClick={() => onOpen(reminder)}>
          {near && <span className="t11 w6 tn i2">{near}</span>}
          <span className="t14 w6">{name}</span>
          <span className="t12 i2 tn">
            {[sayPeriod(reminder, words), placeOf(reminder) || calendar?.name].filter(Boolean).join(" · ")}
          </span>
        </UnstyledButton>
        <ActionIcon
          size={24}
          aria-label={t("notices.asideName", { name })}
          title={t("notices.aside")}
          onClick={onAside}
        >
          <IconX size={14} stroke={STROKE} aria-hidden="true" />
        </ActionIcon>
      </div>
      <div className="row g8 rem-deeds">
        <JoinLink reminder={reminder} />
        <SnoozeMenu reminder={reminder} words={words} onPick={(ms) => deeds.snooze(ids, ms)} />
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          aria-label={t("notices.dismissName", { name })}
          onClick={() => deeds.dismiss(ids)}
        >
          {t("notices.dismiss")}
        </Button>
      </div>
    </li>
  );
}

interface Props {
  readonly calendars: readonly Calendar[];
  readonly zone: string;
  readonly onOpen: (notice: Notice) => void;
  /** Where the others are. */
  readonly onAll: () => void;
}

/** The cards, the next to begin nearest to the corner. */
export function ReminderCards({ calendars, zone, onOpen, onAll }: Props) {
  const { t, i18n } = useTranslation();
  const nowMs = useNow();
  const deeds = useNoticeDeeds(zone);
  // Out of sight, and still in the list: only a matter of this window.
  const [aside, setAside] = useState<readonly string[]>([]);
  const notices = useNotices().filter(({ id, atMs }) => !aside.includes(`${id} ${atMs}`));
  const all = reminderCards(notices, nowMs);
  const words: Words = { t, language: i18n.language, zone, nowMs };
  const keysOf = ({ ids }: ReminderCard) =>
    notices.flatMap(({ id, atMs }) => (ids.includes(id) ? [`${id} ${atMs}`] : []));
  const more = all.length - SHOWN;
  return (
    // Always there: a live region that comes with its words is not read out.
    <section
      className="rems"
      aria-label={t("notices.reminders")}
      aria-live="polite"
      data-pane={all.length > 0 || undefined}
    >
      {more > 0 && (
        <Button size="compact-sm" variant="default" onClick={onAll}>
          {t("notices.more", { count: more })}
        </Button>
      )}
      <ul className="plain">
        {all
          .slice(0, SHOWN)
          .toReversed()
          .map((card) => (
            <Card
              key={card.reminder.id}
              {...{ card, calendars, words, deeds }}
              onOpen={(notice) => {
                setAside([...aside, ...keysOf(card)]);
                onOpen(notice);
              }}
              onAside={() => setAside([...aside, ...keysOf(card)])}
            />
          ))}
      </ul>
    </section>
  );
}
