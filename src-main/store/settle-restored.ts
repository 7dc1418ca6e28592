// An older state of the data file is made fit to go on from: what it meant to send may have been sent since, and what it knows of
// servers is old.
import type { AccountId, DraftId, EventId } from "../../src-preload/contract/shapes.ts";
import type { CarriedOver } from "./carry-over.ts";
import type { Database } from "./database.ts";
import { dropGone } from "./drop-gone.ts";
import { deleteEvent, findEvent, updateEventText } from "./events.ts";
import { deleteDraft } from "./mail/drafts.ts";
import { snoozedFolder } from "./mail/folders.ts";
import { reproject } from "./mail/project.ts";

/** How the older state came to be the present one. */
interface Origin {
  /** There was no backup: nothing was here before. */
  readonly isEmpty: boolean;
  /** Somebody asked for it. */
  readonly isByHand: boolean;
}

/** Within the caller's transaction, after `carryOver`. */
export function settleRestored(
  db: Database,
  { found }: Pick<CarriedOver, "found">,
  { isEmpty, isByHand }: Origin,
  nowMs: number,
): void {
  if (!isByHand) dropGone(db, found);
  const isKnown = (table: string) => found.get(table)?.whole ?? false;
  const idsOf = (table: string) => new Set((found.get(table)?.rows ?? []).map(({ id }) => id));
  settleEvents(db, isKnown("outbox"), idsOf("outbox"));
  settleSends(db, isKnown("send_queue"), idsOf("send_queue"), nowMs);
  settleDrafts(db, isKnown("drafts") && !isByHand, idsOf("drafts"));
  settleDeeds(db, isKnown("mail_ops"), idsOf("mail_ops"));
  settleAppends(db, isKnown("mail_appends"), idsOf("mail_appends"));
  settleSnoozes(db, isKnown("snoozes"), new Set(found.get("snoozes")?.rows.map((row) => row.message_id)));
  forgetServers(db, isEmpty, nowMs);
}

/** Changes that the former file no longer had were sent, or taken back. Where nobody knows, edits are kept (they meet the server's
 *  version in a merge), deletions are not: what was deleted may have been brought back since. */
function settleEvents(db: Database, isKnown: boolean, left: ReadonlySet<unknown>): void {
  const entries = db.prepare<{ id: number; event_id: EventId; kind: string; after_event_id: string | null }>(
    "SELECT id, event_id, kind, after_event_id FROM outbox ORDER BY id",
  );
  const old = entries.all().filter(({ id }) => !left.has(id));
  const gone = isKnown ? old : old.filter(({ kind, after_event_id }) => kind === "remove" && after_event_id === null);
  for (const { id } of gone) db.prepare("DELETE FROM outbox WHERE id = @id").run({ id });
  for (const eventId of new Set(gone.map(({ event_id }) => event_id))) {
    const row = findEvent(db, eventId);
    if (!row || entries.all().some(({ event_id }) => event_id === eventId)) continue;
    db.prepare("DELETE FROM conflicts WHERE event_id = @eventId").run({ eventId });
    if (row.baseText === null) deleteEvent(db, eventId);
    // As the server last had it; what it has now comes with the next sync.
    else updateEventText(db, row, row.baseText);
  }
}

/** Nothing is sent twice: what may have gone out since is looked for among what was sent, and then the person is asked. */
function settleSends(db: Database, isKnown: boolean, left: ReadonlySet<unknown>, nowMs: number): void {
  const open = db
    .prepare<{ id: string }>("SELECT id FROM send_queue WHERE state IN ('held', 'scheduled', 'queued', 'submitting')")
    .all();
  for (const { id } of open) {
    if (left.has(id)) continue;
    if (isKnown) db.prepare("DELETE FROM send_queue WHERE id = @id").run({ id });
    else {
      db.prepare("UPDATE send_queue SET state = 'uncertain', since_ms = @nowMs, searches = 0 WHERE id = @id").run({
        id,
        nowMs,
      });
    }
  }
}

/** What was sent is no draft any more, and what is not on its way any more is one again. */
function settleDrafts(db: Database, dropsOthers: boolean, left: ReadonlySet<unknown>): void {
  const rows = db.prepare<{ id: DraftId; is_sent: number }>(
    `SELECT id, EXISTS (SELECT 1 FROM send_queue s WHERE s.draft_id = d.id AND s.state IN ('accepted', 'done')) AS is_sent
      FROM drafts d`,
  );
  for (const { id, is_sent } of rows.all()) if (!left.has(id) && (dropsOthers || is_sent)) deleteDraft(db, id);
  db.prepare("UPDATE drafts SET send_id = NULL WHERE send_id NOT IN (SELECT id FROM send_queue)").run();
}

/** Those that ended since would bring their messages back once more. */
function settleSnoozes(db: Database, isKnown: boolean, left: ReadonlySet<unknown>): void {
  const rows = db
    .prepare<{ id: number; accountId: AccountId }>(
      "SELECT s.message_id AS id, m.account_id AS accountId FROM snoozes s JOIN messages m ON m.id = s.message_id",
    )
    .all();
  for (const { id, accountId } of rows) {
    if (left.has(id)) snoozedFolder(db, accountId);
    else if (isKnown) db.prepare("DELETE FROM snoozes WHERE message_id = @id").run({ id });
  }
  reproject(
    db,
    rows.map(({ id }) => id),
  );
}

/** Deeds are deltas that name a message where it lay: done again they change nothing. A removal for good is not done again. */
function settleDeeds(db: Database, isKnown: boolean, left: ReadonlySet<unknown>): void {
  const deeds = db
    .prepare<{ id: number; message_id: number; kind: string }>("SELECT id, message_id, kind FROM mail_ops")
    .all();
  for (const { id, kind } of deeds) {
    if (!left.has(id) && (isKnown || kind === "remove")) db.prepare("DELETE FROM mail_ops WHERE id = @id").run({ id });
  }
  reproject(
    db,
    deeds.map(({ message_id }) => message_id),
  );
}

/** `inflight`: the server is asked whether it has them before they are filed (mail rule 54). */
function settleAppends(db: Database, isKnown: boolean, left: ReadonlySet<unknown>): void {
  for (const { id } of db.prepare<{ id: number }>("SELECT id FROM mail_appends").all()) {
    if (left.has(id)) continue;
    if (isKnown) db.prepare("DELETE FROM mail_appends WHERE id = @id").run({ id });
    else db.prepare("UPDATE mail_appends SET state = 'inflight' WHERE id = @id AND state = 'waiting'").run({ id });
  }
}

/** Everything is compared with its server at the next occasion, at once. */
function forgetServers(db: Database, isEmpty: boolean, nowMs: number): void {
  db.prepare(
    `UPDATE calendar_syncs SET cursor = NULL, cursor_since_ms = NULL, last_error = NULL, failures = 0,
       next_at = CASE WHEN frequency_minutes = 0 THEN NULL ELSE @nowMs END,
       last_full_check_at = CASE WHEN @isEmpty = 1 THEN NULL ELSE last_full_check_at END`,
  ).run({ nowMs, isEmpty: isEmpty ? 1 : 0 });
  db.prepare("UPDATE mail_accounts SET failure = NULL, failures = 0, next_at = NULL, folders_at = NULL").run();
  db.prepare(
    `UPDATE mail_folders SET last_full_check_at = NULL, last_flag_sweep_at = NULL, last_error = NULL, failures = 0,
       next_at = NULL`,
  ).run();
  db.prepare("UPDATE feeds SET etag = NULL, last_modified = NULL, next_at = @nowMs, failures = 0").run({ nowMs });
}
