// The demo account's mail: believable, the same for the same moment, and kept.
import PostalMime from "postal-mime";
import { describe, expect, it, onTestFinished } from "vitest";
import type { MailConnection, MailLogin, RemoteMessage } from "../../src-main/providers/mail-provider.ts";
import { memoryMailProvider } from "../../src-main/providers/memory/mailbox.ts";
import { seedMailbox } from "../../src-main/providers/memory/mailbox-seed.ts";
import { NOW_MS, testWorld } from "./world.ts";

const never = new AbortController().signal;
const LOGIN: MailLogin = {
  address: "alex.morel@example.org",
  username: "demo",
  endpoint: { host: "demo", port: 993, security: "tls" },
};

const world = () => {
  const made = testWorld();
  onTestFinished(() => made.remove());
  return made;
};

async function read(connection: MailConnection, role: string) {
  const path = (await connection.folders(never)).find((folder) => folder.role === role)?.path ?? "";
  const messages: RemoteMessage[] = [];
  const uids = await connection.uids(path, never);
  for await (const some of connection.fetch(path, uids, { kind: "source", maxBytes: 1e6 }, "bulk", never))
    messages.push(...some);
  return Promise.all(messages.map(async (one) => ({ ...one, mail: await PostalMime.parse(one.source ?? "") })));
}

describe.each(["fr", "en"] as const)("the demo's mail in %s", (locale) => {
  it("is some sixty messages of the last weeks, read without a complaint", async () => {
    const connection = await memoryMailProvider(locale).connect(LOGIN, world(), never);
    const folders = await connection.folders(never);
    const total = folders.reduce((sum, { status }) => sum + (status?.messages ?? 0), 0);
    expect(total).toBeGreaterThan(50);
    expect(folders.map(({ role }) => role).sort()).toEqual(["archive", "drafts", "inbox", "junk", "sent", "trash"]);
    const inbox = await read(connection, "inbox");
    for (const { mail, internalDateMs, flags } of inbox) {
      expect(mail.from?.address).toMatch(/@.*example\./);
      expect(mail.subject).not.toMatch(/[�=]\?|undefined/);
      expect(mail.text).not.toContain("\uFFFD");
      expect(Date.parse(mail.date ?? "")).toBe(internalDateMs);
      expect(internalDateMs).toBeLessThan(NOW_MS);
      expect(flags).not.toContain("\\Draft");
    }
    expect(inbox.filter(({ flags }) => !flags.includes("\\Seen")).length).toBeGreaterThan(4);
    const words = locale === "fr" ? "Revue de sprint de jeudi" : "Thursday's sprint review";
    expect(inbox.map(({ mail }) => mail.subject)).toContain(words);
  });

  it("has conversations across inbox and sent, an invitation ahead, a newsletter with a tracker, and attachments", async () => {
    const connection = await memoryMailProvider(locale).connect(LOGIN, world(), never);
    const [inbox, sent, drafts] = [
      await read(connection, "inbox"),
      await read(connection, "sent"),
      await read(connection, "drafts"),
    ];
    const ids = new Set([...inbox, ...sent].map(({ mail }) => mail.messageId));
    expect(sent.filter(({ mail }) => ids.has(mail.inReplyTo ?? "")).length).toBeGreaterThan(4);
    expect(drafts).toHaveLength(1);
    expect(drafts[0]?.flags).toContain("\\Draft");
    const calendar = inbox.flatMap(({ mail }) => mail.attachments).find(({ mimeType }) => mimeType === "text/calendar");
    const content = calendar?.content ?? "";
    const ics = typeof content === "string" ? content : Buffer.from(new Uint8Array(content)).toString();
    const [, day = "", time = ""] = /DTSTART:(\d{8})T(\d{6})Z/.exec(ics) ?? [];
    const start = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T${time.slice(0, 2)}:00:00Z`;
    expect(Date.parse(start)).toBeGreaterThan(NOW_MS);
    expect(ics).toContain("METHOD:REQUEST");
    const news = inbox.find(({ mail }) => mail.html?.includes("track.example.com"));
    expect(news?.mail.headers.find(({ key }) => key === "list-unsubscribe-post")?.value).toBe(
      "List-Unsubscribe=One-Click",
    );
    expect(news?.mail.text).toBeTruthy();
    const files = inbox.flatMap(({ mail }) => mail.attachments.map(({ filename }) => filename ?? ""));
    for (const ending of [".pdf", ".csv", ".png"]) expect(files.some((file) => file.endsWith(ending))).toBe(true);
  });

  it("is the same for the same moment", () => {
    expect(seedMailbox(locale, NOW_MS)).toEqual(seedMailbox(locale, NOW_MS));
  });
});

describe("the demo's mailbox", () => {
  it("is shared by its connections, and kept in its file", async () => {
    const here = world();
    const one = await memoryMailProvider("en").connect(LOGIN, here, never);
    const other = await memoryMailProvider("en").connect(LOGIN, here, never);
    const [uid = 0] = await one.uids("INBOX", never);
    await one.flag("INBOX", [uid], { add: ["Later"], remove: [] }, never);
    expect((await other.flags("INBOX", [uid], "ops", never))[0]?.flags).toContain("Later");
    const { readFileSync } = await import("node:fs");
    expect(readFileSync(`${here.folder}/demo-mail.json`, "utf8")).toContain('"Later"');
  });
});
