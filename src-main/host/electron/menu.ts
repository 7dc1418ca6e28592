// The application menu in the user's language: Cadran's own commands, asked of the page, and the standard roles.
// Electron translates roles on macOS alone.
import { Menu, type MenuItemConstructorOptions } from "electron";
import type { HostAsk } from "../../../src-preload/contract/bridge.ts";
import { type Language, MENU_TEXTS } from "./texts.ts";

type Item = MenuItemConstructorOptions;
const separator: Item = { type: "separator" };

/** What the menu's own lines lead to. */
export interface MenuDeeds {
  readonly ask: (ask: HostAsk) => void;
  readonly syncNow: () => void;
}

/** Sets the menu of every window. @param packaged leaves the developer's entries out */
export function setMenu(language: Language, packaged: boolean, deeds: MenuDeeds): void {
  const say = MENU_TEXTS[language];
  const mac = process.platform === "darwin";
  const item = (role: Item["role"], label: string): Item => ({ role, label });
  const asking = (id: string, label: string, ask: HostAsk): Item => ({ id, label, click: () => deeds.ask(ask) });
  const quit = item("quit", say.quit);
  const close = item("close", say.closeWindow);
  // The page listens to this key itself: the menu only says it.
  const keys: Item = { accelerator: "CmdOrCtrl+,", registerAccelerator: false };
  const settings: Item = { ...asking("settings", say.settings, { ask: "page", page: "settings" }), ...keys };
  const macMenu: Item = {
    label: "Cadran",
    submenu: [
      item("about", say.about),
      separator,
      settings,
      separator,
      item("hide", say.hide),
      item("hideOthers", say.hideOthers),
      item("unhide", say.showAll),
      separator,
      quit,
    ],
  };
  const make = [
    asking("new-event", say.newEvent, { ask: "quickAdd" }),
    asking("write", say.write, { ask: "compose" }),
    separator,
  ];
  const file: Item = {
    label: say.file,
    submenu: mac ? [...make, close] : [...make, settings, separator, close, separator, quit],
  };
  const go: Item = {
    label: say.go,
    submenu: [
      asking("home", say.home, { ask: "page", page: "home" }),
      asking("agenda", say.agenda, { ask: "page", page: "agenda" }),
      asking("mail", say.mail, { ask: "page", page: "mail" }),
      asking("sync", say.sync, { ask: "page", page: "sync" }),
      separator,
      asking("search", say.search, { ask: "command", id: "search" }),
      { id: "sync-now", label: say.syncNow, click: deeds.syncNow },
    ],
  };
  const help: Item = {
    role: "help",
    label: say.help,
    submenu: [asking("shortcuts", say.shortcuts, { ask: "command", id: "keys.open" })],
  };
  const window: Item = { label: say.window, submenu: [item("minimize", say.minimize)] };
  const [edit, view] = [editMenu(language), viewMenu(language, packaged)];
  const template = mac ? [macMenu, file, edit, view, go, window, help] : [file, edit, view, go, help];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function editMenu(language: Language): Item {
  const say = MENU_TEXTS[language];
  return {
    label: say.edit,
    submenu: [
      { role: "undo", label: say.undo },
      { role: "redo", label: say.redo },
      separator,
      { role: "cut", label: say.cut },
      { role: "copy", label: say.copy },
      { role: "paste", label: say.paste },
      { role: "pasteAndMatchStyle", label: say.pastePlain },
      { role: "delete", label: say.delete },
      { role: "selectAll", label: say.selectAll },
    ],
  };
}

function viewMenu(language: Language, packaged: boolean): Item {
  const say = MENU_TEXTS[language];
  const developer: Item[] = [
    { role: "reload", label: say.reload },
    { role: "toggleDevTools", label: say.devTools },
    separator,
  ];
  return {
    label: say.view,
    submenu: [
      ...(packaged ? [] : developer),
      { role: "resetZoom", label: say.actualSize },
      { role: "zoomIn", label: say.zoomIn },
      { role: "zoomOut", label: say.zoomOut },
      separator,
      { role: "togglefullscreen", label: say.fullScreen },
    ],
  };
}
