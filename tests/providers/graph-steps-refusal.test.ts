import { describe, expect, test } from "vitest";
import { applyIntent, newEventText } from "../../src-main/domain/edit.ts";
import type { FieldChanges } from "../../src-main/domain/event.ts";
import { seriesText } from "../../src-main/providers/graph/map.ts";
import { planSteps, refusal } from "../../src-main/providers/graph/steps.ts";
import { OWN, seriesFrom } from "../fixtures/graph/series.ts";

const NOW = Date.UTC(2026, 0, 7);
const event = { uid: "u1@cadran.example", nowMs: NOW, title: "Lunch", zone: "Europe/Paris", allDay: false } as const;
const text = newEventText({ ...event, start: "2026-03-16T12:00", end: "2026-03-16T13:00", rrule: "FREQ=WEEKLY" });
const single = newEventText({ ...event, start: "2026-03-16T12:00", end: "2026-03-16T13:00" });

function change(before: string, set: FieldChanges, recurrenceId?: string): string {
  return applyIntent(before, { kind: "change", set, ...(recurrenceId && { recurrenceId }) }, NOW) as string;
}

function added(before: string, ...lines: string[]): string {
  return before.replace("END:VEVENT", `${lines.join("\r\n")}\r\nEND:VEVENT`);
}

function alarm(...lines: string[]): string[] {
  return ["BEGIN:VALARM", "DESCRIPTION:Now", ...lines, "END:VALARM"];
}

const display = alarm("ACTION:DISPLAY", "TRIGGER:-PT10M");
const guests = Array.from({ length: 501 }, (_, i) => ({ address: `guest${i}@example.com` }));
const moved = (start: string, end: string) => change(text, { start, end }, "20260323T110000Z");

const REFUSED: readonly (readonly [limit: string, what: string, text: string])[] = [
  ["rule", "a rule that Graph has not", change(text, { rrule: "FREQ=HOURLY" })],
  ["too-many-occurrences", "a thousand occurrences", change(text, { rrule: "FREQ=WEEKLY;COUNT=1000" })],
  ["several-rules", "two rules", added(text, "RRULE:FREQ=MONTHLY;BYMONTHDAY=16")],
  ["several-rules", "a rule of what is left out", added(text, "EXRULE:FREQ=MONTHLY;BYMONTHDAY=16")],
  ["extra-dates", "a single date besides", added(text, "RDATE;TZID=Europe/Paris:20260318T120000")],
  ["extra-dates", "a start that the rule does not name", change(text, { rrule: "FREQ=WEEKLY;BYDAY=TU" })],
  [
    "rule",
    "a change of all that follow",
    moved("2026-03-24T12:00", "2026-03-24T13:00").replace("RECURRENCE-ID;", "RECURRENCE-ID;RANGE=THISANDFUTURE;"),
  ],
  [
    "extra-dates",
    "an override of what the series does not have",
    text.replace(
      "END:VCALENDAR",
      `${single.match(/BEGIN:VEVENT[\s\S]*END:VEVENT\r\n/)?.[0].replace("DTSTAMP", "RECURRENCE-ID;TZID=Europe/Paris:20260318T120000\r\nDTSTAMP")}END:VCALENDAR`,
    ),
  ],
  ["reminders", "two reminders", change(text, { reminders: [{ minutesBefore: 10 }, { minutesBefore: 60 }] })],
  ["reminders", "a reminder after the start", added(single, ...alarm("ACTION:DISPLAY", "TRIGGER:PT5M"))],
  [
    "reminders",
    "a reminder counted from the end",
    added(single, ...alarm("ACTION:DISPLAY", "TRIGGER;RELATED=END:-PT5M")),
  ],
  [
    "reminders",
    "a reminder at a set time",
    added(single, ...alarm("ACTION:DISPLAY", "TRIGGER;VALUE=DATE-TIME:20260316T100000Z")),
  ],
  ["reminders", "a reminder by mail", added(single, ...alarm("ACTION:EMAIL", "TRIGGER:-PT10M"))],
  ["zone", "a zone without a Windows name", change(single, { zone: "Antarctica/Troll" })],
  ["zone", "a time in no zone", single.replace(/(DTSTART|DTEND);TZID=Europe\/Paris/g, "$1")],
  ["guests", "more than 500 guests", change(single, { attendees: guests })],
  ["occurrence-order", "onto the day of the next", moved("2026-03-30T08:00", "2026-03-30T09:00")],
  ["occurrence-order", "past the one before", moved("2026-03-15T08:00", "2026-03-15T09:00")],
];

