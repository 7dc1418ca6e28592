// Three versions of one calendar object resource become one: by component, then by property (design §6.5, knowledge §3).
import type { FieldConflict } from "../../src-preload/contract/conflicts.ts";
import { Failure } from "../../src-preload/contract/failure.ts";

export interface Versions {
  /** The last version both sides had; undefined when they never shared one. */
  readonly base: string | undefined;
  readonly mine: string;
  readonly theirs: string;
}

export interface Merged {
  /** Untouched lines are theirs, byte for byte; fields in conflict as `prefer` and `choices` say. */
  readonly text: string;
  /** Fields that both sides changed, each to something else; empty: nothing was lost. */
  readonly conflicts: readonly FieldConflict[];
}

/** @param options.prefer whose value a field in conflict gets; `suggested` takes each conflict's own suggestion
 *  @param options.choices by conflict key; wins over `prefer`
 *  @throws Failure `malformed` when a version cannot be read */
export function mergeVersions(
  _versions: Versions,
  _options: {
    readonly prefer: "mine" | "theirs" | "suggested";
    readonly choices?: Readonly<Record<string, "mine" | "theirs">>;
  },
): Merged {
  throw new Failure("unsupported", { what: "request" });
}
