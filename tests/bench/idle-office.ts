// Five accounts on real servers for an engine that has nothing to do: two calendars over CalDAV, one at a local Graph, two
// mailboxes whose inboxes are watched with IDLE; a counting proxy before each server.
import { fileURLToPath } from "node:url";
import { buildMessage, newMessageId } from "../../src-main/domain/mime/build.ts";
import { eventText, rawClient } from "../servers/dav.ts";
import { startGraph } from "../servers/graph/index.ts";
import { imapClient } from "../servers/imap-client.ts";
import { startLogin } from "../servers/login/index.ts";
import { WORK_USER } from "../servers/login/users.ts";
import { type MailServers, startMail } from "../servers/mail.ts";
import { type DavServer, startRadicale } from "../servers/radicale.ts";
import { type CountingProxy, countingProxy } from "./counting-proxy.ts";
import type { Call } from "./engine-process.ts";

const BROWSER = fileURLToPath(new URL("../servers/login/browser.ts", import.meta.url));
const PEOPLE = ["alice", "bob"] as const;
/** Events in each calendar, messages in each inbox. */
const EACH = 50;

export interface Office {
  /** The engine's environment besides the usual. */
  readonly env: Readonly<Record<string, string>>;
  readonly proxies: readonly { readonly name: string; readonly proxy: CountingProxy }[];
  /** Adds the five accounts. */
  join(call: Call): Promise<void>;
  stop(): Promise<void>;
}

export async function openOffice(): Promise<Office> {
  const ends: (() => Promise<unknown>)[] = [];
  const kept = <T extends { stop(): Promise<unknown> }>(server: T): T => {
    ends.push(() => server.stop());
    return server;
  };
  const dav = kept(await startRadicale());
  const mail = kept(await startMail());
  const login = kept(await startLogin());
  const graph = kept(await startGraph({ login }));
  await fill(dav, mail);
  const mailbox = graph.mailbox(WORK_USER.address);
  for (let n = 0; n < EACH; n++) mailbox.addEvent(graphEvent(n));
  const before = async (name: string, port: number) => {
    const proxy = await countingProxy(port);
    ends.push(() => proxy.close());
    return { name, proxy };
  };
  const proxies = [
    await before("CalDAV", dav.port),
    await before("Graph", Number(new URL(graph.url).port)),
    await before("IMAP", mail.imap.imaps),
  ];
  const [davPort = 0, graphPort = 0, imapPort = 0] = proxies.map(({ proxy }) => proxy.port);
  return {
    proxies,
    env: {
      CADRAN_GRAPH_URL: `http://127.0.0.1:${graphPort}`,
      CADRAN_LOGIN_URL: login.url,
      CADRAN_BROWSER: `"${process.execPath}" "${BROWSER}"`,
    },
    join: async (call) => {
      await call("accounts.add", { kind: "microsoft" });
      for (const user of PEOPLE) await joinAs(call, user, mail, davPort, imapPort);
    },
    stop: async () => {
      for (const end of ends.reverse()) await end();
    },
  };
}

async function joinAs(call: Call, user: (typeof PEOPLE)[number], mail: MailServers, davPort: number, imapPort: number) {
  const password = mail.users[user];
  await call("accounts.add", { kind: "caldav", url: `http://127.0.0.1:${davPort}/`, username: user, password });
  await call("accounts.add", {
    kind: "mail",
    address: `${user}@example.test`,
    password,
    imap: { host: "localhost", port: imapPort, security: "tls" },
    smtp: { host: "localhost", port: mail.smtp.submissionsPort, security: "tls" },
    caFile: mail.caFile,
    calendars: false,
  });
}

async function fill(dav: DavServer, mail: MailServers): Promise<void> {
  for (const user of PEOPLE) {
    const url = `${dav.url}${user}/work/`;
    const client = rawClient(user, dav.users[user]);
    await client.makeCalendar(url, "Work");
    for (let n = 0; n < EACH; n++)
      await client.put(`${url}${n}.ics`, eventText(`idle-${n}@example.test`, `Event ${n}`));
    const imap = await imapClient(mail.imap, user, mail.users[user]);
    const messages = await Promise.all(Array.from({ length: EACH }, (_, n) => message(user, n)));
    await imap.deliver("INBOX", messages);
    await imap.close();
  }
}

async function message(user: string, n: number): Promise<{ readonly source: string }> {
  const { wire } = await buildMessage(
    { to: [{ address: `${user}@example.test` }], subject: `Message ${n}`, text: `Text ${n}` },
    {
      identity: { address: "carol@example.test" },
      messageId: newMessageId(Buffer.alloc(16, n + 1), "example.test"),
      dateMs: Date.now() - n * 3_600_000,
      seed: n.toString(16).padStart(16, "0"),
    },
  );
  return { source: Buffer.from(wire).toString("latin1") };
}

function graphEvent(n: number) {
  const day = `2026-12-${String(1 + (n % 27)).padStart(2, "0")}`;
  const at = (hour: string) => ({ dateTime: `${day}T${hour}:00:00`, timeZone: "UTC" });
  return { subject: `Event ${n}`, start: at("09"), end: at("10") };
}
