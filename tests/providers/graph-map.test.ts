import { describe, expect, test } from "vitest";
import { type IcalComponent, parseIcal } from "../../src-main/domain/ical-text.ts";
import { componentsOf } from "../../src-main/domain/ical-tree.ts";
import { expandOccurrences } from "../../src-main/domain/recurrence.ts";
import { readResource } from "../../src-main/domain/resource.ts";
import { seriesText } from "../../src-main/providers/graph/map.ts";
import type { Series } from "../../src-main/providers/graph/series.ts";
import { OWN, seriesFrom } from "../fixtures/graph/series.ts";

const ALL = { fromMs: 0, toMs: Date.UTC(2027, 0, 1) };

// The unfolded lines of each VEVENT, alarms included.
function events(series: Series, addresses = OWN): string[][] {
  const calendars = componentsOf(parseIcal(seriesText(series, addresses)), "VCALENDAR");
  const lines = (component: IcalComponent): string[] =>
    component.children.flatMap((node) =>
      node.type === "component" ? lines(node) : [node.raw.replace(/\r\n[ \t]/g, "").trimEnd()],
    );
  return calendars.flatMap((calendar) => componentsOf(calendar, "VEVENT")).map(lines);
}

function named(series: Series): string[] {
  return expandOccurrences(seriesText(series, OWN), ALL, "UTC").map((one) => `${one.start} ${one.title}`);
}

describe("A single event", () => {
  test("has every field that Graph tells", () => {
    expect(events(seriesFrom("single"))).toEqual([
      [
        "UID:8d1c@cadran.example",
        "DTSTAMP:20260106T113000Z",
        "CREATED:20260105T100000Z",
        "LAST-MODIFIED:20260106T113000Z",
        "DTSTART;TZID=Europe/Berlin:20260202T100000",
        "DTEND;TZID=Europe/Berlin:20260202T110000",
        "SUMMARY:Planning",
        "LOCATION:Room 7",
        "DESCRIPTION:Agenda:\\n1. Budget",
        expect.stringMatching(/^X-ALT-DESC;FMTTYPE=text\/html:.*<b>1\.<\/b> Budget/),
        "CLASS:PRIVATE",
        "X-MICROSOFT-CDO-BUSYSTATUS:OOF",
        "PRIORITY:1",
        "CATEGORIES:Board,Travel",
        "ORGANIZER;CN=Robin Mercier:mailto:robin@contoso.example",
        "ATTENDEE;CN=Ada Roux;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED:mailto:ada@contoso.example",
        "ATTENDEE;CN=Room 7;CUTYPE=RESOURCE;ROLE=NON-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:room7@contoso.example",
        "ATTENDEE;CN=Zoe Lang;ROLE=OPT-PARTICIPANT;PARTSTAT=TENTATIVE:mailto:zoe@contoso.example",
        "ACTION:DISPLAY",
        "DESCRIPTION:Planning",
        "TRIGGER:-PT15M",
      ],
    ]);
  });

  test("without anything has what an event must have", () => {
    expect(events(seriesFrom("bare"))).toEqual([
      [
        "UID:AAMkAGZiS1=",
        "DTSTAMP:20260106T113000Z",
        "CREATED:20260105T100000Z",
        "LAST-MODIFIED:20260106T113000Z",
        "DTSTART;TZID=Europe/Berlin:20260202T100000",
        "DTEND;TZID=Europe/Berlin:20260202T110000",
      ],
    ]);
    expect(readResource(seriesText(seriesFrom("bare"), OWN)).master?.title).toBe("");
  });

  test("made elsewhere goes by its iCalUId, then its uid, then its id", () => {
    const uid = (changes: object) => readResource(seriesText(seriesFrom("single", changes), OWN)).uid;
    expect(uid({ transactionId: "of-another-program", iCalUId: "A" })).toBe("A");
    expect(uid({ transactionId: null, iCalUId: null, uid: "B" })).toBe("B");
    expect(uid({ transactionId: null, iCalUId: null, uid: null, id: "C" })).toBe("C");
  });

  test("without guests has no organiser, and no reminder that is off", () => {
    const lines = events(seriesFrom("single", { attendees: [], isReminderOn: false }))[0] ?? [];
    expect(lines.filter((line) => /^(ORGANIZER|ATTENDEE|TRIGGER)/.test(line))).toEqual([]);
  });

  test.each([
    [
      "a flight ends on the clock of where it lands",
      { originalEndTimeZone: "Eastern Standard Time" },
      ["DTSTART;TZID=Europe/Berlin:20260202T100000", "DTEND;TZID=America/New_York:20260202T050000"],
    ],
    [
      "UTC is UTC",
      { originalStartTimeZone: "tzone://Microsoft/Utc", originalEndTimeZone: "UTC" },
      ["DTSTART:20260202T090000Z", "DTEND:20260202T100000Z"],
    ],
    [
      "an IANA name is one",
      { originalStartTimeZone: "Europe/Kyiv", originalEndTimeZone: "Europe/Kyiv" },
      ["DTSTART;TZID=Europe/Kyiv:20260202T110000", "DTEND;TZID=Europe/Kyiv:20260202T120000"],
    ],
    [
      "a zone that says nothing leaves the instant",
      { originalStartTimeZone: "tzone://Microsoft/Custom" },
      ["DTSTART:20260202T090000Z", "DTEND:20260202T100000Z", "X-CADRAN-ZONE-UNKNOWN:TRUE"],
    ],
    [
      "the second pass of an hour shown twice is said in UTC",
      {
        start: { dateTime: "2026-10-25T01:30:00.0000000", timeZone: "UTC" },
        end: { dateTime: "2026-10-25T02:30:00.0000000", timeZone: "UTC" },
      },
      ["DTSTART:20261025T013000Z", "DTEND;TZID=Europe/Berlin:20261025T033000"],
    ],
  ])("%s", (_, changes, expected) => {
    const lines = events(seriesFrom("single", changes))[0] ?? [];
    expect(lines.filter((line) => /^(DTSTART|DTEND|X-CADRAN)/.test(line))).toEqual(expected);
  });

  test("that is all day is its dates, in whatever zone it was made", () => {
    const lines = events(seriesFrom("all-day"))[0] ?? [];
    expect(lines).toEqual(expect.arrayContaining(["DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260305"]));
    expect(lines).toEqual(expect.arrayContaining(["TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"]));
    expect(lines.join()).not.toContain("X-CADRAN-ZONE-UNKNOWN");
  });

  test("that was cancelled says so; one that is not sure keeps its status", () => {
    const status = (changes: object) =>
      events(seriesFrom("single", changes))[0]?.filter((line) => /^STATUS/.test(line));
    expect(status({ isCancelled: true })).toEqual(["STATUS:CANCELLED"]);
    expect(status({ showAs: "tentative" })).toEqual([]);
  });

  test("without a start is set aside", () => {
    const start = { dateTime: "0001-01-01T00:00:00.0000000", timeZone: "UTC" };
    expect(() => seriesText(seriesFrom("single", { start }), OWN)).toThrow("it has no start");
  });
});

