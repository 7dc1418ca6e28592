// What the base becomes when the server has done a deed.
import { applyDelta, DELETED, splitWords } from "../../domain/mail/flags.ts";
import type { Database } from "../database.ts";
import { perDatabase } from "../prepared.ts";
import { removePlaces } from "./base.ts";
import type { Tally } from "./counters.ts";
import { type FlagRow, flagsOf } from "./rows.ts";
import type { Deed, DeedOutcome } from "./types.ts";

/** A deed of `mail_ops`; `added` and `removed` are flags with a space between. */
export interface OpRow {
  readonly id: number;
  readonly messageId: number;
  readonly kind: Deed["kind"];
  readonly folderId: number;
  readonly toFolderId: number | null;
  readonly added: string;
  readonly removed: string;
}
interface PlaceRow extends FlagRow {
  readonly folderId: number;
  readonly uid: number;
  readonly messageId: number;
  readonly wanted: number;
}

const statements = perDatabase((db) => ({
  places: db.prepare<PlaceRow>(`SELECT folder_id AS folderId, uid, message_id AS messageId, flags, keywords, wanted
    FROM placements WHERE message_id = @messageId AND folder_id = @folderId`),
  setFlags: db.prepare(
    "UPDATE placements SET flags = @flags, keywords = @keywords WHERE folder_id = @folderId AND uid = @uid",
  ),
  arrive: db.prepare(`INSERT INTO placements (folder_id, uid, message_id, flags, keywords, wanted)
    VALUES (@folderId, @uid, @messageId, @flags, @keywords, @wanted) ON CONFLICT DO NOTHING`),
  validity: db.prepare<{ readonly uidValidity: string | null }>(
    "SELECT uid_validity AS uidValidity FROM mail_folders WHERE id = @id",
  ),
  land: db.prepare(`UPDATE mail_ops SET state = 'landing', flags = @flags, keywords = @keywords, next_try_ms = @nowMs
    WHERE id = @id`),
  drop: db.prepare("DELETE FROM mail_ops WHERE id = @id"),
}));

/** Writes the base; the caller shows it. */
export function settleDeed(db: Database, op: OpRow, outcome: DeedOutcome, nowMs: number, tally: Tally): void {
  const { places, drop } = statements(db);
  const missing = new Set(outcome.missing ?? []);
  const rows = places.all({ messageId: op.messageId, folderId: op.folderId });
  const there = rows.filter(({ uid }) => !missing.has(uid));
  if (op.kind === "flag") {
    settleFlags(db, op, there, outcome);
    drop.run({ id: op.id });
  } else if (op.kind === "move" && op.toFolderId !== null) {
    const hasLanded = there.map((row) => settleMove(db, op, row, { outcome, nowMs, tally })).every(Boolean);
    if (hasLanded) drop.run({ id: op.id });
    leave(db, there, outcome, nowMs);
  } else {
    drop.run({ id: op.id });
    leave(db, there, outcome, nowMs);
  }
  removePlaces(
    db,
    rows.filter(({ uid }) => missing.has(uid)),
    nowMs,
  );
}

function settleFlags(db: Database, op: OpRow, rows: readonly PlaceRow[], { refusedFlags = [] }: DeedOutcome): void {
  const refused = new Set(refusedFlags.map((name) => name.toLowerCase()));
  const add = splitWords(op.added).filter((name) => !refused.has(name.toLowerCase()));
  for (const row of rows) {
    const { bits, keywords } = applyDelta(flagsOf(row), { add, remove: splitWords(op.removed) });
    statements(db).setFlags.run({ folderId: row.folderId, uid: row.uid, flags: bits, keywords });
  }
}

/** @returns false: nobody knows its new uid; the deed stays, landed, and holds the message in sight */
function settleMove(
  db: Database,
  op: OpRow,
  row: PlaceRow,
  { outcome, nowMs, tally }: { readonly outcome: DeedOutcome; readonly nowMs: number; readonly tally: Tally },
): boolean {
  const { arrive, land, validity } = statements(db);
  const { flags, keywords, wanted, messageId } = row;
  const folderId = op.toFolderId ?? 0;
  const uid = outcome.moved?.get(row.uid);
  const known = validity.get({ id: folderId })?.uidValidity;
  // A uid of another UIDVALIDITY than the one that is known here would name another message.
  const isSure = outcome.uidValidity === undefined || known === null || known === outcome.uidValidity.toString();
  if (uid === undefined || !isSure) {
    land.run({ id: op.id, flags, keywords, nowMs });
    return false;
  }
  const stored = arrive.run({ folderId, uid, messageId, flags, keywords, wanted });
  tally.count(folderId, { stored, wanted: stored * wanted });
  return true;
}

/** Out of the folder; or marked there and never expunged (mail rule 56): hidden all the same. */
function leave(db: Database, rows: readonly PlaceRow[], { leftMarked }: DeedOutcome, nowMs: number): void {
  if (!leftMarked) removePlaces(db, rows, nowMs);
  else {
    for (const { folderId, uid, flags, keywords } of rows) {
      statements(db).setFlags.run({ folderId, uid, keywords, flags: flags | DELETED });
    }
  }
}
