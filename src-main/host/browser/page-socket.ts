// One page's WebSocket: the key first, then calls and their replies, and the change feed. The other end is src-renderer/browser-bridge.ts.
import type { RawData, WebSocket } from "ws";
import type { FeedMessage, Reply } from "../../../src-preload/contract/bridge.ts";
import { Failure, toFailure } from "../../../src-preload/contract/failure.ts";
import { type CallName, isCallName } from "../../../src-preload/contract/names.ts";

/** What a page may reach: EngineClient, or a test's stand-in. */
export interface EngineLink {
  call(name: CallName, input: unknown): Promise<Reply>;
  /** @returns the undo function */
  onFeed(listener: (message: FeedMessage) => void): () => void;
}

interface PageOptions {
  readonly engine: EngineLink;
  readonly accepts: (key: string) => boolean;
  /** How long a page may stay without saying its key. */
  readonly deadlineMs: number;
}

/** Close codes that the page tells apart (RFC 6455 §7.4.2, private use). */
const BAD_MESSAGE = 4400;
const BAD_KEY = 4401;

/** Speaks with one page until either side closes. */
export function servePage(socket: WebSocket, { engine, accepts, deadlineMs }: PageOptions): void {
  let stopFeed: (() => void) | undefined;
  const late = setTimeout(() => socket.close(BAD_KEY, "no key"), deadlineMs);
  const send = (message: unknown) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  };

  const authenticate = (message: Record<string, unknown>) => {
    if (message.t !== "auth" || typeof message.key !== "string" || !accepts(message.key)) {
      socket.close(BAD_KEY, "bad key");
      return;
    }
    clearTimeout(late);
    stopFeed = engine.onFeed(({ changed }) => send({ t: "feed", changed }));
    send({ t: "ready" });
  };

  socket.on("message", (data, isBinary) => {
    const message = isBinary ? undefined : parseMessage(data);
    if (message === undefined) socket.close(BAD_MESSAGE, "bad message");
    else if (stopFeed === undefined) authenticate(message);
    else if (message.t !== "call" || !isCallId(message.id)) socket.close(BAD_MESSAGE, "bad message");
    else {
      const { id, name, input } = message;
      void answer(engine, name, input).then((reply) => send({ t: "reply", id, ...reply }));
    }
  });
  socket.on("close", () => {
    clearTimeout(late);
    stopFeed?.();
  });
  // ws reports a broken or oversized frame here and closes by itself.
  socket.on("error", () => undefined);
}

async function answer(engine: EngineLink, name: unknown, input: unknown): Promise<Reply> {
  // Never made a text of: what a page sends may throw when it is asked to be one.
  if (!isCallName(name)) {
    const said = typeof name === "string" ? name.slice(0, 100) : typeof name;
    return { failure: new Failure("unknown-call", { name: said }).toData() };
  }
  try {
    return await engine.call(name, input);
  } catch (error) {
    return { failure: toFailure(error).toData() };
  }
}

function isCallId(id: unknown): id is number | string {
  return typeof id === "number" || typeof id === "string";
}

function parseMessage(data: RawData): Record<string, unknown> | undefined {
  try {
    const message: unknown = JSON.parse(String(data));
    return typeof message === "object" && message !== null ? { ...message } : undefined;
  } catch {
    return undefined;
  }
}
