// Puts a real CalDAV server behind a fault proxy and a raw second client for the contract suite.
import { caldavProvider } from "../../src-main/providers/caldav/index.ts";
import type { ProviderUnderTest } from "../contracts/calendar-provider.ts";
import { USERS } from "../servers/child.ts";
import { type RawClient, rawClient } from "../servers/dav.ts";
import { FaultProxy } from "../servers/fault-proxy.ts";
import type { DavServer } from "../servers/radicale.ts";
import { testWorld } from "./world.ts";

const never = new AbortController().signal;

/** @param home path of alice's calendar home */
export async function behindProxy(
  server: DavServer,
  home: string,
  fill: (client: RawClient, url: string, count: number) => Promise<void>,
): Promise<ProviderUnderTest> {
  const world = testWorld();
  const proxy = await FaultProxy.start(server.port);
  const client = rawClient("alice", USERS.alice);
  const own = (url: string) => url.replace(`:${proxy.port}/`, `:${server.port}/`);
  const login = {
    kind: "caldav",
    url: `http://127.0.0.1:${proxy.port}/`,
    username: "alice",
    password: USERS.alice,
  } as const;
  let made = 0;
  const nextUrl = () => `http://127.0.0.1:${proxy.port}${home}made-${++made}/`;
  return {
    connect: (change) => caldavProvider.connect({ ...login, ...change }, world, never),
    makeCalendar: async (name) => {
      const url = nextUrl();
      await client.makeCalendar(own(url), name);
      return url;
    },
    makeFullCalendar: async (count) => {
      const url = nextUrl();
      await fill(client, own(url), count);
      return url;
    },
    other: {
      put: async (url, name, text) => void (await client.put(own(url) + encodeURIComponent(name), text)),
      remove: async (url, name) => void (await client.remove(own(url) + encodeURIComponent(name))),
    },
    strangeCursor: (cursor) => JSON.stringify({ ...JSON.parse(cursor), token: `${JSON.parse(cursor).token}0` }),
    readOnlyName: "Frozen",
    proxy,
    wrongPassword: "not-it",
    stop: async () => {
      await proxy.close();
      await server.stop();
      world.remove();
    },
  };
}
