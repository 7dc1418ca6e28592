// webContents: one Chromium page target, with the preload and the guards in place before its first document.
import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import { isAbsolute } from "node:path";
import { compileFunction } from "node:vm";
import type * as Electron from "electron";
import type { Session } from "./cdp.ts";
import { chromium } from "./chromium.ts";
import { makeEvent } from "./event.ts";
import { failLoudly } from "./fail-loudly.ts";
import { BINDING, pageScripts, WORLD } from "./injected.ts";
import { nativeTheme } from "./native-theme.ts";
import { PageIpc } from "./page-ipc.ts";
import { interceptRequests } from "./page-requests.ts";
import { defaultSession } from "./session.ts";
import { warn } from "./state.ts";
import { inward, outward } from "./urls.ts";

/** What a page tells its window. */
export interface WindowSide {
  _loaded(): void;
  _titled(title: string): void;
  _gone(): void;
  _close(askPage: boolean): void;
}

type Implemented =
  | "id"
  | "mainFrame"
  | "session"
  | "send"
  | "loadURL"
  | "getURL"
  | "getTitle"
  | "isDestroyed"
  | "isCrashed"
  | "forcefullyCrashRenderer"
  | "reload"
  | "close"
  | "setWindowOpenHandler";
type OpenHandler = Parameters<Electron.WebContents["setWindowOpenHandler"]>[0];

const REFUSED_TRUE = [
  "nodeIntegration",
  "nodeIntegrationInWorker",
  "nodeIntegrationInSubFrames",
  "webviewTag",
] as const;
const REFUSED_FALSE = ["contextIsolation", "sandbox", "webSecurity"] as const;

let lastId = 0;
export const contentsById = new Map<number, WebContents>();
export const contentsByTarget = new Map<string, WebContents>();

export class WebContents extends EventEmitter implements Pick<Electron.WebContents, Implemented> {
  readonly id = ++lastId;
  readonly session = defaultSession as unknown as Electron.Session;
  readonly mainFrame: Electron.WebFrameMain;
  /** Resolves when the target is wired. */
  readonly _ready: Promise<void>;
  _targetId = "";
  #wired: () => void = () => {};
  #cdp: Session | undefined;
  #ipc: PageIpc | undefined;
  #url = "";
  #title = "";
  #destroyed = false;
  #crashed = false;
  #openHandler: OpenHandler | undefined;
  /** Navigations the app asked for: they are not announced. */
  readonly #programmatic = new Set<string>();
  readonly #preferences: Electron.WebPreferences;
  readonly #window: WindowSide;

  constructor(preferences: Electron.WebPreferences, window: WindowSide) {
    super();
    for (const name of REFUSED_TRUE) {
      if (preferences[name]) throw new Error(`electron stand-in: webPreferences.${name} is refused`);
    }
    for (const name of REFUSED_FALSE) {
      if (preferences[name] === false) throw new Error(`electron stand-in: webPreferences.${name}: false is refused`);
    }
    this.#preferences = preferences;
    this.#window = window;
    this.mainFrame = mainFrameOf(this);
    this._ready = new Promise((resolve) => {
      this.#wired = resolve;
    });
    contentsById.set(this.id, this);
  }

