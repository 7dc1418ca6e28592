// A write in several requests that was cut in the middle: what the server dropped meanwhile is nobody's wish.
import { describe, expect, it } from "vitest";
import { sameMeaning } from "../../src-main/domain/edit.ts";
import { completedHalf } from "../../src-main/domain/half-arrived.ts";

const line = (...lines: string[]) => lines.map((one) => `${one}\r\n`).join("");
const master = (start: string, exdates: string[] = [], title = "Stand-up") =>
  line(
    ...["BEGIN:VEVENT", "UID:u1", `DTSTART;TZID=Europe/Zurich:${start}`, "DURATION:PT30M", "RRULE:FREQ=DAILY;COUNT=9"],
    ...exdates.map((date) => `EXDATE;TZID=Europe/Zurich:${date}`),
    ...[`SUMMARY:${title}`, "END:VEVENT"],
  );
const override = (id: string, title: string) =>
  line(
    ...["BEGIN:VEVENT", "UID:u1", `RECURRENCE-ID;TZID=Europe/Zurich:${id}`, `DTSTART;TZID=Europe/Zurich:${id}`],
    ...["DURATION:PT30M", `SUMMARY:${title}`, "END:VEVENT"],
  );
const file = (...parts: string[]) => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${parts.join("")}END:VCALENDAR\r\n`;

const base = file(master("20261123T090000", ["20261125T090000"]), override("20261124T090000", "Special"));
const mine = file(master("20261123T100000", ["20261125T100000"]), override("20261124T100000", "Special"));

describe("a write that was cut between its requests", () => {
  it("gets back the exceptions that the server dropped when the time of the series changed", () => {
    const half = file(master("20261123T100000"));
    expect(sameMeaning(completedHalf(base, mine, half), mine)).toBe(true);
  });

  it("keeps what others changed on the server meanwhile", () => {
    const half = file(master("20261123T100000", [], "Renamed by others"));
    const whole = completedHalf(base, mine, half);
    expect(whole).toContain("SUMMARY:Renamed by others");
    expect(whole).toContain("SUMMARY:Special");
    expect(whole).toContain("EXDATE;TZID=Europe/Zurich:20261125T100000");
  });

  it.each([
    ["the series still takes place as before: its exceptions were removed by somebody", master("20261123T090000")],
    [
      "there are exceptions: nothing was dropped",
      master("20261123T100000") + override("20261126T100000", "Of somebody else"),
    ],
  ])("is left as it is when %s", (_, there) => {
    expect(completedHalf(base, mine, file(there))).toBe(file(there));
  });

  it("adds nothing to a series that never had exceptions", () => {
    const plain = file(master("20261123T090000"));
    const there = file(master("20261123T100000"));
    expect(completedHalf(plain, there, there)).toBe(there);
  });
});
