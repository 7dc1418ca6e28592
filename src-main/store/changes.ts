// What others changed, newest first.
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import type { Database } from "./database.ts";

export function listChanges(_db: Database, _filter: Parsed<"changes.list">): Output<"changes.list"> {
  return { changes: [] };
}
