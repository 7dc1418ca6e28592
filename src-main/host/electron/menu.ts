// The application menu: standard roles only, in the user's language. Electron translates roles on macOS alone.
import { Menu, type MenuItemConstructorOptions } from "electron";
import { type Language, MENU_TEXTS } from "./texts.ts";

type Item = MenuItemConstructorOptions;
const separator: Item = { type: "separator" };

/** Sets the menu of every window. @param packaged leaves the developer's entries out */
export function setMenu(language: Language, packaged: boolean): void {
  const say = MENU_TEXTS[language];
  const mac = process.platform === "darwin";
  const item = (role: Item["role"], label: string): Item => ({ role, label });
  const quit = item("quit", say.quit);
  const close = item("close", say.closeWindow);
  const macMenu: Item = {
    label: "Cadran",
    submenu: [
      item("about", say.about),
      separator,
      item("hide", say.hide),
      item("hideOthers", say.hideOthers),
      item("unhide", say.showAll),
      separator,
      quit,
    ],
  };
  const edit: Item = {
    label: say.edit,
    submenu: [
      item("undo", say.undo),
      item("redo", say.redo),
      separator,
      item("cut", say.cut),
      item("copy", say.copy),
      item("paste", say.paste),
      item("pasteAndMatchStyle", say.pastePlain),
      item("delete", say.delete),
      item("selectAll", say.selectAll),
    ],
  };
  const view: Item = {
    label: say.view,
    submenu: [
      ...(packaged ? [] : [item("reload", say.reload), item("toggleDevTools", say.devTools), separator]),
      item("resetZoom", say.actualSize),
      item("zoomIn", say.zoomIn),
      item("zoomOut", say.zoomOut),
      separator,
      item("togglefullscreen", say.fullScreen),
    ],
  };
  const file: Item = { label: say.file, submenu: mac ? [close] : [close, separator, quit] };
  const window: Item = { label: say.window, submenu: [item("minimize", say.minimize)] };
  const template = mac ? [macMenu, file, edit, view, window] : [file, edit, view];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
