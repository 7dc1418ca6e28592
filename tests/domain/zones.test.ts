import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { zoneDisagreement } from "../../src-main/domain/event-time.ts";
import type { IcalComponent } from "../../src-main/domain/ical-text.ts";
import { parseIcal } from "../../src-main/domain/ical-text.ts";
import { componentsOf } from "../../src-main/domain/ical-tree.ts";
import { expandOccurrences } from "../../src-main/domain/recurrence.ts";
import { isInGap, isKnownZone, msToMoment, resolveZone, vtimezoneFor, zonedToMs } from "../../src-main/domain/zones.ts";
import { calendar, fixture } from "./fixtures.ts";

const ZONES = [
  "Europe/Paris",
  "Europe/Zurich",
  "Europe/London",
  "America/New_York",
  "America/Sao_Paulo",
  "Australia/Lord_Howe",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Pacific/Apia",
  "Pacific/Chatham",
  "Africa/Casablanca",
  "America/St_Johns",
];

const iso = (ms: number) => new Date(ms).toISOString().slice(0, 19);
const vtimezoneIn = (text: string) =>
  componentsOf(componentsOf(parseIcal(text), "VCALENDAR")[0] as IcalComponent, "VTIMEZONE")[0] as IcalComponent;
const inFile = (block: string) => vtimezoneIn(`BEGIN:VCALENDAR\r\n${block}END:VCALENDAR\r\n`);

describe("RFC 5545 §3.3.5: wall clock to instant", () => {
  test.each([
    ["2026-11-23T10:00", "Europe/Paris", "2026-11-23T09:00:00"],
    ["2026-07-01T10:00:30", "Europe/Paris", "2026-07-01T08:00:30"],
    ["2026-11-23", "Pacific/Kiritimati", "2026-11-22T10:00:00"],
    ["2026-11-23T10:00", "UTC", "2026-11-23T10:00:00"],
    ["2026-11-23T10:00", "Asia/Calcutta", "2026-11-23T04:30:00"],
  ])("%s in %s is %sZ", (moment, zone, utc) => expect(iso(zonedToMs(moment, zone))).toBe(utc));

  test("R71: a time in the gap takes the offset before it, so 02:30 is shown as 03:30", () => {
    const ms = zonedToMs("2026-03-29T02:30", "Europe/Paris");
    expect(iso(ms)).toBe("2026-03-29T01:30:00");
    expect(msToMoment(ms, "Europe/Paris")).toBe("2026-03-29T03:30");
    expect(isInGap("2026-03-29T02:30", "Europe/Paris")).toBe(true);
    expect(isInGap("2026-03-29T03:00", "Europe/Paris")).toBe(false);
    expect(isInGap("2026-03-29T01:59:59", "Europe/Paris")).toBe(false);
    expect(isInGap("2011-12-30T12:00", "Pacific/Apia")).toBe(true);
  });

  test("R72: a time that comes twice is the first of the two", () => {
    expect(iso(zonedToMs("2026-10-25T02:30", "Europe/Paris"))).toBe("2026-10-25T00:30:00");
    expect(iso(zonedToMs("2026-11-01T01:30", "America/New_York"))).toBe("2026-11-01T05:30:00");
    expect(isInGap("2026-10-25T02:30", "Europe/Paris")).toBe(false);
  });

  test("both directions agree with Temporal, around every transition and anywhere else", () => {
    const near = fc.tuple(
      fc.constantFrom(...ZONES),
      fc.integer({ min: 1950, max: 2037 }),
      fc.nat(20),
      fc.integer({ min: -180, max: 180 }),
    );
    fc.assert(
      fc.property(near, ([zone, year, skip, minutes]) => {
        let at = Temporal.ZonedDateTime.from(`${year}-01-01T00:00[${zone}]`);
        for (let i = 0; i < skip % 3; i += 1) at = at.getTimeZoneTransition("next") ?? at;
        const wall = at.toPlainDateTime().add({ minutes });
        const moment = wall.toString({ smallestUnit: "second" });
        const ms = zonedToMs(moment, zone);
        expect(ms).toBe(wall.toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds);
        const back = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDateTime();
        expect(msToMoment(ms, zone).padEnd(19, ":00")).toBe(back.toString({ smallestUnit: "second" }));
        expect(isInGap(moment, zone)).toBe(!back.equals(wall));
      }),
      { seed: 71, numRuns: 3000 },
    );
  });

  test("an unknown zone is malformed, never silently local time (R68)", () => {
    for (const zone of ["Middle-earth/Shire", "floating", "", "+01:00"])
      expect(() => zonedToMs("2026-11-23T10:00", zone)).toThrow(expect.objectContaining({ code: "malformed" }));
  });
});

