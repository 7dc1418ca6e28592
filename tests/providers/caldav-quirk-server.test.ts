import { caldavProvider } from "../../src-main/providers/caldav/index.ts";
import { calendarProviderContract, type ProviderUnderTest } from "../contracts/calendar-provider.ts";
import { eventText } from "../servers/dav.ts";
import { FaultProxy } from "../servers/fault-proxy.ts";
import { startQuirkDav } from "../servers/quirk-dav.ts";
import { type Quirks, VENDORS } from "../servers/quirk-traits.ts";
import { testWorld } from "./world.ts";

const never = new AbortController().signal;

async function setup(quirks: Quirks): Promise<ProviderUnderTest> {
  const world = testWorld();
  const server = await startQuirkDav({ quirks });
  const proxy = await FaultProxy.start(server.port);
  const front = (url: string) => url.replace(`:${server.port}/`, `:${proxy.port}/`);
  server.makeCalendar("frozen", { displayName: "Frozen", readOnly: true });
  const idOf = (url: string) => url.split("/").at(-2) ?? "";
  let made = 0;
  const makeCalendar = (name: string) => front(server.makeCalendar(`made-${++made}`, { displayName: name }));
  return {
    connect: (change) =>
      caldavProvider.connect(
        { kind: "caldav", url: front(server.url), username: server.username, password: server.password, ...change },
        world,
        never,
      ),
    makeCalendar: async (name) => makeCalendar(name),
    makeFullCalendar: async (count) => {
      const url = makeCalendar("Full");
      for (let n = 0; n < count; n++) server.put(`${n}.ics`, eventText(`full-${n}`, `Event ${n}`), { id: idOf(url) });
      return url;
    },
    other: {
      put: async (url, name, text) => server.put(name, text, { id: idOf(url) }),
      remove: async (url, name) => server.remove(name, idOf(url)),
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

calendarProviderContract("CalDAV on a server by the book", () => setup({}));

// As sabre spells and answers, behind Digest; a token of the future is refused here, as the suite asks for.
calendarProviderContract(
  "CalDAV on a server like Baikal",
  () => setup({ ...VENDORS.baikal, acceptsAnyToken: undefined }),
  {
    count: 160,
  },
);

// The suite makes events of one UID in many calendars and signs in over plain http: neither is for iCloud.
calendarProviderContract(
  "CalDAV on a server like iCloud",
  () => setup({ ...VENDORS.icloud, shard: undefined, uniqueUid: undefined }),
  {
    count: 160,
  },
);

calendarProviderContract(
  "CalDAV on a server with MKCOL alone, repeated rows and small multigets",
  () =>
    setup({
      noMkcalendar: 405,
      duplicateRows: true,
      multigetLimit: 7,
      noMove: 501,
      wrongMime: true,
      controlCharacters: true,
    }),
  { count: 160 },
);
