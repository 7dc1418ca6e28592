// Deleting a calendar: what is lost is said in numbers first; one that lives here only can be made again from its text.
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import { useCall } from "../live.tsx";
import { confirmLoss } from "../ui/confirm.tsx";
import { toast } from "../ui/toast.tsx";
import { useUndo } from "../undo.tsx";

/** @returns asks, then deletes; throws Failure */
export function useRemoveCalendar(): (calendar: Calendar) => Promise<void> {
  const { t } = useTranslation();
  const call = useCall();
  const undo = useUndo();

  /** Deletes it here; its events come back under new ids, which nobody outside this device knows. */
  async function removeHere(calendar: Calendar, text: string, count: number) {
    const { name, color, kind, visible, order } = calendar;
    let { id } = calendar;
    const remove = () => call("calendars.remove", { id });
    const makeAgain = async () => {
      const made = await call("calendars.create", { name, color, kind });
      id = made.calendar.id;
      await call("calendars.update", { id, visible, order });
      if (count > 0) await call("events.import", { calendarId: id, text });
    };
    await remove();
    undo.offer(t("calendars.removed", { name }), { undo: makeAgain, redo: remove });
  }

  const sure = (text: string, name: string) =>
    confirmLoss({
      title: t("calendars.removeTitle", { name }),
      text,
      cancel: t("common.cancel"),
      destroy: t("calendars.removeAction", { name }),
    });

  return async (calendar) => {
    const { id, name, accountId } = calendar;
    if (accountId === undefined) {
      const { text, count } = await call("events.export", { calendarId: id });
      if (await sure(t("calendars.removeText", { name, count }), name)) await removeHere(calendar, text, count);
      return;
    }
    const { calendars } = await call("sync.doctor", {});
    const count = calendars.find(({ calendarId }) => calendarId === id)?.events ?? 0;
    if (!(await sure(t("calendars.removeServerText", { name, count }), name))) return;
    await call("calendars.remove", { id });
    toast({ text: t("calendars.removed", { name }) });
  };
}
