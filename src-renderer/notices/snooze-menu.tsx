// Puts a reminder off: a button and the moments it can come back at.
import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconClockHour4 } from "@tabler/icons-react";
import type { Reminder } from "../../src-preload/contract/notices.ts";
import { STROKE } from "../ui/hue.ts";
import { sayPeriod, saySnoozeTime, type Words } from "./say-notice.ts";
import { snoozeTimes } from "./snooze-times.ts";

interface Props {
  readonly reminder: Reminder;
  readonly words: Words;
  readonly onPick: (untilMs: number) => void;
}

/** The button with its menu. */
export function SnoozeMenu({ reminder, words, onPick }: Props) {
  const { t } = words;
  const times = (nowMs: number) => snoozeTimes(nowMs, words.zone);
  const name = reminder.title || t("event.untitled");
  return (
    <Menu position="bottom-end" width={200} withinPortal returnFocus>
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="default"
          data-snooze
          leftSection={<IconClockHour4 size={14} stroke={STROKE} aria-hidden="true" />}
          rightSection={<IconChevronDown size={14} stroke={STROKE} aria-hidden="true" />}
          aria-label={t("notices.snoozeName", { name })}
        >
          {t("notices.snooze")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t("notices.snoozeName", { name })}>
        <Menu.Label>{sayPeriod(reminder, words)}</Menu.Label>
        {times(words.nowMs).map((time, n) => (
          // Counted from the click: the page's own minute may be nearly over.
          <Menu.Item key={time.ms} onClick={() => onPick(times(Date.now())[n]?.ms ?? time.ms)}>
            {saySnoozeTime(time, words)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
