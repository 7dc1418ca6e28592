// Discovery and sign-in against servers with habits. One test per rule (knowledge §2.1).
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Net } from "../../src-main/ports.ts";
import { caldavProvider } from "../../src-main/providers/caldav/index.ts";
import type { Login } from "../../src-main/providers/provider.ts";
import { freePort, missingServer, USERS } from "../servers/child.ts";
import { type Asked, type FakeDav, multistatus, type Reply, row, startFakeDav } from "../servers/fake-dav.ts";
import { startRadicale } from "../servers/radicale.ts";
import { CALENDAR, failureOf, loginTo, never } from "./fake-account.ts";
import { NOW_MS, testWorld } from "./world.ts";

let server: FakeDav;
let world: ReturnType<typeof testWorld>;
const closers: (() => Promise<void>)[] = [];
beforeEach(async () => {
  server = await startFakeDav();
  world = testWorld();
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  await server.stop();
  world.remove();
});

const connect = async (change: Partial<Login> = {}) => {
  const connection = await caldavProvider.connect({ ...loginTo(server.url), ...change }, world, never);
  closers.push(() => connection.close());
  return connection;
};
const principal = (path: string) => `<D:current-user-principal><D:href>${path}</D:href></D:current-user-principal>`;
const homes = (...hrefs: string[]) =>
  `<C:calendar-home-set>${hrefs.map((href) => `<D:href>${href}</D:href>`).join("")}</C:calendar-home-set>`;
/** Answers by path, to PROPFIND only unless the path has its method before it. */
const routes = (table: Readonly<Record<string, Reply>>) => (asked: Asked) =>
  table[`${asked.method} ${asked.path}`] ?? (asked.method === "PROPFIND" ? table[asked.path] : undefined);
const calendarRow = (href: string, props: string) => row(href, CALENDAR + props);

