// What was learnt of a server while talking to it: departures from the standard that change how it is asked.

const PHRASES = {
  "no-calendar-access": "does not announce calendar-access",
  "no-sync-collection": "refuses sync-collection; the ctag tells changes",
  "sync-depth-1": "wants sync-collection with depth 1",
  "stuck-token": "says there is more, yet its sync token stands still",
  "cut-listing": "cuts its listings short",
  "lying-listing": "leaves out of its listings what can still be had",
  "duplicate-rows": "lists items twice",
  "missing-tags": "gives items no strong entity tag; their contents are compared",
  "no-range-query": "time-range queries fail; everything is compared",
  "no-multiget": "multiget brings nothing; items are fetched one by one",
  "small-multiget": "takes only small multigets",
  "quota-403": "asks for a pause with 403",
  "error-after-saving": "reports an error although it saved",
  "unread-write": "does not show at once what was written",
  "keeps-deleted": "keeps the identity of deleted events in a trash bin",
  "no-move": "cannot move events between calendars",
  "mkcol-only": "makes calendars by MKCOL only",
  "read-only": "refuses writes to a calendar that it calls writable",
} as const;
type Trait = keyof typeof PHRASES;

/** Kept as long as the connection; what was noted twice is known once. */
export interface Traits {
  /** @param url the calendar it was met at; without one the whole server is meant */
  note(trait: Trait, url?: string): void;
  has(trait: Trait, url?: string): boolean;
  /** As short English phrases. */
  phrases(): readonly string[];
}

/** An empty record. */
export function createTraits(): Traits {
  const met = new Map<Trait, Set<string>>();
  return {
    note: (trait, url = "") => void met.set(trait, new Set([...(met.get(trait) ?? []), url])),
    has: (trait, url = "") => met.get(trait)?.has(url) === true,
    phrases: () => [...met.keys()].map((trait) => PHRASES[trait]),
  };
}
