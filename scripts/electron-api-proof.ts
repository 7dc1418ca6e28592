// What the uses of Electron mean: which are wrong, and the types by which the stand-in must offer them. Pure.

/** One member or event of Electron that the host uses. */
export interface ElectronUse {
  /** The class or interface of electron.d.ts that declares it, or `electron` for an export. */
  readonly owner: string;
  readonly member: string;
  /** Listened to through `member`. */
  readonly event?: string;
  /** Where it exists; empty: everywhere. */
  readonly platforms: readonly string[];
  readonly isDeprecated: boolean;
  /** electron.d.ts knows no such event. */
  readonly isMissing?: boolean;
  /** `file:line`. */
  readonly where: readonly string[];
}

/** Methods that name an event. */
export const LISTENING: ReadonlySet<string> = new Set([
  "on",
  "once",
  "off",
  "addListener",
  "removeListener",
  "prependListener",
]);

/** Events by class, as electron.d.ts documents them on `on`. Its layout (two and four spaces) is generated and stable.
 *  A class has its own and those of the class it extends. */
export function eventsOf(
  declarations: string,
): Map<string, Map<string, Pick<ElectronUse, "platforms" | "isDeprecated">>> {
  const events = new Map<string, Map<string, Pick<ElectronUse, "platforms" | "isDeprecated">>>();
  const parents = new Map<string, string>();
  let current = "";
  let comment = "";
  for (const line of declarations.split("\n")) {
    const opened = /^ {2}(?:class|interface) (\w+)(?: extends (?:Electron\.)?(\w+))?/.exec(line);
    if (opened) {
      current = opened[1] ?? "";
      if (opened[2]) parents.set(current, opened[2]);
      if (!events.has(current)) events.set(current, new Map());
    }
    if (/^ {4}\/\*\*/.test(line)) comment = "";
    if (/^ {5}\*/.test(line)) comment += `${line}\n`;
    const event = /^ {4}on\(event: '([^']+)'/.exec(line)?.[1];
    if (event === undefined) continue;
    const platforms = /@platform ([\w, ]+)/.exec(comment)?.[1]?.split(/[,\s]+/) ?? [];
    events.get(current)?.set(event, {
      platforms: platforms.filter(Boolean).sort(),
      isDeprecated: comment.includes("@deprecated"),
    });
    comment = "";
  }
  for (const [name, own] of events) {
    for (let parent = parents.get(name); parent; parent = parents.get(parent)) {
      for (const [event, tags] of events.get(parent) ?? []) if (!own.has(event)) own.set(event, tags);
    }
  }
  return events;
}

/** As a person names it. */
export function nameOf({ owner, member, event }: ElectronUse): string {
  return event === undefined ? `${owner}.${member}` : `${owner} "${event}"`;
}

/** What must not be: deprecated members, and events that nobody emits. A member that is not there is the compiler's to refuse. */
export function usesProblems(uses: readonly ElectronUse[]): string[] {
  return uses.flatMap((use) => {
    const at = `${nameOf(use)} at ${use.where.join(", ")}`;
    if (use.isMissing) return [`no such event: ${at}`];
    return use.isDeprecated ? [`deprecated: ${at}`] : [];
  });
}

/** Names that are values of the module, not only types: what the stand-in must export. */
export function exportsOf(declarations: string): Set<string> {
  const block = /namespace CrossProcessExports \{([\s\S]*?)\n {2}\}/.exec(declarations)?.[1] ?? "";
  return new Set([...block.matchAll(/^ {4}(?:const|class) (\w+)/gm)].map(([, name = ""]) => name));
}

/** `Class.member` of everything static. */
export function staticsOf(declarations: string): Set<string> {
  const statics = new Set<string>();
  let current = "";
  for (const line of declarations.split("\n")) {
    current = /^ {2}(?:class|interface) (\w+)/.exec(line)?.[1] ?? current;
    const member = /^ {4}static (\w+)/.exec(line)?.[1];
    if (member) statics.add(`${current}.${member}`);
  }
  return statics;
}

