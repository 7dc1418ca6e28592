// Our side of the mail benchmark: a real engine process and the calls that the view makes.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { MessageId } from "../../src-preload/contract/shapes.ts";
import { type Call, openEngine } from "./engine-process.ts";
import { buildEngine } from "./mail-engine.ts";
import type { FilledMailbox } from "./mail-mailbox.ts";
import { medianOf, timed } from "./measure.ts";

const SCREEN = 50;
const OPENED = 200;
const LOOKS = 5;
/** A first sync of so many messages that does not end in this time has come to a stop. */
const STUCK_MS = 120_000;

interface LoopDelay {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface OurMail {
  readonly newestMs: number;
  readonly everythingMs: number;
  /** Computing time of the engine until then; undefined where the system does not tell. */
  readonly computedMs: number | undefined;
  readonly lookMs: number;
  readonly search: (word: string) => Promise<number>;
  readonly searchMs: readonly number[];
  readonly openMs: readonly number[];
  readonly listMs: readonly number[];
  readonly residentMb: number | undefined;
  readonly highestMb: number | undefined;
  readonly delay: LoopDelay;
}

/** @param words searched for, newest 50 of each, after the first sync */
export async function measureOurMail(folder: string, box: FilledMailbox, words: readonly string[]): Promise<OurMail> {
  mkdirSync(folder, { recursive: true });
  const delayFile = join(folder, "delay.json");
  const preload = pathToFileURL(join(import.meta.dirname, "mail-loop-delay.js")).href;
  const env = {
    ...process.env,
    CADRAN_BENCH_DELAY: delayFile,
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --import ${preload}`,
  };
  const { call, pid, close } = openEngine(folder, env, await buildEngine());
  try {
    const startMs = performance.now();
    const { imap, smtp, user: username, password, caFile } = box;
    const login = { address: "alice@example.test", username, password, imap, smtp, caFile };
    await call("accounts.add", { kind: "mail", ...login, calendars: false });
    await until(call, (read) => read.inbox >= Math.min(SCREEN, box.inInbox), 5);
    await newestIsReadable(call);
    const newestMs = performance.now() - startMs;
    await until(call, (read) => read.all >= box.messages, 100);
    const everythingMs = performance.now() - startMs;
    const computedMs = computingMs(pid());
    // Its last second is still to be written.
    await pause(1100);
    const delay = JSON.parse(readFileSync(delayFile, "utf8")) as LoopDelay;
    const lookMs = await medianOf(LOOKS, () => call("sync.run", {}));
    await mustBeWhole(call, box);
    const search = async (word: string) =>
      (await call("mail.search", { query: `${word} `, limit: SCREEN })).messages.length;
    const searchMs: number[] = [];
    for (const word of words) searchMs.push(await timed(() => search(word)));
    const ids = await someMessages(call);
    const openMs: number[] = [];
    for (const id of ids) openMs.push(await timed(() => call("mail.message", { id })));
    const listMs: number[] = [];
    for (let n = 0; n < 40; n++) listMs.push(await timed(() => call("mail.list", { role: "inbox", limit: SCREEN })));
    const memory = memoryOf(pid());
    return { newestMs, everythingMs, computedMs, lookMs, search, searchMs, openMs, listMs, ...memory, delay };
  } finally {
    await close();
  }
}

interface Readable {
  readonly inbox: number;
  readonly all: number;
}

async function readable(call: Call): Promise<Readable> {
  const { folders } = await call("mail.folders", {});
  const inbox = folders.find(({ role }) => role === "inbox");
  return { inbox: inbox?.sync.readable ?? 0, all: folders.reduce((sum, { sync }) => sum + sync.readable, 0) };
}

async function until(call: Call, isEnough: (read: Readable) => boolean, everyMs: number): Promise<void> {
  let last = { inbox: 0, all: 0 };
  let movedMs = performance.now();
  for (;;) {
    const now = await readable(call);
    if (isEnough(now)) return;
    if (now.all !== last.all) movedMs = performance.now();
    if (performance.now() - movedMs > STUCK_MS) throw new Error(`nothing came after ${now.all} messages`);
    last = now;
    await pause(everyMs);
  }
}

async function newestIsReadable(call: Call): Promise<void> {
  const { threads } = await call("mail.list", { role: "inbox", limit: SCREEN });
  const id = threads[0]?.messageIds[0];
  if (!id) throw new Error("the list is empty");
  const { body } = await call("mail.message", { id });
  if (body !== "stored") throw new Error(`the newest message is ${body}`);
}

/** Everything arrived, and nothing twice: folders and the outcome of a look say so. */
async function mustBeWhole(call: Call, box: FilledMailbox): Promise<void> {
  const { folders } = await call("mail.folders", {});
  const total = folders.reduce((sum, one) => sum + one.total, 0);
  if (total !== box.messages) throw new Error(`${total} of ${box.messages} messages arrived`);
}

/** Messages from all over the inbox. */
async function someMessages(call: Call): Promise<MessageId[]> {
  const ids: MessageId[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 40 && ids.length < 20 * OPENED; page++) {
    const more = await call("mail.list", { role: "inbox", limit: 500, ...(cursor !== undefined && { cursor }) });
    ids.push(...more.threads.flatMap(({ messageIds }) => messageIds));
    cursor = more.nextCursor;
    if (cursor === undefined) break;
  }
  const step = Math.max(1, Math.floor(ids.length / OPENED));
  return ids.filter((_, n) => n % step === 0).slice(0, OPENED);
}

function memoryOf(pid: number): { residentMb: number | undefined; highestMb: number | undefined } {
  const status = `/proc/${pid}/status`;
  const text = existsSync(status) ? readFileSync(status, "utf8") : "";
  const mb = (name: string) => {
    const kb = new RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1];
    return kb === undefined ? undefined : Number(kb) / 1024;
  };
  return { residentMb: mb("VmRSS"), highestMb: mb("VmHWM") };
}

/** Computing time of a process so far, all its threads. */
function computingMs(pid: number): number | undefined {
  const stat = `/proc/${pid}/stat`;
  if (!existsSync(stat)) return undefined;
  // After the name, which may hold anything: utime and stime in hundredths of a second (proc(5)).
  const fields = readFileSync(stat, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
