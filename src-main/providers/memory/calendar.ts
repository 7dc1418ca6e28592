// The port's methods over the server in the process: same outcomes as a real one, conflicts included.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { CalendarConnection, ItemVersion, MoveOutcome, RemoteCalendar, RemoteItem } from "../provider.ts";
import { demoChanges, stopIfAborted, toItem } from "./changes.ts";
import { DEMO_ADDRESS } from "./seed.ts";
import type { DemoServer, StoredCalendar } from "./server.ts";

const ORIGIN = "demo://cadran/";
const COLOR = "#2F6FE0";

/** A connection; several may be open on one server. */
export function connectTo(server: DemoServer): CalendarConnection {
  return {
    endpoints: "",
    addresses: [DEMO_ADDRESS],
    traits: () => ({ server: "Demo", quirks: [] }),
    requests: () => [],
    ...calendarMethods(server),
    ...itemMethods(server),
    close: async () => {},
  };
}

type ItemMethods = Pick<CalendarConnection, "changes" | "fetch" | "create" | "update" | "remove" | "move">;

function itemMethods(server: DemoServer): ItemMethods {
  const read = (url: string, href: string) => find(server, idOf(url), nameOf(href));
  return {
    changes: (url, cursor, known, signal, ranges) => {
      const id = idOf(url);
      return demoChanges(id, () => server.calendar(id), cursor, known, signal, ranges);
    },
    fetch: async (url, href, signal) => {
      stopIfAborted(signal);
      return read(url, href);
    },
    create: async (url, name, text, signal) => {
      stopIfAborted(signal);
      const id = writable(server, url);
      const there = find(server, id, name);
      if (there !== undefined) return there.text === text ? stored(there) : conflict(there);
      server.write(id, [{ name, text }]);
      return stored(mustFind(server, id, name));
    },
    update: async (url, item, text, signal) => {
      stopIfAborted(signal);
      const id = writable(server, url);
      const there = read(url, item.href);
      if (there === undefined) return { kind: "gone" };
      if (there.text === text) return stored(there);
      if (isOther(there, item)) return conflict(there);
      server.write(id, [{ name: there.key, text }]);
      return stored(mustFind(server, id, there.key));
    },
    remove: async (url, item, signal) => {
      stopIfAborted(signal);
      const id = writable(server, url);
      const there = read(url, item.href);
      if (there === undefined) return { kind: "removed" };
      if (isOther(there, item)) return conflict(there);
      server.write(id, [{ name: there.key, text: undefined }]);
      return { kind: "removed" };
    },
    move: async (from, item, to, name, signal) => {
      stopIfAborted(signal);
      return move(server, { from, item, to, name });
    },
  };
}

type CalendarMethods = Pick<CalendarConnection, "calendars" | "createCalendar" | "changeCalendar" | "removeCalendar">;

function calendarMethods(server: DemoServer): CalendarMethods {
  return {
    calendars: async (signal) => {
      stopIfAborted(signal);
      return Object.entries(server.calendars()).map(([id, calendar], order) => ({
        ...toCalendar(id, calendar),
        order,
      }));
    },
    createCalendar: async (id, { name, color = COLOR }, signal) => {
      stopIfAborted(signal);
      if (!Object.hasOwn(server.calendars(), id)) server.makeCalendar({ id, name, color, texts: [] });
      return toCalendar(id, server.calendar(id));
    },
    changeCalendar: async (url, properties, signal) => {
      stopIfAborted(signal);
      server.changeCalendar(changeable(server, url), properties);
    },
    removeCalendar: async (url, signal) => {
      stopIfAborted(signal);
      if (Object.hasOwn(server.calendars(), idOf(url))) server.removeCalendar(changeable(server, url));
    },
  };
}

const stored = (item: RemoteItem) => ({ kind: "stored", item }) as const;
const conflict = (theirs: RemoteItem) => ({ kind: "conflict", theirs }) as const;

const isOther = (there: RemoteItem, version: ItemVersion) =>
  version.etag === undefined ? there.text !== version.baseText : there.etag !== version.etag;

const idOf = (url: string) => decodeURIComponent(url.slice(ORIGIN.length).replace(/\/$/, ""));
const nameOf = (href: string) => decodeURIComponent(href.slice(href.lastIndexOf("/") + 1));

function toCalendar(id: string, { name, color, readOnly }: StoredCalendar): RemoteCalendar {
  return { url: `${ORIGIN}${encodeURIComponent(id)}/`, name, color, readOnly };
}

function writable(server: DemoServer, url: string): string {
  const id = idOf(url);
  if (server.calendar(id).readOnly) throw new Failure("read-only");
  return id;
}

/** What may only be read may not be renamed either. */
function changeable(server: DemoServer, url: string): string {
  const id = idOf(url);
  if (server.calendar(id).readOnly) throw new Failure("forbidden");
  return id;
}

interface Move {
  readonly from: string;
  readonly item: ItemVersion;
  readonly to: string;
  readonly name: string;
}

function move(server: DemoServer, { from, item, to, name }: Move): MoveOutcome {
  const [source, target] = [writable(server, from), writable(server, to)];
  const there = find(server, source, nameOf(item.href));
  const arrived = find(server, target, name);
  if (there === undefined) return arrived ? { kind: "moved", item: arrived } : { kind: "gone" };
  if (isOther(there, item)) return conflict(there);
  // Another item has the name already: making it there tells who is who.
  if (arrived !== undefined) return { kind: "unsupported" };
  server.move(source, there.key, target, name);
  return { kind: "moved", item: mustFind(server, target, name) };
}

function find(server: DemoServer, id: string, name: string): RemoteItem | undefined {
  const { items } = server.calendar(id);
  const item = Object.hasOwn(items, name) ? items[name] : undefined;
  return item && toItem(id, name, item);
}

function mustFind(server: DemoServer, id: string, name: string): RemoteItem {
  const item = find(server, id, name);
  if (item === undefined) throw new Failure("storage", { detail: "the demo calendars were changed from outside" });
  return item;
}
