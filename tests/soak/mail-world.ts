// Alice's engine process on a real Dovecot and Exim, her mailbox seen by another client, and Bob's, who gets what she sends.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seeded } from "../convergence/random.ts";
import { type ImapClient, imapClient } from "../servers/imap-client.ts";
import { startMail } from "../servers/mail.ts";
import type { TcpProxy } from "../servers/tcp-proxy.ts";
import type { Rounds } from "./calendar-world.ts";
import { type Facts, newFacts } from "./facts.ts";
import type { Pick } from "./kill-server.ts";
import { type KillableEngine, killableEngine } from "./killable-engine.ts";
import { requestName } from "./request-name.ts";

export interface MailWorld {
  readonly engine: KillableEngine;
  readonly accountId: string;
  readonly folder: string;
  /** The other client on Alice's mailbox. */
  readonly other: ImapClient;
  readonly bob: ImapClient;
  readonly random: () => number;
  readonly pick: Pick;
  /** Subjects of messages in Alice's mailbox that nobody removed for good: each must be there once. */
  readonly kept: Set<string>;
  /** Subjects that Alice sent: each must be with Bob once, and once in Sent. */
  readonly sent: Set<string>;
  /** Subject of Alice's draft: once in Drafts. */
  readonly drafts: Map<string, string>;
  readonly facts: Facts;
  /** The password goes with the process. */
  signIn(): Promise<void>;
}

/** The proxies before the mailbox and before the door for outgoing mail. */
export interface Points<P> {
  readonly imap: P;
  readonly smtp: P;
}

/** Plays rounds on one pair of servers and one data folder.
 *  @param openPoint opens a proxy @throws Error that says what went wrong, with seed and round */
export async function inMailWorld<P extends TcpProxy>(
  openPoint: (targetPort: number, nameOf: typeof requestName) => Promise<P>,
  { rounds, seed }: Rounds,
  play: (world: MailWorld, points: Points<P>) => Promise<void>,
  facts = newFacts(),
): Promise<void> {
  const ends: (() => unknown)[] = [];
  try {
    const folder = mkdtempSync(join(tmpdir(), "cadran-soak-"));
    ends.push(() => rmSync(folder, { recursive: true, force: true }));
    // In the clear, or nobody could tell one command from the other; without MOVE it copies and deletes (RFC 6851 §3.3).
    const hide = seed % 2 === 0 ? ["MOVE"] : [];
    const servers = await startMail({ dovecot: { tls: "none", hide } });
    ends.push(() => servers.stop());
    const imap = await openPoint(servers.imap.imap, requestName);
    ends.push(() => imap.close());
    const smtp = await openPoint(servers.smtp.submissionsPort, () => "SMTP");
    ends.push(() => smtp.close());
    const engine = killableEngine(folder);
    ends.push(() => engine.close());
    const password = servers.users.alice;
    const { account } = await engine.call("accounts.add", {
      kind: "mail",
      address: "alice@example.test",
      password,
      imap: { host: "localhost", port: imap.port, security: "none" },
      smtp: { host: "localhost", port: smtp.port, security: "tls" },
      caFile: servers.caFile,
      calendars: false,
    });
    const other = await imapClient(servers.imap, "alice", password);
    ends.push(() => other.close());
    const bob = await imapClient(servers.imap, "bob", servers.users.bob);
    ends.push(() => bob.close());
    const random = seeded(seed);
    const world: MailWorld = {
      ...{ engine, accountId: account.id, folder, other, bob, random, facts },
      ...{ kept: new Set(), sent: new Set(), drafts: new Map() },
      pick: (below) => Math.floor(random() * below),
      signIn: async () => void (await engine.call("accounts.update", { id: account.id, password })),
    };
    for (let round = 0; round < rounds; round++) {
      try {
        await play(world, { imap, smtp });
        facts.rounds++;
      } catch (error) {
        const why = error instanceof Error ? error.message : error;
        throw new Error(`seed ${seed}, round ${round}: ${why}`, { cause: error });
      }
    }
  } finally {
    for (const end of ends.reverse()) await end();
  }
}
