// What the fake engine finds: every word in the title or the place, accents and case aside.
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import type { Occurrence } from "../../src-preload/contract/events.ts";

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The answer of `agenda.search`. */
export function searchFake(all: readonly Occurrence[], asked: Parsed<"agenda.search">): Output<"agenda.search"> {
  const { query, calendarIds, fromMs, toMs, answer, limit = 50, offset = 0 } = asked;
  const words = plain(query).split(/\s+/u).filter(Boolean);
  const found = all
    .filter(({ title, location = "" }) => words.every((word) => plain(`${title} ${location}`).includes(word)))
    .filter((one) => !calendarIds || calendarIds.includes(one.calendarId))
    .filter((one) => (fromMs === undefined || one.endMs > fromMs) && (toMs === undefined || one.startMs < toMs))
    .filter((one) => answer === undefined || one.answer === answer)
    .sort((a, b) => a.startMs - b.startMs);
  return { occurrences: found.slice(offset, offset + limit), total: found.length };
}
