// When: days, times, all day, zones, and everything that is odd about them, said at once.
import { ActionIcon, Anchor, Checkbox, Tooltip, UnstyledButton } from "@mantine/core";
import { IconArrowBarToRight, IconChevronDown, IconChevronRight, IconClock, IconWorld } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { sayDay } from "../../time/say-when.ts";
import { addDays, type Day } from "../../time/wall-clock.ts";
import { STROKE } from "../../ui/hue.ts";
import { type Draft, type DraftProblem, onClock, startOf, withAllDay, withStart } from "../draft.ts";
import { DayField } from "./day-field.tsx";
import { focusField } from "./focus-field.ts";
import { Row } from "./row.tsx";
import { TimeField } from "./time-field.tsx";
import { useZoneWords, ZoneFields } from "./zone-field.tsx";
import { cityOf, skippedTo } from "./zones.ts";

interface WhenProps {
  readonly draft: Draft;
  readonly problem: DraftProblem | undefined;
  readonly today: Day;
  readonly screenZone: string;
  /** The server keeps a time without zone. */
  readonly floating: boolean;
  /** Why the server does not take the zone. */
  readonly error: string | undefined;
  readonly onChange: (draft: Draft) => void;
}

const PROBLEM_ID = "editor-when-problem";

function Start({ draft, problem, today, onChange }: WhenProps) {
  const { t } = useTranslation();
  return (
    <>
      <DayField
        label={t("editor.startDate")}
        value={draft.startDay}
        today={today}
        invalid={problem === "badDate" && !draft.startDay}
        onChange={(startDay) => onChange(withStart(draft, { startDay }))}
      />
      {!draft.allDay && (
        <TimeField
          label={t("editor.startTime")}
          value={draft.startTime}
          invalid={problem === "badTime" && !draft.startTime}
          describedBy={problem && PROBLEM_ID}
          onChange={(startTime) => onChange(withStart(draft, { startTime }))}
        />
      )}
    </>
  );
}

function End({ draft, problem, today, onChange, withDay }: WhenProps & { readonly withDay: boolean }) {
  const { t } = useTranslation();
  const isEnd = problem === "endBeforeStart";
  return (
    <>
      {withDay && (
        <DayField
          label={t("editor.endDate")}
          value={draft.endDay}
          today={today}
          invalid={isEnd || (problem === "badDate" && !draft.endDay)}
          describedBy={problem && PROBLEM_ID}
          onChange={(endDay) => onChange({ ...draft, endDay })}
        />
      )}
      {!draft.allDay && (
        <TimeField
          isEnd
          label={t("editor.endTime")}
          value={draft.endTime}
          invalid={isEnd || (problem === "badTime" && !draft.endTime)}
          describedBy={problem && PROBLEM_ID}
          onChange={(endTime) => onChange({ ...draft, endTime })}
        />
      )}
    </>
  );
}

function Problem({ draft, problem, onChange }: WhenProps) {
  const { t } = useTranslation();
  if (!problem) return null;
  const canBeNextDay = problem === "endBeforeStart" && !draft.allDay && draft.endDay === draft.startDay;
  return (
    <p className="t12 err mt4" role="alert" id={PROBLEM_ID}>
      {t(`editor.${problem}`)}{" "}
      {canBeNextDay && (
        <Anchor
          component="button"
          type="button"
          size="xs"
          onClick={() => {
            onChange({ ...draft, endDay: addDays(draft.startDay, 1) });
            // The end moves to a line of its own: its field is another one by then.
            requestAnimationFrame(() => focusField(".ed-end-time input"));
          }}
        >
          {t("editor.nextDay")}
        </Anchor>
      )}
    </p>
  );
}

