// The bar above the calendar: where we are, how to go elsewhere, and the one filled button.
import { ActionIcon, Button, Menu, SegmentedControl, Tooltip } from "@mantine/core";
import { IconChevronDown, IconChevronLeft, IconChevronRight, IconPlus } from "@tabler/icons-react";
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { sayPeriod, VIEWS, type View } from "../time/say-when.ts";
import { type Day, weekNumber } from "../time/wall-clock.ts";
import { STROKE } from "../ui/hue.ts";
import { PeriodTitle } from "./go-to-date.tsx";
import { type Place, periodOf } from "./place.ts";
import { sayView } from "./say-view.ts";

/** The four that are always in sight. */
const MAIN_VIEWS: readonly View[] = ["day", "week", "month", "list"];
const ONE_WEEK: readonly View[] = ["day", "week", "workweek"];

interface Props {
  readonly place: Place;
  readonly today: Day;
  /** What other features put before the views. */
  readonly aside: ReactNode;
  readonly onNew: () => void;
  readonly asking: boolean;
  readonly onAsking: (asking: boolean) => void;
}

/** Four views side by side, and all of them in a menu: the menu's button names the one chosen when it is none of the four. */
const ViewSwitch = memo(function ViewSwitch({ view, layout, setView }: Pick<Place, "view" | "layout" | "setView">) {
  const { t } = useTranslation();
  const isMain = MAIN_VIEWS.includes(view);
  return (
    <div className="row view-switch">
      <SegmentedControl
        className="view-main"
        aria-label={t("view.label")}
        value={isMain ? view : ""}
        onChange={(next) => setView(next as View)}
        data={MAIN_VIEWS.map((value) => ({ value, label: t(`view.${value as "day"}`) }))}
      />
      <Menu position="bottom-end" shadow="md" width={208}>
        <Menu.Target>
          <Button
            variant={isMain ? "subtle" : "light"}
            color={isMain ? "gray" : "encre"}
            className={isMain ? "view-more main" : "view-more"}
            aria-label={t("view.others", { view: sayView(view, { layout }, t) })}
            rightSection={<IconChevronDown size={16} stroke={STROKE} aria-hidden="true" />}
          >
            <span>{sayView(view, { layout }, t)}</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {VIEWS.map((one) => (
            <Menu.RadioItem key={one} value={one} checked={one === view} closeMenuOnClick onChange={() => setView(one)}>
              {sayView(one, { layout }, t)}
            </Menu.RadioItem>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
});

/** Title, navigation, views, new event. */
export function AgendaBar({ place, today, onNew, aside, asking, onAsking }: Props) {
  const { t, i18n } = useTranslation();
  const { view, day, layout } = place;
  const { first, last } = periodOf(view, day, layout);
  const title = sayPeriod(view, first, i18n.language, today.slice(0, 4), last);
  return (
    <div className="bar">
      <PeriodTitle title={title} place={place} today={today} opened={asking} onOpened={onAsking} />
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
      {ONE_WEEK.includes(view) && (
        <span className="chip out tn bar-week">{t("view.weekNumber", { week: weekNumber(day) })}</span>
      )}
      <div className="sp" />
      {aside}
      <ViewSwitch view={view} layout={layout} setView={place.setView} />
      <Tooltip label="N">
        <Button className="bar-new" leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={onNew}>
          {t("view.new")}
        </Button>
      </Tooltip>
    </div>
  );
}
