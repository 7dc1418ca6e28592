// What is brought over from the former file to the one that takes its place: rows that no server can give again. Everything else
// comes back by sync.
import type { EventId } from "../../src-preload/contract/shapes.ts";
import type { DamagedFile, FoundRows, Row } from "./damaged-rows.ts";
import type { Database } from "./database.ts";
import { renewEvent } from "./renew.ts";

/** Where rows are found. */
type Source = Pick<DamagedFile, "rows" | "find">;

interface Carried {
  readonly table: string;
  readonly key: readonly string[];
  /** Only what has not reached a server: the person asked for the earlier state of everything else. */
  readonly unsent?: true;
  /** What people were told and what they put off: whatever state was asked for. Nobody misses it enough to be told. */
  readonly told?: true;
  /** Set to null: what the former file knew of a server is found out again. */
  readonly without?: readonly string[];
}

/** In this order: what others refer to comes first. */
const CARRIED: readonly Carried[] = [
  { table: "accounts", key: ["id"] },
  { table: "mail_accounts", key: ["account_id"], without: ["next_at", "failure"] },
  { table: "calendars", key: ["id"] },
  { table: "calendar_syncs", key: ["calendar_id"], without: ["cursor", "cursor_since_ms", "next_at"] },
  { table: "identities", key: ["id"] },
  { table: "templates", key: ["id"] },
  { table: "mail_rules", key: ["id"] },
  { table: "blocked_senders", key: ["address"] },
  { table: "remote_allowed", key: ["address"] },
  { table: "follow_ups", key: ["id"] },
  { table: "feeds", key: ["id"] },
  { table: "facts", key: ["key"] },
  { table: "events", key: ["id"], unsent: true },
  { table: "outbox", key: ["id"], unsent: true },
  { table: "conflicts", key: ["id"], unsent: true },
  { table: "history", key: ["id"] },
  { table: "drafts", key: ["id"], unsent: true },
  { table: "draft_attachments", key: ["id"], unsent: true },
  { table: "send_queue", key: ["id"], unsent: true },
  { table: "mail_appends", key: ["id"], unsent: true },
  { table: "mail_ops", key: ["id"], unsent: true },
  { table: "notices", key: ["id"], told: true },
  { table: "snoozes", key: ["message_id"], told: true },
];

/** What waited to be sent, as far as the former file tells. */
export interface CarriedOver {
  /** Rows brought over that were not here as they are now. */
  readonly count: number;
  /** Something that waited to be sent could not be read, or does not fit. */
  readonly incomplete: boolean;
  /** By table: what the former file had, and whether that is all. */
  readonly found: ReadonlyMap<string, FoundRows>;
}

/** Brings rows over. Within the caller's transaction; a row that does not fit is left out.
 *  @param unsentOnly leaves alone what is only here */
export function carryOver(db: Database, source: Source, unsentOnly: boolean): CarriedOver {
  const found = new Map<string, FoundRows>();
  const asked = CARRIED.filter(({ unsent, told }) => unsent || told || !unsentOnly);
  for (const { table } of [...asked, { table: "mail_folders" }]) found.set(table, source.rows(table));
  found.set("messages", source.find("messages", messagesNamed(found)));
  const choose = chooserOf(db, found, unsentOnly);
  const sum = { done: 0, same: 0, failed: 0 };
  let incomplete = false;
  for (const carried of asked) {
    const { rows, whole } = found.get(carried.table) ?? { rows: [], whole: false };
    const put = writerOf(db, carried);
    const failedBefore = sum.failed;
    for (const row of rows) {
      if (choose(carried.table, row)) sum[put(row)] += 1;
      else if (isDeed(carried.table, row)) sum.failed += 1;
    }
    incomplete ||= carried.unsent === true && (!whole || sum.failed > failedBefore);
  }
  return { count: sum.done, incomplete, found };
}

/** Not brought over, it is not done. What has landed was: only its place is not known yet. */
function isDeed(table: string, { state }: Row): boolean {
  return table === "mail_appends" || (table === "mail_ops" && state !== "landing");
}

/** Numbers of the messages that rows to be brought over speak of. */
function messagesNamed(found: ReadonlyMap<string, FoundRows>): number[] {
  const rowsOf = (table: string) => found.get(table)?.rows ?? [];
  const deeds = [...rowsOf("mail_ops"), ...rowsOf("snoozes")].map((row) => row.message_id);
  const notices = rowsOf("notices").flatMap((row) => (row.kind === "mail" ? [row.subject_id] : []));
  return [...new Set([...deeds, ...notices].map(Number))];
}

type Chooser = (table: string, row: Row) => boolean;

