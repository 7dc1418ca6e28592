// What the calendar list does; failures are told at once, the feed draws the rest.
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Input } from "../../src-preload/contract/contract.ts";
import { type HeldBack, useLetThrough } from "../held-back.ts";
import { useCall } from "../live.tsx";
import { useTold } from "../told.ts";
import { askText } from "../ui/ask-text.tsx";
import { confirmLoss } from "../ui/confirm.tsx";
import { saveCalendarFile } from "../ui/save-file.ts";
import { toast } from "../ui/toast.tsx";

/** The commands of one calendar's menu. */
export interface CalendarDeeds {
  update(changes: Omit<Input<"calendars.update">, "id">): void;
  showOnly(): void;
  syncNow(): void;
  /** Lets through a deletion that was held back as too large, here or on the server. */
  acceptRemovals(what: HeldBack): void;
  rename(): void;
  /** Saves all its events as a file. */
  exportAll(): void;
  remove(): void;
}

/** @returns the deeds of a calendar */
export function useCalendarDeeds(calendars: readonly Calendar[]): (calendar: Calendar) => CalendarDeeds {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const letThrough = useLetThrough();
  const remove = async ({ id, name, accountId }: Calendar) => {
    const sure = await confirmLoss({
      title: t("calendars.removeTitle", { name }),
      text: accountId === undefined ? t("calendars.removeText", { name }) : t("calendars.removeServerText", { name }),
      cancel: t("common.cancel"),
      destroy: t("calendars.removeAction", { name }),
    });
    if (!sure) return;
    await call("calendars.remove", { id });
    toast({ text: t("calendars.removed", { name }) });
  };
  const exportAll = async ({ id, name }: Calendar) => {
    const { text, count } = await call("events.export", { calendarId: id });
    saveCalendarFile(name, text);
    toast({ text: t("transfer.exported", { count }) });
  };
  return (calendar) => ({
    update: (changes) => told(call("calendars.update", { id: calendar.id, ...changes })),
    showOnly: () => {
      const wrong = calendars.filter(({ id, visible }) => visible !== (id === calendar.id));
      told(Promise.all(wrong.map(({ id, visible }) => call("calendars.update", { id, visible: !visible }))));
    },
    syncNow: () => told(call("sync.run", { calendarId: calendar.id })),
    acceptRemovals: (what) => told(letThrough(calendar, what)),
    rename: () =>
      askText({
        title: t("calendars.renameTitle"),
        ...(calendar.accountId && { hint: t("calendars.renameServerHint") }),
        label: t("common.name"),
        initial: calendar.name,
        action: t("common.rename"),
        run: (name) => call("calendars.update", { id: calendar.id, name }),
      }),
    exportAll: () => told(exportAll(calendar)),
    remove: () => told(remove(calendar)),
  });
}