  /** Wires a paused target, then lets it run. */
  async _attach(cdp: Session, targetId: string): Promise<void> {
    this.#cdp = cdp;
    this._targetId = targetId;
    contentsByTarget.set(targetId, this);
    // A page target's id is its main frame's id.
    this.#ipc = new PageIpc(cdp, targetId, this as unknown as Electron.WebContents);
    this.#followPage(cdp, targetId);
    const { main, isolated } = pageScripts(this.#readPreload());
    await Promise.all([
      cdp.send("Page.enable"),
      cdp.send("Runtime.enable"),
      cdp.send("Inspector.enable"),
      cdp.send("Runtime.addBinding", { name: BINDING, executionContextName: WORLD }),
      cdp.send("Page.addScriptToEvaluateOnNewDocument", { source: main }),
      cdp.send("Page.addScriptToEvaluateOnNewDocument", { source: isolated, worldName: WORLD }),
      interceptRequests(cdp, targetId, this),
      this._showTheme(),
      cdp.send("Runtime.runIfWaitingForDebugger"),
    ]);
    this.#wired();
  }

  send(channel: string, ...args: unknown[]): void {
    this.#ipc?.send(channel, args);
  }

  async loadURL(url: string): Promise<void> {
    await this._ready;
    const target = outward(url);
    this.#programmatic.add(target.replace(/#.*$/, ""));
    if (/^https?:/.test(target)) await defaultSession._setBaseline(target);
    const loaded = new Promise<void>((resolve) => this.once("did-finish-load", resolve));
    const { errorText } = await this.#page().send("Page.navigate", { url: target });
    if (errorText) {
      const code = errorText.replace(/^net::/, "");
      this.emit("did-fail-load", makeEvent(), -2, code, url, true);
      throw Object.assign(new Error(`${code} (-2) loading '${url}'`), { code, errno: -2, url });
    }
    await loaded;
  }

  getURL(): string {
    return this.#url;
  }

  getTitle(): string {
    return this.#title;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  isCrashed(): boolean {
    return this.#crashed;
  }

  forcefullyCrashRenderer(): void {
    this.#page().post("Page.crash");
  }

  reload(): void {
    this.#crashed = false;
    this.#page().post("Page.reload");
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  close(options?: { waitForBeforeUnload: boolean }): void {
    this.#window._close(options?.waitForBeforeUnload ?? false);
  }

  /** A page wants a window. Denied: the paused target goes. Allowed: Cadran never does, so it fails the run. */
  _popup(popup: Session, targetId: string, url: string): void {
    const details = {
      url: inward(url),
      frameName: "",
      features: "",
      disposition: "new-window",
    } as Electron.HandlerDetails;
    if (this.#openHandler?.(details).action !== "deny") {
      throw new Error("electron stand-in: a popup was allowed, which is not implemented");
    }
    // A popup shares its opener's thread: closed while paused, it can leave the opener paused for good. So it runs first, and
    // with every request held it loads nothing.
    popup.post("Fetch.enable");
    popup.post("Runtime.runIfWaitingForDebugger");
    chromium.root.post("Target.closeTarget", { targetId });
  }

  _askPageToClose(): void {
    this.#page().post("Page.close");
  }

  _takeProgrammatic(url: string): boolean {
    return this.#programmatic.delete(url);
  }

  async _setViewport(width: number, height: number): Promise<void> {
    await this.#page().send("Emulation.setDeviceMetricsOverride", {
      width,
      height,
      deviceScaleFactor: 0,
      mobile: false,
    });
  }

  async _showTheme(): Promise<void> {
    const value = nativeTheme.shouldUseDarkColors ? "dark" : "light";
    await this.#cdp?.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }] });
  }

  _retitled(title: string): void {
    if (title === this.#title) return;
    this.#title = title;
    this.#window._titled(title);
  }

  _destroyed(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    contentsById.delete(this.id);
    contentsByTarget.delete(this._targetId);
    this.emit("destroyed");
    this.#window._gone();
  }

  #page(): Session {
    if (!this.#cdp) throw new Error("electron stand-in: the page is not wired yet");
    return this.#cdp;
  }

  #followPage(cdp: Session, frameId: string): void {
    cdp.on("Page.frameNavigated", ({ frame }) => {
      if (frame.id !== frameId) return;
      this.#url = inward(frame.url);
      if (!frame.unreachableUrl) this.emit("did-navigate", makeEvent(), this.#url, 200, "OK");
    });
    cdp.on("Page.navigatedWithinDocument", ({ frameId: moved, url }) => {
      if (moved === frameId) this.#url = inward(url);
    });
    cdp.on("Page.loadEventFired", () => {
      this.emit("did-finish-load");
      this.#window._loaded();
    });
    cdp.on("Inspector.targetCrashed", () => {
      this.#crashed = true;
      this.emit("render-process-gone", makeEvent(), { reason: "crashed", exitCode: 5 });
    });
  }

  /** A preload that Electron would refuse is refused with its words, and the page runs without. */
  #readPreload(): { path: string; source: string } | undefined {
    const path = this.#preferences.preload;
    if (!path) return undefined;
    if (!isAbsolute(path)) throw new Error("preload must be an absolute path");
    try {
      const source = readFileSync(path, "utf8");
      if (path.endsWith(".mjs")) throw new SyntaxError("Cannot use import statement outside a module");
      compileFunction(source, ["require", "process", "global", "exports", "module"], { filename: path });
      return { path, source };
    } catch (error) {
      warn(`Unable to load preload script: ${path}\n${String(error)}`);
      setTimeout(() => this.emit("preload-error", makeEvent(), path, error));
      return undefined;
    }
  }
}
failLoudly(WebContents.prototype, "WebContents");

/** The page's top frame; sub frames get no preload, so no message ever comes from one. */
function mainFrameOf(contents: WebContents): Electron.WebFrameMain {
  const frame = {
    get url() {
      return contents.getURL();
    },
    get origin() {
      return /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(contents.getURL())?.[0] ?? "null";
    },
    parent: null,
    get top() {
      return frame;
    },
  };
  failLoudly(frame, "WebFrameMain");
  return frame as unknown as Electron.WebFrameMain;
}
