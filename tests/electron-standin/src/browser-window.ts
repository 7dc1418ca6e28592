// BrowserWindow: state and events are real, and so is the page's size; what a window manager would show is not.
import { EventEmitter } from "node:events";
import type * as Electron from "electron";
import { chromium } from "./chromium.ts";
import { makeEvent } from "./event.ts";
import { failLoudly } from "./fail-loudly.ts";
import { nativeTheme } from "./native-theme.ts";
import { appEvents, state, warn } from "./state.ts";
import { openTarget } from "./targets.ts";
import { contentsById, WebContents, type WindowSide } from "./web-contents.ts";

type Implemented =
  | "id"
  | "webContents"
  | "loadURL"
  | "show"
  | "hide"
  | "focus"
  | "blur"
  | "isVisible"
  | "isFocused"
  | "minimize"
  | "restore"
  | "isMinimized"
  | "maximize"
  | "unmaximize"
  | "isMaximized"
  | "setBounds"
  | "getBounds"
  | "getNormalBounds"
  | "setFullScreen"
  | "isFullScreen"
  | "setOverlayIcon"
  | "setBackgroundColor"
  | "getBackgroundColor"
  | "getTitle"
  | "close"
  | "destroy"
  | "isDestroyed";

const windows = new Set<BrowserWindow>();
let lastId = 0;
let focused: BrowserWindow | undefined;

export class BrowserWindow extends EventEmitter implements Pick<Electron.BrowserWindow, Implemented>, WindowSide {
  readonly id = ++lastId;
  readonly webContents: Electron.WebContents;
  readonly #contents: WebContents;
  readonly #minimum: { width: number; height: number };
  #bounds: Electron.Rectangle;
  #shape: "normal" | "minimized" | "maximized" = "normal";
  #visible: boolean;
  #fullScreen = false;
  #background: string;
  #title: string;
  #everLoaded = false;
  #closing = false;
  #destroyed = false;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    if (!state.ready) throw new Error("Cannot create BrowserWindow before app is ready");
    const { x = 100, y = 100, width = 800, height = 600, minWidth = 0, minHeight = 0 } = options;
    this.#minimum = { width: minWidth, height: minHeight };
    this.#bounds = this.#atLeastMinimum({ x, y, width, height });
    this.#visible = options.show ?? true;
    this.#background = options.backgroundColor ?? "#FFFFFF";
    this.#title = options.title ?? state.appName;
    this.#contents = new WebContents(options.webPreferences ?? {}, this);
    this.webContents = this.#contents as unknown as Electron.WebContents;
    windows.add(this);
    appEvents.emit("browser-window-created", this);
    appEvents.emit("web-contents-created", this.#contents);
    openTarget(this.#contents, this.#bounds).then(
      () => this.#showBounds(),
      (error: unknown) => this.#destroyed || warn(`window ${this.id}: ${String(error)}`),
    );
    if (this.#visible) queueMicrotask(() => this.focus());
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }

  static fromWebContents(contents: Electron.WebContents): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;
  }

  static getFocusedWindow(): BrowserWindow | null {
    return focused ?? null;
  }

  loadURL(url: string): Promise<void> {
    return this.#contents.loadURL(url);
  }

  show(): void {
    this.#reveal();
    this.focus();
  }

  hide(): void {
    if (!this.#visible) return;
    this.#visible = false;
    this.emit("hide");
    this.blur();
  }

  isVisible(): boolean {
    return this.#visible;
  }

  focus(): void {
    if (focused === this || this.#destroyed) return;
    focused?.blur();
    focused = this;
    this.emit("focus");
    void this.#contents._ready.then(() => {
      chromium.root.post("Target.activateTarget", { targetId: this.#contents._targetId });
    });
  }

  blur(): void {
    if (focused !== this) return;
    focused = undefined;
    this.emit("blur");
  }

  isFocused(): boolean {
    return focused === this;
  }

  minimize(): void {
    this.#reshape("minimized", "minimize");
  }

  restore(): void {
    this.#reshape("normal", "restore");
  }

  isMinimized(): boolean {
    return this.#shape === "minimized";
  }

  /** Also shows the window, without focus, as Electron says. */
  maximize(): void {
    this.#reveal();
    this.#reshape("maximized", "maximize");
  }

  unmaximize(): void {
    this.#reshape("normal", "unmaximize");
  }

  isMaximized(): boolean {
    return this.#shape === "maximized";
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    const old = this.#bounds;
    this.#bounds = this.#atLeastMinimum({ ...old, ...bounds });
    this.#showBounds();
    if (old.x !== this.#bounds.x || old.y !== this.#bounds.y) this.emit("move");
    if (old.width !== this.#bounds.width || old.height !== this.#bounds.height) this.emit("resize");
  }

  getBounds(): Electron.Rectangle {
    return { ...this.#bounds };
  }

  getNormalBounds(): Electron.Rectangle {
    return { ...this.#bounds };
  }

  setFullScreen(flag: boolean): void {
    if (flag === this.#fullScreen) return;
    this.#fullScreen = flag;
    this.emit(flag ? "enter-full-screen" : "leave-full-screen");
  }

  isFullScreen(): boolean {
    return this.#fullScreen;
  }

  /** Windows alone has it; elsewhere it does nothing. */
  setOverlayIcon(): void {}

  setBackgroundColor(color: string): void {
    this.#background = color;
  }

  getBackgroundColor(): string {
    return this.#background;
  }

  getTitle(): string {
    return this.#title;
  }

  close(): void {
    this._close(true);
  }

  destroy(): void {
    if (this.#destroyed) return;
    chromium.root.post("Target.closeTarget", { targetId: this.#contents._targetId });
    this.#contents._destroyed();
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** True from close() until the page has answered. */
  get _isClosing(): boolean {
    return this.#closing;
  }

  _close(askPage: boolean): void {
    if (this.#closing || this.#destroyed) return;
    const event = makeEvent();
    this.emit("close", event);
    if (event.defaultPrevented) return;
    this.#closing = true;
    void this.#contents._ready.then(() => {
      if (askPage) this.#contents._askPageToClose();
      else this.destroy();
    });
  }

  _loaded(): void {
    if (this.#everLoaded) return;
    this.#everLoaded = true;
    this.emit("ready-to-show");
  }

  _titled(title: string): void {
    const event = makeEvent();
    this.emit("page-title-updated", event, title, true);
    if (!event.defaultPrevented) this.#title = title;
  }

  _gone(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#closing = false;
    windows.delete(this);
    this.blur();
    this.emit("closed");
    if (windows.size === 0) setTimeout(() => windows.size === 0 && appEvents.emit("window-all-closed"));
  }

  #reveal(): void {
    if (this.#visible) return;
    this.#visible = true;
    this.emit("show");
  }

  #reshape(shape: "normal" | "minimized" | "maximized", event: string): void {
    if (this.#shape === shape) return;
    this.#shape = shape;
    this.emit(event);
  }

  #atLeastMinimum(bounds: Electron.Rectangle): Electron.Rectangle {
    const { width, height } = this.#minimum;
    return { ...bounds, width: Math.max(bounds.width, width), height: Math.max(bounds.height, height) };
  }

  /** The page gets the whole size asked for: Chromium's own toolbar does not count. */
  #showBounds(): void {
    const { width, height } = this.#bounds;
    this.#contents._ready.then(() => this.#contents._setViewport(width, height)).catch(() => {});
  }
}
failLoudly(BrowserWindow.prototype, "BrowserWindow", "BaseWindow");

nativeTheme.on("updated", () => {
  for (const contents of contentsById.values()) contents._showTheme().catch(() => {});
});
