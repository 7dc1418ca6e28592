// Waits until Alice's engine has nothing left to do, and holds its data file against both mailboxes.
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import SQLite from "better-sqlite3";
import type { AccountId } from "../../src-preload/contract/shapes.ts";
import type { ImapClient } from "../servers/imap-client.ts";
import type { MailWorld } from "./mail-world.ts";

const FOLDERS = ["INBOX", "Drafts", "Sent", "Trash", "Archive"];
const PATIENCE_MS = 60_000;
/** A message may still be on its way from Exim to Dovecot. */
const DELIVERY_MS = 3_000;
const FLAGS = ["\\Seen", "\\Flagged", "\\Answered"];

interface Placed {
  readonly folder: string;
  readonly uid: number;
  readonly subject: string;
  readonly flags: readonly string[];
}

/** @returns messages compared @throws Error that says what was lost, doubled or is still apart after a minute */
export async function comeToMailRest(world: MailWorld): Promise<number> {
  const startedMs = performance.now();
  for (;;) {
    const waitedMs = performance.now() - startedMs;
    await world.engine.call("sync.run", {});
    try {
      await settle(world, waitedMs > DELIVERY_MS);
      return await compare(world);
    } catch (error) {
      if (!(error instanceof NotYet) || waitedMs > PATIENCE_MS) throw error;
    }
    await sleep(500);
  }
}

/** It may still come right by itself. */
class NotYet extends Error {}

/** What a person does: asks Bob whether it arrived, and tries again what was refused. */
async function settle({ engine, bob, accountId }: MailWorld, isPatientNoMore: boolean): Promise<void> {
  const { outgoing } = await engine.call("mail.outbox", {});
  if (outgoing.length > 0 && isPatientNoMore) {
    const arrived = await placed(bob, ["INBOX"]);
    for (const { id, state, subject } of outgoing) {
      const isThere = arrived.some((one) => one.subject === subject);
      if (state === "uncertain") await engine.call("mail.resolveSend", { id, choice: isThere ? "arrived" : "again" });
      else if (state === "failed" || state === "queued") await engine.call("mail.sendNow", { id });
    }
  }
  const { folders } = await engine.call("sync.status", {});
  if (folders.some(({ failed = 0 }) => failed > 0))
    await engine.call("mail.retryDeeds", { accountId: accountId as AccountId });
  const open = folders.filter((one) => one.pending + (one.failed ?? 0) > 0 || one.failure);
  const { drafts } = await engine.call("mail.drafts", {});
  if (outgoing.length > 0 || open.length > 0 || drafts.some(({ synced }) => !synced))
    throw new NotYet(`not at rest: ${JSON.stringify({ outgoing, open, drafts })}`);
}

async function compare({ other, bob, folder, kept, sent, drafts }: MailWorld): Promise<number> {
  const there = await placed(other, FOLDERS);
  const apart = differing(there.map(line), placedHere(folder).map(line));
  if (apart.length > 0) throw new NotYet(`this computer and the server differ: ${apart.join("; ")}`);
  const withBob = await placed(bob, ["INBOX"]);
  const once = (token: string, where: readonly Placed[], what: string) => {
    const copies = where.filter(({ subject }) => subject === token);
    if (copies.length > 1) throw new NotYet(`doubled: ${what} ${token} is ${copies.map(line).join(" and ")}`);
    if (copies.length === 0) throw new NotYet(`lost: ${what} ${token}`);
  };
  const inFolder = (name: string) => there.filter((one) => one.folder === name);
  for (const token of kept) once(token, there, "message");
  for (const token of sent) once(token, withBob, "with the recipient,");
  for (const token of sent) once(token, inFolder("Sent"), "copy in Sent,");
  for (const token of drafts.values()) once(token, inFolder("Drafts"), "draft");
  const stray = inFolder("Drafts").length - drafts.size;
  if (stray > 0) throw new NotYet(`doubled: ${stray} drafts that nobody wrote`);
  return there.length + withBob.length;
}

async function placed({ flow }: ImapClient, folders: readonly string[]): Promise<Placed[]> {
  const all: Placed[] = [];
  for (const folder of folders) {
    const { exists } = await flow.mailboxOpen(folder);
    if (exists === 0) continue;
    for await (const { uid, flags, envelope } of flow.fetch("1:*", { uid: true, flags: true, envelope: true }))
      all.push({ folder, uid, subject: envelope?.subject ?? "", flags: FLAGS.filter((flag) => flags?.has(flag)) });
  }
  return all;
}

/** As the data file has it; reads while the engine is running on it. */
function placedHere(folder: string): Placed[] {
  const db = new SQLite(join(folder, "cadran.sqlite"), { readonly: true });
  const rows = db
    .prepare(`SELECT f.path AS folder, p.uid, m.subject, p.flags FROM placements p
      JOIN mail_folders f ON f.id = p.folder_id JOIN messages m ON m.id = p.message_id WHERE p.uid > 0`)
    .all() as { folder: string; uid: number; subject: string; flags: number }[];
  db.close();
  return rows.map((row) => ({ ...row, flags: FLAGS.filter((_, n) => row.flags & (1 << n)) }));
}

const line = ({ folder, uid, subject, flags }: Placed) => `${folder}/${uid} ${subject} ${flags.join(" ")}`.trim();

function differing(there: readonly string[], here: readonly string[]): string[] {
  const [server, local] = [new Set(there), new Set(here)];
  return [
    ...there.filter((one) => !local.has(one)).map((one) => `only there ${one}`),
    ...here.filter((one) => !server.has(one)).map((one) => `only here ${one}`),
  ];
}
