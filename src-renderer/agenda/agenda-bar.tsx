// The bar above the calendar: where we are, how to go elsewhere, and the one filled button.
import { ActionIcon, Button, SegmentedControl, Tooltip } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { sayPeriod, type View } from "../time/say-when.ts";
import { type Day, weekNumber } from "../time/wall-clock.ts";
import { STROKE } from "../ui/hue.ts";
import { type Place, periodStart } from "./place.ts";

const VIEWS = ["day", "week", "month", "list"] as const;

interface Props {
  readonly place: Place;
  readonly today: Day;
  /** What other features put before the views. */
  readonly aside: ReactNode;
  readonly onNew: () => void;
}

/** Title, navigation, views, new event. */
export function AgendaBar({ place, today, onNew, aside }: Props) {
  const { t, i18n } = useTranslation();
  const { view, day } = place;
  const first = periodStart(view, day);
  return (
    <div className="bar">
      <h1 className="t20 w6 bar-title" aria-live="polite">
        {sayPeriod(view, first, i18n.language, today.slice(0, 4))}
      </h1>
      <Tooltip label="T">
        <Button variant="default" onClick={() => place.setDay(today)}>
          {t("view.today")}
        </Button>
      </Tooltip>
      <ActionIcon aria-label={t("view.previous")} onClick={() => place.step(-1)}>
        <IconChevronLeft size={18} stroke={STROKE} />
      </ActionIcon>
      <ActionIcon aria-label={t("view.next")} onClick={() => place.step(1)}>
        <IconChevronRight size={18} stroke={STROKE} />
      </ActionIcon>
      {view !== "month" && (
        <span className="chip out tn bar-week">{t("view.weekNumber", { week: weekNumber(day) })}</span>
      )}
      <div className="sp" />
      {aside}
      <SegmentedControl
        aria-label={t("view.label")}
        value={view}
        onChange={(next) => place.setView(next as View)}
        data={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
      />
      <Tooltip label="N">
        <Button className="bar-new" leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={onNew}>
          {t("view.new")}
        </Button>
      </Tooltip>
    </div>
  );
}
