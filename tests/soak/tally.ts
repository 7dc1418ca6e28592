// What all turns of the soak together survived, and how it is told. Pure.
import { count, type Facts, newFacts } from "./facts.ts";

/** One turn: so many rounds of a kind on a fresh server and a fresh data folder. */
export interface Turn {
  readonly kind: string;
  readonly seed: number;
  readonly ms: number;
  readonly facts: Facts;
  /** What went wrong; absent: nothing did. */
  readonly failure?: string;
}

/** What a failure means to whoever owns the data. `apart`: this computer and the server disagree, or never came to rest. */
export type Harm = "lost" | "doubled" | "apart";

/** Read from the words of the check that failed. */
export function harmOf(failure: string): Harm {
  if (/\b(lost:|vanished|undone by nobody)/.test(failure)) return "lost";
  return /\b(twice|doubled)\b/.test(failure) ? "doubled" : "apart";
}

/** The lines of the table, a heading first, then failures with the command that repeats each. */
export function tell(turns: readonly Turn[]): string[] {
  const kinds = Map.groupBy(turns, ({ kind }) => kind);
  const failed = turns.filter(({ failure }) => failure !== undefined);
  return [
    ...[...kinds].flatMap(([kind, some]) => tellKind(kind, some)),
    ...failed.flatMap(({ kind, seed, failure }) => [
      `FAILED ${kind}: ${failure}`,
      `  again: npm run soak -- --only ${kind} --seed ${seed}`,
    ]),
    failed.length === 0 ? "Survived all of it." : `${failed.length} of ${turns.length} turns failed.`,
  ];
}

function tellKind(kind: string, turns: readonly Turn[]): string[] {
  const { rounds, edits, compared, kills, faults } = total(turns.map(({ facts }) => facts));
  const harms = turns.flatMap(({ failure }) => (failure === undefined ? [] : [harmOf(failure)]));
  const harm = (one: Harm) => harms.filter((each) => each === one).length;
  const minutes = turns.reduce((sum, { ms }) => sum + ms, 0) / 60_000;
  const line = [
    `${rounds} rounds in ${minutes.toFixed(1)} min`,
    `${edits} edits`,
    `${compared} compared`,
    `lost ${harm("lost")}`,
    `doubled ${harm("doubled")}`,
    `apart ${harm("apart")}`,
  ].join(", ");
  return [`${kind.padEnd(18)} ${line}`, ...listed("kills", kills), ...listed("faults", faults)];
}

function total(facts: readonly Facts[]): Facts {
  const sum = newFacts();
  for (const one of facts) {
    sum.rounds += one.rounds;
    sum.edits += one.edits;
    sum.compared += one.compared;
    for (const [name, by] of one.kills) count(sum.kills, name, by);
    for (const [name, by] of one.faults) count(sum.faults, name, by);
  }
  return sum;
}

function listed(what: string, counts: ReadonlyMap<string, number>): string[] {
  if (counts.size === 0) return [];
  const all = [...counts].sort(([a, n], [b, m]) => m - n || a.localeCompare(b));
  const sum = all.reduce((most, [, n]) => most + n, 0);
  return [`${"".padEnd(18)} ${sum} ${what}: ${all.map(([name, n]) => `${name} ${n}`).join(", ")}`];
}
