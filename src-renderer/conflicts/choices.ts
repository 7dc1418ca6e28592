// What is chosen for the fields of a conflict, and the command it makes. Nothing is chosen before someone does (look.md §3). Pure.
import type { Conflict, FieldConflict } from "../../src-preload/contract/conflicts.ts";
import type { Input } from "../../src-preload/contract/contract.ts";

/** A side. */
export type Side = "mine" | "theirs";

/** The sides chosen, by field key. */
export type Choices = Readonly<Record<string, Side>>;

/** The side a field stands at; undefined until it is chosen. */
export function sideOf(field: FieldConflict, choices: Choices): Side | undefined {
  return choices[field.key];
}

/** How many fields wait for a choice. */
export function waiting({ fields }: Conflict, choices: Choices): number {
  return fields.filter((field) => sideOf(field, choices) === undefined).length;
}

/** One side for every field, or the suggestion of each: theirs for what belongs to the organiser, mine for private fields. */
export function chooseAll({ fields }: Conflict, side: Side | "suggested"): Choices {
  return Object.fromEntries(fields.map((field) => [field.key, side === "suggested" ? field.suggested : side]));
}

/** The command that settles a conflict with the choices on screen. */
export function merged({ id }: Conflict, choices: Choices): Input<"conflicts.resolve"> {
  return { id, choice: "merge", fields: { ...choices } };
}
