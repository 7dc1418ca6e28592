import { describe, expect, test } from "vitest";
import { WINDOWS_TO_IANA_MAP } from "windows-iana";
import { isKnownZone, vtimezoneFor, zoneOffset } from "../../src-main/domain/zones.ts";
import { seriesText } from "../../src-main/providers/graph/map.ts";
import { graphZone, ianaZone } from "../../src-main/providers/graph/zones.ts";

const windows = [...new Set(WINDOWS_TO_IANA_MAP.map((one) => one.windowsName))];
const iana = Intl.supportedValuesOf("timeZone");

describe("Zones", () => {
  test("every Windows zone has an IANA name, and comes back from it", () => {
    expect(windows.length).toBeGreaterThan(130);
    expect(windows.filter((name) => !isKnownZone(ianaZone(name) ?? ""))).toEqual([]);
    expect(windows.filter((name) => graphZone(ianaZone(name) ?? "") !== name)).toEqual([]);
  });

  test("every zone of the world but one has a Windows name", () => {
    expect(iana.filter((zone) => graphZone(zone) === undefined)).toEqual(["Antarctica/Troll"]);
  });

  test("a zone and the one it comes back as show the same time today, winter and summer", () => {
    const at = [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 15)];
    const differ = iana.filter((zone) => {
      const back = ianaZone(graphZone(zone)) ?? zone;
      return at.some((ms) => zoneOffset(ms, back) !== zoneOffset(ms, zone));
    });
    expect(differ).toEqual([]);
  });

  test("of the places that share a Windows zone the user's own is named, in every line and nowhere else", () => {
    const at = (dateTime: string) => ({ dateTime, timeZone: "UTC" });
    const zone = "W. Europe Standard Time";
    const pattern = { type: "daily", interval: 1 } as const;
    const range = {
      type: "numbered",
      startDate: "2026-11-23",
      numberOfOccurrences: 5,
      recurrenceTimeZone: zone,
    } as const;
    const master = {
      ...{ id: "m", subject: "Europe/Berlin", originalStartTimeZone: zone, originalEndTimeZone: zone },
      ...{ start: at("2026-11-23T09:00:00"), end: at("2026-11-23T10:00:00"), recurrence: { pattern, range } },
    };
    const moved = { id: "x", originalStart: "2026-11-24T09:00:00Z", start: at("2026-11-24T11:00:00") };
    const exceptions = [{ ...moved, end: at("2026-11-24T12:00:00"), originalStartTimeZone: zone }];
    const series = { master, exceptions, cancelled: ["2026-11-25"] };
    const [berlin, zurich] = [seriesText(series, []), seriesText(series, [], "Europe/Zurich")];
    expect(zurich).toBe(
      berlin
        .replaceAll("TZID=Europe/Berlin", "TZID=Europe/Zurich")
        .replace(/BEGIN:VTIMEZONE[\s\S]*END:VTIMEZONE\r\n/, () => vtimezoneFor("Europe/Zurich")),
    );
    expect(zurich.match(/TZID=Europe\/Zurich/g)?.length).toBeGreaterThan(5);
    expect(seriesText(series, [], "Europe/Paris")).toBe(berlin);
  });

  test.each([
    ["Europe/Kyiv", "FLE Standard Time"],
    ["Europe/Kiev", "FLE Standard Time"],
    ["Asia/Calcutta", "India Standard Time"],
    ["Asia/Kolkata", "India Standard Time"],
    ["America/Ciudad_Juarez", "Mountain Standard Time"],
    ["Pacific/Kanton", "UTC+13"],
    ["US/Eastern", "Eastern Standard Time"],
    ["Etc/UTC", "UTC"],
    ["UTC", "UTC"],
    ["Mars/Olympus", undefined],
    ["floating", undefined],
  ])("%s is written as %s", (zone, name) => {
    expect(graphZone(zone)).toBe(name);
  });

  test.each([
    ["W. Europe Standard Time", "Europe/Berlin"],
    ["Europe/Kyiv", "Europe/Kyiv"],
    ["tzone://Microsoft/Utc", "UTC"],
    ["UTC", "UTC"],
    ["Mid-Atlantic Standard Time", "Etc/GMT+2"],
    ["Kamchatka Standard Time", "Asia/Kamchatka"],
    ["tzone://Microsoft/Custom", undefined],
    ["Customized Time Zone", undefined],
    ["", undefined],
    [null, undefined],
  ])("%s is read as %s", (name, zone) => {
    expect(ianaZone(name)).toBe(zone);
  });
});
