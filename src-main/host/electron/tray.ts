// The icon in the system's tray: shows what tray-state decides, passes clicks on.
import { join } from "node:path";
import { Menu, type MenuItemConstructorOptions, nativeTheme, Tray } from "electron";
import type { Bounds } from "./bounds.ts";
import { menuLabel, type TrayDeed, type TrayState, trayIcon, trayManners } from "./tray-state.ts";

/** What the tray leads to. */
export interface TrayDeeds {
  readonly run: (deed: TrayDeed) => void;
  /** A click on the icon. @param bounds of the icon, all zeros where the system does not tell */
  readonly onClick: (bounds: Bounds) => void;
}

/** The icon, from its making to `remove`. */
export class CadranTray {
  readonly #tray: Tray;
  readonly #icons: string;
  readonly #deeds: TrayDeeds;
  readonly #manners = trayManners(process.platform);
  readonly #repaint = () => this.#paint();
  #menu: Menu | undefined;
  #icon = "";
  #state: TrayState | undefined;

  /** @param icons folder of the pictures @throws Error where there is no tray */
  constructor(icons: string, deeds: TrayDeeds) {
    this.#icons = icons;
    this.#deeds = deeds;
    this.#icon = this.#iconFile();
    this.#tray = new Tray(this.#icon);
    this.#tray.setToolTip("Cadran");
    this.#tray.on("click", () => deeds.onClick(this.bounds));
    if (this.#manners.menu === "asked") {
      this.#tray.setIgnoreDoubleClickEvents(true);
      this.#tray.on("right-click", () => this.#menu && this.#tray.popUpContextMenu(this.#menu));
    }
    if (this.#manners.doubleClick) this.#tray.on("double-click", () => deeds.run("open"));
    nativeTheme.on("updated", this.#repaint);
  }

  /** Where the icon is; all zeros on Linux. */
  get bounds(): Bounds {
    return this.#tray.getBounds();
  }

  show(state: TrayState): void {
    const before = this.#state;
    this.#state = state;
    this.#paint();
    if (state.tooltip !== before?.tooltip) this.#tray.setToolTip(state.tooltip);
    if (process.platform === "darwin" && state.title !== before?.title) this.#tray.setTitle(state.title);
    // On Linux a menu that is open closes when it is replaced: only what changed replaces it.
    if (JSON.stringify(state.menu) !== JSON.stringify(before?.menu)) this.#setMenu(state);
  }

  remove(): void {
    nativeTheme.off("updated", this.#repaint);
    this.#tray.destroy();
  }

  #setMenu({ menu }: TrayState): void {
    const groups = menu.map((lines) =>
      lines.map(({ id, label, deed }): MenuItemConstructorOptions => {
        const said = { id, label: menuLabel(label) };
        return deed === undefined ? { ...said, enabled: false } : { ...said, click: () => this.#deeds.run(deed) };
      }),
    );
    const template = groups.flatMap((group, at) => (at === 0 ? group : [{ type: "separator" } as const, ...group]));
    this.#menu = Menu.buildFromTemplate(template);
    if (this.#manners.menu === "attached") this.#tray.setContextMenu(this.#menu);
  }

  #paint(): void {
    const icon = this.#iconFile();
    if (icon === this.#icon) return;
    this.#icon = icon;
    this.#tray.setImage(icon);
  }

  #iconFile(): string {
    const panel = {
      platform: process.platform,
      // The app's own theme does not colour the system's panel.
      isDark: nativeTheme.shouldUseDarkColorsForSystemIntegratedUI,
      desktop: process.env.XDG_CURRENT_DESKTOP,
    };
    return join(this.#icons, trayIcon(this.#state?.hasUnread ?? false, panel));
  }
}
