// The typed way to the engine: one function over the bridge.
import type { Bridge } from "../src-preload/contract/bridge.ts";
import type { Input, Output } from "../src-preload/contract/contract.ts";
import { Failure, type FailureData } from "../src-preload/contract/failure.ts";
import type { CallName } from "../src-preload/contract/names.ts";

/** Asks a query or sends a command.
 *  @throws Failure, always */
export type Call = <C extends CallName>(name: C, input: Input<C>) => Promise<Output<C>>;

function revive(data: FailureData): Failure {
  const options = data.retryAtMs === undefined ? {} : { retryAtMs: data.retryAtMs };
  try {
    return new Failure(data.reason, data.params, options);
  } catch {
    // A reason this view does not know: an engine of another version.
    return new Failure("bug", { detail: data.message }, options);
  }
}

/** The client of one bridge. */
export function createCall(bridge: Bridge): Call {
  return async <C extends CallName>(name: C, input: Input<C>) => {
    const reply = await bridge.call(name, input);
    if ("failure" in reply) throw revive(reply.failure);
    return reply.ok as Output<C>;
  };
}
