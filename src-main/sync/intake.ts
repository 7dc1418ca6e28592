// What taking in a server's items needs to know of their calendar, and small facts about rows that every part of it asks.
import type { ConflictPolicy } from "../../src-preload/contract/calendars.ts";
import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import type { StoredIntent } from "../domain/replay.ts";
import type { RemoteItem } from "../providers/provider.ts";
import { conflictOf } from "../store/conflicts.ts";
import type { Database } from "../store/database.ts";
import type { EventRow, ServerVersion } from "../store/events.ts";
import type { OutboxRow } from "../store/outbox.ts";
import type { LocalSide } from "./plan.ts";

/** How one calendar takes in what its server has. */
export interface Intake {
  readonly calendarId: CalendarId;
  readonly policy: ConflictPolicy;
  /** Nothing was compared completely yet: what comes in is no news, and a twin made here may be adopted. */
  readonly first: boolean;
  readonly traffic: Traffic;
  /** A write that was cut may have arrived by half (`CalendarProvider.writesInParts`). */
  readonly inParts: boolean;
  /** Events made here that the server does not know, asked for once per page. */
  readonly unlinked?: readonly EventRow[];
}

/** Rows by UID that appeared and went in this run: the same object under another name is a move, not a loss (R43). */
export interface Traffic {
  readonly arrived: Map<string, EventId>;
  readonly left: Map<string, EventId>;
}

/** A calendar that was never compared as a whole (`lastFullCheckAt` null) is a first intake. */
export function intakeOf(
  calendarId: CalendarId,
  sync: { readonly conflictPolicy: ConflictPolicy; readonly lastFullCheckAt: number | null },
  inParts = false,
): Intake {
  const traffic = { arrived: new Map(), left: new Map() };
  return { calendarId, policy: sync.conflictPolicy, first: sync.lastFullCheckAt === null, traffic, inParts };
}

/** An item as the version that its row is based on. */
export function versionOf(item: RemoteItem, nowMs: number): ServerVersion {
  const { href, etag = null, scheduleTag = null, text } = item;
  return { externalEventUrl: href, etag, scheduleTag, baseText: text, lastSyncedAt: nowMs };
}

/** A row in conflict counts as removed where it was deleted here. */
export function localSide(db: Database, row: EventRow, entries: readonly OutboxRow[]): LocalSide {
  const pending = entries.length > 0;
  const removed = row.removedMs !== null || (pending && conflictOf(db, row.id)?.kind === "removed-here");
  return { etag: row.etag, known: row.baseText !== null, pending, removed };
}

/** The pending wishes in order; undefined when one of the changes is not known as a wish. */
export function intentsOf(entries: readonly OutboxRow[]): StoredIntent[] | undefined {
  const intents: StoredIntent[] = [];
  for (const { kind, intent } of entries) {
    if (intent) intents.push(intent);
    else if (kind === "update") return undefined;
  }
  return intents;
}

/** The UID of an object, unparsed: to see whether two objects are one. */
export function uidOf(text: string): string | undefined {
  const value = /^UID(?:;[^:\r\n]*)?:(.*(?:\r?\n[ \t].*)*)/im.exec(text)?.[1];
  return value?.replace(/\r?\n[ \t]/g, "").trim();
}
