// What is chosen for the fields of a conflict, and the command it makes. Pure.
import type { Conflict, FieldConflict } from "../../src-preload/contract/conflicts.ts";
import type { Input } from "../../src-preload/contract/contract.ts";

/** A side. */
export type Side = "mine" | "theirs";

/** The sides chosen by hand, by field key; the others stand at their suggestion. */
export type Choices = Readonly<Record<string, Side>>;

/** The side a field stands at. */
export function sideOf(field: FieldConflict, choices: Choices): Side {
  return choices[field.key] ?? field.suggested;
}

/** The command that settles a conflict with the choices on screen. */
export function merged({ id, fields }: Conflict, choices: Choices): Input<"conflicts.resolve"> {
  const entries = fields.map((field) => [field.key, sideOf(field, choices)] as const);
  return { id, choice: "merge", fields: Object.fromEntries(entries) };
}
