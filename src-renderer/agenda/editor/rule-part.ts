// What every part of the repeat editor gets.
import type { RepeatRule } from "../../time/repeat-rule.ts";
import type { Day } from "../../time/wall-clock.ts";

/** `onChange` takes the whole rule. */
export interface DetailProps {
  readonly rule: RepeatRule;
  /** The first day of the series. */
  readonly day: Day;
  readonly onChange: (rule: RepeatRule) => void;
}
