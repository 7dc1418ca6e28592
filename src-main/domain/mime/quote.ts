// Words of somebody else, quoted: as text with "> ", as HTML in a blockquote, with a line that says whose they are. HTML goes
// through the same sieve as when it is shown, before an editor sees it (mail §3.10).
import type { Mailbox } from "../../../src-preload/contract/mail.ts";
import { safeHtml } from "../mail-html/safe.ts";
import { formatMailbox } from "./addresses.ts";

interface QuoteWords {
  readonly locale: "fr" | "en";
  /** IANA zone of the reader. */
  readonly zone: string;
}

/** What is said of a message that is quoted or passed on. */
export interface QuotedHead {
  readonly from?: Mailbox;
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly subject: string;
  readonly sentMs?: number;
}

const NBSP = "\u00a0";

/** `Le lundi 23 novembre 2026 à 14:05, Alice <alice@example.com> a écrit :` */
export function attribution({ from, sentMs }: QuotedHead, words: QuoteWords): string {
  const who = from === undefined ? (words.locale === "fr" ? "quelqu’un" : "somebody") : formatMailbox(from);
  const when = sentMs === undefined ? undefined : dateWords(sentMs, words);
  if (words.locale === "fr") return `${when ? `Le ${when}, ${who}` : capital(who)} a écrit${NBSP}:`;
  return `${when ? `On ${when}, ${who}` : capital(who)} wrote:`;
}

/** The lines over a forwarded message: whose, when, what about, to whom. Bcc is nobody's business. */
export function forwardHead(head: QuotedHead, words: QuoteWords): readonly string[] {
  const isFrench = words.locale === "fr";
  const colon = isFrench ? `${NBSP}:` : ":";
  const line = (name: string, value: string | undefined) => (value ? [`${name}${colon} ${value}`] : []);
  const people = (list: readonly Mailbox[]) => list.map(formatMailbox).join(", ");
  return [
    isFrench ? "---------- Message transféré ----------" : "---------- Forwarded message ----------",
    ...line(isFrench ? "De" : "From", head.from && formatMailbox(head.from)),
    ...line("Date", head.sentMs === undefined ? undefined : dateWords(head.sentMs, words)),
    ...line(isFrench ? "Objet" : "Subject", head.subject),
    ...line(isFrench ? "À" : "To", people(head.to)),
    ...line("Cc", people(head.cc)),
  ];
}

/** Each line with `> ` before it; lines quoted already get one more mark. */
export function quoteText(text: string): string {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  return lines.map((line) => (line === "" ? ">" : line.startsWith(">") ? `>${line}` : `> ${line}`)).join("\n");
}

/** HTML fit to be edited and sent on: sanitised; pictures of the message itself stay `cid:`, pictures from elsewhere stay
 *  (the composer loads none), trackers do not.
 *  @returns undefined when it is too big to be shown: quote its text */
export function quotableHtml(html: string): string | undefined {
  // Ids of other letters cannot be told from the rest of an attribute afterwards; they are rare, and their pictures go.
  const ids = [...html.matchAll(/\bcid:([\w.@+$%-]{1,250})/gi)].map(([, id = ""]) => id);
  const own = ids
    .map((id) => [id, `${OWN}${id.replace(/%40/g, "@")}`] as const)
    .filter(([, url]) => !url.includes("%"));
  const safe = safeHtml(html, { cidUrls: new Map(own), remote: "allowed" });
  return safe.tooBig ? undefined : safe.html.replaceAll(`src="${OWN}`, 'src="cid:');
}

/** How a picture of the message itself goes through the sieve, which lets no `cid:` pass. */
const OWN = "mailimg:quoted/";

/** Plain text as HTML that says the same: paragraphs, line breaks, quotes by their depth. */
export function textToHtml(text: string): string {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  const html: string[] = [];
  let depth = 0;
  let open: string[] = [];
  const flush = () => {
    if (open.length > 0) html.push(`<p>${open.join("<br>")}</p>`);
    open = [];
  };
  for (const line of lines) {
    const [, marks = ""] = /^((?:> ?)*)/.exec(line) ?? [];
    // Nobody quotes deeper than a reader can follow.
    const wanted = Math.min(marks.replaceAll(" ", "").length, 30);
    if (wanted !== depth) flush();
    for (; depth < wanted; depth++) html.push(BLOCKQUOTE);
    for (; depth > wanted; depth--) html.push("</blockquote>");
    const words = line.slice(marks.length);
    if (words.trim() === "") flush();
    else open.push(escapeHtml(words));
  }
  flush();
  return html.join("") + "</blockquote>".repeat(depth);
}

/** What every mail program folds as a quotation. */
export const BLOCKQUOTE = '<blockquote type="cite">';

/** Text as HTML text. */
export function escapeHtml(text: string): string {
  const names: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (letter) => names[letter] ?? letter);
}

/** On the reader's clock, as the language says it; put together here, since runtimes differ in their commas. */
function dateWords(ms: number, { locale, zone }: QuoteWords): string {
  const format = new Intl.DateTimeFormat(locale === "fr" ? "fr-FR" : "en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
  });
  const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
  const day = `${part.day} ${part.month} ${part.year}`;
  const time = `${part.hour}:${part.minute}`;
  return locale === "fr" ? `${part.weekday} ${day} à ${time}` : `${part.weekday}, ${day} at ${time}`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
