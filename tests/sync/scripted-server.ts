// A calendar server behind the provider port that does what a test tells it to: items it lists, writes it refuses.
import type { CalendarConnection, CalendarProvider, RemoteItem } from "../../src-main/providers/provider.ts";
import type { Failure } from "../../src-preload/contract/failure.ts";

const FIRST = "http://server.test/cal/";
const SECOND = "http://server.test/second/";

/** Two calendars; the first lists what the test puts. */
export function scripted() {
  const items = new Map<string, RemoteItem>();
  const removed: string[] = [];
  const fetched: string[] = [];
  let refusal: Failure | undefined;
  let tag = 0;
  const connection: CalendarConnection = {
    endpoints: "{}",
    addresses: [],
    move: async () => ({ kind: "unsupported" }),
    createCalendar: async () => ({ url: SECOND, name: "Second", readOnly: false }),
    changeCalendar: async () => {},
    removeCalendar: async () => {},
    traits: () => ({ quirks: [] }),
    requests: () => [],
    calendars: async () => [
      { url: FIRST, name: "Scripted", readOnly: false },
      { url: SECOND, name: "Second", readOnly: false },
    ],
    async *changes(url, _cursor, known) {
      const mine = known();
      // The second calendar only takes what is put into it.
      if (url === SECOND) {
        yield { items: [], parked: [], removed: [], cursor: "c", method: "listing", complete: false };
        return;
      }
      const changed = [...items.values()].filter((item) => mine.get(item.key) !== item.etag);
      fetched.push(...changed.map((item) => item.key));
      const removed = [...mine.keys()].filter((key) => !items.has(key));
      yield { items: changed, parked: [], removed, cursor: "c", method: "listing", complete: true };
    },
    fetch: async (_url, href) => items.get(href.split("/").at(-1) ?? ""),
    create: async (url, name, text) => {
      if (refusal) throw refusal;
      if (url === FIRST) return { kind: "stored", item: put(name, text) };
      return { kind: "stored", item: { key: name, href: `/second/${name}`, etag: `"${++tag}"`, text } };
    },
    update: async (_url, { href }, text) => {
      if (refusal) throw refusal;
      return { kind: "stored", item: put(href.split("/").at(-1) ?? "", text) };
    },
    remove: async (_url, { href }) => {
      removed.push(href);
      items.delete(href.split("/").at(-1) ?? "");
      return { kind: "removed" };
    },
    close: async () => {},
  };
  const put = (key: string, text: string): RemoteItem => {
    const item = { key, href: `/cal/${key}`, etag: `"${++tag}"`, text };
    items.set(key, item);
    return item;
  };
  const provider: CalendarProvider = { connect: async () => connection };
  return {
    provider,
    put,
    items,
    /** Keys sent to the client, and hrefs it removed. */
    fetched,
    removed,
    refuse: (failure: Failure | undefined) => {
      refusal = failure;
    },
  };
}
