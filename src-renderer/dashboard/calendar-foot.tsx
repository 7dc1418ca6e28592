// The foot of the calendar tile: the state of sync, a refresh of its own, and what is hidden.
import { ActionIcon, Tooltip } from "@mantine/core";
import {
  IconAlertTriangle,
  IconClockPause,
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  IconLock,
  IconRefresh,
} from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import { useCommand, useConnected, useLive } from "../live.tsx";
import { sayMoment } from "../time/say-when.ts";
import { useTold } from "../told.ts";
import { STROKE } from "../ui/hue.ts";
import { HiddenChoice } from "./hidden-choice.tsx";
import { type SyncLine, syncLine } from "./sync-line.ts";

const GLYPHS = {
  "up-to-date": { Icon: IconCloudCheck, tone: "ok" },
  running: { Icon: IconRefresh, tone: "turning" },
  "waiting-to-send": { Icon: IconCloudUp, tone: "ic" },
  paused: { Icon: IconClockPause, tone: "ic" },
  "asked-to-wait": { Icon: IconClockPause, tone: "ic" },
  "sign-in": { Icon: IconAlertTriangle, tone: "err" },
  failing: { Icon: IconAlertTriangle, tone: "err" },
  parked: { Icon: IconAlertTriangle, tone: "err" },
  offline: { Icon: IconCloudOff, tone: "ic" },
  device: { Icon: IconLock, tone: "ic" },
} as const satisfies Record<SyncLine["kind"], unknown>;

type Say = (ms: number) => string;

function sayRunning({ first, done, total }: Extract<SyncLine, { kind: "running" }>, t: TFunction): string {
  const what = t(first ? "dashboard.firstRun" : "dashboard.running");
  if (done === 0 && total === undefined) return what;
  const count = total === undefined ? t("dashboard.done", { count: done }) : t("dashboard.doneOf", { done, total });
  return `${what} ${count}`;
}

function sayLine(line: SyncLine, t: TFunction, moment: Say): string {
  switch (line.kind) {
    case "up-to-date":
      return line.checkedMs === undefined
        ? t("sync.ready")
        : t("dashboard.upToDate", { count: line.count, time: moment(line.checkedMs) });
    case "running":
      return sayRunning(line, t);
    case "waiting-to-send":
      return t("sync.pending", { count: line.count });
    case "asked-to-wait":
      return t("sync.waitUntil", { time: moment(line.untilMs) });
    case "sign-in":
      return `${line.account} · ${t("sync.signIn")}`;
    case "parked":
      return t("sync.parked", { count: line.count });
    case "failing":
      return line.sinceMs === undefined
        ? t("dashboard.failing", { count: line.count })
        : t("dashboard.failingSince", { count: line.count, time: moment(line.sinceMs) });
    case "offline":
      return line.checkedMs === undefined
        ? t("sync.offline")
        : t("dashboard.offlineSince", { time: moment(line.checkedMs) });
    default:
      return t(`sync.${line.kind}`);
  }
}

/** A run asked for here: busy until it has ended, whatever else runs. */
function Refresh() {
  const { t } = useTranslation();
  const sync = useCommand("sync.run");
  const told = useTold();
  const [busy, setBusy] = useState(false);
  const run = () => {
    if (busy) return;
    setBusy(true);
    told(sync({}).finally(() => setBusy(false)));
  };
  const label = t(busy ? "dashboard.refreshing" : "dashboard.refresh");
  return (
    <Tooltip label={label}>
      <ActionIcon size={24} aria-label={label} aria-busy={busy} onClick={run}>
        <IconRefresh size={15} stroke={STROKE} className={busy ? "turning" : undefined} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}

interface Props {
  readonly accounts: readonly Account[];
  readonly nowMs: number;
  readonly zone: string;
  readonly onDoctor: () => void;
}

/** The foot. */
export function CalendarFoot({ accounts, nowMs, zone, onDoctor }: Props) {
  const { t, i18n } = useTranslation();
  const connected = useConnected();
  const { data } = useLive("sync.status", {});
  const line = data && syncLine(data.calendars, accounts, connected);
  const moment = (ms: number) => sayMoment(ms, nowMs, i18n.language, zone);
  const { Icon, tone } = GLYPHS[line?.kind ?? "device"];
  return (
    <div className="row g8 widget-foot t12 i3">
      {line ? (
        <button type="button" className="row g6 sp foot-state" title={t("doctor.open")} onClick={onDoctor}>
          <Icon size={16} stroke={STROKE} className={tone} aria-hidden="true" />
          <span className="el tn">
            {sayLine(line, t, moment)}
            {"nextAtMs" in line && line.nextAtMs !== undefined && (
              <span> · {t("sync.next", { time: moment(line.nextAtMs) })}</span>
            )}
          </span>
        </button>
      ) : (
        <span className="sp" />
      )}
      {line && line.kind !== "device" && <Refresh />}
      <HiddenChoice />
    </div>
  );
}
