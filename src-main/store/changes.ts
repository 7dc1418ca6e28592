// What others changed, and what was merged without asking: kept 30 days.

import type { ChangeEntry } from "../../src-preload/contract/conflicts.ts";
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import type { CalendarId, EventId, RecurrenceId } from "../../src-preload/contract/shapes.ts";
import type { Database } from "./database.ts";
import type { HistoryCause } from "./history.ts";
import { newId } from "./ids.ts";
import { and, desc, eq, lt } from "./orm.ts";
import { changes, history } from "./schema-past.ts";

const KEPT_MS = 30 * 86_400_000;

interface NewChange {
  readonly kind: ChangeEntry["kind"];
  readonly fields: ChangeEntry["fields"];
  readonly historyId?: string | undefined;
}

/** Notes what happened to an event. */
export function recordChange(
  db: Database,
  event: { readonly id: EventId; readonly calendarId: CalendarId; readonly title: string },
  change: NewChange,
  nowMs: number,
): void {
  const { kind, fields, historyId = null } = change;
  const { id: eventId, calendarId, title } = event;
  db.orm
    .insert(changes)
    .values({ id: newId(), eventId, calendarId, title, atMs: nowMs, kind, fields, historyId })
    .run();
  const recurrenceId = takenOut(change);
  if (historyId !== null && recurrenceId !== undefined)
    db.orm.update(history).set({ recurrenceId }).where(eq(history.id, historyId)).run();
  db.touch("events");
}

/** The one instance that went, when nothing else changed: the trash has it by itself. */
function takenOut({ kind, fields }: NewChange): RecurrenceId | undefined {
  const [only, ...others] = fields;
  const isAlone = kind === "changed" && others.length === 0 && only?.name === "event" && only.after === undefined;
  return isAlone ? only.recurrenceId : undefined;
}

/** Takes back what was noted of an event at this moment: it was not gone, it had only moved. */
export function withdrawChange(db: Database, eventId: EventId, kind: ChangeEntry["kind"], atMs: number): void {
  db.orm
    .delete(changes)
    .where(and(eq(changes.eventId, eventId), eq(changes.kind, kind), eq(changes.atMs, atMs)))
    .run();
}

/** The id of the version that was kept for this reason at this moment. */
export function keptVersion(
  db: Database,
  eventId: EventId,
  kept: { readonly cause: HistoryCause; readonly text: string; readonly atMs: number },
): string | undefined {
  return db.orm
    .select({ id: history.id })
    .from(history)
    .where(
      and(
        eq(history.eventId, eventId),
        eq(history.atMs, kept.atMs),
        eq(history.cause, kept.cause),
        eq(history.text, kept.text),
      ),
    )
    .get()?.id;
}

/** Newest first. */
export function listChanges(db: Database, filter: Parsed<"changes.list">): Output<"changes.list"> {
  const { calendarId, eventId, limit } = filter;
  const rows = db.orm
    .select()
    .from(changes)
    .where(and(calendarId && eq(changes.calendarId, calendarId), eventId && eq(changes.eventId, eventId)))
    .orderBy(desc(changes.atMs), desc(changes.id))
    .limit(limit)
    .all();
  return {
    changes: rows.map(({ historyId, fields, ...entry }) => ({
      ...entry,
      fields: [...fields],
      ...(historyId !== null && { historyId }),
    })),
  };
}

/** Forgets what is older than 30 days. */
export function forgetOldChanges(db: Database, nowMs: number): void {
  db.orm
    .delete(changes)
    .where(lt(changes.atMs, nowMs - KEPT_MS))
    .run();
}
