// Names of attachments (knowledge, mail A1) and what opening them may do (A2).
import { extensionOfType, isRunnable, MOUNTS, PAGES } from "./file-types.ts";

/** Controls, direction marks, invisible and unassigned format characters: what makes a name look like another. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}|[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029\u2800]/gu;
/** Look like a slash, a colon or a dot, and are none. */
const LOOK_ALIKE: readonly (readonly [RegExp, string])[] = [
  [/[\u2044\u2215\u29F8\uFF0F\u2571\u27CB]/g, "/"],
  [/[\u29F5\u29F9\uFE68\uFF3C\u2216]/g, "\\"],
  [/[\u2024\u00B7\uFE52\uFF0E\u3002\u0701\u0702]/g, "."],
];
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)$/i;
const MAX_BYTES = 150;

/** A name that is safe to show and to save under: NFC, one line, no direction or invisible characters, no path, no reserved
 *  name, at most 150 bytes, its true extension at the end. Never empty. */
export function safeName(name: string | undefined, mediaType: string): string {
  let text = (name ?? "")
    .slice(0, 4_000)
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\p{Zs}\t\r\n]+/gu, " ")
    .replace(UNSEEN, "")
    .replace(/ {2,}/g, " ");
  for (const [look, is] of LOOK_ALIKE) text = text.replace(look, is);
  // Only what follows the last separator is a name; a drive letter or a stream (`a.txt:b.exe`) is none.
  text = text.split(/[/\\]/).at(-1) ?? "";
  text = trimmed(text.replace(/[:*?"<>|]/g, "_").replace(/^[. ]+/, ""));
  const extension = extensionOf(text);
  const stem = trimmed(extension === undefined ? text : text.slice(0, -extension.length - 1));
  const wanted = extension ?? extensionOfType(mediaType);
  const tail = wanted === undefined ? "" : `.${wanted}`;
  const safeStem = stem === "" ? defaultStem(mediaType) : stem;
  // Windows looks at what stands before the first dot.
  const free = RESERVED.test((safeStem.split(".")[0] ?? "").trim()) ? `_${safeStem}` : safeStem;
  return `${trimmed(cutBytes(free, MAX_BYTES - byteLength(tail)))}${tail}`.normalize("NFC");
}

/** Neither white space nor dots at its ends: Windows drops them, and another extension comes to the end. */
function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text[start] === " ") start++;
  while (end > start && (text[end - 1] === " " || text[end - 1] === ".")) end--;
  return text.slice(start, end);
}

/** As written, without its dot; undefined: none. */
function extensionOf(name: string): string | undefined {
  return /\.([\p{L}\p{N}_-]{1,16})$/u.exec(name)?.[1];
}

function defaultStem(mediaType: string): string {
  if (mediaType === "application/ms-tnef") return "winmail";
  if (mediaType === "message/rfc822") return "message";
  if (mediaType.startsWith("image/")) return "image";
  return mediaType === "text/calendar" ? "invite" : "attachment";
}

function byteLength(text: string): number {
  let bytes = 0;
  for (const letter of text) bytes += bytesOf(letter);
  return bytes;
}

function bytesOf(letter: string): number {
  const code = letter.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/** Whole characters up to so many bytes of UTF-8. */
function cutBytes(text: string, most: number): string {
  let bytes = 0;
  let out = "";
  for (const letter of text) {
    bytes += bytesOf(letter);
    if (bytes > most) break;
    out += letter;
  }
  return out;
}

/** Why opening it needs a question: `runs` something, shows a `page` of somebody else's, `mounts` a disk, hides its
 *  true extension behind another (`disguised`). Undefined: nothing known against it. */
export function riskOf(name: string, mediaType: string): "runs" | "page" | "mounts" | "disguised" | undefined {
  const safe = safeName(name, mediaType);
  const extension = extensionOf(safe)?.toLowerCase() ?? "";
  const isDangerous = isRunnable(extension) || PAGES.has(extension) || MOUNTS.has(extension);
  if (isDangerous && isDisguised(name, safe)) return "disguised";
  if (
    isRunnable(extension) ||
    /^application\/(x-(ms(dos|download|i)|dosexec|sh|executable|elf|mach-binary)|vnd\.microsoft\.portable-executable)/.test(
      mediaType,
    )
  )
    return "runs";
  if (MOUNTS.has(extension)) return "mounts";
  return PAGES.has(extension) ||
    /^(text\/html|image\/svg\+xml|application\/(xhtml\+xml|xml)|text\/xml)$/.test(mediaType)
    ? "page"
    : undefined;
}

/** `invoice.pdf.exe`, a run of spaces before the extension, or a direction mark that turns it round. */
function isDisguised(name: string, safe: string): boolean {
  if (/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u.test(name)) return true;
  if (/\s{5,}\.?\S{1,16}\s*$/.test(name.slice(-300))) return true;
  const before = /\.([a-z\d]{2,5})[ ._-]*\.[^.]+$/i.exec(safe)?.[1]?.toLowerCase();
  return (
    before !== undefined &&
    !isRunnable(before) &&
    /^(pdf|docx?|xlsx?|pptx?|odt|ods|jpe?g|png|gif|webp|heic|txt|rtf|csv|mp[34]|m4a|wav|avi|mov|zip|ics|eml)$/.test(
      before,
    )
  );
}
