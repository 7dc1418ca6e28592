// The way of a message from Alice to Bob and back, through real servers, with Alice's engine killed between the server's "taken"
// and the copy in Sent. `node tests/flows/mail-loop.ts` tells it; mail-loop.test.ts holds it to what it says.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Output } from "../../src-preload/contract/contract.ts";
import type { AccountId } from "../../src-preload/contract/shapes.ts";
import { FaultProxy } from "../servers/fault-proxy.ts";
import { type ImapClient, imapClient } from "../servers/imap-client.ts";
import { type MailServers, startMail } from "../servers/mail.ts";
import { type KillableEngine, killableEngine } from "../soak/killable-engine.ts";

type User = "alice" | "bob";

/** What was seen. */
export interface LoopResult {
  /** Copies in Alice's Sent: right after the kill, and in the end. */
  readonly sentAfterKill: number;
  readonly sentInTheEnd: number;
  /** Copies in Bob's inbox in the end. */
  readonly received: number;
  readonly messageId: string;
  readonly receivedId: string | undefined;
  /** Messages in the thread that Alice sees in the end. */
  readonly inThread: number;
  /** Alice's message is marked answered on Bob's server. */
  readonly isAnswered: boolean;
  readonly outbox: readonly string[];
}

interface Person {
  readonly engine: KillableEngine;
  readonly client: ImapClient;
  readonly accountId: AccountId;
}

/** Runs the story. @param say told what happens, a line at a time */
export async function mailLoop(say: (line: string) => void): Promise<LoopResult> {
  const folder = mkdtempSync(join(tmpdir(), "cadran-loop-"));
  const ends: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const servers = await startMail();
    ends.push(() => servers.stop());
    const proxy = await FaultProxy.start(servers.imap.imaps);
    ends.push(() => proxy.close());
    say("Dovecot and Exim run; a proxy stands before Alice's mailbox.");
    const joined = (user: User, port: number) => personOf(servers, user, port, join(folder, user), ends);
    const alice = await joined("alice", proxy.port);
    const bob = await joined("bob", servers.imap.imaps);
    say("Alice and Bob have an engine each, a process of its own, signed in and looked around.");
    return await story({ alice, bob, proxy, password: servers.users.alice }, say);
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

async function personOf(
  servers: MailServers,
  user: User,
  imapPort: number,
  folder: string,
  ends: (() => unknown)[],
): Promise<Person> {
  const engine = killableEngine(folder);
  ends.push(() => engine.close());
  const { account } = await engine.call("accounts.add", {
    kind: "mail",
    address: `${user}@example.test`,
    password: servers.users[user],
    imap: { host: "localhost", port: imapPort, security: "tls" },
    smtp: { host: "localhost", port: servers.smtp.submissionsPort, security: "tls" },
    caFile: servers.caFile,
    calendars: false,
  });
  await engine.call("sync.run", {});
  const client = await imapClient(servers.imap, user, servers.users[user]);
  ends.push(() => client.close());
  return { engine, client, accountId: account.id };
}

interface Stage {
  readonly alice: Person;
  readonly bob: Person;
  readonly proxy: FaultProxy;
  readonly password: string;
}

async function story({ alice, bob, proxy, password }: Stage, say: (line: string) => void): Promise<LoopResult> {
  const count = async ({ client }: Person, path: string) => (await client.list(path)).size;
  proxy.set({ stall: true });
  say("Alice's mailbox stops answering: nothing can be filed in Sent.");
  const { messageId, state } = await alice.engine.call("mail.send", {
    accountId: alice.accountId,
    to: ["Bob <bob@example.test>"],
    subject: "Lunch?",
    text: "At noon?",
    undoSeconds: 0,
  });
  say(`Alice sends: ${messageId}, ${state}.`);
  await until("the message is with Bob's server", async () => (await count(bob, "INBOX")) === 1);
  const outgoing = async () => (await alice.engine.call("mail.outbox", {})).outgoing.map((one) => one.state);
  await until("Alice's engine knows that it was taken", async () => (await outgoing()).length === 0);
  say("Exim has taken it (250) and Bob's server has it; Alice's engine knows, and waits for Sent.");
  await alice.engine.kill();
  proxy.set({});
  const sentAfterKill = await count(alice, "Sent");
  say(`kill -9 of Alice's engine. Copies in Sent: ${sentAfterKill}. The mailbox answers again.`);
  await alice.engine.call("accounts.update", { id: alice.accountId, password });
  say("A new engine on the same folder; the password went with the old one and is given again.");
  await until("the copy is in Sent", async () => (await count(alice, "Sent")) > 0);
  await alice.engine.call("sync.run", {});
  say(`Copies in Sent: ${await count(alice, "Sent")}. In Bob's inbox: ${await count(bob, "INBOX")}.`);
  const inThread = await answer(alice, bob, say);
  const received = await inbox(bob.engine);
  const isAnswered = [...(await bob.client.list("INBOX")).values()].some((flags) => flags.includes("\\Answered"));
  const [id] = received[0]?.messageIds ?? [];
  const shown = id && (await bob.engine.call("mail.message", { id }));
  const result: LoopResult = {
    sentAfterKill,
    sentInTheEnd: await count(alice, "Sent"),
    received: await count(bob, "INBOX"),
    messageId,
    receivedId: shown?.messageIdHeader,
    inThread,
    isAnswered,
    outbox: await outgoing(),
  };
  say(`In the end: ${JSON.stringify(result)}`);
  return result;
}

/** Bob answers; Alice sees one thread of two. @returns messages in it */
async function answer(alice: Person, bob: Person, say: (line: string) => void): Promise<number> {
  await bob.engine.call("sync.run", {});
  const [id] = (await inbox(bob.engine))[0]?.messageIds ?? [];
  if (id === undefined) throw new Error("Bob's engine has no message");
  const { draft } = await bob.engine.call("mail.begin", { messageId: id, kind: "reply" });
  const { accountId, to, subject, html, inReplyTo } = draft;
  await bob.engine.call("mail.send", { accountId, to, subject, html, inReplyTo, draftId: draft.id, undoSeconds: 0 });
  say(`Bob answers: ${subject}`);
  await until("the answer is with Alice", async () => {
    await alice.engine.call("sync.run", {});
    return (await inbox(alice.engine)).length === 1;
  });
  await until("Bob's copy is in Sent", async () => (await bob.client.list("Sent")).size === 1);
  await bob.engine.call("sync.run", {});
  await until("Bob's server knows that it is answered", async () =>
    [...(await bob.client.list("INBOX")).values()].some((flags) => flags.includes("\\Answered")),
  );
  const [thread] = await inbox(alice.engine);
  say(`Alice sees one thread: ${thread?.subject}, ${thread?.count} messages.`);
  return thread?.count ?? 0;
}

async function inbox(engine: KillableEngine): Promise<Output<"mail.list">["threads"]> {
  return (await engine.call("mail.list", { role: "inbox" })).threads;
}

/** @throws after a minute */
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const startedMs = performance.now(); performance.now() - startedMs < 60_000; ) {
    if (await holds()) return;
    await sleep(200);
  }
  throw new Error(`after a minute it is still not so: ${what}`);
}

if (import.meta.main) {
  const startedMs = performance.now();
  const line = (text: string) =>
    process.stdout.write(`${((performance.now() - startedMs) / 1000).toFixed(1).padStart(6)} s  ${text}\n`);
  await mailLoop(line);
}
