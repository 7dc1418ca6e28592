// Takes a command back, however many events it touched.
import type { Output } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { EventDeps } from "./events.ts";

/** @throws Failure missing when it is too old or was taken back already */
export function undoCommand(_deps: EventDeps, _undoId: string): Output<"events.undo"> {
  throw new Failure("unsupported", { what: "request" });
}
