// An end in a zone of its own: flights (RFC 5545 §3.8.2.2).
import { describe, expect, it } from "vitest";
import { applyIntent, newEventText } from "../../src-main/domain/edit.ts";
import type { FieldChanges } from "../../src-main/domain/event.ts";
import { readResource } from "../../src-main/domain/resource.ts";

const NOW = Date.parse("2026-11-18T09:00:00Z");
const FLIGHT = {
  ...{
    uid: "u",
    nowMs: NOW,
    title: "Paris to New York",
    allDay: false,
    zone: "Europe/Paris",
    endZone: "America/New_York",
  },
  ...{ start: "2026-11-20T10:00", end: "2026-11-20T18:30" },
};
const flight = newEventText(FLIGHT);
const change = (text: string, set: FieldChanges) => applyIntent(text, { kind: "change", set }, NOW) ?? "";
const read = (text: string) => {
  const { start, end, zone, endZone } = readResource(text).master ?? {};
  return { start, end, zone, endZone };
};

describe("an end in a zone of its own", () => {
  it("is written on its clock, with both zones defined, and read on the clock of the start", () => {
    expect(flight).toContain("DTEND;TZID=America/New_York:20261120T123000");
    expect(flight.match(/BEGIN:VTIMEZONE/g)).toHaveLength(2);
    expect(read(flight)).toEqual({
      ...{ start: "2026-11-20T10:00", end: "2026-11-20T18:30", zone: "Europe/Paris", endZone: "America/New_York" },
    });
  });

  it("stays where it is when the event moves or is made longer", () => {
    const moved = change(flight, { start: "2026-11-21T10:00", end: "2026-11-21T19:00" });
    expect(moved).toContain("DTEND;TZID=America/New_York:20261121T130000");
    expect(read(moved).endZone).toBe("America/New_York");
  });

  it("can be set, changed and taken away, and nothing but the end changes", () => {
    const plain = newEventText({ ...FLIGHT, endZone: FLIGHT.zone });
    expect(read(plain).endZone).toBeUndefined();
    const set = change(plain, { endZone: "Asia/Tokyo" });
    expect(set).toContain("DTEND;TZID=Asia/Tokyo:20261121T023000");
    expect(set).toContain("TZID:Asia/Tokyo");
    expect(read(change(set, { endZone: "America/New_York" })).endZone).toBe("America/New_York");
    const back = change(set, { endZone: null });
    expect(back).toContain("DTEND;TZID=Europe/Paris:20261120T183000");
    expect(change(flight, { endZone: "America/New_York" })).toBe(flight);
  });

  it("takes the place of a duration", () => {
    const lasting = newEventText({ ...FLIGHT, endZone: FLIGHT.zone }).replace(/^DTEND.*\r\n/m, "DURATION:PT8H30M\r\n");
    const set = change(lasting, { endZone: "America/New_York" });
    expect(set).not.toContain("DURATION");
    expect(set).toContain("DTEND;TZID=America/New_York:20261120T123000");
  });

  it("means nothing to whole days, and cannot be without a zone of the start", () => {
    const days = newEventText({ ...FLIGHT, allDay: true, start: "2026-11-20", end: "2026-11-21" });
    expect(days).toContain("DTEND;VALUE=DATE:20261121");
    expect(change(days, { endZone: "Asia/Tokyo" })).toBe(days);
    expect(() => newEventText({ ...FLIGHT, zone: "floating" })).toThrow(/zone/);
    const floating = newEventText({ ...FLIGHT, zone: "floating", endZone: "floating" });
    expect(() => change(floating, { endZone: "Asia/Tokyo" })).toThrow(/zone/);
    expect(() => change(flight, { endZone: "Mars/Olympus" })).toThrow(/zone/);
  });

  it("in UTC is a way to write it, not a place", () => {
    expect(read(flight.replace(/^DTEND.*\r\n/m, "DTEND:20261120T173000Z\r\n")).endZone).toBeUndefined();
  });
});
