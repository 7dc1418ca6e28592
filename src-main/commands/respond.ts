// Answers an invitation.
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { EventDeps } from "./events.ts";

/** @throws Failure not-invited, missing, read-only */
export function respondToEvent(_deps: EventDeps, _input: Parsed<"events.respond">): Output<"events.respond"> {
  throw new Failure("unsupported", { what: "request" });
}
