// What differs between two versions of an event, field by field, for people.
import type { FieldDifference } from "../../src-preload/contract/conflicts.ts";

/** @param before undefined: it was not there. @param after undefined: it is gone
 *  @returns empty when both mean the same; bookkeeping properties never count */
export function differences(_before: string | undefined, _after: string | undefined): FieldDifference[] {
  return [];
}
