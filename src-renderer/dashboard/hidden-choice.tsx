// "1 masqué": which calendars the tile leaves out, why, and the way to see them.
import { Button, Popover, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import { useCall, useLive } from "../live.tsx";
import { useTold } from "../told.ts";
import { hue } from "../ui/hue.ts";

const reasonOf = ({ hidden }: Calendar) => hidden ?? "unchecked";

/** The count that opens the list; nothing when every calendar is seen. */
export function HiddenChoice() {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const { data } = useLive("calendars.list", { includeHidden: true });
  const hidden = (data?.calendars ?? []).filter((one) => one.hidden !== undefined || !one.visible);
  if (hidden.length === 0) return null;
  const show = async ({ id, hidden: reason, visible }: Calendar) => {
    if (!visible) await call("calendars.update", { id, visible: true });
    if (reason === "sync-off") await call("calendars.update", { id, syncEnabled: true });
    if (reason === "not-synced") await call("sync.run", { calendarId: id });
  };
  return (
    <Popover position="top-end" width={320} shadow="md" trapFocus returnFocus withRoles={false}>
      <Popover.Target>
        <UnstyledButton className="t12 foot-hidden tn">
          {t("dashboard.hiddenCount", { count: hidden.length })}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t("dashboard.hiddenTitle")}>
        <h3 className="over">{t("dashboard.hiddenTitle")}</h3>
        <ul className="plain hidden-list">
          {hidden.map((calendar) => (
            <li key={calendar.id} className="row g8">
              <span className="sw" style={hue(calendar.color)} />
              <span className="col sp">
                <span className="t13 el">{calendar.name}</span>
                <span className="t12 i3">{t(`dashboard.why.${reasonOf(calendar)}`)}</span>
              </span>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t("dashboard.showCalendar", { name: calendar.name })}
                onClick={() => told(show(calendar))}
              >
                {t("dashboard.see")}
              </Button>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