describe("R68: what a TZID means", () => {
  test.each([
    ["Europe/Paris", "Europe/Paris"],
    ["Asia/Calcutta", "Asia/Calcutta"],
    ["UTC", "UTC"],
    ["Etc/UTC", "UTC"],
    ["W. Europe Standard Time", "Europe/Berlin"],
    ["Romance Standard Time", "Europe/Paris"],
    ["Eastern Standard Time", "America/New_York"],
    // Almaty left this clock in 2024.
    ["Central Asia Standard Time", "Asia/Bishkek"],
    ["/freeassociation.sourceforge.net/Tzfile/Europe/Zurich", "Europe/Zurich"],
    ["/softwarestudio.org/Olson_20011030_5/America/Argentina/Ushuaia", "America/Argentina/Ushuaia"],
    ["(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Berlin"],
    ["(GMT-05:00) Eastern Time (US & Canada)", "America/New_York"],
    ["(GMT-08.00) Pacific Time (US & Canada)/Tijuana", "America/Los_Angeles"],
    ["Local", "floating"],
    ["ALLDAY", "floating"],
  ])("%s means %s", (tzid, zone) => expect(resolveZone(tzid)).toBe(zone));

  test.each(["Middle-earth/Shire", "Paris", "Europe/Paris Standard", "my Europe/Paris zone", "", "+01:00"])(
    "%j means nothing without its VTIMEZONE",
    (tzid) => expect(resolveZone(tzid)).toBeUndefined(),
  );

  test("R69: a known name outweighs the VTIMEZONE, its X-LIC-LOCATION an unknown one", () => {
    const shipped = inFile(vtimezoneFor("Asia/Tokyo"));
    expect(resolveZone("Europe/Paris", shipped)).toBe("Europe/Paris");
    expect(resolveZone("My zone", shipped)).toBe("Asia/Tokyo");
  });

  test("a VTIMEZONE without readable rules leaves the zone unknown", () => {
    expect(resolveZone("My zone", inFile("BEGIN:VTIMEZONE\r\nTZID:My zone\r\nEND:VTIMEZONE\r\n"))).toBeUndefined();
  });
});

describe("R69: zones that only a VTIMEZONE describes", () => {
  const zone = resolveZone("Customized Time Zone", vtimezoneIn(fixture("exchange-custom-zone.ics"))) as string;

  test("Exchange's rules from 1601 are European summer time, gap and fold included", () => {
    for (let ms = Date.UTC(1997, 0, 1); ms < Date.UTC(2060, 0, 1); ms += 7.3 * 3_600_000) {
      if (msToMoment(ms, zone) !== msToMoment(ms, "Europe/Paris"))
        expect([iso(ms), msToMoment(ms, zone)]).toEqual([iso(ms), msToMoment(ms, "Europe/Paris")]);
    }
    for (const moment of ["2026-03-29T02:30", "2026-10-25T02:30", "2026-03-29T01:59", "2026-10-25T03:00"]) {
      expect(zonedToMs(moment, zone)).toBe(zonedToMs(moment, "Europe/Paris"));
      expect(isInGap(moment, zone)).toBe(isInGap(moment, "Europe/Paris"));
    }
  });

  test("every block that we write describes the zone that it names", () => {
    for (const name of ["Europe/Paris", "America/New_York", "Australia/Sydney", "Asia/Kathmandu", "America/St_Johns"]) {
      const text = vtimezoneFor(name)
        .replace(/^X-LIC-LOCATION.*\r\n/m, "")
        .replace(/^TZID:.*$/m, "TZID:Nameless");
      const own = resolveZone("Nameless", inFile(text)) as string;
      expect(own).toContain("BEGIN:VTIMEZONE");
      for (let ms = Date.UTC(2020, 0, 1); ms < Date.UTC(2036, 0, 1); ms += 11 * 3_600_000)
        if (zonedToMs(msToMoment(ms, name), own) !== zonedToMs(msToMoment(ms, name), name))
          expect([name, iso(ms)]).toEqual("the same instant");
    }
  });

  test("R60: Synology's offset +5730 is minutes and seconds; RDATE and UNTIL onsets count", () => {
    const odd = inFile(
      [
        "BEGIN:VTIMEZONE",
        "TZID:Odd",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "RDATE:20200101T000000,20210601T000000",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+5730",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:20200301T000000",
        "RRULE:FREQ=YEARLY;UNTIL=20210228T230230Z",
        "TZOFFSETFROM:+5730",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
        "",
      ].join("\r\n"),
    );
    const own = resolveZone("Odd", odd) as string;
    expect(msToMoment(Date.UTC(2020, 1, 1), own)).toBe("2020-02-01T00:57:30");
    expect(msToMoment(Date.UTC(2020, 5, 1), own)).toBe("2020-06-01T02:00");
    expect(msToMoment(Date.UTC(2022, 5, 1), own)).toBe("2022-06-01T00:57:30");
    expect(msToMoment(Date.UTC(1960, 0, 1), own)).toBe("1960-01-01T02:00");
  });
});

