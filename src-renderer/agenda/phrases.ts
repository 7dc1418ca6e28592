// The sentences that every event is told in, translated once for a language: a month has hundreds of events, and to look a
// sentence up takes longer than to write it.
import type { TFunction } from "i18next";

/** Stand for what differs from event to event while a sentence is looked up: no title has them. */
const GAPS = ["⟦0⟧", "⟦1⟧", "⟦2⟧"] as const;

type Fill = (...values: readonly string[]) => string;

/** A translated sentence with gaps as what fills them. */
function fillOf(sentence: string): Fill {
  const parts = sentence.split(/(⟦[0-2]⟧)/).map((part) => {
    const gap = GAPS.indexOf(part as "⟦0⟧");
    return gap < 0 ? part : gap;
  });
  return (...values) => parts.map((part) => (typeof part === "number" ? (values[part] ?? "") : part)).join("");
}

function translate(t: TFunction) {
  const [a, b, c] = GAPS;
  return {
    untitled: t("event.untitled"),
    name: fillOf(t("event.name", { title: a, when: b, calendar: c })),
    allDay: fillOf(t("event.allDay", { day: a })),
    fromTo: fillOf(t("event.fromTo", { day: a, start: b, end: c })),
    spoken: fillOf(t("event.spoken", { day: a, start: b, end: c })),
    days: fillOf(t("event.days", { from: a, to: b })),
    private: t("event.private").toLowerCase(),
    confidential: t("event.confidential").toLowerCase(),
    video: t("look.video"),
    recurring: t("event.recurring"),
    tentative: t("event.tentative"),
    cancelled: t("event.cancelled"),
    unanswered: t("event.unanswered"),
    declined: t("value.declined"),
    conflict: t("conflict.onEvent"),
    pending: t("event.pending"),
  };
}

/** What is said of events, in one language. */
export type Phrases = ReturnType<typeof translate>;

const known = new WeakMap<TFunction, Phrases>();

/** The phrases of a language. */
export function phrasesOf(t: TFunction): Phrases {
  let phrases = known.get(t);
  if (!phrases) {
    phrases = translate(t);
    known.set(t, phrases);
  }
  return phrases;
}
