// Handshakes at one host: not more than a few at a time, whatever accounts they are for (mail rule 4).
import { Failure } from "../../../src-preload/contract/failure.ts";

const PARALLEL = 3;

/** Does `work` when it may; who waits leaves when the signal aborts. @throws Failure cancelled, and what the work does */
export type HandshakeGate = <T>(host: string, work: () => Promise<T>, signal: AbortSignal) => Promise<T>;

/** A gate of its own for every host. */
export function handshakeGate(): HandshakeGate {
  const hosts = new Map<string, { inside: number; readonly waiting: (() => void)[] }>();
  return async (host, work, signal) => {
    const gate = hosts.get(host) ?? { inside: 0, waiting: [] };
    hosts.set(host, gate);
    if (gate.inside >= PARALLEL) await turn(gate.waiting, signal);
    else gate.inside++;
    try {
      if (signal.aborted) throw new Failure("cancelled");
      return await work();
    } finally {
      // The place goes straight to the next in line.
      const next = gate.waiting.shift();
      if (next) next();
      else gate.inside--;
    }
  };
}

function turn(waiting: (() => void)[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = () => {
      signal.removeEventListener("abort", leave);
      resolve();
    };
    const leave = () => {
      const at = waiting.indexOf(go);
      if (at >= 0) waiting.splice(at, 1);
      reject(new Failure("cancelled"));
    };
    waiting.push(go);
    signal.addEventListener("abort", leave, { once: true });
    if (signal.aborted) leave();
  });
}
