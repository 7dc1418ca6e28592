// A lane: one socket that does one thing after the other, opened when needed, closed when it rests, opened anew when it
// was lost. Deadlines are ours, and end in close() (mail rule 7).
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { RequestRing } from "../request-log.ts";
import type { Client } from "./client.ts";
import type { Tuning } from "./tuning.ts";

/** Something to do on a lane. */
export interface Job<T> {
  /** For the request log: the command, and the folder. */
  readonly method: string;
  readonly path?: string;
  /** What is told when the server says that it does not exist. */
  readonly what?: "folder" | "message";
  /** More silence than usual, e.g. while a large message goes out. */
  readonly patienceMs?: number;
  readonly work: (client: Client) => Promise<T>;
}

/** Jobs are done in the order given; one that fails does not hinder the next. */
export class Lane {
  readonly #open: (signal: AbortSignal) => Promise<Client>;
  readonly #tuning: Tuning;
  readonly #ring: RequestRing;
  readonly #restMs: number;
  readonly #nowMs: () => number;
  readonly #closing = new AbortController();
  #client: Client | undefined;
  #tail: Promise<unknown> = Promise.resolve();
  #rest: NodeJS.Timeout | undefined;

  constructor(
    open: (signal: AbortSignal) => Promise<Client>,
    options: { tuning: Tuning; ring: RequestRing; restMs: number; nowMs: () => number; client?: Client },
  ) {
    this.#open = open;
    this.#tuning = options.tuning;
    this.#ring = options.ring;
    this.#restMs = options.restMs;
    this.#nowMs = options.nowMs;
    this.#client = options.client;
  }

  /** Does a job when its turn has come. @throws Failure; `cancelled` at once when the signal aborts */
  run<T>(job: Job<T>, signal: AbortSignal): Promise<T> {
    const result = this.#tail.then(() => this.#perform(job, signal));
    this.#tail = result.catch(() => {});
    return untilAborted(result, signal);
  }

  /** Is there a socket? */
  isOpen(): boolean {
    return this.#client?.isUsable() === true;
  }

  async close(): Promise<void> {
    this.#closing.abort(new Failure("cancelled"));
    clearTimeout(this.#rest);
    const client = this.#client;
    this.#client = undefined;
    await client?.leave();
  }

  async #perform<T>(job: Job<T>, signal: AbortSignal): Promise<T> {
    if (signal.aborted || this.#closing.signal.aborted) throw new Failure("cancelled");
    clearTimeout(this.#rest);
    const atMs = this.#nowMs();
    const startedMs = performance.now();
    let bytes = 0;
    let note: string | undefined;
    try {
      const client = await this.#ready(signal);
      const before = client.flow.stats().received;
      try {
        return await watched(client, job, this.#tuning, signal);
      } finally {
        bytes = client.flow.stats().received - before;
      }
    } catch (error) {
      const failure = error instanceof Failure ? error : new Failure("bug", { detail: "mail" }, { cause: error });
      note = failure.reason;
      throw failure;
    } finally {
      const ms = Math.round(performance.now() - startedMs);
      this.#ring.keep({ atMs, method: job.method, path: job.path ?? "", ms, bytes, ...(note && { note }) });
      this.#restLater();
    }
  }

  async #ready(signal: AbortSignal): Promise<Client> {
    if (this.#client?.isUsable()) return this.#client;
    this.#client = undefined;
    const client = await this.#open(AbortSignal.any([signal, this.#closing.signal]));
    if (this.#closing.signal.aborted) {
      await client.leave();
      throw new Failure("cancelled");
    }
    this.#client = client;
    return client;
  }

  #restLater(): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      const client = this.#client;
      this.#client = undefined;
      void client?.leave();
    }, this.#restMs);
    this.#rest.unref();
  }
}

/** The caller goes at once; the command is left to end, since a socket cut in the middle costs a sign-in. */
function untilAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(new Failure("cancelled"));
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}

/** Runs the work; closes the socket when no byte comes for too long, or when nobody waits for it any more. */
async function watched<T>(client: Client, job: Job<T>, tuning: Tuning, signal: AbortSignal): Promise<T> {
  const patienceMs = job.patienceMs ?? tuning.silenceMs;
  let [received, sinceMs] = [client.flow.stats().received, performance.now()];
  const look = () => {
    const now = client.flow.stats().received;
    if (now !== received || client.isPaused()) [received, sinceMs] = [now, performance.now()];
    else if (performance.now() - sinceMs > patienceMs) client.giveUp();
  };
  const timer = setInterval(look, Math.max(20, Math.min(5_000, patienceMs / 4)));
  let abandon: NodeJS.Timeout | undefined;
  const onAbort = () => {
    abandon = setTimeout(() => client.flow.close(), tuning.abandonMs);
  };
  signal.addEventListener("abort", onAbort, { once: true });
  client.refusal();
  try {
    return await job.work(client);
  } catch (error) {
    throw client.failure(error, job.what);
  } finally {
    clearInterval(timer);
    clearTimeout(abandon);
    signal.removeEventListener("abort", onAbort);
  }
}
