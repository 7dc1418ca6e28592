// A browser host on a fake engine, and a page's side of it on real sockets.
import { mkdirSync, writeFileSync } from "node:fs";
import { type IncomingHttpHeaders, request } from "node:http";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import WebSocket from "ws";
import type { EngineLink } from "../../src-main/host/browser/page-socket.ts";
import { type BrowserServer, startBrowserServer } from "../../src-main/host/browser/server.ts";
import type { FeedMessage, Reply } from "../../src-preload/contract/bridge.ts";
import type { Topic } from "../../src-preload/contract/names.ts";
import { testFolder } from "../support/folder.ts";

/** What EngineClient gives, answering by a function. */
export function fakeEngine(answer: (name: string, input: unknown) => Promise<Reply> | Reply = () => ({ ok: {} })) {
  const listeners = new Set<(message: FeedMessage) => void>();
  const calls: { name: string; input: unknown }[] = [];
  const link: EngineLink = {
    async call(name, input) {
      calls.push({ name, input });
      return answer(name, input);
    },
    onFeed(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const publish = (...changed: Topic[]) => {
    for (const listener of listeners) listener({ changed });
  };
  return { link, calls, publish, listenerCount: () => listeners.size };
}

/** A server on a small built page, closed when the test ends. */
export async function testServer(
  engine: EngineLink = fakeEngine().link,
  authDeadlineMs = 3000,
): Promise<BrowserServer> {
  const folder = testFolder();
  mkdirSync(join(folder, "renderer/assets"), { recursive: true });
  writeFileSync(join(folder, "renderer/index.html"), "<!doctype html><title>Cadran</title>");
  writeFileSync(join(folder, "renderer/assets/app-1a2b.js"), "export {};");
  writeFileSync(join(folder, "secret.txt"), "not for the page");
  const server = await startBrowserServer({ engine, rendererDir: join(folder, "renderer"), port: 0, authDeadlineMs });
  onTestFinished(() => server.close());
  return server;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** Another loopback address than 127.0.0.1. */
  readonly address?: string;
}

/** One request with exactly these headers; Host is right unless given. */
export function ask(port: number, { method = "GET", path = "/", headers = {}, body, address }: Asked = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const options = { host: address ?? "127.0.0.1", port, path, method, headers, agent: false };
    const sent = request(options, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Spends a token as the page does. */
export function exchange(port: number, token: string, headers: Record<string, string> = {}) {
  const body = JSON.stringify({ token });
  return ask(port, {
    method: "POST",
    path: "/session",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
}

/** The page's key, by a fresh token. */
export async function openSession(server: Pick<BrowserServer, "port" | "mintToken">): Promise<string> {
  return JSON.parse((await exchange(server.port, server.mintToken())).body).key;
}

/** A page's WebSocket: messages in order, and how it closed. */
export class Page {
  readonly socket: WebSocket;
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #queue: unknown[] = [];
  #wake: () => void = () => {};

  constructor(port: number) {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}/bridge`, { origin: `http://127.0.0.1:${port}` });
    this.closed = new Promise((resolve) => {
      this.socket.on("close", (code, reason) => resolve({ code, reason: String(reason) }));
    });
    this.socket.on("error", () => {});
    this.socket.on("message", (data) => {
      this.#queue.push(JSON.parse(String(data)));
      this.#wake();
    });
    onTestFinished(() => this.socket.terminate());
  }

  async send(message: unknown): Promise<void> {
    if (this.socket.readyState === WebSocket.CONNECTING) {
      await new Promise((resolve, reject) => this.socket.once("open", resolve).once("error", reject));
    }
    this.socket.send(typeof message === "string" ? message : JSON.stringify(message));
  }

  async next(): Promise<unknown> {
    while (this.#queue.length === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#queue.shift();
  }
}

/** A page that is let in. */
export async function openPage(server: BrowserServer): Promise<Page> {
  const page = new Page(server.port);
  await page.send({ t: "auth", key: await openSession(server) });
  await page.next();
  return page;
}

/** Status of a refused WebSocket upgrade; 101 when it was let through. */
export function upgradeStatus(port: number, headers: Record<string, string>, path = "/bridge"): Promise<number> {
  return new Promise((resolve, reject) => {
    const handshake = { connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13" };
    const all = { ...handshake, "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==", ...headers };
    const sent = request({ host: "127.0.0.1", port, path, headers: all, agent: false });
    sent.on("upgrade", (_response, socket) => {
      socket.destroy();
      resolve(101);
    });
    sent.on("response", (response) => resolve(response.statusCode ?? 0));
    sent.on("error", reject);
    sent.end();
  });
}
