// What is open in the editor, and how to open it.
import { type ComponentProps, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import { toFailure } from "../../src-preload/contract/failure.ts";
import type { EventId, RecurrenceId } from "../../src-preload/contract/shapes.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useCall } from "../live.tsx";
import { addMinutes, type Day, wallClock } from "../time/wall-clock.ts";
import { toast } from "../ui/toast.tsx";
import { type Begun, draftFrom } from "./begun.ts";
import { draftAt, draftOf } from "./draft.ts";
import { draftText, keptFacts } from "./editor/kept-draft.ts";
import type { Editor } from "./editor.tsx";
import type { NewPlace } from "./new-place.ts";
import type { AgendaItem } from "./occurrence.ts";
import type { Place } from "./place.ts";

type EditorState = Pick<ComponentProps<typeof Editor>, "opened" | "event" | "resume">;

interface Scene {
  readonly place: Place;
  readonly today: Day;
  readonly zone: string;
  readonly calendars: readonly Calendar[];
}

/** A new event from a wall clock of the zone on, as long as new events are. */
export const placeFrom =
  ({ layout }: Place, zone: string) =>
  (start: string): NewPlace => ({ start, end: addMinutes(start, layout.minutes), zone });

/** The next full hour of the day shown, for as long as new events are. */
export function suggestedPlace(place: Place, today: Day, zone: string): NewPlace {
  const { day } = place;
  const hour = wallClock(Date.now(), zone).slice(11, 13);
  const start = day === today ? addMinutes(`${day}T${hour}:00`, 60) : `${day}T09:00`;
  return placeFrom(place, zone)(start);
}

/** The editor's state. */
export function useEditor({ calendars, zone, place, today }: Scene) {
  const { t } = useTranslation();
  const call = useCall();
  const [editor, setEditor] = useState<EditorState>();
  const writable = calendars.filter((calendar) => !calendar.readOnly);
  const target = writable.find((calendar) => calendar.visible) ?? writable[0];
  function write(begun: Begun, resumed = false) {
    const fallback = target && { place: suggestedPlace(place, today, zone), calendarId: target.id, zone };
    if (fallback) setEditor({ opened: draftFrom(begun, fallback), ...(resumed && { resume: true }) });
    else toast({ text: t("view.noCalendar"), tone: "failed" });
  }
  async function open(id: EventId, recurrenceId: RecurrenceId | undefined, resumed = false) {
    const instance = recurrenceId && { recurrenceId };
    try {
      const { event } = await call("events.get", { id, ...instance });
      setEditor({
        opened: draftOf(event, zone),
        event: { ...event, ...instance },
        ...(resumed && { resume: true }),
      });
    } catch (error) {
      toast({ text: sayFailure(t, toFailure(error)), tone: "failed" });
    }
  }
  /** Goes on with the draft that was kept. */
  function resume() {
    const kept = keptFacts(draftText(), Date.now());
    if (kept?.event) void open(kept.event.id, kept.event.recurrenceId, true);
    else if (kept) write({}, true);
  }
  return {
    editor: editor && { ...editor, calendars: editor.event?.readOnly ? calendars : writable },
    /** Where new events and copies of read-only ones go. */
    target,
    close: () => setEditor(undefined),
    create(at: NewPlace) {
      if (target) setEditor({ opened: draftAt(at, target.id, zone) });
      else toast({ text: t("view.noCalendar"), tone: "failed" });
    },
    createFrom(begun: Begun) {
      if (begun.kept) resume();
      else write(begun);
    },
    resume,
    /** What cannot be changed is shown all the same, under its reason. */
    edit: ({ occurrence: o }: AgendaItem) => open(o.eventId, o.recurrenceId),
  };
}
