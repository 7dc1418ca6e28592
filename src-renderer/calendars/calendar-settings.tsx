// All that is set for one calendar; each choice takes effect at once.
import { Button, Modal, SegmentedControl, Select, Switch } from "@mantine/core";
import { useModals } from "@mantine/modals";
import { IconDownload, IconTrash } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import { STROKE } from "../ui/hue.ts";
import { PaletteChoice } from "./palette-choice.tsx";
import type { CalendarDeeds } from "./use-calendar-deeds.ts";
import { WindowChoice } from "./window-choice.tsx";

const FREQUENCIES = [1, 5, 15, 30, 60, 0] as const;
const POLICIES = ["ask", "newest", "server", "mine"] as const;

interface Props {
  readonly calendar: Calendar;
  readonly deeds: CalendarDeeds;
  readonly onClose: () => void;
}

function Line({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <div className="set-line">
      <div className="col sp">
        <span className="t13 w5">{label}</span>
        {hint && <span className="t12 i3">{hint}</span>}
      </div>
      {children}
    </div>
  );
}

/** The colour, shown here only or changed on the server for everyone. */
function ColorLine({ calendar, deeds }: Pick<Props, "calendar" | "deeds">) {
  const { t } = useTranslation();
  const [where, setWhere] = useState<"here" | "server">("here");
  const canServer = calendar.accountId !== undefined && !calendar.readOnly;
  return (
    <Line label={t("calendars.color")} {...(canServer && { hint: t(`calendars.colorHint.${where}`) })}>
      <div className="col g8 set-side">
        <PaletteChoice
          label={t("calendars.color")}
          value={calendar.color}
          onChange={(color) => deeds.change(where === "here" ? { color } : { serverColor: color })}
        />
        {canServer && (
          <SegmentedControl
            aria-label={t("calendars.colorWhere")}
            value={where}
            onChange={(value) => setWhere(value as typeof where)}
            data={(["here", "server"] as const).map((value) => ({ value, label: t(`calendars.colorOn.${value}`) }))}
          />
        )}
      </div>
    </Line>
  );
}

function SyncLines({ calendar, deeds }: Pick<Props, "calendar" | "deeds">) {
  const { t } = useTranslation();
  const sayFrequency = (minutes: number) => {
    if (minutes === 0) return t("calendars.manual");
    return minutes === 60 ? t("calendars.hourly") : t("calendars.every", { count: minutes });
  };
  return (
    <>
      <Line label={t("calendars.syncEnabled")}>
        <Switch
          aria-label={t("calendars.syncEnabled")}
          checked={calendar.syncEnabled}
          onChange={({ currentTarget }) => deeds.change({ syncEnabled: currentTarget.checked })}
        />
      </Line>
      <Line label={t("calendars.frequency")}>
        <Select
          className="set-side"
          aria-label={t("calendars.frequency")}
          value={String(calendar.frequencyMinutes)}
          data={FREQUENCIES.map((minutes) => ({ value: String(minutes), label: sayFrequency(minutes) }))}
          onChange={(value) => {
            const frequencyMinutes = FREQUENCIES.find((minutes) => String(minutes) === value);
            if (frequencyMinutes !== undefined) deeds.change({ frequencyMinutes });
          }}
        />
      </Line>
      <Line label={t("calendars.window")} {...(calendar.window !== null && { hint: t("calendars.windowHint") })}>
        <WindowChoice window={calendar.window} onChange={(window) => deeds.change({ window })} />
      </Line>
      {!calendar.readOnly && (
        <Line label={t("calendars.policy")} hint={t("calendars.policyHint")}>
          <Select
            className="set-side"
            aria-label={t("calendars.policy")}
            value={calendar.conflictPolicy}
            data={POLICIES.map((value) => ({ value, label: t(`policy.${value}`) }))}
            onChange={(value) => {
              const conflictPolicy = POLICIES.find((policy) => policy === value);
              if (conflictPolicy) deeds.change({ conflictPolicy });
            }}
          />
        </Line>
      )}
    </>
  );
}

/** The dialog. */
export function CalendarSettings({ calendar, deeds, onClose }: Props) {
  const { t } = useTranslation();
  // One Esc, one dialog: a question above this one goes first.
  const { modals: above } = useModals();
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnEscape={above.length === 0}
      title={t("calendars.settingsTitle", { name: calendar.name })}
      size={600}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Line label={t("common.name")}>
        <span className="t13 i2 el">{calendar.name}</span>
        {!calendar.readOnly && (
          <Button variant="default" onClick={deeds.rename}>
            {t("common.rename")}
          </Button>
        )}
      </Line>
      <ColorLine calendar={calendar} deeds={deeds} />
      {calendar.accountId && <SyncLines calendar={calendar} deeds={deeds} />}
      {calendar.schedules && <p className="t12 i3 set-note">{t("calendars.schedules")}</p>}
      <div className="dialog-foot">
        {!calendar.readOnly && (
          <Button
            variant="subtle"
            className="danger"
            leftSection={<IconTrash size={16} stroke={STROKE} aria-hidden="true" />}
            onClick={deeds.remove}
          >
            {t("calendars.remove")}
          </Button>
        )}
        <div className="sp" />
        <Button
          variant="default"
          leftSection={<IconDownload size={16} stroke={STROKE} aria-hidden="true" />}
          onClick={deeds.exportAll}
        >
          {t("transfer.export")}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t("common.close")}
        </Button>
      </div>
    </Modal>
  );
}
