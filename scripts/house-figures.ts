// Figures of our own style, read from the syntax tree of every source. Pure.
import { parseSync } from "vite";

/** Source text by path from the root of the checkout. */
export type Sources = ReadonlyMap<string, string>;

/** A place in a source and how many lines it takes. */
export interface Stretch {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly lines: number;
}

const FUNCTIONS = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);

/** The file with the most lines; undefined: there is none. */
export function longestFile(sources: Sources): Stretch | undefined {
  return longest([...sources].map(([path, text]) => ({ path, line: 1, lines: countLines(text) })));
}

/** Every function with a body of its own, methods and arrows included: the lines from its first brace or expression to its end.
 *  @throws Error when a source cannot be parsed */
export function functionsOf(sources: Sources): Stretch[] {
  return [...sources].flatMap(([path, text]) => {
    const lineAt = lineFinder(text);
    const found: Stretch[] = [];
    visit(treeOf(path, text), (node) => {
      if (!FUNCTIONS.has(node.type) || !isNode(node.body)) return;
      const [first, last] = [lineAt(node.body.start), lineAt(node.body.end - 1)];
      found.push({ path, line: lineAt(node.start), lines: last - first + 1 });
    });
    return found;
  });
}

/** The longest of them; undefined: there is none. */
export function longest(stretches: readonly Stretch[]): Stretch | undefined {
  return stretches.reduce<Stretch | undefined>(
    (most, one) => (most && most.lines >= one.lines ? most : one),
    undefined,
  );
}

/** How often a type is given up: `any`, in a type position. @throws Error when a source cannot be parsed */
export function countAny(sources: Sources): number {
  let count = 0;
  for (const [path, text] of sources) {
    visit(treeOf(path, text), ({ type }) => {
      if (type === "TSAnyKeyword") count += 1;
    });
  }
  return count;
}

/** All lines of all sources. */
export function linesOf(sources: Sources): number {
  let lines = 0;
  for (const text of sources.values()) lines += countLines(text);
  return lines;
}

/** A node of ESTree with TypeScript's own. */
interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

function treeOf(path: string, text: string): SyntaxNode {
  const { program, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  return program as unknown as SyntaxNode;
}

function visit(node: SyntaxNode, see: (node: SyntaxNode) => void): void {
  see(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child, see);
  }
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && typeof (value as Partial<SyntaxNode>).type === "string";
}

function countLines(text: string): number {
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}

/** Offsets of a parser to lines from 1. */
function lineFinder(text: string): (offset: number) => number {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}