function chooserOf(db: Database, found: ReadonlyMap<string, FoundRows>, unsentOnly: boolean): Chooser {
  const rowsOf = (table: string) => found.get(table)?.rows ?? [];
  const pending = new Set(rowsOf("outbox").map((row) => row.event_id));
  for (const row of rowsOf("outbox")) if (row.moved_from_id !== null) pending.add(row.moved_from_id ?? null);
  const local = new Set(rowsOf("calendars").flatMap((row) => (row.account_id === null ? [row.id] : [])));
  const isSameNumber = sameNumbers(db, rowsOf);
  return (table, row) => {
    switch (table) {
      case "events":
        return pending.has(row.id ?? null) || (!unsentOnly && local.has(row.calendar_id));
      case "facts":
        return row.key === "settings";
      case "mail_appends":
        return isSameNumber("mail_folders", row.folder_id);
      case "mail_ops":
        return (
          [row.folder_id, row.to_folder_id ?? row.folder_id].every((id) => isSameNumber("mail_folders", id)) &&
          isSameNumber("messages", row.message_id)
        );
      case "snoozes":
        return isSameNumber("messages", row.message_id);
      case "notices":
        return row.kind !== "mail" || isSameNumber("messages", row.subject_id);
      default:
        return true;
    }
  };
}

/** Folders and messages are numbered: does a number mean the same in both files? */
function sameNumbers(db: Database, rowsOf: (table: string) => readonly Row[]) {
  const identity = { mail_folders: ["account_id", "path"], messages: ["account_id", "key"] } as const;
  const known = { mail_folders: new Map<unknown, Row>(), messages: new Map<unknown, Row>() };
  for (const table of ["mail_folders", "messages"] as const) {
    for (const row of rowsOf(table)) known[table].set(row.id, row);
  }
  return (table: "mail_folders" | "messages", id: Row[string] | undefined): boolean => {
    const there = known[table].get(Number(id));
    const here = db.prepare<Row>(`SELECT * FROM ${table} WHERE id = @id`).get({ id: Number(id) });
    return there !== undefined && here !== undefined && identity[table].every((name) => there[name] === here[name]);
  };
}

type Written = "done" | "same" | "failed";

function writerOf(db: Database, { table, key, without = [] }: Carried): (row: Row) => Written {
  const info = db.prepare<{ name: string }>(`SELECT name FROM pragma_table_info('${table}')`).all();
  const columns = new Set(info.map(({ name }) => name));
  const where = key.map((name) => `${name} = @${name}`).join(" AND ");
  // Some are words of SQL, like "to".
  const quoted = (all: readonly string[]) => all.map((name) => `"${name}"`).join(", ");
  const find = db.prepare<Row>(`SELECT * FROM ${table} WHERE ${where}`);
  return (row) => {
    const names = Object.keys(row).filter((name) => columns.has(name));
    const values = Object.fromEntries(names.map((name) => [name, without.includes(name) ? null : (row[name] ?? null)]));
    const before = find.get(Object.fromEntries(key.map((name) => [name, row[name] ?? null])));
    if (before && names.every((name) => isSame(before[name], values[name]))) return "same";
    const rest = names.filter((name) => !key.includes(name));
    return attempt(db, () => {
      if (table === "events") makeWay(db, row);
      db.prepare(
        `INSERT INTO ${table} (${quoted(names)}) VALUES (${names.map((name) => `@${name}`).join(", ")})
         ON CONFLICT (${quoted(key)}) DO UPDATE SET ${rest.map((name) => `"${name}" = excluded."${name}"`).join(", ")}`,
      ).run(values);
      if (table === "events") renewEvent(db, String(row.id) as EventId);
    });
  };
}

/** A row that does not fit leaves nothing behind. */
function attempt(db: Database, work: () => void): Written {
  db.prepare("SAVEPOINT carried").run();
  try {
    work();
    db.prepare("RELEASE carried").run();
    return "done";
  } catch {
    db.prepare("ROLLBACK TO carried").run();
    db.prepare("RELEASE carried").run();
    return "failed";
  }
}

/** The same object of the server under another id: it comes again with the next sync, the edit would not. */
function makeWay(db: Database, row: Row): void {
  db.prepare("DELETE FROM events WHERE calendar_id = @calendar AND external_event_id = @key AND id <> @id").run({
    calendar: row.calendar_id ?? null,
    key: row.external_event_id ?? null,
    id: row.id ?? null,
  });
}

function isSame(a: unknown, b: unknown): boolean {
  return a instanceof Uint8Array && b instanceof Uint8Array ? Buffer.compare(a, b) === 0 : a === b;
}