/** How the stand-in's own type for a class or interface is reached. What Electron hands out as data, options it takes, and
 *  the page's side (tests/electron-standin/src/page) are not among them. */
const STAND_INS: Readonly<Record<string, string>> = {
  App: 'StandIn["app"]',
  BaseWindow: 'InstanceType<StandIn["BrowserWindow"]>',
  BrowserWindow: 'InstanceType<StandIn["BrowserWindow"]>',
  Clipboard: 'StandIn["clipboard"]',
  CommandLine: 'StandIn["app"]["commandLine"]',
  Dialog: 'StandIn["dialog"]',
  Dock: 'NonNullable<StandIn["app"]["dock"]>',
  GlobalShortcut: 'StandIn["globalShortcut"]',
  IpcMain: 'StandIn["ipcMain"]',
  Menu: 'InstanceType<StandIn["Menu"]>',
  NativeImage: 'ReturnType<StandIn["nativeImage"]["createFromPath"]>',
  NativeTheme: 'StandIn["nativeTheme"]',
  Net: 'StandIn["net"]',
  Notification: 'InstanceType<StandIn["Notification"]>',
  PowerMonitor: 'StandIn["powerMonitor"]',
  Protocol: 'StandIn["protocol"]',
  SafeStorage: 'StandIn["safeStorage"]',
  Screen: 'StandIn["screen"]',
  Session: 'StandIn["session"]["defaultSession"]',
  Shell: 'StandIn["shell"]',
  Tray: 'InstanceType<StandIn["Tray"]>',
  UtilityProcess: 'ReturnType<StandIn["utilityProcess"]["fork"]>',
  WebContents: 'InstanceType<StandIn["BrowserWindow"]>["webContents"]',
};
/** Where statics are: most on the class itself. */
const STATICS: Readonly<Record<string, string>> = {
  BaseWindow: 'StandIn["BrowserWindow"]',
  NativeImage: 'StandIn["nativeImage"]',
  Session: 'StandIn["session"]',
  UtilityProcess: 'StandIn["utilityProcess"]',
  WebContents: 'StandIn["webContents"]',
};
/** Exports that only preloads have. */
const PAGE_SIDE = new Set(["contextBridge", "ipcRenderer", "webFrame", "webUtils"]);

const HEAD = `// Generated: npm run electron:api -- --write. What main.ts and host/electron use of Electron; a member that the stand-in
// has not does not compile. Whether its type is Electron's, electron.ts proves.
import type { StandIn } from "./electron.ts";

/** @public */
export type Offers<S, Names extends keyof S> = [S, Names];

/** @public */
export type Used = [
`;

/** Text of tests/electron-standin/src/used.gen.ts.
 *  @param statics `Class.member` @param values what the module exports as values */
export function proofOf(
  uses: readonly ElectronUse[],
  statics: ReadonlySet<string>,
  values: ReadonlySet<string>,
): string {
  const members = uses.filter(({ event }) => event === undefined);
  const offers = (standIn: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`  Offers<${standIn}, ${names.map((name) => `"${name}"`).join(" | ")}>,\n`];
  const exported = members.filter(({ owner, member }) => owner === "electron" && values.has(member));
  const lines = Object.entries(STAND_INS).flatMap(([owner, standIn]) => {
    const own = members.filter((use) => use.owner === owner).map(({ member }) => member);
    const isStatic = (name: string) => statics.has(`${owner}.${name}`);
    return [
      ...offers(
        standIn,
        own.filter((name) => !isStatic(name)),
      ),
      ...offers(STATICS[owner] ?? `StandIn["${owner}"]`, own.filter(isStatic)),
    ];
  });
  const modules = exported.map(({ member }) => member).filter((name) => !PAGE_SIDE.has(name));
  return `${HEAD}${offers("StandIn", modules).join("")}${lines.join("")}];\n`;
}
