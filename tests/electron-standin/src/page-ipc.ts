// The main process's end of a page's ipcRenderer: a CDP binding one way, a function call in the isolated world the other.
import type * as Electron from "electron";
import type { Session } from "./cdp.ts";
import { makeEvent } from "./event.ts";
import { BINDING, DELIVER, WORLD } from "./injected.ts";
import { ipcMain } from "./ipc-main.ts";
import { decodeClone, encodeClone } from "./page/codec.ts";
import type { FromPage, ToPage } from "./page/preload-world.ts";
import { defaultSession } from "./session.ts";

/** One page's link; the contents are the page it speaks for. */
export class PageIpc {
  readonly #cdp: Session;
  readonly #contents: Electron.WebContents;
  /** The isolated world of the present document; none while there is no document. */
  #world: number | undefined;

  constructor(cdp: Session, frameId: string, contents: Electron.WebContents) {
    this.#cdp = cdp;
    this.#contents = contents;
    cdp.on("Runtime.executionContextCreated", ({ context }) => {
      const { frameId: owner } = (context.auxData ?? {}) as { frameId?: string };
      if (context.name === WORLD && owner === frameId) this.#world = context.id;
    });
    cdp.on("Runtime.executionContextDestroyed", ({ executionContextId }) => {
      if (executionContextId === this.#world) this.#world = undefined;
    });
    cdp.on("Runtime.executionContextsCleared", () => {
      this.#world = undefined;
    });
    cdp.on("Runtime.bindingCalled", ({ name, payload, executionContextId }) => {
      if (name === BINDING) void this.#receive(JSON.parse(payload) as FromPage, executionContextId);
    });
  }

  /** Lost when the page has no document yet, as in Electron. @throws Error when an argument cannot be cloned */
  send(channel: string, args: unknown[]): void {
    this.#deliver({ t: "event", channel, data: encodeClone(args) }, this.#world);
  }

  async #receive(message: FromPage, world: number): Promise<void> {
    switch (message.t) {
      case "preload-error": {
        const error = Object.assign(new Error(message.message), { stack: message.stack });
        this.#contents.emit("preload-error", makeEvent(), message.path, error);
        break;
      }
      case "permission":
        await defaultSession._ask(this.#contents, message.permission);
        this.#deliver({ t: "reply", id: message.id, data: encodeClone(undefined) }, world);
        break;
      case "send":
        ipcMain.emit(message.channel, this.#event(), ...(decodeClone(message.data) as unknown[]));
        break;
      case "invoke":
        try {
          const args = decodeClone(message.data) as unknown[];
          const result = await ipcMain._invoke(this.#event(), message.channel, args);
          this.#deliver({ t: "reply", id: message.id, data: encodeClone(result) }, world);
        } catch (error) {
          this.#deliver({ t: "reply", id: message.id, error: (error as Error).message }, world);
        }
    }
  }

  #event(): Electron.IpcMainInvokeEvent {
    const { mainFrame } = this.#contents;
    const facts = { type: "frame", sender: this.#contents, senderFrame: mainFrame, frameId: 1, processId: 0 } as const;
    return makeEvent(facts) as unknown as Electron.IpcMainInvokeEvent;
  }

  #deliver(message: ToPage, world: number | undefined): void {
    if (world === undefined) return;
    this.#cdp.post("Runtime.callFunctionOn", {
      functionDeclaration: `function (text) { ${DELIVER}(text); }`,
      executionContextId: world,
      arguments: [{ value: JSON.stringify(message) }],
      silent: true,
    });
  }
}