describe("refused", () => {
  test.each(REFUSED)("(%s) %s", (limit, _, wanted) => {
    const refused = expect.objectContaining({ reason: "not-expressible", params: { limit } });
    expect(refusal(wanted)).toEqual(refused);
    expect(refusal(wanted, wanted.includes("RRULE") ? text : single)).toEqual(refused);
    expect(() => planSteps(undefined, wanted, { addresses: OWN })).toThrow(refused);
  });

  test.each(REFUSED)("only when new, not at a later edit of something else (%s): %s", (_, __, wanted) => {
    expect(refusal(change(wanted, { title: "Dinner", categories: ["Food"] }), wanted)).toBeUndefined();
  });
});

describe("not refused", () => {
  const cases: readonly (readonly [what: string, text: string, base: string | undefined])[] = [
    ["what a new event has", text, undefined],
    [
      "one reminder, said twice",
      added(added(single, ...display), ...alarm("ACTION:AUDIO", "TRIGGER:-PT10M")),
      undefined,
    ],
    [
      "Apple's mark of no reminder",
      added(single, ...display, ...alarm("ACTION:NONE", "TRIGGER;VALUE=DATE-TIME:19760401T005545Z")),
      undefined,
    ],
    ["a reminder at the start", added(single, ...alarm("ACTION:DISPLAY", "TRIGGER:PT0S")), undefined],
    ["500 guests", change(single, { attendees: guests.slice(1) }), single],
    ["an occurrence moved between its neighbours", moved("2026-03-29T12:00", "2026-03-29T13:00"), text],
    [
      "one occurrence in a zone without a Windows name",
      change(text, { zone: "Antarctica/Troll" }, "20260323T110000Z"),
      text,
    ],
    ["a deleted occurrence that is wanted again", text, added(text, "EXDATE;TZID=Europe/Paris:20260323T120000")],
  ];
  test.each(cases)("%s", (_, wanted, base) => {
    expect(refusal(wanted, base)).toBeUndefined();
  });
});

describe("In a zone that nothing names", () => {
  const base = seriesText(seriesFrom("custom-zone"), OWN);
  const zone = expect.objectContaining({ params: { limit: "zone" } });

  test("a series is not moved", () => {
    const start = { start: "2026-02-02T10:00", end: "2026-02-02T11:00", zone: "Europe/Paris" };
    expect(refusal(change(base, { start: "2026-02-02T07:00", end: "2026-02-02T08:00" }), base)).toEqual(zone);
    expect(refusal(change(base, { rrule: "FREQ=WEEKLY;COUNT=3" }), base)).toEqual(zone);
    expect(refusal(change(base, start), base)).toEqual(zone);
  });

  test("its title is, and its occurrences are", () => {
    expect(refusal(change(base, { title: "Night shift" }), base)).toBeUndefined();
    const later = change(base, { start: "2026-02-17T10:00", end: "2026-02-17T11:00" }, "20260215T200000Z");
    const steps = planSteps(seriesFrom("custom-zone"), later, { addresses: OWN });
    expect(steps).toMatchObject([
      {
        do: "change-occurrence",
        date: "2026-02-16",
        body: { start: { dateTime: "2026-02-17T10:00:00", timeZone: "Arabian Standard Time" } },
      },
    ]);
  });
});

describe("In somebody else's meeting", () => {
  const guest = seriesText(seriesFrom("guest"), OWN);
  const series = seriesText(seriesFrom("guest-series"), OWN);
  const refused = expect.objectContaining({ params: { limit: "guest-copy" } });

  test.each<[string, FieldChanges]>([
    ["title", { title: "Mine" }],
    ["start", { start: "2026-02-02T11:00", end: "2026-02-02T12:00" }],
    ["text", { description: "Mine" }],
    ["place", { location: "Here" }],
    ["guests", { attendees: [{ address: "robin@contoso.example" }] }],
    ["secrecy", { privacy: "confidential" }],
    ["rule", { rrule: "FREQ=DAILY" }],
  ])("the %s is the organiser's", (_, set) => {
    expect(refusal(change(guest, set), guest)).toEqual(refused);
    const one = set.rrule === undefined && change(series, set, "20260202T090000Z");
    if (one) expect(refusal(one, series)).toEqual(refused);
  });

  test("reminder, categories, busy or free, and the answer are the user's own", () => {
    const own = { reminders: [], categories: ["Money"], transparency: "transparent" } as const;
    expect(refusal(change(guest, own), guest)).toBeUndefined();
    expect(refusal(change(series, own, "20260209T090000Z"), series)).toBeUndefined();
    const answered = applyIntent(series, { kind: "answer", addresses: OWN, answer: "accepted" }, NOW) as string;
    expect(refusal(answered, series)).toBeUndefined();
  });

  test("an occurrence may be taken out of the user's own calendar", () => {
    const taken = applyIntent(series, { kind: "remove-instance", recurrenceId: "20260209T090000Z" }, NOW) as string;
    expect(refusal(taken, series)).toBeUndefined();
  });
});
