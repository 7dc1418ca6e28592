// What a turn of the soak did and met.

export interface Facts {
  rounds: number;
  /** By where in the talk with the server, e.g. `after PUT`. */
  readonly kills: Map<string, number>;
  readonly faults: Map<string, number>;
  /** By the user and by the other client. */
  edits: number;
  /** Events or messages held against the server's, each time that everything had come to rest. */
  compared: number;
}

export function newFacts(): Facts {
  return { rounds: 0, kills: new Map(), faults: new Map(), edits: 0, compared: 0 };
}

/** Adds one, or more, of a name. */
export function count(counts: Map<string, number>, name: string, by = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + by);
}
