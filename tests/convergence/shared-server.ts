// One calendar server in memory for several clients, behind the provider port, on a network that fails as a seed says.
import type {
  CalendarConnection,
  CalendarProvider,
  ChangePage,
  Known,
  RemoteItem,
} from "../../src-main/providers/provider.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { Seat } from "./client.ts";
import type { StoryServer } from "./story-server.ts";

const ORIGIN = "http://shared.test/";
const CALENDARS = ["work", "home"] as const;
const PAGE = 3;

interface Collection {
  readonly items: Map<string, RemoteItem>;
  /** Names in the order of their changes: position = sync token. */
  readonly log: string[];
}

/** What happens to one request. `lost`: it is carried out, its answer never arrives. */
type Fate = "ok" | "refused" | "lost" | "forgets-cursor";

export class SharedServer implements StoryServer {
  readonly #collections = new Map(CALENDARS.map((id) => [id as string, { items: new Map(), log: [] } as Collection]));
  readonly #random: () => number;
  #tag = 0;
  /** Share of requests that fail. */
  faults = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  get seat(): Seat {
    const account = { kind: "caldav", url: ORIGIN, username: "u", password: "p" } as const;
    return { providers: { caldav: this.provider }, account };
  }

  async objects(): Promise<Map<string, string>> {
    const all = [...this.#collections].flatMap(([id, { items }]) =>
      [...items.values()].map((item) => [`${id}/${item.key}`, item.text] as const),
    );
    return new Map(all);
  }

  async write(path: string, text: string, mark: string): Promise<readonly string[]> {
    const rest = text.replace(/^X-OTHER:.*\r?\n/gm, "");
    this.#overwrite(path, rest.replace("BEGIN:VEVENT\r\n", `BEGIN:VEVENT\r\nX-OTHER:${mark}\r\n`));
    return ownMarks(text);
  }

  async remove(path: string, text: string): Promise<readonly string[]> {
    this.#overwrite(path, undefined);
    return ownMarks(text);
  }

  tick = () => Promise.resolve();
  uidOf = (uid: string) => uid;
  mischief = () => {};
  close = async () => {};

  /** What a client that knows no manners does: replaces or removes, whatever is there. */
  #overwrite(path: string, text: string | undefined): void {
    const [id = "", name = ""] = path.split("/");
    this.#store(id, name, text);
  }

  readonly provider: CalendarProvider = { connect: async () => this.#connection() };

  #connection(): CalendarConnection {
    return {
      endpoints: "{}",
      addresses: [],
      calendars: () => this.#serve(() => CALENDARS.map((id) => ({ url: urlOf(id), name: id, readOnly: false }))),
      changes: (url, cursor, known) => this.#changes(idOf(url), cursor, known),
      fetch: (url, href) => this.#serve(() => this.#at(idOf(url)).items.get(nameOf(href))),
      create: (url, name, text) =>
        this.#serve(() => {
          const { items } = this.#at(idOf(url));
          const there = items.get(name) ?? [...items.values()].find((item) => uidOf(item.text) === uidOf(text));
          if (there) return there.text === text ? { kind: "stored", item: there } : { kind: "conflict", theirs: there };
          return { kind: "stored", item: this.#put(idOf(url), name, text) };
        }),
      update: (url, { href, etag }, text) =>
        this.#serve(() => {
          const there = this.#at(idOf(url)).items.get(nameOf(href));
          if (!there) return { kind: "gone" };
          if (there.text === text) return { kind: "stored", item: there };
          if (there.etag !== etag) return { kind: "conflict", theirs: there };
          return { kind: "stored", item: this.#put(idOf(url), there.key, text) };
        }),
      remove: (url, { href, etag }) =>
        this.#serve(() => {
          const there = this.#at(idOf(url)).items.get(nameOf(href));
          if (there && there.etag !== etag) return { kind: "conflict", theirs: there };
          if (there) this.#store(idOf(url), there.key, undefined);
          return { kind: "removed" };
        }),
      move: (from, { href, etag }, to, name) =>
        this.#serve(() => {
          const there = this.#at(idOf(from)).items.get(nameOf(href));
          const arrived = this.#at(idOf(to)).items.get(name);
          if (!there) return arrived ? { kind: "moved", item: arrived } : { kind: "gone" };
          if (there.etag !== etag) return { kind: "conflict", theirs: there };
          const item = this.#put(idOf(to), name, there.text);
          this.#store(idOf(from), there.key, undefined);
          return { kind: "moved", item };
        }),
      createCalendar: async () => {
        throw new Failure("unsupported", { what: "create-calendar" });
      },
      changeCalendar: async () => {},
      removeCalendar: async () => {},
      traits: () => ({ quirks: [] }),
      requests: () => [],
      close: async () => {},
    };
  }

  async *#changes(id: string, cursor: string | undefined, known: Known): AsyncGenerator<ChangePage> {
    const { items, log } = this.#at(id);
    if (cursor !== undefined && this.#fate() === "forgets-cursor") throw new Failure("stale-cursor");
    const end = String(log.length);
    const names =
      cursor === undefined
        ? [...items.values()].filter((item) => known().get(item.key) !== item.etag).map((item) => item.key)
        : [...new Set(log.slice(Number(cursor)))];
    const gone = cursor === undefined ? [...known().keys()].filter((key) => !items.has(key)) : [];
    for (let at = 0; at < names.length; at += PAGE) {
      yield await this.#serve(() => this.#page(id, names.slice(at, at + PAGE)));
    }
    yield await this.#serve(() => ({
      items: [],
      parked: [],
      removed: gone.filter((key) => !items.has(key)),
      cursor: end,
      method: "sync-collection" as const,
      complete: cursor === undefined,
    }));
  }

  #page(id: string, names: readonly string[]): ChangePage {
    const found = names.map((name) => this.#at(id).items.get(name));
    return {
      items: found.filter((item) => item !== undefined),
      parked: [],
      removed: names.filter((_, n) => found[n] === undefined),
      method: "sync-collection",
      complete: false,
    };
  }

  /** Carries a request out, or not, and answers, or not. */
  async #serve<T>(work: () => T): Promise<T> {
    await Promise.resolve();
    const fate = this.#fate();
    if (fate === "refused") throw new Failure("connection-refused");
    const answer = work();
    if (fate === "lost") throw new Failure("connection-lost");
    return answer;
  }

  #fate(): Fate {
    if (this.#random() >= this.faults) return "ok";
    return (["refused", "lost", "forgets-cursor"] as const)[Math.floor(this.#random() * 3)] ?? "ok";
  }

  #put(id: string, name: string, text: string): RemoteItem {
    this.#store(id, name, text);
    return this.#at(id).items.get(name) as RemoteItem;
  }

  #store(id: string, name: string, text: string | undefined): void {
    const { items, log } = this.#at(id);
    if (text === undefined) items.delete(name);
    else items.set(name, { key: name, href: `/${id}/${name}`, etag: `"${++this.#tag}"`, text });
    log.push(name);
  }

  #at(id: string): Collection {
    const found = this.#collections.get(id);
    if (!found) throw new Failure("missing", { what: "calendar" });
    return found;
  }
}

const urlOf = (id: string) => `${ORIGIN}${id}/`;
const idOf = (url: string) => url.slice(ORIGIN.length).replaceAll("/", "");
const nameOf = (href: string) => href.split("/").at(-1) ?? "";
const uidOf = (text: string) => /^UID:(.*)$/m.exec(text)?.[1]?.trim();
const ownMarks = (text: string) => [...text.matchAll(/^X-OTHER:(.*)$/gm)].map((match) => match[1]?.trim() ?? "");
