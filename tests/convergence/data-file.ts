// What an engine's file holds, read from outside.
import SQLite from "better-sqlite3";

export interface DataFile {
  /** Text by calendar name and object name, `work/a.ics`; one whose deletion waits says so. */
  readonly events: Map<string, string>;
  /** Every replaced text that is kept. */
  readonly kept: string;
  /** Of these, the sides that lost a conflict, by a person's choice or by policy. */
  readonly overruled: string;
}

/** Reads while an engine may be running on it. */
export function readDataFile(file: string): DataFile {
  const db = new SQLite(file, { readonly: true });
  const rows = db
    .prepare(`SELECT c.name || '/' || e.external_event_id AS path, e.text, e.removed_ms AS removed
      FROM events e JOIN calendars c ON c.id = e.calendar_id`)
    .all() as { path: string; text: string; removed: number | null }[];
  const kept = db.prepare("SELECT text, cause FROM history").all() as { text: string; cause: string }[];
  db.close();
  const events = new Map(rows.map(({ path, text, removed }) => [path, removed === null ? text : `buried\n${text}`]));
  const joined = (some: readonly { readonly text: string }[]) => some.map(({ text }) => text).join("\n");
  return { events, kept: joined(kept), overruled: joined(kept.filter(({ cause }) => cause === "overruled")) };
}

/** An event that people see. */
export interface Shown {
  readonly uid: string;
  readonly text: string;
}

/** What people see; reads while an engine is running on the file. */
export function shownIn(file: string): Shown[] {
  const db = new SQLite(file, { readonly: true });
  const rows = db.prepare("SELECT uid, text FROM events WHERE removed_ms IS NULL").all() as Shown[];
  db.close();
  return rows;
}
