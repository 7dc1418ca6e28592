// What the palette lists for what was typed, in which order. Pure.
import type { Command } from "../ui/commands.tsx";
import { matchAny } from "../ui/match.ts";

/** A row. */
export interface Item {
  readonly id: string;
  readonly label: string;
  /** Heading it stands under. */
  readonly group: string;
  readonly detail?: string;
  readonly keys?: string;
  /** Calendar it goes into, at the right. */
  readonly into?: string;
  /** Of a calendar or an event. */
  readonly color?: string;
  /** Parts of the label that were typed. */
  readonly ranges?: readonly (readonly [number, number])[];
  readonly run: () => unknown;
  /** Tab: goes on in the editor. */
  readonly more?: () => unknown;
  /** A command, to be remembered. */
  readonly isCommand?: boolean;
}

/** A named thing to choose from, before anything was typed. */
export interface Choice extends Omit<Item, "ranges"> {
  readonly words: readonly string[];
}

/** Rows are few enough to be read. */
const ROWS_MAX = 40;

/** Commands as choices.
 *  @param translate the words of a label in the other language */
export function commandChoices(
  commands: readonly Command[],
  translate: (label: string) => string | undefined,
): Choice[] {
  return commands
    .filter(({ keysOnly, id }) => !keysOnly && id !== "palette.open")
    .map(({ id, label, group, keys, words, run }) => ({
      id,
      label,
      group,
      words: [translate(label), words, group].filter((one) => one !== undefined),
      ...(keys?.[0] && { keys: keys[0] }),
      run: () => run(),
      isCommand: true,
    }));
}

/** Nothing typed: the recent ones, then all of them by group. */
export function listed(choices: readonly Choice[], recent: readonly string[], heading: string): readonly Item[] {
  const known = recent.flatMap((id) => choices.find((one) => one.id === id) ?? []);
  const rest = choices.filter((one) => !known.includes(one));
  const groups = [...new Set(rest.map(({ group }) => group))];
  return [
    ...known.map((one) => ({ ...one, group: heading })),
    ...groups.flatMap((group) => rest.filter((one) => one.group === group)),
  ];
}

/** Something typed: the best first; a heading stands where the first of its rows does. */
export function matching(choices: readonly Choice[], query: string, recent: readonly string[]): readonly Item[] {
  const scored = choices.flatMap((choice) => {
    const match = matchAny(query, choice.label, choice.words);
    const bonus = recent.includes(choice.id) ? 8 : 0;
    return match ? [{ item: { ...choice, ranges: match.ranges }, score: match.score + bonus }] : [];
  });
  const best = scored.toSorted((a, b) => b.score - a.score).slice(0, ROWS_MAX);
  const groups = [...new Set(best.map(({ item }) => item.group))];
  return groups.flatMap((group) => best.filter(({ item }) => item.group === group).map(({ item }) => item));
}
