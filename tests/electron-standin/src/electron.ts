// The main process's `electron` module, proved against electron.d.ts.
import type * as Electron from "electron";
import { app } from "./app.ts";
import { BrowserWindow } from "./browser-window.ts";
import { dialog, screen, shell } from "./desktop.ts";
import { ipcMain } from "./ipc-main.ts";
import { Menu } from "./menu.ts";
import { nativeImage } from "./native-image.ts";
import { nativeTheme } from "./native-theme.ts";
import { Notification } from "./notification.ts";
import { powerMonitor } from "./power-monitor.ts";
import { net, protocol } from "./protocol.ts";
import { defaultSession } from "./session.ts";
import { Tray } from "./tray.ts";
import { utilityProcess } from "./utility-process.ts";
import { contentsByTarget } from "./web-contents.ts";

const implemented = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol,
  screen,
  session: { defaultSession },
  shell,
  Tray,
  utilityProcess,
  /** Playwright finds a page's window with it. */
  webContents: { fromDevToolsTargetId: (targetId: string) => contentsByTarget.get(targetId) },
};
export type StandIn = typeof implemented;
type Real = typeof Electron;

/** Members that hand out the stand-in's own classes, which have fewer members than Electron's. */
type OwnClasses =
  | "defaultSession"
  | "fromDevToolsTargetId"
  | "getAllWindows"
  | "fromWebContents"
  | "getFocusedWindow"
  | "buildFromTemplate"
  | "setApplicationMenu"
  | "getApplicationMenu"
  | "items"
  | "getMenuItemById"
  | "fork";
type Shared<S, E> = Exclude<keyof S & keyof E, OwnClasses | keyof NodeJS.EventEmitter | "prototype">;
type Drift<S, E> = { [K in Shared<S, E>]: S[K] extends E[K] ? never : K }[Shared<S, E>];
type Instance<T> = T extends abstract new (...args: never[]) => infer I ? I : unknown;
type Verdict<S, E> = [Drift<S, E> | Drift<Instance<S>, Instance<E>>] extends [never]
  ? true
  : { differs_from_electron: Drift<S, E> | Drift<Instance<S>, Instance<E>> };

/** Fails to compile when something here is no export of Electron, or a member's type is no longer Electron's. */
const conforms: { [K in keyof StandIn]: K extends keyof Real ? Verdict<StandIn[K], Real[K]> : "not Electron's" } = {
  app: true,
  BrowserWindow: true,
  dialog: true,
  ipcMain: true,
  Menu: true,
  nativeImage: true,
  nativeTheme: true,
  net: true,
  Notification: true,
  powerMonitor: true,
  protocol: true,
  screen: true,
  session: true,
  shell: true,
  Tray: true,
  utilityProcess: true,
  webContents: true,
};

export const exportNames = Object.keys(conforms);

/** Like Electron's: getters, not writable. What Electron has and we have not throws when touched. */
export const electron: Record<string, unknown> = new Proxy(withGetters(implemented), {
  get(target, name, receiver) {
    if (typeof name === "string" && !(name in target) && /^(?!then$|toJSON$|default$)[a-zA-Z]/.test(name)) {
      throw new Error(`electron stand-in: ${name} is not implemented`);
    }
    return Reflect.get(target, name, receiver);
  },
});

function withGetters(values: Record<string, unknown>): Record<string, unknown> {
  const module = {};
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(module, name, { enumerable: true, get: () => value });
  }
  return module;
}
