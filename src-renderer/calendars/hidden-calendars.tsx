// Calendars that are not listed while they are not synced ("Privée", "Default"), with the reason and the way back.
import { Button } from "@mantine/core";
import { IconEyeOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { AccountId } from "../../src-preload/contract/shapes.ts";
import { useCall, useLive } from "../live.tsx";
import { useTold } from "../told.ts";
import { STROKE } from "../ui/hue.ts";

/** The hidden ones of an account, or nothing. */
export function HiddenCalendars({ accountId }: { accountId: AccountId }) {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const { data } = useLive("calendars.list", { includeHidden: true });
  const hidden = (data?.calendars ?? []).filter((one) => one.hidden !== undefined && one.accountId === accountId);
  const show = ({ id, hidden: reason }: Calendar) =>
    reason === "sync-off" ? call("calendars.update", { id, syncEnabled: true }) : call("sync.run", { calendarId: id });
  return hidden.map((calendar) => (
    <li key={calendar.id} className="li hidden-cal">
      <IconEyeOff size={14} stroke={STROKE} className="ic" role="img" aria-label={t("calendars.hiddenNow")} />
      <span className="col sp hidden-name">
        <span className="t13 i3 el">{calendar.name}</span>
        <span className="t11 i3">{t(`calendars.hidden.${calendar.hidden ?? "sync-off"}`)}</span>
      </span>
      <Button
        size="compact-sm"
        variant="subtle"
        aria-label={t(`calendars.hiddenDo.${calendar.hidden ?? "sync-off"}`, { name: calendar.name })}
        onClick={() => told(show(calendar))}
      >
        {t("calendars.hiddenAction")}
      </Button>
    </li>
  ));
}
