// Addresses as people type and paste them. Pure.
import type { Attendee } from "../../../src-preload/contract/events.ts";

const ADDRESS = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]+$/;

/** Is it one address, as far as a program can tell? */
export const isAddress = (text: string) => ADDRESS.test(text.trim());

/** Cuts a list where a comma, semicolon or line end stands outside of quotes and angle brackets. */
function pieces(text: string): readonly string[] {
  return text.match(/(?:"[^"]*"|<[^>]*>|[^,;\n\r\t])+/g) ?? [];
}

function readOne(piece: string): Attendee | undefined {
  const [, quoted, bare = "", inside] =
    /^\s*(?:"([^"]*)"|([^<]*?))\s*<\s*(?:mailto:)?([^>]*?)\s*>\s*$/i.exec(piece) ?? [];
  const address = (inside ?? piece).trim().replace(/^mailto:/i, "");
  if (!isAddress(address)) return undefined;
  const name = (quoted ?? bare).trim();
  return { address, ...(name && name !== address && { name }) };
}

/** People in a text: `Nora Keller <nora@example.com>, marc@example.com; …`, one a line too.
 *  @returns the people, each once, and what is no address */
export function readAddresses(text: string): {
  readonly people: readonly Attendee[];
  readonly rest: readonly string[];
} {
  const people = new Map<string, Attendee>();
  const rest: string[] = [];
  for (const piece of pieces(text)) {
    const found = readOne(piece);
    if (found) people.set(keyOf(found), people.get(keyOf(found)) ?? found);
    else if (piece.trim() !== "") rest.push(piece.trim());
  }
  return { people: [...people.values()], rest };
}

/** What makes two spellings the same person. */
export const keyOf = ({ address }: Pick<Attendee, "address">) => address.toLowerCase();

/** The list with people added who are not on it yet. */
export function withGuests(guests: readonly Attendee[], people: readonly Attendee[]): readonly Attendee[] {
  const known = new Set(guests.map(keyOf));
  return [...guests, ...people.filter((one) => !known.has(keyOf(one)))];
}

/** Which message an address gets: the first, a new version, or the end of it. */
export function kindOf(address: string, before: readonly Attendee[], after: readonly Attendee[]) {
  const has = (list: readonly Attendee[]) => list.some((one) => keyOf(one) === address.toLowerCase());
  if (has(after)) return has(before) ? "update" : "invitation";
  return "cancellation";
}