describe("A series", () => {
  test("keeps its clock over summer time, its overrides and its gaps", () => {
    expect(named(seriesFrom("series")).slice(0, 6)).toEqual([
      "2026-03-23T09:00 Stand-up",
      "2026-03-30T09:00 Stand-up",
      "2026-04-01T11:00 Stand-up, later",
      "2026-04-06T09:00 Stand-up",
      "2026-04-14T09:00 Stand-up",
      "2026-04-15T09:00 Stand-up",
    ]);
  });

  test("names its overrides and deleted occurrences as its start is named", () => {
    const [master = [], first = [], second = []] = events(seriesFrom("series"));
    expect(master.filter((line) => /^(RRULE|EXDATE)/.test(line))).toEqual([
      "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;WKST=SU",
      "EXDATE;TZID=Europe/Berlin:20260325T090000",
      "EXDATE;TZID=Europe/Berlin:20260408T090000",
    ]);
    expect(first).toContain("RECURRENCE-ID;TZID=Europe/Berlin:20260401T090000");
    expect(second).toContain("RECURRENCE-ID;TZID=Europe/Berlin:20260413T090000");
    expect(seriesText(seriesFrom("series"), OWN).match(/BEGIN:VTIMEZONE/g)).toHaveLength(1);
  });

  test("that is all day counts in dates, also where the day begins the evening before in UTC", () => {
    expect(named(seriesFrom("all-day-series")).slice(0, 3)).toEqual([
      "2026-01-31 Rent",
      "2026-03-30 Rent, one day early",
      "2026-04-30 Rent",
    ]);
    expect(events(seriesFrom("all-day-series"))[0]).toContain(
      "RRULE:FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;UNTIL=20261231",
    );
  });

  test("in a zone that nothing names keeps its days and its first instant", () => {
    const series = seriesFrom("custom-zone");
    const found = expandOccurrences(seriesText(series, OWN), ALL, "UTC");
    expect(found).toHaveLength(5);
    expect(new Date(found[0]?.startMs ?? 0).toISOString()).toBe("2026-02-01T20:00:00.000Z");
    expect(events(series)[0]).toContain("X-CADRAN-ZONE-UNKNOWN:TRUE");
  });

  test("whose start is not of its pattern begins with the first day that is", () => {
    const { master } = seriesFrom("series");
    const recurrence = { ...master.recurrence, range: { ...master.recurrence?.range, startDate: "2026-03-24" } };
    const late = seriesFrom("series", {
      recurrence,
      start: { dateTime: "2026-03-24T08:00:00.0000000", timeZone: "UTC" },
      end: { dateTime: "2026-03-24T08:15:00.0000000", timeZone: "UTC" },
    });
    expect(events({ ...late, cancelled: [] })[0]).toContain("DTSTART;TZID=Europe/Berlin:20260325T090000");
  });

  test("that skips weeks counts them from the week of its start", () => {
    const { master } = seriesFrom("series");
    const pattern = { ...master.recurrence?.pattern, interval: 2, daysOfWeek: ["monday" as const] };
    const series = seriesFrom("series", {
      recurrence: { pattern, range: { ...master.recurrence?.range, startDate: "2026-03-24" } },
      start: { dateTime: "2026-03-24T08:00:00.0000000", timeZone: "UTC" },
      end: { dateTime: "2026-03-24T08:15:00.0000000", timeZone: "UTC" },
    });
    const [first = []] = events({ ...series, exceptions: [], cancelled: [] });
    expect(first).toContain("DTSTART;TZID=Europe/Berlin:20260406T090000");
    expect(first).toContain("DTEND;TZID=Europe/Berlin:20260406T091500");
  });

  test("counts in the zone of its rule, and without one in that of its start", () => {
    const { master } = seriesFrom("series");
    const start = (recurrenceTimeZone: string) => {
      const recurrence = { ...master.recurrence, range: { ...master.recurrence?.range, recurrenceTimeZone } };
      return events(seriesFrom("series", { recurrence }))[0]?.find((line) => line.startsWith("DTSTART"));
    };
    expect(start("Eastern Standard Time")).toBe("DTSTART;TZID=America/New_York:20260323T040000");
    expect(start("")).toBe("DTSTART;TZID=Europe/Berlin:20260323T090000");
  });

  test("does not show an override of an occurrence that was deleted since", () => {
    const series = seriesFrom("series");
    expect(events({ ...series, cancelled: ["2026-04-01"] })).toHaveLength(2);
  });

  test("is the same bytes in whatever order Graph lists what is in it", () => {
    const series = seriesFrom(
      "series",
      seriesFrom("single").master.attendees ? { attendees: seriesFrom("single").master.attendees } : {},
    );
    const turned = {
      master: {
        ...series.master,
        categories: [...(series.master.categories ?? [])].reverse(),
        attendees: [...(series.master.attendees ?? [])].reverse(),
      },
      exceptions: [...series.exceptions].reverse(),
      cancelled: [...series.cancelled].reverse(),
    };
    expect(seriesText(turned, OWN)).toBe(seriesText(series, OWN));
    expect(seriesText(series, OWN)).toContain("ATTENDEE");
  });
});

