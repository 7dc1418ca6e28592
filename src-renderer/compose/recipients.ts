// To whom: addresses as people type and paste them, one chip each. Pure. The engine reads them once more before anything is sent.
import type { Mailbox } from "../../src-preload/contract/mail.ts";

/** A chip of To, Cc or Bcc. */
export interface Recipient extends Mailbox {
  /** The text could not be read as an address: shown as it was typed, never sent. */
  readonly wrong?: boolean;
}

/** In the order in which they are shown. */
export const FIELDS = ["to", "cc", "bcc"] as const;
/** Bcc is a field like the others here; the engine keeps it out of what is sent. */
export type RecipientField = (typeof FIELDS)[number];

const ADDRESS = /^[^\s\p{Cc}@<>,;:"()[\]\\]+@(?!-)[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u;
/** Pasted along from web pages, seen by nobody. */
const UNSEEN = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

/** Is it one address, as far as a program can tell? */
export const isAddress = (text: string) => text.length <= 320 && ADDRESS.test(text.trim());

/** Cuts where a comma, semicolon or line end stands outside of quotes and angle brackets. */
function pieces(text: string): readonly string[] {
  const cut = text.replace(UNSEEN, "").match(/(?:"(?:[^"\\]|\\.)*"|<[^>]*>|[^,;\n\r\t])+/g) ?? [];
  const joined: string[] = [];
  for (const piece of cut) {
    const before = joined.at(-1);
    // `Keller, Nora <nora@example.com>` without quotes: the part before the comma is of the name.
    const isName =
      before !== undefined && /^\s*\p{Lu}[^@<>"]*$/u.test(before) && /^[^<@"]*\S[^<@"]*<[^>]*>\s*$/.test(piece);
    if (isName)
      joined.splice(
        -1,
        1,
        `"${before.trim()}, ${piece.replace(/<[^>]*>\s*$/, "").trim()}" ${/<[^>]*>/.exec(piece)?.[0]}`,
      );
    else joined.push(piece);
  }
  return joined;
}

function readPiece(piece: string): readonly Recipient[] {
  const [, quoted, bare = "", inside] =
    /^\s*(?:"((?:[^"\\]|\\.)*)"|([^<]*?))\s*<\s*(?:mailto:)?([^>]*?)\s*>\s*$/i.exec(piece) ?? [];
  const address = (inside ?? piece).trim().replace(/^mailto:/i, "");
  if (isAddress(address)) {
    const name = (quoted?.replace(/\\(.)/g, "$1") ?? bare).replace(/[\s\p{Cc}]+/gu, " ").trim();
    return [{ address, ...(name && name !== address && { name }) }];
  }
  const words = piece.trim().split(/\s+/);
  // A column of addresses that lost its line breaks.
  if (words.length > 1 && words.every(isAddress)) return words.map((one) => ({ address: one }));
  return piece.trim() === "" ? [] : [{ address: piece.trim().slice(0, 700), wrong: true }];
}

/** What makes two spellings the same person. */
export const keyOf = ({ address }: Pick<Mailbox, "address">) => address.trim().toLowerCase();

/** People of a text, each once, in order; what cannot be read stays as a wrong one. */
export function readRecipients(text: string): readonly Recipient[] {
  return withRecipients([], pieces(text).flatMap(readPiece));
}

/** The list with those added who are not on it yet. */
export function withRecipients(list: readonly Recipient[], more: readonly Recipient[]): readonly Recipient[] {
  const known = new Map(list.map((one) => [keyOf(one), one]));
  for (const one of more) if (!known.has(keyOf(one))) known.set(keyOf(one), one);
  return [...known.values()];
}

/** As it can be typed again. */
export function writtenOf({ address, name }: Recipient): string {
  if (!name) return address;
  return `${/["(),:;<>@[\]\\]/.test(name) ? `"${name.replace(/["\\]/g, "\\$&")}"` : name} <${address}>`;
}

/** Everybody a message goes to; nobody is in two of them. */
export type RecipientLists = Readonly<Record<RecipientField, readonly Recipient[]>>;

/** Everybody where nobody sees the others. */
export const allHidden = ({ to, cc, bcc }: RecipientLists): RecipientLists => ({
  ...{ to: [], cc: [] },
  bcc: withRecipients([], [...to, ...cc, ...bcc]),
});

/** One person from a field to another, without being in two. */
export function moved(lists: RecipientLists, key: string, to: RecipientField): RecipientLists {
  const person = FIELDS.flatMap((field) => lists[field]).find((one) => keyOf(one) === key);
  if (!person) return lists;
  const without = (field: RecipientField) => lists[field].filter((one) => keyOf(one) !== key);
  const next = { to: without("to"), cc: without("cc"), bcc: without("bcc") };
  return { ...next, [to]: [...next[to], person] };
}
