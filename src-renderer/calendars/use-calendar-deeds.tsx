// What the calendar list does; failures are told at once, the feed draws the rest.
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Input } from "../../src-preload/contract/contract.ts";
import { toFailure } from "../../src-preload/contract/failure.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useCall } from "../live.tsx";
import { askText } from "../ui/ask-text.tsx";
import { confirmLoss } from "../ui/confirm.tsx";
import { toast } from "../ui/toast.tsx";

/** The commands of one calendar's menu. */
export interface CalendarDeeds {
  update(changes: Omit<Input<"calendars.update">, "id">): void;
  showOnly(): void;
  syncNow(): void;
  /** Lets through a deletion that was held back as too large. */
  acceptRemovals(): void;
  rename(): void;
  remove(): void;
}

/** @returns the deeds of a calendar, and how to create one on this device */
export function useCalendarDeeds(calendars: readonly Calendar[]) {
  const { t } = useTranslation();
  const call = useCall();
  const told = (work: Promise<unknown>) => {
    work.catch((error: unknown) => toast({ text: sayFailure(t, toFailure(error)), tone: "failed" }));
  };
  const create = () =>
    askText({
      title: t("calendars.newTitle"),
      hint: t("calendars.newHint"),
      label: t("common.name"),
      action: t("common.create"),
      run: (name) => call("calendars.create", { name }),
    });
  const remove = async ({ id, name }: Calendar) => {
    const question = { title: t("calendars.removeTitle", { name }), text: t("calendars.removeText") };
    const answers = { cancel: t("common.cancel"), destroy: t("common.remove") };
    if (await confirmLoss({ ...question, ...answers })) await call("calendars.remove", { id });
  };
  const acceptRemovals = async ({ id }: Calendar) => {
    const question = { title: t("calendars.massTitle"), text: t("calendars.massText") };
    const answers = { cancel: t("common.cancel"), destroy: t("calendars.massAction") };
    if (await confirmLoss({ ...question, ...answers })) {
      await call("sync.run", { calendarId: id, allowMassDeletion: true });
    }
  };
  const deedsOf = (calendar: Calendar): CalendarDeeds => ({
    update: (changes) => told(call("calendars.update", { id: calendar.id, ...changes })),
    showOnly: () => {
      const wrong = calendars.filter(({ id, visible }) => visible !== (id === calendar.id));
      told(Promise.all(wrong.map(({ id, visible }) => call("calendars.update", { id, visible: !visible }))));
    },
    syncNow: () => told(call("sync.run", { calendarId: calendar.id })),
    acceptRemovals: () => told(acceptRemovals(calendar)),
    rename: () =>
      askText({
        title: t("calendars.renameTitle"),
        label: t("common.name"),
        initial: calendar.name,
        action: t("common.rename"),
        run: (name) => call("calendars.update", { id: calendar.id, name }),
      }),
    remove: () => told(remove(calendar)),
  });
  return { deedsOf, create };
}
