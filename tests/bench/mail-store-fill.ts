// A mailbox made up: the same every time, with threads, folders, files and about 2 KB of text a message.
import { insertAccount } from "../../src-main/store/accounts.ts";
import type { Database } from "../../src-main/store/database.ts";
import { reconcileFolders } from "../../src-main/store/mail/folder-list.ts";
import { storedFolders } from "../../src-main/store/mail/folders.ts";
import { storeMessages } from "../../src-main/store/mail/intake.ts";
import { insertMailAccount } from "../../src-main/store/mail/mail-accounts.ts";
import { compress } from "../../src-main/store/mail/source.ts";
import type { IntakeItem } from "../../src-main/store/mail/types.ts";
import type { FolderRole } from "../../src-preload/contract/mail.ts";
import type { AccountId } from "../../src-preload/contract/shapes.ts";

export const BENCH_ACCOUNT = "bench" as AccountId;
const FIRST_MS = Date.UTC(2016, 0, 1);
const LAST_MS = Date.UTC(2026, 9, 1);
const FOLDERS = 50;
const BATCH = 50;
const ROLES: Readonly<Record<number, FolderRole>> = { 0: "inbox", 1: "sent", 2: "archive", 3: "trash", 4: "junk" };

/** A small generator of numbers, the same every time. @returns 0 ≤ x < 1 */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Time of this process alone: others on the machine do not count. */
export function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const SYLLABLES = "ba co di fe gu ha ji ko lu ma ni po qua re si to vu xe yo za bri cla dro fla gri pla sta tre".split(
  " ",
);

/** Word number n of a made-up language; a small n is a common word. */
export function word(n: number): string {
  let text = "";
  for (let rest = n + 30; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    text += SYLLABLES[rest % SYLLABLES.length];
  return text;
}

/** Few words make up most of a text. */
const anyWord = (random: () => number) => word(Math.floor(60_000 ** random()) - 1);

/** Fills in the order in which a first sync does: newest first. */
export function fillMailStore(
  db: Database,
  count: number,
): { readonly perMessageMs: number; readonly slowestBatchMs: number } {
  const { stored, cpu, slowestBatchMs } = growingMailStore(db, count)(count);
  return { perMessageMs: cpu / stored, slowestBatchMs };
}

/** A stretch of filling: messages that came in, the computing time of that, and of its slowest transaction. */
interface Stretch {
  readonly stored: number;
  readonly cpu: number;
  readonly slowestBatchMs: number;
}

/** An empty store that grows up to `largest` messages, every folder at its own pace, newest first.
 *  @returns fills it until it holds about that many */
export function growingMailStore(db: Database, largest: number): (size: number) => Stretch {
  db.write(() => addAccount(db));
  const random = numbers(7);
  // Half of the mail lies in the inbox.
  const folders = storedFolders(db, BENCH_ACCOUNT).map((folder, n, all) => {
    const share = Math.floor(largest / 2 / (n === 0 ? 1 : all.length - 1));
    return { folder, n, share, uid: share };
  });
  return (size) => {
    const takenMs: number[] = [];
    let stored = 0;
    for (const at of folders) {
      const until = at.share - Math.floor((at.share * size) / largest);
      while (at.uid > until) {
        const { uid } = at;
        const count = Math.min(BATCH, uid - until);
        const items = Array.from({ length: count }, (_, back) => item(at.n, uid - back, at.share, random));
        takenMs.push(cpuMs(() => db.writeFetched(() => storeMessages(db, at.folder, items))));
        at.uid -= count;
        stored += count;
      }
    }
    return { stored, cpu: takenMs.reduce((sum, ms) => sum + ms, 0), slowestBatchMs: Math.max(0, ...takenMs) };
  };
}

function addAccount(db: Database): void {
  const endpoint = { host: "mail.example.test", port: 993, security: "tls" as const };
  const address = "alice@example.test";
  insertAccount(db, {
    id: BENCH_ACCOUNT,
    kind: "mail",
    label: "Bench",
    address,
    addresses: [address],
    color: "#336699",
    state: "ready",
    createdMs: 0,
  });
  insertMailAccount(db, { accountId: BENCH_ACCOUNT, imap: endpoint, smtp: endpoint });
  const listed = Array.from({ length: FOLDERS }, (_, n) => {
    const role = ROLES[n];
    const path = n === 0 ? "INBOX" : `Folder ${n}`;
    return {
      path,
      delimiter: "/",
      selectable: true,
      subscribed: true,
      ...(role && { role, roleSource: "attribute" as const }),
    };
  });
  reconcileFolders(db, BENCH_ACCOUNT, listed, 0);
}

function item(folder: number, uid: number, share: number, random: () => number): IntakeItem {
  const dateMs = FIRST_MS + Math.floor(((LAST_MS - FIRST_MS) * uid) / share) + folder * 1000;
  // Threads of four: an answer names the first of them.
  const first = uid - (uid % 4);
  const name = (one: number) => `<${folder}.${one}@example.test>`;
  const writer = Math.floor(2000 ** random());
  const text = Array.from({ length: 300 }, () => anyWord(random)).join(" ");
  const subject = Array.from({ length: 5 }, () => anyWord(random)).join(" ");
  const hasFile = random() < 0.1;
  return {
    body: "whole",
    source: compress(new TextEncoder().encode(text)),
    remote: {
      uid,
      flags: random() < 0.9 ? ["\\Seen"] : [],
      internalDateMs: dateMs,
      size: text.length + 500,
      modseq: BigInt(uid),
    },
    read: {
      from: [{ address: `${word(writer)}@example.com`, name: `${word(writer)} ${word(writer + 50)}` }],
      to: [{ address: "alice@example.test" }],
      cc: [],
      bcc: [],
      subject: uid === first ? subject : `Re: ${subject}`,
      messageId: name(uid),
      references: uid === first ? [] : [name(first)],
      dateMs,
      autoSubmitted: false,
      headerSize: 0,
      text,
      calendars: [],
      snippet: text.slice(0, 150),
      parts: hasFile
        ? [{ name: `${anyWord(random)}.pdf`, disposition: "attachment", mediaType: "application/pdf" }]
        : [],
    },
  };
}
