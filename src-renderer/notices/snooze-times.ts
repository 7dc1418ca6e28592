// When a reminder that is put off comes back. Pure.
import { addDays, dayOf, instantOf } from "../time/wall-clock.ts";

const MINUTES = [5, 10, 60] as const;
const MORNING = "08:00";

/** A moment offered: so many minutes from now, or tomorrow morning. */
export type SnoozeTime = { readonly ms: number } & (
  | { readonly name: "minutes"; readonly minutes: number }
  | { readonly name: "tomorrow" }
);

/** Soonest first. */
export function snoozeTimes(nowMs: number, zone: string): readonly SnoozeTime[] {
  const tomorrow = instantOf(`${addDays(dayOf(nowMs, zone), 1)}T${MORNING}`, zone);
  return [
    ...MINUTES.map((minutes) => ({ name: "minutes" as const, minutes, ms: nowMs + minutes * 60_000 })),
    { name: "tomorrow", ms: tomorrow },
  ];
}
