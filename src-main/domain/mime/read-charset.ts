// Bytes to text (RFC 2046 §4.1.2). Labels are wrong as often as right: the bytes have a say.
import { entryOf } from "../entry-of.ts";

/** What any JavaScript host has; the domain compiles without the types of one. */
declare const TextDecoder: new (
  label: string,
  options?: { fatal?: boolean; ignoreBOM?: boolean },
) => { decode(bytes: Uint8Array): string };

/** Labels the Encoding standard does not know, and what people meant. */
const ALIASES: Readonly<Record<string, string>> = {
  cp932: "shift_jis",
  "windows-932": "shift_jis",
  cp936: "gb18030",
  ms936: "gb18030",
  "windows-936": "gb18030",
  cp949: "euc-kr",
  uhc: "euc-kr",
  ms949: "euc-kr",
  cp950: "big5",
  "windows-950": "big5",
  "big5-eten": "big5",
  utf: "utf-8",
  utf_8: "utf-8",
  "utf-8-mac": "utf-8",
  utf8mb4: "utf-8",
  cp65001: "utf-8",
  "x-mac-roman": "macintosh",
  mac: "macintosh",
  "iso8859-1": "windows-1252",
  "iso-8859-1-windows-3.1-latin-1": "windows-1252",
  latin: "windows-1252",
  "latin-1": "windows-1252",
  "latin-9": "iso-8859-15",
  "x-iso-2022-jp": "iso-2022-jp",
  "iso-2022-jp-ms": "iso-2022-jp",
  "iso-2022-jp-2": "iso-2022-jp",
  cp50220: "iso-2022-jp",
  cp50221: "iso-2022-jp",
};

/** Labels that say nothing: the bytes decide. */
const UNKNOWN = new Set([
  "",
  "us-ascii",
  "ascii",
  "ansi_x3.4-1968",
  "iso-8859",
  "8bit",
  "7bit",
  "x-unknown",
  "unknown-8bit",
  "unknown",
  "default",
  "none",
  "binary",
  "x-user-defined",
  "ansi",
  "default_charset",
]);
const UTF7 = new Set(["utf-7", "utf7", "unicode-1-1-utf-7", "csunicode11utf7", "x-unicode-1-1-utf-7", "utf-7-imap"]);

const strict = new TextDecoder("utf-8", { fatal: true });
const lenient = new TextDecoder("utf-8");
const western = new TextDecoder("windows-1252");
const decoders = new Map<string, { decode(bytes: Uint8Array): string } | null>();

function decoderOf(label: string) {
  const known = decoders.get(label);
  if (known !== undefined) return known;
  let made: { decode(bytes: Uint8Array): string } | null = null;
  try {
    made = new TextDecoder(label);
  } catch {
    // A label of nobody's: the bytes decide.
  }
  // A message can make up as many labels as it likes.
  if (decoders.size < 300) decoders.set(label, made);
  return made;
}

/** Text of a body part or of an encoded word. Never throws; faulty sequences become U+FFFD.
 *  @param charset as the message says it; absent or nonsense: found out from the bytes */
