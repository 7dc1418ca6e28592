// One session of the Chrome DevTools Protocol, typed by Playwright's own copy of the protocol.
import { EventEmitter } from "node:events";
import type { CDPSession } from "@playwright/test";

/** Sends one command; `sessionId` undefined means the browser itself. */
export type Request = (method: string, params: object, sessionId: string | undefined) => Promise<unknown>;

/** A target's session, or the browser's when it has no id. */
export class Session {
  readonly send: CDPSession["send"];
  /** Like send, for a target that may be going away: nobody waits for the answer. */
  readonly post: (...command: Parameters<CDPSession["send"]>) => void;
  readonly on: CDPSession["on"];
  readonly #events = new EventEmitter();

  constructor(request: Request, id: string | undefined) {
    this.#events.setMaxListeners(0);
    this.send = (method, params) => request(method, params ?? {}, id) as Promise<never>;
    this.post = (method, params) => void request(method, params ?? {}, id).catch(() => {});
    this.on = ((name: string, listener: (payload: unknown) => void) => this.#events.on(name, listener)) as never;
  }

  /** Called by the pipe for each event of this session. */
  emit(method: string, params: unknown): void {
    this.#events.emit(method, params);
  }
}
