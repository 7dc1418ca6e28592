// The body of an event: Graph keeps HTML, a calendar text plain text. What joins people to an online meeting is part of the
// HTML and must stay in it (learn.microsoft.com/graph/api/event-update: "preserve the meeting blob").
import type { HtmlToTextOptions } from "html-to-text";
import { convert } from "html-to-text";

// Beyond this the text is cut: nobody reads on, and a body may be megabytes.
const MAX_HTML = 2_000_000;

const OPTIONS: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxInputLength: MAX_HTML },
  selectors: [
    { selector: "a", options: { hideLinkHrefIfSameAsText: true, noAnchorUrl: true, linkBrackets: ["<", ">"] } },
    { selector: "img", format: "skip" },
    { selector: "p", options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
};

// Tags that only hold a plain text together; anything else, or a style, says more than the text does.
const PLAIN_TAGS = new Set(["html", "head", "meta", "title", "style", "body", "div", "p", "br", "span", "o:p"]);
const RULER = /_{30,}/g;
// Where Teams and Skype meetings are joined.
const JOIN = /https:\/\/(?:teams\.microsoft\.com\/(?:l\/meetup-join|meet)|teams\.live\.com\/meet|meet\.lync\.com)\//i;

/** An HTML body as plain text, without what an online meeting added to it. */
export function textOfHtml(html: string): string {
  const text = convert(withoutMeeting(html), OPTIONS);
  // Lines end in blanks where the HTML did; a space that must not break is a space.
  return text
    .replaceAll("\u00a0", " ")
    .replace(/[ \t]+$/gm, "")
    .trim();
}

/** Plain text as an HTML body that `textOfHtml` reads back: lines stay lines, spaces spaces. */
export function htmlOfText(text: string): string {
  const safe = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const spaced = safe.replace(/ (?= )|^ /gm, "&nbsp;").replaceAll("\t", "&nbsp;&nbsp;&nbsp;&nbsp;");
  return `<html><body>${spaced.replace(/\r?\n/g, "<br>\n")}</body></html>`;
}

/** Does the HTML show more than its plain text: formatting, links, pictures, a meeting to join? */
export function saysMore(html: string): boolean {
  if (meetingSpan(html)) return true;
  const tags = [...html.matchAll(/<([a-z][\w:]*)([^>]*)>/gi)];
  return tags.some(([, name = "", rest = ""]) => !PLAIN_TAGS.has(name.toLowerCase()) || /\sstyle\s*=/i.test(rest));
}

/** What makes two texts the same to a reader: an HTML body does not keep all white space. */
export function textKey(text: string): string {
  return text
    .replace(/[ \t\u00a0]+/g, " ")
    .replace(/ ?\r?\n ?/g, "\n")
    .replace(/\n{2,}/g, "\n\n")
    .trim();
}

/** A new body that joins the same online meeting as the old one. @param html without a meeting of its own */
export function withMeetingOf(html: string, old: string | null | undefined): string {
  const span = meetingSpan(old ?? "");
  if (!span || !old) return html;
  const meeting = old.slice(span.from, span.to);
  const end = html.search(/<\/body\s*>/i);
  return end < 0 ? `${html}<br>\n${meeting}` : `${html.slice(0, end)}<br>\n${meeting}${html.slice(end)}`;
}

/** The body without what an online meeting added to it. */
export function withoutMeeting(html: string): string {
  const span = meetingSpan(html);
  return span ? html.slice(0, span.from) + html.slice(span.to) : html;
}

// The meeting stands between two rulers of underscores, each in an element of its own. Without rulers it is taken to go from
// its own element, or from the link, to the end of the body.
function meetingSpan(html: string): { readonly from: number; readonly to: number } | undefined {
  const link = JOIN.exec(html)?.index;
  if (link === undefined) return undefined;
  const bodyEnd = html.search(/<\/body\s*>/i);
  const end = bodyEnd < 0 ? html.length : bodyEnd;
  const rulers = [...html.matchAll(RULER)].map((one) => one.index);
  const before = rulers.filter((at) => at < link).at(-1);
  const after = rulers.find((at) => at > link);
  const from = before === undefined ? ownElement(html, link) : elementStart(html, before);
  return { from, to: after === undefined ? end : elementEnd(html, after, end) };
}

function ownElement(html: string, link: number): number {
  const marked = html.search(/<div[^>]*class="[^"]*me-email-text/i);
  return marked >= 0 && marked < link ? marked : Math.max(html.lastIndexOf("<", link), 0);
}

// The outermost of the elements that hold nothing but the ruler.
function elementStart(html: string, at: number): number {
  return at - (/(?:<(?:div|p|span|font)\b[^>]*>\s*)*$/i.exec(html.slice(0, at))?.[0].length ?? 0);
}

function elementEnd(html: string, at: number, end: number): number {
  const rest = /^_+\s*(?:<br\s*\/?>\s*)*(?:<\/(?:div|p|span|font)>\s*)*/i.exec(html.slice(at))?.[0].length ?? 0;
  return Math.min(at + rest, end);
}
