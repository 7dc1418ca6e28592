// What comes next, kept true by the change feed and by the clock; nothing polls.
import { useEffect, useMemo, useRef, useState } from "react";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Failure } from "../../src-preload/contract/failure.ts";
import { useLive } from "../live.tsx";
import { useNow } from "../time/use-now.ts";
import { dayOf } from "../time/wall-clock.ts";
import { planUpcoming, type UpcomingFacts, type UpcomingPlan } from "./plan.ts";

/** Asked for beyond what is shown: whole days take no row, and what ends makes room at once. */
const SPARE = 13;

/** `nowMs` moves on with every minute, and when something begins or ends. */
export interface Upcoming {
  readonly nowMs: number;
  /** Undefined until the engine has answered. */
  readonly plan: UpcomingPlan | undefined;
  readonly failure: Failure | undefined;
}

/** What of an answer time alone changes: what runs, what is over, which day it is. */
function shapeAt(facts: UpcomingFacts, nowMs: number): string {
  const { running, boundariesMs } = planUpcoming({ ...facts, nowMs });
  return [dayOf(nowMs, facts.zone), boundariesMs.length, ...running.map(({ key }) => key)].join();
}

/** Asks the engine again when time has changed what an answer says: it knows what follows. */
function useFresh(facts: UpcomingFacts | undefined, again: () => unknown): void {
  // An answer that arrives as something begins may be of before: it is measured from the last time that was asked for.
  const askedMs = useRef<number>(undefined);
  useEffect(() => {
    if (!facts) return;
    askedMs.current ??= facts.nowMs;
    if (shapeAt(facts, askedMs.current) === shapeAt(facts, facts.nowMs)) return;
    askedMs.current = facts.nowMs;
    again();
  }, [facts, again]);
}

/** Watches what is next in the visible calendars.
 *  @param limit rows to show */
export function useUpcoming(calendars: readonly Calendar[], zone: string, limit = 7): Upcoming {
  const { data, failure, again } = useLive("agenda.upcoming", { limit: limit + SPARE });
  const [boundariesMs, setBoundaries] = useState<readonly number[]>([]);
  const nowMs = useNow(boundariesMs);
  const facts = useMemo(
    () => data && { occurrences: data.occurrences, calendars, nowMs, zone, limit },
    [data, calendars, nowMs, zone, limit],
  );
  const plan = useMemo(() => facts && planUpcoming(facts), [facts]);
  useEffect(() => {
    if (plan) setBoundaries((before) => (before.join() === plan.boundariesMs.join() ? before : plan.boundariesMs));
  }, [plan]);
  useFresh(facts, again);
  return { nowMs, plan, failure };
}
