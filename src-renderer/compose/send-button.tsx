// Send, and everything about when: now, later, with a reminder.
import { Button, Kbd, Menu } from "@mantine/core";
import { IconChevronDown, IconClock, IconLoader2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Failure } from "../../src-preload/contract/failure.ts";
import { sayMoment } from "../time/say-when.ts";
import { instantOf, wallClock } from "../time/wall-clock.ts";
import { STROKE } from "../ui/hue.ts";
import { sayKeys } from "../ui/say-keys.ts";
import { askMoment } from "./ask-moment.tsx";
import type { SendOptions } from "./form.ts";
import { laterTimes, REMIND_DAYS } from "./later-times.ts";

interface Props {
  readonly busy: boolean;
  readonly zone: string;
  readonly remindDays: number | undefined;
  readonly onRemind: (days: number | undefined) => void;
  readonly onSend: (options: SendOptions) => void;
}

function LaterItems({ zone, onSend }: Pick<Props, "zone" | "onSend">) {
  const { t, i18n } = useTranslation();
  const now = Date.now();
  const ask = () =>
    askMoment({
      title: t("compose.laterTitle"),
      label: t("compose.laterLabel"),
      hint: t("compose.laterHint"),
      initial: wallClock(now + 3_600_000, zone).slice(0, 16),
      action: t("compose.schedule"),
      run: async (wall) => {
        const sendAtMs = instantOf(wall, zone);
        if (sendAtMs <= Date.now()) throw new Failure("invalid-input", { detail: t("compose.past") });
        onSend({ sendAtMs });
      },
    });
  return (
    <>
      <Menu.Label>{t("compose.sendLater")}</Menu.Label>
      {laterTimes(now, zone).map(({ name, ms }) => (
        <Menu.Item
          key={name}
          leftSection={<IconClock size={16} stroke={STROKE} />}
          rightSection={<span className="t12 i2 tn">{sayMoment(ms, now, i18n.language, zone)}</span>}
          onClick={() => onSend({ sendAtMs: ms })}
        >
          {t(`compose.later.${name}`)}
        </Menu.Item>
      ))}
      <Menu.Item leftSection={<IconClock size={16} stroke={STROKE} />} onClick={ask}>
        {t("compose.otherTime")}
      </Menu.Item>
    </>
  );
}

/** The button with its menu. */
export function SendButton({ busy, zone, remindDays, onRemind, onSend }: Props) {
  const { t } = useTranslation();
  return (
    <Button.Group className="send">
      <Button
        h={32}
        aria-busy={busy}
        leftSection={busy && <IconLoader2 size={16} stroke={2} className="turning" aria-hidden="true" />}
        rightSection={<Kbd aria-hidden="true">{sayKeys("Mod+Enter")}</Kbd>}
        onClick={() => onSend({})}
      >
        {t(busy ? "compose.sending" : "compose.send")}
      </Button>
      <Menu position="top-start" shadow="md" width={320} withinPortal zIndex={420}>
        <Menu.Target>
          <Button h={32} px={7} className="send-more" aria-label={t("compose.sendMore")}>
            <IconChevronDown size={16} stroke={2} aria-hidden="true" />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <LaterItems zone={zone} onSend={onSend} />
          <Menu.Divider />
          <Menu.Label>{t("compose.remind")}</Menu.Label>
          {REMIND_DAYS.map((days) => (
            <Menu.CheckboxItem
              key={days}
              checked={remindDays === days}
              closeMenuOnClick={false}
              onChange={() => onRemind(remindDays === days ? undefined : days)}
            >
              {t("compose.remindDays", { count: days })}
            </Menu.CheckboxItem>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}
