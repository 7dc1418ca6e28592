// The glyph at the end of a calendar's line: one meaning each (look.md §4). It opens the reason and the action that helps.
import { ActionIcon, Button, Popover } from "@mantine/core";
import { IconAlertTriangle, IconClockPause, IconCloudOff, IconLock, IconRefresh } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { sayTime } from "../time/say-when.ts";
import { STROKE } from "../ui/hue.ts";
import type { Condition } from "./condition.ts";
import type { CalendarDeeds } from "./use-calendar-deeds.ts";

/** Where the helping actions lead that are no command of a calendar. */
export interface Help {
  readonly onDecide: () => void;
  readonly onDoctor: () => void;
  readonly onSignIn: () => void;
}

const GLYPHS = {
  "held-back": { Icon: IconAlertTriangle, tone: "err" },
  failing: { Icon: IconAlertTriangle, tone: "err" },
  decide: { Icon: IconAlertTriangle, tone: "err" },
  parked: { Icon: IconAlertTriangle, tone: "err" },
  offline: { Icon: IconCloudOff, tone: "ic" },
  wait: { Icon: IconClockPause, tone: "ic" },
  paused: { Icon: IconClockPause, tone: "ic" },
  "sign-in": { Icon: IconClockPause, tone: "ic" },
  running: { Icon: IconRefresh, tone: "turning" },
  "read-only": { Icon: IconLock, tone: "ic" },
} as const satisfies Record<Condition["kind"], unknown>;

function sayCondition(condition: Condition, t: TFunction, time: (ms: number) => string): string {
  switch (condition.kind) {
    case "held-back":
    case "failing":
      return sayFailure(t, condition.failure);
    case "decide":
      return t("conflict.waiting", { count: condition.count });
    case "parked":
      return t("sync.parked", { count: condition.count });
    case "wait":
      return t("sync.waitUntil", { time: time(condition.untilMs) });
    default:
      return t(`calendars.state.${condition.kind}`);
  }
}

/** What is safe, or what happens next. */
function sayMore(condition: Condition, t: TFunction, time: (ms: number) => string): string | undefined {
  const { kind } = condition;
  if (kind === "failing" || kind === "offline") {
    return condition.nextAtMs === undefined ? undefined : t("sync.next", { time: time(condition.nextAtMs) });
  }
  if (kind === "running" || kind === "held-back") return undefined;
  return t(`calendars.stateMore.${kind}`);
}

type Action = { readonly label: string; readonly run: () => void };

function actionFor(condition: Condition, t: TFunction, deeds: CalendarDeeds, help: Help): Action | undefined {
  switch (condition.kind) {
    case "held-back":
      return { label: t(`mass.${condition.what}.ask`), run: () => deeds.acceptRemovals(condition.what) };
    case "failing":
    case "offline":
      return { label: t("shell.retry"), run: deeds.syncNow };
    case "decide":
      return { label: t("conflict.decide"), run: help.onDecide };
    case "paused":
      return { label: t("calendars.resume"), run: () => deeds.change({ syncEnabled: true }) };
    case "sign-in":
      return { label: t("shell.signInAction"), run: help.onSignIn };
    default:
      return undefined;
  }
}

interface Props {
  readonly calendar: Calendar;
  readonly condition: Condition;
  readonly zone: string;
  readonly deeds: CalendarDeeds;
  readonly help: Help;
}

/** The glyph, and what it opens. */
export function RowState({ calendar, condition, zone, deeds, help }: Props) {
  const { t, i18n } = useTranslation();
  const [opened, setOpened] = useState(false);
  const time = (ms: number) => sayTime(ms, i18n.language, zone);
  const { Icon, tone } = GLYPHS[condition.kind];
  const said = sayCondition(condition, t, time);
  const more = sayMore(condition, t, time);
  const action = actionFor(condition, t, deeds, help);
  const details = tone === "err" && condition.kind !== "decide";
  const then = (run: () => void) => () => {
    setOpened(false);
    run();
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="right-start" width={280} trapFocus withinPortal>
      <Popover.Target>
        <ActionIcon
          size={24}
          className="li-state"
          title={said}
          aria-label={t("calendars.stateOf", { name: calendar.name, state: said })}
          onClick={() => setOpened(!opened)}
        >
          <Icon size={15} stroke={STROKE} className={tone} aria-hidden="true" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <p className="t13 w5">{said}</p>
        {more && <p className="t12 i3 mt4">{more}</p>}
        {(action || details) && (
          <div className="row g8 mt12">
            {action && (
              <Button size="compact-sm" variant="default" onClick={then(action.run)}>
                {action.label}
              </Button>
            )}
            {details && (
              <Button size="compact-sm" variant="subtle" color="gray" onClick={then(help.onDoctor)}>
                {t("calendars.details")}
              </Button>
            )}
          </div>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
