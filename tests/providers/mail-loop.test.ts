// A message of ours through real servers, to somebody who reads it: what was written arrives, and what the servers report back
// is understood.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { safeHtml } from "../../src-main/domain/mail-html/safe.ts";
import { buildMessage, type DraftMessage, newMessageId } from "../../src-main/domain/mime/build.ts";
import { buildReadReceipt } from "../../src-main/domain/mime/build-receipt.ts";
import { readMessage } from "../../src-main/domain/mime/read.ts";
import type { ReadMessage } from "../../src-main/domain/mime/read-types.ts";
import { reportOf } from "../../src-main/domain/mime/receipts.ts";
import { replyTo } from "../../src-main/domain/mime/reply.ts";
import type { MailLogin } from "../../src-main/providers/mail-provider.ts";
import { smtpSubmission } from "../../src-main/providers/smtp/index.ts";
import type { SubmitOptions } from "../../src-main/providers/submission.ts";
import type { USERS } from "../servers/child.ts";
import { type ImapClient, imapClient } from "../servers/imap-client.ts";
import { type MailServers, missingMail, startMail } from "../servers/mail.ts";
import { NOW_MS, testWorld } from "./world.ts";

type User = keyof typeof USERS;
const DRAFT: DraftMessage = {
  to: [{ address: "bob@example.test", name: "Bob" }],
  subject: "Pläne 日本語 🎉",
  text: "Hello",
};
const skip = missingMail();

