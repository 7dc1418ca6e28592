// The rows of the editor: when, where, which calendar, what.
import { Select, Switch, Textarea, TextInput } from "@mantine/core";
import { DateInput } from "@mantine/dates";
import { IconCalendar, IconClock, IconMapPin, IconNotes, type IconProps, IconWorld } from "@tabler/icons-react";
import type { ComponentType, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import { hue, STROKE } from "../ui/hue.ts";
import { type Draft, type DraftProblem, readDay, withStart } from "./draft.ts";
import { TimeField } from "./time-field.tsx";

interface RowProps {
  readonly icon: ComponentType<IconProps>;
  readonly top?: boolean;
  readonly children: ReactNode;
}

/** A row of the editor: its glyph, its field. */
export function Row({ icon: Icon, top, children }: RowProps) {
  return (
    <div className={top ? "ed-row top" : "ed-row"}>
      <Icon size={18} stroke={STROKE} className="ic" aria-hidden="true" />
      <div className="sp">{children}</div>
    </div>
  );
}

interface FieldsProps {
  readonly draft: Draft;
  readonly problem: DraftProblem | undefined;
  readonly onChange: (draft: Draft) => void;
}

interface DayProps {
  readonly label: string;
  readonly value: string;
  readonly invalid: boolean;
  readonly onChange: (day: string) => void;
}

/** A day one can type or pick. */
export function DayField({ label, value, invalid, onChange }: DayProps) {
  return (
    <DateInput
      className="sp"
      size="xs"
      aria-label={label}
      aria-invalid={invalid}
      error={invalid}
      value={value || null}
      valueFormat="ddd D MMM YYYY"
      dateParser={(text) => readDay(text, (value || new Date().toISOString()).slice(0, 4))}
      onChange={(day) => onChange(day ?? "")}
    />
  );
}

const PROBLEM_ID = "editor-when-problem";

/** Days, times, zone. */
export function WhenFields({ draft, problem, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const isEnd = problem === "endBeforeStart";
  const describedBy = problem && PROBLEM_ID;
  const city = draft.zone.split("/").at(-1)?.replaceAll("_", " ") ?? draft.zone;
  return (
    <>
      <Row icon={IconClock} top>
        <div className="ed-when">
          <DayField
            label={t("editor.startDate")}
            value={draft.startDay}
            invalid={problem === "badDate" && !draft.startDay}
            onChange={(startDay) => onChange(withStart(draft, { startDay }))}
          />
          {!draft.allDay && (
            <TimeField
              label={t("editor.startTime")}
              value={draft.startTime}
              invalid={problem === "badTime" && !draft.startTime}
              describedBy={describedBy}
              onChange={(startTime) => onChange(withStart(draft, { startTime }))}
            />
          )}
          <span className="i3">{draft.allDay ? t("editor.until") : t("editor.to")}</span>
          <DayField
            label={t("editor.endDate")}
            value={draft.endDay}
            invalid={isEnd || (problem === "badDate" && !draft.endDay)}
            onChange={(endDay) => onChange({ ...draft, endDay })}
          />
          {!draft.allDay && (
            <TimeField
              label={t("editor.endTime")}
              value={draft.endTime}
              invalid={isEnd || (problem === "badTime" && !draft.endTime)}
              describedBy={describedBy}
              onChange={(endTime) => onChange({ ...draft, endTime })}
            />
          )}
        </div>
        {problem && (
          <p className="t12 err mt4" role="alert" id={PROBLEM_ID}>
            {t(`editor.${problem}`)}
          </p>
        )}
      </Row>
      <Row icon={IconWorld}>
        <div className="row g12">
          <span className="t13 i2 sp">
            {draft.allDay || draft.zone === "floating" ? "" : t("editor.zone", { city })}
          </span>
          <Switch
            label={t("editor.allDay")}
            checked={draft.allDay}
            onChange={({ currentTarget }) => onChange({ ...draft, allDay: currentTarget.checked })}
          />
        </div>
      </Row>
    </>
  );
}

/** Place, calendar, description. */
export function WhatFields({
  draft,
  onChange,
  calendars,
}: Omit<FieldsProps, "problem"> & { calendars: readonly Calendar[] }) {
  const { t } = useTranslation();
  const colorOf = (id: string | null) => calendars.find((c) => c.id === id)?.color;
  const color = colorOf(draft.calendarId);
  return (
    <>
      <Row icon={IconMapPin}>
        <TextInput
          aria-label={t("editor.location")}
          placeholder={t("editor.locationPlaceholder")}
          value={draft.location}
          onChange={({ currentTarget }) => onChange({ ...draft, location: currentTarget.value })}
        />
      </Row>
      <Row icon={IconCalendar}>
        <Select
          aria-label={t("editor.calendar")}
          value={draft.calendarId}
          data={calendars.map(({ id, name }) => ({ value: id, label: name }))}
          leftSection={color && <span className="sw" style={hue(color)} />}
          renderOption={({ option }) => (
            <span className="row g8">
              <span className="sw" style={hue(colorOf(option.value) ?? "")} />
              {option.label}
            </span>
          )}
          onChange={(id) => {
            const chosen = calendars.find((c) => c.id === id);
            if (chosen) onChange({ ...draft, calendarId: chosen.id });
          }}
        />
      </Row>
      <Row icon={IconNotes} top>
        <Textarea
          aria-label={t("editor.description")}
          placeholder={t("editor.descriptionPlaceholder")}
          autosize
          minRows={3}
          maxRows={10}
          value={draft.description}
          onChange={({ currentTarget }) => onChange({ ...draft, description: currentTarget.value })}
        />
      </Row>
    </>
  );
}
