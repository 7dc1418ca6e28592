// Relays calls from our pages to the engine and its feed back to them.
import { BrowserWindow, type IpcMainInvokeEvent, ipcMain } from "electron";
import type { Reply } from "../../../src-preload/contract/bridge.ts";
import { Failure } from "../../../src-preload/contract/failure.ts";
import { isCallName } from "../../../src-preload/contract/names.ts";
import type { EngineClient } from "../engine-client.ts";

/** Connects every window to the engine. Only top frames of `origin` are answered. */
export function bridgeWindows(engine: EngineClient, origin: string): void {
  let connected = true;
  engine.onConnection((now) => {
    connected = now;
    tellWindows("connection", now);
  });
  engine.onFeed((message) => tellWindows("feed", message));
  ipcMain.handle("connected", (event): boolean => {
    refuseStrangers(event, origin);
    return connected;
  });
  ipcMain.handle("call", async (event, name: unknown, input: unknown): Promise<Reply> => {
    refuseStrangers(event, origin);
    if (!isCallName(name)) {
      const said = typeof name === "string" ? name : typeof name;
      return { failure: new Failure("unknown-call", { name: said }).toData() };
    }
    return engine.call(name, input);
  });
}

/** @throws Error when the message comes from another page, a frame inside a page, or a frame that is gone */
export function refuseStrangers({ senderFrame }: IpcMainInvokeEvent, origin: string): void {
  if (senderFrame === null || senderFrame.parent !== null || senderFrame.origin !== origin) {
    throw new Error("this page may not call the engine");
  }
}

function tellWindows(channel: string, message: unknown): void {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send(channel, message);
}
