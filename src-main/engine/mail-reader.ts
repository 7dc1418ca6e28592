// Reading mail in workers of its own (knowledge, mail A5, P4): a poison message costs ten seconds of a worker, never the engine.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../../src-preload/contract/failure.ts";
import { readHead } from "../domain/mime/read.ts";
import type { ReadFault, ReadMessage } from "../domain/mime/read-types.ts";
import type { MailReader, ReadResult } from "../providers/mail-reader.ts";
import { resultOf } from "./mail-read-serve.ts";
import { type Held, MailReadThread } from "./mail-read-thread.ts";

interface Options {
  /** How many at most (default 2). The first starts when needed, others only while one is held up: each costs some 40 MB.
   *  They stop after 15 seconds without work. */
  readonly workers?: number;
  /** A message that takes longer is set aside with fault `timeout` (default 10 000). */
  readonly limitMs?: number;
  /** Tests give a worker of theirs. */
  readonly workerFile?: string;
}

/** What one call to `read` still waits for. */
interface Call {
  readonly options: { readonly compress: boolean; readonly withContent: boolean };
  readonly results: ReadResult[];
  left: number;
  readonly done: () => void;
  readonly fail: (failure: Failure) => void;
  cancelled: boolean;
}

/** Messages that go to a worker together. */
interface Chunk {
  readonly call: Call;
  readonly items: readonly { readonly index: number; readonly source: Uint8Array }[];
}

/** One answer per chunk: enough to keep a worker busy, few enough that a poison message costs little work done twice. */
const CHUNK_MESSAGES = 32;
const CHUNK_BYTES = 4 * 1_048_576;
const IDLE_MS = 15_000;
/** Others wait for so long behind one message before another worker helps. */
const HELD_UP_MS = 500;
/** Header that is read here when a worker could not: a message without any words would be of no use to anybody. */
const HEAD_BYTES = 65_536;

/** Workers start with the first work. @param options `limitMs`: after so long at one message a worker is killed */
export function createReader({ workers = 2, limitMs = 10_000, workerFile = findWorker() }: Options = {}): MailReader {
  return new Reader(workers, limitMs, workerFile);
}

/** Beside this file while it runs as TypeScript; built, beside the engine's entry, wherever the bundler put this code. */
function findWorker(): string {
  const here = import.meta.dirname;
  const places = [
    join(here, "mail-read-worker.ts"),
    join(here, "mail-read-worker.js"),
    join(here, "../mail-read-worker.js"),
  ];
  const found = places.find((path) => existsSync(path));
  if (!found) throw new Failure("bug", { detail: "the mail reader's worker is missing" });
  return found;
}

