// Cadran on the desktop around its window: tray, popover, notifications, badge, start at login, kept as the engine's facts are.

import { join } from "node:path";
import { app, Notification } from "electron";
import type { HostAsk } from "../../../src-preload/contract/bridge.ts";
import type { Capability, Settings } from "../../../src-preload/contract/settings.ts";
import type { EngineClient } from "../engine-client.ts";
import { askEngine } from "./ask-engine.ts";
import { showBadge } from "./badge.ts";
import type { Bounds } from "./bounds.ts";
import { FactsWatch, unreadOf } from "./facts.ts";
import { staysAlive } from "./life.ts";
import { note } from "./log.ts";
import { setLoginItem } from "./login-item.ts";
import type { MainWindow } from "./main-window.ts";
import { Notifications } from "./notifications.ts";
import { openOutside } from "./security.ts";
import { type Language, systemLanguage } from "./texts.ts";
import { DESKTOP_TEXTS } from "./texts-desktop.ts";
import { CadranTray } from "./tray.ts";
import { type TrayDeed, trayState } from "./tray-state.ts";
import type { Words } from "./when-texts.ts";
import type { Widget } from "./widget.ts";

/** Timers count in 31 bits. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

interface Parts {
  readonly engine: EngineClient;
  readonly main: MainWindow;
  readonly widget: Widget;
  /** Folder of the pictures. */
  readonly icons: string;
  readonly systemLanguages: readonly string[];
  /** Arguments that name the data folder, for a start at login. */
  readonly folderArguments: readonly string[];
  /** The person's settings are these now. */
  readonly onSettings: (settings: Settings, language: Language) => void;
}

/** What this host offers beyond a page. Needs the app to be ready. */
export function hostCapabilities(): readonly Capability[] {
  return ["tray", "login-item", ...(Notification.isSupported() ? (["notifications"] as const) : [])];
}

/** One per app. */
export class Desktop {
  readonly #parts: Parts;
  readonly #watch: FactsWatch;
  /** Undefined where the system shows none: then the pages take what is due. */
  readonly #notifications: Notifications | undefined;
  #tray: CadranTray | undefined;
  /** The ones followed last. */
  #settings: Settings | undefined;
  #badge = "";
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#watch = new FactsWatch(parts.engine, () => this.#follow());
    const ways = { words: () => this.words, ask: (ask: HostAsk) => parts.main.show(ask), open: openOutside };
    this.#notifications = Notification.isSupported() ? new Notifications(parts.engine, ways) : undefined;
  }

  /** In whose words, on whose clock. */
  get words(): Words {
    const { "settings.get": settings, "app.info": info } = this.#watch.facts;
    const { locale = "system" } = settings ?? {};
    const language = locale === "system" ? systemLanguage(this.#parts.systemLanguages) : locale;
    return { language, zone: info?.zone ?? "UTC", nowMs: Date.now() };
  }

  /** Does closing the window leave the app running? */
  get staysAlive(): boolean {
    return staysAlive(this.#watch.facts["settings.get"]?.desktop, this.#tray !== undefined);
  }

  testNotice(): void {
    this.#notifications?.test();
  }

  /** Says that closing the window did not end the app. */
  sayHidden(): void {
    const { hiddenTitle, hiddenText } = DESKTOP_TEXTS[this.words.language];
    this.#notifications?.say(hiddenTitle, hiddenText, () => this.#parts.main.show());
  }

  #follow(): void {
    const settings = this.#watch.facts["settings.get"];
    if (!settings) return;
    if (settings !== this.#settings) {
      this.#settings = settings;
      this.#parts.onSettings(settings, this.words.language);
      setLoginItem(settings.desktop?.openAtLogin, this.#parts.folderArguments);
      this.#followTray(settings.desktop?.tray !== false);
    }
    this.#show();
  }

  #followTray(wanted: boolean): void {
    if (!wanted) {
      this.#tray?.remove();
      this.#tray = undefined;
      return;
    }
    if (this.#tray) return;
    try {
      const deeds = {
        run: (deed: TrayDeed) => this.#run(deed),
        onClick: (bounds: Bounds) => this.#parts.widget.toggle(bounds),
      };
      this.#tray = new CadranTray(this.#parts.icons, deeds);
    } catch (error) {
      note("tray.failed", { error: String(error) });
    }
  }

  #show(): void {
    clearTimeout(this.#timer);
    const { facts } = this.#watch;
    const unread = unreadOf(facts);
    const { words } = this;
    this.#showUnread(unread, words);
    const state = trayState(facts["agenda.upcoming"]?.occurrences ?? [], unread, words);
    this.#tray?.show(state);
    const waitMs = Math.min(LONGEST_TIMER_MS, Math.max(0, state.changesAtMs - words.nowMs));
    this.#timer = setTimeout(() => {
      if (Date.now() >= state.staleAtMs) this.#watch.renewUpcoming();
      this.#show();
    }, waitMs);
  }

  #showUnread(unread: number, { language }: Words): void {
    const { window } = this.#parts.main;
    // On Windows the badge belongs to a window: a new one has none yet.
    const badge = `${unread} ${window?.id}`;
    if (badge === this.#badge) return;
    this.#badge = badge;
    const overlay = join(this.#parts.icons, "tray-badge.png");
    showBadge(unread, { window, overlay, said: DESKTOP_TEXTS[language].unread(unread) });
  }

  #run(deed: TrayDeed): void {
    const { engine, main, widget } = this.#parts;
    if (deed === "open") main.show();
    else if (deed === "popover") widget.show(this.#tray?.bounds);
    else if (deed === "sync") void askEngine(engine, "sync.run", {});
    else if (deed === "quit") app.quit();
    else main.show(deed);
  }
}
