// protocol and net: the app's own schemes, answered from Fetch.requestPaused.
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type * as Electron from "electron";
import { failLoudly, failLoudlyObject } from "./fail-loudly.ts";
import { needReady, state } from "./state.ts";
import { inward, outward } from "./urls.ts";

type SchemeHandler = Parameters<Electron.Protocol["handle"]>[1];

/** What Chromium says of a paused request. */
export interface PausedRequest {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly postData?: string;
  readonly postDataEntries?: { bytes?: string }[];
}
/** What it is told; undefined body and status mean a failed request. */
export type SchemeAnswer = { status: number; headers: { name: string; value: string }[]; body: Buffer } | "failed";

class Protocol implements Pick<Electron.Protocol, "handle" | "registerSchemesAsPrivileged" | "isProtocolHandled"> {
  readonly #handlers = new Map<string, SchemeHandler>();

  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    if (state.ready) throw new Error("protocol.registerSchemesAsPrivileged should be called before app is ready");
    if (state.schemes.size > 0)
      throw new Error("electron stand-in: registerSchemesAsPrivileged can be called only once");
    for (const { scheme, privileges } of schemes) {
      if (!privileges?.standard || !privileges.secure) {
        throw new Error(`electron stand-in: scheme ${scheme} must be standard and secure (it is https here)`);
      }
      state.schemes.add(scheme);
    }
  }

  handle(scheme: string, handler: SchemeHandler): void {
    needReady("protocol");
    if (this.#handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    if (!state.schemes.has(scheme)) throw new Error(`electron stand-in: scheme ${scheme} is not privileged`);
    this.#handlers.set(scheme, handler);
  }

  isProtocolHandled(scheme: string): boolean {
    return this.#handlers.has(scheme);
  }

  /** @param url as the app knows it @returns undefined when no scheme of the app is meant */
  async _answer(url: string, request: PausedRequest): Promise<SchemeAnswer | undefined> {
    const scheme = url.slice(0, url.indexOf(":"));
    if (!state.schemes.has(scheme)) return undefined;
    const handler = this.#handlers.get(scheme);
    if (!handler) return "failed";
    try {
      const response = await handler(toRequest(url, request) as never);
      if (response.type === "error") return "failed";
      const headers: { name: string; value: string }[] = [];
      response.headers.forEach((value, name) => {
        headers.push({ name, value: name === "location" ? outward(value) : value });
      });
      return { status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) };
    } catch (error) {
      console.error(`protocol.handle('${scheme}') failed for ${url}:`, error);
      return "failed";
    }
  }
}
failLoudly(Protocol.prototype, "Protocol");

export const protocol = new Protocol();

function toRequest(url: string, { method, headers, postData, postDataEntries }: PausedRequest): Request {
  const given = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    given.set(name, /^(origin|referer)$/i.test(name) ? inward(value) : value);
  }
  const parts = postDataEntries?.map((entry) => Buffer.from(entry.bytes ?? "", "base64"));
  const body = parts ? Buffer.concat(parts) : postData;
  return new Request(url, { method, headers: given, ...(body !== undefined && { body: body as BodyInit }) });
}

const MIME: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

export const net = failLoudlyObject(
  {
    /** Specs replace it. */
    isOnline(): boolean {
      needReady("net");
      return true;
    },
    /** Files alone: the app fetches nothing else from its main process. */
    async fetch(url: string): Promise<Response> {
      needReady("net");
      if (!url.startsWith("file:")) throw new Error(`electron stand-in: net.fetch(${url}) is not implemented`);
      const file = fileURLToPath(url);
      try {
        const type = MIME[extname(file)] ?? "application/octet-stream";
        return new Response(await readFile(file), { headers: { "content-type": type } });
      } catch {
        throw new Error("net::ERR_FILE_NOT_FOUND");
      }
    },
  },
  "Net",
);
