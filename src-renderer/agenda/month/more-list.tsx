// Everything on one day, where the day has no room for it: a list over the grid, beside its day.
import { ActionIcon } from "@mantine/core";
import { useFocusTrap } from "@mantine/hooks";
import { IconX } from "@tabler/icons-react";
import { type CSSProperties, useEffect } from "react";
import { sayDay, sayLongDay } from "../../time/say-when.ts";
import type { Day } from "../../time/wall-clock.ts";
import { STROKE } from "../../ui/hue.ts";
import type { Placed } from "./lanes.ts";
import { eventOf, type Scene } from "./month-day.tsx";

interface Props {
  readonly day: Day;
  /** Index of the day in the grid, and how many weeks the grid has. */
  readonly at: number;
  readonly weeks: number;
  readonly events: readonly Placed[];
  readonly scene: Scene;
  readonly onClose: () => void;
}

/** Over its day, and inside of the grid: low in the month it grows upwards. */
function placeOf(at: number, weeks: number): CSSProperties {
  const [week, column] = [Math.floor(at / 7), at % 7];
  const isLow = week >= weeks / 2;
  return {
    left: `clamp(8px, calc(${((column + 0.5) / 7) * 100}% - 140px), calc(100% - 288px))`,
    ...(isLow
      ? { bottom: `calc(${((weeks - week - 1) / weeks) * 100}% + 4px)` }
      : { top: `calc(${(week / weeks) * 100}% + 4px)` }),
  };
}

/** A press beside the list closes it; not one on the peek or a menu of its events, nor on a link to more, which turns it over. */
function useOutsidePress(onClose: () => void): void {
  useEffect(() => {
    const press = ({ target }: MouseEvent) => {
      const isInside =
        target instanceof Element &&
        target.closest(".cx-pop, .cx-more, .peek, .mantine-Menu-dropdown, .mantine-Modal-root, .toast");
      if (!isInside) onClose();
    };
    document.addEventListener("mousedown", press);
    return () => document.removeEventListener("mousedown", press);
  }, [onClose]);
}

/** The list of a day. */
export function MoreList({ day, at, weeks, events, scene, onClose }: Props) {
  const trap = useFocusTrap();
  useOutsidePress(onClose);
  const { t, language } = scene.words;
  return (
    <div
      ref={trap}
      className="cx-pop mo-pop"
      role="dialog"
      aria-label={sayLongDay(day, language)}
      tabIndex={-1}
      data-list-of={day}
      style={placeOf(at, weeks)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <div className="row g8 mo-pop-head">
        <h2 className="t14 w6 sp" data-autofocus tabIndex={-1}>
          {sayDay(day, language, { weekday: "long", day: "numeric", month: "long" })}
        </h2>
        <ActionIcon size={24} aria-label={t("view.closePopover")} onClick={onClose}>
          <IconX size={16} stroke={STROKE} />
        </ActionIcon>
      </div>
      <div className="mo-pop-list">{events.map((one) => eventOf(one, scene))}</div>
    </div>
  );
}
