// A published file behind the calendar port: one calendar, read-only, compared as a whole at every change.
import { createHash } from "node:crypto";
import { Failure } from "../../../src-preload/contract/failure.ts";
import { expandOccurrences } from "../../domain/recurrence.ts";
import type { HttpClient } from "../../ports.ts";
import type {
  CalendarConnection,
  ChangePage,
  Known,
  Ranges,
  RemoteCalendar,
  RemoteItem,
  TimeRange,
} from "../provider.ts";
import type { Contents } from "./contents.ts";
import { readContents } from "./contents.ts";
import type { Feed, FeedAnswer, Validators } from "./feed.ts";

const DAY_MS = 86_400_000;

/** What a run leaves for the next. */
interface Cursor extends Validators {
  /** Of the whole file: for servers that validate nothing. */
  readonly hash: string;
  /** The window it was read with, in days. */
  readonly window?: string;
}

/** What is known of the file from the last time it was read. */
interface State {
  about?: Contents["about"];
  validators: Validators;
  server?: string;
  refreshMinutes?: number;
  /** What signing in read: the first to ask for it spares a request. */
  fresh?: FeedAnswer & { kind: "file" };
  /** While a comparison runs: what the file holds, by key. */
  current?: ReadonlyMap<string, RemoteItem>;
}

/** What a connection to this address leaves for the next. */
export function endpointsOf(url: string): string {
  return JSON.stringify({ url });
}

/** A connection to a feed. @param first what it answered just now, when it was asked */
export function openConnection(
  feed: Feed,
  http: HttpClient,
  first?: FeedAnswer & { kind: "file" },
): CalendarConnection {
  const state: State = { validators: {}, ...(first && { fresh: first }) };
  const read = (answer: FeedAnswer & { kind: "file" }): Contents => {
    const contents = readContents(answer.body, feed.url);
    const { about, refreshMinutes } = contents;
    Object.assign(state, { about, refreshMinutes, validators: answer.validators, server: answer.server });
    return contents;
  };
  if (first) read(first);
  const refuse = () => Promise.reject(new Failure("read-only"));
  return {
    endpoints: endpointsOf(feed.url),
    addresses: [],
    async calendars(signal) {
      const answer = state.fresh ?? (await feed.read(state.validators, signal));
      if (answer.kind === "file" && answer !== state.fresh) read(answer);
      return [calendarOf(feed, state)];
    },
    changes: (_url, cursor, known, signal, ranges) => compare({ feed, state, read }, cursor, known, ranges, signal),
    async fetch(_url, href, signal) {
      if (state.current) return state.current.get(keyIn(href));
      const answer = await feed.read({}, signal);
      if (answer.kind === "same") throw new Failure("bad-answer", { host: new URL(feed.url).hostname });
      return read(answer).items.find((item) => item.key === keyIn(href));
    },
    create: refuse,
    update: refuse,
    remove: refuse,
    move: async () => ({ kind: "unsupported" }),
    createCalendar: () => Promise.reject(new Failure("unsupported", { what: "create-calendar" })),
    changeCalendar: () => Promise.reject(new Failure("unsupported", { what: "rename" })),
    removeCalendar: () => Promise.reject(new Failure("unsupported", { what: "delete-calendar" })),
    traits: () => ({
      ...(state.server !== undefined && { server: state.server }),
      quirks: state.refreshMinutes === undefined ? [] : [`asks to be read every ${state.refreshMinutes} minutes`],
    }),
    requests: () => feed.records(),
    close: () => http.close(),
  };
}

function calendarOf(feed: Feed, state: State): RemoteCalendar {
  return { url: feed.url, ...(state.about ?? { name: new URL(feed.url).hostname }), readOnly: true };
}

const keyIn = (href: string) => href.slice(href.lastIndexOf("#") + 1);

interface Reading {
  readonly feed: Feed;
  readonly state: State;
  readonly read: (answer: FeedAnswer & { kind: "file" }) => Contents;
}

async function* compare(
  { feed, state, read }: Reading,
  cursor: string | undefined,
  known: Known,
  ranges: Ranges | undefined,
  signal: AbortSignal,
): AsyncGenerator<ChangePage> {
  const earlier = cursor === undefined ? undefined : readCursor(cursor);
  const window = ranges?.only && windowName(ranges.only);
  // A window that moved on wants events of which the file says nothing new.
  const same = earlier && earlier.window === window ? earlier : undefined;
  const answer = state.fresh ?? (await feed.read(same ?? {}, signal));
  delete state.fresh;
  const nothing = { items: [], parked: [], removed: [], method: "listing" as const };
  if (answer.kind === "same") {
    yield { ...nothing, complete: false, ...(cursor !== undefined && { cursor }) };
    return;
  }
  const hash = createHash("sha256").update(answer.body).digest("hex");
  const next: Cursor = { ...answer.validators, hash, ...(window !== undefined && { window }) };
  if (same?.hash === hash) {
    yield { ...nothing, complete: false, cursor: JSON.stringify(next) };
    return;
  }
  const contents = read(answer);
  const tags = known();
  const present = new Set([...contents.items, ...contents.parked].map((item) => item.key));
  const isNew = (item: { key: string; etag?: string }) => !tags.has(item.key) || tags.get(item.key) !== item.etag;
  const isWanted = (item: RemoteItem) => !ranges?.only || isInside(item, ranges.only);
  const items = contents.items.filter((item) => isNew(item) && isWanted(item));
  state.current = new Map(contents.items.map((item) => [item.key, item]));
  try {
    yield {
      items,
      parked: contents.parked.filter(isNew),
      // The file is whole and well formed: what it lacks was taken out of it.
      removed: [...tags.keys()].filter((key) => !present.has(key)),
      cursor: JSON.stringify(next),
      method: "listing",
      complete: true,
      total: items.length,
    };
  } finally {
    delete state.current;
  }
}

function isInside(item: RemoteItem, range: TimeRange): boolean {
  return expandOccurrences(item.text, range, "UTC").length > 0;
}

const windowName = ({ fromMs, toMs }: TimeRange) => `${Math.floor(fromMs / DAY_MS)}-${Math.floor(toMs / DAY_MS)}`;

// Ours, but it comes back through a database.
function readCursor(cursor: string): Cursor | undefined {
  try {
    const read = JSON.parse(cursor) as Partial<Cursor> | null;
    return typeof read?.hash === "string" ? (read as Cursor) : undefined;
  } catch {
    return undefined;
  }
}
