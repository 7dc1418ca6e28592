// Finding and replacing in the content-line tree. Every change answers a new tree that shares the untouched nodes.
import type { IcalComponent, IcalLine, IcalNode, IcalParam, IcalText } from "./ical-text.ts";
import { parseLine } from "./ical-text.ts";

const FOLD_OCTETS = 75;

/** The components of that name directly inside; names in upper case. */
export function componentsOf(parent: IcalText | IcalComponent, name: string): IcalComponent[] {
  const found: IcalComponent[] = [];
  for (const node of parent.children) if (node.type === "component" && node.name === name) found.push(node);
  return found;
}

/** The lines of that name directly inside; names in upper case. */
export function linesOf(component: IcalComponent, name: string): IcalLine[] {
  const found: IcalLine[] = [];
  for (const node of component.children) if (node.type === "line" && node.name === name) found.push(node);
  return found;
}

/** The first line of that name. */
export function lineOf(component: IcalComponent, name: string): IcalLine | undefined {
  for (const node of component.children) if (node.type === "line" && node.name === name) return node;
  return undefined;
}

/** The first value of a parameter; names in upper case. */
export function paramOf(line: IcalLine, name: string): string | undefined {
  for (const param of line.params) if (param.name === name) return param.values[0];
  return undefined;
}

/** A new content line, folded at 75 octets between characters (RFC 5545 §3.1), parameters quoted and RFC 6868-encoded.
 *  @param value already escaped as its type wants */
export function makeLine(name: string, params: readonly IcalParam[], value: string, eol: string): IcalLine {
  const head = params.map((param) => `;${param.name}=${param.values.map(encodeParam).join(",")}`).join("");
  return parseLine(fold(`${name}${head}:${value.replace(/[\r\n]/g, "")}`, eol));
}

/** The same line with another value and other parameters, name kept as spelled; itself when nothing differs. */
export function rewriteLine(line: IcalLine, params: readonly IcalParam[], value: string, eol: string): IcalLine {
  if (value === line.value && sameParams(params, line.params)) return line;
  return makeLine(/^\uFEFF?([^;:\s]+)/.exec(line.raw)?.[1] ?? line.name, params, value, eol);
}

/** The parameters with one set, or removed when `values` is undefined. */
export function withParam(
  params: readonly IcalParam[],
  name: string,
  values: readonly string[] | undefined,
): readonly IcalParam[] {
  const others = params.filter((param) => param.name !== name);
  if (!values) return others.length === params.length ? params : others;
  const at = params.findIndex((param) => param.name === name);
  return at < 0 ? [...params, { name, values }] : params.map((param, i) => (i === at ? { name, values } : param));
}

/** The component with all lines of that name replaced by these, at the place of the first; new ones go after the last line. */
export function replaceLines(component: IcalComponent, name: string, lines: readonly IcalLine[]): IcalComponent {
  const old = linesOf(component, name);
  if (old.length === lines.length && old.every((line, i) => sameLine(line, lines[i] as IcalLine))) return component;
  const kept = lines.map((line) => old.find((one) => sameLine(one, line)) ?? line);
  const first = old[0] ? component.children.indexOf(old[0]) : -1;
  const rest = component.children.filter((node) => !(node.type === "line" && node.name === name));
  const at = first < 0 ? endOfLines(rest) : first;
  return { ...component, children: spliced(rest, at, kept) };
}

/** The component with these lines in place of others of its own; without any, they follow the last line of their name. */
export function exchangeLines(
  component: IcalComponent,
  old: readonly IcalLine[],
  lines: readonly IcalLine[],
): IcalComponent {
  if (old.length === lines.length && old.every((line, i) => line === lines[i])) return component;
  const at = old[0] ? component.children.indexOf(old[0]) : afterLast(component.children, lines[0]?.name);
  const before = component.children.slice(0, at).filter((node) => !old.includes(node as IcalLine));
  const rest = component.children.slice(at).filter((node) => !old.includes(node as IcalLine));
  return { ...component, children: spliced([...before, ...rest], before.length, lines) };
}

