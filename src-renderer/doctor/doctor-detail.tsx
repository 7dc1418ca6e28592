// A calendar of the doctor, unfolded: what waits for someone first, then the facts, then the last runs.
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { CalendarSyncState } from "../../src-preload/contract/sync.ts";
import { heldBack } from "../held-back.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { askedToWaitUntil } from "../pause.ts";
import { sayDuration } from "../time/say-reminder.ts";
import { sayMoment } from "../time/say-when.ts";
import { toSend } from "../to-send.ts";
import { failingSince, latestFirst, type Report, sayCounts } from "./doctor-words.ts";
import type { DoctorDeeds } from "./use-doctor.ts";

interface Props {
  readonly calendar: Calendar;
  readonly state: CalendarSyncState;
  readonly report: Report | undefined;
  readonly zone: string;
  readonly nowMs: number;
  readonly deeds: DoctorDeeds;
  readonly onDecide: () => void;
}

interface FailingProps extends Pick<Props, "calendar" | "state" | "report" | "deeds"> {
  readonly failure: NonNullable<CalendarSyncState["failure"]>;
  readonly said: (ms: number) => string;
}

function Failing({ calendar, state, report, deeds, failure, said }: FailingProps) {
  const { t } = useTranslation();
  const since = report && failingSince(report.lastRuns);
  const question = heldBack(failure);
  const untilMs = askedToWaitUntil(state);
  return (
    <div className="doc-problem">
      <div className="col sp">
        <span className="t13 w5">
          {untilMs === undefined ? sayFailure(t, failure) : t("sync.waitUntil", { time: said(untilMs) })}
        </span>
        <span className="t12 i3 tn">
          {[
            since !== undefined && t("doctor.failingSince", { when: said(since) }),
            state.nextAtMs !== undefined && t("doctor.nextTry", { when: said(state.nextAtMs) }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </div>
      {question && (
        <Button size="compact-sm" variant="subtle" className="danger" onClick={() => deeds.allow(calendar, question)}>
          {t(`mass.${question}.ask`)}
        </Button>
      )}
    </div>
  );
}

function Problems({ calendar, state, report, zone, nowMs, deeds, onDecide }: Props) {
  const { t, i18n } = useTranslation();
  const said = (ms: number) => sayMoment(ms, nowMs, i18n.language, zone);
  const others = (report?.events ?? 0) - (report?.parked.length ?? 0);
  return (
    <>
      {state.state === "failing" && state.failure && (
        <Failing {...{ calendar, state, report, deeds, said }} failure={state.failure} />
      )}
      {state.conflicts > 0 && (
        <div className="doc-problem">
          <span className="t13 w5 sp">{t("conflict.waiting", { count: state.conflicts })}</span>
          <Button size="compact-sm" onClick={onDecide}>
            {t("conflict.decide")}
          </Button>
        </div>
      )}
      {report?.parked.map(({ item, sinceMs, failure }) => (
        <div key={item} className="doc-problem">
          <div className="col sp">
            <span className="t13 w5 path-start">{item}</span>
            <span className="t12 i2">{sayFailure(t, failure)}</span>
            <span className="t12 i3 tn">{t("doctor.parkedSince", { when: said(sinceMs) })}</span>
          </div>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t("doctor.retryItem", { item })}
            onClick={() => deeds.retry(calendar.id, item)}
          >
            {t("shell.retry")}
          </Button>
        </div>
      ))}
      {report && report.parked.length > 0 && others > 0 && (
        <p className="t12 i3 doc-others">{t("doctor.others", { count: others })}</p>
      )}
    </>
  );
}

function Facts({ report, zone, nowMs }: Pick<Props, "zone" | "nowMs"> & { report: Report }) {
  const { t, i18n } = useTranslation();
  const said = (ms: number | undefined) =>
    ms === undefined ? t("doctor.never") : sayMoment(ms, nowMs, i18n.language, zone);
  const { due, successful, failed, skipped } = report.totals;
  const facts: readonly (readonly [string, string])[] = [
    [t("doctor.method"), report.method ? t(`doctor.how.${report.method}`) : t("doctor.never")],
    [t("doctor.cursor"), said(report.cursorSinceMs)],
    [t("doctor.fullCheck"), said(report.lastFullCheckAtMs)],
    [t("doctor.server"), report.server ?? t("doctor.unknown")],
    [t("doctor.events"), t("doctor.eventCount", { count: report.events, pending: toSend(report) })],
    [t("doctor.totals"), t("doctor.totalWords", { due, successful, failed, skipped })],
    [t("doctor.quirks"), report.quirks.length > 0 ? report.quirks.join(", ") : t("doctor.noQuirks")],
  ];
  return (
    <dl className="doc-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="t12 i3">{name}</dt>
          <dd className="t13 tn">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Runs({ report, zone, nowMs }: Pick<Props, "zone" | "nowMs"> & { report: Report }) {
  const { t, i18n } = useTranslation();
  if (report.lastRuns.length === 0) return null;
  return (
    <table className="doc-runs t12 tn">
      <caption className="over">{t("doctor.lastRuns")}</caption>
      <thead className="hidden">
        <tr>
          {(["when", "cause", "outcome", "counts", "duration"] as const).map((name) => (
            <th key={name} scope="col">
              {t(`doctor.run.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {latestFirst(report.lastRuns)
          .slice(0, 8)
          .map((run) => (
            <tr key={`${run.startedMs} ${run.cause}`}>
              <td>{sayMoment(run.startedMs, nowMs, i18n.language, zone)}</td>
              <td className="i3">{t(`doctor.cause.${run.cause}`)}</td>
              <td className={run.outcome === "failed" ? "err" : ""}>
                {run.failure ? sayFailure(t, run.failure) : t(`doctor.outcome.${run.outcome}`)}
              </td>
              <td className="i3">{sayCounts(run, t)}</td>
              <td className="i3">{sayDuration(run.durationMs, t)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

/** What a row shows when it is open. */
export function DoctorDetail(props: Props) {
  const { t } = useTranslation();
  const { report, zone, nowMs } = props;
  return (
    <div className="doc-detail">
      <div className="doc-problems">
        <Problems {...props} />
      </div>
      {report ? (
        <>
          <Facts report={report} zone={zone} nowMs={nowMs} />
          <Runs report={report} zone={zone} nowMs={nowMs} />
        </>
      ) : (
        <p className="t12 i3">{t("doctor.noRun")}</p>
      )}
    </div>
  );
}
