// The whole loop on real servers, in two engines: found, written, answered, sorted, invited, left.
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { buildMessage, newMessageId } from "../../src-main/domain/mime/build.ts";
import { systemClock } from "../../src-main/engine/clock.ts";
import type { Net } from "../../src-main/ports.ts";
import { createImapProvider } from "../../src-main/providers/imap/index.ts";
import { smtpSubmission } from "../../src-main/providers/smtp/index.ts";
import type { CalendarId, MessageId } from "../../src-preload/contract/shapes.ts";
import { imapClient } from "../servers/imap-client.ts";
import { type MailServers, missingMail, startMail } from "../servers/mail.ts";
import { testFolder } from "../support/folder.ts";
import { testEngine } from "../support/test-engine.ts";

const skip = missingMail();
type User = "alice" | "bob";

/** example.test publishes its servers. */
function publishing({ imap, smtp }: MailServers): Net {
  const server = (tag: string, type: string, port: number) =>
    `<${tag} type="${type}"><hostname>localhost</hostname><port>${port}</port><socketType>SSL</socketType></${tag}>`;
  const servers = server("incomingServer", "imap", imap.imaps) + server("outgoingServer", "smtp", smtp.submissionsPort);
  const body = `<clientConfig version="1.1"><emailProvider id="example.test">${servers}</emailProvider></clientConfig>`;
  return {
    http: () => ({
      request: async ({ url }) => ({
        status: url.startsWith("https://autoconfig.example.test/") ? 200 : 404,
        headers: {},
        body,
        url,
      }),
      close: async () => {},
    }),
    srv: async () => [],
    txt: async () => [],
  };
}

async function person(servers: MailServers, user: User) {
  const engine = testEngine({
    folder: testFolder(),
    clock: systemClock,
    net: publishing(servers),
    mailbox: createImapProvider({ debounceMs: 10 }),
    submission: smtpSubmission,
  });
  onTestFinished(() => engine.close());
  const { call } = engine;
  const address = `${user}@example.test`;
  const added = await call("accounts.add", {
    kind: "mail",
    address,
    name: user,
    password: servers.users[user],
    caFile: servers.caFile,
    calendars: false,
  });
  const client = await imapClient(servers.imap, user, servers.users[user]);
  onTestFinished(() => client.close());
  const sync = () => call("sync.run", {});
  await sync();
  const inbox = async () => (await call("mail.list", { role: "inbox", limit: 50 })).threads;
  const newest = async (): Promise<MessageId> => {
    const [id] = (await inbox())[0]?.messageIds ?? [];
    if (id === undefined) throw new Error("the inbox is empty");
    return id;
  };
  /** Looks until it holds. */
  const until = async (holds: () => Promise<boolean>) => {
    for (let n = 0; n < 150; n++) {
      await sync();
      if (await holds()) return;
      await sleep(100);
    }
    throw new Error("it never came");
  };
  const flags = async (path: string) =>
    [...(await client.list(path)).values()].map((list) => [...list].toSorted().join(" "));
  return { ...engine, account: added.account, client, sync, inbox, newest, until, flags };
}

async function both() {
  const servers = await startMail();
  onTestFinished(() => servers.stop());
  return { servers, alice: await person(servers, "alice"), bob: await person(servers, "bob") };
}

