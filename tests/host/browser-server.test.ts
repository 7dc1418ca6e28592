import { networkInterfaces } from "node:os";
import { describe, expect, test } from "vitest";
import { startBrowserServer } from "../../src-main/host/browser/server.ts";
import { ask, exchange, fakeEngine, openSession, testServer, upgradeStatus } from "./browser-page.ts";

describe("who may ask", () => {
  test("the page is served under the exact name 127.0.0.1:PORT", async () => {
    const { port } = await testServer();
    const answer = await ask(port);
    expect(answer.status).toBe(200);
    expect(answer.body).toContain("<title>Cadran</title>");
  });

  test.each(["localhost:PORT", "127.0.0.1", "evil.example:PORT", "127.0.0.1.:PORT", "[::1]:PORT", "127.0.0.1:1"])(
    "the name %s is answered 421 and nothing else (DNS rebinding)",
    async (name) => {
      const { port } = await testServer();
      const answer = await ask(port, { headers: { host: name.replace("PORT", String(port)) } });
      expect(answer.status).toBe(421);
      expect(answer.body).not.toContain("Cadran");
    },
  );

  test.each(["http://evil.example", "null", "http://127.0.0.1:1", "http://localhost:PORT", "https://127.0.0.1:PORT"])(
    "the origin %s is refused",
    async (origin) => {
      const { port } = await testServer();
      const headers = { origin: origin.replace("PORT", String(port)) };
      expect((await ask(port, { headers })).status).toBe(403);
    },
  );

  test.each(["cross-site", "same-site"])("a %s request is refused, even for a static file", async (site) => {
    const { port } = await testServer();
    const headers = { "sec-fetch-site": site, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script" };
    expect((await ask(port, { path: "/assets/app-1a2b.js", headers })).status).toBe(403);
  });

  test("a link clicked on another site opens the page, a frame or a form of that site does not", async () => {
    const { port } = await testServer();
    const link = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    expect((await ask(port, { headers: link })).status).toBe(200);
    expect((await ask(port, { headers: { ...link, "sec-fetch-dest": "iframe" } })).status).toBe(403);
    expect((await ask(port, { method: "POST", path: "/session", headers: link })).status).toBe(403);
  });

  test("only the loopback address 127.0.0.1 listens", async () => {
    const { port } = await testServer();
    const others = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    const outside = others
      .filter(({ family, internal }) => family === "IPv4" && !internal)
      .map(({ address }) => address);
    for (const address of ["127.0.0.2", ...outside])
      await expect(ask(port, { address })).rejects.toThrow("ECONNREFUSED");
  });

  test("a port that is taken is named in the failure", async () => {
    const { port } = await testServer();
    const again = startBrowserServer({ engine: fakeEngine().link, rendererDir: "/nowhere", port });
    await expect(again).rejects.toMatchObject({
      reason: "invalid-input",
      message: expect.stringContaining(String(port)),
    });
  });
});

describe("what is served", () => {
  test("every answer carries the strict policy and keeps to itself", async () => {
    const { port } = await testServer();
    for (const path of ["/", "/assets/app-1a2b.js", "/missing"]) {
      const { headers } = await ask(port, { path });
      expect(headers["content-security-policy"]).toBe(
        `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self' ws://127.0.0.1:${port}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      );
      expect(headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
      });
      expect(headers["access-control-allow-origin"]).toBeUndefined();
    }
  });

  test("html is never stored; assets, named by their content, are", async () => {
    const { port } = await testServer();
    expect((await ask(port)).headers["cache-control"]).toBe("no-store");
    expect((await ask(port, { path: "/assets/app-1a2b.js" })).headers["cache-control"]).toContain("immutable");
  });

  test.each([
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/assets/..%2f..%2fsecret.txt",
    "/%2e%2e%2fsecret.txt%00.html",
    "//etc/passwd",
    "/%c0%ae%c0%ae/secret.txt",
    "/assets",
    "/missing.js",
  ])("%s leads nowhere", async (path) => {
    const { port } = await testServer();
    const answer = await ask(port, { path });
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain("not for the page");
  });

  test("a HEAD request gets the headers alone, other methods nothing", async () => {
    const { port } = await testServer();
    expect(await ask(port, { method: "HEAD" })).toMatchObject({ status: 200, body: "" });
    for (const method of ["PUT", "DELETE", "POST", "OPTIONS"]) expect((await ask(port, { method })).status).toBe(405);
  });
});

describe("the one-time token", () => {
  test("is exchanged once, for a key of 192 bits", async () => {
    const server = await testServer();
    const token = server.mintToken();
    const first = await exchange(server.port, token);
    expect(first.status).toBe(200);
    expect(Buffer.from(JSON.parse(first.body).key, "base64url")).toHaveLength(24);
    expect((await exchange(server.port, token)).status).toBe(401);
  });

  test("every page has a token and a key of its own", async () => {
    const server = await testServer();
    const keys = [await openSession(server), await openSession(server)];
    expect(new Set(keys).size).toBe(2);
  });

  test("only the newest unused tokens stay good", async () => {
    const server = await testServer();
    const first = server.mintToken();
    for (let n = 0; n < 32; n++) server.mintToken();
    expect((await exchange(server.port, first)).status).toBe(401);
  });

  test.each(["{}", '{"token":1}', "null", "not json", `{"token":"${"x".repeat(5000)}"}`])(
    "the body %.20s is refused",
    async (body) => {
      const server = await testServer();
      const headers = { "content-type": "application/json" };
      expect((await ask(server.port, { method: "POST", path: "/session", headers, body })).status).toBe(401);
    },
  );

  test("a form cannot spend it: only JSON is read", async () => {
    const server = await testServer();
    const token = server.mintToken();
    expect((await exchange(server.port, token, { "content-type": "text/plain" })).status).toBe(401);
    expect((await exchange(server.port, token)).status).toBe(200);
  });

  test("a GET does not spend it", async () => {
    const { port } = await testServer();
    expect((await ask(port, { path: "/session" })).status).toBe(405);
  });
});

describe("a further address", () => {
  const mint = (port: number, key: string, headers = {}) =>
    ask(port, { method: "POST", path: "/token", headers: { authorization: `Bearer ${key}`, ...headers } });

  test("is minted for who holds the admin key, and opens one page", async () => {
    const server = await testServer();
    const answer = await mint(server.port, server.adminKey);
    expect((await exchange(server.port, JSON.parse(answer.body).token)).status).toBe(200);
  });

  test("is not minted for a page's key, no key, or another site", async () => {
    const server = await testServer();
    expect((await mint(server.port, await openSession(server))).status).toBe(401);
    expect((await ask(server.port, { method: "POST", path: "/token" })).status).toBe(401);
    expect((await mint(server.port, server.adminKey, { origin: "http://evil.example" })).status).toBe(403);
  });
});

describe("the WebSocket's door", () => {
  test("opens for our own origin only", async () => {
    const { port } = await testServer();
    const origin = `http://127.0.0.1:${port}`;
    expect(await upgradeStatus(port, { origin })).toBe(101);
    expect(await upgradeStatus(port, {})).toBe(403);
    for (const other of ["http://evil.example", "null", `http://localhost:${port}`, `${origin}.evil.example`]) {
      expect(await upgradeStatus(port, { origin: other })).toBe(403);
    }
  });

  test("opens for our own name only, at /bridge only", async () => {
    const { port } = await testServer();
    const origin = `http://127.0.0.1:${port}`;
    expect(await upgradeStatus(port, { origin, host: `localhost:${port}` })).toBe(421);
    expect(await upgradeStatus(port, { origin }, "/other")).toBe(404);
  });
});
