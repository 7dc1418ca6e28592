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

class Screen extends EventEmitter implements Pick<Electron.Screen, "getPrimaryDisplay" | "getAllDisplays"> {
  getPrimaryDisplay(): Electron.Display {
    needReady("screen");
    return display;
  }

  getAllDisplays(): Electron.Display[] {
    needReady("screen");
    return [display];
  }
}
failLoudly(Screen.prototype, "Screen");

export const screen = new Screen();
