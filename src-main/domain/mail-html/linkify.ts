// Finds what can be clicked in plain text. Gives segments, never markup: nobody builds HTML from it by hand.
import { checkLink } from "../mail-safety/links.ts";

type TextSegment =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "url" | "email" | "phone"; readonly text: string; readonly href: string };

/** Every part is bounded, and no two neighbours can match the same letters: no input makes it look twice. */
const FOUND =
  /(?<url>\b(?:https?:\/\/|www\.)[^\s\p{Cc}<>"'`\u00a0«»“”‘’]{2,2000})|(?<email>(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}_%+-](?:[\p{L}\p{N}._%+-]{0,63})@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}-]))|(?<phone>(?<![\p{L}\p{N}+./:=-])(?:\+|00)[1-9](?:[ .\u00a0-]?\(?\d\)?){6,14}(?![\d\p{L}]))/giu;

/** Splits text; joined, the segments' texts are the text again. Linear. */
export function linkify(text: string): readonly TextSegment[] {
  const segments: TextSegment[] = [];
  let at = 0;
  FOUND.lastIndex = 0;
  for (let found = FOUND.exec(text); found !== null; found = FOUND.exec(text)) {
    const segment = segmentOf(found);
    if (!segment) continue;
    if (found.index > at) segments.push({ kind: "text", text: text.slice(at, found.index) });
    segments.push(segment);
    at = found.index + segment.text.length;
    FOUND.lastIndex = at;
  }
  if (at < text.length) segments.push({ kind: "text", text: text.slice(at) });
  return segments;
}

function segmentOf({ groups = {} }: RegExpExecArray): TextSegment | undefined {
  if (groups.url !== undefined) {
    const text = withoutTail(groups.url);
    const href = checkLink(/^www\./i.test(text) ? `https://${text}` : text, "")?.href;
    return href && /^[^/]*\/\/[^/]*\w|^www\.[^./]+\./i.test(text) ? { kind: "url", text, href } : undefined;
  }
  if (groups.email !== undefined) {
    const href = checkLink(`mailto:${groups.email}`, "")?.href;
    return href ? { kind: "email", text: groups.email, href } : undefined;
  }
  const text = groups.phone ?? "";
  const digits = text.replace(/\D/g, "");
  return digits.length >= 8 && digits.length <= 15
    ? { kind: "phone", text, href: `tel:${text.startsWith("+") ? "+" : ""}${digits}` }
    : undefined;
}

/** Punctuation at the end belongs to the sentence; a closing bracket only where it was not opened in the address. */
function withoutTail(url: string): string {
  let end = url.length;
  let opened = 0;
  for (const letter of url) opened += letter === "(" ? 1 : letter === ")" ? -1 : 0;
  for (; end > 0; end--) {
    const last = url[end - 1] ?? "";
    if (last === ")" && opened < 0) opened++;
    else if (!/[.,;:!?*_~\]}'"…]/.test(last)) break;
  }
  return url.slice(0, end);
}
