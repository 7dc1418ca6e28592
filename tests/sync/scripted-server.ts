// A calendar server behind the provider port that does what a test tells it to: what it lists, what it refuses, what it can.
import type {
  CalendarConnection,
  CalendarProvider,
  ChangePage,
  ItemVersion,
  Ranges,
  RemoteItem,
} from "../../src-main/providers/provider.ts";
import { Failure } from "../../src-preload/contract/failure.ts";

const FIRST = "http://server.test/cal/";
const SECOND = "http://server.test/second/";

/** What a request was given besides its text. */
interface Written {
  readonly method: "create" | "update" | "remove" | "move";
  readonly href: string;
  readonly options?: object | undefined;
  readonly scheduleTag?: string | undefined;
}

/** Two calendars of the user with these addresses; `put` and `drop` are what others do to the first. Tags are guarded as If-Match does. */
export function scripted(addresses: readonly string[] = []) {
  const stored = { [FIRST]: new Map<string, RemoteItem>(), [SECOND]: new Map<string, RemoteItem>() };
  const items = stored[FIRST] as Map<string, RemoteItem>;
  const seen = { fetched: [] as string[], removed: [] as string[], written: [] as Written[], ranges: [] as Ranges[] };
  let refusal: Failure | undefined;
  let listed = [FIRST, SECOND];
  let canMove = false;
  let pages: ((url: string) => ChangePage[] | undefined) | undefined;
  let gate: Promise<void> | undefined;
  let meanwhile: ((method: Written["method"]) => unknown) | undefined;
  let tag = 0;

  const of = (url: string) => stored[url as typeof FIRST] as Map<string, RemoteItem>;
  const nameOf = (href: string) => href.split("/").at(-1) ?? "";
  const store = (url: string, key: string, text: string): RemoteItem => {
    const item = { key, href: new URL(key, url).pathname, etag: `"${++tag}"`, scheduleTag: `"s${tag}"`, text };
    of(url).set(key, item);
    return item;
  };
  const put = (key: string, text: string) => store(FIRST, key, text);
  const note = (written: Written) => {
    seen.written.push(written);
    if (refusal) throw refusal;
  };
  const changedSince = (item: ItemVersion, there: RemoteItem) =>
    item.etag === undefined ? there.text !== item.baseText : there.etag !== item.etag;

  const connection: CalendarConnection = {
    endpoints: "{}",
    addresses,
    createCalendar: async () => ({ url: SECOND, name: "Second", readOnly: false }),
    changeCalendar: async () => {},
    removeCalendar: async () => {},
    traits: () => ({ server: "Scripted 1.0", quirks: ["does as it is told"] }),
    requests: () => [],
    calendars: async () => listed.map((url) => ({ url, name: url === FIRST ? "Scripted" : "Second", readOnly: false })),
    async *changes(url, _cursor, known, signal, ranges) {
      await gate;
      if (signal.aborted) throw new Failure("cancelled");
      if (ranges) seen.ranges.push(ranges);
      const scriptedPages = pages?.(url);
      if (scriptedPages) {
        for (const page of scriptedPages) {
          if (signal.aborted) throw new Failure("cancelled");
          yield page;
        }
        return;
      }
      const mine = known();
      const changed = [...of(url).values()].filter((item) => mine.get(item.key) !== item.etag);
      seen.fetched.push(...changed.map((item) => item.key));
      const removed = [...mine.keys()].filter((key) => !of(url).has(key));
      yield { items: changed, parked: [], removed, cursor: "c", method: "listing", complete: true };
    },
    fetch: async (url, href) => {
      seen.fetched.push(nameOf(href));
      return of(url).get(nameOf(href));
    },
    create: async (url, name, text) => {
      note({ method: "create", href: new URL(name, url).pathname });
      const there = of(url).get(name) ?? [...of(url).values()].find((item) => uidOf(item.text) === uidOf(text));
      if (there) return there.text === text ? { kind: "stored", item: there } : { kind: "conflict", theirs: there };
      return { kind: "stored", item: store(url, name, text) };
    },
    update: async (url, item, text, _signal, options) => {
      note({ method: "update", href: item.href, options, scheduleTag: item.scheduleTag });
      const there = of(url).get(nameOf(item.href));
      if (!there) return { kind: "gone" };
      if (changedSince(item, there)) return { kind: "conflict", theirs: there };
      return { kind: "stored", item: store(url, there.key, text) };
    },
    remove: async (url, item, _signal, options) => {
      note({ method: "remove", href: item.href, options });
      const there = of(url).get(nameOf(item.href));
      if (there && changedSince(item, there)) return { kind: "conflict", theirs: there };
      seen.removed.push(item.href);
      of(url).delete(nameOf(item.href));
      return { kind: "removed" };
    },
    move: async (from, item, to, name) => {
      note({ method: "move", href: item.href });
      if (!canMove) return { kind: "unsupported" };
      const there = of(from).get(nameOf(item.href));
      if (!there) return { kind: "gone" };
      if (changedSince(item, there)) return { kind: "conflict", theirs: there };
      of(from).delete(there.key);
      return { kind: "moved", item: store(to, name, there.text) };
    },
    close: async () => {},
  };
  const answered = async <T>(method: Written["method"], outcome: Promise<T>): Promise<T> => {
    await outcome;
    await meanwhile?.(method);
    return outcome;
  };
  const provider: CalendarProvider = {
    connect: async () => ({
      ...connection,
      create: (...args) => answered("create", connection.create(...args)),
      update: (...args) => answered("update", connection.update(...args)),
      remove: (...args) => answered("remove", connection.remove(...args)),
      move: (...args) => answered("move", connection.move(...args)),
    }),
  };
  return {
    provider,
    put,
    items,
    second: stored[SECOND] as Map<string, RemoteItem>,
    ...seen,
    drop: (key: string) => items.delete(key),
    /** Each write fails so, until told otherwise. */
    refuse: (failure: Failure | undefined) => {
      refusal = failure;
    },
    /** Done after each write was carried out and before it is answered; what it throws is heard instead of the answer. */
    meanwhile: (work: ((method: Written["method"]) => unknown) | undefined) => {
      meanwhile = work;
    },
    /** Puts an object into the second calendar. */
    putSecond: (key: string, text: string) => store(SECOND, key, text),
    /** The calendars it says it has. */
    list: (which: "both" | "first") => {
      listed = which === "both" ? [FIRST, SECOND] : [FIRST];
    },
    allowMove: () => {
      canMove = true;
    },
    /** Answers the next comparisons of the first calendar with these pages. */
    script: (answer: (() => ChangePage[]) | undefined) => {
      pages = answer && ((url) => (url === FIRST ? answer() : undefined));
    },
    /** Comparisons wait for this. */
    hold: (until: Promise<void> | undefined) => {
      gate = until;
    },
  };
}

const uidOf = (text: string) => /^UID:(.*)$/m.exec(text)?.[1]?.trim();
