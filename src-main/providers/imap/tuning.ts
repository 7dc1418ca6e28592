// How long things may take. Tests give shorter times; nothing else differs for them.

/** Milliseconds, but for `connections`. */
export interface Tuning {
  /** TCP and TLS. */
  readonly connectMs: number;
  readonly greetingMs: number;
  /** A command during which not a byte came. */
  readonly silenceMs: number;
  /** How long a command that nobody waits for any more may go on before its connection is closed. */
  readonly abandonMs: number;
  /** Connections unused for so long are closed. */
  readonly opsRestMs: number;
  readonly bulkRestMs: number;
  /** News that come together are told once (mail rule 16). */
  readonly debounceMs: number;
  /** How often a watched folder is looked at from another connection, and how long news may be unheard (mail rule 15). */
  readonly deafCheckMs: number;
  readonly deafGraceMs: number;
  /** How often is looked where nothing can be watched. */
  readonly pollMs: number;
  /** Overrides what is known of the server. */
  readonly idleMs?: number;
  readonly connections?: number;
}

/** The times outside of tests. */
export const TUNING: Tuning = {
  connectMs: 30_000,
  greetingMs: 16_000,
  silenceMs: 60_000,
  abandonMs: 3_000,
  opsRestMs: 4 * 60_000,
  bulkRestMs: 30_000,
  debounceMs: 500,
  deafCheckMs: 3 * 60_000,
  deafGraceMs: 30_000,
  pollMs: 2 * 60_000,
};
