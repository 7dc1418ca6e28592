// What a description says to a reader: without ids that programs hide in it, the text of meeting services apart, addresses as
// links. Pure; markup has been taken out before.
import { webAddress } from "../ui/web-address.ts";

/** The words, and what a meeting service added to them. */
export interface Description {
  readonly text: string;
  /** Instructions to join, dial in and so on; empty: none. */
  readonly boilerplate: string;
}

/** Marks of programs: `[cadran:…]` anywhere, and lines that hold nothing but an id. */
const MARK = /\[(?:cadran|cdr|sync)[:_-][^\]\n]*\]/gi;
const ID_LINE =
  /^\s*(?:(?:event|external|calendar|sync|mission|ical)?[ _-]?u?id\s*[:=]\s*[\w@.{}-]*\d[\w@.{}-]*|X-[A-Z0-9-]+\s*[:=].*)\s*$/i;

const SERVICES =
  /teams\.(microsoft|live)\.com|zoom\.us|meet\.google\.com|webex\.com|kmeet\.infomaniak|Microsoft Teams|Join Zoom|réunion Zoom/i;
/** The line that services draw around their text, or the sentence they begin it with. */
const FENCE = /^\s*(?:[_=~\-─–—.:]{12,})\s*$/;
const OPENING = /is inviting you to a scheduled Zoom meeting|vous invite à une réunion Zoom (?:planifiée|programmée)/i;

const trimLines = (lines: readonly string[]) =>
  lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

/** Where the service's text begins and ends (excluded), as line numbers. */
function serviceLines(lines: readonly string[]): readonly [number, number] | undefined {
  const opening = lines.findIndex((line) => OPENING.test(line));
  if (opening >= 0) return [opening, lines.length];
  const fences = lines.flatMap((line, n) => (FENCE.test(line) ? [n] : []));
  for (const [n, from] of fences.entries()) {
    const next = fences[n + 1];
    if (SERVICES.test(lines.slice(from, next ?? lines.length).join("\n"))) {
      return [from, next === undefined ? lines.length : next + 1];
    }
  }
  return undefined;
}

/** Tells a text from what programs put into it. @param text without markup */
export function readDescription(text: string): Description {
  const lines = text
    .replace(MARK, "")
    .split("\n")
    .filter((line) => !ID_LINE.test(line));
  const service = serviceLines(lines);
  if (!service) return { text: trimLines(lines), boilerplate: "" };
  const [from, to] = service;
  return {
    text: trimLines([...lines.slice(0, from), ...lines.slice(to)]),
    boilerplate: trimLines(lines.slice(from, to).filter((line) => !FENCE.test(line))),
  };
}

/** A piece of a text; with an address, one that may be pressed. */
export interface Piece {
  readonly text: string;
  readonly href?: string;
}

const LINKS =
  /(?<web>https?:\/\/[^\s<>"']+)|(?<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?<tel>(?<![\w/.:-])(?:\+|0)\d[\d ().\u00a0\u202f-]{6,}\d)(?![\w/])/g;
const DATE = /^\d{1,2}[.\- ]\d{1,2}[.\- ](19|20)\d\d\b/;

function hrefOf({ web, mail, tel }: Partial<Record<string, string>>): string | undefined {
  if (web) return webAddress(web);
  if (mail) return `mailto:${encodeURIComponent(mail).replace("%40", "@")}`;
  const digits = (tel ?? "").replace(/[^\d+]/g, "");
  return DATE.test(tel ?? "") || digits.replace("+", "").length < 9 ? undefined : `tel:${digits}`;
}

/** A text cut at its web addresses, mail addresses and telephone numbers. Joined, the pieces are the text. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(LINKS)) {
    // A full stop or bracket after an address belongs to the sentence.
    const found = match.groups?.web ? match[0].replace(/[.,;:!?)\]}»]+$/, "") : match[0];
    const href = hrefOf({ ...match.groups, ...(match.groups?.web && { web: found }) });
    if (!href) continue;
    if (match.index > at) pieces.push({ text: text.slice(at, match.index) });
    pieces.push({ text: found, href });
    at = match.index + found.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}
