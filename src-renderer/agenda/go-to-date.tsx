// The title of the period; pressed, it asks for a day: written in words, or picked.
import { Popover, TextInput, UnstyledButton } from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import { IconChevronDown } from "@tabler/icons-react";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { sayLongDay } from "../time/say-when.ts";
import type { Day } from "../time/wall-clock.ts";
import { STROKE } from "../ui/hue.ts";
import type { Place } from "./place.ts";
import { readGoal } from "./read-goal.ts";

interface Props {
  readonly title: string;
  readonly place: Place;
  readonly today: Day;
  readonly opened: boolean;
  readonly onOpened: (opened: boolean) => void;
}

function Ask({ place, today, onDone }: Pick<Props, "place" | "today"> & { onDone: () => void }) {
  const { t, i18n } = useTranslation();
  const [text, setText] = useState("");
  const goal = readGoal(text, today);
  const go = (day: Day | null | undefined) => {
    if (!day) return;
    place.setDay(day);
    onDone();
  };
  const said = goal ? `${sayLongDay(goal, i18n.language)} ${goal.slice(0, 4)}` : t(text ? "goTo.unknown" : "goTo.hint");
  return (
    <div className="col g8">
      <TextInput
        label={t("goTo.label")}
        placeholder={t("goTo.placeholder")}
        description={<span aria-live="polite">{said}</span>}
        inputWrapperOrder={["label", "input", "description"]}
        value={text}
        data-autofocus
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event: KeyboardEvent) => event.key === "Enter" && go(goal)}
      />
      <DatePicker
        size="xs"
        highlightToday
        weekendDays={[]}
        firstDayOfWeek={place.layout.firstDay as 0 | 1 | 2 | 3 | 4 | 5 | 6}
        defaultDate={place.day}
        value={goal ?? place.day}
        key={goal ?? "none"}
        onChange={go}
        ariaLabels={{
          nextMonth: t("mini.next"),
          previousMonth: t("mini.previous"),
          nextYear: t("goTo.nextYear"),
          previousYear: t("goTo.previousYear"),
          nextDecade: t("goTo.nextYears"),
          previousDecade: t("goTo.previousYears"),
        }}
      />
    </div>
  );
}

/** The heading of the agenda. Its text is announced when the page turns. */
export function PeriodTitle({ title, place, today, opened, onOpened }: Props) {
  const { t } = useTranslation();
  return (
    <Popover opened={opened} onChange={onOpened} position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <h1 className="t20 w6 bar-title">
          <UnstyledButton
            className="bar-goto"
            title={t("goTo.open")}
            aria-haspopup="dialog"
            onClick={() => onOpened(!opened)}
          >
            <span className="el" aria-live="polite">
              {title}
            </span>
            <IconChevronDown size={16} stroke={STROKE} className="ic" aria-hidden="true" />
          </UnstyledButton>
        </h1>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("goTo.open")}>
        <Ask place={place} today={today} onDone={() => onOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
