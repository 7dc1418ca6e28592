// Which exports say what they are for. No parser: our files are formatted, so a declaration of a module starts its line.

/** An export without a doc comment, and where it stands (lines from 1). */
interface Undocumented {
  readonly path: string;
  readonly line: number;
  readonly name: string;
}

/** `total` counts names, not statements: see `documentedExports`. */
interface ExportDocs {
  readonly documented: number;
  readonly total: number;
  /** In the order of the tree, then of the lines. */
  readonly missing: readonly Undocumented[];
}

interface Declared {
  readonly name: string;
  readonly line: number;
  readonly isExported: boolean;
  readonly isDocumented: boolean;
}

/**
 * Counts the exported functions, classes, interfaces, types and constants that have a doc comment directly above.
 * `tree`: source text by path. A name that a file declares more than once counts once, and one comment is enough: overloads,
 * and a schema with the type read from it (`const Flag = z.enum(…)`, `type Flag = z.output<typeof Flag>`). What is passed
 * on (`export { a }`) counts where it is declared.
 */
export function documentedExports(tree: ReadonlyMap<string, string>): ExportDocs {
  const missing: Undocumented[] = [];
  let total = 0;
  for (const [path, text] of tree) {
    for (const declared of Map.groupBy(declarations(text.split(/\r?\n/)), ({ name }) => name).values()) {
      const exported = declared.find(({ isExported }) => isExported);
      if (exported === undefined) continue;
      total += 1;
      if (!declared.some(({ isDocumented }) => isDocumented))
        missing.push({ path, line: exported.line, name: exported.name });
    }
  }
  return { documented: total - missing.length, total, missing };
}

const DECLARATION =
  /^(export\s+)?(?:declare\s+|abstract\s+|async\s+)*(?:function\s*\*?|class|interface|type|const enum|enum|const|let|var)\s+(?:([\w$]+)|[[{])/;

function declarations(lines: readonly string[]): Declared[] {
  return lines.flatMap((line, index) => {
    const [start, keyword, name] = DECLARATION.exec(line) ?? [];
    if (start === undefined) return [];
    const isExported = keyword !== undefined;
    const isDocumented = hasDoc(lines, index);
    const names = name === undefined ? takenApart(lines, index) : [name];
    return names.map((each) => ({ name: each, line: index + 1, isExported, isDocumented }));
  });
}

/** The names of `const { a, b: c } = d`: what stands before a comma or the closing bracket. */
function takenApart(lines: readonly string[], index: number): string[] {
  const pattern = /[[{](.*?)[\]}]\s*=/s.exec(lines.slice(index).join("\n"))?.[1] ?? "";
  return [...pattern.matchAll(/([\w$]+)\s*(?:=[^,]*)?(?:,|$)/g)].map(([, name = ""]) => name);
}

/** Does a `/** … *\/` with words end on the line above? Instructions to tools may stand between. */
function hasDoc(lines: readonly string[], index: number): boolean {
  let above = index - 1;
  while (/^\/\/ (biome-ignore|@ts-)/.test(lines[above] ?? "")) above -= 1;
  if (!/\*\/$/.test(lines[above] ?? "")) return false;
  let first = above;
  while (first > 0 && !/^\/\*/.test(lines[first] ?? "")) first -= 1;
  return /^\/\*\*[^\p{L}\p{N}]*[\p{L}\p{N}]/u.test(lines.slice(first, above + 1).join("\n"));
}
