// Calendars that are not listed while they are not synced ("Privée", "Default"): how many, why, and the way back.
import { Button } from "@mantine/core";
import { IconEyeOff } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { AccountId } from "../../src-preload/contract/shapes.ts";
import { useCall, useLive } from "../live.tsx";
import { useTold } from "../told.ts";
import { askText } from "../ui/ask-text.tsx";
import { STROKE } from "../ui/hue.ts";

function Hidden({ calendar }: { calendar: Calendar }) {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const { id, name, hidden = "sync-off", accountId } = calendar;
  // On this device nothing can be synced: another name is what brings it back.
  const reason = accountId === undefined ? "name" : hidden;
  const show = () => {
    if (reason === "sync-off") told(call("calendars.update", { id, syncEnabled: true }));
    else if (reason === "not-synced") told(call("sync.run", { calendarId: id }));
    else {
      askText({
        title: t("calendars.renameTitle"),
        label: t("common.name"),
        initial: name,
        action: t("common.rename"),
        run: (next) => call("calendars.update", { id, name: next }),
      });
    }
  };
  return (
    <li className="li hidden-cal">
      <span className="col sp hidden-name">
        <span className="t13 i3 el">{name}</span>
        <span className="t11 i3">{t(`calendars.hidden.${reason}`)}</span>
      </span>
      <Button
        size="compact-sm"
        variant="subtle"
        aria-label={t(`calendars.hiddenDo.${reason}`, { name })}
        onClick={show}
      >
        {t(reason === "name" ? "common.rename" : "calendars.hiddenAction")}
      </Button>
    </li>
  );
}

/** The hidden ones of an account, or of this device, folded into a line; or nothing. */
export function HiddenCalendars({ accountId }: { accountId: AccountId | undefined }) {
  const { t } = useTranslation();
  const { data } = useLive("calendars.list", { includeHidden: true });
  const [opened, setOpened] = useState(false);
  const listId = useId();
  const hidden = (data?.calendars ?? []).filter((one) => one.hidden !== undefined && one.accountId === accountId);
  if (hidden.length === 0) return null;
  return (
    <>
      <button
        type="button"
        className="li hidden-line"
        aria-expanded={opened}
        aria-controls={opened ? listId : undefined}
        onClick={() => setOpened(!opened)}
      >
        <IconEyeOff size={14} stroke={STROKE} className="ic" aria-hidden="true" />
        <span className="t12 el">{t("calendars.hiddenCount", { count: hidden.length })}</span>
      </button>
      {opened && (
        <ul className="plain" id={listId}>
          {hidden.map((calendar) => (
            <Hidden key={calendar.id} calendar={calendar} />
          ))}
        </ul>
      )}
    </>
  );
}
