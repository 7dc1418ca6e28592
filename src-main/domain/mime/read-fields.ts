// Header blocks (RFC 5322 §2.2) and structured values (RFC 2045 §5, RFC 2231), as they come and not as they should.
import { decodeLines, decodeText, decodeUnlabelled } from "./read-charset.ts";
import { decodeWords } from "./read-words.ts";

/** One header field. */
export interface Field {
  /** Lower case. */
  readonly name: string;
  /** Unfolded, not decoded. */
  readonly value: string;
}

interface HeaderBlock {
  readonly fields: readonly Field[];
  /** Offset of the body. */
  readonly end: number;
  /** More than the caps allow: what came later was left out. */
  readonly isCut: boolean;
}

const LF = 10;
const COLON = 58;
const CR = 13;
/** Fields of one block; a message of people has fewer than a hundred. */
const MAX_FIELDS = 5_000;
const NAME = /^([!-9;-~]{1,200})[ \t]*:/;

/** Reads the block that begins at `start`. @param budget bytes of it that are read at most (knowledge A4) */
export function readBlock(bytes: Uint8Array, start: number, end: number, budget: number): HeaderBlock {
  const close = blankLine(bytes, start, end);
  const readEnd = Math.min(close.at, start + Math.max(0, budget));
  const lines = decodeLines(bytes.subarray(start, readEnd));
  const fields: Field[] = [];
  let open: { name: string; parts: string[] } | undefined;
  const keep = () => {
    if (open && fields.length < MAX_FIELDS) fields.push({ name: open.name, value: open.parts.join("").trim() });
    open = undefined;
  };
  const lastGood = lines.findLastIndex((line) => NAME.test(line.slice(0, 210)));
  let bodyAt: number | undefined;
  for (const [index, raw] of lines.entries()) {
    const line = (raw.endsWith("\r") ? raw.slice(0, -1) : raw).replaceAll("\0", "");
    const name = /^[ \t]/.test(line) ? undefined : NAME.exec(line.slice(0, 210));
    if (name) {
      keep();
      open = { name: (name[1] ?? "").toLowerCase(), parts: [line.slice(name[0].length)] };
    } else if (/^>?From /.test(line) && index === 0) {
      // The mark of an mbox file.
    } else if (/^[ \t]/.test(line) || index < lastGood) open?.parts.push(/^[ \t]/.test(line) ? line : ` ${line}`);
    else if (line !== "" && close.at <= readEnd) {
      // The empty line is missing: what comes after the last field is text.
      bodyAt = lineOffset(bytes, start, index);
      break;
    }
  }
  keep();
  const isCut = readEnd < close.at || fields.length >= MAX_FIELDS;
  if (isCut) fields.push(...lateFields(bytes, start, close.at, fields));
  return { fields, end: bodyAt ?? close.end, isCut };
}

/** Behind the caps only what a message cannot do without is looked for, on lines that begin with its name. */
const NEEDED = new Set(
  "from to cc date subject message-id in-reply-to references content-type content-transfer-encoding content-disposition".split(
    " ",
  ),
);
const MAX_LATE = 20_000;

function lateFields(bytes: Uint8Array, start: number, end: number, known: readonly Field[]): Field[] {
  const missing = new Set([...NEEDED].filter((name) => !known.some((field) => field.name === name)));
  const found: Field[] = [];
  for (let at = start; at < end && missing.size > 0; ) {
    const colon = bytes.indexOf(COLON, at);
    const name =
      colon > at && colon - at < 30 ? decodeUnlabelled(bytes.subarray(at, colon)).trimEnd().toLowerCase() : "";
    const to = endOfField(bytes, at, end);
    if (missing.delete(name))
      found.push({
        name,
        value: decodeLines(bytes.subarray(colon + 1, Math.min(to, colon + MAX_LATE)))
          .join("")
          .replace(/[\r\0]/g, "")
          .trim(),
      });
    at = to;
  }
  return found;
}

/** Behind its line and those folded under it. */
function endOfField(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  do {
    const next = bytes.indexOf(LF, at);
    if (next < 0 || next >= end) return end;
    at = next + 1;
  } while (at < end && (bytes[at] === 32 || bytes[at] === 9));
  return at;
}

/** The empty line: where it begins, and where the body does. */
function blankLine(bytes: Uint8Array, start: number, end: number): { at: number; end: number } {
  let at = start;
  while (at < end) {
    if (bytes[at] === LF) return { at, end: at + 1 };
    if (bytes[at] === CR && bytes[at + 1] === LF) return { at, end: Math.min(end, at + 2) };
    const next = bytes.indexOf(LF, at);
    if (next < 0 || next >= end) break;
    at = next + 1;
  }
  return { at: end, end };
}

function lineOffset(bytes: Uint8Array, start: number, index: number): number {
  let at = start;
  for (let n = 0; n < index; n++) at = bytes.indexOf(LF, at) + 1;
  return at;
}

