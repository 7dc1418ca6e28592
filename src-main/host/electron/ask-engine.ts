// The host's own questions to the engine, typed by the contract.
import type { Input, Output } from "../../../src-preload/contract/contract.ts";
import type { CallName } from "../../../src-preload/contract/names.ts";
import type { EngineClient } from "../engine-client.ts";

/** Asks one thing. @returns undefined when the engine could not do it: whoever asks here has nobody to tell */
export async function askEngine<C extends CallName>(
  engine: EngineClient,
  name: C,
  input: Input<C>,
): Promise<Output<C> | undefined> {
  const reply = await engine.call(name, input);
  return "failure" in reply ? undefined : (reply.ok as Output<C>);
}
