// app: lifecycle, paths, the single-instance lock.
import { EventEmitter } from "node:events";
import { homedir, tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type * as Electron from "electron";
import { BrowserWindow } from "./browser-window.ts";
import { commandLineOver, readCommandLine } from "./command-line.ts";
import { makeEvent } from "./event.ts";
import { failLoudly, failLoudlyObject } from "./fail-loudly.ts";
import { lockFolder, unlockFolder } from "./single-instance.ts";
import { appEvents, state } from "./state.ts";
import { utilityMetrics } from "./utility-process.ts";

type Implemented =
  | "name"
  | "isPackaged"
  | "commandLine"
  | "whenReady"
  | "isReady"
  | "quit"
  | "exit"
  | "getName"
  | "getVersion"
  | "getAppPath"
  | "getPath"
  | "setPath"
  | "getPreferredSystemLanguages"
  | "getAppMetrics"
  | "requestSingleInstanceLock"
  | "enableSandbox"
  | "badgeCount"
  | "setBadgeCount"
  | "getLoginItemSettings"
  | "setLoginItemSettings"
  | "setAppUserModelId"
  | "addRecentDocument"
  | "getRecentDocuments"
  | "clearRecentDocuments"
  | "isDefaultProtocolClient"
  | "setAsDefaultProtocolClient"
  | "removeAsDefaultProtocolClient";

/** How long a window may take to close before quitting destroys it. */
const CLOSE_DEADLINE_MS = 2_000;

class App extends EventEmitter implements Pick<Electron.App, Implemented> {
  readonly commandLine: Electron.CommandLine;
  readonly #whenReady: Promise<void>;
  #becomeReady: () => void = () => {};
  #lockedFolder: string | undefined;
  #exiting = false;
  #badgeCount = 0;
  #login: Electron.Settings = {};
  #recent: readonly string[] = [];
  readonly #protocols = new Set<string>();

  constructor() {
    super();
    const switches = readCommandLine(process.argv.slice(1)).switches;
    const commandLine = commandLineOver(switches) satisfies Partial<Electron.CommandLine>;
    this.commandLine = failLoudlyObject(commandLine, "CommandLine") as Electron.CommandLine;
    this.#whenReady = new Promise((resolve) => {
      this.#becomeReady = resolve;
    });
  }

  get isPackaged(): boolean {
    return state.packaged;
  }

  get name(): string {
    return state.appName;
  }

  whenReady(): Promise<void> {
    return this.#whenReady;
  }

  isReady(): boolean {
    return state.ready;
  }

  /** Through `emit`, which Playwright's loader replaces to hold the app back until it is attached. */
  _finishLaunching(): void {
    state.ready = true;
    this.#becomeReady();
    this.emit("ready", makeEvent(), {});
  }

  quit(): void {
    if (!state.quitting) void this.#quit();
  }

  exit(code = 0): void {
    if (this.#exiting) return;
    this.#exiting = true;
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
    this.emit("quit", makeEvent(), code);
    if (this.#lockedFolder) unlockFolder(this.#lockedFolder);
    process.exit(code);
  }

  getName(): string {
    return state.appName;
  }

  getVersion(): string {
    return state.appVersion;
  }

  getAppPath(): string {
    return state.appPath;
  }

  getPath(name: string): string {
    const known = state.paths.get(name);
    if (known) return known;
    switch (name) {
      case "home":
        return homedir();
      case "appData":
        return process.env.XDG_CONFIG_HOME ?? join(homedir(), ".config");
      case "userData":
        return join(this.getPath("appData"), state.appName);
      case "sessionData":
        return this.getPath("userData");
      case "downloads":
        return join(homedir(), "Downloads");
      case "temp":
        return tmpdir();
      case "exe":
        return process.execPath;
      default:
        throw new Error(`electron stand-in: app.getPath("${name}") is not implemented`);
    }
  }

  setPath(name: string, path: string): void {
    if (!isAbsolute(path)) throw new Error("Path must be absolute");
    state.paths.set(name, path);
  }

  /** LANGUAGE or LANG, as Chromium reads them on Linux. */
  getPreferredSystemLanguages(): string[] {
    const given = process.env.LANGUAGE || process.env.LANG || "en_US";
    return given.split(":").map((tag) => tag.replace(/[.@].*$/, "").replace("_", "-"));
  }

  /** The utility processes alone: specs look for the engine. */
  getAppMetrics(): Electron.ProcessMetric[] {
    return utilityMetrics();
  }

  requestSingleInstanceLock(): boolean {
    if (this.#lockedFolder) return true;
    const folder = this.getPath("userData");
    const locked = lockFolder(folder, ({ argv, cwd }) => this.emit("second-instance", makeEvent(), argv, cwd, null));
    if (locked) this.#lockedFolder = folder;
    return locked;
  }

  enableSandbox(): void {
    if (state.ready) throw new Error("app.enableSandbox() can only be called before app is ready");
  }

  get badgeCount(): number {
    return this.#badgeCount;
  }

  set badgeCount(count: number) {
    this.#badgeCount = count;
  }

  setBadgeCount(count = 0): boolean {
    this.#badgeCount = count;
    return true;
  }

  /** Remembered, not done. */
  setLoginItemSettings(settings: Electron.Settings): void {
    this.#login = settings;
  }

  getLoginItemSettings(): Electron.LoginItemSettings {
    const openAtLogin = this.#login.openAtLogin ?? false;
    const mac = { wasOpenedAtLogin: false, status: "not-found" } as const;
    return { ...mac, openAtLogin, executableWillLaunchAtLogin: openAtLogin, launchItems: [] };
  }

  setAppUserModelId(): void {}

  addRecentDocument(path: string): void {
    this.#recent = [path, ...this.#recent.filter((one) => one !== path)];
  }

  clearRecentDocuments(): void {
    this.#recent = [];
  }

  isDefaultProtocolClient(protocol: string): boolean {
    return this.#protocols.has(protocol);
  }

  /** Remembered, not done: as on a Linux desktop where Cadran is installed. */
  setAsDefaultProtocolClient(protocol: string): boolean {
    this.#protocols.add(protocol);
    return true;
  }

  /** Linux knows no way back. */
  removeAsDefaultProtocolClient(): boolean {
    return false;
  }

  getRecentDocuments(): string[] {
    return [...this.#recent];
  }

  async #quit(): Promise<void> {
    state.quitting = true;
    const mayQuit = this.#allows("before-quit") && (await closeWindows()) && this.#allows("will-quit");
    if (mayQuit) this.exit(0);
    else state.quitting = false;
  }

  #allows(name: "before-quit" | "will-quit"): boolean {
    const event = makeEvent();
    this.emit(name, event);
    return !event.defaultPrevented;
  }
}
failLoudly(App.prototype, "App");

export const app = new App();

appEvents.on("browser-window-created", (window) => app.emit("browser-window-created", makeEvent(), window));
appEvents.on("web-contents-created", (contents) => app.emit("web-contents-created", makeEvent(), contents));
appEvents.on("child-process-gone", (details) => app.emit("child-process-gone", makeEvent(), details));
appEvents.on("window-all-closed", () => {
  if (state.quitting) return;
  if (app.listenerCount("window-all-closed") > 0) app.emit("window-all-closed");
  else app.quit();
});

/** @returns false when a window refused; one that neither refuses nor goes is destroyed */
async function closeWindows(): Promise<boolean> {
  const deadline = Date.now() + CLOSE_DEADLINE_MS;
  for (const window of BrowserWindow.getAllWindows()) window.close();
  const closing = () => BrowserWindow.getAllWindows().filter((window) => window._isClosing);
  while (closing().length > 0 && Date.now() < deadline) await sleep(10);
  for (const window of closing()) window.destroy();
  return BrowserWindow.getAllWindows().length === 0;
}
