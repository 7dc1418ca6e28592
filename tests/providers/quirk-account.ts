// A signed-in connection to the quirk server, also under a vendor's own name.
import { onTestFinished } from "vitest";
import type { Net } from "../../src-main/ports.ts";
import { caldavProvider } from "../../src-main/providers/caldav/index.ts";
import type { CalendarConnection, Login, RemoteItem } from "../../src-main/providers/provider.ts";
import { Copy } from "../contracts/calendar-copy.ts";
import { eventText } from "../servers/dav.ts";
import { type QuirkDav, startQuirkDav } from "../servers/quirk-dav.ts";
import type { Quirks } from "../servers/quirk-traits.ts";
import { NOW_MS, testWorld } from "./world.ts";

export const never = new AbortController().signal;

export interface QuirkAccount {
  readonly server: QuirkDav;
  readonly connection: CalendarConnection;
  /** The calendar `personal`, as the connection names it. */
  readonly url: string;
  readonly copy: Copy;
  connect(change?: Partial<Login>): Promise<CalendarConnection>;
}

/** Starts a server with these habits and signs in; both end with the test.
 *  @param host the name that the server is to have, over https */
export async function quirkAccount(
  quirks: Quirks,
  { host, ...change }: Partial<Login> & { readonly host?: string } = {},
): Promise<QuirkAccount> {
  const { server, connect } = await quirkLogin(quirks, { ...change, ...(host && { host }) });
  const connection = await connect();
  server.asked.length = 0;
  const base = host ? `https://${host}` : server.homeUrl.replace(/\/calendars\/.*$/, "");
  const url = `${base}${new URL(server.calendarUrl()).pathname}`;
  return { server, connection, url, copy: new Copy(connection, url), connect };
}

/** The same without signing in. */
export async function quirkLogin(
  quirks: Quirks,
  { host, ...change }: Partial<Login> & { readonly host?: string } = {},
): Promise<{ server: QuirkDav; connect: (change?: Partial<Login>) => Promise<CalendarConnection> }> {
  const server = await startQuirkDav({ quirks, nowMs: NOW_MS });
  const world = testWorld();
  onTestFinished(async () => {
    await server.stop();
    world.remove();
  });
  const net = host ? underName(world.net, host, server) : world.net;
  const login: Login = {
    kind: "caldav",
    url: host ? `https://${host}/` : server.url,
    username: server.username,
    password: server.password,
    ...change,
  };
  const connect = async (more: Partial<Login> = {}) => {
    const connection = await caldavProvider.connect({ ...login, ...more }, { ...world, net }, never);
    onTestFinished(() => connection.close());
    return connection;
  };
  return { server, connect };
}

/** The network, but `host` is this server; the second host of a shard is `p42-` before it. */
function underName(net: Net, host: string, server: QuirkDav): Net {
  const back = new URL(server.homeUrl).origin;
  const shard = `p42-${host}`;
  return {
    ...net,
    srv: async () => [],
    txt: async () => [],
    http: (options) => {
      const http = net.http(options);
      return {
        close: () => http.close(),
        request: async (request, signal) => {
          const asked = new URL(request.url);
          const origin = asked.host === shard ? back : new URL(server.url).origin;
          const url = request.url.replace(asked.origin, origin);
          const answer = await http.request({ ...request, url }, signal);
          const location = answer.headers.location?.replace(back, `https://${shard}`);
          return { ...answer, url: request.url, headers: { ...answer.headers, ...(location && { location }) } };
        },
      };
    },
  };
}

/** Puts `count` events named `0.ics`… on the server. */
export function fill(server: QuirkDav, count: number): void {
  for (let n = 0; n < count; n++) server.put(`${n}.ics`, eventText(`u${n}`, `Event ${n}`));
}

/** An item as the version that a write replaces. */
export function versionOf(item: RemoteItem | undefined) {
  if (!item) throw new Error("no item");
  const { href, etag, scheduleTag, text } = item;
  return { href, baseText: text, ...(etag && { etag }), ...(scheduleTag && { scheduleTag }) };
}

/** How often a method, or a kind of REPORT, was asked. */
export function count({ asked }: QuirkDav, what: RegExp): number {
  return asked.filter((one) => what.test(one.method) || what.test(one.body)).length;
}
