// What is now and what is next, in the words of the popover. Pure.
import { sayMinutes } from "../time/say-duration.ts";
import { sayDay, sayTime } from "../time/say-when.ts";
import { addDays, type Day, dayOf } from "../time/wall-clock.ts";
import { webAddress } from "../ui/web-address.ts";
import type { UpcomingDay, UpcomingItem, UpcomingPlan } from "../upcoming/plan.ts";
import { sayCountdown, sayEnd, sayHeading, sayItem, sayLeft, sayPlace, type Words } from "../upcoming/words.ts";
import type { Card, Group, Line, Whole, WidgetView } from "../widget/view.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
/** One joins a little before. */
const NEAR_MS = 10 * MINUTE_MS;
/** More days than this would take the room of an event: then each line says its own. */
const HEADINGS = 3;

interface Scene extends Words {
  readonly nowMs: number;
}

function lineOf(item: UpcomingItem, scene: Scene): Line {
  const { occurrence: o, calendar } = item;
  const { t, language, zone, nowMs } = scene;
  const day = dayOf(o.startMs, zone);
  const joinUrl = webAddress(o.conferenceUrl);
  return {
    key: item.key,
    eventId: o.eventId,
    recurrenceId: o.recurrenceId,
    color: o.color ?? calendar.color,
    time: sayTime(o.startMs, language, zone),
    day: undefined,
    title: o.title || t("event.untitled"),
    meta: [calendar.name, sayPlace(o)].filter(Boolean).join(" · "),
    name: sayItem(item, day, nowMs, scene),
    left: o.startMs <= nowMs ? sayLeft(o, nowMs, scene) : undefined,
    isOpen: o.status === "tentative" || o.answer === "needs-action",
    mark: o.conflict ? "conflict" : joinUrl ? "video" : o.pending ? "pending" : undefined,
    joinUrl,
  };
}

function wholeOf(item: UpcomingItem, day: Day, scene: Scene): Whole {
  const { key, eventId, recurrenceId, color, title } = lineOf(item, scene);
  return { key, eventId, recurrenceId, color, title, name: sayItem(item, day, scene.nowMs, scene) };
}

function kickerOf({ occurrence: o }: UpcomingItem, scene: Scene): string {
  const { t, language, zone, nowMs } = scene;
  if (o.startMs <= nowMs) return t("widget.running", { left: sayLeft(o, nowMs, scene) });
  const soon = sayCountdown(o, nowMs, scene);
  if (soon) return t("widget.next", { in: soon });
  const when = sayDay(dayOf(o.startMs, zone), language, { weekday: "long", day: "numeric", month: "long" });
  return t("widget.nextAt", { when });
}

/** The day of the card, where it is not today: `demain`, `sam. 21 nov.` */
function dayWord(day: Day, { t, language, zone, nowMs }: Scene): string | undefined {
  const today = dayOf(nowMs, zone);
  if (day <= today) return undefined;
  if (day === addDays(today, 1)) return t("widget.tomorrow");
  return sayDay(day, language, { weekday: "short", day: "numeric", month: "short" });
}

function cardOf(item: UpcomingItem, scene: Scene): Card {
  const { startMs, endMs } = item.occurrence;
  const { nowMs } = scene;
  const line = lineOf(item, scene);
  const end = sayEnd(item.occurrence, scene);
  const period = end === "" ? line.time : `${line.time} – ${end}`;
  const isRunning = startMs <= nowMs;
  const share = endMs > startMs ? (nowMs - startMs) / (endMs - startMs) : 1;
  return {
    ...line,
    time: [dayWord(dayOf(startMs, scene.zone), scene), period].filter(Boolean).join(", "),
    // The button beside it says how one gets there.
    meta: line.joinUrl ? item.calendar.name : line.meta,
    kicker: kickerOf(item, scene),
    percent: isRunning ? Math.round(Math.min(1, Math.max(0, share)) * 100) : undefined,
    isNear: startMs - nowMs <= NEAR_MS,
  };
}

/** The days under the card, without what the card shows. */
function groupsOf(plan: UpcomingPlan, top: UpcomingItem | undefined, scene: Scene): Group[] {
  const today = dayOf(scene.nowMs, scene.zone);
  const others = plan.running.filter((item) => item !== top);
  const isThere = plan.days[0]?.day === today;
  const days: readonly UpcomingDay[] =
    others.length > 0 && !isThere ? [{ day: today, whole: [], rows: [] }, ...plan.days] : plan.days;
  return days.flatMap(({ day, whole, rows }) => {
    const items = [...(day === today ? others : []), ...rows.filter((item) => item !== top)];
    if (items.length === 0 && whole.length === 0) return [];
    const isThen = day === today && top !== undefined && items.length > 0;
    return [
      {
        day,
        heading: isThen ? scene.t("widget.then") : sayHeading(day, today, scene),
        whole: whole.map((item) => wholeOf(item, day, scene)),
        lines: items.map((item) => lineOf(item, scene)),
      },
    ];
  });
}

/** Many days, one heading: each line of another day says which. */
function folded(groups: readonly Group[], { t, language, zone, nowMs }: Scene): Group[] {
  const [first] = groups;
  if (!first || groups.length <= HEADINGS) return [...groups];
  const today = dayOf(nowMs, zone);
  const short = (day: Day) => sayDay(day, language, { weekday: "short", day: "numeric" });
  const lines = groups.flatMap(({ day, lines: own }) =>
    own.map((line) => (day === today ? line : { ...line, day: short(day) })),
  );
  return [{ day: "all", heading: t("widget.then"), whole: first.day === today ? first.whole : [], lines }];
}

/** The popover's words for a plan. */
export function widgetView(plan: UpcomingPlan, scene: Scene): WidgetView {
  const { nowMs, t } = scene;
  const top = plan.running[0] ?? plan.next;
  const { next } = plan;
  const toNext = next && next !== top ? next.occurrence.startMs - nowMs : Number.POSITIVE_INFINITY;
  return {
    card: top && cardOf(top, scene),
    nextIn: toNext <= DAY_MS ? sayMinutes(Math.ceil(toNext / MINUTE_MS), t) : undefined,
    groups: folded(groupsOf(plan, top, scene), scene),
  };
}
