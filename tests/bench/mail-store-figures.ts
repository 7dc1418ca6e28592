// What people wait for, measured on a filled mail store.
import type { Database } from "../../src-main/store/database.ts";
import { applyFlags, knownUids } from "../../src-main/store/mail/base.ts";
import { fileDeedsInParts, undoDeedsInParts } from "../../src-main/store/mail/bulk.ts";
import { folderOfRole, listMailFolders } from "../../src-main/store/mail/folders.ts";
import { listThreads } from "../../src-main/store/mail/list.ts";
import { findMessage, messageLines, sourceOf } from "../../src-main/store/mail/message.ts";
import { searchMail } from "../../src-main/store/mail/search.ts";
import { threadOf } from "../../src-main/store/mail/thread.ts";
import type { Deed } from "../../src-main/store/mail/types.ts";
import { SearchMail } from "../../src-preload/contract/mail-inputs.ts";
import type { FolderId, MessageId } from "../../src-preload/contract/shapes.ts";
import { BENCH_ACCOUNT, cpuMs, word } from "./mail-store-fill.ts";

export interface Figure {
  readonly name: string;
  readonly p50: number;
  readonly p95: number;
}

const NOW = Date.UTC(2026, 9, 2);

export async function figuresOfMailStore(db: Database): Promise<Figure[]> {
  const inbox = folderOfRole(db, BENCH_ACCOUNT, "inbox")?.id ?? ("" as FolderId);
  const far = cursorOfPage(db, inbox, 200);
  const ids = someIds(db, 10_000);
  const search = (query: string, more: object = {}) =>
    measure(`search ${query}`, () => searchMail(db, SearchMail.parse({ query, ...more }), NOW));
  return [
    measure("list, first page", () => listThreads(db, { folderId: inbox, limit: 50 })),
    measure("list, page 200", () => listThreads(db, { folderId: inbox, limit: 50, cursor: far })),
    measure("list, unread only", () => listThreads(db, { folderId: inbox, limit: 50, only: "unread" })),
    measure("folders with their numbers", () => listMailFolders(db)),
    search(`${word(0)} `),
    search(`${word(3)} ${word(11)} `),
    search(`"${word(2)} ${word(5)}"`),
    search(`${word(40_000)} `),
    search("nowhereword "),
    search(word(3).slice(0, 2)),
    search(word(3).slice(0, 3)),
    search(word(300).slice(0, 4)),
    search(`from:${word(5)} `),
    search(`from:${word(5)} ${word(0)} after:2024 has:attachment `),
    search(`is:unread in:inbox -${word(0)} `),
    search(`-${word(0)} `),
    measure("a message: row, line, source", (n) => open(db, ids[n * 37] ?? ("1" as MessageId))),
    ...(await many(db, ids, inbox)),
  ];
}

async function many(db: Database, ids: readonly MessageId[], inbox: FolderId): Promise<Figure[]> {
  const uids = knownUids(db, inbox).slice(-1000);
  const flag: Deed = { kind: "flag", messageIds: ids, add: ["\\Flagged"] };
  return [
    ...(await inParts("10,000 messages flagged", db, (at) => fileDeedsInParts(at, [flag], NOW, "u1"))),
    ...(await inParts("... and taken back", db, (at) => undoDeedsInParts(at, "u1", "u2", NOW))),
    measure(
      "1,000 flags of the server taken in",
      () =>
        db.write(() =>
          applyFlags(
            db,
            inbox,
            uids.map((uid) => ({ uid, flags: ["\\Seen", "\\Answered"], modseq: 2n ** 60n })),
          ),
        ),
      1,
    ),
  ];
}

/** What the parts take together, and the longest of them. */
async function inParts(name: string, db: Database, work: (db: Database) => Promise<number>): Promise<Figure[]> {
  const parts: number[] = [];
  const write = <T>(one: () => T): T => {
    let result: T | undefined;
    parts.push(
      cpuMs(() => {
        result = db.write(one);
      }),
    );
    return result as T;
  };
  await work({ ...db, write });
  const [sum, longest] = [parts.reduce((all, ms) => all + ms, 0), Math.max(...parts)];
  return [
    { name, p50: sum, p95: sum },
    { name: `    the longest of ${parts.length} parts`, p50: longest, p95: longest },
  ];
}

function open(db: Database, id: MessageId): void {
  const message = findMessage(db, id);
  messageLines(db, [id]);
  sourceOf(db, id);
  if (message) threadOf(db, message.threadId);
}

function cursorOfPage(db: Database, folderId: FolderId, page: number): string | undefined {
  let cursor: string | undefined;
  for (let n = 0; n < page / 10; n += 1) {
    cursor = listThreads(db, { folderId, limit: 500, ...(cursor !== undefined && { cursor }) }).nextCursor ?? cursor;
  }
  return cursor;
}

const someIds = (db: Database, n: number) =>
  db
    .prepare<{ readonly id: number }>("SELECT id FROM messages ORDER BY id DESC LIMIT @n")
    .all({ n })
    .map(({ id }) => String(id) as MessageId);

function measure(name: string, work: (n: number) => void, times = 40): Figure {
  const taken = Array.from({ length: times }, (_, n) => cpuMs(() => work(n))).sort((a, b) => a - b);
  const at = (part: number) => taken[Math.min(taken.length - 1, Math.floor(taken.length * part))] ?? 0;
  return { name, p50: at(0.5), p95: at(0.95) };
}
