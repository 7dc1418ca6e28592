// Finds what the host uses of Electron with the compiler's own API (TypeScript 7: unstable, so pinned with it).
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import {
  isBindingElement,
  isCallExpression,
  isIdentifier,
  isImportSpecifier,
  isObjectBindingPattern,
  isObjectLiteralExpression,
  isPropertyAccessExpression,
  isStringLiteral,
  type Node,
  type SourceFile,
} from "typescript/unstable/ast";
import { API, type Checker, type Symbol as CompilerSymbol, type Type } from "typescript/unstable/sync";
import { type ElectronUse, eventsOf, LISTENING } from "./electron-api-proof.ts";

/** Their events are channels of ours, or Node's. */
const OWN_EVENTS = new Set(["IpcMain", "IpcRenderer", "Process"]);
const DECLARATIONS = "/electron/electron.d.ts";

/** Everything in main.ts, host/electron and preload.ts that electron.d.ts declares.
 *  @param root of the checkout
 *  @param declarations text of electron.d.ts
 *  @throws Error when a source cannot be read by the compiler, or none of Electron is found: a scan that sees nothing */
export function findUses(root: string, declarations: string): ElectronUse[] {
  const host = join(root, "src-main/host/electron");
  const files = [
    join(root, "src-main/main.ts"),
    join(root, "src-preload/preload.ts"),
    ...readdirSync(host)
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(host, name)),
  ];
  const api = new API({ cwd: root });
  try {
    const config = join(root, "tsconfig.node.json");
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config);
    if (!project) throw new Error(`the compiler opens no project for ${config}`);
    const found = new Found(project.checker, eventsOf(declarations));
    for (const file of files) {
      const source = project.program.getSourceFile(file);
      if (!source) throw new Error(`${file} is not in ${config}`);
      scan(source, relative(root, file).replaceAll("\\", "/"), found);
    }
    if (found.uses.size === 0) throw new Error("no use of Electron found: is electron.d.ts there?");
    return [...found.uses.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  } finally {
    api.close();
  }
}

function scan(source: SourceFile, file: string, found: Found): void {
  const visit = (node: Node): void => {
    const where = () => `${file}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`;
    if (isPropertyAccessExpression(node)) found.access(node, where());
    else if (isObjectLiteralExpression(node)) found.literal(node, where());
    else if (isObjectBindingPattern(node)) found.binding(node, where());
    else if (isImportSpecifier(node)) found.imported(node, where());
    node.forEachChild(visit);
  };
  visit(source);
}

class Found {
  readonly uses = new Map<string, ElectronUse>();
  readonly #checker: Checker;
  readonly #events: ReturnType<typeof eventsOf>;

  constructor(checker: Checker, events: ReturnType<typeof eventsOf>) {
    this.#checker = checker;
    this.#events = events;
  }

  /** `window.show`, and the event of `window.on("closed", …)`. */
  access(node: Node & { readonly expression: Node; readonly name: Node }, where: string): void {
    const symbol = this.#checker.getSymbolAtLocation(node.name);
    if (!symbol || !isElectrons(symbol)) return;
    if (!LISTENING.has(symbol.name)) {
      this.#add(symbol, where);
      return;
    }
    const call: Node = node.parent;
    if (!isCallExpression(call) || (call.expression as Node) !== node) return;
    const name = call.arguments[0];
    const type = this.#checker.getTypeAtLocation(node.expression);
    if (name && isStringLiteral(name) && type) this.#addEvent(type, name.text, where);
  }

  /** `{ preload, sandbox: true }` given to Electron. */
  literal(node: Node & { readonly properties: Iterable<Node> }, where: string): void {
    const type = this.#checker.getContextualType(node as never);
    if (!type) return;
    for (const { name } of node.properties as Iterable<Node & { readonly name?: Node }>) {
      if (name && isIdentifier(name)) this.#addProperty(type, name.text, where);
    }
  }

  /** `({ senderFrame }) => …` of something Electron gave. */
  binding(node: Node & { readonly elements: Iterable<Node> }, where: string): void {
    const type = this.#checker.getTypeAtLocation(node);
    if (!type) return;
    for (const element of node.elements) {
      if (!isBindingElement(element)) continue;
      const name = element.propertyName ?? element.name;
      if (name && isIdentifier(name)) this.#addProperty(type, name.text, where);
    }
  }

  /** `import { app } from "electron"`. */
  imported(node: Node & { readonly name: Node; readonly propertyName?: Node | undefined }, where: string): void {
    const local = this.#checker.getSymbolAtLocation(node.propertyName ?? node.name);
    if (!local) return;
    const symbol = this.#checker.getAliasedSymbol(local);
    if (isElectrons(symbol)) this.#addUse({ owner: "electron", member: symbol.name, ...this.#tags(symbol) }, where);
  }

  #addProperty(type: Type, name: string, where: string): void {
    const types = type.isUnionType() ? type.getTypes() : [type];
    for (const one of types) {
      const symbol = this.#checker.getPropertyOfType(one, name);
      if (!symbol || !isElectrons(symbol)) continue;
      this.#add(symbol, where);
      return;
    }
  }

  #add(symbol: CompilerSymbol, where: string): void {
    const owner = symbol.getParent()?.name ?? "electron";
    // A type without a name: what an event hands over.
    if (owner.startsWith("__")) return;
    this.#addUse({ owner, member: symbol.name, ...this.#tags(symbol) }, where);
  }

  #addEvent(type: Type, event: string, where: string): void {
    const owner = type.getSymbol()?.name ?? "";
    if (OWN_EVENTS.has(owner)) return;
    const known = this.#events.get(owner)?.get(event);
    const tags = known ?? { platforms: [], isDeprecated: false, isMissing: true };
    this.#addUse({ owner, member: "on", event, ...tags }, where);
  }

  #tags(symbol: CompilerSymbol): Pick<ElectronUse, "platforms" | "isDeprecated"> {
    const tags = this.#checker.getJsDocTagsOfSymbol(symbol);
    const platforms = tags.filter(({ name }) => name === "platform").flatMap(({ text = "" }) => text.split(/[,\s]+/));
    return {
      platforms: [...new Set(platforms.filter(Boolean))].sort(),
      // An overloaded method is deprecated when none of its forms is not; only events and a few methods have several.
      isDeprecated: tags.filter(({ name }) => name === "deprecated").length >= Math.max(1, symbol.declarations.length),
    };
  }

  #addUse(use: Omit<ElectronUse, "where">, where: string): void {
    const known = this.uses.get(keyOf(use));
    if (!known) this.uses.set(keyOf(use), { ...use, where: [where] });
    else if (!known.where.includes(where)) this.uses.set(keyOf(use), { ...known, where: [...known.where, where] });
  }
}

function isElectrons(symbol: CompilerSymbol): boolean {
  return symbol.declarations.some(({ path }) => path.endsWith(DECLARATIONS));
}

function keyOf({ owner, member, event = "" }: Pick<ElectronUse, "owner" | "member" | "event">): string {
  return `${owner}.${member}:${event}`;
}
