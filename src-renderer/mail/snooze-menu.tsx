// Out of sight until then: moments that are close at hand, or one of one's own.
import { ActionIcon, Button, Menu, TextInput, Tooltip } from "@mantine/core";
import { IconClockHour4 } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { instantOf, wallClock } from "../time/wall-clock.ts";
import { STROKE } from "../ui/hue.ts";
import { useMailFacts } from "./facts.tsx";
import { saySnooze } from "./say-snooze.ts";
import { snoozeTimes } from "./snooze-times.ts";
import { useKeyHint } from "./use-key-hint.ts";

interface Props {
  /** Of the button: the key H opens the first of them. */
  readonly id: string;
  readonly onPick: (untilMs: number | null) => void;
}

function OwnTime({ onPick, onClose }: { onPick: (ms: number) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const { nowMs, zone } = useMailFacts();
  const [text, setText] = useState(() => wallClock(nowMs + 24 * 3_600_000, zone));
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? instantOf(text, zone) : undefined;
  const isAhead = ms !== undefined && ms > nowMs;
  return (
    <form
      className="col g8 snooze-own"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isAhead) return;
        onPick(ms);
        onClose();
      }}
    >
      <TextInput
        type="datetime-local"
        label={t("mail.snooze.own")}
        value={text}
        error={ms !== undefined && !isAhead && t("mail.snooze.past")}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={!isAhead}>
        {t("mail.snooze.set")}
      </Button>
    </form>
  );
}

/** The button and its menu. */
export function SnoozeMenu({ id, onPick }: Props) {
  const { t, i18n } = useTranslation();
  const { nowMs, zone } = useMailFacts();
  const [opened, setOpened] = useState(false);
  const { hint } = useKeyHint();
  const label = t("mail.deed.snooze");
  return (
    <Menu position="bottom-start" width={260} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <Tooltip label={hint(label, "mail.snooze")} disabled={opened}>
          <ActionIcon aria-label={label} data-deed={`snooze-${id}`}>
            <IconClockHour4 size={18} stroke={STROKE} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("mail.snooze.title")}</Menu.Label>
        {snoozeTimes(nowMs, zone).map(({ name, ms }) => (
          <Menu.Item
            key={name}
            onClick={() => onPick(ms)}
            rightSection={<span className="t12 i3 tn">{saySnooze(ms, nowMs, i18n.language, zone)}</span>}
          >
            {t(`mail.snooze.${name}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <OwnTime onPick={onPick} onClose={() => setOpened(false)} />
      </Menu.Dropdown>
    </Menu>
  );
}
