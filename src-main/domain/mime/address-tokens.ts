// The pieces that an address list is made of (RFC 5322 §3.2), without meaning yet. A mark that opens and never closes is a
// letter like any other.

/** `angle`: `<…>`. `separator`: a comma, a semicolon or a line break. `colon`: ends the name of a group. */
export interface AddressToken {
  readonly kind: "text" | "quoted" | "comment" | "angle" | "separator" | "colon";
  /** As written, its marks included. */
  readonly raw: string;
}

/** In order, nothing left out. Linear. */
export function addressTokens(text: string): AddressToken[] {
  const tokens: AddressToken[] = [];
  // Once a mark is found not to close, no later one of its kind does.
  const open = { '"': true, "(": true, "<": true };
  let plain = 0;
  let at = 0;
  const push = (kind: AddressToken["kind"], end: number) => {
    if (at > plain) tokens.push({ kind: "text", raw: text.slice(plain, at) });
    tokens.push({ kind, raw: text.slice(at, end) });
    at = end;
    plain = end;
  };
  while (at < text.length) {
    const letter = text[at] as string;
    if (/[,;\r\n]/.test(letter)) push("separator", at + 1);
    else if (letter === ":" && opensGroup(text.slice(Math.max(plain, at - 200), at))) push("colon", at + 1);
    else if ((letter === '"' || letter === "(" || letter === "<") && open[letter]) {
      const end = closingOf(text, at, letter);
      if (end < 0) {
        open[letter] = false;
        at++;
      } else push(letter === '"' ? "quoted" : letter === "(" ? "comment" : "angle", end);
    } else at++;
  }
  if (at > plain) tokens.push({ kind: "text", raw: text.slice(plain, at) });
  return tokens;
}

/** `Team:` and not `mailto:` or something with an @ in it. */
function opensGroup(before: string): boolean {
  return !/@|mailto\s*$/i.test(before);
}

/** One past the mark that closes the one at `start`; -1 when nothing does. */
function closingOf(text: string, start: number, mark: '"' | "(" | "<"): number {
  let depth = 0;
  let isQuoted = false;
  for (let at = start; at < text.length; at++) {
    const letter = text[at];
    if (letter === "\\" && (mark !== "<" || isQuoted)) at++;
    else if (mark === '"') {
      if (letter === '"' && at > start) return at + 1;
    } else if (mark === "(") {
      if (letter === "(") depth++;
      else if (letter === ")" && --depth === 0) return at + 1;
    } else if (letter === '"') isQuoted = !isQuoted;
    else if (letter === ">" && !isQuoted) return at + 1;
    else if ((letter === "<" && at > start && !isQuoted) || letter === "\n" || letter === "\r") return -1;
  }
  return -1;
}
