// Goes to an event and opens its peek, from a list that names it.
import { useEffect, useRef, useState } from "react";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { EventId, RecurrenceId } from "../../src-preload/contract/shapes.ts";
import { useCall } from "../live.tsx";
import { dayOf, instantOf } from "../time/wall-clock.ts";
import { useTold } from "../told.ts";
import type { AgendaItem } from "./occurrence.ts";
import type { Place } from "./place.ts";

/** A wish to see an event; a new object is a new wish. */
export interface Reveal {
  readonly eventId: EventId;
  /** The one of a series; absent: its first. */
  readonly recurrenceId?: RecurrenceId | undefined;
}

interface Scene {
  readonly place: Place;
  readonly zone: string;
  readonly items: readonly AgendaItem[];
  readonly calendars: readonly Calendar[];
  readonly onFound: (key: string) => void;
}

/** Fulfils the wish: the day first, its calendar shown if it was hidden, then the peek once the event is drawn. */
export function useReveal(reveal: Reveal | undefined, scene: Scene): void {
  const call = useCall();
  const told = useTold();
  const latest = useRef({ scene, told });
  const [wanted, setWanted] = useState<Reveal>();
  useEffect(() => {
    latest.current = { scene, told };
  });
  useEffect(() => {
    if (!reveal) return;
    const { eventId, recurrenceId } = reveal;
    const go = async () => {
      const { event } = await call("events.get", { id: eventId, ...(recurrenceId && { recurrenceId }) });
      const { place, zone, calendars } = latest.current.scene;
      const isMoment = event.start.includes("T") && event.zone !== "floating";
      place.setDay(isMoment ? dayOf(instantOf(event.start, event.zone), zone) : event.start.slice(0, 10));
      const hidden = calendars.find(({ id, visible }) => id === event.calendarId && !visible);
      if (hidden) await call("calendars.update", { id: hidden.id, visible: true });
      setWanted(reveal);
    };
    latest.current.told(go());
  }, [reveal, call]);
  const found =
    wanted &&
    scene.items.find(
      ({ occurrence: o }) => o.eventId === wanted.eventId && (wanted.recurrenceId ?? o.recurrenceId) === o.recurrenceId,
    );
  useEffect(() => {
    if (!found) return;
    setWanted(undefined);
    latest.current.scene.onFound(found.key);
  }, [found]);
}
