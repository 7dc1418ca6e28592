// The popover of the tray: one small window, kept hidden between uses so that it opens at once.
import { app, BrowserWindow, screen } from "electron";
import type { Bounds } from "./bounds.ts";
import { isReopening, POPOVER_SIZE, popoverManners, popoverPlace } from "./popover-place.ts";
import { background } from "./window.ts";

/** Never more than one window, whatever is clicked how often. */
export class Widget {
  readonly #url: string;
  readonly #preload: string;
  readonly #manners = popoverManners(process.platform, process.env, app.commandLine.getSwitchValue("ozone-platform"));
  #window: BrowserWindow | undefined;
  #hiddenMs: number | undefined;

  constructor(url: string, preload: string) {
    this.#url = url;
    this.#preload = preload;
    // It refuses to close: it must not keep the app from ending.
    app.on("before-quit", () => this.destroy());
  }

  /** Opens it, or closes it when it is open. @param tray bounds of the icon that was clicked */
  toggle(tray?: Bounds): void {
    if (this.#window?.isVisible()) this.hide();
    else if (!isReopening(this.#hiddenMs, Date.now())) this.show(tray);
  }

  show(tray?: Bounds): void {
    const window = this.#window;
    if (!window) {
      const made = this.#make();
      made.once("ready-to-show", () => this.#reveal(made, tray));
    } else this.#reveal(window, tray);
  }

  hide(): void {
    this.#window?.hide();
  }

  destroy(): void {
    this.#window?.destroy();
  }

  #reveal(window: BrowserWindow, tray: Bounds | undefined): void {
    if (window.isDestroyed()) return;
    if (this.#manners.isPlaced) window.setBounds(popoverPlace(tray, displayOf(tray)));
    window.show();
    window.focus();
  }

  #make(): BrowserWindow {
    const window = new BrowserWindow({
      ...POPOVER_SIZE,
      show: false,
      frame: this.#manners.hasFrame,
      resizable: false,
      maximizable: false,
      minimizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      alwaysOnTop: this.#manners.isOnTop,
      title: "Cadran",
      backgroundColor: background(),
      autoHideMenuBar: true,
      webPreferences: { preload: this.#preload, contextIsolation: true, sandbox: true, nodeIntegration: false },
    });
    this.#window = window;
    if (this.#manners.hidesOnBlur) window.on("blur", () => window.hide());
    window.on("hide", () => {
      this.#hiddenMs = Date.now();
    });
    // Its own close button, where it has a frame, or Alt+F4: it is only put away.
    window.on("close", (event) => {
      event.preventDefault();
      window.hide();
    });
    // A crashed one is made anew when it is wanted.
    window.webContents.on("render-process-gone", () => window.destroy());
    window.on("closed", () => {
      if (this.#window === window) this.#window = undefined;
    });
    void window.loadURL(this.#url);
    return window;
  }
}

/** Where the icon is; where the pointer is when nobody knows. */
function displayOf(tray: Bounds | undefined) {
  return tray && tray.width > 0
    ? screen.getDisplayMatching(tray)
    : screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
}
