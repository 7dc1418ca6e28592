// Calendar lists of servers with habits. One test per rule (knowledge §2.1).
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { caldavProvider } from "../../src-main/providers/caldav/index.ts";
import type { Login } from "../../src-main/providers/provider.ts";
import {
  type Asked,
  type FakeDav,
  multistatus,
  type Reply,
  row,
  startFakeDav,
  statusRow,
} from "../servers/fake-dav.ts";
import { CALENDAR, failureOf, loginTo, never } from "./fake-account.ts";
import { testWorld } from "./world.ts";

let server: FakeDav;
let world: ReturnType<typeof testWorld>;
const closers: (() => Promise<void>)[] = [];
beforeEach(async () => {
  server = await startFakeDav();
  world = testWorld();
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  await server.stop();
  world.remove();
});

const connect = async (change: Partial<Login> = {}) => {
  const connection = await caldavProvider.connect({ ...loginTo(server.url), ...change }, world, never);
  closers.push(() => connection.close());
  return connection;
};
const homes = (...hrefs: string[]) =>
  `<C:calendar-home-set>${hrefs.map((href) => `<D:href>${href}</D:href>`).join("")}</C:calendar-home-set>`;
/** Answers by path, to PROPFIND only unless the path has its method before it. */
const routes = (table: Readonly<Record<string, Reply>>) => (asked: Asked) =>
  table[`${asked.method} ${asked.path}`] ?? (asked.method === "PROPFIND" ? table[asked.path] : undefined);
const calendarRow = (href: string, props: string) => row(href, CALENDAR + props);

describe("the list of calendars", () => {
  const list = async (rows: readonly string[]) => {
    server.answer(routes({ "/": multistatus([row("/", homes("/h/"))]), "/h/": multistatus(rows) }));
    return (await connect()).calendars(never);
  };

  it("keeps names that look like numbers, and strips the alpha of colours (R11)", async () => {
    const props = (name: string, color: string) =>
      `<D:displayname>${name}</D:displayname><A:calendar-color>${color}</A:calendar-color>`;
    const calendars = await list([
      calendarRow("/h/a/", `${props("2024", "#12946BFF")}<A:calendar-order>3</A:calendar-order>`),
      calendarRow("/h/b/", props("1E5", "<![CDATA[#abc]]>")),
      calendarRow("/h/c%20d/", props("", "red")),
    ]);
    expect(calendars).toEqual([
      { url: `${server.url}h/a/`, name: "2024", color: "#12946B", readOnly: false, order: 3 },
      { url: `${server.url}h/b/`, name: "1E5", color: "#aabbcc", readOnly: false },
      { url: `${server.url}h/c%20d/`, name: "c d", readOnly: false },
    ]);
  });

  it("leaves out what is no calendar for events (R8, R9)", async () => {
    const kinds = (kind: string) =>
      `<C:supported-calendar-component-set><C:comp name="${kind}"/></C:supported-calendar-component-set>`;
    const typed = (href: string, types: string) =>
      row(href, `<D:resourcetype><D:collection/>${types}</D:resourcetype>`);
    const calendars = await list([
      calendarRow("/h/any/", ""),
      calendarRow("/h/events/", kinds("VEVENT")),
      calendarRow("/h/tasks/", kinds("VTODO")),
      typed("/h/inbox/", "<C:schedule-inbox/>"),
      typed("/h/outbox/", "<C:calendar/><C:schedule-outbox/>"),
      typed("/h/trash/", '<C:calendar/><n:deleted-calendar xmlns:n="http://nextcloud.com/ns"/>'),
      typed("/h/book/", '<x:addressbook xmlns:x="urn:ietf:params:xml:ns:carddav"/>'),
      statusRow("/h/secret/", "403 Forbidden"),
    ]);
    expect(calendars.map((calendar) => calendar.name)).toEqual(["any", "events"]);
  });

  it("reads privileges, and calls writable what states none (R12)", async () => {
    const may = (...names: string[]) =>
      `<D:current-user-privilege-set>${names.map((name) => `<D:privilege><D:${name}/></D:privilege>`).join("")}</D:current-user-privilege-set>`;
    const calendars = await list([
      calendarRow("/h/a/", may("read", "write-properties")),
      calendarRow("/h/b/", may("read", "write-content")),
      calendarRow("/h/c/", may("all")),
      calendarRow("/h/d/", ""),
    ]);
    expect(calendars.map((calendar) => calendar.readOnly)).toEqual([true, false, false, false]);
  });

  it("understands any prefix, and a home that is gone is a failure, not an empty account", async () => {
    const body = `<multistatus xmlns="DAV:"><response><href>/h/z/</href><propstat><prop><resourcetype><q:calendar xmlns:q="urn:ietf:params:xml:ns:caldav"/></resourcetype><displayname>Zoé &amp; co</displayname></prop></propstat></response></multistatus>`;
    server.answer(routes({ "/": multistatus([row("/", homes("/h/"))]), "/h/": { status: 207, body } }));
    const connection = await connect();
    expect((await connection.calendars(never)).map((calendar) => calendar.name)).toEqual(["Zoé & co"]);
    server.answer(routes({ "/h/": multistatus([statusRow("/h/", "404 Not Found")]) }));
    expect((await failureOf(connection.calendars(never))).reason).toBe("missing");
  });
});
