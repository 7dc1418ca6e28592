// Accounts with mail: found, signed in to on every side, changed.
import { describe, expect, it, onTestFinished } from "vitest";
import type { Net } from "../../src-main/ports.ts";
import type { MailLogin } from "../../src-main/providers/mail-provider.ts";
import { memoryMailbox } from "../../src-main/providers/memory/mailbox.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { testFolder } from "../support/folder.ts";
import { type TestWorld, testEngine } from "../support/test-engine.ts";
import { ALICE, IMAP, SMTP } from "./mail-world.ts";
import { office } from "./office.ts";

const CLOUD = { kind: "infomaniak", address: "alice@ik.me", username: "alice@ik.me", password: "x" } as const;

/** An engine that writes down who signs in to mail, and refuses who it is told to. */
function world(more: Partial<TestWorld> = {}, refuses: (login: MailLogin) => Failure | undefined = () => undefined) {
  const clock = fakeClock();
  const logins: MailLogin[] = [];
  const mailbox = memoryMailbox(() => clock.nowMs());
  const folder = testFolder();
  const engine = testEngine({
    folder,
    clock,
    mailbox: {
      connect: async (login) => {
        logins.push(login);
        const failure = refuses(login);
        if (failure) throw failure;
        return mailbox.connect();
      },
    },
    ...more,
  });
  onTestFinished(() => engine.close());
  return { ...engine, folder, clock, logins, mailbox };
}

const config = (host: string) =>
  `<clientConfig version="1.1"><emailProvider id="x"><incomingServer type="imap"><hostname>${host}</hostname><port>993</port><socketType>SSL</socketType>
  <username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication></incomingServer><outgoingServer type="smtp"><hostname>${host}</hostname>
  <port>465</port><socketType>SSL</socketType></outgoingServer></emailProvider></clientConfig>`;

/** A network in which the domain publishes its servers. */
function publishing(host: string, more: Partial<Net> = {}): Net {
  return {
    http: () => ({
      request: async ({ url }) => ({
        status: url.startsWith("https://autoconfig.") ? 200 : 404,
        headers: {},
        body: config(host),
        url,
      }),
      close: async () => {},
    }),
    srv: async () => [],
    txt: async () => [],
    ...more,
  };
}

describe("an account by its address", () => {
  it("is found by what its domain publishes, and signed in to on both servers", async () => {
    const { call, logins } = world({ net: publishing("mail.hoster.example") });
    const { imap: _, smtp: __, ...bare } = ALICE;
    expect((await call("accounts.discoverMail", { address: ALICE.address })).servers).toMatchObject([
      { source: "autoconfig" },
    ]);
    expect(logins).toEqual([]);
    const { account } = await call("accounts.add", bare);
    expect(account).toMatchObject({
      kind: "mail",
      label: ALICE.address,
      mail: { state: "ready", imap: { host: "mail.hoster.example" } },
    });
    expect(logins).toMatchObject([{ username: ALICE.address, endpoint: { port: 993, security: "tls" } }]);
    await expect(call("accounts.add", bare)).rejects.toMatchObject({ reason: "account-exists" });
  });

  it("gives no password to a server that only DNS names, unless it is of the domain itself", async () => {
    const srv =
      (host: string): Net["srv"] =>
      async () => [{ host, port: 993 }];
    const nothing = {
      http: () => ({ request: async () => Promise.reject(new Failure("offline")), close: async () => {} }),
    };
    const { imap: _, smtp: __, ...bare } = ALICE;
    const strange = world({ net: publishing("", { ...nothing, srv: srv("mail.elsewhere.example") }) });
    expect((await strange.call("accounts.discoverMail", { address: ALICE.address })).servers).toMatchObject([
      { source: "srv" },
    ]);
    await expect(strange.call("accounts.add", bare)).rejects.toMatchObject({ reason: "not-imap" });
    expect(strange.logins).toEqual([]);
    const own = world({ net: publishing("", { ...nothing, srv: srv("mail.example.test") }) });
    await own.call("accounts.add", bare);
    expect(own.logins).toHaveLength(1);
  });

  it("sets its calendars up by itself where the provider has some", async () => {
    const { provider } = office();
    const { call } = world({ caldav: provider });
    const { calendars, failed } = await call("accounts.add", { ...ALICE, calendars: true });
    expect([calendars.map(({ name }) => name), failed]).toEqual([["Work"], undefined]);
    const without = world({ caldav: provider });
    expect((await without.call("accounts.add", ALICE)).calendars).toEqual([]);
  });

  it("is mail alone where there are none, and no run asks for them", async () => {
    const { provider } = office();
    let asked = 0;
    const none = {
      ...provider,
      connect: async () => Promise.reject(new Failure(asked++ === 0 ? "not-caldav" : "bug")),
    };
    const { call } = world({ caldav: none });
    const { calendars, failed } = await call("accounts.add", { ...ALICE, calendars: true });
    expect([calendars, failed]).toEqual([[], undefined]);
    const { results, folders } = await call("sync.run", {});
    expect([results, folders.map(({ outcome }) => outcome), asked]).toEqual([[], folders.map(() => "successful"), 1]);
    expect((await call("sync.status", {})).folders.length).toBeGreaterThan(3);
  });

  it("is refused as a whole when mail does not work, and nothing is kept", async () => {
    const { call } = world({}, () => new Failure("wrong-password", { host: IMAP.host }));
    await expect(call("accounts.add", ALICE)).rejects.toMatchObject({ reason: "wrong-password" });
    expect((await call("accounts.list", {})).accounts).toEqual([]);
  });
});

