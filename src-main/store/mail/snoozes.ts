// Messages out of sight until a time. They are in the local folder `snoozed` meanwhile (project.ts).
import type { AccountId, MessageId } from "../../../src-preload/contract/shapes.ts";
import type { Database } from "../database.ts";
import { perDatabase } from "../prepared.ts";
import { snoozedFolder } from "./folders.ts";
import { reproject } from "./project.ts";
import { rowId } from "./rows.ts";
import { recordUndo } from "./undo-rows.ts";

const statements = perDatabase((db) => ({
  message: db.prepare<{ readonly accountId: AccountId; readonly untilMs: number | null }>(
    `SELECT m.account_id AS accountId, s.until_ms AS untilMs FROM messages m
      LEFT JOIN snoozes s ON s.message_id = m.id WHERE m.id = @id`,
  ),
  set: db.prepare(`INSERT INTO snoozes (message_id, until_ms) VALUES (@id, @untilMs)
    ON CONFLICT DO UPDATE SET until_ms = excluded.until_ms`),
  end: db.prepare("DELETE FROM snoozes WHERE message_id = @id"),
  due: db.prepare<{ readonly id: number }>(
    "SELECT message_id AS id FROM snoozes WHERE until_ms <= @nowMs ORDER BY until_ms LIMIT @limit",
  ),
  next: db.prepare<{ readonly untilMs: number | null }>("SELECT min(until_ms) AS untilMs FROM snoozes"),
}));

/** @param untilMs null: back in sight
 *  @returns messages whose time is another now */
export function snoozeMessages(
  db: Database,
  ids: readonly MessageId[],
  untilMs: number | null,
  nowMs: number,
  undoId?: string,
): number {
  const { message, set, end } = statements(db);
  const changed: number[] = [];
  for (const id of new Set(ids.map(rowId))) {
    const row = message.get({ id });
    if (!row || row.untilMs === untilMs) continue;
    if (untilMs === null) end.run({ id });
    else {
      snoozedFolder(db, row.accountId);
      set.run({ id, untilMs });
    }
    if (undoId !== undefined) recordUndo(db, undoId, { kind: "snooze", messageId: id, untilMs: row.untilMs }, nowMs);
    changed.push(id);
  }
  reproject(db, changed);
  if (changed.length > 0) db.touch("mail");
  return changed.length;
}

/** Those whose time has come: the caller ends the snooze and marks them unread. */
export function dueSnoozes(db: Database, nowMs: number, limit = 500): MessageId[] {
  return statements(db)
    .due.all({ nowMs, limit })
    .map(({ id }) => String(id) as MessageId);
}

/** When the first of them is due; undefined: none is away. */
export function nextSnoozeMs(db: Database): number | undefined {
  return statements(db).next.get()?.untilMs ?? undefined;
}
