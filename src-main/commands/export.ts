// Events as iCalendar text.
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { Database } from "../store/database.ts";

/** @throws Failure missing */
export function exportEvents(_db: Database, _input: Parsed<"events.export">): Output<"events.export"> {
  throw new Failure("unsupported", { what: "request" });
}
