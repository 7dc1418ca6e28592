// After damage: what the former file, read whole, no longer had was deleted since the backup was made, and does not come back. Of
// what a server has, its own next answer says what is gone.
import type { AccountId, CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import { deleteAccount } from "./accounts.ts";
import { deleteCalendar } from "./calendars.ts";
import type { FoundRows } from "./damaged-rows.ts";
import type { Database } from "./database.ts";
import { deleteEvent } from "./events.ts";
import { shedMessages } from "./mail/removal.ts";

/** Only here, and nothing else hangs on them. */
const PLAIN = [
  ["identities", "id"],
  ["templates", "id"],
  ["mail_rules", "id"],
  ["blocked_senders", "address"],
  ["remote_allowed", "address"],
  ["follow_ups", "id"],
] as const;

/** Within the caller's transaction. A table that could not be read whole is left as it is. */
export function dropGone(db: Database, found: ReadonlyMap<string, FoundRows>): void {
  const gone = (table: string, key: string, which = "true"): string[] => {
    const { rows, whole } = found.get(table) ?? { rows: [], whole: false };
    if (!whole) return [];
    const left = new Set(rows.map((row) => row[key]));
    const here = db.prepare<{ key: string }>(`SELECT ${key} AS key FROM ${table} WHERE ${which}`).all();
    return here.flatMap((row) => (left.has(row.key) ? [] : [row.key]));
  };
  for (const id of gone("accounts", "id") as AccountId[]) {
    while (shedMessages(db, id) > 0);
    deleteAccount(db, id);
  }
  for (const id of gone("calendars", "id", "account_id IS NULL") as CalendarId[]) deleteCalendar(db, id);
  const isLocal = "calendar_id IN (SELECT id FROM calendars WHERE account_id IS NULL)";
  for (const id of gone("events", "id", isLocal) as EventId[]) deleteEvent(db, id);
  for (const [table, key] of PLAIN) {
    for (const one of gone(table, key)) db.prepare(`DELETE FROM ${table} WHERE ${key} = @one`).run({ one });
  }
}
