// Short words for edits in tests.
import { applyIntent } from "../../src-main/domain/edit.ts";
import type { FieldChanges } from "../../src-main/domain/event.ts";
import { expandOccurrences } from "../../src-main/domain/recurrence.ts";
import { fixture, lineDiff, NOW } from "./fixtures.ts";

/** Every time that a test looks at. */
export const ALL = { fromMs: 0, toMs: Date.UTC(2030, 0, 1) };

export const google = fixture("google-trailing-semicolon.ics");
export const exchange = fixture("exchange-windows-zone.ics");

/** The text with fields changed, of the series or of one instance. */
export function change(text: string, set: FieldChanges, recurrenceId?: string): string {
  return applyIntent(text, { kind: "change", set, ...(recurrenceId && { recurrenceId }) }, NOW) as string;
}

/** The starts that a person in Paris sees. */
export function starts(text: string): string[] {
  return expandOccurrences(text, ALL, "Europe/Paris").map((one) => one.start);
}

/** The same with their titles. */
export function named(text: string): string[] {
  return expandOccurrences(text, ALL, "Europe/Paris").map((one) => `${one.title} ${one.start}`);
}

/** The lines an edit replaced, as [gone, come], stamps left aside. */
export function diff(before: string, after: string): [string[], string[]] {
  const [gone = [], come = []] = lineDiff(before, after).map((lines) =>
    lines.filter((line) => !/^(DTSTAMP|LAST-MODIFIED|SEQUENCE):/i.test(line)),
  );
  return [gone, come];
}
