// The calendar tile: today in one line, what is now and next, and how sure that is.
import { Button } from "@mantine/core";
import { IconCalendarOff, IconCalendarPlus, IconEyeOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Failure } from "../../src-preload/contract/failure.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useCall, useLive } from "../live.tsx";
import { useTold } from "../told.ts";
import { Problem } from "../ui/error-boundary.tsx";
import { Skeleton } from "../ui/loading.tsx";
import { CalendarFoot } from "./calendar-foot.tsx";
import { DayStrip } from "./day-strip.tsx";
import type { Strip } from "./today.ts";
import { type Frame, Widget } from "./widget.tsx";

interface Props {
  readonly frame: Frame;
  /** What is now and next. */
  readonly list: ReactNode;
  /** How much that is; undefined until the engine has answered. */
  readonly count: number | undefined;
  readonly failure: Failure | undefined;
  readonly nowMs: number;
  /** Undefined until today is known. */
  readonly strip: Strip | undefined;
  readonly accounts: readonly Account[];
  readonly calendars: readonly Calendar[];
  readonly zone: string;
  /** The line that adds an event. */
  readonly quickAdd: ReactNode;
  readonly onAgenda: () => void;
  readonly onAddAccount: () => void;
  readonly onDoctor: () => void;
}

interface EmptyProps {
  readonly Icon: typeof IconCalendarOff;
  readonly title: string;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

function Empty({ Icon, title, text, action }: EmptyProps) {
  return (
    <div className="empty widget-empty">
      <Icon size={28} stroke={1.4} className="ic" aria-hidden="true" />
      <h3 className="t14 w6">{title}</h3>
      <p className="t12 i3">{text}</p>
      {action && (
        <Button variant="default" mt="sm" onClick={action.run}>
          {action.label}
        </Button>
      )}
    </div>
  );
}

/** Why nothing is listed, and what helps. */
function Nothing({ calendars, onAddAccount }: Pick<Props, "calendars" | "onAddAccount">) {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const { data: status } = useLive("sync.status", {});
  const states = status?.calendars ?? [];
  const isFirst = states.some(({ state, lastSuccessMs }) => state === "running" && lastSuccessMs === undefined);
  if (calendars.length === 0) {
    const action = { label: t("calendars.addAccount"), run: onAddAccount };
    return (
      <Empty
        Icon={IconCalendarPlus}
        title={t("dashboard.none.title")}
        text={t("dashboard.none.text")}
        action={action}
      />
    );
  }
  if (calendars.every(({ visible }) => !visible)) {
    const all = () => Promise.all(calendars.map(({ id }) => call("calendars.update", { id, visible: true })));
    const action = { label: t("dashboard.unseen.action"), run: () => told(all()) };
    return (
      <Empty Icon={IconEyeOff} title={t("dashboard.unseen.title")} text={t("dashboard.unseen.text")} action={action} />
    );
  }
  // The first events are on their way: their shape, not "nothing planned".
  if (isFirst) return <Skeleton />;
  return <Empty Icon={IconCalendarOff} title={t("dashboard.free.title")} text={t("dashboard.free.text")} />;
}

function Body({ list, count, failure, calendars, onAddAccount }: Props) {
  const { t } = useTranslation();
  if (count === undefined) {
    return failure ? <Problem title={t("shell.failedTitle")} text={sayFailure(t, failure)} /> : <Skeleton />;
  }
  return count === 0 ? <Nothing calendars={calendars} onAddAccount={onAddAccount} /> : list;
}

/** The tile. */
export function CalendarWidget(props: Props) {
  const { frame, count, nowMs, strip, accounts, zone, quickAdd, onAgenda, onDoctor } = props;
  const { t } = useTranslation();
  return (
    <Widget
      frame={frame}
      title={t("upcoming.title")}
      meta={count !== undefined && count > 0 && t("dashboard.next", { count })}
      actions={
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onAgenda}>
          {t("dashboard.openAgenda")}
        </Button>
      }
    >
      {strip && <DayStrip strip={strip} />}
      <div className="widget-body">
        <Body {...props} />
      </div>
      {quickAdd && <div className="widget-add">{quickAdd}</div>}
      <CalendarFoot accounts={accounts} nowMs={nowMs} zone={zone} onDoctor={onDoctor} />
    </Widget>
  );
}
