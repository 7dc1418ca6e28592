// What is shipped of others: the packages that the program runs with, and those that are built into its page.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { importsOf } from "../tests/architecture-scan.ts";

const ROOT = join(import.meta.dirname, "..");
const SOURCES = ["src-main", "src-preload", "src-renderer"];

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}
/** package-lock.json, version 3: packages by where they are. */
export type Lock = Readonly<Record<string, Locked>>;

/** A package as it is installed. */
export interface Shipped {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, as the package says; empty when it says nothing. */
  readonly licence: string;
  /** `node_modules/…` */
  readonly path: string;
}

/** All that is reached from these packages, each version once, in order of name and version.
 *  @param roots names as the project itself asks for them */
export function closureOf(lock: Lock, roots: readonly string[]): readonly Shipped[] {
  const found = new Map<string, Shipped>();
  const seen = new Set<string>();
  const rest = roots.flatMap((name) => placeOf(lock, "", name) ?? []);
  for (let path = rest.pop(); path !== undefined; path = rest.pop()) {
    const one = lock[path];
    if (one === undefined || seen.has(path)) continue;
    seen.add(path);
    const name = path.slice(path.lastIndexOf("node_modules/") + 13);
    found.set(`${name}@${one.version}`, { name, version: one.version, licence: one.license ?? "", path });
    // What a package can do without, it has no part of here: a compiler's types, another framework.
    const isNeeded = (peer: string) => one.peerDependenciesMeta?.[peer]?.optional !== true;
    const peers = Object.keys(one.peerDependencies ?? {}).filter(isNeeded);
    const wanted = [...Object.keys({ ...one.dependencies, ...one.optionalDependencies }), ...peers];
    rest.push(...wanted.flatMap((other) => placeOf(lock, path as string, other) ?? []));
  }
  const key = ({ name, version }: Shipped) => `${name}@${version}`;
  return [...found.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Where Node finds a package from another: in its own folder, or further up. */
function placeOf(lock: Lock, from: string, name: string): string | undefined {
  let at = from;
  for (;;) {
    const path = at === "" ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (lock[path] !== undefined) return path;
    if (at === "") return undefined;
    at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")));
  }
}

/** Packages that a source asks for at run time: what is only a type is gone from the program. */
export function packagesIn(source: string): readonly string[] {
  return importsOf("any.ts", source)
    .filter(({ specifier, isType, path }) => !isType && path === undefined && !specifier.startsWith("node:"))
    .map(({ specifier }) => packageOf(specifier));
}

const packageOf = (specifier: string) =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/** The packages of this checkout that are shipped. */
export function shippedPackages(): readonly Shipped[] {
  const { dependencies, optionalDependencies, devDependencies } = readJson("package.json") as Record<
    string,
    Readonly<Record<string, string>>
  >;
  const { packages } = readJson("package-lock.json") as { readonly packages: Lock };
  const imported = new Set(
    SOURCES.flatMap((folder) => filesIn(join(ROOT, folder))).flatMap((file) => packagesIn(file)),
  );
  // Electron brings its own notices, in a file beside its binary.
  const built = Object.keys(devDependencies ?? {}).filter((name) => imported.has(name) && name !== "electron");
  return closureOf(packages, [...Object.keys({ ...dependencies, ...optionalDependencies }), ...built]);
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".d.ts"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(ROOT, name), "utf8"));
}

/** The texts that come with a package: its licence and its notices; none when it is not installed here, or has none. */
export function textsOf({ path }: Shipped): readonly string[] {
  const folder = join(ROOT, path);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^(?:licen[cs]e|copying|notice)/i.test(name) && !/\.(?:js|ts|json|map)$/i.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n").trim());
}
