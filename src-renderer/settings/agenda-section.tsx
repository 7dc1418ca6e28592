// How the agenda is laid out, and what a new event has by itself.
import { NumberInput, Select, Switch } from "@mantine/core";
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Settings } from "../../src-preload/contract/settings.ts";
import { sayReminder } from "../time/say-reminder.ts";
import { DayToggles, dayName, HALF_HOURS, WEEK } from "./day-toggles.tsx";
import { SettingLine } from "./setting-line.tsx";
import { useSet } from "./use-set.ts";

type Agenda = NonNullable<Settings["agenda"]>;

const WORK_DAYS: readonly number[] = [1, 2, 3, 4, 5];
const LENGTHS = [15, 30, 45, 60, 90, 120, 180, 240];
const REMINDERS = [0, 5, 10, 15, 30, 60, 120, 1440, 2880];
const NONE = "none";

function sayLength(minutes: number, t: TFunction): string {
  if (minutes < 60) return t("unit.minutes", { count: minutes });
  if (minutes % 60 === 0) return t("unit.hours", { count: minutes / 60 });
  return t("unit.hoursMinutes", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

interface PartProps {
  readonly agenda: Agenda;
  readonly set: (change: Agenda) => void;
}

function WorkHours({ agenda, set }: PartProps) {
  const { t } = useTranslation();
  const { workStart = "08:00", workEnd = "18:00" } = agenda;
  const choice = (label: string, value: string, times: readonly string[], onChange: (time: string) => void) => (
    <Select
      w={104}
      aria-label={label}
      value={value}
      data={times.includes(value) ? times : [value, ...times]}
      onChange={(time) => time && onChange(time)}
    />
  );
  return (
    <div className="row g8">
      {choice(
        t("settings.workStart"),
        workStart,
        HALF_HOURS.filter((time) => time < workEnd),
        (time) => set({ workStart: time }),
      )}
      <span aria-hidden="true">–</span>
      {choice(
        t("settings.workEnd"),
        workEnd,
        HALF_HOURS.filter((time) => time > workStart),
        (time) => set({ workEnd: time }),
      )}
    </div>
  );
}

function Layout({ agenda, set }: PartProps) {
  const { t, i18n } = useTranslation();
  const zones = useMemo(() => Intl.supportedValuesOf("timeZone"), []);
  return (
    <>
      <SettingLine label={t("settings.firstDay")}>
        <Select
          w={160}
          aria-label={t("settings.firstDay")}
          value={String(agenda.firstDay ?? 1)}
          data={WEEK.map((day) => ({ value: String(day), label: dayName(day, i18n.language, "long") }))}
          onChange={(day) => day && set({ firstDay: Number(day) })}
        />
      </SettingLine>
      <SettingLine label={t("settings.workDays")}>
        <DayToggles
          label={t("settings.workDays")}
          chosen={agenda.workDays ?? WORK_DAYS}
          onChange={(workDays) => set({ workDays })}
        />
      </SettingLine>
      <SettingLine label={t("settings.workHours")} hint={t("settings.workHoursHint")}>
        <WorkHours agenda={agenda} set={set} />
      </SettingLine>
      <SettingLine label={t("settings.weekNumbers")}>
        <Switch
          aria-label={t("settings.weekNumbers")}
          checked={agenda.weekNumbers ?? true}
          onChange={({ currentTarget }) => set({ weekNumbers: currentTarget.checked })}
        />
      </SettingLine>
      <SettingLine label={t("settings.secondZone")} hint={t("settings.secondZoneHint")}>
        <Select
          className="set-side"
          searchable
          aria-label={t("settings.secondZone")}
          value={agenda.secondZone || NONE}
          data={[{ value: NONE, label: t("settings.noZone") }, ...zones.map((zone) => ({ value: zone, label: zone }))]}
          onChange={(zone) => zone && set({ secondZone: zone === NONE ? "" : zone })}
        />
      </SettingLine>
      <SettingLine label={t("settings.days")} hint={t("settings.daysHint")}>
        <NumberInput
          size="xs"
          w={80}
          min={2}
          max={14}
          clampBehavior="strict"
          allowDecimal={false}
          aria-label={t("settings.days")}
          value={agenda.days ?? 3}
          onBlur={({ currentTarget }) => {
            const days = Number.parseInt(currentTarget.value, 10);
            if (days >= 2 && days <= 14 && days !== (agenda.days ?? 3)) set({ days });
          }}
        />
      </SettingLine>
    </>
  );
}

/** The section. */
export function AgendaSection({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  const setAll = useSet(settings);
  const agenda = settings.agenda ?? {};
  const set = (change: Agenda) => setAll({ agenda: { ...agenda, ...change } });
  const { defaultMinutes = 60, defaultReminder = null } = agenda;
  const lengths = [...new Set([...LENGTHS, defaultMinutes])].toSorted((a, b) => a - b);
  const reminders = [...new Set([...REMINDERS, ...(defaultReminder === null ? [] : [defaultReminder])])];
  return (
    <>
      <Layout agenda={agenda} set={set} />
      <SettingLine label={t("settings.defaultLength")}>
        <Select
          w={160}
          aria-label={t("settings.defaultLength")}
          value={String(defaultMinutes)}
          data={lengths.map((minutes) => ({ value: String(minutes), label: sayLength(minutes, t) }))}
          onChange={(minutes) => minutes && set({ defaultMinutes: Number(minutes) })}
        />
      </SettingLine>
      <SettingLine label={t("settings.defaultReminder")}>
        <Select
          w={160}
          aria-label={t("settings.defaultReminder")}
          value={defaultReminder === null ? NONE : String(defaultReminder)}
          data={[
            { value: NONE, label: t("settings.noReminder") },
            ...reminders
              .toSorted((a, b) => a - b)
              .map((minutes) => ({ value: String(minutes), label: sayReminder(minutes, t) })),
          ]}
          onChange={(value) => value && set({ defaultReminder: value === NONE ? null : Number(value) })}
        />
      </SettingLine>
    </>
  );
}
