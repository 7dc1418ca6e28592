// What can be done with calendars from every page: a new one, and syncing one of them now.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import { useCall, useLive } from "../live.tsx";
import { useTold } from "../told.ts";
import { useCommands } from "../ui/commands.tsx";
import { NewCalendar } from "./new-calendar.tsx";

/** Offers it, and shows the dialog. */
export function CalendarCommands({ calendars }: { readonly calendars: readonly Calendar[] }) {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const { data } = useLive("accounts.list", {});
  const [adding, setAdding] = useState(false);
  const synced = calendars.filter(({ accountId, syncEnabled }) => accountId !== undefined && syncEnabled);
  useCommands([
    {
      id: "calendar.new",
      group: t("palette.calendars"),
      label: t("calendars.add"),
      words: "new nouvel nouveau",
      run: () => setAdding(true),
    },
    ...synced.map(({ id, name }) => ({
      id: `calendar.sync.${id}`,
      group: t("palette.calendars"),
      label: t("deeds.syncOne", { calendar: name }),
      words: "refresh actualiser",
      run: () => told(call("sync.run", { calendarId: id })),
    })),
  ]);
  if (!adding || !data) return null;
  return <NewCalendar accounts={data.accounts} accountId={undefined} onClose={() => setAdding(false)} />;
}