/** The first of a name (lower case); undefined: there is none. */
export const fieldOf = (fields: readonly Field[], name: string) => fields.find((field) => field.name === name)?.value;
/** All of a name (lower case), the first `most` of them: a sender can write as many as they like. */
export const fieldsOf = (fields: readonly Field[], name: string, most = 50) =>
  fields
    .filter((field) => field.name === name)
    .slice(0, most)
    .map(({ value }) => value);

/** A value with parameters, such as Content-Type. */
export interface Structured {
  /** Lower case, without comments. */
  readonly value: string;
  /** Names in lower case; RFC 2231 and RFC 2047 decoded; the first of a name wins, as in most clients. */
  readonly params: ReadonlyMap<string, string>;
}

const MAX_STRUCTURED = 20_000;
const MAX_PARAMS = 200;

/** A value with parameters: Content-Type, Content-Disposition. */
export function readStructured(text: string): Structured {
  const pieces = splitParams(text.slice(0, MAX_STRUCTURED));
  const raw = new Map<string, string>();
  for (const piece of pieces.slice(1, MAX_PARAMS)) {
    const equals = piece.text.indexOf("=");
    const name = (equals < 0 ? piece.text : piece.text.slice(0, equals)).trim().toLowerCase();
    if (name !== "" && equals >= 0 && !raw.has(name)) raw.set(name, unquoted(piece.text.slice(equals + 1)));
  }
  return { value: (pieces[0]?.text ?? "").trim().toLowerCase().replace(/\s+/g, ""), params: joinParams(raw) };
}

/** Splits at `;` outside quotes; comments go where they cannot be part of a value: before the first parameter and after white space. */
function splitParams(text: string): { text: string }[] {
  const pieces: { text: string }[] = [];
  let now = "";
  let quoted = false;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i] ?? "";
    if (depth > 0) {
      if (letter === "\\") i++;
      else if (letter === "(") depth++;
      else if (letter === ")") depth--;
      continue;
    }
    if (quoted && letter === "\\" && i + 1 < text.length) {
      now += letter + text[++i];
      continue;
    }
    if (letter === '"') quoted = !quoted;
    const opens = letter === "(" && !quoted && (!now.includes("=") || /[ \t"]$/.test(now.slice(-1)));
    if (opens && text.indexOf(")", i) > 0) {
      depth = 1;
      continue;
    }
    if (letter === ";" && !quoted) {
      pieces.push({ text: now });
      now = "";
    } else now += letter;
  }
  // A quote that was never closed: what it swallowed is read once more without it.
  const tail = quoted && now.includes(";") ? now.replace(/"/g, "").split(";") : [now];
  return [...pieces, ...tail.map((one) => ({ text: one }))];
}

function unquoted(value: string): string {
  const text = value.trim();
  if (!text.startsWith('"')) return text.replace(/^'([^']*)'$/, "$1");
  let out = "";
  for (let i = 1; i < text.length && text[i] !== '"'; i++) {
    // Windows paths are not escaped by those who write them.
    if (text[i] === "\\" && /["\\]/.test(text[i + 1] ?? "")) i++;
    out += text[i];
  }
  return out;
}

/** Continuations and charsets (RFC 2231), then encoded words, which have no right to be here and are everywhere. */
function joinParams(raw: ReadonlyMap<string, string>): Map<string, string> {
  const out = new Map<string, string>();
  const split = new Map<string, { nr: number; text: string; encoded: boolean }[]>();
  for (const [name, value] of raw) {
    const found = /^([^*]+)\*(?:(\d{1,3})(\*)?)?$/.exec(name);
    if (!found) {
      out.set(name, decodeWords(value));
      continue;
    }
    const list = split.get(found[1] ?? "") ?? [];
    list.push({ nr: Number(found[2] ?? 0), text: value, encoded: found[2] === undefined || found[3] === "*" });
    split.set(found[1] ?? "", list);
  }
  for (const [name, list] of split) {
    list.sort((a, b) => a.nr - b.nr);
    const charset = list[0]?.encoded ? /^([^']*)'[^']*'/.exec(list[0].text) : null;
    const bytes = list.flatMap(({ text, encoded }, n) =>
      percentBytes(n === 0 && charset ? text.slice(charset[0].length) : text, encoded),
    );
    out.set(name, decodeText(Uint8Array.from(bytes), charset?.[1]));
  }
  return out;
}

function percentBytes(text: string, encoded: boolean): number[] {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const hex = encoded && text[i] === "%" ? /^[\da-f]{2}$/i.exec(text.slice(i + 1, i + 3)) : null;
    if (hex) {
      bytes.push(Number.parseInt(hex[0], 16));
      i += 2;
      continue;
    }
    const code = text.codePointAt(i) ?? 0;
    if (code > 0xffff) i++;
    for (const byte of utf8(code)) bytes.push(byte);
  }
  return bytes;
}

function utf8(code: number): number[] {
  if (code < 0x80) return [code];
  if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 63)];
  if (code < 0x10000) return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
  return [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
}
