import { expect, test } from "vitest";
import type { NewEvent } from "../../src-preload/contract/events.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { draftFrom } from "../../src-renderer/agenda/begun.ts";
import { newEventOf } from "../../src-renderer/agenda/editor/saved.ts";

const PARIS = "Europe/Paris";
const fallback = {
  place: { start: "2026-11-18T11:00", end: "2026-11-18T12:00", zone: PARIS },
  calendarId: "travail" as CalendarId,
  zone: PARIS,
};

test("an event begun elsewhere keeps everything that was understood of it, through the editor and out again", () => {
  const begun: NewEvent = {
    calendarId: "perso" as CalendarId,
    title: "Vol",
    start: "2026-11-20T13:00",
    end: "2026-11-21T00:00",
    zone: PARIS,
    endZone: "Asia/Tokyo",
    location: "Porte 12",
    description: "Ne pas oublier le passeport",
    rrule: "FREQ=WEEKLY;BYDAY=FR",
    attendees: [{ address: "nora@example.com", name: "Nora Keller" }],
    reminders: [{ minutesBefore: 1440 }, { minutesBefore: 15 }],
    privacy: "private",
    transparency: "transparent",
    categories: ["Voyage"],
    url: "https://example.com/vol",
    color: "#D2478A",
  };
  const draft = draftFrom(begun, fallback);
  expect(draft).toMatchObject({ endDay: "2026-11-21", endTime: "08:00", endZone: "Asia/Tokyo" });
  expect(newEventOf(draft)).toEqual(begun);
});

test("what was not said is as for any new event", () => {
  const draft = draftFrom({ title: "Essai", color: null }, fallback);
  expect(draft).toMatchObject({ startTime: "11:00", calendarId: "travail", guests: [], color: "", privacy: "public" });
});