export function decodeText(bytes: Uint8Array, charset: string | undefined): string {
  const label = (charset ?? "")
    .trim()
    .toLowerCase()
    .replace(/^["'\s]+|["'\s]+$/g, "")
    .slice(0, 60);
  if (UTF7.has(label)) return decodeUtf7(decodeUnlabelled(bytes));
  if (/^hz(-gb-2312)?$/.test(label)) return decodeShifted(bytes, "~{", "~}", "gb18030");
  if (/^(cs)?iso-?2022-?kr$/.test(label)) return decodeShifted(bytes, "\x0e", "\x0f", "euc-kr").replace("\x1b$)C", "");
  if (UNKNOWN.has(label)) return decodeUnlabelled(bytes);
  const name =
    entryOf(ALIASES, label) ??
    label.replace(/^(x-)?cp-?(125\d|866|874)$/, "windows-$2").replace("windows-866", "ibm866");
  if (/^utf-?8$/.test(name)) return decodeUtf8(bytes);
  if (/^(utf-?16|ucs-?2|iso-10646-ucs-2|unicode)/.test(name)) return decodeUtf16(bytes, name);
  return decoderOf(name)?.decode(bytes) ?? decodeUnlabelled(bytes);
}

/** Lines of a header block, each by itself where they are not all UTF-8: one stray byte does not spoil the others. */
export function decodeLines(bytes: Uint8Array): string[] {
  try {
    const text = strict.decode(bytes);
    // ISO-2022-JP is made of ASCII; each line begins and ends outside of it (RFC 1468).
    if (!text.includes("\x1b$")) return text.split("\n");
  } catch {
    // Line by line, then.
  }
  const lines: string[] = [];
  for (let at = 0; at <= bytes.length; ) {
    const next = bytes.indexOf(10, at);
    const end = next < 0 ? bytes.length : next;
    lines.push(decodeUnlabelled(bytes.subarray(at, end)));
    at = end + 1;
  }
  return lines;
}

/** Said to be UTF-16. A mark decides; else where the zeros are, of which every Western text has some; ASCII has none, and was mislabelled. */
function decodeUtf16(bytes: Uint8Array, name: string): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return decodeUnlabelled(bytes);
  const zeros = [0, 0];
  const end = Math.min(bytes.length, 2_000);
  let isAscii = true;
  for (let at = 0; at < end; at++) {
    if (bytes[at] === 0) zeros[at & 1] = (zeros[at & 1] ?? 0) + 1;
    if ((bytes[at] as number) > 126 || (bytes[at] as number) < 9) isAscii = false;
  }
  if (isAscii) return decodeUnlabelled(bytes);
  const [even = 0, odd = 0] = zeros;
  const isBig = even === odd ? name.endsWith("be") : even > odd;
  return decoderOf(isBig ? "utf-16be" : "utf-16le")?.decode(bytes) ?? "";
}

/** Said to be UTF-8: where not one character outside ASCII is, it was a Western single-byte text. */
function decodeUtf8(bytes: Uint8Array): string {
  const text = lenient.decode(bytes);
  if (!text.includes("\uFFFD")) return text;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127 && code !== 0xfffd) return text;
  }
  return western.decode(bytes);
}

/** No word on the charset: a byte order mark, UTF-8 where it is valid, ISO-2022-JP by its escapes, else Western. */
export function decodeUnlabelled(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoderOf("utf-16le")?.decode(bytes) ?? "";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoderOf("utf-16be")?.decode(bytes) ?? "";
  try {
    const text = strict.decode(bytes);
    if (text.includes("\x1b$B") || text.includes("\x1b$@")) return decoderOf("iso-2022-jp")?.decode(bytes) ?? text;
    return text;
  } catch {
    return western.decode(bytes);
  }
}

/** UTF-7 (RFC 2152): `+…-` is base64 of UTF-16BE. Used by nobody honest any more, but old archives have it. */
function decodeUtf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (_all, code: string) => {
    if (code === "") return "+";
    let bits = 0;
    let count = 0;
    let out = "";
    for (const letter of code) {
      bits =
        ((bits << 6) | "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".indexOf(letter)) & 0xfffffff;
      count += 6;
      if (count < 16) continue;
      count -= 16;
      out += String.fromCharCode((bits >> count) & 0xffff);
    }
    return out;
  });
}

/** Seven-bit text in which two marks switch a double-byte set on and off (RFC 1843, RFC 1557). */
function decodeShifted(bytes: Uint8Array, on: string, off: string, charset: string): string {
  const out = new Uint8Array(bytes.length);
  const at = (i: number, mark: string) => [...mark].every((letter, n) => bytes[i + n] === letter.charCodeAt(0));
  let length = 0;
  let shifted = false;
  for (let i = 0; i < bytes.length; i++) {
    const mark = shifted ? off : on;
    if (at(i, mark)) {
      shifted = !shifted;
      i += mark.length - 1;
      continue;
    }
    const byte = bytes[i] as number;
    // A line end switches back: a mark that was lost does not garble the rest.
    if (byte === 10) shifted = false;
    out[length++] = shifted && byte > 32 ? byte | 128 : byte;
  }
  return decoderOf(charset)?.decode(out.subarray(0, length)) ?? "";
}

/** The charset a page says it has, in its first kilobyte: for HTML parts without a label. */
export function charsetOfHtml(bytes: Uint8Array): string | undefined {
  const head = western.decode(bytes.subarray(0, 1024));
  return /<meta[^>]{0,200}charset\s*=\s*["']?([\w.:-]{2,40})/i.exec(head)?.[1];
}
