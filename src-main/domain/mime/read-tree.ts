// The tree of a message's parts (RFC 2046 §5), in one pass over its lines, within the caps of knowledge A4.
import { decodeUnlabelled } from "./read-charset.ts";
import { type Field, fieldOf, readBlock, readStructured, type Structured } from "./read-fields.ts";
import type { ReadCut } from "./read-types.ts";

/** A part as the tree is walked: offsets are bytes of the message. */
export interface Part {
  /** Its number (RFC 9051 §6.4.5.1); empty for a multipart that is the whole message. */
  readonly id: string;
  readonly fields: readonly Field[];
  readonly type: Structured;
  readonly disposition: Structured;
  /** Transfer encoding, lower case. */
  readonly encoding: string;
  readonly bodyStart: number;
  bodyEnd: number;
  readonly children: Part[];
  /** A multipart that is walked into. */
  readonly boundary?: string;
  /** Its last delimiter was seen. Another one opens it again: what follows is a part that somebody wanted to be read. */
  isClosed: boolean;
  /** A multipart too deep to walk into. */
  readonly isTooDeep: boolean;
}

interface Tree {
  readonly root: Part;
  readonly cuts: ReadonlySet<ReadCut>;
}

const MAX_DEPTH = 50;
const MAX_PARTS = 1_000;
const MAX_HEADERS = 1_048_576;
/** RFC 2046 §5.1.1 allows 70. */
const MAX_BOUNDARY = 1_000;
const LF = 10;
const CR = 13;
const DASH = 45;

/** @param bytes with line breaks that hold a LF */
export function readTree(bytes: Uint8Array): Tree {
  const cuts = new Set<ReadCut>();
  const reader = new Reader(bytes, cuts);
  return { root: reader.read(), cuts };
}

class Reader {
  readonly #bytes: Uint8Array;
  readonly #cuts: Set<ReadCut>;
  /** Open multiparts, outermost first. */
  readonly #open: Part[] = [];
  #budget = MAX_HEADERS;
  #count = 0;

  constructor(bytes: Uint8Array, cuts: Set<ReadCut>) {
    this.#bytes = bytes;
    this.#cuts = cuts;
  }

