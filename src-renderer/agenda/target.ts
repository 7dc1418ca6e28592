// Which event, or which instances of it, a command is for. Pure.
import type { Occurrence } from "../../src-preload/contract/events.ts";
import type { EventId, RecurrenceId, Scope } from "../../src-preload/contract/shapes.ts";

/** What `events.*` name. */
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
