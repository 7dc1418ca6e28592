// An engine with a mail account on a mailbox in memory: what tests of the commands of mail begin with.
import { onTestFinished } from "vitest";
import type { Net } from "../../src-main/ports.ts";
import { memoryMailbox } from "../../src-main/providers/memory/mailbox.ts";
import type { Submission, SubmitOutcome } from "../../src-main/providers/submission.ts";
import type { FolderRole } from "../../src-preload/contract/mail.ts";
import type { FolderId, MessageId } from "../../src-preload/contract/shapes.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { testFolder } from "../support/folder.ts";
import { type TestWorld, testEngine } from "../support/test-engine.ts";

export const IMAP = { host: "imap.example.test", port: 993, security: "tls" } as const;
export const SMTP = { host: "smtp.example.test", port: 465, security: "tls" } as const;
export const ALICE = {
  kind: "mail",
  address: "alice@example.test",
  name: "Alice",
  password: "alice-pw",
  imap: IMAP,
  smtp: SMTP,
  calendars: false,
} as const;

export interface Sent {
  readonly from: string;
  readonly to: readonly string[];
  readonly source: string;
}

const ACCEPTED: SubmitOutcome = { kind: "accepted", answer: "250 OK", rejected: [] };

type Abilities = NonNullable<Parameters<typeof memoryMailbox>[1]>;

/** Alice's account, looked at once. @param more.before called before each method of the mailbox: may throw a Failure */
export async function mailWorld({ before, ...more }: Partial<TestWorld> & Pick<Abilities, "before"> = {}) {
  const clock = fakeClock();
  const folder = testFolder();
  const mailbox = memoryMailbox(() => clock.nowMs(), { ...(before && { before }) });
  const sent: Sent[] = [];
  const state = { outcome: ACCEPTED as SubmitOutcome };
  const submission: Submission = {
    probe: async () => ({ host: SMTP.host, smtpUtf8: true, dsn: true }),
    submit: async (_login, _world, { from, to }, message, options) => {
      options.onData?.();
      if (state.outcome.kind === "accepted") sent.push({ from, to, source: Buffer.from(message).toString("latin1") });
      return state.outcome;
    },
  };
  const engine = testEngine({
    folder,
    clock,
    mailbox: { connect: async () => mailbox.connect() },
    submission,
    ...more,
  });
  onTestFinished(() => engine.close());
  const { call } = engine;
  const { account } = await call("accounts.add", ALICE);
  const sync = () => call("sync.run", { accountId: account.id });
  await sync();
  /** Looks until copies in Sent, which are searched for some seconds first, are filed. */
  const settle = async () => {
    for (let n = 0; n < 5; n++) {
      await sync();
      clock.advance(2_000);
    }
    await sync();
  };
  const folders = async () => (await call("mail.folders", { accountId: account.id })).folders;
  const folderId = async (role: FolderRole) => (await folders()).find((one) => one.role === role)?.id as FolderId;
  const ids = async (role: FolderRole) => {
    const { threads } = await call("mail.list", { role, limit: 500 });
    return threads.flatMap(({ messageIds }) => messageIds);
  };
  /** Delivers to the inbox and looks. @returns their numbers, as delivered */
  const receive = async (...sources: readonly string[]): Promise<MessageId[]> => {
    const before = new Set(await ids("inbox"));
    mailbox.deliver(
      "INBOX",
      sources.map((source) => ({ source: Buffer.from(source, "latin1") })),
    );
    await sync();
    return (await ids("inbox")).filter((id) => !before.has(id)).toSorted((a, b) => Number(a) - Number(b));
  };
  return {
    ...engine,
    accountId: account.id,
    clock,
    folder,
    mailbox,
    sent,
    state,
    sync,
    settle,
    folders,
    folderId,
    ids,
    receive,
  };
}

export type MailTestWorld = Awaited<ReturnType<typeof mailWorld>>;

let count = 0;

/** A message from Bob to Alice. @param headers in place of the usual ones, or more of them */
export function letter(subject: string, body = "Hello", headers: Readonly<Record<string, string>> = {}): string {
  const minute = String(count++ % 60).padStart(2, "0");
  const all: Record<string, string> = {
    From: "Bob <bob@example.test>",
    To: "Alice <alice@example.test>",
    Subject: subject,
    Date: `Wed, 18 Nov 2026 08:${minute}:00 +0000`,
    "Message-ID": `<letter-${count}@example.test>`,
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `${lines.join("\r\n")}\r\n\r\n${body}\r\n`;
}

/** A part of a message. */
export interface TestPart {
  readonly type: string;
  readonly body: string;
  readonly headers?: readonly string[];
}

/** A multipart message. */
export function parted(
  subject: string,
  kind: string,
  parts: readonly TestPart[],
  headers: Readonly<Record<string, string>> = {},
): string {
  const body = parts
    .map(({ type, body: text, headers: more = [] }) =>
      ["--edge", `Content-Type: ${type}`, ...more, "", text].join("\r\n"),
    )
    .join("\r\n");
  const type = `multipart/${kind}; boundary=edge`;
  return letter(subject, `${body}\r\n--edge--`, { "MIME-Version": "1.0", "Content-Type": type, ...headers });
}

export const html = (text: string): TestPart => ({ type: "text/html; charset=utf-8", body: text });

/** A network that answers as it is told, and writes down what it was asked. */
export function fakeNet(answer: Partial<Awaited<ReturnType<ReturnType<Net["http"]>["request"]>>> = {}) {
  const asked: {
    readonly method: string;
    readonly url: string;
    readonly body?: string;
    readonly publicOnly: boolean;
    readonly headers: unknown;
  }[] = [];
  const net: Net = {
    http: ({ publicOnly = false }) => ({
      request: async ({ method, url, body, headers }) => {
        asked.push({ method, url, publicOnly, headers, ...(body !== undefined && { body }) });
        return { status: 200, headers: {}, body: "", url, ...answer };
      },
      close: async () => {},
    }),
    srv: async () => [],
    txt: async () => [],
  };
  return { net, asked };
}
