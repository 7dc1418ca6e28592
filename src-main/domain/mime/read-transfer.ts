// Transfer encodings as they are told and as they are (RFC 2045 §6): labels are wrong now and then, and what they say would lose the words.
import { base64Size, decodeBase64, decodeQuotedPrintable, takeUuFiles } from "./read-bytes.ts";
import { decodeUnlabelled } from "./read-charset.ts";

const LF = 10;
const CR = 13;

/** Bytes of a part. @param encoding lower case, as told
 *  @param isText words are read from it: what stands behind its base64 is theirs too */
export function decodeTransfer(raw: Uint8Array, encoding: string, isText: boolean): Uint8Array {
  if (/base64/.test(encoding)) return decodeSaidBase64(raw, isText);
  if (/quoted-?printable/.test(encoding)) return decodeQuotedPrintable(raw);
  return /^(x-)?uu/.test(encoding) ? decodeUu(raw) : raw;
}

/** Bytes of a part once decoded, without making them where that can be. */
export function transferSize(raw: Uint8Array, encoding: string): number {
  return /base64/.test(encoding) && !isPlain(raw) ? base64Size(raw) : decodeTransfer(raw, encoding, false).length;
}

function decodeSaidBase64(raw: Uint8Array, isText: boolean): Uint8Array {
  if (isPlain(raw)) return raw;
  const end = isText ? endOfBase64(raw) : raw.length;
  const decoded = decodeBase64(raw.subarray(0, end));
  if (end === raw.length) return decoded;
  const out = new Uint8Array(decoded.length + raw.length - end);
  out.set(decoded);
  out.set(raw.subarray(end), decoded.length);
  return out;
}

/** Was it sent as it is? Words have spaces within their lines, and bytes of a file have all values; base64 has neither. */
function isPlain(raw: Uint8Array): boolean {
  const end = Math.min(raw.length, 4_096);
  let foreign = 0;
  let solid = 0;
  for (let at = 0; at < end; at++) {
    const byte = raw[at] as number;
    if (isBase64Byte(byte)) solid++;
    else if (!isBlank(byte) || (byte === 32 && isLetter(raw[at - 1]) && isLetter(raw[at + 1]))) foreign++;
  }
  return foreign > 3 && foreign * 8 > solid;
}

/** Where its base64 ends: lists add their footer to it, in plain words. */
function endOfBase64(raw: Uint8Array): number {
  const from = Math.max(0, raw.length - 20_000);
  let end = raw.length;
  for (let lineEnd = raw.length; lineEnd > from; ) {
    const start = raw.lastIndexOf(LF, lineEnd - 1) + 1;
    const kind = lineKind(raw, start, lineEnd);
    if (kind === "base64") break;
    if (kind === "words") end = start;
    lineEnd = start - 1;
  }
  return end;
}

function lineKind(raw: Uint8Array, start: number, end: number): "base64" | "words" | "blank" {
  let [solid, foreign, fill] = [0, 0, 0];
  for (let at = start; at < end; at++) {
    const byte = raw[at] as number;
    if (byte === 0x5f || byte === 0x2d || byte === 0x3d) fill++;
    else if (isBase64Byte(byte)) solid++;
    else if (!isBlank(byte) || (byte === 32 && isBase64Byte(raw[at - 1]) && isBase64Byte(raw[at + 1]))) foreign++;
  }
  if (solid + foreign + fill === 0) return "blank";
  return foreign > 0 || (solid === 0 && fill > 2) ? "words" : "base64";
}

/** A part that is one uuencoded file, with or without the lines around it that say so. */
function decodeUu(raw: Uint8Array): Uint8Array {
  const text = decodeUnlabelled(raw);
  return takeUuFiles(text).files[0]?.content ?? raw;
}

const isBlank = (byte: number) => byte === 32 || byte === 9 || byte === LF || byte === CR;
const isLetter = (byte: number | undefined) => byte !== undefined && !isBlank(byte);
const isBase64Byte = (byte: number | undefined) =>
  byte !== undefined &&
  ((byte >= 48 && byte <= 57) ||
    (byte >= 65 && byte <= 90) ||
    (byte >= 97 && byte <= 122) ||
    byte === 43 ||
    byte === 47 ||
    byte === 61 ||
    byte === 45 ||
    byte === 95);
