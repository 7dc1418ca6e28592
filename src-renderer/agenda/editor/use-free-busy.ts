// Whose time is known, and what it says of the time chosen.
import { useDebouncedValue } from "@mantine/hooks";
import { useMemo, useState } from "react";
import type { CalendarId, EventId } from "../../../src-preload/contract/shapes.ts";
import { useLive } from "../../live.tsx";
import { addDays, dayOf, startOfDay } from "../../time/wall-clock.ts";
import { type Clash, clashes, nearestFree, type PersonsTime, type Span, stripOf, without } from "./free-busy.ts";

/** Typing settles this long before a server is asked. */
const SETTLE_MS = 300;
/** A free slot is looked for this far ahead. */
const AHEAD_DAYS = 7;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

interface Asked {
  readonly addresses: readonly string[];
  readonly calendarId: CalendarId;
  readonly eventId: EventId | undefined;
  readonly at: Span;
  /** The event's time as it is saved: everyone invited is busy with it. */
  readonly own: Span | undefined;
  readonly zone: string;
}

/** What is known. */
export interface FreeBusy {
  readonly people: readonly PersonsTime[];
  readonly strip: Span;
  readonly clashes: readonly Clash[];
  /** The nearest time that is free for all that are known; only looked for when the chosen one is not. */
  readonly free: Span | undefined;
  readonly state: "looking" | "known" | "partly" | "none" | "offline" | "failed";
}

/** Hours in which people meet, on the working days of a week from a day on. */
function meetingHours(day: string, zone: string, workDays: readonly number[], nowMs: number): readonly Span[] {
  return Array.from({ length: AHEAD_DAYS }, (_, n) => addDays(day, n)).flatMap((one, n) => {
    const isWork = workDays.includes(new Date(`${one}T12:00:00Z`).getUTCDay());
    const startMs = startOfDay(one, zone) + 8 * HOUR_MS;
    const endMs = startMs + 10 * HOUR_MS;
    const from = nowMs > startMs ? Math.ceil(nowMs / (30 * MINUTE_MS)) * 30 * MINUTE_MS : startMs;
    return (isWork || n === 0) && from < endMs ? [{ startMs: from, endMs }] : [];
  });
}

function stateOf(people: readonly PersonsTime[] | undefined, failed: boolean): FreeBusy["state"] {
  if (failed) return "failed";
  if (!people) return "looking";
  const unknown = people.filter(({ known }) => !known);
  if (unknown.some(({ failure }) => failure?.code === "offline")) return "offline";
  if (unknown.some(({ failure }) => failure !== undefined)) return "failed";
  if (unknown.length === 0) return "known";
  return unknown.length === people.length ? "none" : "partly";
}

/** Asks who is free around a time. */
export function useFreeBusy({ addresses, calendarId, eventId, at, own, zone }: Asked, enabled: boolean): FreeBusy {
  const [nowMs] = useState(() => Date.now());
  const { data: settings } = useLive("settings.get", {});
  const workDays = settings?.agenda?.workDays ?? [1, 2, 3, 4, 5];
  const day = dayOf(at.startMs, zone);
  const dayMs = startOfDay(day, zone);
  const wanted = JSON.stringify({
    addresses,
    calendarId,
    eventId,
    fromMs: dayMs,
    toMs: startOfDay(addDays(day, AHEAD_DAYS), zone),
  });
  const [input] = useDebouncedValue(wanted, SETTLE_MS);
  const { data, failure } = useLive("agenda.freeBusy", JSON.parse(input), { keep: true, enabled });
  const people = useMemo(() => data && without(data.people, own), [data, own]);
  const found = people ? clashes(people, at) : [];
  const step = at.endMs - at.startMs >= 30 * MINUTE_MS ? 30 * MINUTE_MS : 15 * MINUTE_MS;
  const free =
    people && found.length > 0 ? nearestFree(people, at, meetingHours(day, zone, workDays, nowMs), step) : undefined;
  return {
    people: people ?? [],
    strip: stripOf(dayMs, startOfDay(addDays(day, 1), zone), at),
    clashes: found,
    free,
    state: stateOf(people, failure !== undefined),
  };
}
