// What the cases of tests/contracts/mail-*.ts work with.
import type { MailConnection } from "../../src-main/providers/mail-provider.ts";

/** Something to put into a folder by other means. */
export interface Delivery {
  readonly source: string;
  readonly flags?: readonly string[];
  readonly internalDateMs?: number;
}

/** Another client on the same mailbox; it knows every extension. */
export interface OtherClient {
  /** @returns uids, in order */
  deliver(path: string, messages: readonly Delivery[]): Promise<readonly number[]>;
  flag(path: string, uid: number, change: { add?: readonly string[]; remove?: readonly string[] }): Promise<void>;
  expunge(path: string, uids: readonly number[]): Promise<void>;
  /** What lies there: flags by uid. */
  list(path: string): Promise<ReadonlyMap<number, readonly string[]>>;
}

export interface MailboxUnderTest {
  connect(): Promise<MailConnection>;
  readonly other: OtherClient;
  stop(): Promise<void>;
}

/** What the server under test can do; what it cannot, the suite expects done in the other way. */
export interface Abilities {
  readonly method: "qresync" | "condstore" | "plain";
  readonly move: boolean;
  readonly uidPlus: boolean;
  readonly listStatus: boolean;
  readonly roles: "attribute" | "name";
}

export const ALL: Abilities = { method: "qresync", move: true, uidPlus: true, listStatus: true, roles: "attribute" };

export interface Bench {
  readonly connection: () => MailConnection;
  readonly other: () => OtherClient;
  readonly can: Abilities;
  /** Makes a folder of its own for a test. */
  readonly folder: () => Promise<string>;
}

export const never = new AbortController().signal;

/** A message as a text. */
export function mail(subject: string, body = "Hello\r\n", headers: readonly string[] = []): string {
  const id = subject.replace(/\W+/g, "-").toLowerCase();
  return [
    "From: Bob <bob@example.test>",
    "To: Alice <alice@example.test>",
    `Subject: ${subject}`,
    `Message-ID: <${id}@example.test>`,
    "Date: Mon, 02 Nov 2026 10:00:00 +0100",
    ...headers,
    "",
    body,
  ].join("\r\n");
}
