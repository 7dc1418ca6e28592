// Mail, tried through the page: the built engine between it and a Dovecot and an Exim that live as long as the worker; each test
// finds Alice's and Bob's mailboxes empty.
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";
import type { Output } from "../../../src-preload/contract/contract.ts";
import { makeCertificate } from "../../servers/certificates.ts";
import { FaultProxy } from "../../servers/fault-proxy.ts";
import { type ImapClient, imapClient } from "../../servers/imap-client.ts";
import { type MailServers, missingMail, startMail } from "../../servers/mail.ts";
import { test as base } from "./host.ts";
import type { TestNet } from "./mail-engine.ts";
import { wordsOf } from "./words.ts";

/** Why nothing of it can run; undefined: it can. */
export const noMail = missingMail();
export const say = wordsOf("fr");

/** A web server, https://pictures.example.test to the engine, that counts who asks. */
interface Pictures {
  readonly port: number;
  readonly caFile: string;
  /** Connections and paths that were asked for. */
  readonly asked: string[];
}

interface Boxes {
  readonly servers: MailServers;
  readonly alice: ImapClient;
  readonly bob: ImapClient;
}

interface Fixtures {
  readonly alice: ImapClient;
  readonly bob: ImapClient;
  /** Between the account and its servers; the account of `withAlice` goes through them. */
  readonly way: { readonly imap: FaultProxy; readonly smtp: FaultProxy };
  readonly pictures: Pictures;
  /** Adds Alice's account past the page and opens the mail page, its first messages there. */
  readonly openMail: (more?: { readonly calendars?: boolean; readonly undoSeconds?: number }) => Promise<Account>;
}
type Account = Output<"accounts.add">["account"];

/** The smallest picture there is. */
export const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

const FOLDERS = ["INBOX", "Sent", "Drafts", "Trash", "Junk", "Archive"];

async function emptied({ flow }: ImapClient): Promise<void> {
  for (const { path } of await flow.list()) {
    if (!FOLDERS.includes(path)) await flow.mailboxDelete(path);
    else {
      await flow.mailboxOpen(path);
      if (flow.mailbox && flow.mailbox.exists > 0) await flow.messageDelete("1:*");
    }
  }
  await flow.mailboxOpen("INBOX");
}

export const test = base.extend<Fixtures, { boxes: Boxes }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  startPage: async ({}, use) => use("mail"),
  boxes: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const servers = await startMail();
      const alice = await imapClient(servers.imap, "alice", servers.users.alice);
      const bob = await imapClient(servers.imap, "bob", servers.users.bob);
      await use({ servers, alice, bob });
      await alice.close();
      await bob.close();
      await servers.stop();
    },
    { scope: "worker" },
  ],
  alice: async ({ boxes }, use) => {
    await emptied(boxes.alice);
    await use(boxes.alice);
  },
  bob: async ({ boxes }, use) => {
    await emptied(boxes.bob);
    await use(boxes.bob);
  },
  way: async ({ boxes: { servers } }, use) => {
    const imap = await FaultProxy.start(servers.imap.imaps);
    const smtp = await FaultProxy.start(servers.smtp.submissionsPort);
    await use({ imap, smtp });
    await imap.close();
    await smtp.close();
  },
  pictures: async ({ boxes: { servers } }, use) => {
    const asked: string[] = [];
    const { certificate, key, caFile } = makeCertificate(join(servers.imap.folder, "pictures"), "good");
    const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (request, answer) => {
      asked.push(request.url ?? "");
      answer.writeHead(200, { "content-type": "image/png" }).end(PNG);
    });
    // Whatever comes in counts, understood or not.
    server.on("connection", () => asked.push("connection"));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    await use({ port: (server.address() as AddressInfo).port, caFile, asked });
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  },
  folder: async ({ folder, way, pictures }, use) => {
    const srv = { "_imaps._tcp.example.test": way.imap.port, "_submissions._tcp.example.test": way.smtp.port };
    process.env.CADRAN_TEST_NET = JSON.stringify({ srv, pictures: pictures.port } satisfies TestNet);
    process.env.CADRAN_ENGINE_ENTRY = join(import.meta.dirname, "mail-engine.ts");
    process.env.NODE_EXTRA_CA_CERTS = pictures.caFile;
    await use(folder);
    delete process.env.NODE_EXTRA_CA_CERTS;
    delete process.env.CADRAN_ENGINE_ENTRY;
    delete process.env.CADRAN_TEST_NET;
  },
  openMail: async ({ page, host, call, boxes: { servers }, way }, use) => {
    await use(async ({ calendars = false, undoSeconds = 0 } = {}) => {
      await call("settings.set", { mail: { undoSeconds } });
      const { account } = await call("accounts.add", {
        kind: "mail",
        address: "alice@example.test",
        name: "Alice",
        password: servers.users.alice,
        imap: { host: "localhost", port: way.imap.port, security: "tls" },
        smtp: { host: "localhost", port: way.smtp.port, security: "tls" },
        caFile: servers.caFile,
        calendars,
      });
      await page.goto(host.url);
      await expect(page.getByRole("main", { name: say("mail.title") })).toBeVisible();
      return account;
    });
  },
});

/** Lines of the list, by a part of their name. */
export const row = (page: Page, text: string): Locator =>
  page.locator(".mail-list").getByRole("row").filter({ hasText: text });

/** The message on show. */
export const reader = (page: Page): Locator => page.getByRole("article").last();

/** What stands in it. */
export const body = (page: Page) => reader(page).frameLocator("iframe").locator("body");

/** A button of the bar over the conversation. */
export const act = (page: Page, word: string): Locator =>
  page.getByRole("toolbar", { name: say("reader.bar") }).getByRole("button", { name: say(word), exact: true });

/** A folder in the pane, by the word of its role or its name. */
export const folder = (page: Page, name: string): Locator =>
  page.locator(".mail-side li").filter({ has: page.getByRole("button", { name: new RegExp(`^${name}(\\s|$|\\d)`) }) });

/** The composer. */
export const composer = (page: Page): Locator => page.locator(".composer [data-shown]");

/** Flags of what lies in a folder on the server, one text per message. */
export async function onServer(client: ImapClient, path: string): Promise<string[]> {
  return [...(await client.list(path)).values()].map((flags) => [...flags].toSorted().join(" "));
}

/** Messages in a folder on the server, as they lie there, oldest first. */
export async function sources({ flow }: ImapClient, path: string): Promise<string[]> {
  const found: string[] = [];
  await flow.mailboxOpen(path);
  if (flow.mailbox && flow.mailbox.exists > 0)
    for await (const { source } of flow.fetch("1:*", { source: true })) found.push(source?.toString("latin1") ?? "");
  await flow.mailboxOpen("INBOX");
  return found;
}