describe.skipIf(skip !== undefined)(`from alice to bob${skip ? ` (skipped: ${skip})` : ""}`, () => {
  const world = testWorld();
  const clients = new Map<User, ImapClient>();
  let servers: MailServers;
  let count = 0;

  beforeAll(async () => {
    servers = await startMail();
    for (const user of ["alice", "bob"] as const)
      clients.set(user, await imapClient(servers.imap, user, servers.users[user]));
  });
  afterAll(async () => {
    for (const client of clients.values()) await client.close();
    world.remove();
    await servers?.stop();
  });

  const login = (user: User): MailLogin => ({
    address: `${user}@example.test`,
    username: `${user}@example.test`,
    password: servers.users[user],
    caFile: servers.caFile,
    endpoint: { host: "localhost", port: servers.smtp.submissionsPort, security: "tls" },
  });
  const optionsOf = (user: User) => {
    const address = `${user}@example.test`;
    const id = newMessageId(new Uint8Array(16).fill(++count), address);
    return {
      identity: { address, name: user },
      messageId: id,
      dateMs: NOW_MS,
      zone: "Europe/Zurich",
      seed: "0123456789abcdef",
    };
  };
  const submit = async (user: User, built: Awaited<ReturnType<typeof buildMessage>>, options: SubmitOptions = {}) => {
    const signal = new AbortController().signal;
    const outcome = await smtpSubmission.submit(login(user), world, built.envelope, built.wire, options, signal);
    expect(outcome).toMatchObject({ kind: "accepted", rejected: [] });
  };
  /** The message that arrives with this in its header, as bytes and as read. */
  const arrival = async (user: User, header: Record<string, string>): Promise<ReadMessage> => {
    const flow = clients.get(user)?.flow;
    if (flow === undefined) throw new Error("not signed in");
    for (const end = Date.now() + 15_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
      await flow.mailboxOpen("INBOX");
      const uids = (await flow.search({ header }, { uid: true })) || [];
      const found = uids.length > 0 && (await flow.fetchOne(String(uids.at(-1)), { source: true }, { uid: true }));
      if (found && found.source !== undefined) return readMessage(found.source);
    }
    throw new Error(`nothing arrived with ${JSON.stringify(header)}`);
  };

  test("everything that was written is read: words, both texts, a picture in the text, a file", async () => {
    const picture = {
      name: "photo.png",
      mediaType: "image/png",
      content: new Uint8Array(3000).fill(7),
      contentId: "p1@example.test",
    };
    const file = {
      name: "très long nom de pièce jointe – 日本語 – numéro 5.pdf",
      mediaType: "application/pdf",
      content: new Uint8Array([1, 2, 3]),
    };
    const options = optionsOf("alice");
    const built = await buildMessage(
      {
        ...DRAFT,
        bcc: [{ address: "alice@example.test" }],
        html: '<p>Grüße, see <a href="https://example.com/a">this</a></p><ul><li>one</li></ul><img src="cid:p1@example.test">',
        text: undefined,
        attachments: [picture, file],
        importance: "high",
        readReceipt: true,
      },
      options,
    );
    await submit("alice", built);
    const mail = await arrival("bob", { "message-id": options.messageId });
    expect(mail).toMatchObject({
      subject: DRAFT.subject,
      from: [{ address: "alice@example.test", name: "alice" }],
      to: [{ address: "bob@example.test", name: "Bob" }],
      bcc: [],
      messageId: options.messageId,
      dateMs: NOW_MS,
      importance: "high",
      receiptTo: { address: "alice@example.test" },
      autoSubmitted: false,
    });
    expect(mail.html).toContain('<p>Grüße, see <a href="https://example.com/a">this</a></p>');
    expect(mail.text.trim()).toBe("Grüße, see this [1]\n\n- one\n\n[1] https://example.com/a");
    expect(mail.parts.map(({ name, contentId, size }) => [name, contentId, size])).toEqual([
      ["photo.png", "p1@example.test", 3000],
      [file.name, undefined, 3],
    ]);
    // The hidden recipient has it too.
    expect((await arrival("alice", { "message-id": options.messageId })).bcc).toEqual([]);
  });

  test("long paragraphs of plain text arrive whole", async () => {
    const text = `${"some words ".repeat(60).trim()}\n\n> ${"quoted words ".repeat(30).trim()}\n\n-- \nAlice`;
    const options = optionsOf("alice");
    await submit("alice", await buildMessage({ ...DRAFT, text }, options));
    expect((await arrival("bob", { "message-id": options.messageId })).text.replace(/\n+$/, "")).toBe(text);
  });

  test("an answer finds its thread, and its quotation is folded by whoever reads it", async () => {
    const first = optionsOf("alice");
    await submit("alice", await buildMessage({ ...DRAFT, html: "<p>Shall we?</p>" }, first));
    const asked = await arrival("bob", { "message-id": first.messageId });
    const draft = replyTo(
      { ...asked, from: asked.from[0], sentMs: asked.dateMs },
      {
        kind: "reply",
        identities: [],
        accountId: "1",
        ownAddresses: ["bob@example.test"],
        locale: "en",
        zone: "Europe/Zurich",
      },
    );
    const second = optionsOf("bob");
    const html = draft.html.replace("<p></p>", "<p>Yes!</p>");
    await submit("bob", await buildMessage({ ...draft, html, text: undefined }, second));
    const answer = await arrival("alice", { "message-id": second.messageId });
    expect(answer).toMatchObject({
      subject: `Re: ${DRAFT.subject}`,
      inReplyTo: first.messageId,
      references: [first.messageId],
    });
    expect(safeHtml(answer.html ?? "", { cidUrls: new Map(), remote: "blocked" }).fold).toBeDefined();
    expect(answer.text).toMatch(
      /^Yes!\n\nOn Monday, 23 November 2026 at 10:00, alice <alice@example\.test> wrote:\n\n> Shall we\?/,
    );
  });

  test("an invitation is a calendar part with its method", async () => {
    const options = optionsOf("alice");
    const text =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Fête\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    await submit("alice", await buildMessage({ ...DRAFT, calendar: { method: "REQUEST", text } }, options));
    const mail = await arrival("bob", { "message-id": options.messageId });
    expect(mail.calendars[0]).toMatchObject({ method: "REQUEST" });
    expect(mail.calendars[0]?.text.replace(/\r?\n/g, "\r\n")).toBe(text);
  });

  test("a note on delivery comes back and names the message (RFC 3461, RFC 3464)", async () => {
    const options = optionsOf("alice");
    const deliveryReceipt = { envelopeId: "out-42", recipient: "alice@example.test" };
    await submit("alice", await buildMessage(DRAFT, options), { deliveryReceipt });
    const note = await arrival("alice", { subject: "Delivery" });
    expect(reportOf(note.parts)).toMatchObject({
      kind: "delivery",
      envelopeId: "out-42",
      messageId: options.messageId,
      recipients: [{ address: "bob@example.test", action: expect.stringMatching(/delivered|relayed/) }],
    });
  });

  test("a note that it was read comes back and names the message (RFC 8098)", async () => {
    const options = optionsOf("alice");
    await submit("alice", await buildMessage({ ...DRAFT, readReceipt: true }, options));
    const mail = await arrival("bob", { "message-id": options.messageId });
    const own = optionsOf("bob");
    const receiptTo = mail.receiptTo ?? { address: "nobody" };
    await submit("bob", await buildReadReceipt({ ...mail, receiptTo }, { ...own, locale: "en" }));
    const note = await arrival("alice", { "message-id": own.messageId });
    expect(reportOf(note.parts)).toEqual({
      kind: "read",
      messageId: options.messageId,
      address: "bob@example.test",
      disposition: "displayed",
    });
  });
});
