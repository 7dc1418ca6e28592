// Gathers what the palette offers: the sentence as an event, days, commands, calendars, events found.
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import { inOtherLanguage } from "../i18n/other-language.ts";
import { useLive } from "../live.tsx";
import { sayLongDay, sayMoment } from "../time/say-when.ts";
import { type Day, instantOf } from "../time/wall-clock.ts";
import { useAllCommands } from "../ui/commands.tsx";
import { matchText } from "../ui/match.ts";
import { type Choice, commandChoices, type Item, listed, matching } from "./items.ts";
import { recentIds } from "./recent.ts";

/** What a sentence would become. */
export interface Written {
  /** Empty when it says only when. */
  readonly title: string;
  readonly when: string;
  readonly rest: readonly string[];
  readonly calendar: Pick<Calendar, "name" | "color">;
  /** Did it say when? */
  readonly dated: boolean;
  /** Wall clock or day. */
  readonly start: string;
  readonly end: string;
  readonly create: () => unknown;
  readonly more: () => unknown;
}

/** What the palette can reach. */
export interface PaletteScene {
  readonly calendars: readonly Calendar[];
  readonly zone: string;
  readonly nowMs: number;
  /** Reads a sentence. */
  readonly read: (text: string) => Written | undefined;
  readonly onDay: (day: Day) => void;
  readonly onEvent: (occurrence: Occurrence) => void;
  readonly onShow: (calendar: Calendar, visible: boolean) => void;
  readonly onSearch: (query: string) => void;
}

/** Typing settles this long before the events are asked for. */
const SETTLE_MS = 120;
const FOUND_MAX = 6;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Is the person free then? Only known for hours of one event. */
function useFreeWords(written: Written | undefined, zone: string): string | undefined {
  const { t } = useTranslation();
  const timed = written?.start.includes("T") && written.end.includes("T") ? written : undefined;
  const fromMs = timed ? instantOf(timed.start, zone) : 0;
  const toMs = timed ? instantOf(timed.end, zone) : 0;
  const { data } = useLive("agenda.range", { fromMs, toMs }, { enabled: timed !== undefined });
  if (!timed || !data) return undefined;
  const other = data.occurrences.find(
    ({ allDay, answer, status }) => !allDay && answer !== "declined" && status !== "cancelled",
  );
  return other ? t("palette.busy", { title: other.title || t("event.untitled") }) : t("palette.free");
}

function useWrittenItems(query: string, { read, zone, onDay }: PaletteScene): readonly Item[] {
  const { t, i18n } = useTranslation();
  const wanted = query.trim().startsWith("+");
  const written = read(query.trim().replace(/^\+\s*/u, ""));
  const isEvent = written !== undefined && written.title !== "" && (written.dated || wanted);
  const free = useFreeWords(isEvent ? written : undefined, zone);
  if (!written) return [];
  const day = written.start.slice(0, 10);
  const goTo: Item = {
    id: `day:${day}`,
    label: capital(sayLongDay(day, i18n.language)),
    group: t("palette.goTo"),
    detail: t("palette.goToDay"),
    run: () => onDay(day),
  };
  if (written.title === "") return written.dated ? [goTo] : [];
  if (!isEvent) return [];
  const detail = [written.when, ...written.rest, ...(free === undefined ? [] : [free])].join(" · ");
  const { color, name: into } = written.calendar;
  const { create, more, title } = written;
  const item: Item = { id: "create", label: title, group: t("palette.create"), detail, color, into, run: create, more };
  return written.dated ? [item, goTo] : [item];
}

function useCalendarChoices({ calendars, onShow }: PaletteScene): readonly Choice[] {
  const { t } = useTranslation();
  return calendars.map((calendar) => ({
    id: `calendar:${calendar.id}`,
    label: t(calendar.visible ? "palette.hide" : "palette.show", { calendar: calendar.name }),
    group: t("palette.calendars"),
    color: calendar.color,
    words: [calendar.name, "show hide afficher masquer"],
    run: () => onShow(calendar, !calendar.visible),
  }));
}

function useFound(query: string, { calendars, zone, nowMs, onEvent }: PaletteScene): readonly Item[] {
  const { t, i18n } = useTranslation();
  const [settled] = useDebouncedValue(query.trim(), SETTLE_MS);
  const enabled = settled.length > 1 && !settled.startsWith("+");
  const { data } = useLive("agenda.search", { query: settled, limit: FOUND_MAX }, { enabled, keep: true });
  if (!enabled || !data || query.trim().length < 2) return [];
  return data.occurrences.map((one) => ({
    id: `event:${one.eventId}`,
    label: one.title || t("event.untitled"),
    group: t("palette.found"),
    ranges: matchText(settled, one.title)?.ranges ?? [],
    detail: [
      one.allDay
        ? sayLongDay(one.start.slice(0, 10), i18n.language)
        : sayMoment(one.startMs, nowMs, i18n.language, zone),
      ...(one.location ? [one.location] : []),
    ].join(" · "),
    color: one.color ?? calendars.find(({ id }) => id === one.calendarId)?.color ?? "#5F7196",
    run: () => onEvent(one),
  }));
}

/** The rows for what was typed. */
export function useItems(query: string, scene: PaletteScene): readonly Item[] {
  const { t } = useTranslation();
  const all = useAllCommands();
  // As they were when the palette opened: the rows must not change under the choice.
  const [commands] = useState(all);
  const [recent] = useState(recentIds);
  const choices = [...commandChoices(commands, inOtherLanguage), ...useCalendarChoices(scene)];
  const written = useWrittenItems(query, scene);
  const found = useFound(query, scene);
  const typed = query.trim();
  if (typed === "") return listed(choices, recent, t("palette.recent"));
  if (typed.startsWith("+")) return written;
  const search: Item = {
    id: "search",
    label: t("palette.searchAll", { query: typed }),
    group: t("palette.found"),
    run: () => scene.onSearch(typed),
  };
  const matches = matching(choices, typed, recent);
  const rows = [...written, ...matches, ...found, ...(typed.length > 1 ? [search] : [])];
  const groups = [...new Set(rows.map(({ group }) => group))];
  return groups.flatMap((group) => rows.filter((row) => row.group === group));
}