/** A line or component as it stands, in the line end of another file. */
export function inFile<T extends IcalNode>(node: T, eol: string): T {
  if (node.type === "line") return lineInFile(node, eol) as T;
  const { begin, end, children } = node;
  return {
    ...node,
    begin: endedBy(begin, eol),
    end: endedBy(end === "" ? `END:${node.name}` : end, eol),
    children: children.map((child) => inFile(child, eol)),
  };
}

function lineInFile(line: IcalLine, eol: string): IcalLine {
  const raw = endedBy(line.raw, eol);
  return raw === line.raw ? line : { ...line, raw };
}

function endedBy(raw: string, eol: string): string {
  const text = raw.replace(/\r?\n/g, eol);
  return text.endsWith(eol) ? text : text + eol;
}

function afterLast(children: readonly IcalNode[], name: string | undefined): number {
  const last = children.findLastIndex((node) => node.type === "line" && node.name === name);
  return last < 0 ? endOfLines(children) : last + 1;
}

/** The component with one line in place of all of that name; `undefined` removes them. */
export function setLine(component: IcalComponent, name: string, line: IcalLine | undefined): IcalComponent {
  return replaceLines(component, name, line ? [line] : []);
}

/** The tree with one component of its calendars replaced, or removed; found by identity. */
export function replaceComponent(tree: IcalText, old: IcalComponent, next: readonly IcalComponent[]): IcalText {
  if (next.length === 1 && next[0] === old) return tree;
  const children = tree.children.map((node) => {
    if (node.type !== "component") return node;
    const at = node.children.indexOf(old);
    if (at < 0) return node;
    return { ...node, children: spliced(node.children.toSpliced(at, 1), at, next) };
  });
  return { ...tree, children };
}

/** The tree with components put into its first VCALENDAR: before `before`'s first component, else at its end. */
export function insertComponents(tree: IcalText, added: readonly IcalComponent[], before?: string): IcalText {
  const calendar = componentsOf(tree, "VCALENDAR")[0];
  if (!calendar || added.length === 0) return tree;
  const found = calendar.children.findIndex((node) => node.type === "component" && node.name === before);
  const at = found < 0 ? calendar.children.length : found;
  const next = { ...calendar, children: spliced(calendar.children, at, added) };
  return { ...tree, children: tree.children.map((node) => (node === calendar ? next : node)) };
}

function sameLine(a: IcalLine, b: IcalLine): boolean {
  return a.name === b.name && a.value === b.value && sameParams(a.params, b.params);
}

function sameParams(a: readonly IcalParam[], b: readonly IcalParam[]): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

// New lines belong before the alarms: some readers stop at the first sub-component.
function endOfLines(children: readonly IcalNode[]): number {
  const component = children.findIndex((node) => node.type === "component");
  return component < 0 ? children.length : component;
}

// A file that stops without a line end must get one before anything can follow.
function spliced(children: readonly IcalNode[], at: number, added: readonly IcalNode[]): IcalNode[] {
  const before = children[at - 1];
  const next = children.toSpliced(at, 0, ...added);
  if (added.length > 0 && before?.type === "line" && !before.raw.endsWith("\n"))
    next[at - 1] = { ...before, raw: `${before.raw}\r\n` };
  return next;
}

function encodeParam(value: string): string {
  const encoded = value.replace(/[\^\n"]/g, (char) => (char === "^" ? "^^" : char === "\n" ? "^n" : "^'"));
  const safe = encoded.replace(/(?!\t)\p{Cc}/gu, "");
  return /[:;,]/.test(safe) ? `"${safe}"` : safe;
}

function fold(content: string, eol: string): string {
  let out = "";
  let octets = 0;
  for (const char of content) {
    const code = char.codePointAt(0) as number;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (octets + size > FOLD_OCTETS) {
      out += `${eol} `;
      octets = 1;
    }
    out += char;
    octets += size;
  }
  return out + eol;
}
