// A calendar server of ours for the commands: it knows its users by their addresses, schedules by itself, moves, makes and
// removes calendars, and can be out of reach. What it was asked is written down.
import type { CalendarConnection, CalendarProvider, RemoteItem } from "../../src-main/providers/provider.ts";
import { Failure } from "../../src-preload/contract/failure.ts";

interface Shelf {
  name: string;
  color?: string;
  readonly readOnly: boolean;
  readonly items: Map<string, RemoteItem>;
}

export interface OfficeOptions {
  readonly schedules?: boolean;
  readonly moves?: boolean;
}

/** One server for all users; each signs in by name and is `name@office.test`. */
export function office({ schedules = true, moves = true }: OfficeOptions = {}) {
  const users = new Map<string, Map<string, Shelf>>();
  const asked: string[] = [];
  const state = { away: false, losesAnswer: false, addresses: (user: string) => [`${user}@office.test`] };
  let tag = 0;

  const shelvesOf = (user: string) => {
    let shelves = users.get(user);
    if (!shelves) {
      shelves = new Map([[urlOf(user, "work"), { name: "Work", readOnly: false, items: new Map() }]]);
      users.set(user, shelves);
    }
    return shelves;
  };
  const urlOf = (user: string, segment: string) => `http://office.test/${user}/${segment}/`;
  const put = (shelf: Shelf, key: string, text: string): RemoteItem => {
    const item = { key, href: `/${key}`, etag: `"${++tag}"`, text };
    shelf.items.set(key, item);
    return item;
  };

  function connectionOf(user: string): CalendarConnection {
    const shelves = shelvesOf(user);
    const reach = (what: string) => {
      if (state.away) throw new Failure("offline");
      asked.push(what);
    };
    const shelf = (url: string) => {
      const found = shelves.get(url);
      if (!found) throw new Failure("missing", { what: "calendar" });
      return found;
    };
    const keyOf = (href: string) => href.slice(1);
    return {
      endpoints: "{}",
      addresses: state.addresses(user),
      calendars: async () => {
        reach("LIST");
        return [...shelves].map(([url, { items: _, ...rest }]) => ({ url, schedules, ...rest }));
      },
      async *changes(url, _cursor, known) {
        reach("CHANGES");
        const mine = known();
        const { items } = shelf(url);
        const changed = [...items.values()].filter((item) => mine.get(item.key) !== item.etag);
        const removed = [...mine.keys()].filter((key) => !items.has(key));
        yield { items: changed, parked: [], removed, cursor: "c", method: "listing", complete: true };
      },
      fetch: async (url, href) => shelf(url).items.get(keyOf(href)),
      create: async (url, name, text) => {
        reach(`CREATE ${user}`);
        const there = shelf(url).items.get(name);
        if (there && there.text !== text) return { kind: "conflict", theirs: there };
        return { kind: "stored", item: put(shelf(url), name, text) };
      },
      update: async (url, { href, etag }, text, _signal, options) => {
        reach(options?.attendeeEdit ? "UPDATE as attendee" : "UPDATE");
        const there = shelf(url).items.get(keyOf(href));
        if (!there) return { kind: "gone" };
        if (there.etag !== etag) return { kind: "conflict", theirs: there };
        return { kind: "stored", item: put(shelf(url), there.key, text) };
      },
      remove: async (url, { href, etag }, _signal, options) => {
        reach(options?.silent ? "REMOVE silently" : "REMOVE");
        const there = shelf(url).items.get(keyOf(href));
        if (there && there.etag !== etag) return { kind: "conflict", theirs: there };
        shelf(url).items.delete(keyOf(href));
        return { kind: "removed" };
      },
      move: async (from, { href }, to, name) => {
        if (!moves) return { kind: "unsupported" };
        reach("MOVE");
        const there = shelf(from).items.get(keyOf(href));
        if (!there) return { kind: "gone" };
        shelf(from).items.delete(there.key);
        return { kind: "moved", item: put(shelf(to), name, there.text) };
      },
      createCalendar: async (segment, properties) => {
        reach(`MKCALENDAR ${properties.name}`);
        const url = urlOf(user, segment);
        if (!shelves.has(url)) shelves.set(url, { ...properties, readOnly: false, items: new Map() });
        if (state.losesAnswer) {
          state.losesAnswer = false;
          throw new Failure("connection-lost");
        }
        return { url, ...properties, readOnly: false, schedules };
      },
      changeCalendar: async (url, properties) => {
        reach("PROPPATCH");
        Object.assign(shelf(url), properties);
      },
      removeCalendar: async (url) => {
        reach("DELETE calendar");
        shelves.delete(url);
      },
      traits: () => ({ quirks: [] }),
      requests: () => [],
      close: async () => {},
    };
  }

  const provider: CalendarProvider = {
    connect: async ({ username = "" }) => {
      if (state.away) throw new Failure("offline");
      return connectionOf(username);
    },
  };
  return {
    provider,
    state,
    /** In order: CREATE, UPDATE, REMOVE, MOVE, MKCALENDAR … */
    asked,
    shelvesOf,
    /** The texts a user has in a calendar. */
    texts: (user: string, name = "Work") => {
      const found = [...shelvesOf(user).values()].find((one) => one.name === name);
      return [...(found?.items.values() ?? [])].map((item) => item.text);
    },
    /** Another client stores something. */
    store: (user: string, key: string, text: string) => put([...shelvesOf(user).values()][0] as Shelf, key, text),
    /** Another client edits what is there. */
    rewrite: (user: string, edit: (text: string) => string) => {
      const first = [...shelvesOf(user).values()][0] as Shelf;
      for (const item of [...first.items.values()]) put(first, item.key, edit(item.text));
    },
    forget: (user: string, key: string) => void ([...shelvesOf(user).values()][0] as Shelf).items.delete(key),
  };
}
