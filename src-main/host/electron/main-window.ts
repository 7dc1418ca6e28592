// The main window through its life: opened, hidden to the tray, asked for things, brought back after a crash.
import { app, type BrowserWindow, type WebContents } from "electron";
import type { HostAsk } from "../../../src-preload/contract/bridge.ts";
import { AskQueue } from "./asks.ts";
import { keepAlive } from "./page-health.ts";
import { bringForward } from "./window.ts";

interface Ways {
  /** Makes the window; `show`: as soon as it has something to show. */
  readonly open: () => BrowserWindow;
  /** Does closing it leave the app running? */
  readonly staysAlive: () => boolean;
  /** It was closed and the app goes on. */
  readonly onHidden: () => void;
  /** It is gone, and the app has no reason to stay. */
  readonly onEnd: () => void;
  /** Its page stops again and again. */
  readonly onGivenUp: () => void;
}

/** The one main window, there or not. */
export class MainWindow {
  readonly #ways: Ways;
  readonly #asks = new AskQueue();
  #window: BrowserWindow | undefined;
  #isQuitting = false;

  constructor(ways: Ways) {
    this.#ways = ways;
    app.on("before-quit", () => {
      this.#isQuitting = true;
    });
  }

  get window(): BrowserWindow | undefined {
    return this.#window;
  }

  /** In front of all others. @param ask what its page is asked, once it listens */
  show(ask?: HostAsk): void {
    if (ask) this.#asks.ask(ask);
    if (this.#window) bringForward(this.#window);
    else this.#open();
  }

  /** The page of `contents` listens to asks from now on; another window's page is told nothing. */
  listens(contents: WebContents): void {
    if (contents !== this.#window?.webContents) return;
    this.#asks.listen((ask) => contents.send("ask", ask));
  }

  #open(): void {
    const window = this.#ways.open();
    this.#window = window;
    const { webContents } = window;
    // A reload: the page that listened is gone.
    webContents.on("did-navigate", () => this.#asks.pause());
    webContents.on("render-process-gone", () => this.#asks.pause());
    keepAlive(window, this.#ways.onGivenUp);
    window.on("close", (event) => {
      if (this.#isQuitting || !this.#ways.staysAlive()) return;
      event.preventDefault();
      hideWindow(window);
      this.#ways.onHidden();
    });
    window.on("closed", () => {
      this.#window = undefined;
      this.#asks.pause();
      if (!this.#isQuitting && !this.#ways.staysAlive()) this.#ways.onEnd();
    });
  }
}

/** macOS leaves a black screen where a full-screen window is hidden: it leaves that first. */
function hideWindow(window: BrowserWindow): void {
  if (!window.isFullScreen()) {
    window.hide();
    return;
  }
  window.once("leave-full-screen", () => window.hide());
  window.setFullScreen(false);
}
