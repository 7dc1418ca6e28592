// Flags of messages and what is done to them: sets as the server has them, changes as deltas (mail rules 52, 53).
import type { MessageFlags } from "../../../src-preload/contract/mail.ts";

/** Bits in which rows keep the flags that have a meaning here; the numbers are in the data file and stay. */
export const SEEN = 1;
/** \Flagged (RFC 9051 §2.3.2): the star. */
export const FLAGGED = 2;
/** \Answered (RFC 9051 §2.3.2): an answer went out, from whatever program. */
export const ANSWERED = 4;
/** The keyword $Forwarded (RFC 9051 §2.3.2). */
export const FORWARDED = 8;
/** \Draft (RFC 9051 §2.3.2): not finished, so no part of what was received. */
export const DRAFT = 16;
/** \Deleted: to be expunged. */
export const DELETED = 32;

const BITS: ReadonlyMap<string, number> = new Map([
  ["\\seen", SEEN],
  ["\\flagged", FLAGGED],
  ["\\answered", ANSWERED],
  ["$forwarded", FORWARDED],
  ["\\draft", DRAFT],
  ["\\deleted", DELETED],
]);
const NAMES = ["\\Seen", "\\Flagged", "\\Answered", "$Forwarded", "\\Draft", "\\Deleted"] as const;

/** Flags as a row keeps them. */
export interface Flags {
  readonly bits: number;
  /** Other keywords as the server spells them, in order, with a space between; each once whatever its case (RFC 9051 §2.3.2). */
  readonly keywords: string;
}

/** A change: never an absolute set, so that what others did meanwhile stays. No name is in both. */
export interface FlagDelta {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

const NO_FLAGS: Flags = { bits: 0, keywords: "" };

/** Flags as IMAP spells them; \Recent and what is no atom are left out. */
export function parseFlags(names: readonly string[]): Flags {
  if (names.length === 0) return NO_FLAGS;
  return applyDelta(NO_FLAGS, { add: names, remove: [] });
}

/** As IMAP spells them. */
export function flagNames({ bits, keywords }: Flags): string[] {
  return [...NAMES.filter((_, n) => bits & (1 << n)), ...splitWords(keywords)];
}

/** Both sides as parseFlags makes them: keywords in order. */
export function sameFlags(a: Flags, b: Flags): boolean {
  return a.bits === b.bits && a.keywords === b.keywords;
}

/** base ⊕ delta. */
export function applyDelta(base: Flags, delta: FlagDelta): Flags {
  let { bits, keywords } = base;
  for (const name of delta.remove) {
    const bit = BITS.get(name.toLowerCase());
    if (bit !== undefined) bits &= ~bit;
    else keywords = without(keywords, name);
  }
  for (const name of delta.add) {
    const bit = BITS.get(name.toLowerCase());
    if (bit !== undefined) bits |= bit;
    else if (isKeyword(name) && !has(keywords, name)) keywords = [...splitWords(keywords), name].sort().join(" ");
  }
  return bits === base.bits && keywords === base.keywords ? base : { bits, keywords };
}

/** One change in place of two: what came later decides. */
export function composeDeltas(first: FlagDelta, second: FlagDelta): FlagDelta {
  const decided = new Set([...second.add, ...second.remove].map(lower));
  const kept = (names: readonly string[]) => names.filter((name) => !decided.has(lower(name)));
  return { add: [...kept(first.add), ...second.add], remove: [...kept(first.remove), ...second.remove] };
}

/** Of a change, what would change anything: opposites that have not left cancel each other (R53). */
export function reduceDelta(base: Flags, delta: FlagDelta): FlagDelta {
  return {
    add: delta.add.filter((name) => !hasFlag(base, name)),
    remove: delta.remove.filter((name) => hasFlag(base, name)),
  };
}

/** What takes a change back; to be asked of one that reduceDelta left. */
export function oppositeOf({ add, remove }: FlagDelta): FlagDelta {
  return { add: remove, remove: add };
}

/** Nothing would change, whatever the flags are. */
export function isEmptyDelta({ add, remove }: FlagDelta): boolean {
  return add.length === 0 && remove.length === 0;
}

function hasFlag({ bits, keywords }: Flags, name: string): boolean {
  const bit = BITS.get(lower(name));
  return bit === undefined ? has(keywords, name) : (bits & bit) !== 0;
}

/** As the contract shows them. */
export function shownFlags({ bits, keywords }: Flags): MessageFlags {
  return {
    seen: (bits & SEEN) !== 0,
    flagged: (bits & FLAGGED) !== 0,
    answered: (bits & ANSWERED) !== 0,
    forwarded: (bits & FORWARDED) !== 0,
    draft: (bits & DRAFT) !== 0,
    keywords: splitWords(keywords),
  };
}

/** What columns with a space between hold. */
export function splitWords(words: string): string[] {
  return words === "" ? [] : words.split(" ");
}

const lower = (name: string) => name.toLowerCase();
const isKeyword = (name: string) => /^[^\s\\(){%*"\]\p{Cc}]+$/u.test(name);
const has = (keywords: string, name: string) => splitWords(keywords).some((one) => lower(one) === lower(name));
const without = (keywords: string, name: string) =>
  splitWords(keywords)
    .filter((one) => lower(one) !== lower(name))
    .join(" ");
