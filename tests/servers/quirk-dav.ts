// A CalDAV server of ours with storage, entity tags and sync tokens, whose habits a test switches at run time. Without any
// it does as the RFCs say; quirk-traits.ts has the habits and the vendors that have them.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { Asked, Reply } from "./fake-dav.ts";
import { multistatus } from "./fake-dav.ts";
import { Gate } from "./quirk-auth.ts";
import { atOutbox, OUTBOX, outboxProperty } from "./quirk-outbox.ts";
import { answered, collectionProps, propfind, report, type View } from "./quirk-read.ts";
import { type Collection, Store } from "./quirk-store.ts";
import type { Quirks, Refusal } from "./quirk-traits.ts";
import { change, get, makeCalendar, move, type Place, put, remove } from "./quirk-write.ts";

export interface QuirkOptions {
  readonly quirks?: Quirks;
  readonly username?: string;
  readonly password?: string;
  /** What the server takes for today. */
  readonly nowMs?: number;
}

export interface QuirkDav {
  /** Where a person would point a client; with `shard`, the first host. */
  readonly url: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly gate: Gate;
  /** Calendar home, slash at the end; the calendar `personal` is in it. */
  readonly homeUrl: string;
  calendarUrl(id?: string): string;
  /** Text by name. */
  objects(id?: string): ReadonlyMap<string, string>;
  /** Another client writes; `keepTag`: what an attendee's answer does to a schedule tag. */
  put(name: string, text: string, change?: { readonly id?: string; readonly keepTag?: boolean }): void;
  remove(name: string, id?: string): void;
  makeCalendar(id: string, change?: Partial<Collection>): string;
  collection(id?: string): Collection;
  /** Adds habits; `undefined` ends one. */
  quirk(change: Quirks): void;
  /** Every token handed out so far is forgotten. */
  forgetTokens(id?: string): void;
  readonly asked: Asked[];
  /** Invitations, cancellations and replies that scheduling sent. */
  mails(): number;
  stop(): Promise<void>;
}

/** Starts one on a free loopback port. */
export async function startQuirkDav(options: QuirkOptions = {}): Promise<QuirkDav> {
  const username = options.username ?? "alice";
  const gate = new Gate(username, options.password ?? "alice-pw");
  const state: State = {
    quirks: { ...options.quirks },
    store: new Store(),
    gate,
    home: `/calendars/${encodeURIComponent(username)}/`,
    nowMs: options.nowMs ?? Date.UTC(2026, 10, 23, 9),
    refusals: 0,
    failures: 0,
    mails: 0,
    target: "",
  };
  const { store } = state;
  store.make("personal", { displayName: "Personal" });
  const asked: Asked[] = [];
  const server = await listen(asked, (one) => answer(state, one));
  const front = options.quirks?.shard ? await listen([], (one) => redirect(state, one)) : undefined;
  state.target = `http://127.0.0.1:${portOf(server)}`;
  const collection = (id = "personal") => need(store, id);
  const homeUrl = state.target + state.home;
  const calendarUrl = (id = "personal") => `${homeUrl}${encodeURIComponent(id)}/`;
  return {
    url: `http://127.0.0.1:${portOf(front ?? server)}/`,
    port: portOf(front ?? server),
    username,
    password: gate.password,
    gate,
    homeUrl,
    calendarUrl,
    collection,
    asked,
    objects: (id) => new Map([...collection(id).objects].map(([name, { text }]) => [name, text] as const)),
    put: (name, text, { id, keepTag } = {}) => void store.put(collection(id), name, text, keepTag),
    remove: (name, id) => store.remove(collection(id), name),
    makeCalendar: (id, properties) => {
      store.make(id, properties);
      return calendarUrl(id);
    },
    quirk: (next) => {
      state.quirks = { ...state.quirks, ...next };
      if (next.refuse) state.refusals = next.refuse.times ?? Number.POSITIVE_INFINITY;
      if (next.failAfterSaving) state.failures = next.failAfterSaving;
      if ("lag" in next)
        for (const one of store.collections.values()) one.indexed = next.lag ? one.revision : Number.POSITIVE_INFINITY;
    },
    forgetTokens: (id) => {
      const one = collection(id);
      one.floor = ++one.revision;
    },
    mails: () => state.mails,
    stop: async () => {
      for (const one of [server, ...(front ? [front] : [])]) {
        one.closeAllConnections();
        await new Promise((resolve) => one.close(resolve));
      }
    },
  };
}

