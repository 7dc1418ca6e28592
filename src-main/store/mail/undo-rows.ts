// What commands did, message by message. undo.ts takes it back.
import type { FlagDelta } from "../../domain/mail/flags.ts";
import type { Database } from "../database.ts";
import { perDatabase } from "../prepared.ts";

/** What was done to a message. `flag`: the change that takes it back. `snooze`: until when it was away before. */
export type Done =
  | { readonly kind: "flag"; readonly delta: FlagDelta }
  | { readonly kind: "move"; readonly folderId: number; readonly toFolderId: number }
  | { readonly kind: "remove"; readonly folderId: number }
  | { readonly kind: "snooze"; readonly untilMs: number | null };

/** A Done as it is stored; `added` and `removed` are flags with a space between. */
export interface UndoRow {
  readonly id: number;
  readonly messageId: number;
  readonly kind: Done["kind"];
  readonly folderId: number | null;
  readonly toFolderId: number | null;
  readonly added: string;
  readonly removed: string;
  readonly untilMs: number | null;
}

const statements = perDatabase((db) => ({
  add: db.prepare(`INSERT INTO mail_undo (undo_id, message_id, kind, folder_id, to_folder_id, added, removed, until_ms, at_ms)
    VALUES (@undoId, @messageId, @kind, @folderId, @toFolderId, @added, @removed, @untilMs, @atMs)`),
  group:
    db.prepare<UndoRow>(`SELECT id, message_id AS messageId, kind, folder_id AS folderId, to_folder_id AS toFolderId,
    added, removed, until_ms AS untilMs FROM mail_undo WHERE undo_id = @undoId ORDER BY id DESC LIMIT @limit`),
  drop: db.prepare("DELETE FROM mail_undo WHERE undo_id = @undoId AND id >= @from"),
  dropOld: db.prepare("DELETE FROM mail_undo WHERE at_ms < @beforeMs"),
}));

/** In the order in which things are done; takeUndo goes backwards. */
export function recordUndo(
  db: Database,
  undoId: string,
  done: Done & { readonly messageId: number },
  atMs: number,
): void {
  statements(db).add.run({
    undoId,
    messageId: done.messageId,
    kind: done.kind,
    folderId: "folderId" in done ? done.folderId : null,
    toFolderId: done.kind === "move" ? done.toFolderId : null,
    added: done.kind === "flag" ? done.delta.add.join(" ") : "",
    removed: done.kind === "flag" ? done.delta.remove.join(" ") : "",
    untilMs: done.kind === "snooze" ? done.untilMs : null,
    atMs,
  });
}

/** The last thing done first; each can be taken once. */
export function takeUndo(db: Database, undoId: string, limit: number): UndoRow[] {
  const rows = statements(db).group.all({ undoId, limit });
  const from = rows.at(-1)?.id;
  if (from !== undefined) statements(db).drop.run({ undoId, from });
  return rows;
}

/** What was done so long ago cannot be taken back any more. */
export function dropUndoBefore(db: Database, beforeMs: number): void {
  statements(db).dropOld.run({ beforeMs });
}
