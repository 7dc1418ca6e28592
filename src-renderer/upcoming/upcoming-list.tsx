// What is now and what is next, day by day. One stop for Tab; arrows go from one event to the next.
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { type Day, dayOf } from "../time/wall-clock.ts";
import { useRoving } from "../ui/roving.ts";
import type { UpcomingDay, UpcomingItem, UpcomingPlan } from "./plan.ts";
import { DayHeading, RunningCard, UpcomingRow } from "./rows.tsx";

interface Props {
  readonly plan: UpcomingPlan;
  readonly nowMs: number;
  readonly zone: string;
  readonly onOpen: (item: UpcomingItem) => void;
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