interface State {
  quirks: Quirks;
  readonly store: Store;
  readonly gate: Gate;
  readonly home: string;
  readonly nowMs: number;
  refusals: number;
  failures: number;
  mails: number;
  /** Origin of the second host. */
  target: string;
}

function need(store: Store, id: string): Collection {
  const found = store.collections.get(id);
  if (!found) throw new Error(`no calendar ${id}`);
  return found;
}

async function listen(asked: Asked[], reply: (one: Asked) => Reply): Promise<Server> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { method = "", url: path = "", headers } = request;
    const one = { method, path, headers, body: Buffer.concat(parts).toString() };
    asked.push(one);
    const { status, headers: own, body } = reply(one);
    response.writeHead(status, own).end(method === "HEAD" ? undefined : body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

const redirect = ({ target }: State, { path }: Asked): Reply => ({ status: 301, headers: { location: target + path } });

function answer(state: State, asked: Asked): Reply {
  const refused = state.gate.check(asked, state.quirks.auth) ?? refusal(state, asked);
  if (refused) return refused;
  const reply = routed(state, asked);
  if (state.quirks.wrongMime && reply.status === 207) return { ...reply, headers: { "content-type": "text/plain" } };
  return reply;
}

function refusal(state: State, asked: Asked): Reply | undefined {
  const { refuse } = state.quirks;
  if (!refuse || state.refusals <= 0 || !concerns(refuse, asked)) return undefined;
  state.refusals--;
  return {
    status: refuse.status,
    ...(refuse.headers && { headers: refuse.headers }),
    ...(refuse.text !== undefined && { body: refuse.text }),
  };
}

const concerns = ({ methods, body }: Refusal, asked: Asked) =>
  (methods?.test(asked.method) ?? true) && (body?.test(asked.body) ?? true);

function routed(state: State, asked: Asked): Reply {
  const { quirks, store } = state;
  const path = asked.path.replace(/\?.*$/, "");
  if (asked.method === "OPTIONS") return options(quirks);
  if (path === OUTBOX) return atOutbox(quirks.outbox, asked);
  if (path === "/.well-known/caldav") return wellKnown(quirks, asked);
  const place = placeOf(state, path);
  if (quirks.plainAtOnly && place?.name.includes("@") && path.includes("%40")) return { status: 404 };
  if (place) return atPlace(state, place, asked);
  const id = idIn(state, path);
  if (id !== undefined && /^MKC/.test(asked.method)) {
    const status = asked.method === "MKCOL" ? quirks.noMkcol : quirks.noMkcalendar;
    return makeCalendar(store, id, asked, status);
  }
  if (asked.method === "PUT") return { status: 409 };
  return asked.method === "PROPFIND" ? discover(state, path, asked) : { status: 404 };
}

function options({ noCalendarAccess, autoSchedule }: Quirks): Reply {
  const parts = ["1, 2, 3, extended-mkcol", ...(noCalendarAccess ? [] : ["calendar-access"])];
  return { status: 200, headers: { dav: [...parts, ...(autoSchedule ? ["calendar-auto-schedule"] : [])].join(", ") } };
}

function wellKnown({ wellKnown: how }: Quirks, { method }: Asked): Reply {
  if (how === "none" || (how === "get-only" && method !== "GET")) return { status: 404 };
  return { status: 301, headers: { location: "/" } };
}

/** Id of a calendar that the path would name. */
function idIn({ home }: State, path: string): string | undefined {
  const rest = path.startsWith(home) ? path.slice(home.length) : "/";
  const id = rest.replace(/\/$/, "");
  return id === "" || id.includes("/") ? undefined : decodeURIComponent(id);
}

function placeOf(state: State, path: string): Place | undefined {
  const [id = "", name] = path.startsWith(state.home) ? path.slice(state.home.length).split("/") : [];
  const collection = state.store.collections.get(decodeURIComponent(id));
  if (!collection) return undefined;
  const view: View = { collection, quirks: state.quirks, path: `${state.home}${id}/`, nowMs: state.nowMs };
  return { view, name: decodeURIComponent(name ?? "") };
}

function atPlace(state: State, place: Place, asked: Asked): Reply {
  const { store, quirks } = state;
  const { view, name } = place;
  if (name === "") return atCollection(state, view, asked);
  switch (asked.method) {
    case "GET":
    case "HEAD":
      return get(place);
    case "PROPFIND":
      return { status: view.collection.objects.has(name) ? 403 : 404 };
    case "MOVE": {
      const to = String(asked.headers.destination ?? "");
      return move(place, placeOf(state, URL.canParse(to) ? new URL(to).pathname : to), store, asked);
    }
    case "PUT":
    case "DELETE": {
      const { reply, mails = 0 } = (asked.method === "PUT" ? put : remove)(place, store, asked);
      state.mails += mails;
      const isDone = reply.status < 300 && reply.status !== 207;
      if (isDone && quirks.failAfterSaving && state.failures-- > 0) return { status: 500 };
      return reply;
    }
    default:
      return { status: 405 };
  }
}

function atCollection({ store, quirks }: State, view: View, asked: Asked): Reply {
  switch (asked.method) {
    case "PROPFIND":
      return propfind(view, asked);
    case "REPORT":
      return report(view, asked);
    case "PROPPATCH":
      return change(view, asked);
    case "DELETE":
      if (quirks.noCalendarDelete !== undefined) return { status: quirks.noCalendarDelete };
      store.collections.delete(view.collection.id);
      return { status: 204 };
    default:
      return { status: 405 };
  }
}

/** Root, principal and home. */
function discover(state: State, path: string, asked: Asked): Reply {
  const { quirks, home, store, gate } = state;
  const isHome = path === home;
  if (quirks.bareHostFails && !isHome) return { status: 404 };
  const principal = `/principals/${encodeURIComponent(gate.username)}/`;
  const homes = [home, ...(quirks.secondHome ? ["/shared/"] : [])].map((href) => `<D:href>${href}</D:href>`).join("");
  const names = quirks.noPrincipal
    ? {}
    : {
        "current-user-principal": `<D:current-user-principal><D:href>${principal}</D:href></D:current-user-principal>`,
      };
  const own = { resourcetype: "<D:resourcetype><D:collection/></D:resourcetype>", ...names };
  if (path === principal && !quirks.noPrincipal) {
    const addresses = `<C:calendar-user-address-set><D:href>MAILTO:${gate.username}@quirk.test</D:href><D:href>${principal}</D:href><D:href>mailto:second@quirk.test</D:href></C:calendar-user-address-set>`;
    const set = { "calendar-home-set": `<C:calendar-home-set>${homes}</C:calendar-home-set>` };
    const more = { "calendar-user-address-set": addresses, ...outboxProperty(quirks.outbox, false) };
    return multistatus([answered(path, asked, { ...own, ...set, ...more })]);
  }
  const isThere = isHome || path === "/" || (path === "/shared/" && quirks.secondHome);
  if (!isThere) return { status: 404 };
  const calendars = isHome && asked.headers.depth === "1" ? [...store.collections.values()] : [];
  const rows = calendars.map((collection) => {
    const at = `${home}${encodeURIComponent(collection.id)}/`;
    return answered(at, asked, collectionProps({ collection, quirks, path: at, nowMs: state.nowMs }));
  });
  return multistatus([answered(path, asked, { ...own, ...outboxProperty(quirks.outbox, isHome) }), ...rows]);
}
