// Which kind of turn comes next, with which seed, and when it is over. Pure.

/** What is known before the next turn. */
export interface Progress {
  readonly elapsedMs: number;
  readonly limitMs: number;
  /** Somebody wants it to end. */
  readonly isStopped: boolean;
  /** Time that each kind has had so far, in the order in which they take turns. */
  readonly spentMs: ReadonlyMap<string, number>;
}

/** The kind that has had the least time: slow ones do not crowd out the quick ones. A turn under way is never cut.
 *  @returns undefined: it is over */
export function nextKind({ elapsedMs, limitMs, isStopped, spentMs }: Progress): string | undefined {
  const [least] = [...spentMs].sort(([, a], [, b]) => a - b);
  return isStopped || elapsedMs >= limitMs ? undefined : least?.[0];
}

/** The seed of the n-th turn, a positive whole number that fits into 31 bits; the first turn has the first seed. */
export function seedOf(first: number, turn: number): number {
  return (first + Math.imul(turn, 0x9e3779b1)) & 0x7fff_ffff;
}
