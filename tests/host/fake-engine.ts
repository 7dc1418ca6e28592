// An engine process that a test plays.
import { expect } from "vitest";
import { type EngineChild, EngineClient } from "../../src-main/host/engine-client.ts";

export class FakeEngine implements EngineChild {
  readonly posted: unknown[] = [];
  killed = false;
  say: (message: unknown) => void = () => {};
  exit: (code: number | null) => void = () => {};
  post(message: unknown) {
    this.posted.push(message);
  }
  listen(listener: (message: unknown) => void) {
    this.say = listener;
  }
  onExit(listener: (code: number | null) => void) {
    this.exit = listener;
  }
  kill() {
    this.killed = true;
  }
}

/** A client, and every engine it has started. */
export function started() {
  const engines: FakeEngine[] = [];
  const client = new EngineClient(() => {
    const engine = new FakeEngine();
    engines.push(engine);
    return engine;
  });
  return { client, engines, engine: (index = engines.length - 1) => engines[index] as FakeEngine };
}

/** What a call is told that the engine took along. */
export const restarted = { failure: expect.objectContaining({ reason: "engine-restarted" }) };