/** What is odd about the times, without keeping anybody from saving. */
function Notes({ draft, problem, screenZone }: WhenProps) {
  const { t, i18n } = useTranslation();
  if (problem || draft.allDay) return null;
  const start = startOf(draft);
  const end = `${draft.endDay}T${draft.endTime}`;
  const lines = [
    { wall: start, zone: draft.zone },
    { wall: end, zone: draft.endZone },
  ].flatMap(({ wall, zone }) => {
    const shown = skippedTo(wall, zone);
    return shown ? [t("editor.skipped", { time: wall.slice(11), shown: shown.slice(11) })] : [];
  });
  const isElsewhere = draft.zone !== "floating" && (draft.zone !== screenZone || draft.endZone !== screenZone);
  if (isElsewhere) {
    const from = onClock(start, draft.zone, screenZone);
    const to = onClock(end, draft.endZone, screenZone);
    const day = (wall: string) =>
      sayDay(wall.slice(0, 10), i18n.language, { weekday: "short", day: "numeric", month: "short" });
    const until = from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : `${day(to)}, ${to.slice(11)}`;
    const when = `${day(from)}, ${from.slice(11)} – ${until}`;
    lines.push(t("editor.sameAt", { when, city: cityOf(screenZone) }));
  }
  return lines.map((line) => (
    <p key={line} className="t12 i3 mt4 tn" role="status">
      {line}
    </p>
  ));
}

function Times(props: WhenProps) {
  const { draft, problem } = props;
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const isLong = draft.allDay || asked || draft.endDay !== draft.startDay || problem === "badDate";
  const to = <span className="i3 t13">{draft.allDay ? t("editor.until") : t("editor.to")}</span>;
  if (draft.allDay || !isLong) {
    return (
      <div className="ed-when">
        <Start {...props} />
        {to}
        <End {...props} withDay={draft.allDay} />
        {!draft.allDay && (
          <Tooltip label={t("editor.otherDay")} zIndex={400}>
            <ActionIcon size={24} aria-label={t("editor.otherDay")} onClick={() => setAsked(true)}>
              <IconArrowBarToRight size={16} stroke={STROKE} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
    );
  }
  return (
    <div className="col g6">
      <div className="ed-when">
        <Start {...props} />
      </div>
      <div className="ed-when">
        {to}
        <End {...props} withDay />
      </div>
    </div>
  );
}

/** The rows. */
export function WhenFields(props: WhenProps) {
  const { draft, screenZone, floating, error, onChange } = props;
  const { t } = useTranslation();
  const errorId = useId();
  const [zonesOpen, setZonesOpen] = useState(draft.zone !== draft.endZone);
  const zoneWords = useZoneWords(draft);
  const Chevron = zonesOpen ? IconChevronDown : IconChevronRight;
  return (
    <>
      <Row icon={IconClock} top>
        <Times {...props} />
        <Problem {...props} />
        <Notes {...props} />
      </Row>
      <Row icon={IconWorld} top={zonesOpen}>
        <div className="row g12 ed-zone-row">
          {draft.allDay ? (
            <span className="sp" />
          ) : (
            <span className="sp">
              <UnstyledButton
                className="ed-zone t13 i2"
                aria-expanded={zonesOpen}
                data-field="zone"
                {...(error && { "aria-describedby": errorId })}
                aria-label={`${t("editor.zoneOptions")}, ${zoneWords}`}
                onClick={() => setZonesOpen(!zonesOpen)}
              >
                <span className="el">{zoneWords}</span>
                <Chevron size={14} stroke={2} className="ic" aria-hidden="true" />
              </UnstyledButton>
            </span>
          )}
          <Checkbox
            label={t("editor.allDay")}
            checked={draft.allDay}
            onChange={({ currentTarget }) => onChange(withAllDay(draft, currentTarget.checked))}
          />
        </div>
        {zonesOpen && !draft.allDay && (
          <ZoneFields draft={draft} screenZone={screenZone} floating={floating} onChange={onChange} />
        )}
        {error && (
          <p className="t12 err mt4" role="alert" id={errorId}>
            {error}
          </p>
        )}
      </Row>
    </>
  );
}
