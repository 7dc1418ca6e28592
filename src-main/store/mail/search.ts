// The search of mail: newest first, by the two full-text tables and the columns. Each part of a query is a stream of message
// numbers (streams.ts); a page is read from their meeting and no more.
import type { Output } from "../../../src-preload/contract/contract.ts";
import type { SearchMail } from "../../../src-preload/contract/mail-inputs.ts";
import { type MailQuery, parseMailQuery } from "../../domain/mail/query.ts";
import type { Database } from "../database.ts";
import { perDatabase } from "../prepared.ts";
import { linesOf } from "./lines.ts";
import { accountStream, everyMessage, streamOf } from "./search-parts.ts";
import { allOf } from "./streams.ts";

const statements = perDatabase((db) => ({
  visible: db.prepare<{
    readonly n: number;
  }>(`SELECT 1 AS n FROM entries e CROSS JOIN mail_folders f ON f.id = e.folder_id
    WHERE e.message_id = @id AND (f.role IS NULL OR f.role NOT IN ('junk', 'trash')) LIMIT 1`),
  placed: db.prepare<{ readonly n: number }>("SELECT 1 AS n FROM entries WHERE message_id = @id LIMIT 1"),
  unindexed: db.prepare<{ readonly n: number | null }>(
    "SELECT sum(wanted) AS n FROM mail_folders WHERE @accountId IS NULL OR account_id = @accountId",
  ),
}));

const localDay = (year: number, month: number, day: number) => new Date(year, month - 1, day).getTime();

/** Never throws for what was typed; `ignored` says what was not understood. What lies in junk or trash alone is found only by a
 *  query that names a folder. */
export function searchMail(db: Database, search: SearchMail, nowMs: number): Output<"mail.search"> {
  const { query, ignored } = parseMailQuery(search.query, nowMs, localDay);
  const accountId = search.accountId ?? null;
  const unindexed = statements(db).unindexed.get({ accountId })?.n ?? 0;
  if (!query) return { messages: [], ignored: [...ignored], unindexed, total: 0 };
  const before = search.cursor !== undefined && /^\d{1,16}$/.test(search.cursor) ? Number(search.cursor) : undefined;
  const ids = find(db, query, search, before ?? Number.MAX_SAFE_INTEGER);
  const shown = ids.slice(0, search.limit);
  const last = shown.at(-1);
  const isAll = ids.length <= search.limit;
  return {
    messages: linesOf(db, shown),
    ignored: [...ignored],
    unindexed,
    ...(isAll && before === undefined && { total: ids.length }),
    ...(!isAll && last !== undefined && { nextCursor: String(last) }),
  };
}

/** One more than the page takes: it tells whether there is another. */
function find(db: Database, query: MailQuery, { accountId, limit }: SearchMail, before: number): number[] {
  const { visible, placed } = statements(db);
  const isShown = namesFolder(query) ? placed : visible;
  const asked = streamOf(db, query);
  const parts = [asked, ...(accountId === undefined ? [] : [accountStream(db, accountId)])];
  const found = allOf(parts.some(({ isReal }) => isReal) ? parts : [everyMessage(db), ...parts]);
  const ids: number[] = [];
  for (let id = found.seek(before - 1); id >= 0 && ids.length <= limit; id = found.seek(id - 1)) {
    if (isShown.get({ id })) ids.push(id);
  }
  return ids;
}

function namesFolder(query: MailQuery): boolean {
  if (query.kind === "and" || query.kind === "or") return query.parts.some(namesFolder);
  return query.kind === "folder" || query.kind === "anywhere" || (query.kind === "is" && query.state === "snoozed");
}
