// One worker that reads mail, and the watch over it: who makes no progress is killed.
import { Worker } from "node:worker_threads";
import type { ReadFault } from "../domain/mime/read-types.ts";
import type { ReadResult } from "../providers/mail-reader.ts";
import type { ReadAnswer, ReadJob } from "./mail-read-serve.ts";

/** The worker is gone: killed for want of progress, or fallen over. `at`: the message it was reading; undefined: it never
 *  came to read anything. */
export interface Held {
  readonly at: number | undefined;
  readonly fault: ReadFault;
}

/** A worker may load its code for as long as this, on a machine that has much else to do. */
const START_MS = 60_000;
const LOOKS = 4;
/** Heap of one worker; sources lie outside of it. Its young part would grow to 128 MB, of which nothing is gained. */
const HEAP = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 12 };

/** Takes one job at a time; made anew by its owner when it was killed. */
export class MailReadThread {
  readonly #worker: Worker;
  readonly #progress = new Int32Array(new SharedArrayBuffer(4));
  readonly #limitMs: number;
  #jobs = 0;
  #count = 0;
  #isReady = false;
  #settle: ((answer: { results: readonly ReadResult[] } | Held) => void) | undefined;
  #watch: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(file: string, limitMs: number) {
    this.#limitMs = limitMs;
    this.#worker = new Worker(file, {
      workerData: this.#progress.buffer,
      resourceLimits: HEAP,
      // A worker without a standard input cannot keep the process waiting.
      stdin: false,
    });
    this.#worker.on("message", (answer: ReadAnswer | "ready") => {
      // The first message's time begins now, not when the worker was asked for.
      if (answer === "ready") this.#onReady();
      else if (answer.id === this.#jobs) this.#finish({ results: answer.results });
    });
    this.#worker.on("error", () => this.#finish({ at: this.#reached(), fault: "crash" }));
    this.#worker.on("exit", () => this.#finish({ at: this.#reached(), fault: "crash" }));
    this.#worker.unref();
  }

  /** One job at a time. The answer is the results, or what held the worker up, which is gone then. */
  read(
    sources: readonly Uint8Array[],
    options: { readonly compress: boolean; readonly withContent: boolean },
  ): Promise<{ results: readonly ReadResult[] } | Held> {
    clearTimeout(this.#idle);
    // Copies of exactly these bytes travel: a fetched source may be a piece of a large buffer.
    // (A Buffer's own slice would be a view.)
    const copies = sources.map((source) => new Uint8Array(source));
    const job: ReadJob = { id: ++this.#jobs, sources: copies, ...options };
    Atomics.store(this.#progress, 0, 0);
    this.#worker.ref();
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.#worker.postMessage(
        job,
        copies.map(({ buffer }) => buffer),
      );
      this.#count = sources.length;
      this.#watchProgress(0);
    });
  }

  /** Messages read so far of the job it is at; undefined while it loads its code. */
  progress(): number | undefined {
    return this.#reached();
  }

  /** Calls back once, unless there is work before that. */
  onLongIdle(ms: number, then: () => void): void {
    this.#idle = setTimeout(then, ms);
    this.#idle.unref();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#idle);
    clearTimeout(this.#watch);
    this.#settle = undefined;
    await this.#worker.terminate();
  }

  readonly #done = () => Atomics.load(this.#progress, 0);
  readonly #reached = () => (this.#isReady ? this.#done() : undefined);

  #onReady(): void {
    this.#isReady = true;
    if (this.#settle) this.#watchProgress(0);
  }

  /** Looks in several times within the limit: one look that comes late, after the machine slept, says nothing about a message.
   *  @param seen progress at the last look, `idle` looks ago */
  #watchProgress(seen: number, idle = 0): void {
    clearTimeout(this.#watch);
    const wait = (this.#isReady ? this.#limitMs : START_MS) / LOOKS;
    this.#watch = setTimeout(() => {
      const done = this.#done();
      const isDone = this.#isReady && done >= this.#count;
      // Everything read: only the answer is on its way.
      if (done > seen || isDone) this.#watchProgress(done);
      else if (idle + 1 < LOOKS) this.#watchProgress(seen, idle + 1);
      else {
        this.#finish({ at: this.#reached(), fault: "timeout" });
        void this.#worker.terminate();
      }
    }, wait);
  }

  #finish(answer: { results: readonly ReadResult[] } | Held): void {
    clearTimeout(this.#watch);
    this.#worker.unref();
    this.#settle?.(answer);
    this.#settle = undefined;
  }
}
