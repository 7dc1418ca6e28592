// The made-up mailbox on a real Dovecot, warm: Dovecot has read everything once and knows what it needs to know of it, as any
// server does of mail that came over the years. A submission server stands beside it, because an account has one.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ImapFlow } from "imapflow";
import type { MailEndpoint } from "../../src-preload/contract/accounts.ts";
import { serverFolder, USERS } from "../servers/child.ts";
import { startDovecot } from "../servers/dovecot.ts";
import { startScriptedSmtp } from "../servers/smtp-scripted.ts";
import { FOLDERS } from "./mailbox.ts";
import { writeMaildir } from "./maildir.ts";

export interface FilledMailbox {
  readonly imap: MailEndpoint;
  readonly smtp: MailEndpoint;
  readonly user: string;
  readonly password: string;
  /** Of both servers. */
  readonly caFile: string;
  readonly messages: number;
  readonly bytes: number;
  /** In the inbox. */
  readonly inInbox: number;
  stop(): Promise<void>;
}

export async function startMailbox(count: number): Promise<FilledMailbox> {
  const folder = serverFolder("mailbox");
  const { messages, bytes, counts } = writeMaildir(join(folder, "mail", "alice", "maildir"), count);
  // Cadran does not compress on the machine itself and mbsync would: neither does.
  const dovecot = await startDovecot({ format: "maildir", folder, hide: ["COMPRESS=DEFLATE"] });
  const submission = await startScriptedSmtp();
  const caFile = join(folder, "both.pem");
  const authorities = [dovecot.caFile ?? "", submission.caFile].map((file) => readFileSync(file, "utf8"));
  writeFileSync(caFile, authorities.join("\n"));
  await readEverything(dovecot.imaps, caFile);
  const at = (port: number) => ({ host: "localhost", port, security: "tls" }) as const;
  return {
    imap: at(dovecot.imaps),
    smtp: at(submission.port),
    user: "alice",
    password: USERS.alice,
    ...{ caFile, messages, bytes },
    inInbox: counts.get("INBOX") ?? 0,
    stop: async () => {
      await submission.stop();
      await dovecot.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Dovecot caches what it was asked for: both sides find that done. */
async function readEverything(port: number, caFile: string): Promise<void> {
  const client = new ImapFlow({
    host: "localhost",
    port,
    secure: true,
    auth: { user: "alice", pass: USERS.alice },
    tls: { ca: readFileSync(caFile) },
    logger: false,
  });
  client.on("error", () => {});
  await client.connect();
  for (const path of FOLDERS) {
    const { exists } = await client.mailboxOpen(path, { readOnly: true });
    if (exists === 0) continue;
    const what = { uid: true, flags: true, size: true, internalDate: true, bodyStructure: true, envelope: true };
    for await (const _ of client.fetch("1:*", what));
  }
  await client.logout();
}
