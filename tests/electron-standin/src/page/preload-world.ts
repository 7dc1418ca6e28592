// The isolated world (injected text): a sandboxed `require`, ipcRenderer and contextBridge, for the app's preload alone.
import type { BridgeSide } from "./bridge-side.ts";
import { decodeClone, encodeClone } from "./codec.ts";
import { PERMISSION_QUESTION } from "./permissions.ts";

type Listener = (event: unknown, ...args: unknown[]) => void;
/** What the page says to the main process. */
export type FromPage =
  | { t: "invoke"; id: number; channel: string; data: string }
  | { t: "send"; channel: string; data: string }
  | { t: "permission"; id: number; permission: string }
  | { t: "preload-error"; path: string; message: string; stack: string };
/** And hears from it. */
export type ToPage =
  | { t: "reply"; id: number; data: string }
  | { t: "reply"; id: number; error: string }
  | { t: "event"; channel: string; data: string };

export interface PreloadSetup {
  /** Name of the CDP binding that only this world has. */
  readonly binding: string;
  /** Name of the function the main process calls to deliver. */
  readonly deliver: string;
  readonly preloadPath: string;
  readonly process: object;
}
export type PreloadFunction = (
  require: unknown,
  process: unknown,
  global: unknown,
  exports: unknown,
  module: unknown,
) => void;

class IpcRenderer {
  readonly #tell: (message: FromPage) => void;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  #lastId = 0;

  constructor(tell: (message: FromPage) => void) {
    this.#tell = tell;
  }

  on(channel: string, listener: Listener): this {
    const listeners = this.#listeners.get(channel) ?? new Set();
    this.#listeners.set(channel, listeners.add(listener));
    return this;
  }

  off(channel: string, listener: Listener): this {
    this.#listeners.get(channel)?.delete(listener);
    return this;
  }

  send(channel: string, ...args: unknown[]): void {
    this.#tell({ t: "send", channel, data: encodeClone(args) });
  }

  async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    const data = encodeClone(args);
    return this.#question((id) => ({ t: "invoke", id, channel, data }));
  }

  /** Not part of Electron: hidden from the preload by `publicIpc`. */
  askPermission(permission: string): Promise<unknown> {
    return this.#question((id) => ({ t: "permission", id, permission }));
  }

  receive(message: ToPage): void {
    if (message.t === "event") {
      const args = decodeClone(message.data) as unknown[];
      for (const listener of this.#listeners.get(message.channel) ?? []) listener({ ports: [] }, ...args);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if ("error" in message) waiting?.reject(new Error(message.error));
    else waiting?.resolve(decodeClone(message.data));
  }

  #question(message: (id: number) => FromPage): Promise<unknown> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#tell(message(id));
    });
  }
}

/** What promises, JSON and bundlers look for in any object. */
const HARMLESS = ["then", "toJSON", "__esModule", "default"];

/** Anything else of Electron's renderer API throws by name. */
function onlyThese<T extends object>(name: string, api: T): T {
  return new Proxy(api, {
    get(target, key, receiver) {
      if (typeof key === "string" && !(key in target) && !HARMLESS.includes(key)) {
        throw new Error(`electron stand-in: ${name}.${key} is not implemented`);
      }
      return Reflect.get(target, key, receiver);
    },
  });
}

/** Runs the preload. Electron 45 gives a sandboxed one `electron`, process and global, no Node shim at all (electron PR 53891). */
export function runPreload(setup: PreloadSetup, preload: PreloadFunction, bridge: BridgeSide): void {
  const world = globalThis as unknown as Record<string, unknown>;
  const send = world[setup.binding] as (text: string) => void;
  delete world[setup.binding];
  const tell = (message: FromPage) => send(JSON.stringify(message));
  const ipc = new IpcRenderer(tell);
  bridge.offer(PERMISSION_QUESTION, (permission) => ipc.askPermission(String(permission)));
  Object.defineProperty(world, setup.deliver, { value: (text: string) => ipc.receive(JSON.parse(text) as ToPage) });

  // Methods on the prototype, as Electron's: whoever exposes ipcRenderer whole exposes an empty object.
  const publicIpc = Object.create({
    on: ipc.on.bind(ipc),
    off: ipc.off.bind(ipc),
    send: ipc.send.bind(ipc),
    invoke: ipc.invoke.bind(ipc),
  }) as object;
  const electron = onlyThese("electron", {
    contextBridge: onlyThese("contextBridge", {
      exposeInMainWorld: (key: string, api: unknown) => bridge.expose(key, api),
    }),
    ipcRenderer: onlyThese("ipcRenderer", publicIpc),
  });
  const require = (id: string) => {
    if (id === "electron" || id === "electron/renderer") return electron;
    throw new Error(`module not found: ${id}`);
  };
  const module = { exports: {} };
  try {
    preload(require, setup.process, world, module.exports, module);
  } catch (error) {
    const { message, stack } = error as Error;
    console.error(`Unable to load preload script: ${setup.preloadPath}\n${stack}`);
    tell({ t: "preload-error", path: setup.preloadPath, message, stack: String(stack) });
  }
}
