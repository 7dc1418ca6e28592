// Finds where the older message begins in HTML, while it is being made safe: elements that mail programs put around quotes.

type Attributes = Readonly<Record<string, string>>;

/** `block`: the quote is this element. `rest`: everything from here on is the older message. */
function quoteKind(name: string, attributes: Attributes): "block" | "rest" | undefined {
  const id = attributes.id ?? "";
  const classes = ` ${attributes.class ?? ""} `;
  const style = (attributes.style ?? "").slice(0, 300);
  // Outlook on the web, desktop and phones; the old Outlook's rule above "From:".
  if (/^(?:x_)?(?:divRplyFwdMsg|appendonsend|mail-editor-reference-message-container|OLK_SRC_BODY_SECTION)$/.test(id))
    return "rest";
  if (
    name === "hr" &&
    (/^(?:x_)?stopSpelling$/.test(id) || (attributes.tabindex === "-1" && /width:\s*98%/.test(style)))
  )
    return "rest";
  if (name === "div" && /border:\s*none;\s*border-top:\s*solid\s+#?(?:E1E1E1|B5C4DF|AAAAAA)/i.test(style))
    return "rest";
  // Gmail, Thunderbird, Yahoo, Proton, Infomaniak, Zoho, GMX, Tuta.
  if (
    / (?:gmail_quote|gmail_quote_container|moz-cite-prefix|moz-forward-container|yahoo_quoted|protonmail_quote|ik_mail_quote|zmail_extra|tutanota_quote) /.test(
      classes,
    )
  )
    return "block";
  if (name === "div" && attributes.name === "quote") return "block";
  if (
    name === "blockquote" &&
    (attributes.type?.toLowerCase() === "cite" ||
      attributes.cite !== undefined ||
      !/ (?:pullquote|callout) /.test(classes))
  )
    return "block";
  return undefined;
}

/** Follows elements and text in order. The last quote after which nothing is said, and before which something was, is the tail. */
export class QuoteFinder {
  #count = 0;
  #fold: string | undefined;
  /** Depth of the quote that stands open. */
  #depth: number | undefined;
  #isFinal = false;
  #hasOwnText = false;

  /** @returns value for `data-quote`, when a quote may begin here */
  open(name: string, attributes: Attributes, depth: number): string | undefined {
    if (this.#isFinal || this.#depth !== undefined) return undefined;
    const kind = quoteKind(name, attributes);
    if (kind === undefined) return undefined;
    this.#depth = depth;
    // Right after another quote, with nothing said between: an attribution and its quote are one.
    const isContinued = this.#fold !== undefined;
    if (!isContinued && this.#hasOwnText) this.#fold = String(++this.#count);
    this.#isFinal = kind === "rest" && this.#fold !== undefined;
    return isContinued ? undefined : this.#fold;
  }

  close(depth: number): void {
    if (this.#depth !== undefined && depth <= this.#depth) this.#depth = undefined;
  }

  text(text: string): void {
    if (this.#isFinal || !/[\p{L}\p{N}\p{S}]/u.test(text)) return;
    if (this.#depth !== undefined) return;
    // Said below a quote: that quote is part of the conversation.
    this.#fold = undefined;
    this.#hasOwnText = true;
  }

  get fold(): string | undefined {
    return this.#fold;
  }
}
