// The command that takes a change back. Pure.
import type { EventChanges, EventDetail, Occurrence } from "../../src-preload/contract/events.ts";
import type { EventId, RecurrenceId, Scope } from "../../src-preload/contract/shapes.ts";

/** Which event, or which instances of it, a change was for. */
export interface Target {
  readonly id: EventId;
  readonly recurrenceId?: RecurrenceId;
  readonly scope?: Scope;
}

/** What `events.*` must name to change this occurrence. */
export function targetOf(o: Pick<Occurrence, "eventId" | "recurrenceId" | "recurring">, scope?: Scope): Target {
  const target: Target = { id: o.eventId };
  if (!o.recurring || !o.recurrenceId) return target;
  return { ...target, recurrenceId: o.recurrenceId, ...(scope && { scope }) };
}

/** What the inverse command must name: `following` may have made a new series of the later instances. */
export function undoTarget(target: Target, after: Pick<EventDetail, "id">): Target {
  if (target.scope === "this") return target;
  return target.scope ? { id: after.id, scope: "all" } : { id: after.id };
}

/** The old values of what was changed. */
export function oldValues(changes: EventChanges, before: EventDetail): EventChanges {
  const old: Record<string, unknown> = {};
  const fields = ["title", "start", "end", "zone", "calendarId", "status", "reminders", "attendees"] as const;
  for (const field of fields) if (field in changes) old[field] = before[field];
  for (const field of ["location", "description", "rrule"] as const) {
    if (field in changes) old[field] = before[field] ?? null;
  }
  // An all-day event has no zone to go back to.
  if (before.allDay) delete old.zone;
  return old as EventChanges;
}
