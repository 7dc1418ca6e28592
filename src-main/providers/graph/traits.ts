// What was learnt of Graph while talking to it: departures from its documentation that change how it is asked.

const PHRASES = {
  "no-events-delta": "refuses events/delta; calendarView/delta tells changes",
  "no-view-delta": "refuses both change feeds; everything is listed and compared",
  "endless-pages": "always has one more page of changes",
  "small-window": "tells changes of a short range of time only",
  "small-pages": "fails at large pages",
  "no-view": "fails at ranges of time; everything is compared",
  "plain-select": "does not know all the properties that are documented",
  "no-cancelled": "does not tell which occurrences of a series were deleted; they are worked out",
  "lying-listing": "leaves out of its listings what can still be had",
  "renamed-calendar": "gives a new calendar another id afterwards",
  "loose-versions": "refuses a version that is the current one",
  "no-batch": "takes no $batch; events are read one by one",
  "no-conditions": "takes no If-Match; what is there is looked at before it is written over",
  throttled: "has asked for a pause",
} as const;
type Trait = keyof typeof PHRASES;

/** Kept as long as the connection; what was noted twice is known once. */
export interface Traits {
  /** @param calendar the id of the calendar it was met at; without one the whole account is meant */
  note(trait: Trait, calendar?: string): void;
  has(trait: Trait, calendar?: string): boolean;
  /** As short English phrases. */
  phrases(): readonly string[];
}

/** An empty record. */
export function createTraits(): Traits {
  const met = new Map<Trait, Set<string>>();
  return {
    note: (trait, calendar = "") => void met.set(trait, new Set([...(met.get(trait) ?? []), calendar])),
    has: (trait, calendar = "") => met.get(trait)?.has(calendar) === true,
    phrases: () => [...met.keys()].map((trait) => PHRASES[trait]),
  };
}