describe.skipIf(skip !== undefined)(`two people on real servers${skip ? ` (skipped: ${skip})` : ""}`, () => {
  it("write to each other: found by discovery, threaded, filed once, flags and moves both ways, undone", async () => {
    const { alice, bob } = await both();
    expect(alice.account.mail).toMatchObject({ state: "ready", imap: { host: "localhost" } });
    await alice.call("mail.send", {
      accountId: alice.account.id,
      to: ["bob@example.test"],
      subject: "Hello",
      text: "How are you?",
      undoSeconds: 0,
    });
    await alice.sync();
    await bob.until(async () => (await bob.inbox()).length === 1);
    const [thread] = await bob.inbox();
    expect(thread).toMatchObject({ subject: "Hello", unread: 1, count: 1 });
    const id = await bob.newest();
    expect((await bob.call("mail.message", { id })).text.trim()).toBe("How are you?");
    // A Date has whole seconds (RFC 5322 §3.3): of two messages of one second nobody can tell which came first.
    await sleep(1_000 - (Date.now() % 1_000));
    const { draft } = await bob.call("mail.begin", { messageId: id, kind: "reply" });
    const { to, subject, html, inReplyTo } = draft;
    await bob.call("mail.send", {
      accountId: bob.account.id,
      to,
      subject,
      html,
      inReplyTo,
      draftId: draft.id,
      undoSeconds: 0,
    });
    await bob.sync();
    await alice.until(async () => (await alice.inbox()).length === 1);
    await alice.until(async () => (await alice.flags("Sent")).length === 1);
    await bob.until(async () => (await bob.flags("Sent")).length === 1);
    await alice.sync();
    expect((await alice.inbox())[0]).toMatchObject({ subject: "Hello", count: 2 });
    expect([await alice.flags("Sent"), await bob.flags("Sent"), await bob.flags("Drafts")]).toEqual([
      ["\\Seen"],
      ["\\Seen"],
      [],
    ]);

    await bob.call("mail.flag", { ids: [id], add: ["\\Seen", "\\Flagged"] });
    await bob.sync();
    expect(await bob.flags("INBOX")).toEqual(["\\Answered \\Flagged \\Seen"]);
    const [uid] = [...(await bob.client.list("INBOX")).keys()];
    await bob.client.flag("INBOX", uid ?? 0, { remove: ["\\Flagged"] });
    await bob.until(async () => (await bob.inbox())[0]?.flagged === false);
    const { undoId = "" } = await bob.call("mail.move", { ids: [id], role: "archive" });
    await bob.sync();
    expect([(await bob.flags("INBOX")).length, (await bob.flags("Archive")).length]).toEqual([0, 1]);
    await bob.call("mail.undo", { undoId });
    await bob.until(async () => (await bob.flags("INBOX")).length === 1);
    expect([(await bob.flags("Archive")).length, (await bob.inbox()).length]).toEqual([0, 1]);
  }, 120_000);

  it("keep drafts on both sides, and an account that leaves takes nothing along", async () => {
    const { alice } = await both();
    const { draft } = await alice.call("mail.draft", {
      accountId: alice.account.id,
      to: ["bob@example.test"],
      subject: "Begun",
      text: "x",
    });
    await alice.until(async () => (await alice.flags("Drafts")).length === 1);
    await alice.until(async () => (await alice.call("mail.drafts", {})).drafts[0]?.synced === true);
    const [uid = 0] = [...(await alice.client.list("Drafts")).keys()];
    await alice.client.expunge("Drafts", [uid]);
    await alice.until(async () => (await alice.call("mail.drafts", {})).drafts.length === 0);
    expect(draft.synced).toBe(false);
    await alice.call("accounts.remove", { id: alice.account.id });
    expect((await alice.call("mail.folders", {})).folders).toEqual([]);
    expect(await alice.flags("INBOX")).toEqual([]);
  }, 120_000);

  it("meet: the invitation is accepted, is in the agenda, and the answer is noted where it came from", async () => {
    const { servers, alice, bob } = await both();
    const event = (more: readonly string[]) =>
      [
        ...[
          "BEGIN:VCALENDAR",
          "VERSION:2.0",
          "PRODID:-//Test//EN",
          ...more,
          "BEGIN:VEVENT",
          "UID:meet@example.test",
          "SEQUENCE:0",
        ],
        ...["DTSTAMP:20261118T080000Z", "DTSTART:20261124T090000Z", "DTEND:20261124T100000Z", "SUMMARY:Meet"],
        ...["ORGANIZER:mailto:alice@example.test", "ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.test"],
        ...["END:VEVENT", "END:VCALENDAR", ""],
      ].join("\r\n");
    const { calendar } = await alice.call("calendars.create", { name: "Mine" });
    await bob.call("calendars.create", { name: "Mine" });
    await alice.call("events.import", { calendarId: calendar.id as CalendarId, text: event([]) });
    const built = await buildMessage(
      {
        to: [{ address: "bob@example.test" }],
        subject: "Meet",
        text: "Come",
        calendar: { method: "REQUEST", text: event(["METHOD:REQUEST"]) },
      },
      {
        identity: { address: "alice@example.test" },
        messageId: newMessageId(Buffer.alloc(16, 7), "alice@example.test"),
        dateMs: Date.now(),
        seed: "0123456789abcdef",
      },
    );
    await bob.client.deliver("INBOX", [{ source: Buffer.from(built.wire).toString("latin1") }]);
    await bob.until(async () => (await bob.inbox()).length === 1);
    const messageId = await bob.newest();
    expect((await bob.call("mail.invitation", { messageId })).invitation).toMatchObject({
      state: "new",
      answersBy: "mail",
    });
    const { event: kept } = await bob.call("mail.answerInvitation", { messageId, answer: "accepted" });
    expect(kept?.title).toBe("Meet");
    const agenda = await bob.call("agenda.range", {
      fromMs: Date.parse("2026-11-24T00:00:00Z"),
      toMs: Date.parse("2026-11-25T00:00:00Z"),
    });
    expect(agenda.occurrences.map(({ title }) => title)).toEqual(["Meet"]);
    await bob.sync();
    await alice.until(async () => (await alice.inbox()).length === 1);
    const answerId = await alice.newest();
    const { invitation } = await alice.call("mail.invitation", { messageId: answerId });
    expect(invitation).toMatchObject({
      method: "reply",
      state: "update",
      reply: { address: "bob@example.test", answer: "accepted" },
    });
    const noted = await alice.call("mail.applyInvitation", { messageId: answerId });
    expect(noted.event?.attendees).toMatchObject([{ address: "bob@example.test", answer: "accepted" }]);
    expect(servers.users.bob).toBe("bob-pw");
  }, 120_000);
});