describe("R57: the VTIMEZONE we ship", () => {
  test("it bears the name that was asked for, also an alias, and ends its lines with CRLF", () => {
    for (const zone of ["Europe/Paris", "Asia/Calcutta"]) {
      const block = vtimezoneFor(zone);
      expect(block).toMatch(/^BEGIN:VTIMEZONE\r\n/);
      expect(block).toContain(`\r\nTZID:${zone}\r\n`);
      expect(block).toMatch(/END:VTIMEZONE\r\n$/);
      expect(block.replaceAll("\r\n", "")).not.toContain("\n");
    }
  });
  test("UTC and unknown zones have none", () => {
    for (const zone of ["UTC", "floating", "Nope/Nope"]) expect(vtimezoneFor(zone)).toBe("");
  });
  test("all names that this runtime offers are known", () => {
    expect(Intl.supportedValuesOf("timeZone").filter((zone) => !isKnownZone(zone))).toEqual([]);
    expect(isKnownZone("floating")).toBe(false);
  });
});

describe("R69: a file whose VTIMEZONE says something else than the zone of that name", () => {
  const zone = (tzid: string, offset: string, ...more: string[]) =>
    [
      "BEGIN:VTIMEZONE",
      `TZID:${tzid}`,
      ...more,
      ...[
        "BEGIN:STANDARD",
        `TZOFFSETFROM:${offset}`,
        `TZOFFSETTO:${offset}`,
        "DTSTART:19700101T000000",
        "END:STANDARD",
      ],
      "END:VTIMEZONE",
      "BEGIN:VEVENT",
    ].join("\r\n");
  const event = (block: string, ...lines: string[]) => calendar(...lines).replace("BEGIN:VEVENT", block);
  const winter = "DTSTART;TZID=Europe/Paris:20261124T090000";

  test("is told with both offsets at the event; the name is followed all the same", () => {
    const text = event(zone("Europe/Paris", "+0300"), winter);
    expect(zoneDisagreement(text)).toEqual({ tzid: "Europe/Paris", fileOffsetMinutes: 180, ianaOffsetMinutes: 60 });
    const year = { fromMs: Date.UTC(2026, 0), toMs: Date.UTC(2027, 0) };
    expect(expandOccurrences(text, year, "UTC")[0]?.startMs).toBe(Date.UTC(2026, 10, 24, 8));
  });
  test("only where it matters: a zone without summer time is right for an event in winter, not for a series", () => {
    const block = zone("Europe/Paris", "+0100");
    expect(zoneDisagreement(event(block, winter))).toBeUndefined();
    expect(zoneDisagreement(event(block, winter, "RRULE:FREQ=WEEKLY"))).toEqual({
      tzid: "Europe/Paris",
      fileOffsetMinutes: 60,
      ianaOffsetMinutes: 120,
    });
    expect(zoneDisagreement(event(block, winter, "DTEND;TZID=Europe/Paris:20270701T090000"))).toMatchObject({
      ianaOffsetMinutes: 120,
    });
  });
  test.each([
    "exchange-windows-zone.ics",
    "exchange-custom-zone.ics",
    "google-trailing-semicolon.ics",
    "lower-case.ics",
  ])("there is none in %s", (name) => expect(zoneDisagreement(fixture(name))).toBeUndefined());
  test("nor where there is nothing to compare: no VTIMEZONE, an unknown name, UTC, a whole day", () => {
    expect(zoneDisagreement(calendar(winter))).toBeUndefined();
    expect(zoneDisagreement(event(zone("Shire", "+0300"), "DTSTART;TZID=Shire:20261124T090000"))).toBeUndefined();
    expect(
      zoneDisagreement(event(zone("Europe/Paris", "+0300"), "DTSTART;TZID=Europe/Paris:20261124T090000Z")),
    ).toBeUndefined();
    expect(zoneDisagreement(event(zone("Europe/Paris", "+0300"), "DTSTART;VALUE=DATE:20261124"))).toBeUndefined();
    expect(zoneDisagreement(event(zone("Europe/Paris", "rubbish"), winter))).toBeUndefined();
  });
  test("R68: X-MICROSOFT-CDO-TZID names a zone that nothing else does", () => {
    const text = event(zone("My Zone", "+0900", "X-MICROSOFT-CDO-TZID:4"), "DTSTART;TZID=My Zone:20260701T090000");
    expect(zoneDisagreement(text)).toEqual({ tzid: "My Zone", fileOffsetMinutes: 540, ianaOffsetMinutes: 120 });
    expect(zoneDisagreement(text.replace("CDO-TZID:4", "CDO-TZID:999"))).toBeUndefined();
  });
});
