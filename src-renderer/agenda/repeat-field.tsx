// How an event repeats: the common rules by choices, any other kept as it is.
import { Select } from "@mantine/core";
import { IconRepeat } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type Frequency, type RepeatRule, type RuleStart, readRule, writeRule } from "../time/repeat-rule.ts";
import { sayRepeat } from "../time/say-repeat.ts";
import type { Draft } from "./draft.ts";
import { Row } from "./editor-fields.tsx";
import { RepeatDetails } from "./repeat-details.tsx";

const FREQUENCIES = ["daily", "weekly", "monthly", "yearly"] as const;
type Kind = "none" | Frequency | "custom";

interface Props {
  readonly draft: Draft;
  /** A series by dates alone, or by a rule that is not ours to rewrite, as it was opened. */
  readonly custom: string | undefined;
  readonly onChange: (draft: Draft) => void;
}

/** Where the series of a draft starts. */
function startOf({ startDay, startTime, allDay, zone }: Draft): RuleStart {
  return { day: startDay, zone: allDay ? "floating" : zone, ...(!allDay && { time: startTime }) };
}

/** The row. */
export function RepeatField({ draft, custom, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const start = startOf(draft);
  const rule = draft.rrule ? readRule(draft.rrule, start.zone) : undefined;
  const isCustom = draft.rrule === custom;
  const kind: Kind = rule?.frequency ?? (isCustom ? "custom" : "none");
  const kinds: readonly Kind[] = ["none", ...FREQUENCIES, ...(custom === undefined ? [] : (["custom"] as const))];
  const set = (next: RepeatRule) => onChange({ ...draft, rrule: writeRule(next, start) });
  const choose = (next: Kind) => {
    if (next === "none") onChange({ ...draft, rrule: "" });
    else if (next === "custom") onChange({ ...draft, rrule: custom ?? "" });
    else set({ frequency: next, interval: 1, days: [] });
  };
  const words = draft.rrule && !isCustom ? sayRepeat(draft.rrule, t, i18n.language, start.zone) : "";
  return (
    <Row icon={IconRepeat} top>
      <div className="col g8">
        <Select
          aria-label={t("editor.repeat")}
          value={kind}
          data={kinds.map((value) => ({ value, label: t(`editor.repeats.${value}`) }))}
          onChange={(value) => value && value !== kind && choose(value as Kind)}
        />
        {rule && start.day && <RepeatDetails rule={rule} day={start.day} onChange={set} />}
        {words && (
          <span className="t12 i3" aria-live="polite">
            {words}
          </span>
        )}
        {kind === "custom" && draft.rrule && <code className="t12 i3 rule-text">{draft.rrule}</code>}
      </div>
    </Row>
  );
}
