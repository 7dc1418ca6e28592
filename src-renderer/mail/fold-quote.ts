// The older messages at the end of a message, out of the way until they are wanted.

const FOLDED = "cadran-folded";

/** Something that was said, or a picture. */
const says = (node: Node) =>
  /[\p{L}\p{N}]/u.test(node.textContent ?? "") ||
  (node.nodeType === 1 && (node as Element).querySelector("img") !== null);

/** Where the tail begins: the last quote after which nothing is said. @param name what the engine named, where it did */
function tailOf(body: HTMLElement, name: string | undefined): Element | undefined {
  if (name !== undefined)
    return [...body.querySelectorAll("[data-quote]")].find((one) => one.getAttribute("data-quote") === name);
  const last = [...body.querySelectorAll("[data-quote]")].at(-1);
  if (!last) return undefined;
  const following = followers(last, body);
  // An empty mark, as some programs put above what they quote: all that follows is the quote.
  const isMark = !says(last);
  return isMark || !following.some(says) ? last : undefined;
}

/** Everything after a node, up to the end. */
function followers(start: Node, body: HTMLElement): Node[] {
  const found: Node[] = [];
  for (let node: Node | null = start; node && node !== body; node = node.parentNode) {
    for (let next = node.nextSibling; next; next = next.nextSibling) found.push(next);
  }
  return found;
}

/** Folds the tail. @returns undefined where there is none; else how to show it or fold it again */
export function foldQuote(body: HTMLElement, name?: string): ((isOpen: boolean) => void) | undefined {
  const tail = tailOf(body, name);
  if (!tail) return undefined;
  const all = [tail, ...followers(tail, body)];
  const isWhole = !before(tail, body).some(says);
  // A message that is nothing but a quote is shown.
  if (isWhole) return undefined;
  const wrap = (node: Node): Element | undefined => {
    if (node.nodeType === 1) return node as Element;
    if (node.nodeType !== 3 || !node.textContent?.trim()) return undefined;
    const span = body.ownerDocument.createElement("span");
    (node as Text).replaceWith(span);
    span.append(node);
    return span;
  };
  const elements = all.flatMap((node) => wrap(node) ?? []);
  const set = (isOpen: boolean) => {
    for (const element of elements) element.classList.toggle(FOLDED, !isOpen);
  };
  set(false);
  return set;
}

function before(start: Node, body: HTMLElement): Node[] {
  const found: Node[] = [];
  for (let node: Node | null = start; node && node !== body; node = node.parentNode) {
    for (let next = node.previousSibling; next; next = next.previousSibling) found.push(next);
  }
  return found;
}

/** The same for plain text: from the line that leads a quote in, or the first quoted one, to the end.
 *  @returns what is said, and the tail; no tail when something is said below it */
export function splitText(text: string): { readonly said: string; readonly tail: string } {
  const lines = text.split("\n");
  let from = lines.length;
  while (from > 0 && /^\s*(?:>|$)/u.test(lines[from - 1] ?? "")) from--;
  const divider = lines.findIndex((line) =>
    /^-{3,}\s*(?:original message|message d.origine|forwarded message)/iu.test(line),
  );
  if (divider > 0) from = Math.min(from, divider);
  if (!lines.slice(from).some((line) => line.trimStart().startsWith(">")) && divider <= 0)
    return { said: text, tail: "" };
  // "On … wrote:" may take two lines.
  for (let n = 0; n < 2 && from > 0 && /(?::|>\s*:)\s*$/u.test(lines[from - 1] ?? "") && n < 1; n++) from--;
  const said = lines.slice(0, from).join("\n").trimEnd();
  return said.trim() === "" ? { said: text, tail: "" } : { said, tail: lines.slice(from).join("\n") };
}
