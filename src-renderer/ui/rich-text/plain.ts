// The words of a little HTML as plain text, and back, for messages without formatting.

const BLOCKS = new Set("P DIV LI TABLE TR H1 H2 H3 H4 H5 H6 PRE BLOCKQUOTE HR".split(" "));

/** Ends a blank line between paragraphs: what follows begins a new one. */
const GAP = "\0";
const markOf = (quoted: number) => (quoted > 0 ? `${">".repeat(quoted)} ` : "");

/** Begins a line, unless one has just begun. */
function start(lines: string[], quoted: number): void {
  const last = lines.at(-1) ?? "";
  if (!last.endsWith(GAP) && last.replace(/^[> ]+/, "") === "") lines.pop();
  lines.push(markOf(quoted));
}

function add(lines: string[], text: string, quoted: number): void {
  if (lines.at(-1)?.endsWith(GAP)) start(lines, quoted);
  lines.push((lines.pop() ?? "") + text);
}

function walkText(text: string, lines: string[], quoted: number): void {
  const words = text.replace(/\s+/g, " ");
  if (words.trim() !== "") add(lines, words, quoted);
  else if (words !== "" && !/(^|\s|\0)$/.test(lines.at(-1) ?? "")) add(lines, " ", quoted);
}

/** @param mark before an item of the list that this is in */
function walk(node: Node, lines: string[], quoted: number, mark: string): void {
  if (node.nodeType === Node.TEXT_NODE) walkText(node.textContent ?? "", lines, quoted);
  if (!(node instanceof Element)) return;
  const { tagName } = node;
  if (node.hasAttribute("data-signature")) lines.push(SIGNATURE);
  if (tagName === "BR") lines.push(markOf(quoted));
  if (tagName === "IMG" && node.getAttribute("alt")) add(lines, `[${node.getAttribute("alt")}]`, quoted);
  const depth = tagName === "BLOCKQUOTE" ? quoted + 1 : quoted;
  if (BLOCKS.has(tagName) && tagName !== "BLOCKQUOTE" && node.parentElement?.tagName !== "LI") start(lines, quoted);
  if (tagName === "LI") add(lines, mark, quoted);
  let number = 0;
  for (const child of node.childNodes) {
    if (child instanceof Element && child.tagName === "LI") number++;
    walk(child, lines, depth, tagName === "OL" ? `${number}. ` : "- ");
  }
  if (tagName === "P" && node.parentElement?.tagName !== "LI") lines.push(`${markOf(quoted).trimEnd()}${GAP}`);
}

/** What stands over a signature in plain text, space included (RFC 3676 §4.3). */
const SIGNATURE = "-- ";

/** The words, with a line for each list item and quoted line, and a blank one between paragraphs. */
export function plainOf(html: string): string {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const lines: string[] = [""];
  for (const child of body.childNodes) walk(child, lines, 0, "- ");
  return lines
    .map((line) => (line === SIGNATURE ? line : line.replace(/[\s\0]+$/, "")))
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** Text as HTML text. */
function escaped(text: string): string {
  const names: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (letter) => names[letter] ?? letter);
}

/** Paragraphs and line breaks, nothing else. */
export function htmlOfPlain(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .split(/\n{2,}/)
    .map((part) => `<p>${escaped(part).replaceAll("\n", "<br>")}</p>`)
    .join("");
}

/** Lines that go together: all quoted, or none. */
function runs(lines: readonly string[]): readonly { readonly quoted: boolean; readonly lines: readonly string[] }[] {
  const found: { quoted: boolean; lines: string[] }[] = [];
  for (const line of lines) {
    const quoted = line.startsWith(">");
    const last = found.at(-1);
    if (last?.quoted === quoted) last.lines.push(line);
    else found.push({ quoted, lines: [line] });
  }
  return found;
}

const paragraphs = (lines: readonly string[]) => {
  const text = lines.join("\n").replace(/^\n+|\n+$/g, "");
  return text === "" ? "" : htmlOfPlain(text);
};

/** Words, then what stands under the line of a signature up to the next blank line, then the rest. */
function withSignature(lines: readonly string[]): string {
  const at = lines.indexOf(SIGNATURE);
  if (at < 0) return paragraphs(lines);
  const blank = lines.indexOf("", at + 1);
  const end = blank < 0 ? lines.length : blank;
  const signature = paragraphs(lines.slice(at + 1, end));
  return `${paragraphs(lines.slice(0, at)) || "<p></p>"}<div data-signature="">${signature || "<p></p>"}</div>${paragraphs(lines.slice(end))}`;
}

/** A message in plain text as formatted text: paragraphs, its signature (RFC 3676 §4.3), quoted lines as quotations (§4.5). */
export function htmlOfMessage(text: string): string {
  return runs(text.replace(/\r\n?/g, "\n").split("\n"))
    .map(({ quoted, lines }) =>
      quoted
        ? `<blockquote type="cite">${htmlOfMessage(lines.map((line) => line.replace(/^> ?/, "")).join("\n"))}</blockquote>`
        : withSignature(lines),
    )
    .join("");
}
