// The same account on a real Dovecot, and a plain client that is somebody else's.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ImapFlow } from "imapflow";
import { onTestFinished } from "vitest";
import { createNet } from "../../src-main/host/net.ts";
import { memoryVault } from "../../src-main/host/vault/memory.ts";
import { createImapProvider } from "../../src-main/providers/imap/index.ts";
import type { Submission } from "../../src-main/providers/submission.ts";
import { secretName } from "../../src-main/store/accounts.ts";
import { openDatabase } from "../../src-main/store/database.ts";
import { blobFiles } from "../../src-main/sync/mail/blob-files.ts";
import { createMailConnections } from "../../src-main/sync/mail/connections.ts";
import { MailRuns } from "../../src-main/sync/mail/supervisor.ts";
import type { MailEndpoint } from "../../src-preload/contract/accounts.ts";
import type { MessageLine } from "../../src-preload/contract/mail.ts";
import type { DovecotServer } from "../servers/dovecot.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { testFolder } from "../support/folder.ts";
import { MIGRATIONS } from "../support/migrations.ts";
import { ACCOUNT, addAccount, inlineReader } from "./mail-world.ts";

export interface DovecotAccount {
  readonly server: DovecotServer;
  readonly smtp?: MailEndpoint;
  readonly submission?: Submission;
  readonly caFile?: string;
}

/** Alice's account on a running server, in an engine of its own. */
export async function dovecotWorld({ server, smtp, submission, caFile = server.caFile }: DovecotAccount) {
  const folder = testFolder();
  const clock = fakeClock();
  const told: MessageLine[] = [];
  const vault = memoryVault();
  await vault.set(secretName(ACCOUNT), server.users.alice);
  const mailbox = createImapProvider({ debounceMs: 10 });
  const start = () => {
    const db = openDatabase(join(folder, "cadran.sqlite"), MIGRATIONS);
    const runs = new MailRuns({
      db,
      clock,
      random: () => 0.5,
      reader: inlineReader,
      blobs: blobFiles(folder),
      connections: createMailConnections({
        db,
        vault,
        world: { clock, folder, vault, net: createNet(), openPage: async () => {}, env: {} },
        providerOf: () => ({ mailbox, submission: submission as Submission }),
      }),
      hooks: { changed: () => {}, arrived: (lines) => void told.push(...lines), invited: () => {}, alert: () => {} },
    });
    db.onChange((changed) => {
      if (changed.includes("mail")) runs.wake();
    });
    return { db, runs };
  };
  let engine = start();
  const imap = { host: server.host, port: server.imaps, security: "tls" as const };
  addAccount(engine.db, clock.nowMs(), { imap, ...(smtp && { smtp }) }, caFile);
  onTestFinished(async () => {
    await engine.runs.stop();
    engine.db.close();
  });
  return {
    ...engine,
    clock,
    told,
    current: () => engine,
    /** Dropped where it stands: sockets of the old engine go when nobody uses them. */
    crash() {
      engine.db.close();
      engine = start();
      return engine;
    },
  };
}

/** Somebody else's client, signed in; signed out when the test ends. */
export async function plainClient(server: DovecotServer, user: "alice" | "bob" = "alice"): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: server.host,
    port: server.imaps,
    secure: true,
    auth: { user, pass: server.users[user] },
    tls: { ca: readFileSync(server.caFile ?? "") },
    logger: false,
  });
  client.on("error", () => {});
  await client.connect();
  onTestFinished(() => client.logout().catch(() => undefined));
  return client;
}
