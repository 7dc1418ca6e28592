// Reads source files for what they import and export. No parser: our files are formatted, so a statement starts a line.
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

/** Source text by path from the root of the checkout, with forward slashes. */
export type Tree = ReadonlyMap<string, string>;

export interface Import {
  /** As written. */
  readonly specifier: string;
  /** Gone at run time. `import { type A }` is not: the module is still loaded. */
  readonly isType: boolean;
  /** The file of the tree that it names; undefined for a package. */
  readonly path?: string;
}

/** Every .ts and .tsx file under these folders. */
export function readTree(root: string, folders: readonly string[]): Tree {
  const tree = new Map<string, string>();
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
      const path = posix.join(folder, entry.replaceAll("\\", "/"));
      if (/\.tsx?$/.test(path)) tree.set(path, readFileSync(join(root, path), "utf8"));
    }
  }
  return tree;
}

const STATEMENT =
  /^[ \t]*(import|export)\b(\s+type\b(?!\s+from\b|\s*,))?([^;"'`=()]*?\bfrom\s*|\s*)["']([^"'\n]+)["']/gm;
const CALL = /\b(?:import|require)\(\s*["']([^"'\n]+)["']\s*[,)]/g;

/** What a file imports, in the order of the text; `export … from` counts, and so does `import("…")`. */
export function importsOf(path: string, text: string): Import[] {
  const code = withoutComments(text);
  const found: Import[] = [];
  for (const [, keyword, type, , specifier = ""] of code.matchAll(STATEMENT)) {
    // `export "x"` is no statement; `export { a } from "x"` is.
    if (keyword !== undefined) found.push({ specifier, isType: type !== undefined, ...at(path, specifier) });
  }
  // In a type position `import("x").Y` is gone at run time too; taking it for real errs on the safe side.
  for (const [, specifier = ""] of code.matchAll(CALL))
    found.push({ specifier, isType: false, ...at(path, specifier) });
  return found;
}

/** Does the file do nothing but pass on what others export? */
export function isBarrel(text: string): boolean {
  const statements = withoutComments(text)
    .split(/;|\n(?=import|export)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "" && !statement.startsWith("import"));
  const passesOn = /^export\s+(type\s+)?(\*|\{[^}]*\})(\s+as\s+\w+)?(\s+from\s+["'][^"']+["'])?$/;
  return statements.length > 0 && statements.every((statement) => passesOn.test(statement));
}

/** Does the file export something that its importers name as they like? */
export function hasDefaultExport(text: string): boolean {
  return /^[ \t]*export\s+(default\b|\{[^}]*\bas\s+default\b)/m.test(withoutComments(text));
}

function at(from: string, specifier: string): { path?: string } {
  if (!specifier.startsWith(".")) return {};
  return { path: posix.join(posix.dirname(from), specifier.replace(/\?.*$/, "")) };
}

/** Drops whole-line comments and block comments at a line's start: no import of ours follows one on its line. */
function withoutComments(text: string): string {
  return text.replace(/^[ \t]*\/\*[\s\S]*?\*\//gm, "").replace(/^[ \t]*\/\/.*$/gm, "");
}