  read(): Part {
    const { length } = this.#bytes;
    const root = this.#part(skipBlank(this.#bytes), undefined, "");
    if (root.boundary === undefined) {
      root.bodyEnd = length;
      return root;
    }
    this.#open.push(root);
    let leaf: Part | undefined;
    let at = root.bodyStart;
    while (at < length) {
      const next = this.#bytes.indexOf(LF, at);
      const lineEnd = next < 0 ? length : next;
      const found =
        this.#bytes[at] === DASH && this.#bytes[at + 1] === DASH ? this.#boundaryAt(at, lineEnd) : undefined;
      const after = Math.min(length, lineEnd + 1);
      if (!found) {
        at = after;
        continue;
      }
      if (leaf) leaf.bodyEnd = beforeBreak(this.#bytes, leaf.bodyStart, at);
      const ended = this.#open.splice(found.level + 1);
      const own = this.#open[found.level] as Part;
      own.isClosed = found.closes;
      for (const part of found.closes ? [...ended, own] : ended)
        part.bodyEnd = beforeBreak(this.#bytes, part.bodyStart, at);
      leaf = undefined;
      const lineStart = at;
      at = after;
      if (found.closes) continue;
      if (this.#count >= MAX_PARTS) {
        this.#cuts.add("parts");
        this.#rest(lineStart);
        break;
      }
      const part = this.#child(after);
      at = part.bodyStart;
      if (part.boundary === undefined) leaf = part;
      else this.#open.push(part);
    }
    // What was never closed ends with the message.
    if (leaf) leaf.bodyEnd = length;
    for (const part of this.#open) if (!part.isClosed) part.bodyEnd = length;
    return root;
  }

  /** Behind the last part that is read everything is one file, as it came: nothing is lost. */
  #rest(start: number): void {
    const parent = this.#open.at(-1) as Part;
    const number = parent.children.length + 1;
    parent.children.push({
      id: parent.id === "" ? String(number) : `${parent.id}.${number}`,
      fields: [],
      type: { value: "text/plain", params: new Map() },
      disposition: { value: "attachment", params: new Map([["filename", "rest.txt"]]) },
      encoding: "",
      bodyStart: start,
      bodyEnd: this.#bytes.length,
      children: [],
      isClosed: false,
      isTooDeep: false,
    });
  }

  /** Which open multipart's delimiter this line is, the innermost first; those that were closed come last. */
  #boundaryAt(at: number, lineEnd: number): { level: number; closes: boolean } | undefined {
    if (lineEnd - at > MAX_BOUNDARY + 20) return undefined;
    let closed: { level: number; closes: boolean } | undefined;
    for (let level = this.#open.length - 1; level >= 0; level--) {
      const part = this.#open[level] as Part;
      const kind = delimiterKind(this.#bytes, at + 2, lineEnd, part.boundary ?? "");
      if (kind && !part.isClosed) return { level, closes: kind === "last" };
      if (kind) closed ??= { level, closes: kind === "last" };
    }
    return closed;
  }

  #child(start: number): Part {
    const parent = this.#open.at(-1) as Part;
    const number = parent.children.length + 1;
    const part = this.#part(start, parent, parent.id === "" ? String(number) : `${parent.id}.${number}`);
    parent.children.push(part);
    return part;
  }

  #part(start: number, parent: Part | undefined, id: string): Part {
    const bytes = this.#bytes;
    const block = readBlock(bytes, start, parent ? this.#headerLimit(start) : bytes.length, this.#budget);
    if (block.isCut) this.#cuts.add("headers");
    this.#budget -= Math.min(this.#budget, block.end - start);
    this.#count++;
    const type = typeOf(block.fields, parent);
    const isMultipart = type.value.startsWith("multipart/");
    const isTooDeep = isMultipart && this.#open.length >= MAX_DEPTH;
    if (isTooDeep) this.#cuts.add("depth");
    const boundary = isMultipart && !isTooDeep ? this.#boundary(type, block.end) : undefined;
    return {
      id: id === "" && boundary === undefined ? "1" : id,
      fields: block.fields,
      type,
      disposition: readStructured(fieldOf(block.fields, "content-disposition") ?? ""),
      encoding: (fieldOf(block.fields, "content-transfer-encoding") ?? "").trim().toLowerCase(),
      bodyStart: block.end,
      bodyEnd: block.end,
      children: [],
      isClosed: false,
      isTooDeep,
      ...(boundary !== undefined && { boundary }),
    };
  }

  /** A part's header may end with the next delimiter, without an empty line. */
  #headerLimit(start: number): number {
    const { length } = this.#bytes;
    for (let at = start; at < length; ) {
      const first = this.#bytes[at];
      if (first === LF || (first === CR && this.#bytes[at + 1] === LF)) return Math.min(length, at + 2);
      const next = this.#bytes.indexOf(LF, at);
      const end = next < 0 ? length : next;
      if (first === DASH && this.#bytes[at + 1] === DASH && this.#boundaryAt(at, end)) return at;
      at = end + 1;
    }
    return length;
  }

  #boundary(type: Structured, bodyStart: number): string | undefined {
    const told = type.params.get("boundary")?.trimEnd();
    if (told && told.length <= MAX_BOUNDARY && this.#open.length > 0) return told;
    if (told && told.length <= MAX_BOUNDARY && holdsLine(this.#bytes, bodyStart, `--${told}`)) return told;
    return this.#guess(bodyStart) ?? told;
  }

  /** The boundary was not told, or another was: the first line that looks like one, with a header line after it. */
  #guess(start: number): string | undefined {
    const bytes = this.#bytes;
    let at = start;
    // A delimiter stands near the top, after a preamble at most.
    for (let lines = 0; lines < 200 && at < bytes.length; lines++) {
      const next = bytes.indexOf(LF, at);
      const end = next < 0 ? bytes.length : next;
      if (bytes[at] === DASH && bytes[at + 1] === DASH && end - at < 200) {
        if (this.#boundaryAt(at, end)) return undefined;
        const line = decodeUnlabelled(bytes.subarray(at + 2, end)).trimEnd();
        const then = decodeUnlabelled(bytes.subarray(end + 1, end + 120));
        if (line !== "" && /^content-[a-z-]+[ \t]*:/i.test(then)) return line;
      }
      if (next < 0) break;
      at = next + 1;
    }
    return undefined;
  }
}

/** Whether a line is a delimiter: the boundary, two dashes where it is the last one, and blanks. Byte by byte: a large file may be made
 *  of lines that begin with dashes. */
function delimiterKind(bytes: Uint8Array, at: number, end: number, boundary: string): "next" | "last" | undefined {
  let to = at;
  for (let n = 0; n < boundary.length; n++, to++) {
    const code = boundary.charCodeAt(n);
    if (code > 127) return spelt(bytes, at, end, boundary);
    if (to >= end || bytes[to] !== code) return undefined;
  }
  const isLast = bytes[to] === DASH && bytes[to + 1] === DASH && to + 2 <= end;
  for (let rest = isLast ? to + 2 : to; rest < end; rest++) if ((bytes[rest] as number) > 32) return undefined;
  return isLast ? "last" : "next";
}

function spelt(bytes: Uint8Array, at: number, end: number, boundary: string): "next" | "last" | undefined {
  const line = decodeUnlabelled(bytes.subarray(at, end)).trimEnd();
  return line === boundary ? "next" : line === `${boundary}--` ? "last" : undefined;
}

/** Whether a line begins with this. Linear: only lines that begin with dashes are looked at. */
function holdsLine(bytes: Uint8Array, start: number, text: string): boolean {
  for (let at = start; at < bytes.length; ) {
    if (bytes[at] === DASH && decodeUnlabelled(bytes.subarray(at, at + text.length * 2)).startsWith(text)) return true;
    const next = bytes.indexOf(LF, at);
    if (next < 0) return false;
    at = next + 1;
  }
  return false;
}

/** RFC 2045 §5.2: without a type, or with one that cannot be read, it is plain text; in a digest a message (RFC 2046 §5.1.5). */
function typeOf(fields: readonly Field[], parent: Part | undefined): Structured {
  const fallback = parent?.type.value === "multipart/digest" ? "message/rfc822" : "text/plain";
  const found = readStructured(fieldOf(fields, "content-type") ?? "");
  const value = found.value === "text" ? "text/plain" : found.value;
  return { value: /^[\w.+-]+\/[\w.+-]+$/.test(value) ? value : fallback, params: found.params };
}

/** Programs put a byte order mark or empty lines before a message. */
function skipBlank(bytes: Uint8Array): number {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (bytes[at] === LF || bytes[at] === CR) at++;
  return at;
}

/** The line break before a delimiter belongs to it. */
function beforeBreak(bytes: Uint8Array, start: number, at: number): number {
  let end = at;
  if (end > start && bytes[end - 1] === LF) end--;
  if (end > start && bytes[end - 1] === CR) end--;
  return end;
}
