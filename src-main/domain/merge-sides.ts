// What the parts of a merge hand each other.
import type { FieldValue } from "../../src-preload/contract/conflicts.ts";
import type { ZoneOf } from "./event-time.ts";
import type { IcalComponent } from "./ical-text.ts";
import type { Field } from "./merge-fields.ts";

/** `mine`: this device. `theirs`: the server. */
export type Side = "mine" | "theirs";

/** One component in three versions. */
export interface Merging {
  /** Undefined when the sides never shared one: then every difference is a conflict. */
  readonly base: IcalComponent | undefined;
  readonly mine: IcalComponent;
  readonly theirs: IcalComponent;
  /** Of their file, which the result is made from. */
  readonly eol: string;
  /** Reads any of the three. */
  readonly zoneOf: ZoneOf;
}

/** A field in conflict, before it has a place in the event. */
export interface Clash {
  readonly field: Pick<Field, "key" | "name" | "properties">;
  readonly base: FieldValue | undefined;
  readonly mine: FieldValue | undefined;
  readonly theirs: FieldValue | undefined;
  readonly suggested: Side;
}

/** Says whose value a field in conflict gets. */
export type Choose = (key: string, suggested: Side) => Side;
