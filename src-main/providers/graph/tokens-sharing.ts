// Equal requests at the same time are one request.
import { Failure } from "../../../src-preload/contract/failure.ts";

/** Runs `work`, or joins the one of that key which is still running. Its signal is aborted when all who wait have gone;
 *  who goes first gets Failure `cancelled` at once and disturbs nobody. */
type Sharing = (key: string, work: (signal: AbortSignal) => Promise<string>, signal: AbortSignal) => Promise<string>;

interface Running {
  readonly result: Promise<string>;
  readonly stop: AbortController;
  waiting: number;
}

/** Keys are the caller's: what has the same key gets the same token. */
export function createSharing(): Sharing {
  const running = new Map<string, Running>();

  function start(key: string, work: (signal: AbortSignal) => Promise<string>): Running {
    const stop = new AbortController();
    const one = { result: work(stop.signal), stop, waiting: 0 };
    running.set(key, one);
    return one;
  }

  function leave(key: string, one: Running): void {
    one.waiting--;
    if (one.waiting > 0) return;
    one.stop.abort();
    if (running.get(key) === one) running.delete(key);
  }

  return async (key, work, signal) => {
    if (signal.aborted) throw new Failure("cancelled");
    const one = running.get(key) ?? start(key, work);
    one.waiting++;
    const { promise: gone, reject } = Promise.withResolvers<never>();
    const go = () => reject(new Failure("cancelled"));
    signal.addEventListener("abort", go, { once: true });
    try {
      return await Promise.race([one.result, gone]);
    } finally {
      signal.removeEventListener("abort", go);
      leave(key, one);
    }
  };
}
