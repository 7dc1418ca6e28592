// The last line of the peek: which calendar, and where the event stands towards its server.
import { IconAlertTriangle, IconClockPause, IconCloudCheck, IconCloudUp, IconLock } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useLive } from "../live.tsx";
import { sayMinutes } from "../time/say-duration.ts";
import { sayTime } from "../time/say-when.ts";
import { hue, STROKE } from "../ui/hue.ts";
import type { AgendaItem } from "./occurrence.ts";

/** How far an event is from now, while that matters: running, or within a day. */
export function sayDistance(
  { startMs, endMs, allDay }: Pick<Occurrence, "startMs" | "endMs" | "allDay">,
  nowMs: number,
  t: TFunction,
): { readonly text: string; readonly isNow: boolean } | undefined {
  if (allDay || endMs <= nowMs) return undefined;
  if (startMs <= nowMs) {
    const left = Math.ceil((endMs - nowMs) / 60_000);
    return { text: t("event.left", { duration: sayMinutes(left, t) }), isNow: true };
  }
  const minutes = Math.ceil((startMs - nowMs) / 60_000);
  if (minutes >= 1440) return undefined;
  return { text: t("event.inTime", { duration: sayMinutes(minutes, t) }), isNow: false };
}

interface Standing {
  readonly Icon: typeof IconCloudCheck;
  readonly text: string;
  /** Why it is not there yet, when there is a reason. */
  readonly why?: string;
}

function useStanding({ calendar, occurrence }: AgendaItem, zone: string): Standing {
  const { t, i18n } = useTranslation();
  const { data } = useLive("sync.status", {});
  if (!calendar.accountId) return { Icon: IconLock, text: t("event.onDevice") };
  if (calendar.readOnly) return { Icon: IconLock, text: t("event.readOnly") };
  const state = data?.calendars.find(({ calendarId }) => calendarId === calendar.id);
  const time = (ms: number) => sayTime(ms, i18n.language, zone);
  if (!occurrence.pending) {
    const lastMs = state?.lastSuccessMs;
    return { Icon: IconCloudCheck, text: lastMs ? t("event.syncedAt", { time: time(lastMs) }) : t("event.synced") };
  }
  const failure = state?.failure;
  if (failure?.code === "offline") return { Icon: IconCloudUp, text: t("event.willBeSent") };
  if (state?.state === "paused") return { Icon: IconClockPause, text: t("event.sending"), why: t("peek.paused") };
  if (!failure) return { Icon: IconCloudUp, text: t("event.sending") };
  const said = sayFailure(t, failure);
  const why = state?.nextAtMs ? t("peek.retryAt", { failure: said, time: time(state.nextAtMs) }) : said;
  return { Icon: IconAlertTriangle, text: t("event.sending"), why };
}

/** Calendar, and cloud: one glyph, one meaning (look.md §4); what keeps it here is said. */
export function PeekState({ item, zone }: { item: AgendaItem; zone: string }) {
  const { Icon, text, why } = useStanding(item, zone);
  return (
    <div className="col g4 t12 i3 peek-foot">
      <div className="row g6">
        <span className="sw" style={hue(item.calendar.color)} />
        <span className="sp el">{item.calendar.name}</span>
        <Icon size={15} stroke={STROKE} aria-hidden="true" />
        {text}
      </div>
      {why && <p className="t12 i2">{why}</p>}
    </div>
  );
}