describe("discovery", () => {
  it("goes from the principal to every home (R4) and lists the calendars of all", async () => {
    server.answer(
      routes({
        "/dav/": multistatus([row("/dav/", principal("/p/alice/"))]),
        "/p/alice/": multistatus([row("/p/alice/", homes("/h1/", "/h2/"))]),
        "/h1/": multistatus([
          row("/h1/", "<D:resourcetype><D:collection/></D:resourcetype>"),
          calendarRow("/h1/a/", ""),
        ]),
        "/h2/": multistatus([calendarRow("/h2/b/", ""), calendarRow("/h1/a/", "")]),
      }),
    );
    const connection = await connect({ url: `${server.url}dav/` });
    const urls = (await connection.calendars(never)).map((calendar) => calendar.url);
    expect(urls).toEqual([`${server.url}h1/a/`, `${server.url}h2/b/`]);
  });

  it("follows the well-known path, and a redirect of GET alone (R3)", async () => {
    const home = multistatus([row("/x/", homes("/h/"))]);
    server.answer(routes({ "/.well-known/caldav": { status: 301, headers: { location: "/x/" } }, "/x/": home }));
    expect(JSON.parse((await connect()).endpoints).homes).toEqual([`${server.url}h/`]);
    server.answer(routes({ "GET /.well-known/caldav": { status: 302, headers: { location: "/x/" } }, "/x/": home }));
    expect(JSON.parse((await connect()).endpoints).homes).toEqual([`${server.url}h/`]);
  });

  it("takes the root when well-known is not there, and the address itself when no principal is named (R5)", async () => {
    server.answer(
      routes({ "/": multistatus([row("/", principal("/p/"))]), "/p/": multistatus([row("/p/", homes("/h/"))]) }),
    );
    expect(JSON.parse((await connect()).endpoints).homes).toEqual([`${server.url}h/`]);
    server.answer(
      routes({
        "/own/": multistatus([
          row("/own/", "<D:resourcetype><D:collection/></D:resourcetype>"),
          calendarRow("/own/c/", ""),
        ]),
      }),
    );
    const connection = await connect({ url: `${server.url}own/` });
    expect((await connection.calendars(never)).map((calendar) => calendar.url)).toEqual([`${server.url}own/c/`]);
  });

  it("resolves hrefs against the final address after redirects (R7)", async () => {
    server.answer(
      routes({
        "/old/": { status: 308, headers: { location: "/new/deep/" } },
        "/new/deep/": multistatus([row("/new/deep/", homes("home/"))]),
      }),
    );
    expect(JSON.parse((await connect({ url: `${server.url}old/` })).endpoints).homes).toEqual([
      `${server.url}new/deep/home/`,
    ]);
  });

  it("gives up after five redirects (R2)", async () => {
    server.answer((asked) => ({ status: 302, headers: { location: `${asked.path}x` } }));
    expect((await failureOf(connect({ url: `${server.url}loop/` }))).reason).toBe("not-caldav");
    expect(server.asked.filter((asked) => asked.path.startsWith("/loop/"))).toHaveLength(6);
  });

  it("never sends the password from plain http to another host", async () => {
    const other = await startFakeDav();
    closers.push(() => other.stop());
    server.answer(() => ({ status: 302, headers: { location: `http://localhost:${other.port}/` } }));
    expect((await failureOf(connect())).reason).toBe("untrusted-redirect");
    server.answer((asked) =>
      asked.method === "PROPFIND"
        ? multistatus([row(asked.path, homes(`http://localhost:${other.port}/h/`))])
        : undefined,
    );
    expect((await failureOf(connect())).reason).toBe("untrusted-redirect");
    expect(other.asked).toEqual([]);
  });

  it("stops at the first refusal of the password (R99), and never shows it", async () => {
    server.answer(() => ({ status: 401, headers: { "www-authenticate": 'Basic realm="x"' } }));
    const failure = await failureOf(connect({ url: `${server.url}dav/` }));
    expect(failure.reason).toBe("wrong-password");
    expect(server.asked.filter((asked) => asked.headers.authorization !== undefined)).toHaveLength(1);
    expect(JSON.stringify(failure.toData())).not.toMatch(/secret-pw|Basic/);
    expect((await failureOf(connect({ password: undefined }))).reason).toBe("password-needed");
  });

  it("tells a login page (R100) from a server that is no CalDAV server", async () => {
    server.answer(() => ({
      status: 200,
      headers: { "content-type": "text/html; charset=utf-8" },
      body: "<html>Sign in",
    }));
    expect((await failureOf(connect())).reason).toBe("login-page");
    server.answer(() => ({ status: 404 }));
    expect((await failureOf(connect())).reason).toBe("not-caldav");
    expect((await failureOf(connect({ url: "mailto:x" }))).reason).toBe("not-caldav");
  });

  it("tells a server that is down once, without asking every path", async () => {
    const url = `http://127.0.0.1:${await freePort()}/dav/`;
    expect((await failureOf(connect({ url }))).reason).toBe("connection-refused");
    const unknown = await failureOf(connect({ url: "http://nowhere.invalid/" }));
    expect(["host-unknown", "offline"]).toContain(unknown.reason);
  });

  it("waits as Retry-After says: seconds, date, nothing, too short, too long (R98)", async () => {
    const minutes = async (headers: Record<string, string>, status = 503) => {
      server.answer(() => ({ status, headers }));
      return (Number((await failureOf(connect())).retryAtMs) - NOW_MS) / 60_000;
    };
    expect(await minutes({ "retry-after": "600" })).toBe(10);
    expect(await minutes({ "retry-after": new Date(NOW_MS + 30 * 60_000).toUTCString() }, 429)).toBe(30);
    expect(await minutes({})).toBe(15);
    expect(await minutes({ "retry-after": "1" })).toBe(1);
    expect(await minutes({ "retry-after": "999999" })).toBe(120);
  });

  it("asks DNS for an address, and trusts it only within the domain (RFC 6764 §8)", async () => {
    const asked: string[] = [];
    const http = world.net.http({});
    const net: Net = {
      http: () => ({
        request: async ({ url }) => {
          asked.push(new URL(url).host);
          return { status: 404, headers: {}, body: "", url };
        },
        close: () => http.close(),
      }),
      srv: async () => [
        { host: "evil.test", port: 443 },
        { host: "dav.example.test", port: 8443 },
      ],
      txt: async () => ["path=/cal"],
    };
    const login: Login = { kind: "caldav", address: "a@example.test", password: "secret-pw" };
    expect((await failureOf(caldavProvider.connect(login, { ...world, net }, never))).reason).toBe("not-caldav");
    expect(new Set(asked)).toEqual(new Set(["example.test", "dav.example.test:8443"]));
  });

  it("starts at Infomaniak's server with the user's code, whatever the domain", async () => {
    const asked: string[] = [];
    const home = multistatus([row("/calendars/AB12/", ""), calendarRow("/calendars/AB12/x/", "")]);
    const net: Net = {
      ...world.net,
      srv: async () => [],
      http: () => ({
        request: async ({ url, method }) => {
          asked.push(`${method} ${url}`);
          const isHome = url.endsWith("/calendars/AB12/");
          return { status: isHome ? 207 : 404, headers: {}, body: isHome ? (home.body ?? "") : "", url };
        },
        close: async () => {},
      }),
    };
    const login: Login = { kind: "infomaniak", address: "me@my-own.test", username: "AB12", password: "secret-pw" };
    const connection = await caldavProvider.connect(login, { ...world, net }, never);
    expect(JSON.parse(connection.endpoints).homes).toEqual(["https://sync.infomaniak.com/calendars/AB12/"]);
    expect(asked[0]).toBe("PROPFIND https://sync.infomaniak.com/.well-known/caldav");
  });

  it("spares the search with the endpoints of last time, and searches again when they are gone", async () => {
    const table: Record<string, Reply> = {
      "/": multistatus([row("/", homes("/h/"))]),
      "/h/": multistatus([calendarRow("/h/c/", "")]),
    };
    server.answer(routes(table));
    const { endpoints } = await connect();
    expect(endpoints).not.toContain("secret-pw");
    server.asked.length = 0;
    await connect({ endpoints });
    expect(server.asked.map((asked) => asked.path)).toEqual(["/h/"]);
    delete table["/h/"];
    table["/"] = multistatus([row("/", homes("/moved/"))]);
    expect(JSON.parse((await connect({ endpoints })).endpoints).homes).toEqual([`${server.url}moved/`]);
    expect(JSON.parse((await connect({ endpoints: "{broken" })).endpoints).homes).toEqual([`${server.url}moved/`]);
  });

  it("stays inside https, and follows https to another host", async () => {
    const asked: { url: string; authorization: string | undefined }[] = [];
    const start = (location: string) => {
      const http: Net["http"] = () => ({
        request: async ({ url, headers: sent }) => {
          asked.push({ url, authorization: sent?.authorization });
          const isStart = url.startsWith("https://cal.test/");
          const headers: Record<string, string> = isStart ? { location } : {};
          if (isStart) return { status: 301, headers, body: "", url };
          return { status: 207, headers, body: multistatus([row("/", homes("/h/"))]).body ?? "", url };
        },
        close: async () => {},
      });
      const net = { ...world.net, http, srv: async () => [] };
      return caldavProvider.connect(
        { ...loginTo("https://cal.test/dav"), password: "secret-pw" },
        { ...world, net },
        never,
      );
    };
    expect((await failureOf(start("http://shard.test/"))).reason).toBe("insecure-redirect");
    expect(asked.every((one) => one.url.startsWith("https://cal.test/"))).toBe(true);
    const connection = await start("https://p42.shard.test/");
    expect(JSON.parse(connection.endpoints)).toMatchObject({ homes: ["https://p42.shard.test/h/"] });
    // Same name, wrong scheme: a server behind a proxy that does not know its own.
    expect((await failureOf(start("http://cal.test/x"))).reason).toBe("not-caldav");
    expect(asked.every((one) => one.url.startsWith("https://"))).toBe(true);
  });
});

const missing = missingServer("radicale");
describe.skipIf(missing)(`certificates${missing ? ` (skipped: ${missing})` : ""}`, () => {
  it("signs in over TLS with a private authority, and sends nothing to a certificate it cannot trust", async () => {
    const radicale = await startRadicale({ tls: "good" });
    closers.push(() => radicale.stop());
    const login = { url: radicale.url, password: USERS.alice };
    expect(JSON.parse((await connect({ ...login, caFile: radicale.caFile })).endpoints).homes).toEqual([
      `${radicale.url}alice/`,
    ]);
    expect((await failureOf(connect(login))).reason).toBe("certificate");
  });

  it.each(["expired", "wrong-host", "self-signed"] as const)("refuses a certificate that is %s", async (tls) => {
    const radicale = await startRadicale({ tls });
    closers.push(() => radicale.stop());
    const failure = await failureOf(connect({ url: radicale.url, caFile: radicale.caFile }));
    expect(failure).toMatchObject({ reason: "certificate", params: { host: "localhost" } });
  });
});
