// A signed-in connection to the scriptable server, and the answers most quirk tests share.
import { caldavProvider } from "../../src-main/providers/caldav/index.ts";
import type { CalendarConnection, ChangePage, Login } from "../../src-main/providers/provider.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { type Asked, eventXml, type FakeDav, multistatus, type Reply, row, startFakeDav } from "../servers/fake-dav.ts";
import { testWorld } from "./world.ts";

export const never = new AbortController().signal;
export const HOME = row("/home/", "<D:resourcetype><D:collection/></D:resourcetype>");
const HOME_SET = "<C:calendar-home-set><D:href>/home/</D:href></C:calendar-home-set>";
export const CALENDAR = "<D:resourcetype><D:collection/><C:calendar/></D:resourcetype>";
export const CAL_ROW = row("/home/cal/", CALENDAR);

/** Row of an item in a listing. */
export const tagged = (href: string, etag = '"1"') => row(href, `<D:getetag>${etag}</D:getetag><D:resourcetype/>`);

/** Row of an item with its text. */
export const full = (href: string, uid: string, etag = '"1"') =>
  row(href, `<D:getetag>${etag}</D:getetag><C:calendar-data>${eventXml(uid)}</C:calendar-data>`);

export interface FakeAccount {
  readonly server: FakeDav;
  readonly connection: CalendarConnection;
  readonly url: string;
  stop(): Promise<void>;
}

/** Signs in at a server that offers one home. */
export async function fakeAccount(): Promise<FakeAccount> {
  const server = await startFakeDav();
  server.answer((asked) => (asked.method === "PROPFIND" ? multistatus([row(asked.path, HOME_SET)]) : undefined));
  const world = testWorld();
  const connection = await caldavProvider.connect(loginTo(server.url), world, never);
  server.asked.length = 0;
  const stop = async () => {
    await connection.close();
    await server.stop();
    world.remove();
  };
  return { server, connection, url: `${server.url}home/cal/`, stop };
}

export const loginTo = (url: string): Login => ({ kind: "caldav", url, username: "alice", password: "secret-pw" });

/** Answers a collection's questions: where it stands, what it holds, the texts, and sync-collection. */
export function collection(parts: {
  state?: string;
  rows?: readonly string[];
  sync?: (asked: Asked) => Reply;
  multiget?: (asked: Asked) => Reply;
  item?: (asked: Asked) => Reply | undefined;
}): (asked: Asked) => Reply | undefined {
  return (asked) => {
    if (asked.method === "PROPFIND" && asked.headers.depth === "0") {
      return multistatus([row("/home/cal/", `${CALENDAR}${parts.state ?? ""}`)]);
    }
    if (asked.method === "PROPFIND") return multistatus([CAL_ROW, ...(parts.rows ?? [])]);
    if (asked.body.includes("sync-collection")) return parts.sync?.(asked);
    if (asked.body.includes("calendar-multiget")) return (parts.multiget ?? echo)(asked);
    return parts.item?.(asked);
  };
}

/** Answers a multiget with an event for every href asked. */
function echo(asked: Asked): Reply {
  return multistatus(hrefsOf(asked).map((href) => full(href, href.replace(/\W/g, ""))));
}

export const hrefsOf = (asked: Asked | undefined) =>
  [...(asked?.body ?? "").matchAll(/<D:href>([^<]*)</g)].map((match) => match[1] ?? "");

export const cursorOf = (token: string) => JSON.stringify({ method: "sync-collection", token });

/** All pages of one run. */
export async function pull(
  { connection, url }: Pick<FakeAccount, "connection" | "url">,
  cursor?: string,
  known: readonly (readonly [string, string | undefined])[] = [],
): Promise<readonly ChangePage[]> {
  const pages: ChangePage[] = [];
  for await (const page of connection.changes(url, cursor, () => new Map(known), never)) pages.push(page);
  return pages;
}

export const keysIn = (pages: readonly ChangePage[]) => pages.flatMap((page) => page.items.map((item) => item.key));

/** The failure that work ends with. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const result: unknown = await work.then(
    () => "no failure",
    (error: unknown) => error,
  );
  if (!(result instanceof Failure)) throw new Error(`expected a Failure, got ${String(result)}`);
  return result;
}
