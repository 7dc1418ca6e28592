// How an event repeats: the common rules by name, any other by its parts, and what cannot be said kept as it is.
import { Select } from "@mantine/core";
import { IconRepeat } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { plainRule, type RepeatRule, type RuleStart, readRule, weekdayOf, writeRule } from "../../time/repeat-rule.ts";
import { sayRepeat } from "../../time/say-repeat.ts";
import { sayDay } from "../../time/say-when.ts";
import type { Day } from "../../time/wall-clock.ts";
import type { Draft } from "../draft.ts";
import { RepeatDetails, RepeatEnd, WeekDays } from "./repeat-details.tsx";
import { RepeatLeft } from "./repeat-left.tsx";
import { type Preset, presetOf, presetsOf } from "./repeat-presets.ts";
import { Row } from "./row.tsx";
import { ruleDay, type Saved } from "./saved-series.ts";

interface Props {
  readonly draft: Draft;
  /** The series as it is saved; absent for a new event and for one that does not repeat. */
  readonly saved: Saved | undefined;
  /** The change is for one instance: its series stays where it is. */
  readonly onlyThis: boolean;
  readonly today: Day;
  readonly error: string | undefined;
  readonly onChange: (draft: Draft) => void;
}

/** Where the series of a draft starts. */
function startOf({ draft, saved, onlyThis }: Props): RuleStart {
  const { startTime, allDay, zone } = draft;
  const day = ruleDay(draft, saved, onlyThis);
  return { day, zone: allDay ? "floating" : zone, ...(!allDay && { time: startTime }) };
}

function useRepeat(props: Props) {
  const { draft, saved, onChange } = props;
  const { t, i18n } = useTranslation();
  const words = { t, language: i18n.language };
  const [isOpen, setOpen] = useState(false);
  const start = startOf(props);
  const rule = draft.rrule ? readRule(draft.rrule, start.zone, start.time) : undefined;
  // A series by dates alone has no rule to read; one we cannot say is kept as it is.
  const kept = saved && !(saved.rrule && readRule(saved.rrule, start.zone)) ? saved.rrule : undefined;
  const isKept = kept !== undefined && draft.rrule === kept;
  const presets = start.day ? presetsOf(start.day, words) : [];
  const preset = rule && !isOpen && start.day ? presetOf(rule, start.day, presets) : undefined;
  const key = isKept ? "kept" : rule ? (preset?.key ?? "own") : "none";
  const set = (next: RepeatRule) => onChange({ ...draft, rrule: writeRule(next, start) });
  const choose = (chosen: string) => {
    setOpen(chosen === "own");
    const found = presets.find((one) => one.key === chosen);
    const end = rule?.until ? { until: rule.until } : rule?.count === undefined ? {} : { count: rule.count };
    if (chosen === "none") onChange({ ...draft, rrule: "" });
    else if (chosen === "kept") onChange({ ...draft, rrule: kept ?? "" });
    else if (found) set({ ...found.rule, ...end });
    else if (!rule) set(plainRule("weekly"));
  };
  return { start, rule, kept, isKept, presets, key, set, choose, words };
}

function options(presets: readonly Preset[], t: TFunction, hasKept: boolean) {
  return [
    { value: "none", label: t("editor.repeats.none") },
    ...presets.map(({ key, label }) => ({ value: key, label })),
    { value: "own", label: t("editor.repeats.own") },
    ...(hasKept ? [{ value: "kept", label: t("editor.repeats.custom") }] : []),
  ];
}

/** Does the first day belong to the rule? The engine counts it all the same. */
function FirstOff({ rule, start }: { readonly rule: RepeatRule; readonly start: RuleStart }) {
  const { t, i18n } = useTranslation();
  const isWeekly = rule.frequency === "weekly" || rule.frequency === "daily";
  const own = weekdayOf(start.day);
  if (!isWeekly || rule.days.length === 0 || rule.days.includes(own)) return null;
  const day = sayDay(start.day, i18n.language, { weekday: "long", day: "numeric", month: "long" });
  return <span className="t12 i3">{t("editor.firstOff", { day })}</span>;
}

/** The row. */
export function RepeatField(props: Props) {
  const { draft, saved, today, error } = props;
  const { t, i18n } = useTranslation();
  const { start, rule, kept, isKept, presets, key, set, choose } = useRepeat(props);
  const isWeekly = key === "weekly" || key === "biweekly" || key === "work-days";
  return (
    <Row icon={IconRepeat} top>
      <div className="col g8">
        <Select
          aria-label={t("editor.repeat")}
          data-field="repeat"
          error={error}
          errorProps={{ role: "alert" }}
          maxDropdownHeight={320}
          comboboxProps={{ zIndex: 400 }}
          value={key}
          data={options(presets, t, kept !== undefined)}
          onChange={(value) => value && choose(value)}
        />
        {rule && !isKept && start.day && (
          <>
            {key === "own" && <RepeatDetails rule={rule} day={start.day} onChange={set} />}
            {isWeekly && <WeekDays rule={rule} day={start.day} onChange={set} />}
            <RepeatEnd rule={rule} day={start.day} today={today} onChange={set} />
          </>
        )}
        {isKept && (
          <span className="t12 i3">
            {t(draft.rrule ? "editor.keptRule" : "editor.byDates")}
            {draft.rrule && <code className="rule-text">{draft.rrule}</code>}
          </span>
        )}
        {(rule || isKept) && (
          <p className="t12 i3" aria-live="polite">
            {rule && !isKept && `${sayRepeat(draft.rrule, t, i18n.language, start.zone, start)}. `}
            <RepeatLeft draft={draft} rule={isKept ? undefined : rule} saved={saved} />
          </p>
        )}
        {rule && !isKept && start.day && <FirstOff rule={rule} start={start} />}
      </div>
    </Row>
  );
}
