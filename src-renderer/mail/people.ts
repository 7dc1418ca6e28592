// People of a mail as they are named. Pure.
import type { Mailbox } from "../../src-preload/contract/mail.ts";

/** Offered where nobody chose a colour: those of look.md, without one near the amber of now. */
const HUES = [
  "#2F6FE0",
  "#12946B",
  "#D2478A",
  "#7B57DB",
  "#0E8FA3",
  "#8B6B2E",
  "#CC5A32",
  "#5F7196",
  "#7A8B1F",
] as const;

/** What to call somebody in a list: the name, else what stands before the @. */
export function shortName({ name, address }: Mailbox): string {
  return name?.trim() || address.split("@")[0] || address;
}

/** One or two letters: of the first and last word, digits and signs left out. */
export function initials(text: string): string {
  const words = text.split(/[\s._-]+/u).filter((word) => /\p{L}/u.test(word));
  const first = (word: string | undefined) => [...(word ?? "")].find((char) => /\p{L}/u.test(char)) ?? "";
  const letters = words.length > 1 ? first(words[0]) + first(words.at(-1)) : first(words[0]);
  return letters.toLocaleUpperCase() || "?";
}

/** Always the same colour for the same address. */
export function hueOf(address: string): string {
  let sum = 0;
  for (const char of address.toLowerCase()) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return HUES[sum % HUES.length] ?? HUES[0];
}

/** The addresses that are the user's own. */
export const isOwn = (own: ReadonlySet<string>, { address }: Mailbox) => own.has(address.toLowerCase());
