// dialog, shell and screen: there is nobody to answer and nothing to open, so each act is said on stderr; specs replace the methods.
import { EventEmitter } from "node:events";
import type * as Electron from "electron";
import { failLoudly, failLoudlyObject } from "./fail-loudly.ts";
import { needReady, warn } from "./state.ts";

export const dialog = failLoudlyObject(
  {
    showErrorBox(title: string, content: string): void {
      warn(`dialog.showErrorBox: ${title}: ${content}`);
    },
    /** Answered as if it had been closed. */
    async showMessageBox(
      ...args: [Electron.MessageBoxOptions] | [Electron.BaseWindow, Electron.MessageBoxOptions]
    ): Promise<Electron.MessageBoxReturnValue> {
      const options = args[1] ?? (args[0] as Electron.MessageBoxOptions);
      warn(`dialog.showMessageBox: ${options.message}`);
      return { response: options.cancelId ?? 0, checkboxChecked: false };
    },
  },
  "Dialog",
);

export const shell = failLoudlyObject(
  {
    async openExternal(url: string): Promise<void> {
      warn(`shell.openExternal(${url}) not done`);
    },
  },
  "Shell",
);

const area = { x: 0, y: 0, width: 1920, height: 1080 };
const display = { id: 1, bounds: area, workArea: { ...area, height: 1040 }, scaleFactor: 1 } as Electron.Display;

type OfScreen =
  | "getPrimaryDisplay"
  | "getAllDisplays"
  | "getDisplayMatching"
  | "getDisplayNearestPoint"
  | "getCursorScreenPoint";

class Screen extends EventEmitter implements Pick<Electron.Screen, OfScreen> {
  getPrimaryDisplay(): Electron.Display {
    needReady("screen");
    return display;
  }

  getAllDisplays(): Electron.Display[] {
    needReady("screen");
    return [display];
  }

  getDisplayMatching(): Electron.Display {
    return this.getPrimaryDisplay();
  }

  getDisplayNearestPoint(): Electron.Display {
    return this.getPrimaryDisplay();
  }

  getCursorScreenPoint(): Electron.Point {
    needReady("screen");
    return { x: 960, y: 540 };
  }
}
failLoudly(Screen.prototype, "Screen");

export const screen = new Screen();
