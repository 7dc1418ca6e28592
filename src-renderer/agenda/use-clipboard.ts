// Events that wait to be pasted, and texts for other programs.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import { toast } from "../ui/toast.tsx";
import { type NewPlace, startingAt } from "./new-place.ts";
import { type AgendaItem, sayWhen, type Words } from "./occurrence.ts";
import type { Changes } from "./use-changes.ts";

interface Held {
  readonly item: AgendaItem;
  readonly isCut: boolean;
}

/** An event in a few lines: title, when, where. */
export function textOf({ occurrence: o }: AgendaItem, words: Words): string {
  const lines = [o.title || words.t("event.untitled"), sayWhen(o, words), o.location, o.conferenceUrl];
  return lines.filter(Boolean).join("\n");
}

/** The agenda's clipboard. @param fallback where copies of read-only events go */
export function useClipboard(changes: Changes, words: Words, fallback: Calendar | undefined) {
  const { t } = useTranslation();
  const [held, setHeld] = useState<Held>();
  async function write(text: string): Promise<boolean> {
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  }
  return {
    held,
    hold(item: AgendaItem, isCut: boolean) {
      if (isCut && item.calendar.readOnly) {
        toast({ text: t("done.readOnly"), tone: "failed" });
        return;
      }
      setHeld({ item, isCut });
      void write(textOf(item, words));
      toast({ text: t(isCut ? "deed.cut" : "deed.held") });
    },
    async writeText(text: string) {
      if (await write(text)) toast({ text: t("copy.done") });
      else toast({ text: t("copy.failed"), tone: "failed" });
    },
    /** Puts what is held there: at that time, or that day at its own time. */
    paste({ start, zone }: NewPlace) {
      if (!held) return;
      const { item, isCut } = held;
      const to = startingAt(item.occurrence, start, zone ?? words.zone);
      if (isCut) {
        setHeld(undefined);
        void changes.move(item, to);
        return;
      }
      const calendarId = item.calendar.readOnly ? fallback?.id : undefined;
      void changes.copy(item, { place: to, ...(calendarId && { calendarId }) });
    },
  };
}
