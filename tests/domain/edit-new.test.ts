import { describe, expect, test } from "vitest";
import { newEventText } from "../../src-main/domain/edit.ts";
import { readResource } from "../../src-main/domain/resource.ts";
import { NOW } from "./fixtures.ts";

describe("R57: a new event", () => {
  const input = {
    uid: "new-1",
    nowMs: NOW,
    title: "Déjeuner, chez Zoé",
    start: "2026-11-23T12:00",
    end: "2026-11-23T13:30",
    zone: "Europe/Paris",
    allDay: false,
  };
  test("it reads back as it was given, in CRLF, VTIMEZONE first", () => {
    const text = newEventText({
      ...input,
      location: "12; rue",
      description: "a\nb",
      rrule: "FREQ=WEEKLY;COUNT=3",
      attendees: [{ address: "eva@example.org", name: "Eva" }],
      reminders: [{ minutesBefore: 10 }, { minutesBefore: -5 }, { minutesBefore: 10_080 }, { minutesBefore: 0 }],
      organizer: { address: "me@example.org", name: "Me" },
    });
    expect(readResource(text)).toMatchObject({
      uid: "new-1",
      master: {
        title: "Déjeuner, chez Zoé",
        start: "2026-11-23T12:00",
        end: "2026-11-23T13:30",
        zone: "Europe/Paris",
        location: "12; rue",
        description: "a\nb",
        rrule: "FREQ=WEEKLY;COUNT=3",
        attendees: [{ address: "eva@example.org", name: "Eva", answer: "needs-action" }],
        organizer: { address: "me@example.org", name: "Me" },
        reminders: [{ minutesBefore: 10 }, { minutesBefore: -5 }, { minutesBefore: 10_080 }, { minutesBefore: 0 }],
      },
    });
    for (const needed of [
      "PRODID:-//Cadran//Cadran 1.0//EN",
      "VERSION:2.0",
      "DTSTAMP:20261123T080000Z",
      "CREATED:20261123T080000Z",
    ])
      expect(text).toContain(`${needed}\r\n`);
    expect(text.replaceAll("\r\n", "")).not.toContain("\n");
    expect(text.indexOf("BEGIN:VTIMEZONE")).toBeLessThan(text.indexOf("BEGIN:VEVENT"));
    expect(text).not.toContain("METHOD");
  });
  test("all-day, floating and UTC events need no VTIMEZONE", () => {
    const day = newEventText({ ...input, start: "2026-11-23", end: "2026-11-24", allDay: true });
    expect(day).toContain("DTSTART;VALUE=DATE:20261123\r\nDTEND;VALUE=DATE:20261124\r\n");
    expect(newEventText({ ...input, zone: "UTC" })).toContain("DTSTART:20261123T120000Z\r\n");
    expect(newEventText({ ...input, zone: "floating" })).toContain("DTSTART:20261123T120000\r\n");
    for (const zone of ["UTC", "floating"]) expect(newEventText({ ...input, zone })).not.toContain("VTIMEZONE");
  });
  test("a title cannot smuggle in lines", () => {
    const text = newEventText({ ...input, title: "x\r\nATTENDEE:mailto:evil@example.org", uid: "u\r\nX:1" });
    expect(readResource(text).master).toMatchObject({ title: "x\nATTENDEE:mailto:evil@example.org", attendees: [] });
    expect(text).not.toMatch(/^X:1/m);
  });
  test("what cannot be is refused", () => {
    for (const wrong of [{ allDay: true }, { end: "2026-11-24" }, { zone: "Nope/Nope" }, { rrule: "FREQ=FOO" }])
      expect(() => newEventText({ ...input, ...wrong })).toThrow(expect.objectContaining({ reason: "invalid-input" }));
  });
});