class Reader implements MailReader {
  readonly #most: number;
  readonly #limitMs: number;
  readonly #workerFile: string;
  readonly #queue: Chunk[] = [];
  readonly #calls = new Set<Call>();
  readonly #threads = new Set<MailReadThread>();
  readonly #idle: MailReadThread[] = [];
  #help: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(most: number, limitMs: number, workerFile: string) {
    this.#most = most;
    this.#limitMs = limitMs;
    this.#workerFile = workerFile;
  }

  read(
    sources: readonly Uint8Array[],
    options: { readonly compress?: boolean; readonly withContent?: boolean },
    signal: AbortSignal,
  ): Promise<readonly ReadResult[]> {
    if (sources.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      if (signal.aborted || this.#isClosed) throw new Failure("cancelled");
      const call: Call = {
        options: { compress: options.compress ?? false, withContent: options.withContent ?? false },
        results: new Array<ReadResult>(sources.length),
        left: sources.length,
        cancelled: false,
        done: () => {
          signal.removeEventListener("abort", cancel);
          this.#calls.delete(call);
          resolve(call.results);
        },
        fail: (failure) => {
          signal.removeEventListener("abort", cancel);
          call.cancelled = true;
          this.#calls.delete(call);
          reject(failure);
        },
      };
      const cancel = () => call.fail(new Failure("cancelled"));
      this.#calls.add(call);
      signal.addEventListener("abort", cancel, { once: true });
      // Somebody waits for a single one; a batch is nobody's hurry.
      if (sources.length === 1) this.#queue.unshift(...chunksOf(call, sources));
      else this.#queue.push(...chunksOf(call, sources));
      this.#pump();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#help);
    this.#queue.length = 0;
    for (const call of [...this.#calls]) call.fail(new Failure("cancelled"));
    await Promise.all([...this.#threads].map((thread) => thread.stop()));
    this.#threads.clear();
  }

  #pump(): void {
    while (this.#queue.length > 0 && !this.#isClosed) {
      const thread = this.#idle.pop() ?? (this.#threads.size === 0 ? this.#start() : undefined);
      if (!thread) {
        this.#helpLater();
        return;
      }
      const chunk = this.#queue.shift() as Chunk;
      if (chunk.call.cancelled) this.#idle.push(thread);
      else this.#run(thread, chunk);
    }
  }

  /** Another worker helps where one makes no progress: one message holds it up. Where the machine has much else to do, or
   *  there is much to read, two would be no quicker and take twice the memory. */
  #helpLater(): void {
    if (this.#help || this.#threads.size >= this.#most) return;
    const before = this.#progress();
    this.#help = setTimeout(() => {
      this.#help = undefined;
      if (this.#queue.length === 0 || this.#isClosed || this.#idle.length > 0) return;
      const now = this.#progress();
      if (now === undefined || now !== before) {
        this.#helpLater();
        return;
      }
      this.#idle.push(this.#start());
      this.#pump();
    }, HELD_UP_MS);
    this.#help.unref();
  }

  /** A mark of where the workers are, which changes with every message that is read; undefined while one is only starting. */
  #progress(): string | undefined {
    const marks = [...this.#threads].map((thread) => thread.progress());
    return marks.includes(undefined) ? undefined : marks.join();
  }

  #start(): MailReadThread {
    const thread = new MailReadThread(this.#workerFile, this.#limitMs);
    this.#threads.add(thread);
    return thread;
  }

  #run(thread: MailReadThread, { call, items }: Chunk): void {
    const sources = items.map(({ source }) => source);
    thread.read(sources, call.options).then((answer) => {
      clearTimeout(this.#help);
      this.#help = undefined;
      if ("results" in answer) {
        this.#rest(thread);
        for (const [n, result] of answer.results.entries()) settle(call, items[n]?.index ?? 0, result);
      } else {
        this.#threads.delete(thread);
        this.#setAside({ call, items }, answer);
      }
      this.#pump();
    });
  }

  #rest(thread: MailReadThread): void {
    this.#idle.push(thread);
    thread.onLongIdle(IDLE_MS, () => {
      const at = this.#idle.indexOf(thread);
      if (at < 0) return;
      this.#idle.splice(at, 1);
      this.#threads.delete(thread);
      void thread.stop();
    });
  }

  /** The message that held the worker up comes back with a fault; those around it are read again by another. */
  #setAside({ call, items }: Chunk, held: Held): void {
    if (this.#isClosed || call.cancelled) return;
    if (held.at === undefined) {
      // Not the messages' fault: a worker that cannot start would not start again either.
      call.fail(new Failure("bug", { detail: "the mail reader's worker does not start" }));
      return;
    }
    const poison = items[held.at];
    if (poison)
      settle(call, poison.index, resultOf(poison.source, faulty(poison.source, held.fault), call.options.compress));
    const rest = items.filter((item) => item !== poison);
    if (rest.length > 0) this.#queue.unshift({ call, items: rest });
  }
}

function settle(call: Call, index: number, result: ReadResult): void {
  call.results[index] = result;
  if (--call.left === 0 && !call.cancelled) call.done();
}

function* chunksOf(call: Call, sources: readonly Uint8Array[]): Generator<Chunk> {
  let items: { index: number; source: Uint8Array }[] = [];
  let bytes = 0;
  for (const [index, source] of sources.entries()) {
    if (items.length > 0 && (items.length >= CHUNK_MESSAGES || bytes + source.length > CHUNK_BYTES)) {
      yield { call, items };
      items = [];
      bytes = 0;
    }
    items.push({ index, source });
    bytes += source.length;
  }
  if (items.length > 0) yield { call, items };
}

/** What can be said of it without its body. */
function faulty(source: Uint8Array, fault: ReadFault): ReadMessage {
  return { ...readHead(source.subarray(0, HEAD_BYTES), []), fault };
}
