// What we write, read by ical.js: a parser that shares no line with ours (docs/adr/0002).
import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { applyIntent, newEventText, splitSeries } from "../../src-main/domain/edit.ts";

const NOW = Date.parse("2026-11-18T09:00:00Z");
const SERIES = newEventText({
  uid: "series-1",
  nowMs: NOW,
  title: "Réunion, équipe; « plan »",
  start: "2026-11-24T10:00",
  end: "2026-11-24T11:30",
  zone: "Europe/Paris",
  allDay: false,
  location: "Salle 3\\B, étage\n2",
  description: `long ${"é😀".repeat(60)}`,
  rrule: "FREQ=WEEKLY;COUNT=6",
  attendees: [{ address: "ines@example.test", name: 'Inès "la" Haddad' }],
  reminders: [{ minutesBefore: 15 }],
});

function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents("vevent").map((component) => new ICAL.Event(component));
}

const instant = (time: ICAL.Time) => time.toJSDate().toISOString();

describe("an independent reader", () => {
  it("finds every field of a new event as it was given", () => {
    const [event] = read(SERIES);
    expect(event?.summary).toBe("Réunion, équipe; « plan »");
    expect(event?.location).toBe("Salle 3\\B, étage\n2");
    expect(event?.description).toBe(`long ${"é😀".repeat(60)}`);
    expect(event && instant(event.startDate)).toBe("2026-11-24T09:00:00.000Z");
    expect(event && instant(event.endDate)).toBe("2026-11-24T10:30:00.000Z");
    expect(event?.component.getFirstSubcomponent("valarm")?.getFirstPropertyValue("trigger")?.toString()).toBe(
      "-PT15M",
    );
    expect(event?.attendees[0]?.getFirstValue()).toBe("mailto:ines@example.test");
  });

  it("sees one moved instance as an exception and the others where they were", () => {
    const set = { start: "2026-12-02T14:00", end: "2026-12-02T15:00", zone: "Europe/Paris" };
    const text = applyIntent(SERIES, { kind: "change", recurrenceId: "20261201T090000Z", set }, NOW) ?? "";
    const events = read(text);
    expect(events).toHaveLength(2);
    const exception = events.find((event) => event.isRecurrenceException());
    expect(exception && instant(exception.recurrenceId)).toBe("2026-12-01T09:00:00.000Z");
    expect(exception && instant(exception.startDate)).toBe("2026-12-02T13:00:00.000Z");
  });

  it("counts as many instances before and after a split as in the whole", () => {
    const { before, after } = splitSeries(SERIES, "20261208T090000Z", "series-2", NOW);
    const count = (text: string) => {
      const iterator = read(text)[0]?.iterator();
      let n = 0;
      while (iterator?.next()) n++;
      return n;
    };
    expect(count(SERIES)).toBe(6);
    expect([count(before ?? ""), count(after)]).toEqual([2, 4]);
    expect(read(after)[0]?.uid).toBe("series-2");
  });
});
