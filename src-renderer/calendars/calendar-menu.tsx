// What can be done with one calendar of the sidebar.
import { ActionIcon, Kbd, Menu } from "@mantine/core";
import {
  IconAdjustments,
  IconArrowDown,
  IconArrowUp,
  IconCheck,
  IconClockPause,
  IconClockPlay,
  IconDots,
  IconDownload,
  IconFocusCentered,
  IconPencil,
  IconRefresh,
  IconTrash,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import { PALETTE } from "../../src-preload/contract/palette.ts";
import type { CalendarSyncState } from "../../src-preload/contract/sync.ts";
import { heldBack } from "../held-back.ts";
import { hue, STROKE } from "../ui/hue.ts";
import type { CalendarDeeds } from "./use-calendar-deeds.ts";

interface Props {
  readonly calendar: Calendar;
  readonly state: CalendarSyncState | undefined;
  readonly deeds: CalendarDeeds;
  /** No other one is on show. */
  readonly only: boolean;
  /** Absent where it stands first or last. */
  readonly onUp?: () => void;
  readonly onDown?: () => void;
  readonly onSettings: () => void;
}

function Colors({ calendar, deeds }: { calendar: Calendar; deeds: CalendarDeeds }) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is not allowed in a menu
    <div className="palette" role="group" aria-label={t("calendars.color")}>
      {PALETTE.map((color, n) => (
        <Menu.RadioItem
          key={color}
          value={color}
          checked={calendar.color.toUpperCase() === color.toUpperCase()}
          aria-label={t("calendars.colorNumber", { n: n + 1 })}
          className="swatch"
          style={hue(color)}
          closeMenuOnClick
          onChange={() => deeds.change({ color })}
        >
          {calendar.color.toUpperCase() === color.toUpperCase() ? (
            <IconCheck size={12} stroke={3} aria-hidden="true" />
          ) : (
            ""
          )}
        </Menu.RadioItem>
      ))}
    </div>
  );
}

function MoveItems({ onUp, onDown }: { onUp: (() => void) | undefined; onDown: (() => void) | undefined }) {
  const { t } = useTranslation();
  return (
    <>
      {onUp && (
        <Menu.Item
          leftSection={<IconArrowUp size={16} stroke={STROKE} />}
          rightSection={<Kbd aria-hidden="true">Alt ↑</Kbd>}
          onClick={onUp}
        >
          {t("calendars.up")}
        </Menu.Item>
      )}
      {onDown && (
        <Menu.Item
          leftSection={<IconArrowDown size={16} stroke={STROKE} />}
          rightSection={<Kbd aria-hidden="true">Alt ↓</Kbd>}
          onClick={onDown}
        >
          {t("calendars.down")}
        </Menu.Item>
      )}
    </>
  );
}

function SyncItems({ calendar, state, deeds }: Pick<Props, "calendar" | "state" | "deeds">) {
  const { t } = useTranslation();
  const question = heldBack(state?.failure);
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
        onClick={() => deeds.change({ syncEnabled: !calendar.syncEnabled })}
      >
        {calendar.syncEnabled ? t("calendars.pause") : t("calendars.resume")}
      </Menu.Item>
      {question && (
        <Menu.Item
          className="danger"
          leftSection={<IconTrash size={16} stroke={STROKE} />}
          onClick={() => deeds.acceptRemovals(question)}
        >
          {t(`mass.${question}.ask`)}
        </Menu.Item>
      )}
      <Menu.Divider />
    </>
  );
}

function OwnItems({ calendar, deeds, onSettings }: Pick<Props, "calendar" | "deeds" | "onSettings">) {
  const { t } = useTranslation();
  return (
    <>
      {!calendar.readOnly && (
        <Menu.Item leftSection={<IconPencil size={16} stroke={STROKE} />} onClick={deeds.rename}>
          {t("common.rename")}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconAdjustments size={16} stroke={STROKE} />} onClick={onSettings}>
        {t("calendars.settings")}
      </Menu.Item>
      <Menu.Item leftSection={<IconDownload size={16} stroke={STROKE} />} onClick={deeds.exportAll}>
        {t("transfer.export")}
      </Menu.Item>
      {!calendar.readOnly && (
        <Menu.Item className="danger" leftSection={<IconTrash size={16} stroke={STROKE} />} onClick={deeds.remove}>
          {t("calendars.remove")}
        </Menu.Item>
      )}
    </>
  );
}

/** The menu button of a calendar. */
export function CalendarMenu({ calendar, only, state, deeds, onUp, onDown, onSettings }: Props) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end" shadow="md" width={264} withinPortal>
      <Menu.Target>
        <ActionIcon size={24} className="li-menu" aria-label={t("calendars.menu", { name: calendar.name })}>
          <IconDots size={16} stroke={STROKE} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Colors calendar={calendar} deeds={deeds} />
        <Menu.Divider />
        <Menu.Item leftSection={<IconFocusCentered size={16} stroke={STROKE} />} onClick={deeds.toggleOnly}>
          {t(only ? "calendars.others" : "calendars.only")}
        </Menu.Item>
        <MoveItems onUp={onUp} onDown={onDown} />
        <Menu.Divider />
        {calendar.accountId && <SyncItems calendar={calendar} state={state} deeds={deeds} />}
        <OwnItems calendar={calendar} deeds={deeds} onSettings={onSettings} />
      </Menu.Dropdown>
    </Menu>
  );
}
