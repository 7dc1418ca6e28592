// What can be done with one calendar of the sidebar.
import { ActionIcon, Menu } from "@mantine/core";
import {
  IconCheck,
  IconClockPause,
  IconClockPlay,
  IconDots,
  IconEyeOff,
  IconFocusCentered,
  IconPencil,
  IconRefresh,
  IconTrash,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import { PALETTE } from "../../src-preload/contract/palette.ts";
import type { CalendarSyncState } from "../../src-preload/contract/sync.ts";
import { hue, STROKE } from "../ui/hue.ts";
import type { CalendarDeeds } from "./use-calendar-deeds.tsx";

const FREQUENCIES = [1, 5, 15, 30, 60, 0] as const;

interface Props {
  readonly calendar: Calendar;
  readonly state: CalendarSyncState | undefined;
  readonly deeds: CalendarDeeds;
}

function Colors({ calendar, deeds }: { calendar: Calendar; deeds: CalendarDeeds }) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is not allowed in a menu
    <div className="palette" role="group" aria-label={t("calendars.color")}>
      {PALETTE.map((color, n) => (
        <Menu.Item
          key={color}
          role="menuitemradio"
          aria-checked={calendar.color.toUpperCase() === color}
          aria-label={t("calendars.colorNumber", { n: n + 1 })}
          className="swatch"
          style={hue(color)}
          onClick={() => deeds.update({ color })}
        >
          {calendar.color.toUpperCase() === color ? <IconCheck size={12} stroke={3} aria-hidden="true" /> : ""}
        </Menu.Item>
      ))}
    </div>
  );
}

function SyncItems({ calendar, state, deeds }: Props) {
  const { t } = useTranslation();
  const say = (minutes: number) => {
    if (minutes === 0) return t("calendars.manual");
    return minutes === 60 ? t("calendars.hourly") : t("calendars.every", { count: minutes });
  };
  return (
    <>
      <Menu.Item leftSection={<IconRefresh size={16} stroke={STROKE} />} onClick={deeds.syncNow}>
        {t("calendars.syncNow")}
      </Menu.Item>
      <Menu.Item
        leftSection={
          calendar.syncEnabled ? (
            <IconClockPause size={16} stroke={STROKE} />
          ) : (
            <IconClockPlay size={16} stroke={STROKE} />
          )
        }
        onClick={() => deeds.update({ syncEnabled: !calendar.syncEnabled })}
      >
        {calendar.syncEnabled ? t("calendars.pause") : t("calendars.resume")}
      </Menu.Item>
      {state?.failure?.reason === "mass-deletion" && (
        <Menu.Item
          className="danger"
          leftSection={<IconTrash size={16} stroke={STROKE} />}
          onClick={deeds.acceptRemovals}
        >
          {t("calendars.massMenu")}
        </Menu.Item>
      )}
      <Menu.Label>{t("calendars.frequency")}</Menu.Label>
      {FREQUENCIES.map((frequencyMinutes) => (
        <Menu.Item
          key={frequencyMinutes}
          role="menuitemradio"
          aria-checked={calendar.frequencyMinutes === frequencyMinutes}
          rightSection={calendar.frequencyMinutes === frequencyMinutes && <IconCheck size={14} stroke={2} />}
          onClick={() => deeds.update({ frequencyMinutes })}
        >
          {say(frequencyMinutes)}
        </Menu.Item>
      ))}
    </>
  );
}

function LocalItems({ deeds }: { deeds: CalendarDeeds }) {
  const { t } = useTranslation();
  return (
    <>
      <Menu.Item leftSection={<IconPencil size={16} stroke={STROKE} />} onClick={deeds.rename}>
        {t("common.rename")}
      </Menu.Item>
      <Menu.Item className="danger" leftSection={<IconTrash size={16} stroke={STROKE} />} onClick={deeds.remove}>
        {t("common.remove")}
      </Menu.Item>
    </>
  );
}

/** The menu button of a calendar. */
export function CalendarMenu({ calendar, state, deeds }: Props) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end" shadow="md" width={232} withinPortal>
      <Menu.Target>
        <ActionIcon size={24} className="li-menu" aria-label={t("calendars.menu", { name: calendar.name })}>
          <IconDots size={16} stroke={STROKE} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Colors calendar={calendar} deeds={deeds} />
        <Menu.Divider />
        <Menu.Item leftSection={<IconFocusCentered size={16} stroke={STROKE} />} onClick={deeds.showOnly}>
          {t("calendars.only")}
        </Menu.Item>
        {calendar.visible && (
          <Menu.Item
            leftSection={<IconEyeOff size={16} stroke={STROKE} />}
            onClick={() => deeds.update({ visible: false })}
          >
            {t("calendars.hide")}
          </Menu.Item>
        )}
        <Menu.Divider />
        {calendar.accountId ? (
          <SyncItems calendar={calendar} state={state} deeds={deeds} />
        ) : (
          <LocalItems deeds={deeds} />
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
