// The last line of the peek: which calendar, and where the event stands towards its server.
import { IconCloudCheck, IconCloudUp, IconLock } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import { useLive } from "../live.tsx";
import { sayTime } from "../time/say-when.ts";
import { hue, STROKE } from "../ui/hue.ts";
import type { AgendaItem } from "./occurrence.ts";

function sayMinutes(minutes: number, t: TFunction): string {
  if (minutes < 60) return t("unit.minutes", { count: minutes });
  const rest = minutes % 60;
  const hours = Math.floor(minutes / 60);
  if (rest === 0) return t("unit.hours", { count: hours });
  return t("unit.hoursMinutes", { hours, minutes: String(rest).padStart(2, "0") });
}

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

/** Calendar, and cloud: one glyph, one meaning (look.md §4). */
export function PeekState({ item: { calendar, occurrence }, zone }: { item: AgendaItem; zone: string }) {
  const { t, i18n } = useTranslation();
  const { data } = useLive("sync.status", {});
  const state = data?.calendars.find(({ calendarId }) => calendarId === calendar.id);
  const lastMs = state?.lastSuccessMs;
  let Icon = IconCloudCheck;
  let text = lastMs ? t("event.syncedAt", { time: sayTime(lastMs, i18n.language, zone) }) : t("event.synced");
  if (!calendar.accountId) {
    Icon = IconLock;
    text = t("event.onDevice");
  } else if (calendar.readOnly) {
    Icon = IconLock;
    text = t("event.readOnly");
  } else if (occurrence.pending) {
    Icon = IconCloudUp;
    text = state?.failure?.code === "offline" ? t("event.willBeSent") : t("event.sending");
  }
  return (
    <div className="row g6 t12 i3 peek-foot">
      <span className="sw" style={hue(calendar.color)} />
      <span className="sp el">{calendar.name}</span>
      <Icon size={15} stroke={STROKE} aria-hidden="true" />
      {text}
    </div>
  );
}
