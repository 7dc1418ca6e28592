// What the calendar list does; failures are told at once, the feed draws the rest. What changed can be taken back.
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Input } from "../../src-preload/contract/contract.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { type HeldBack, useLetThrough } from "../held-back.ts";
import { useCall } from "../live.tsx";
import { useTold } from "../told.ts";
import { askText } from "../ui/ask-text.tsx";
import { saveCalendarFile } from "../ui/save-file.ts";
import { toast } from "../ui/toast.tsx";
import { useUndo } from "../undo.tsx";
import { onlyPlan } from "./only.ts";
import { useRemoveCalendar } from "./use-remove-calendar.ts";

/** Settings of a calendar that `change` takes. */
type Changes = Omit<Input<"calendars.update">, "id">;

/** The commands of one calendar's menu. */
export interface CalendarDeeds {
  /** Shows or hides it; the box is its own way back. */
  show(visible: boolean): void;
  change(changes: Changes): void;
  /** Shows no other one, or what was shown before that. */
  toggleOnly(): void;
  /** Puts it before another one of its part; absent: last. */
  place(places: readonly { readonly id: CalendarId; readonly order: number }[]): void;
  syncNow(): void;
  /** Lets through a deletion that was held back as too large, here or on the server. */
  acceptRemovals(what: HeldBack): void;
  rename(): void;
  /** Saves all its events as a file. */
  exportAll(): void;
  remove(): void;
}

/** What the settings were. */
function before(calendar: Calendar, changes: Changes): Changes {
  const { name, color, frequencyMinutes, syncEnabled, conflictPolicy, window } = calendar;
  return {
    ...(changes.name !== undefined && { name }),
    ...(changes.color !== undefined && { color }),
    ...(changes.serverColor !== undefined && { serverColor: color }),
    ...(changes.frequencyMinutes !== undefined && { frequencyMinutes }),
    ...(changes.syncEnabled !== undefined && { syncEnabled }),
    ...(changes.conflictPolicy !== undefined && { conflictPolicy }),
    ...(changes.window !== undefined && { window }),
  };
}

const WHAT = ["name", "color", "serverColor", "frequencyMinutes", "conflictPolicy", "window"] as const;

function useChange() {
  const { t } = useTranslation();
  const call = useCall();
  const undo = useUndo();
  return async (calendar: Calendar, changes: Changes) => {
    const { id, name } = calendar;
    const was = before(calendar, changes);
    const set = (values: Changes) => call("calendars.update", { id, ...values });
    await set(changes);
    const what = WHAT.find((key) => changes[key] !== undefined);
    const paused = changes.syncEnabled === true ? "resumed" : "paused";
    undo.offer(t(`calendars.changed.${what ?? paused}`, { name: changes.name ?? name }), {
      undo: () => set(was),
      redo: () => set(changes),
    });
  };
}

/** Shows some calendars and hides others, as one step. */
function useShown(calendars: readonly Calendar[]) {
  const { t } = useTranslation();
  const call = useCall();
  const undo = useUndo();
  return async ({ id, name }: Calendar) => {
    const plan = onlyPlan(calendars, id);
    const set = (visible: (one: CalendarId) => boolean) =>
      Promise.all(plan.changed.map((one) => call("calendars.update", { id: one, visible: visible(one) })));
    const isShown = new Map(calendars.map((one) => [one.id, one.visible]));
    const forth = () => set((one) => plan.shown.has(one));
    await forth();
    undo.offer(t(plan.kind === "only" ? "calendars.onlyDone" : "calendars.onlyBack", { name }), {
      undo: () => set((one) => isShown.get(one) ?? true),
      redo: forth,
    });
  };
}

function usePlace(calendars: readonly Calendar[]) {
  const { t } = useTranslation();
  const call = useCall();
  const undo = useUndo();
  return async ({ name }: Calendar, places: Parameters<CalendarDeeds["place"]>[0]) => {
    if (places.length === 0) return;
    const was = places.map(({ id }) => ({ id, order: calendars.find((one) => one.id === id)?.order ?? 0 }));
    const set = async (all: typeof places) => {
      for (const one of all) await call("calendars.update", one);
    };
    await set(places);
    undo.offer(t("calendars.moved", { name }), { undo: () => set(was), redo: () => set(places) });
  };
}

/** @returns the deeds of a calendar */
export function useCalendarDeeds(calendars: readonly Calendar[]): (calendar: Calendar) => CalendarDeeds {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const letThrough = useLetThrough();
  const change = useChange();
  const toggleOnly = useShown(calendars);
  const place = usePlace(calendars);
  const remove = useRemoveCalendar();
  const exportAll = async ({ id, name }: Calendar) => {
    const { text, count } = await call("events.export", { calendarId: id });
    saveCalendarFile(name, text);
    toast({ text: t("transfer.exported", { count }) });
  };
  return (calendar) => ({
    show: (visible) => told(call("calendars.update", { id: calendar.id, visible })),
    change: (changes) => told(change(calendar, changes)),
    toggleOnly: () => told(toggleOnly(calendar)),
    place: (places) => told(place(calendar, places)),
    syncNow: () => told(call("sync.run", { calendarId: calendar.id })),
    acceptRemovals: (what) => told(letThrough(calendar, what)),
    rename: () =>
      askText({
        title: t("calendars.renameTitle"),
        ...(calendar.accountId && { hint: t("calendars.renameServerHint") }),
        label: t("common.name"),
        initial: calendar.name,
        action: t("common.rename"),
        run: (name) => (name === calendar.name ? Promise.resolve() : change(calendar, { name })),
      }),
    exportAll: () => told(exportAll(calendar)),
    remove: () => told(remove(calendar)),
  });
}
