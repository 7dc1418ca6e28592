// One calendar of the doctor: a line, that unfolds.
import { ActionIcon, Menu } from "@mantine/core";
import {
  IconChevronDown,
  IconChevronRight,
  IconDots,
  IconPlayerStop,
  IconRefresh,
  IconReload,
  IconZoomCheck,
} from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { CalendarSyncState } from "../../src-preload/contract/sync.ts";
import { sayMoment } from "../time/say-when.ts";
import { hue, STROKE } from "../ui/hue.ts";
import { DoctorDetail } from "./doctor-detail.tsx";
import { type Report, sayCalendarState } from "./doctor-words.ts";
import { TONES } from "./tones.ts";
import type { DoctorDeeds } from "./use-doctor.ts";

interface Props {
  readonly calendar: Calendar;
  readonly state: CalendarSyncState;
  readonly report: Report | undefined;
  readonly zone: string;
  readonly nowMs: number;
  /** Its account waits for a sign-in. */
  readonly isSignedOut: boolean;
  readonly opened: boolean;
  readonly onToggle: () => void;
  readonly deeds: DoctorDeeds;
  readonly onDecide: () => void;
}

function RowMenu({ calendar, state, deeds }: Pick<Props, "calendar" | "state" | "deeds">) {
  const { t } = useTranslation();
  const scope = { calendarId: calendar.id };
  return (
    <Menu position="bottom-end" shadow="md" width={240} withinPortal>
      <Menu.Target>
        <ActionIcon aria-label={t("calendars.menu", { name: calendar.name })}>
          <IconDots size={16} stroke={STROKE} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconRefresh size={16} stroke={STROKE} />} onClick={() => deeds.run(scope)}>
          {t("calendars.syncNow")}
        </Menu.Item>
        <Menu.Item leftSection={<IconZoomCheck size={16} stroke={STROKE} />} onClick={() => deeds.compare(scope)}>
          {t("doctor.compare")}
        </Menu.Item>
        {state.parked > 0 && (
          <Menu.Item leftSection={<IconReload size={16} stroke={STROKE} />} onClick={() => deeds.retry(calendar.id)}>
            {t("doctor.retryAll")}
          </Menu.Item>
        )}
        {state.state === "running" && (
          <Menu.Item
            leftSection={<IconPlayerStop size={16} stroke={STROKE} />}
            onClick={() => deeds.cancel(state.accountId)}
          >
            {t("doctor.stop")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** How far a run is, as a bar while its end is known. */
function Bar({ state, name }: { state: CalendarSyncState; name: string }) {
  const { progress } = state;
  if (state.state !== "running" || !progress?.total) return null;
  const percent = Math.min(100, Math.round((100 * progress.done) / progress.total));
  return (
    <div
      className="doc-progress"
      role="progressbar"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <span style={{ width: `${percent}%` }} />
    </div>
  );
}

/** The line and what it unfolds. */
export function DoctorRow(props: Props) {
  const { t, i18n } = useTranslation();
  const { calendar, state, report, zone, nowMs, opened, onToggle } = props;
  const detailId = useId();
  const said = (ms: number | undefined) => (ms === undefined ? "–" : sayMoment(ms, nowMs, i18n.language, zone));
  const { tone: toneName, text } = sayCalendarState(state, t, (ms) => sayMoment(ms, nowMs, i18n.language, zone));
  const { Icon, tone } = TONES[toneName];
  const isNow = state.state === "running" && state.progress?.pausedUntilMs === undefined;
  let next = isNow ? t("doctor.now") : said(state.progress?.pausedUntilMs ?? state.nextAtMs);
  if (props.isSignedOut) next = t("doctor.afterSignIn");
  const Chevron = opened ? IconChevronDown : IconChevronRight;
  return (
    <li className={toneName === "err" ? "doc-item problem-row" : "doc-item"}>
      <div className="doc-row">
        <button
          type="button"
          className="doc-name"
          aria-expanded={opened}
          aria-controls={opened ? detailId : undefined}
          onClick={onToggle}
        >
          <Chevron size={16} stroke={STROKE} className="ic" aria-hidden="true" />
          <span className="sw" style={hue(calendar.color)} />
          <span className="t13 w6 el">{calendar.name}</span>
        </button>
        <span className="t12 i3 el doc-method">{report?.method ? t(`doctor.how.${report.method}`) : ""}</span>
        <span className="t12 i2 tn">
          <span className="hidden">{t("doctor.lastSuccess")} </span>
          {said(state.lastSuccessMs)}
        </span>
        <span className="t12 i2 tn">
          <span className="hidden">{t("doctor.next")} </span>
          {next}
        </span>
        <span className={toneName === "err" ? "row g6 t12 err" : "row g6 t12 i2"}>
          <Icon size={15} stroke={STROKE} className={tone} aria-hidden="true" />
          <span className="el tn" title={text}>
            {text}
          </span>
        </span>
        <RowMenu calendar={calendar} state={state} deeds={props.deeds} />
      </div>
      <Bar state={state} name={calendar.name} />
      {opened && (
        <div id={detailId}>
          <DoctorDetail {...props} />
        </div>
      )}
    </li>
  );
}
