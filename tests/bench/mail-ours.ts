// Our side of the mail benchmark: a real engine process and the calls that the view makes.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { MessageId } from "../../src-preload/contract/shapes.ts";
import { type Call, openEngine } from "./engine-process.ts";
import type { FilledMailbox } from "./mail-mailbox.ts";
import { timed } from "./measure.ts";

const SCREEN = 50;
const OPENED = 200;
/** A first sync of so many messages that does not end in this time has come to a stop. */
const STUCK_MS = 120_000;

interface LoopDelay {
  readonly p99: number;
  readonly max: number;
}

/** An engine that was just told of the mailbox. */
export interface OurMail {
  /** From the password until the newest screen of the inbox can be read; ms. */
  newest(): Promise<number>;
  /** From the password until everything is here, and the computing time of the engine until then (undefined where the system does
   *  not tell); ms. */
  everything(): Promise<{ readonly ms: number; readonly computedMs: number | undefined }>;
  /** Looks at every folder; ms. */
  look(): Promise<number>;
  /** The newest 50 with a word; ms. */
  search(word: string): Promise<number>;
  /** Opens messages from all over the inbox; ms for each. */
  openSome(): Promise<number[]>;
  /** The first page of the inbox; ms. */
  list(): Promise<number>;
  memory(): { readonly residentMb: number | undefined; readonly highestMb: number | undefined };
  /** How long the engine's thread was held up since it began; ms. */
  delay(): Promise<LoopDelay>;
  close(): Promise<void>;
}

/** @param entry the engine, as it is shipped */
export async function openOurMail(folder: string, box: FilledMailbox, entry: string): Promise<OurMail> {
  mkdirSync(folder, { recursive: true });
  const delayFile = join(folder, "delay.json");
  const preload = pathToFileURL(join(import.meta.dirname, "mail-loop-delay.js")).href;
  const env = {
    ...process.env,
    CADRAN_BENCH_DELAY: delayFile,
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --import ${preload}`,
  };
  const { call, pid, close } = openEngine(folder, env, entry);
  const startMs = performance.now();
  const since = () => performance.now() - startMs;
  const { imap, smtp, user: username, password, caFile } = box;
  const login = { address: "alice@example.test", username, password, imap, smtp, caFile };
  await call("accounts.add", { kind: "mail", ...login, calendars: false });
  return {
    async newest() {
      await until(call, (read) => read.inbox >= Math.min(SCREEN, box.inInbox), 5);
      await newestIsReadable(call);
      return since();
    },
    async everything() {
      await until(call, (read) => read.all >= box.messages, 100);
      const said = { ms: since(), computedMs: computingMs(pid()) };
      await mustBeWhole(call, box);
      return said;
    },
    look: () => timed(() => call("sync.run", {})),
    search: (word) => timed(() => call("mail.search", { query: `${word} `, limit: SCREEN })),
    async openSome() {
      const taken: number[] = [];
      for (const id of await someMessages(call)) taken.push(await timed(() => call("mail.message", { id })));
      return taken;
    },
    list: () => timed(() => call("mail.list", { role: "inbox", limit: SCREEN })),
    memory: () => memoryOf(pid()),
    async delay() {
      // Its last second is still to be written.
      await pause(1100);
      return JSON.parse(readFileSync(delayFile, "utf8")) as LoopDelay;
    },
    close,
  };
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
