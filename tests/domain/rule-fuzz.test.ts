import fc from "fast-check";
import { expect, test } from "vitest";
import { msToWall } from "../../src-main/domain/ical-values.ts";
import { ruleStarts } from "../../src-main/domain/rule-expand.ts";
import { referenceText, referenceTimes } from "./reference-rules.ts";
import { anyRule } from "./rule-arbitrary.ts";

const MOST = 300;

test("4,000 rules of the whole grammar, every frequency with BYSETPOS and times of day, agree with a day-by-day reading of §3.3.10", () => {
  fc.assert(
    fc.property(anyRule, ({ rule, first, span }) => {
      const text = referenceText(rule);
      const read = ruleStarts(text, msToWall(first), "UTC", first, first + span);
      const wanted = referenceTimes(rule, first, first + span);
      const shown = (list: readonly number[]) => list.slice(0, MOST).map((ms) => new Date(ms).toISOString());
      expect([text, ...shown(read)]).toEqual([text, ...shown(wanted)]);
    }),
    { seed: 5545, numRuns: 4000 },
  );
}, 120_000);

test("a window of such a rule shows what the whole shows inside it", () => {
  const part = fc.record({
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.double({ min: 0, max: 0.2, noNaN: true }),
  });
  fc.assert(
    fc.property(anyRule, part, ({ rule, first, span }, { from, length }) => {
      const text = referenceText(rule);
      const fromMs = first + Math.floor(from * span);
      const toMs = fromMs + Math.floor(length * span);
      const all = ruleStarts(text, msToWall(first), "UTC", first, first + span * 1.2 + 1);
      const inside = all.filter((ms) => ms >= fromMs && ms <= toMs);
      expect([text, ...ruleStarts(text, msToWall(first), "UTC", fromMs, toMs)]).toEqual([text, ...inside]);
    }),
    { seed: 84, numRuns: 2000 },
  );
}, 60_000);
