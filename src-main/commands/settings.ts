// What the user chose for this data folder.
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { isKnownZone } from "../domain/zones.ts";
import type { Database } from "../store/database.ts";
import { readSettings, writeSettings } from "../store/facts.ts";

/** Changes what is given, keeps the rest; zone `system` goes back to the system's. @throws Failure invalid-input */
export function changeSettings(db: Database, input: Parsed<"settings.set">): Output<"settings.set"> {
  const { zone, ...rest } = input;
  if (zone !== undefined && zone !== "system" && !isKnownZone(zone)) {
    throw new Failure("invalid-input", { detail: `unknown time zone ${zone}` });
  }
  return db.write(() => {
    const { zone: before, ...kept } = readSettings(db);
    const next = zone === "system" ? undefined : (zone ?? before);
    const settings = { ...kept, ...rest, ...(next !== undefined && { zone: next }) };
    writeSettings(db, settings);
    return settings;
  });
}
