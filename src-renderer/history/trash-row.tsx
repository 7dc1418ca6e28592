// One removed event: what it was, who removed it, until when it can come back.
import { Checkbox } from "@mantine/core";
import { IconCloudDown, IconRepeat, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { HistoryEntry } from "../../src-preload/contract/history.ts";
import { sayInstance, sayValue, type Words } from "../i18n/say-field.ts";
import { sayDay, sayTime } from "../time/say-when.ts";
import { dayOf } from "../time/wall-clock.ts";
import { hue, STROKE } from "../ui/hue.ts";

/** Colour of what has no calendar any more. */
const NO_COLOR = "#5F7196";

interface Props {
  readonly entry: HistoryEntry;
  readonly calendar: Calendar | undefined;
  readonly words: Words;
  readonly marked: boolean;
  readonly current: boolean;
  readonly onMark: (marked: boolean) => void;
  readonly onOpen: () => void;
}

/** When it would have been. */
function sayPlace({ start, recurrenceId }: HistoryEntry, words: Words): string {
  const [day = ""] = start === undefined ? [] : sayValue({ start }, "time", words);
  return sayInstance(recurrenceId, words) ?? day;
}

/** The line: a box to choose several, a button that shows it. */
export function TrashRow({ entry, calendar, words, marked, current, onMark, onOpen }: Props) {
  const { t } = useTranslation();
  const { title, atMs, cause, forgetAtMs, recurrenceId } = entry;
  const name = title || t("event.untitled");
  const there = cause === "removed-on-server";
  const Icon = there ? IconCloudDown : IconTrash;
  const until = sayDay(dayOf(forgetAtMs, words.zone), words.language, { day: "numeric", month: "short" });
  const parts = [sayPlace(entry, words), calendar?.name ?? t("trash.calendarGone")];
  return (
    <li className={current ? "tr-row on" : "tr-row"} style={hue(calendar?.color ?? NO_COLOR)}>
      <Checkbox
        size="xs"
        aria-label={t("trash.choose", { title: name })}
        checked={marked}
        onChange={({ currentTarget }) => onMark(currentTarget.checked)}
      />
      <button type="button" className="tr-open" aria-current={current || undefined} onClick={onOpen}>
        <span className="bar3" />
        <span className="col sp">
          <span className="row g6">
            <span className="t13 w6 el">{name}</span>
            {recurrenceId && (
              <span className="chip">
                <IconRepeat size={12} stroke={2} aria-hidden="true" />
                {t("trash.onlyOne")}
              </span>
            )}
          </span>
          <span className="t12 i3 tn el">{parts.filter(Boolean).join(" · ")}</span>
        </span>
        <span className="col tr-meta">
          <span className="row g4 t12 i3 tn">
            <Icon size={14} stroke={STROKE} className="ic" aria-hidden="true" />
            {t(there ? "trash.there" : "trash.here", { time: sayTime(atMs, words.language, words.zone) })}
          </span>
          <span className="t12 i3 tn">{t("trash.until", { day: until })}</span>
        </span>
      </button>
    </li>
  );
}
