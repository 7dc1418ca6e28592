// What was found, by day, the words marked; arrows move, Enter opens.
import { Button } from "@mantine/core";
import { type KeyboardEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import { sayDay, sayTime } from "../time/say-when.ts";
import { dayOf } from "../time/wall-clock.ts";
import { hue } from "../ui/hue.ts";
import { Marked } from "../ui/marked.tsx";

interface Props {
  readonly found: readonly Occurrence[];
  readonly total: number;
  readonly query: string;
  readonly calendars: readonly Calendar[];
  readonly zone: string;
  readonly onOpen: (occurrence: Occurrence) => void;
  readonly onMore: () => void;
  /** From the first result back to the field. */
  readonly onLeave: () => void;
}

/** Days in the order of the results, each with its own. */
function byDay(found: readonly Occurrence[], zone: string): readonly (readonly [string, readonly Occurrence[]])[] {
  const days = new Map<string, Occurrence[]>();
  for (const one of found) {
    const day = one.allDay ? one.start.slice(0, 10) : dayOf(one.startMs, zone);
    days.set(day, [...(days.get(day) ?? []), one]);
  }
  return [...days];
}

/** The results. */
export function SearchResults({ found, total, query, calendars, zone, onOpen, onMore, onLeave }: Props) {
  const { t, i18n } = useTranslation();
  const root = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const rows = [...(root.current?.querySelectorAll<HTMLElement>(".search-row") ?? [])];
    const next = rows.indexOf(event.target as HTMLElement) + step;
    if (next < 0) onLeave();
    else rows[next]?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows go from one button to the next
    <div ref={root} className="search-results" onKeyDown={onKeyDown}>
      {byDay(found, zone).map(([day, list]) => (
        <section key={day}>
          <h3 className="over search-day">
            {sayDay(day, i18n.language, { weekday: "long", day: "numeric", month: "long", year: "numeric" })}
          </h3>
          {list.map((one) => {
            const calendar = calendars.find(({ id }) => id === one.calendarId);
            return (
              <button
                key={`${one.eventId} ${one.recurrenceId ?? ""}`}
                type="button"
                className="search-row"
                data-struck={one.status === "cancelled" || one.answer === "declined" || undefined}
                onClick={() => onOpen(one)}
              >
                <span className="sw" style={hue(one.color ?? calendar?.color ?? "#5F7196")} aria-hidden="true" />
                <span className="t12 i2 tn search-time">
                  {one.allDay ? t("search.allDay") : sayTime(one.startMs, i18n.language, zone)}
                </span>
                <span className="col sp">
                  <span className="t13 w5 el">
                    <Marked text={one.title || t("event.untitled")} query={query} />
                  </span>
                  <span className="t12 i3 el">
                    {one.location && <Marked text={one.location} query={query} />}
                    {one.location && " · "}
                    {calendar?.name}
                  </span>
                </span>
              </button>
            );
          })}
        </section>
      ))}
      {found.length < total && (
        <Button variant="default" className="search-more" onClick={onMore}>
          {t("search.more")}
        </Button>
      )}
    </div>
  );
}
