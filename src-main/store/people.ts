// People met in events and in mail: whom to suggest.
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import type { Person } from "../../src-preload/contract/people.ts";
import { fold } from "../domain/fold.ts";
import { plainAddress } from "../domain/scheduling-people.ts";
import { listAccounts } from "./accounts.ts";
import type { Database } from "./database.ts";
import { addressesOf } from "./occurrences.ts";
import { and, desc, sql } from "./orm.ts";
import { people } from "./schema-found.ts";
import { mailPeople } from "./schema-mail-work.ts";

/** More than this share a beginning only when next to nothing is typed: those met most are enough. */
const MAX_CANDIDATES = 500;
/** Who writes a lot is not for that who is written to. */
const MAX_HEARD = 20;
const HALF_LIFE_MS = 180 * 86_400_000;

type Row = typeof people.$inferSelect;

/** Somebody met: what was written to them counts most, what they wrote a little. */
interface Met {
  readonly address: string;
  readonly name: string | null;
  readonly folded: string;
  readonly weight: number;
  readonly lastMs: number;
}

/** Those whose name or address has words that begin as typed; who was met often and lately comes first, oneself last. */
export function suggestPeople(
  db: Database,
  { query, limit }: Parsed<"contacts.suggest">,
  nowMs: number,
): Output<"contacts.suggest"> {
  const words = fold(query).split(" ").filter(Boolean);
  const own = new Set(listAccounts(db).flatMap(addressesOf).map(plainAddress));
  const typed = words.join(" ");
  const ranked = joined([...metInEvents(db, words, nowMs), ...metInMail(db, words, nowMs)])
    .map((row) => ({ row, own: own.has(row.address), rank: rankOf(row, typed) }))
    .sort((a, b) => Number(a.own) - Number(b.own) || a.rank - b.rank || b.row.weight - a.row.weight)
    .slice(0, limit);
  return { people: ranked.map(({ row }): Person => ({ address: row.address, ...(row.name && { name: row.name }) })) };
}

function metInEvents(db: Database, words: readonly string[], nowMs: number): Met[] {
  const rows = db.orm
    .select()
    .from(people)
    .where(and(...words.map((word) => sql`instr(${people.folded}, ${` ${word}`}) > 0`)))
    .orderBy(desc(people.count), desc(people.lastMs))
    .limit(MAX_CANDIDATES)
    .all();
  return rows.map((row) => ({ ...row, weight: weightOf(row, nowMs) }));
}

function metInMail(db: Database, words: readonly string[], nowMs: number): Met[] {
  const has = (word: string) => sql`instr(${mailPeople.folded}, ${` ${word}`}) > 0`;
  const rows = db.orm
    .select()
    .from(mailPeople)
    .where(and(...words.map(has)))
    .orderBy(desc(mailPeople.sent), desc(mailPeople.received), desc(mailPeople.lastMs))
    .limit(MAX_CANDIDATES)
    .all();
  return rows.map((row) => ({
    ...row,
    weight: weightOf({ count: row.sent + Math.min(row.received, MAX_HEARD) / 10, lastMs: row.lastMs }, nowMs),
  }));
}

/** Each address once; the name is that of the latest meeting. */
function joined(met: readonly Met[]): Met[] {
  const byAddress = new Map<string, Met>();
  for (const one of met) {
    const other = byAddress.get(one.address);
    const [later, earlier] = other && other.lastMs > one.lastMs ? [other, one] : [one, other];
    byAddress.set(one.address, {
      ...later,
      name: later.name || (earlier?.name ?? null),
      folded: earlier ? `${later.folded}${earlier.folded}` : later.folded,
      weight: one.weight + (other?.weight ?? 0),
    });
  }
  return [...byAddress.values()];
}

/** Begins with what was typed, name before address; else it only has such words. */
function rankOf({ folded, address }: Met, typed: string): number {
  if (folded.startsWith(` ${typed}`)) return 0;
  return fold(address).startsWith(typed) ? 1 : 2;
}

/** Meetings, those of half a year ago counting half. What lies ahead is as recent as today. */
function weightOf({ count, lastMs }: Pick<Row, "count" | "lastMs">, nowMs: number): number {
  return count * 0.5 ** (Math.max(0, nowMs - lastMs) / HALF_LIFE_MS);
}
