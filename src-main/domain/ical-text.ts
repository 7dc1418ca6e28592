// iCalendar text as a tree of content lines that forgets no character. Reading looks at names and values; writing
// concatenates the raw lines, so whatever nobody edited leaves as it came (RFC 5545 §3.1, rule R59).
import { Failure } from "../../src-preload/contract/failure.ts";

/** One parameter of a content line, its values unquoted and RFC 6868-decoded. */
export interface IcalParam {
  /** Upper case. */
  readonly name: string;
  readonly values: readonly string[];
}

/** One content line, or any stretch of text that is not one (blank, without colon): those have the name "". */
export interface IcalLine {
  readonly type: "line";
  /** The characters of the file, folds and line end included. */
  readonly raw: string;
  /** Upper case. */
  readonly name: string;
  readonly params: readonly IcalParam[];
  /** Unfolded, still escaped. */
  readonly value: string;
}

/** BEGIN … END. */
export interface IcalComponent {
  readonly type: "component";
  /** Upper case. */
  readonly name: string;
  readonly begin: string;
  /** "" when the file never closes it. */
  readonly end: string;
  readonly children: readonly IcalNode[];
  /** The text ended before it did: it was cut. */
  readonly cut?: true;
}

/** What a component holds, in the order of the text. */
export type IcalNode = IcalLine | IcalComponent;

/** A whole file. */
export interface IcalText {
  readonly children: readonly IcalNode[];
  /** The file's line end: that of its first line. */
  readonly eol: "\r\n" | "\n";
}

interface OpenComponent {
  readonly name: string;
  readonly begin: string;
  readonly children: IcalNode[];
}

const NO_PARAMS: readonly IcalParam[] = [];
const NAME = /^[A-Za-z0-9_.-]+$/;
const CARET: Readonly<Record<string, string>> = { "^n": "\n", "^N": "\n", "^'": '"', "^^": "^" };

/** Reads text into lines and components; a bad line stays a nameless line, a stray END too.
 *  @throws Failure `malformed` when there is no BEGIN:VCALENDAR */
export function parseIcal(text: string): IcalText {
  const root: IcalNode[] = [];
  const open: OpenComponent[] = [];
  let hasCalendar = false;
  for (let from = 0; from < text.length; ) {
    const to = logicalLineEnd(text, from);
    const raw = text.slice(from, to);
    from = to;
    const line = parseLine(raw);
    const into = open.at(-1)?.children ?? root;
    if (line.name === "BEGIN") {
      const name = line.value.trim().toUpperCase();
      if (name === "VCALENDAR") hasCalendar = true;
      open.push({ name, begin: raw, children: [] });
    } else if (line.name === "END" && open.some((one) => one.name === line.value.trim().toUpperCase())) {
      closeThrough(line.value.trim().toUpperCase(), raw, open, root);
    } else into.push(line);
  }
  while (open.length > 0) closeOne({ end: "", cut: true }, open, root);
  if (!hasCalendar) throw new Failure("malformed", { what: "file", detail: "no BEGIN:VCALENDAR" });
  return { children: root, eol: /\r?\n/.exec(text)?.[0] === "\n" ? "\n" : "\r\n" };
}

/** The text of a tree; that of an unmodified tree is the text it was read from. */
export function serializeIcal(tree: IcalText): string {
  return tree.children.map(nodeText).join("");
}

/** The text of one node. */
export function nodeText(node: IcalNode): string {
  if (node.type === "line") return node.raw;
  return node.begin + node.children.map(nodeText).join("") + node.end;
}

function closeOne(how: { end: string; cut?: true }, open: OpenComponent[], root: IcalNode[]): void {
  const last = open.pop();
  if (last) (open.at(-1)?.children ?? root).push({ type: "component", ...last, ...how });
}

// An END that skips levels closes what lies between: the inner component lost its END line, not its content.
function closeThrough(name: string, raw: string, open: OpenComponent[], root: IcalNode[]): void {
  while (open.at(-1)?.name !== name) closeOne({ end: "" }, open, root);
  closeOne({ end: raw }, open, root);
}

// One content line with its continuation lines (RFC 5545 §3.1): up to a line end that no blank follows.
function logicalLineEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const lf = text.indexOf("\n", at);
    if (lf < 0) return text.length;
    const next = text.charCodeAt(lf + 1);
    if (next !== 32 && next !== 9) return lf + 1;
    at = lf + 1;
  }
}

function unfold(raw: string): string {
  const end = raw.endsWith("\r\n") ? raw.length - 2 : raw.endsWith("\n") ? raw.length - 1 : raw.length;
  const body = end === raw.length ? raw : raw.slice(0, end);
  return body.includes("\n") ? body.replace(/\r?\n[ \t]/g, "") : body;
}

/** One raw line, read; a line that cannot be read has the name "". */
export function parseLine(raw: string): IcalLine {
  let content = unfold(raw);
  // A byte order mark, decoded or read as Latin-1.
  if (content.charCodeAt(0) === 0xfeff) content = content.slice(1);
  else if (content.startsWith("\u00ef\u00bb\u00bf")) content = content.slice(3);
  const colon = content.indexOf(":");
  const semicolon = content.indexOf(";");
  if (colon < 0) return { type: "line", raw, name: "", params: NO_PARAMS, value: content };
  if (semicolon < 0 || semicolon > colon) {
    const name = content.slice(0, colon).trim();
    return { type: "line", raw, name: lineName(name), params: NO_PARAMS, value: content.slice(colon + 1) };
  }
  const name = lineName(content.slice(0, semicolon).trim());
  const { params, valueAt } = readParams(content, semicolon);
  if (valueAt < 0) return { type: "line", raw, name: "", params: NO_PARAMS, value: content };
  return { type: "line", raw, name, params, value: content.slice(valueAt) };
}

function lineName(name: string): string {
  return NAME.test(name) ? name.toUpperCase() : "";
}

// From the first ";" to the ":" that no quotes protect.
function readParams(content: string, from: number): { params: IcalParam[]; valueAt: number } {
  const params: IcalParam[] = [];
  let at = from;
  while (content[at] === ";") {
    const nameEnd = endOfParamName(content, at + 1);
    const name = content
      .slice(at + 1, nameEnd)
      .trim()
      .toUpperCase();
    const values: string[] = [];
    at = nameEnd;
    while (content[at] === "=" || (content[at] === "," && values.length > 0)) {
      const end = endOfParamValue(content, at + 1);
      values.push(decodeParam(content.slice(at + 1, end)));
      at = end;
    }
    if (name !== "") params.push({ name, values });
  }
  return { params, valueAt: content[at] === ":" ? at + 1 : -1 };
}

function endOfParamName(content: string, from: number): number {
  let at = from;
  while (at < content.length && !"=;:".includes(content[at] as string)) at += 1;
  return at;
}

function endOfParamValue(content: string, from: number): number {
  let quoted = false;
  for (let at = from; at < content.length; at += 1) {
    const char = content[at];
    if (char === '"') quoted = !quoted;
    else if (!quoted && (char === "," || char === ";" || char === ":")) return at;
  }
  return content.length;
}

function decodeParam(value: string): string {
  const bare = value.includes('"') ? value.replaceAll('"', "") : value;
  return bare.includes("^") ? bare.replace(/\^[nN'^]/g, (pair) => CARET[pair] ?? pair) : bare;
}
