// How sync goes, in one line of the popover.
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import { sayState } from "../calendars/sync-foot.tsx";
import { type SyncSummary, summariseSync } from "../calendars/sync-summary.ts";
import { useConnected, useLive } from "../live.tsx";
import { sayMoment } from "../time/say-when.ts";
import type { SyncSaid } from "../widget/view.ts";

const GLYPHS = {
  "up-to-date": "ok",
  running: "running",
  pending: "waiting",
  paused: "paused",
  "asked-to-wait": "paused",
  "sign-in": "trouble",
  failing: "trouble",
  parked: "trouble",
  offline: "offline",
  device: "device",
} as const satisfies Record<SyncSummary["kind"], SyncSaid["glyph"]>;

function say(state: SyncSummary, t: TFunction, moment: (ms: number) => string): string {
  if (state.kind === "up-to-date" && state.lastMs !== undefined)
    return t("widget.checked", { time: moment(state.lastMs) });
  return sayState(state, t, moment);
}

/** @returns undefined until the engine has answered */
export function useSyncSaid(accounts: readonly Account[], zone: string, nowMs: number): SyncSaid | undefined {
  const { t, i18n } = useTranslation();
  const connected = useConnected();
  const { data } = useLive("sync.status", {});
  if (!connected) return { text: t("widget.lost"), glyph: "offline" };
  if (!data) return undefined;
  const state = summariseSync(data.calendars, accounts);
  return {
    text: say(state, t, (ms) => sayMoment(ms, nowMs, i18n.language, zone)),
    glyph: GLYPHS[state.kind],
  };
}
