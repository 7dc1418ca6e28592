import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { createNet } from "../../src-main/host/net.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { freePort, missingServer } from "../servers/child.ts";
import { type FakeDav, startFakeDav } from "../servers/fake-dav.ts";
import { FaultProxy } from "../servers/fault-proxy.ts";
import { startRadicale } from "../servers/radicale.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const never = new AbortController().signal;
const client = (caFile?: string) => {
  const http = createNet().http(caFile === undefined ? {} : { caFile });
  closers.push(() => http.close());
  return http;
};
const fake = async (): Promise<FakeDav> => {
  const server = await startFakeDav();
  closers.push(() => server.stop());
  return server;
};
const proxied = async (port: number) => {
  const proxy = await FaultProxy.start(port);
  closers.push(() => proxy.close());
  return proxy;
};
const failureOf = async (work: Promise<unknown>): Promise<Failure> => {
  const error = await work.then(
    () => undefined,
    (e: unknown) => e,
  );
  if (!(error instanceof Failure)) throw new Error(`no Failure: ${String(error)}`);
  return error;
};

describe("HTTP for the engine", () => {
  it("sends any method with a content length and answers with lower-case headers", async () => {
    const server = await fake();
    server.answer(() => ({ status: 207, headers: { ETag: '"1"' }, body: "é" }));
    const answer = await client().request({ method: "REPORT", url: `${server.url}a%20b@c`, body: "<x/>" }, never);
    expect(answer).toMatchObject({ status: 207, body: "é" });
    expect(answer.headers.etag).toBe('"1"');
    expect(server.asked[0]).toMatchObject({ method: "REPORT", path: "/a%20b@c", body: "<x/>" });
    expect(server.asked[0]?.headers["content-length"]).toBe("4");
  });

  it("never follows a redirect by itself", async () => {
    const server = await fake();
    server.answer(() => ({ status: 301, headers: { location: "/elsewhere" } }));
    const answer = await client().request({ method: "GET", url: server.url }, never);
    expect(answer.status).toBe(301);
    expect(server.asked).toHaveLength(1);
  });

  it("unpacks an answer that was compressed against our wish", async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("plain"));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    closers.push(async () => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    expect((await client().request({ method: "GET", url }, never)).body).toBe("plain");
  });

  it("stops reading at the size limit", async () => {
    const server = await fake();
    server.answer(() => ({ status: 200, body: "x".repeat(10_000) }));
    const failure = await failureOf(client().request({ method: "GET", url: server.url, maxBytes: 1000 }, never));
    expect(failure.reason).toBe("too-large");
  });

  it("tells an unknown host from a server that refuses", async () => {
    const unknown = await failureOf(client().request({ method: "GET", url: "http://nowhere.invalid/" }, never));
    // Without any resolver the system says EAI_AGAIN.
    expect(["host-unknown", "offline"]).toContain(unknown.reason);
    const refused = await failureOf(
      client().request({ method: "GET", url: `http://127.0.0.1:${await freePort()}/` }, never),
    );
    expect(refused.reason).toBe("connection-refused");
    expect(refused.params).toEqual({ host: "127.0.0.1" });
  });

  it("says connection-lost when the answer is cut, timeout when it never comes, cancelled when we stop", async () => {
    const server = await fake();
    server.answer(() => ({ status: 200, body: "x".repeat(5000) }));
    const proxy = await proxied(server.port);
    const get = (timeoutMs?: number, signal = never) =>
      failureOf(client().request({ method: "GET", url: `http://127.0.0.1:${proxy.port}/`, timeoutMs }, signal));
    proxy.set({ cutAfterBytes: 1000 });
    expect((await get()).reason).toBe("connection-lost");
    proxy.set({ refuse: true });
    expect((await get()).reason).toBe("connection-lost");
    proxy.set({ blackhole: true });
    expect((await get(100)).reason).toBe("timeout");
    proxy.set({ stall: true });
    const stop = new AbortController();
    const pending = get(undefined, stop.signal);
    stop.abort();
    expect((await pending).reason).toBe("cancelled");
    expect((await get(undefined, AbortSignal.abort())).reason).toBe("cancelled");
  });

  it("finds nothing in DNS without failing", async () => {
    expect(await createNet().srv("_caldavs._tcp.nowhere.invalid", never)).toEqual([]);
    expect(await createNet().txt("_caldavs._tcp.nowhere.invalid", never)).toEqual([]);
  });
});

const missing = missingServer("radicale");
describe.skipIf(missing)(`TLS${missing ? ` (skipped: ${missing})` : ""}`, () => {
  const start = async (tls: "good" | "self-signed" | "expired" | "wrong-host") => {
    const server = await startRadicale({ tls });
    closers.push(() => server.stop());
    return server;
  };

  it("trusts a private authority named by its file, and nobody without it", async () => {
    const server = await start("good");
    const request = { method: "OPTIONS", url: server.url };
    expect((await client(server.caFile).request(request, never)).status).toBeLessThan(500);
    const failure = await failureOf(client().request(request, never));
    expect(failure).toMatchObject({ reason: "certificate", params: { detail: "an unknown authority signed it" } });
  });

  it.each([
    ["expired", "it has expired"],
    ["wrong-host", "it belongs to another name"],
    ["self-signed", "the server signed it itself"],
  ] as const)("refuses a certificate that is %s and says why", async (kind, detail) => {
    const server = await start(kind);
    const failure = await failureOf(client(server.caFile).request({ method: "GET", url: server.url }, never));
    expect(failure).toMatchObject({ reason: "certificate", params: { host: "localhost", detail } });
  });

  it("says plainly that the authority's file cannot be read", async () => {
    const failure = await failureOf(
      client("/nowhere/ca.pem").request({ method: "GET", url: "https://localhost/" }, never),
    );
    expect(failure.params.detail).toMatch(/cannot be read/);
  });
});
