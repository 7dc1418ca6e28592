// A calendar server inside the process: collections, entity tags, a change log, one file. The file is the truth, so
// that several connections, and the next start, see the same.
import { join } from "node:path";
import { Failure } from "../../../src-preload/contract/failure.ts";
import { parseJson, readFile, replaceFile } from "./wire.ts";

/** Deletions remembered per calendar; an older cursor is stale. */
const TOMBSTONES = 1000;

/** One calendar object resource (RFC 4791 §4.1). */
export interface StoredItem {
  /** Revision of the calendar that wrote it. */
  readonly revision: number;
  readonly text: string;
}

/** A collection as JSON; items by name. */
export interface StoredCalendar {
  readonly name: string;
  readonly color: string;
  readonly readOnly: boolean;
  readonly revision: number;
  /** Cursors before this revision are stale. */
  readonly floor: number;
  readonly items: Readonly<Record<string, StoredItem>>;
  /** Revision of the deletion by item name. */
  readonly deleted: Readonly<Record<string, number>>;
}

interface StoredServer {
  readonly version: 1;
  readonly calendars: Readonly<Record<string, StoredCalendar>>;
}

/** A calendar to begin with. */
export interface SeedCalendar {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly readOnly?: boolean;
  readonly texts: readonly { readonly name: string; readonly text: string }[];
}

/** Every change is on disk, whole, before the call returns. */
export interface DemoServer {
  calendars(): Readonly<Record<string, StoredCalendar>>;
  /** @throws Failure missing */
  calendar(id: string): StoredCalendar;
  makeCalendar(seed: SeedCalendar): void;
  changeCalendar(id: string, properties: { readonly name?: string; readonly color?: string }): void;
  removeCalendar(id: string): void;
  /** Writes several items, or removes them where the text is undefined, as one step. */
  write(id: string, items: readonly { readonly name: string; readonly text: string | undefined }[]): void;
  /** Takes an item from one calendar to another, or to another name, as one step. */
  move(from: string, name: string, to: string, newName: string): void;
}

/** Opens the server kept in `folder`, and makes it from `seed` the first time. */
export function openDemoServer(folder: string, seed: () => readonly SeedCalendar[]): DemoServer {
  const path = join(folder, "demo-server.json");
  const load = (): StoredServer => {
    const text = readFile(path);
    return text === undefined ? { version: 1, calendars: {} } : (parseJson(text) as StoredServer);
  };
  const save = (calendars: StoredServer["calendars"]) => replaceFile(path, JSON.stringify({ version: 1, calendars }));
  const calendar = (id: string): StoredCalendar => {
    const found = Object.entries(load().calendars).find(([key]) => key === id)?.[1];
    if (found === undefined) throw new Failure("missing", { what: "calendar" });
    return found;
  };
  if (readFile(path) === undefined) save(Object.fromEntries(seed().map((one) => [one.id, planted(one)])));
  return {
    calendars: () => load().calendars,
    calendar,
    makeCalendar: (one) => save({ ...load().calendars, [one.id]: planted(one) }),
    changeCalendar: (id, properties) => save({ ...load().calendars, [id]: { ...calendar(id), ...properties } }),
    removeCalendar: (id) => {
      const { [id]: _gone, ...others } = load().calendars;
      save(others);
    },
    write: (id, items) => {
      const changed = items.reduce(withItem, calendar(id));
      save({ ...load().calendars, [id]: changed });
    },
    move: (from, name, to, newName) => {
      const text = calendar(from).items[name]?.text;
      if (text === undefined) throw new Failure("missing", { what: "item" });
      const left = { ...load().calendars, [from]: withItem(calendar(from), { name, text: undefined }) };
      const target = left[to] ?? calendar(to);
      save({ ...left, [to]: withItem(target, { name: newName, text }) });
    },
  };
}

function planted({ name, color, readOnly = false, texts }: SeedCalendar): StoredCalendar {
  const items = Object.fromEntries(texts.map(({ name: key, text }) => [key, { revision: 1, text }]));
  return { name, color, readOnly, revision: 1, floor: 1, items, deleted: {} };
}

function withItem(
  calendar: StoredCalendar,
  { name, text }: { readonly name: string; readonly text: string | undefined },
): StoredCalendar {
  const revision = calendar.revision + 1;
  const { [name]: _old, ...others } = calendar.items;
  const { [name]: _grave, ...graves } = calendar.deleted;
  if (text !== undefined)
    return { ...calendar, revision, items: { ...others, [name]: { revision, text } }, deleted: graves };
  const deleted = Object.entries({ ...graves, [name]: revision });
  const forgotten = deleted.slice(0, Math.max(0, deleted.length - TOMBSTONES));
  return {
    ...calendar,
    revision,
    items: others,
    deleted: Object.fromEntries(deleted.slice(forgotten.length)),
    floor: Math.max(calendar.floor, ...forgotten.map(([, at]) => at)),
  };
}
