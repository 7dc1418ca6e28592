// Words and addresses of headers (RFC 2047, RFC 5322 §3.4): encoded words wherever they stand, raw 8-bit text, names that cheat.
import { addressParser } from "postal-mime";
import type { Mailbox } from "../../../src-preload/contract/mail.ts";
import { decodeBase64 } from "./read-bytes.ts";
import { decodeText } from "./read-charset.ts";

interface Word {
  readonly charset: string;
  /** Neighbours are decoded together: a character may be split between them. */
  readonly chunks: Uint8Array[];
}

const MAX_SUBJECT = 2_000;
const MAX_NAME = 500;
const MAX_ADDRESS = 400;
const MAX_PEOPLE = 2_000;
/** A header with more than this is cut before it is read as addresses. */
const MAX_ADDRESS_TEXT = 400_000;

/** Text with its encoded words decoded (RFC 2047), also where they do not belong: in quotes, without space around, with spaces inside. */
export function decodeWords(value: string): string {
  return value.includes("=?") ? renderWords(value, textOf) : value;
}

/** The same text with every word as one of UTF-8: what an address parser can be given without commas coming out of words. */
function recodeWords(value: string): string {
  if (!value.includes("=?")) return value;
  return renderWords(value, (word) => {
    const text = textOf(word);
    // encodeURIComponent throws at half a surrogate pair.
    const hex = encodeURIComponent(text.toWellFormed()).replace(
      /[-!'()*.~_]/g,
      (c) => `%${c.charCodeAt(0).toString(16)}`,
    );
    return ` =?utf-8?Q?${hex.replaceAll("%", "=")}?= `;
  });
}

/** Linear: each `=?` is looked at once, and the search for an end stops for good where there is none left. */
function renderWords(value: string, render: (word: Word) => string): string {
  let out = "";
  let at = 0;
  let pending: Word | undefined;
  const flush = () => {
    if (pending) out += render(pending);
    pending = undefined;
  };
  for (let start = value.indexOf("=?"); start >= 0; ) {
    const found = wordAt(value, start);
    if (found === "none") break;
    if (!found) {
      start = value.indexOf("=?", start + 1);
      continue;
    }
    const between = value.slice(at, start);
    // White space between two words is a fold, not content.
    if (!pending || !/^[ \t\r\n]*$/.test(between)) {
      flush();
      out += between;
    }
    if (pending && pending.charset === found.word.charset) pending.chunks.push(...found.word.chunks);
    else {
      flush();
      pending = found.word;
    }
    at = found.end;
    start = value.indexOf("=?", at);
  }
  flush();
  return out + value.slice(at);
}

/** `none`: no word ends behind here. */
function wordAt(value: string, start: number): { word: Word; end: number } | "none" | undefined {
  const head = /^=\?([^?\s]{1,60})\?([QqBb])\?/.exec(value.slice(start, start + 70));
  if (!head) return undefined;
  const from = start + head[0].length;
  const end = value.indexOf("?=", from);
  if (end < 0) return "none";
  const isBase64 = head[2]?.toUpperCase() === "B";
  const charset = (head[1] ?? "").replace(/\*.*$/, "").toLowerCase();
  const payload = value.slice(from, end);
  return {
    word: { charset, chunks: [isBase64 ? decodeBase64(asBytes(payload)) : decodeQ(payload)] },
    end: end + 2,
  };
}

function decodeQ(payload: string): Uint8Array {
  const text = payload.replace(/[_\r\n\t]/g, " ");
  const out = new Uint8Array(text.length * 3);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const hex = text[i] === "=" ? Number.parseInt(text.slice(i + 1, i + 3), 16) : Number.NaN;
    if (!Number.isNaN(hex) && /^[\da-f]{2}$/i.test(text.slice(i + 1, i + 3))) {
      out[length++] = hex;
      i += 2;
      continue;
    }
    const bytes = text.charCodeAt(i) < 128 ? [text.charCodeAt(i)] : utf8Bytes(text[i] ?? "");
    for (const byte of bytes) out[length++] = byte;
  }
  return out.subarray(0, length);
}

const utf8Bytes = (letter: string) => {
  const code = letter.charCodeAt(0);
  return code < 0x800
    ? [0xc0 | (code >> 6), 0x80 | (code & 63)]
    : [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
};
const asBytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0) & 255);

function textOf({ chunks, charset }: Word): string {
  const out = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return decodeText(out, charset);
}

/** One line to show: words decoded, control characters and runs of white space as one space. */
export function headerText(value: string, most = MAX_SUBJECT): string {
  const text = decodeWords(value).toWellFormed();
  return cut(text.replace(/[\p{Cc}\s\u2028\u2029]+/gu, " ").trim(), most);
}

/** Cuts without halving a character. */
function cut(text: string, most: number): string {
  return text.length <= most
    ? text
    : text
        .slice(0, most)
        .toWellFormed()
        .replace(/\uFFFD$/, "");
}

/** Characters that turn or hide text: a name must not look like another (Mailsploit, knowledge §4). */
const DISGUISE = /[[\p{Cc}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]--[\u200C\u200D\uFE0F]]/gv;

/** A display name to show; undefined when nothing that can be seen is left. */
function shownName(name: string): string | undefined {
  const text = headerText(name.replace(/[\r\n\t]/g, " ").replace(DISGUISE, ""), MAX_NAME)
    .replace(DISGUISE, "")
    .trim();
  const bare = text
    .replace(/^"([^"]*)"$/, "$1")
    .replace(/^'([^']*)'$/, "$1")
    .trim();
  return /[^\s\u00A0\u2000-\u200D\u2800]/.test(bare) ? bare : undefined;
}

const shownAddress = (address: string) => cut(address.replace(DISGUISE, "").replace(/\s+/g, ""), MAX_ADDRESS);

/** Mailboxes of an address header, groups unwrapped, in order. Without an address: left out.
 *  @param keepNameless keeps a name without an address: what else could be shown of a sender? */
export function readAddresses(values: readonly string[], keepNameless = false): Mailbox[] {
  const out: Mailbox[] = [];
  for (const value of values) {
    for (const found of addressParser(recodeWords(value.slice(0, MAX_ADDRESS_TEXT)), { flatten: true })) {
      const address = shownAddress("address" in found ? (found.address ?? "") : "");
      const name = shownName(found.name ?? "");
      if (address.includes("@") || (keepNameless && (name ?? address)))
        out.push(name !== undefined && name !== address ? { address, name } : { address });
      if (out.length >= MAX_PEOPLE) return out;
    }
  }
  return out;
}