describe("an account of mail and calendars", () => {
  it("has both by one password", async () => {
    const { call, logins } = world({ caldav: office().provider });
    const { account, calendars, failed } = await call("accounts.add", CLOUD);
    expect([account.mail?.imap.host, calendars.length, failed]).toEqual(["mail.infomaniak.com", 1, undefined]);
    expect(logins[0]).toMatchObject({ username: "alice@ik.me", password: "x" });
    expect((await call("mail.identities", { accountId: account.id })).identities).toMatchObject([
      { address: "alice@ik.me" },
    ]);
  });

  it("is added with the side that works, says so, and gets the other with a password that opens it", async () => {
    const state = { isShut: true };
    const refuses = () => (state.isShut ? new Failure("app-password", { host: "mail.infomaniak.com" }) : undefined);
    const { call } = world({ caldav: office().provider }, refuses);
    const { account, calendars, failed } = await call("accounts.add", CLOUD);
    expect([account.mail, calendars.length, failed?.side, failed?.failure.reason]).toEqual([
      undefined,
      1,
      "mail",
      "app-password",
    ]);
    state.isShut = false;
    const changed = await call("accounts.update", { id: account.id, password: "y" });
    expect(changed.account.mail?.imap.host).toBe("mail.infomaniak.com");
  });

  it("is not added twice: every event would be there twice", async () => {
    const { call, logins } = world({ caldav: office().provider });
    await call("accounts.add", CLOUD);
    const before = logins.length;
    await expect(call("accounts.add", CLOUD)).rejects.toMatchObject({
      reason: "account-exists",
      params: { address: CLOUD.address },
    });
    expect(logins).toHaveLength(before);
    await call("accounts.add", { ...CLOUD, username: "CR84207" });
    const server = { kind: "caldav", username: "alice", password: "x" } as const;
    await call("accounts.add", { ...server, url: "https://cloud.example.test/dav/" });
    await expect(call("accounts.add", { ...server, url: "cloud.example.test/dav" })).rejects.toMatchObject({
      reason: "account-exists",
      params: { address: "alice" },
    });
    await call("accounts.add", { ...server, url: "https://cloud.example.test/dav/one/" });
    expect((await call("accounts.list", {})).accounts).toHaveLength(4);
  });

  it("is tried on every side before a new password replaces the old one", async () => {
    const refuses = ({ password }: MailLogin) =>
      password === "good" || password === "x" ? undefined : new Failure("wrong-password", {});
    const { call, logins } = world({ caldav: office().provider }, refuses);
    const { account } = await call("accounts.add", CLOUD);
    await expect(call("accounts.update", { id: account.id, password: "bad" })).rejects.toMatchObject({
      reason: "wrong-password",
    });
    await call("accounts.test", { id: account.id });
    expect(logins.at(-1)?.password).toBe("x");
    await call("accounts.update", { id: account.id, password: "good" });
    await call("sync.run", {});
    expect(logins.at(-1)?.password).toBe("good");
  });

  it("takes other servers only once they let us in", async () => {
    const refuses = ({ endpoint }: MailLogin) =>
      endpoint.host === "wrong.example.test" ? new Failure("not-imap", {}) : undefined;
    const { call } = world({}, refuses);
    const { account } = await call("accounts.add", ALICE);
    const imap = { ...IMAP, host: "wrong.example.test" };
    await expect(call("accounts.update", { id: account.id, imap })).rejects.toMatchObject({ reason: "not-imap" });
    const other = { ...IMAP, host: "new.example.test" };
    const changed = await call("accounts.update", { id: account.id, imap: other, label: "Home", color: "#112233" });
    expect(changed.account).toMatchObject({ label: "Home", color: "#112233", mail: { imap: other, smtp: SMTP } });
  });

  it("in the demo has a mailbox with mail in it", async () => {
    const { call } = world();
    const { account } = await call("accounts.add", { kind: "demo", locale: "fr" });
    await call("sync.run", {});
    const { threads } = await call("mail.list", { role: "inbox", accountId: account.id, limit: 50 });
    expect(threads.length).toBeGreaterThan(5);
    await expect(call("accounts.test", { id: account.id })).resolves.toEqual({});
  });

  it("is none where there is only a calendar", async () => {
    const { call, logins } = world({ caldav: office().provider });
    const { account } = await call("accounts.add", {
      kind: "caldav",
      url: "http://office.test/",
      username: "ann",
      password: "x",
    });
    await expect(call("mail.draft", { accountId: account.id, subject: "x" })).rejects.toMatchObject({
      reason: "missing",
    });
    expect([account.mail, logins]).toEqual([undefined, []]);
  });
});
