// The engine's door: every call is validated here, every failure leaves as data.
import type { ZodError } from "zod";
import type { Reply } from "../../src-preload/contract/bridge.ts";
import { contract, type Handlers } from "../../src-preload/contract/contract.ts";
import { Failure, toFailure } from "../../src-preload/contract/failure.ts";
import { type CallName, isCallName } from "../../src-preload/contract/names.ts";
import { isDamage } from "../store/damage.ts";
import { wellFormed } from "./well-formed.ts";

/** One call, whoever brings it. Name and input are anything at all: neither is trusted. */
export type Dispatch = (name: unknown, input: unknown, signal: AbortSignal) => Promise<Reply>;

/** Answers calls by name. Never rejects.
 *  @param checkOutput validates answers too: for tests, where a wrong answer is our own fault */
export function createDispatch(handlers: Handlers<AbortSignal>, checkOutput = false): Dispatch {
  return async (name, input, signal) => {
    try {
      // Never made a text of: what a page sends may throw when it is asked to be one.
      if (!isCallName(name))
        throw new Failure("unknown-call", { name: typeof name === "string" ? name.slice(0, 80) : typeof name });
      const answer = await run(handlers, name, input, signal);
      return { ok: checkOutput ? contract[name].output.parse(answer) : answer };
    } catch (error) {
      return { failure: (isDamage(error) ? new Failure("damaged") : toFailure(error)).toData() };
    }
  };
}

function run(handlers: Handlers<AbortSignal>, name: CallName, input: unknown, signal: AbortSignal): unknown {
  const parsed = contract[name].input.safeParse(wellFormed(input ?? {}));
  if (!parsed.success) throw new Failure("invalid-input", { detail: describe(parsed.error) });
  // The name picks both the schema and the handler; TypeScript cannot follow that through a union.
  const handler = handlers[name] as (input: unknown, signal: AbortSignal) => unknown;
  return handler(parsed.data, signal);
}

/** The first complaint in a few words; the value itself stays out, it may be a password. */
function describe(error: ZodError): string {
  const [issue] = error.issues;
  if (!issue) return "unknown form";
  return issue.path.length > 0 ? `${issue.path.join(".")}: ${issue.message}` : issue.message;
}
