// ipcMain: handlers by channel, and Electron's words when there is none.
import { EventEmitter } from "node:events";
import type * as Electron from "electron";
import { failLoudly } from "./fail-loudly.ts";

type Handler = Parameters<Electron.IpcMain["handle"]>[1];

class IpcMain extends EventEmitter implements Pick<Electron.IpcMain, "handle" | "removeHandler"> {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** @returns the answer of the page's `invoke` @throws Error with the text the page sees */
  async _invoke(event: Electron.IpcMainInvokeEvent, channel: string, args: unknown[]): Promise<unknown> {
    const prefix = `Error invoking remote method '${channel}': `;
    const handler = this.#handlers.get(channel);
    if (!handler) throw new Error(`${prefix}Error: No handler registered for '${channel}'`);
    try {
      return structuredClone(await handler(event, ...args));
    } catch (error) {
      const cannotClone = error instanceof DOMException && error.name === "DataCloneError";
      throw new Error(prefix + (cannotClone ? "Error: An object could not be cloned." : String(error)));
    }
  }
}
failLoudly(IpcMain.prototype, "IpcMain");

export const ipcMain = new IpcMain();
