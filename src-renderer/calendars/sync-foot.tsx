// The foot of the sidebar: the state of sync in one glyph and one line.
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
import { useTranslation } from "react-i18next";
import { sayFailure } from "../i18n/say-failure.ts";
import { useConnected, useLive } from "../live.tsx";
import { sayTime } from "../time/say-when.ts";
import { STROKE } from "../ui/hue.ts";
import { type SyncSummary, summariseSync } from "./sync-summary.ts";

/** Glyph and tone of each state (look.md §4). */
export const GLYPHS = {
  "up-to-date": { Icon: IconCloudCheck, tone: "ok" },
  running: { Icon: IconRefresh, tone: "turning" },
  pending: { Icon: IconCloudUp, tone: "ic" },
  paused: { Icon: IconClockPause, tone: "ic" },
  "asked-to-wait": { Icon: IconClockPause, tone: "ic" },
  "sign-in": { Icon: IconAlertTriangle, tone: "err" },
  failing: { Icon: IconAlertTriangle, tone: "err" },
  parked: { Icon: IconAlertTriangle, tone: "err" },
  offline: { Icon: IconCloudOff, tone: "ic" },
  device: { Icon: IconLock, tone: "ic" },
} as const satisfies Record<SyncSummary["kind"], unknown>;

/** The state in words. @param time says a moment of today */
export function sayState(state: SyncSummary, t: TFunction, time: (ms: number) => string): string {
  switch (state.kind) {
    case "up-to-date":
      return state.lastMs === undefined ? t("sync.ready") : t("sync.upToDate", { time: time(state.lastMs) });
    case "running":
      return t("sync.running");
    case "pending":
      return t("sync.pending", { count: state.pending });
    case "asked-to-wait":
      return t("sync.waitUntil", { time: time(state.untilMs) });
    case "parked":
      return t("sync.parked", { count: state.count });
    case "sign-in":
      return `${state.account.label} · ${t("sync.signIn")}`;
    case "failing":
      return sayFailure(t, state.failure);
    default:
      return t(`sync.${state.kind}`);
  }
}

interface Props {
  readonly zone: string;
  readonly onDoctor: () => void;
  readonly onDecide: () => void;
}

/** Sync in one line, with the time of the next try when something failed. */
export function SyncFoot({ zone, onDoctor, onDecide }: Props) {
  const { t, i18n } = useTranslation();
  const connected = useConnected();
  const { data: status } = useLive("sync.status", {});
  const { data: list } = useLive("accounts.list", {});
  const { data: decisions } = useLive("conflicts.list", {});
  const toDecide = decisions?.conflicts.length ?? 0;
  if (!status || !list) return <div className="sync-foot" />;
  const found = summariseSync(status.calendars, list.accounts);
  const state: SyncSummary = connected ? found : { kind: "offline", nextAtMs: undefined, pending: found.pending };
  const { Icon, tone } = GLYPHS[state.kind];
  const time = (ms: number) => sayTime(ms, i18n.language, zone);
  const nextAtMs = "nextAtMs" in state ? state.nextAtMs : undefined;
  const waits = state.kind !== "pending" && state.pending > 0;
  return (
    <div className="sync-foot row g8 top t12 i3">
      <button type="button" className="foot-line row g8 top sp" title={t("doctor.open")} onClick={onDoctor}>
        <Icon size={16} stroke={STROKE} className={tone} aria-hidden="true" />
        <span className="col sp">
          <span className="tn">{sayState(state, t, time)}</span>
          {nextAtMs !== undefined && <span className="tn">{t("sync.next", { time: time(nextAtMs) })}</span>}
        </span>
        {waits && <span className="chip tn">{t("shell.waiting", { count: state.pending })}</span>}
      </button>
      {toDecide > 0 && (
        <button type="button" className="chip err tn foot-chip" onClick={onDecide}>
          {t("conflict.short", { count: toDecide })}
        </button>
      )}
    </div>
  );
}
