// Settles a conflict as its owner chose.
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { EventDeps } from "./events.ts";

/** @throws Failure missing when it was settled already */
export function resolveConflict(_deps: EventDeps, _input: Parsed<"conflicts.resolve">): Output<"conflicts.resolve"> {
  throw new Failure("unsupported", { what: "request" });
}
