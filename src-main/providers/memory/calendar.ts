// The port's methods over the server in the process: same outcomes as a real one, conflicts included.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { CalendarConnection, ChangePage, Known, RemoteItem } from "../provider.ts";
import type { DemoServer, StoredItem } from "./server.ts";

const ORIGIN = "demo://cadran/";
const PAGE = 100;

/** A connection; several may be open on one server. */
export function connectTo(server: DemoServer): CalendarConnection {
  const read = (url: string, href: string) => find(server, idOf(url), nameOf(href));
  return {
    endpoints: "",
    addresses: [],
    move: async () => ({ kind: "unsupported" }),
    createCalendar: async () => {
      throw new Failure("unsupported", { what: "create-calendar" });
    },
    changeCalendar: async () => {
      throw new Failure("unsupported", { what: "rename" });
    },
    removeCalendar: async () => {
      throw new Failure("unsupported", { what: "delete-calendar" });
    },
    traits: () => ({ quirks: [] }),
    requests: () => [],
    calendars: async (signal) => {
      stopIfAborted(signal);
      return Object.entries(server.calendars()).map(([id, { name, color, readOnly }], order) => ({
        url: `${ORIGIN}${encodeURIComponent(id)}/`,
        name,
        color,
        readOnly,
        order,
      }));
    },
    changes: (url, cursor, known, signal) => changes(server, idOf(url), { cursor, known }, signal),
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
    close: async () => {},
  };
}

const stored = (item: RemoteItem) => ({ kind: "stored", item }) as const;
const conflict = (theirs: RemoteItem) => ({ kind: "conflict", theirs }) as const;

const isOther = (there: RemoteItem, version: { readonly etag?: string; readonly baseText: string }) =>
  version.etag === undefined ? there.text !== version.baseText : there.etag !== version.etag;

function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new Failure("cancelled");
}

const idOf = (url: string) => decodeURIComponent(url.slice(ORIGIN.length).replace(/\/$/, ""));
const nameOf = (href: string) => decodeURIComponent(href.slice(href.lastIndexOf("/") + 1));

function writable(server: DemoServer, url: string): string {
  const id = idOf(url);
  if (server.calendar(id).readOnly) throw new Failure("read-only");
  return id;
}

function toItem(id: string, name: string, { revision, text }: StoredItem): RemoteItem {
  return { key: name, href: `/${encodeURIComponent(id)}/${encodeURIComponent(name)}`, etag: `"${revision}"`, text };
}

function find(server: DemoServer, id: string, name: string): RemoteItem | undefined {
  const entry = Object.entries(server.calendar(id).items).find(([key]) => key === name);
  return entry && toItem(id, name, entry[1]);
}

function mustFind(server: DemoServer, id: string, name: string): RemoteItem {
  const item = find(server, id, name);
  if (item === undefined) throw new Failure("storage", { detail: "the demo calendars were changed from outside" });
  return item;
}

async function* changes(
  server: DemoServer,
  id: string,
  { cursor, known }: { readonly cursor: string | undefined; readonly known: Known },
  signal: AbortSignal,
): AsyncGenerator<ChangePage> {
  stopIfAborted(signal);
  const { items, deleted, revision, floor } = server.calendar(id);
  const since = cursor === undefined ? 0 : Number(/^\d+$/.test(cursor) ? cursor : Number.NaN);
  const isStale = cursor !== undefined && !(since >= floor && since <= revision);
  if (isStale) throw new Failure("stale-cursor");
  const events = Object.entries(items).filter(([, { text }]) => /^BEGIN:VEVENT\s*$/m.test(text));
  const all = events.map(([name, item]) => toItem(id, name, item));
  const mine = known();
  const newer = all.filter((item) => Number(items[item.key]?.revision) > since && mine.get(item.key) !== item.etag);
  const removed =
    cursor === undefined
      ? [...mine.keys()].filter((key) => !Object.hasOwn(items, key))
      : Object.entries(deleted).flatMap(([key, at]) => (at > since && mine.has(key) ? [key] : []));
  const page = { parked: [], method: "sync-collection" as const };
  const last = Math.max(0, Math.ceil(newer.length / PAGE) - 1);
  for (let number = 0; number < last; number++) {
    stopIfAborted(signal);
    const part = newer.slice(number * PAGE, (number + 1) * PAGE);
    yield { ...page, items: part, removed: [], complete: false };
  }
  const rest = newer.slice(last * PAGE);
  yield { ...page, items: rest, removed, cursor: String(revision), complete: cursor === undefined };
}
