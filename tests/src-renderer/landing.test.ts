import { expect, test } from "vitest";
import type { Conflict, FieldValue } from "../../src-preload/contract/conflicts.ts";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import { hoursOf, landingsOf, othersOf, overlapOf } from "../../src-renderer/conflicts/landing.ts";

const PARIS = "Europe/Paris";
const MS = Date.parse("2026-11-18T09:00:00+01:00");
const HOUR = 3_600_000;

function conflict(mine: FieldValue, theirs: FieldValue): Conflict {
  const fields = [{ key: "DTSTART", name: "time", property: "DTSTART", mine, theirs, suggested: "theirs" }];
  return { eventId: "torn", fields } as unknown as Conflict;
}
const period = (from: string, to: string, zone = PARIS) => ({
  start: `2026-11-18T${from}`,
  end: `2026-11-18T${to}`,
  zone,
});
const occurrence = (more: Partial<Occurrence>) =>
  ({ eventId: "e", startMs: MS, endMs: MS + HOUR, allDay: false, status: "confirmed", ...more }) as Occurrence;

test("each version lands on its day on screen, whatever zone it was written in", () => {
  const [mine, theirs] = landingsOf(
    conflict(period("09:00", "10:00"), period("18:00", "19:00", "America/New_York")),
    PARIS,
  );
  expect(mine).toMatchObject({ side: "mine", day: "2026-11-18", startMs: MS });
  expect(theirs).toMatchObject({ side: "theirs", day: "2026-11-19", endMs: MS + 16 * HOUR });
});

test("whole days, a side without a time and a zone nobody knows have no strip", () => {
  const timed = period("09:00", "10:00");
  expect(landingsOf(conflict({ start: "2026-11-18", end: "2026-11-19" }, timed), PARIS)).toEqual([]);
  expect(landingsOf(conflict({}, timed), PARIS)).toEqual([]);
  expect(landingsOf(conflict(period("09:00", "10:00", "Nowhere/Such"), timed), PARIS)).toEqual([]);
});

test("the axis shows 8 to 20, and more when a version needs it", () => {
  const hours = (from: string, to: string) =>
    hoursOf(landingsOf(conflict(period(from, to), period("12:00", "13:00")), PARIS), PARIS);
  expect([hours("09:00", "10:00").at(0), hours("09:00", "10:00").at(-1)]).toEqual([8, 20]);
  expect([hours("06:30", "22:15").at(0), hours("06:30", "22:15").at(-1)]).toEqual([6, 23]);
});

test("only another event that takes place is overlapped; touching is not overlapping", () => {
  const torn = conflict(period("09:00", "10:00"), period("12:00", "13:00"));
  const [mine] = landingsOf(torn, PARIS);
  if (!mine) throw new Error("no landing");
  const at = (...occurrences: Occurrence[]) => overlapOf(mine, othersOf(occurrences, torn));
  expect(at(occurrence({ title: "Devis", endMs: MS + 1 }))?.title).toBe("Devis");
  expect(at(occurrence({ startMs: MS + HOUR, endMs: MS + 2 * HOUR }))).toBeUndefined();
  expect(at(occurrence({ eventId: "torn" as Occurrence["eventId"] }))).toBeUndefined();
  expect(at(occurrence({ allDay: true }), occurrence({ status: "cancelled" }))).toBeUndefined();
});
