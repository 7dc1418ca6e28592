// People met in events: whom to suggest as a guest.
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import type { Person } from "../../src-preload/contract/people.ts";
import { fold } from "../domain/fold.ts";
import { plainAddress } from "../domain/scheduling-people.ts";
import { listAccounts } from "./accounts.ts";
import type { Database } from "./database.ts";
import { addressesOf } from "./occurrences.ts";
import { and, desc, sql } from "./orm.ts";
import { people } from "./schema-found.ts";

/** More than this share a beginning only when next to nothing is typed: those met most are enough. */
const MAX_CANDIDATES = 500;
const HALF_LIFE_MS = 180 * 86_400_000;

type Row = typeof people.$inferSelect;

/** Those whose name or address has words that begin as typed; who was met often and lately comes first, oneself last. */
export function suggestPeople(
  db: Database,
  { query, limit }: Parsed<"contacts.suggest">,
  nowMs: number,
): Output<"contacts.suggest"> {
  const words = fold(query).split(" ").filter(Boolean);
  const own = new Set(listAccounts(db).flatMap(addressesOf).map(plainAddress));
  const found = db.orm
    .select()
    .from(people)
    .where(and(...words.map((word) => sql`instr(${people.folded}, ${` ${word}`}) > 0`)))
    .orderBy(desc(people.count), desc(people.lastMs))
    .limit(MAX_CANDIDATES)
    .all();
  const typed = words.join(" ");
  const ranked = found
    .map((row) => ({ row, own: own.has(row.address), rank: rankOf(row, typed), weight: weightOf(row, nowMs) }))
    .sort((a, b) => Number(a.own) - Number(b.own) || a.rank - b.rank || b.weight - a.weight)
    .slice(0, limit);
  return { people: ranked.map(({ row }): Person => ({ address: row.address, ...(row.name && { name: row.name }) })) };
}

/** Begins with what was typed, name before address; else it only has such words. */
function rankOf({ folded, address }: Row, typed: string): number {
  if (folded.startsWith(` ${typed}`)) return 0;
  return fold(address).startsWith(typed) ? 1 : 2;
}

/** Meetings, those of half a year ago counting half. What lies ahead is as recent as today. */
function weightOf({ count, lastMs }: Row, nowMs: number): number {
  return count * 0.5 ** (Math.max(0, nowMs - lastMs) / HALF_LIFE_MS);
}
