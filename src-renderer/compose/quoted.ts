// The message answered or passed on, as it hangs at the end of a draft: kept word for word, shown folded, never edited by accident.
// Pure, but for the parser of the page.

/** A draft's HTML in its two parts. */
interface Parts {
  /** What the person writes, signature included. */
  readonly own: string;
  /** The line that says whose words follow, and the words; empty: nothing is quoted. */
  readonly quoted: string;
}

const FORWARDED = /^-{5,} ?\S.*-{5,}/;

/** Where the quotation begins among the children: a forwarded head, or a cited block with the line over it. */
function quoteStart(children: readonly Element[]): number {
  const forwarded = children.findIndex((one) => FORWARDED.test(one.textContent?.trim() ?? ""));
  const cited = children.findIndex((one) => one.matches("blockquote[type=cite]"));
  const line = children[cited - 1];
  const isLine = line !== undefined && !line.matches("[data-signature]") && /[:：]\s*$/u.test(line.textContent ?? "");
  const from = isLine ? cited - 1 : cited;
  return Math.min(forwarded < 0 ? children.length : forwarded, from < 0 ? children.length : from);
}

/** Cuts a draft where the quotation begins. One that the person wrote under (answers below the quotation) stays whole. */
export function splitQuoted(html: string): Parts {
  if (!/<blockquote|-----/.test(html)) return { own: html, quoted: "" };
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const children = [...body.children];
  const from = quoteStart(children);
  const isTail = children[from]?.matches("blockquote") || children[from + 1]?.matches("blockquote");
  const cited = children.findIndex((one, n) => n >= from && one.matches("blockquote[type=cite]"));
  const hasMore = isTail && children.slice(cited + 1).some((one) => (one.textContent ?? "").trim() !== "");
  if (from >= children.length || hasMore) return { own: html, quoted: "" };
  const quoted = children.slice(from);
  const text = quoted.map((one) => one.outerHTML).join("");
  for (const one of quoted) one.remove();
  return { own: body.innerHTML, quoted: text };
}
