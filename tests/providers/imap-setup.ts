// An account of alice's on a Dovecot of the test's own, and another client of hers beside it.
import { createImapProvider } from "../../src-main/providers/imap/index.ts";
import type { Tuning } from "../../src-main/providers/imap/tuning.ts";
import type { MailConnection, MailLogin } from "../../src-main/providers/mail-provider.ts";
import type { MailboxUnderTest } from "../contracts/mail-bench.ts";
import { type DovecotOptions, type DovecotServer, startDovecot } from "../servers/dovecot.ts";
import { type ImapClient, imapClient } from "../servers/imap-client.ts";
import { testWorld } from "./world.ts";

export const SHORT: Partial<Tuning> = { debounceMs: 100, idleMs: 2_000, pollMs: 200 };

/** How alice signs in. */
export function loginOf(
  server: Pick<DovecotServer, "imap" | "imaps" | "caFile">,
  change: Partial<MailLogin> = {},
): MailLogin {
  const secure = server.caFile !== undefined;
  return {
    address: "alice@example.test",
    username: "alice",
    password: "alice-pw",
    endpoint: { host: "localhost", port: secure ? server.imaps : server.imap, security: secure ? "tls" : "none" },
    ...(server.caFile !== undefined && { caFile: server.caFile }),
    ...change,
  };
}

export interface DovecotUnderTest extends MailboxUnderTest {
  readonly server: DovecotServer;
  readonly other: ImapClient;
  connect(change?: Partial<MailLogin>, tuning?: Partial<Tuning>): Promise<MailConnection>;
}

export async function onDovecot(options: DovecotOptions = {}): Promise<DovecotUnderTest> {
  const server = await startDovecot(options);
  const world = testWorld();
  const other = await imapClient(server, "alice", "alice-pw");
  return {
    server,
    other,
    connect: (change, tuning) =>
      createImapProvider({ ...SHORT, ...tuning }).connect(loginOf(server, change), world, new AbortController().signal),
    stop: async () => {
      await other.close();
      await server.stop();
      world.remove();
    },
  };
}
