import fc from "fast-check";
import { expect, test } from "vitest";
import {
  applyDelta,
  composeDeltas,
  type FlagDelta,
  flagNames,
  oppositeOf,
  parseFlags,
  reduceDelta,
} from "../../../src-main/domain/mail/flags.ts";

const NAMES = ["\\Seen", "\\Flagged", "\\Answered", "$Forwarded", "$Later", "work"];
const flags = fc.subarray(NAMES).map(parseFlags);
const delta: fc.Arbitrary<FlagDelta> = fc
  .subarray(NAMES)
  .chain((add) => fc.subarray(NAMES.filter((name) => !add.includes(name))).map((remove) => ({ add, remove })));

test("two changes in one are the first and then the second", () => {
  fc.assert(
    fc.property(flags, delta, delta, (base, first, second) => {
      expect(applyDelta(base, composeDeltas(first, second))).toEqual(applyDelta(applyDelta(base, first), second));
    }),
  );
});

test("what reducing leaves does the same, and its opposite takes it back", () => {
  fc.assert(
    fc.property(flags, delta, (base, change) => {
      const reduced = reduceDelta(base, change);
      expect(applyDelta(base, reduced)).toEqual(applyDelta(base, change));
      expect(applyDelta(applyDelta(base, reduced), oppositeOf(reduced))).toEqual(base);
    }),
  );
});

test("keywords are one whatever their case, and are kept as the server spells them", () => {
  expect(flagNames(parseFlags(["\\SEEN", "$Label1", "$LABEL1", "\\Recent", "$forwarded"]))).toEqual([
    "\\Seen",
    "$Forwarded",
    "$Label1",
  ]);
});
