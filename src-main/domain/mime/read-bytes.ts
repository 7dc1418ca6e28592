// Transfer decodings of MIME (RFC 2045 §6) over byte ranges. Broken input loses what is broken, never more, and never throws.

const LF = 10;
const CR = 13;
const EQUALS = 61;

/** Values of the 64 characters and of their URL-safe cousins; 255 for everything else. */
const SIXTY_FOUR = (() => {
  const table = new Uint8Array(256).fill(255);
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (let i = 0; i < letters.length; i++) table[letters.charCodeAt(i)] = i;
  table["-".charCodeAt(0)] = 62;
  table["_".charCodeAt(0)] = 63;
  return table;
})();

/** Base64 (RFC 2045 §6.8). Other characters are skipped; padding in the middle ends a unit, as some mailers pad every line. */
export function decodeBase64(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(Math.ceil((bytes.length * 3) / 4) + 3);
  let length = 0;
  let bits = 0;
  let count = 0;
  const flush = () => {
    if (count >= 2) out[length++] = (bits >> (count * 6 - 8)) & 255;
    if (count === 3) out[length++] = (bits >> 2) & 255;
    bits = 0;
    count = 0;
  };
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte === EQUALS) {
      flush();
      continue;
    }
    const value = SIXTY_FOUR[byte] as number;
    if (value === 255) continue;
    bits = (bits << 6) | value;
    if (++count < 4) continue;
    out[length++] = (bits >> 16) & 255;
    out[length++] = (bits >> 8) & 255;
    out[length++] = bits & 255;
    bits = 0;
    count = 0;
  }
  flush();
  return out.subarray(0, length);
}

/** Bytes that decodeBase64 gives, without making them. */
export function base64Size(bytes: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < bytes.length; i++) if (SIXTY_FOUR[bytes[i] as number] !== 255) count++;
  return Math.floor((count * 3) / 4);
}

function hexOf(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/** Quoted-printable (RFC 2045 §6.7): white space before a line break is dropped, a faulty `=` stays as it is. */
export function decodeQuotedPrintable(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  // Length of what was written when the last byte that is no white space of this line was: what follows may be trailing.
  let solid = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte === LF || (byte === CR && bytes[i + 1] === LF)) {
      length = solid;
      if (byte === CR) out[length++] = bytes[i++] as number;
      out[length++] = LF;
      solid = length;
      continue;
    }
    if (byte !== EQUALS) {
      out[length++] = byte;
      if (byte !== 32 && byte !== 9) solid = length;
      continue;
    }
    const high = hexOf(bytes[i + 1]);
    const low = hexOf(bytes[i + 2]);
    if (high >= 0 && low >= 0) {
      out[length++] = high * 16 + low;
      i += 2;
      solid = length;
      continue;
    }
    const end = softBreakEnd(bytes, i + 1);
    if (end > 0) i = end - 1;
    else out[length++] = byte;
    solid = length;
  }
  return out.subarray(0, length);
}

/** Where the line goes on after a soft line break whose `=` stands before `from`; 0 when it is none. At the end of all, it is one. */
function softBreakEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  // Some gateways add white space; more than a line's worth of it is not looked at.
  while ((bytes[at] === 32 || bytes[at] === 9) && at - from < 80) at++;
  if (at >= bytes.length) return at;
  if (bytes[at] === CR && bytes[at + 1] === LF) return at + 2;
  return bytes[at] === LF || bytes[at] === CR ? at + 1 : 0;
}

/** One line of uuencode, its length character first; undefined when it is no such line. */
function decodeUuLine(line: string): readonly number[] | undefined {
  const length = ((line.charCodeAt(0) || 32) - 32) & 63;
  const wanted = Math.ceil(length / 3) * 4;
  if (line.length < 1 || line.length - 1 < wanted - 2 || line.length - 1 > wanted + 2) return undefined;
  const out: number[] = [];
  for (let i = 1; i < 1 + wanted; i += 4) {
    const four = [0, 1, 2, 3].map((n) => (i + n < line.length ? line.charCodeAt(i + n) : 32));
    if (four.some((code) => code < 32 || code > 96)) return undefined;
    const bits = four.reduce((sum, code) => (sum << 6) | ((code - 32) & 63), 0);
    out.push((bits >> 16) & 255, (bits >> 8) & 255, bits & 255);
  }
  return out.slice(0, length);
}

interface UuFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** Takes uuencoded files out of a text. A block that is not whole and well formed stays text. */
export function takeUuFiles(text: string): { readonly text: string; readonly files: readonly UuFile[] } {
  if (!/^begin [0-7]{3,4} \S/m.test(text)) return { text, files: [] };
  const lines = text.split("\n");
  const kept: string[] = [];
  const files: UuFile[] = [];
  for (let i = 0; i < lines.length; i++) {
    const begin = /^begin [0-7]{3,4} (\S[^\r]{0,254})\r?$/.exec(lines[i] ?? "");
    const block = begin ? readUuBlock(lines, i + 1) : undefined;
    if (begin && block?.content) {
      files.push({ name: begin[1] ?? "", content: block.content });
      i = block.end;
      continue;
    }
    kept.push(lines[i] ?? "");
    // Lines that were looked at in vain are not looked at again: another `begin` among them would have ended the block.
    for (; block && i + 1 < block.end; i++) kept.push(lines[i + 1] ?? "");
  }
  return { text: kept.join("\n"), files };
}

function readUuBlock(lines: readonly string[], from: number): { end: number; content?: Uint8Array } {
  const chunks: (readonly number[])[] = [];
  let size = 0;
  for (let at = from; at < lines.length; at++) {
    const line = (lines[at] ?? "").replace(/\r$/, "");
    if (line === "end" && chunks.length > 0) return { end: at, content: joined(chunks, size) };
    if (line === "" || /^begin [0-7]{3,4} /.test(line)) return { end: at };
    const bytes = decodeUuLine(line);
    if (!bytes) return { end: at };
    chunks.push(bytes);
    size += bytes.length;
  }
  return { end: lines.length };
}

function joined(chunks: readonly (readonly number[])[], size: number): Uint8Array {
  const out = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}
