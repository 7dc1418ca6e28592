// What is now and what is next, day by day. One stop for Tab; arrows go from one event to the next.
import { type KeyboardEvent, useId, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Day, dayOf } from "../time/wall-clock.ts";
import type { UpcomingDay, UpcomingItem, UpcomingPlan } from "./plan.ts";
import { DayHeading, RunningCard, UpcomingRow } from "./rows.tsx";

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, count) => count - 1,
};

interface Props {
  readonly plan: UpcomingPlan;
  readonly nowMs: number;
  readonly zone: string;
  readonly onOpen: (item: UpcomingItem) => void;
}

/** Keeps one of the events in the way of Tab: the one that had the focus last, else the first. */
function useRoving() {
  const list = useRef<HTMLDivElement>(null);
  const events = () => [...(list.current?.querySelectorAll<HTMLElement>("[data-up]") ?? [])];
  useLayoutEffect(() => {
    const all = events();
    const current = all.find((one) => one.tabIndex === 0 && one.dataset.at === "here") ?? all[0];
    for (const one of all) one.tabIndex = one === current ? 0 : -1;
  });
  const stop = (target: HTMLElement) => {
    for (const one of events()) {
      one.tabIndex = one === target ? 0 : -1;
      one.dataset.at = one === target ? "here" : "";
    }
  };
  return {
    ref: list,
    onFocus({ target }: { target: EventTarget }) {
      if (target instanceof HTMLElement && target.dataset.up !== undefined) stop(target);
    },
    onKeyDown(event: KeyboardEvent) {
      const step = STEPS[event.key];
      const all = events();
      const at = all.indexOf(event.target as HTMLElement);
      if (!step || at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      all[step(at, all.length)]?.focus();
    },
  };
}

/** Today comes first as soon as something runs, even when nothing else is left of it. */
function daysOf({ days, running }: UpcomingPlan, today: Day): readonly UpcomingDay[] {
  return running.length > 0 && days[0]?.day !== today ? [{ day: today, whole: [], rows: [] }, ...days] : days;
}

/** The list. */
export function UpcomingList({ plan, nowMs, zone, onOpen }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const today = dayOf(nowMs, zone);
  const scene = { nowMs, zone, onOpen };
  const roving = useRoving();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of lists, one a day, moved through as one
    <div className="up-list" role="group" aria-label={t("upcoming.title")} {...roving}>
      {daysOf(plan, today).map(({ day, whole, rows }) => {
        const running = day === today ? plan.running : [];
        return (
          <section key={day} aria-labelledby={`${id}${day}`}>
            <DayHeading id={`${id}${day}`} {...{ day, today, whole }} {...scene} />
            <ul className="plain">
              {running.map((item) => (
                <RunningCard key={item.key} item={item} {...scene} />
              ))}
              {rows.map((item) => (
                <UpcomingRow key={item.key} item={item} {...scene} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
