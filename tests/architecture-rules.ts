// Who may import whom (design §3, ARCHITECTURE.md), as a table, and the checker that holds a tree of sources against it.
import { hasDefaultExport, type Import, importsOf, isBarrel, type Tree } from "./architecture-scan.ts";

const MAX_LINES = 300;

/** Layers in one word each; a provider and a renderer feature are layers of their own: `provider:caldav`, `feature:agenda`. */
export function layerOf(path: string): string | undefined {
  const exact: Readonly<Record<string, string>> = {
    "src-main/ports.ts": "ports",
    "src-main/host/net.ts": "adapter",
    "src-main/host/public-address.ts": "adapter",
    "src-main/host/erase-mark.ts": "adapter",
    "src-main/host/system-browser.ts": "adapter",
    "src-main/host/engine-client.ts": "host",
    "src-main/host/engine-watch.ts": "host",
    "src-main/host/child-process.ts": "host",
    "src-main/host/default-folder.ts": "host",
    "src-main/host/downloads-folder.ts": "host",
    "src-main/host/renderer-files.ts": "host",
  };
  if (exact[path]) return exact[path];
  const patterns: readonly (readonly [RegExp, string])[] = [
    [/^src-preload\/contract\//, "contract"],
    [/^src-preload\/[^/]+$/, "preload"],
    [/^src-main\/(domain|store|commands|sync|engine)\//, "$1"],
    [/^src-main\/providers\/[^/]+$/, "provider"],
    [/^src-main\/providers\/([^/]+)\//, "provider:$1"],
    [/^src-main\/host\/vault\//, "adapter"],
    [/^src-main\/host\/(electron|browser)\//, "host:$1"],
    [/^src-main\/(main|serve|cli)\.ts$/, "entry"],
    [/^src-main\/cli\//, "entry"],
    [/^src-renderer\/(ui|i18n|time)\//, "view"],
    [/^src-renderer\/(shell)\//, "shell"],
    [/^src-renderer\/(app|main|root)\.tsx$/, "shell"],
    [/^src-renderer\/[^/]+$/, "view"],
    [/^src-renderer\/([^/]+)\//, "feature:$1"],
  ];
  for (const [pattern, layer] of patterns) {
    const match = pattern.exec(path);
    if (match) return layer.replace("$1", match[1] ?? "");
  }
  return undefined;
}

/** What each layer may import besides itself. `provider:*` stands for any provider. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  preload: ["contract"],
  ports: ["contract"],
  domain: ["contract"],
  store: ["contract", "domain", "ports"],
  commands: ["contract", "domain", "store", "ports", "provider"],
  sync: ["contract", "domain", "store", "ports", "provider"],
  provider: ["contract", "domain", "ports"],
  "provider:*": ["contract", "domain", "ports", "provider"],
  adapter: ["contract", "ports"],
  engine: ["contract", "domain", "store", "commands", "sync", "ports", "provider", "provider:*", "adapter"],
  host: ["contract", "ports"],
  "host:*": ["contract", "ports", "host", "adapter"],
  entry: ["contract", "ports", "engine", "host", "host:*", "adapter"],
  view: ["contract"],
  "feature:*": ["contract", "view"],
  shell: ["contract", "view", "feature:*"],
};

const ELECTRON = /^src-main\/(main\.ts|host\/electron\/)|^src-preload\/preload\.ts$/;
const PURE = new Set(["contract", "domain", "ports"]);

/** Everything in the tree that breaks a rule, one sentence each, the file first. */
export function findBreaches(tree: Tree): string[] {
  const imports = new Map([...tree].map(([path, text]) => [path, importsOf(path, text)]));
  return [
    ...[...tree].flatMap(([path, text]) => checkForm(path, text)),
    ...[...imports].flatMap(([path, list]) => list.flatMap((one) => checkImport(tree, path, one))),
    ...findCycles(imports),
    ...findRunTimeZod(imports),
  ];
}

function checkForm(path: string, text: string): string[] {
  const breaches: string[] = [];
  const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
  if (lines > MAX_LINES) breaches.push(`${path}: ${lines} lines, more than ${MAX_LINES}`);
  if (hasDefaultExport(text)) breaches.push(`${path}: a default export`);
  if (isBarrel(text)) breaches.push(`${path}: a barrel, it only re-exports`);
  if (layerOf(path) === undefined) breaches.push(`${path}: belongs to no layer`);
  return breaches;
}

function checkImport(tree: Tree, path: string, { specifier, path: target }: Import): string[] {
  const layer = layerOf(path) ?? "none";
  if (target === undefined) {
    if (specifier === "electron" && !ELECTRON.test(path)) return [`${path}: imports electron`];
    if (specifier.startsWith("node:") && (PURE.has(layer) || path.startsWith("src-renderer/")))
      return [`${path}: imports ${specifier}, but runs anywhere`];
    if (specifier.startsWith("/") || specifier.startsWith("src-"))
      return [`${path}: imports ${specifier} by a path of its own`];
    return [];
  }
  // Styles, pictures and texts are part of the page; only code has layers.
  if (!/\.[cm]?[jt]sx?$/.test(target) && /\.\w+$/.test(target)) return [];
  if (!tree.has(target)) return [`${path}: imports ${specifier}, which is no file`];
  const targetLayer = layerOf(target) ?? "none";
  if (targetLayer === layer || allowed(layer).some((one) => matches(one, targetLayer))) return [];
  return [`${path}: ${layer} imports ${targetLayer} (${target})`];
}

function allowed(layer: string): readonly string[] {
  return MAY_IMPORT[layer] ?? MAY_IMPORT[layer.replace(/:.*/, ":*")] ?? [];
}

function matches(pattern: string, layer: string): boolean {
  return pattern.endsWith(":*") ? layer.startsWith(pattern.slice(0, -1)) : pattern === layer;
}

type Imports = ReadonlyMap<string, readonly Import[]>;

/** Cycles by depth-first search; type imports count, since two files that need each other's types are one. */
function findCycles(imports: Imports): string[] {
  const breaches: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]) => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      const cycle = [...trail.slice(start), path];
      breaches.push(`${path}: a cycle, ${cycle.join(" -> ")}`);
      return;
    }
    if (done.has(path)) return;
    for (const { path: target } of imports.get(path) ?? []) if (target !== undefined) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of imports.keys()) visit(path, []);
  return breaches;
}

/** The page and the preload use the contract's types and its zod-free files: zod probes `new Function`, which our CSP forbids. */
function findRunTimeZod(imports: Imports): string[] {
  const reaches = new Map<string, boolean>();
  const loadsZod = (path: string): boolean => {
    const known = reaches.get(path);
    if (known !== undefined) return known;
    reaches.set(path, false);
    const list = (imports.get(path) ?? []).filter(({ isType }) => !isType);
    const found = list.some(
      ({ specifier, path: target }) => /^zod(\/|$)/.test(specifier) || (target !== undefined && loadsZod(target)),
    );
    reaches.set(path, found);
    return found;
  };
  return [...imports.keys()]
    .filter((path) => path.startsWith("src-renderer/") || layerOf(path) === "preload")
    .filter(loadsZod)
    .map((path) => `${path}: loads zod at run time`);
}