describe("Somebody else's meeting", () => {
  test("says who organises it, and the user's answer as the event has it", () => {
    const lines = events(seriesFrom("guest"))[0] ?? [];
    expect(lines).toContain("ORGANIZER;CN=Lou Petit:mailto:lou@fabrikam.example");
    expect(lines).toContain(
      "ATTENDEE;CN=Robin Mercier;ROLE=REQ-PARTICIPANT;PARTSTAT=TENTATIVE:mailto:robin@contoso.example",
    );
    expect(lines).toContain("X-CADRAN-GUEST-COPY:TRUE");
  });

  test("has a line of the user's own even for who is invited by way of a group", () => {
    const lines = events(seriesFrom("guest-series"))[0] ?? [];
    expect(lines).toContain(
      "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:robin@contoso.example",
    );
  });

  test("in which the user has no part, as in a calendar that is shared, gets no such line", () => {
    const shared = seriesFrom("guest-series", { responseStatus: { response: "none" } });
    expect(events(shared)[0]?.join()).not.toContain("robin@contoso.example");
  });
});

describe("An online meeting", () => {
  test("shows its link and leaves the joining instructions out of the text", () => {
    const { master } = readResource(seriesText(seriesFrom("online"), OWN));
    expect(master?.url).toBe("https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0?context=%7b%7d");
    expect(master?.description).toBe("Bring numbers.");
    const lines = events(seriesFrom("online"))[0] ?? [];
    expect(lines).toContain(`CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO:${master?.url}`);
    expect(lines.find((line) => line.startsWith("X-ALT-DESC"))).toContain("Join the meeting now");
  });
});
