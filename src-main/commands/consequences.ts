// What saving would do beyond the event itself. Nothing is changed.
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import type { EventDeps } from "./events.ts";

/** @throws Failure missing, invalid-input as the command would */
export function consequencesOf(_deps: EventDeps, _input: Parsed<"events.consequences">): Output<"events.consequences"> {
  return { mails: [], splits: false, exceptionsMoved: 0, exceptionsLost: 0 };
}
