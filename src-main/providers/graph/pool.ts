// How much is asked of a mailbox at a time, by all connections together, and when it wants a pause. Outlook takes four
// requests of an app at once (learn.microsoft.com/graph/throttling-limits); mail is to have a place beside the calendars.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Clock } from "../../ports.ts";
import type { World } from "../provider.ts";

/** Requests at a time. */
const ROOM = 3;
/** A longer pause is not waited for within a run: the run ends and is repeated after it. */
const LONGEST_PAUSE_MS = 30_000;

/** One for each mailbox, shared by everything that talks to it. */
export interface Pool {
  /** Does the work as soon as there is room and no pause.
   *  @param weight how many requests it is; a batch is as many as there is room for
   *  @throws Failure rate-limited when the pause is too long to wait for, cancelled */
  run<T>(weight: number, work: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Nothing more begins before this moment. */
  pauseUntil(atMs: number): void;
  /** Tells when a pause is waited for, until when (epoch ms), and `undefined` when it is over. @returns the undo function */
  listen(listener: PauseListener): () => void;
}

type PauseListener = (untilMs: number | undefined) => void;

/** The weight of a request that has the mailbox to itself. */
export const WHOLE = ROOM;

/** Lets in as many as there is room for, in the order they came; a light one does not pass a heavy one. */
class Gate {
  #used = 0;
  readonly #waiting: { readonly weight: number; readonly go: () => void }[] = [];

  /** @throws Failure cancelled */
  enter(weight: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(new Failure("cancelled"));
      const giveUp = () => {
        const index = this.#waiting.indexOf(place);
        if (index >= 0) this.#waiting.splice(index, 1);
        reject(new Failure("cancelled"));
        this.#admit();
      };
      const go = () => {
        signal.removeEventListener("abort", giveUp);
        resolve();
      };
      const place = { weight, go };
      signal.addEventListener("abort", giveUp, { once: true });
      this.#waiting.push(place);
      this.#admit();
    });
  }

  leave(weight: number): void {
    this.#used -= weight;
    this.#admit();
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next && this.#used + next.weight <= ROOM; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#used += next.weight;
      next.go();
    }
  }
}

/** A pool of its own. */
export function createPool(clock: Clock): Pool {
  let pausedUntilMs = 0;
  const gate = new Gate();
  const listeners = new Set<PauseListener>();
  const tell = (untilMs: number | undefined) => {
    for (const listener of listeners) listener(untilMs);
  };
  /** @returns the pause that is over, by its end: a clock that stands still has slept all the same */
  const sitOut = async (signal: AbortSignal) => {
    let overMs = 0;
    while (pausedUntilMs > clock.nowMs() && pausedUntilMs !== overMs) {
      const untilMs = pausedUntilMs;
      if (untilMs - clock.nowMs() > LONGEST_PAUSE_MS) throw new Failure("rate-limited", {}, { retryAtMs: untilMs });
      tell(untilMs);
      try {
        await clock.sleep(untilMs - clock.nowMs(), signal);
      } finally {
        tell(undefined);
      }
      overMs = untilMs;
    }
    return overMs;
  };
  return {
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    pauseUntil: (atMs) => {
      pausedUntilMs = Math.max(pausedUntilMs, atMs);
    },
    run: async (weight, work, signal) => {
      for (;;) {
        const overMs = await sitOut(signal);
        await gate.enter(weight, signal);
        const hasBegun = pausedUntilMs > clock.nowMs() && pausedUntilMs !== overMs;
        if (!hasBegun) break;
        // The pause began while this one stood in line.
        gate.leave(weight);
      }
      try {
        return await work();
      } finally {
        gate.leave(weight);
      }
    },
  };
}

const pools = new WeakMap<World, Map<string, Pool>>();

/** The pool of a mailbox, the same for all its connections. */
export function poolOf(world: World, mailbox: string): Pool {
  const all = pools.get(world) ?? new Map<string, Pool>();
  pools.set(world, all);
  const pool = all.get(mailbox) ?? createPool(world.clock);
  all.set(mailbox, pool);
  return pool;
}

/** How long an answer asks to wait, in ms: seconds, also with a fraction, or an HTTP date (RFC 9110 §10.2.3); undefined
 *  when it does not say. */
export function waitMsOf(retryAfter: string | undefined, nowMs: number): number | undefined {
  const value = retryAfter?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  const atMs = value === "" ? Number.NaN : Date.parse(value);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}

/** Is a pause short enough to be waited for within a run? */
export function isShort(waitMs: number): boolean {
  return waitMs <= LONGEST_PAUSE_MS;
}
