// Menu and MenuItem: structure and clicks; nothing is drawn.
import type * as Electron from "electron";
import { app } from "./app.ts";
import { BrowserWindow } from "./browser-window.ts";
import { failLoudly } from "./fail-loudly.ts";

type Options = Electron.MenuItemConstructorOptions;

class MenuItem {
  readonly id: string;
  readonly label: string;
  readonly role: Electron.MenuItem["role"];
  readonly type: "normal" | "separator" | "submenu";
  readonly submenu: Menu | undefined;
  readonly enabled: boolean;
  readonly #click: Options["click"];

  constructor(options: Options) {
    this.id = options.id ?? "";
    this.role = options.role as Electron.MenuItem["role"];
    this.label = options.label ?? options.role ?? "";
    this.enabled = options.enabled ?? true;
    this.#click = options.click;
    this.submenu = Array.isArray(options.submenu) ? Menu.buildFromTemplate(options.submenu) : undefined;
    this.type = options.type === "separator" ? "separator" : this.submenu ? "submenu" : "normal";
  }

  /** The app's own, or one of the two roles that reach it; the others belong to the page or the system. */
  click(): void {
    if (!this.enabled) return;
    if (this.#click) {
      const window = BrowserWindow.getFocusedWindow() ?? undefined;
      const event = { triggeredByAccelerator: false } as Electron.KeyboardEvent;
      this.#click(this as unknown as Electron.MenuItem, window as unknown as Electron.BaseWindow | undefined, event);
    } else if (this.role === "quit") app.quit();
    else if (this.role === "close") BrowserWindow.getFocusedWindow()?.close();
  }
}
failLoudly(MenuItem.prototype, "MenuItem");

export class Menu {
  static #application: Menu | null = null;
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: Options[]): Menu {
    const menu = new Menu();
    for (const options of template) {
      if (!options.label && !options.role && !options.type) {
        throw new TypeError("Invalid template for MenuItem: must have at least one of label, role or type");
      }
      menu.items.push(new MenuItem(options));
    }
    return menu;
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu;
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#application;
  }
}
failLoudly(Menu.prototype, "Menu");
