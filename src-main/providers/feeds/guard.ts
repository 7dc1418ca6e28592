// What is taken out of a document, or refused, before a parser sees it.
import { Failure } from "../../../src-preload/contract/failure.ts";

/** The longest tag: a parser reads its attributes one by one, and a feed's have a few dozen letters. */
const MAX_TAG = 32_768;
/** Beyond this a document is no list of news; the parser itself gives up at some hundred levels. */
const MAX_TAGS = 400_000;

/** The document without its DTD: entities of its own are never wanted, and declaring some must not hide a feed.
 *  @throws Failure malformed */
export function guarded(text: string): string {
  const document = withoutDoctype(text);
  measure(document);
  return document;
}

/** `<!DOCTYPE … [ … ]>` stands before the first element only. */
function withoutDoctype(text: string): string {
  const start = /^[^<]*(?:<(?:\?[^>]*\?|!--[\s\S]*?--)>[^<]*)*<!doctype\b/i.exec(text.slice(0, 65_536))?.[0];
  if (start === undefined) return text;
  const from = start.length - "<!doctype".length;
  const bracket = text.indexOf("[", from);
  const plain = text.indexOf(">", from);
  const closing = bracket >= 0 && bracket < plain ? /\]\s*>/g : />/g;
  closing.lastIndex = from;
  const end = closing.exec(text);
  if (!end) throw malformed("cut inside its DTD");
  return text.slice(0, from) + text.slice(end.index + end[0].length);
}

/** One pass over the tags; comments and CDATA are jumped over. */
function measure(text: string): void {
  let tags = 0;
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at)) {
    const [close, isTag] = text.startsWith("<![CDATA[", at)
      ? ["]]>", false]
      : text.startsWith("<!--", at)
        ? ["-->", false]
        : [">", true];
    const end = text.indexOf(close, at + 1);
    if (end < 0) return;
    if (isTag && end - at > MAX_TAG) throw malformed("a tag without end");
    if (isTag && ++tags > MAX_TAGS) throw malformed("too many elements");
    at = end + close.length;
  }
}

function malformed(detail: string): Failure {
  return new Failure("malformed", { what: "feed", detail });
}
