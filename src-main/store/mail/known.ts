// What is known of messages, read together for many of them: a statement for each costs more than what it finds.
import type { PendingDeed } from "../../domain/mail/projection.ts";
import type { Database } from "../database.ts";
import { perDatabase } from "../prepared.ts";
import { type FlagRow, idList } from "./rows.ts";

/** A deed that has not reached the server. */
export interface DeedRow extends FlagRow {
  readonly id: number;
  readonly kind: PendingDeed["kind"];
  readonly folderId: number;
  readonly toFolderId: number | null;
  readonly added: string;
  readonly removed: string;
  readonly state: "waiting" | "inflight" | "landing";
  readonly begun: number;
}
interface PlaceRow extends FlagRow {
  readonly folderId: number;
}
/** A message in a folder as it was last shown. */
export interface EntryRow extends PlaceRow {
  readonly pending: number;
}
interface MessageRow {
  readonly id: number;
  readonly accountId: string;
  readonly threadId: number;
  readonly files: number;
}
/** All that decides where and how a message is shown. */
export interface KnownMessage extends MessageRow {
  /** By folder, then uid. */
  readonly places: readonly PlaceRow[];
  /** In the order of filing, without those given up. */
  readonly deeds: readonly DeedRow[];
  readonly entries: readonly EntryRow[];
  /** Where it lies while it is snoozed, and which folders that takes it from. */
  readonly away?: { readonly folderId: number; readonly takes: (folderId: number) => boolean };
}
interface OfMessage {
  readonly messageId: number;
}

const GIVEN = "FROM json_each(@ids) g CROSS JOIN";
const statements = perDatabase((db) => ({
  messages: db.prepare<MessageRow & { readonly snoozed: number }>(`SELECT m.id, m.account_id AS accountId,
    m.thread_id AS threadId, m.has_attachments AS files, s.until_ms IS NOT NULL AS snoozed
    ${GIVEN} messages m ON m.id = g.value LEFT JOIN snoozes s ON s.message_id = m.id`),
  places: db.prepare<PlaceRow & OfMessage>(`SELECT message_id AS messageId, folder_id AS folderId, flags, keywords
    ${GIVEN} placements p ON p.message_id = g.value ORDER BY p.folder_id, p.uid`),
  deeds: db.prepare<DeedRow & OfMessage>(`SELECT o.id, message_id AS messageId, kind, folder_id AS folderId,
    to_folder_id AS toFolderId, added, removed, state, begun, flags, keywords
    ${GIVEN} mail_ops o ON o.message_id = g.value WHERE o.state <> 'failed' ORDER BY o.id`),
  entries: db.prepare<
    EntryRow & OfMessage
  >(`SELECT message_id AS messageId, folder_id AS folderId, flags, keywords, pending
    ${GIVEN} entries e ON e.message_id = g.value`),
  away: db.prepare<{ readonly id: number }>(
    "SELECT id FROM mail_folders WHERE account_id = @accountId AND role = 'snoozed' AND local = 1",
  ),
  takes: db.prepare<{ readonly id: number }>(`SELECT id FROM mail_folders WHERE account_id = @accountId AND local = 0
    AND (role IS NULL OR role NOT IN ('sent', 'trash', 'junk', 'drafts', 'all'))`),
}));

/** Messages by their numbers, in that order; those that are not here are left out. */
export function gather(db: Database, numbers: readonly number[]): KnownMessage[] {
  const { messages, places, deeds, entries } = statements(db);
  const ids = idList(numbers);
  const rows = messages.all({ ids });
  if (rows.length === 0) return [];
  const [placesOf, deedsOf, entriesOf] = [
    byMessage(places.all({ ids })),
    byMessage(deeds.all({ ids })),
    byMessage(entries.all({ ids })),
  ];
  return rows.map(({ snoozed, ...row }) => {
    const away = snoozed === 1 ? awayOf(db, row.accountId) : undefined;
    return {
      ...row,
      places: placesOf.get(row.id) ?? [],
      deeds: deedsOf.get(row.id) ?? [],
      entries: entriesOf.get(row.id) ?? [],
      ...(away && { away }),
    };
  });
}

function byMessage<Row extends OfMessage>(rows: readonly Row[]): Map<number, Row[]> {
  return Map.groupBy(rows, ({ messageId }) => messageId);
}

function awayOf(db: Database, accountId: string): KnownMessage["away"] {
  const { away, takes } = statements(db);
  const folder = away.get({ accountId });
  if (!folder) return undefined;
  const taken = new Set(takes.all({ accountId }).map(({ id }) => id));
  return { folderId: folder.id, takes: (folderId) => taken.has(folderId) };
}
