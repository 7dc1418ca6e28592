import { describe, expect, test } from "vitest";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import { fullnessOf, shareOf } from "../../src-renderer/agenda/fullness.ts";
import { firstCursor, movedCursor, placeOfCursor, stretchedCursor } from "../../src-renderer/agenda/grid-cursor.ts";
import { edgeAt } from "../../src-renderer/agenda/grid-drag.ts";
import { DEFAULT_LAYOUT, layoutOf } from "../../src-renderer/agenda/layout.ts";
import { listRows, rowsIn } from "../../src-renderer/agenda/list-rows.ts";
import { onDay, startingAt } from "../../src-renderer/agenda/new-place.ts";
import type { AgendaItem } from "../../src-renderer/agenda/occurrence.ts";
import { periodOf, periodRange, stepped } from "../../src-renderer/agenda/place.ts";
import { sayHour } from "../../src-renderer/time/say-when.ts";
import { instantOf, monthGrid } from "../../src-renderer/time/wall-clock.ts";

const PARIS = "Europe/Paris";

function item(title: string, start: string, end: string, more: Partial<Occurrence> = {}): AgendaItem {
  const allDay = !start.includes("T");
  const ms = (moment: string) => instantOf(allDay ? `${moment}T00:00` : moment, PARIS);
  const when = { start, end, zone: allDay ? "floating" : PARIS, startMs: ms(start), endMs: ms(end), allDay };
  const occurrence = { eventId: title, title, status: "confirmed", recurring: false, pending: false, ...when, ...more };
  return { key: title, occurrence: occurrence as Occurrence, calendar: {} as Calendar };
}

describe("periods", () => {
  const american = layoutOf({ firstDay: 0, workDays: [1, 2, 3, 4], days: 5 });

  test.each([
    ["day", "2026-11-18", "2026-11-18"],
    ["days", "2026-11-18", "2026-11-22"],
    ["workweek", "2026-11-16", "2026-11-19"],
    ["week", "2026-11-15", "2026-11-21"],
    ["month", "2026-11-01", "2026-11-30"],
    ["list", "2026-11-01", "2026-11-30"],
    ["year", "2026-01-01", "2026-12-31"],
  ] as const)("%s of a Wednesday, weeks from Sunday: %s to %s", (view, first, last) =>
    expect(periodOf(view, "2026-11-18", american)).toEqual({ first, last }),
  );

  test("a page further is as long as the view", () => {
    expect(stepped("days", "2026-11-18", 1, american)).toBe("2026-11-23");
    expect(stepped("year", "2026-11-18", -1)).toBe("2025-11-01");
    expect(stepped("workweek", "2026-11-18", 1)).toBe("2026-11-25");
  });

  test("a month asks for the days of other months that it draws, from the first weekday of the settings", () => {
    const { fromMs } = periodRange("month", "2026-11-18", PARIS, american);
    expect(fromMs).toBe(instantOf("2026-11-01T00:00", PARIS));
    expect(monthGrid("2026-11-18", 6)[0]).toBe("2026-10-31");
  });

  test("settings that say nothing, or nonsense, leave the view as it is", () => {
    expect(layoutOf(undefined)).toBe(DEFAULT_LAYOUT);
    expect(layoutOf({ secondZone: "Mars/Olympus", workStart: "18:00", workEnd: "09:00", workDays: [] })).toEqual(
      DEFAULT_LAYOUT,
    );
  });

  test("hours of an axis have no leading nought", () => {
    expect(sayHour(8, 0, "fr")).toBe("8\u00a0h");
    expect(sayHour(8, 30, "fr")).toBe("8\u00a0h\u00a030");
    expect(sayHour(8, 0, "en")).toBe("8:00");
  });
});

describe("the slot of the keyboard", () => {
  const week = periodOf("week", "2026-11-18");

  test("it appears at the next half hour of today, or in the morning of another week", () => {
    expect(firstCursor("week", week, "2026-11-18", 615, DEFAULT_LAYOUT)).toEqual({
      day: "2026-11-18",
      minute: 630,
      length: 60,
    });
    expect(firstCursor("week", week, "2026-12-18", 615, DEFAULT_LAYOUT)).toMatchObject({
      day: "2026-11-16",
      minute: 540,
    });
  });

  test("above midnight lies the whole day, and from there arrows lead back to the morning", () => {
    const top = { day: "2026-11-18", minute: 0, length: 60 };
    const allDay = movedCursor(top, "ArrowUp", "week", DEFAULT_LAYOUT);
    expect(placeOfCursor(allDay, PARIS)).toEqual({ start: "2026-11-18", end: "2026-11-19" });
    expect(movedCursor(allDay, "ArrowDown", "week", DEFAULT_LAYOUT).minute).toBe(480);
  });

  test("in a work week it goes from Friday to Monday", () => {
    const friday = { day: "2026-11-20", minute: 540, length: 60 };
    expect(movedCursor(friday, "ArrowRight", "workweek", DEFAULT_LAYOUT).day).toBe("2026-11-23");
  });

  test("it grows over midnight and never shrinks to nothing", () => {
    const late = { day: "2026-11-18", minute: 1410, length: 30 };
    expect(placeOfCursor(stretchedCursor(late, 1), PARIS)).toMatchObject({ end: "2026-11-19T00:30" });
    expect(stretchedCursor(late, -1).length).toBe(30);
  });
});

describe("places of drops and pastes", () => {
  const evening = item("Concert", "2026-10-24T20:00", "2026-10-25T01:00").occurrence;

  test("on another day an event keeps its hours, also over the change of clocks", () => {
    expect(onDay(evening, "2026-10-25", PARIS)).toEqual({
      start: "2026-10-25T20:00",
      end: "2026-10-26T01:00",
      zone: PARIS,
    });
  });

  test("the day that counts is the one on screen", () => {
    const tokyo = { ...evening, start: "2026-10-25T03:00", end: "2026-10-25T08:00", zone: "Asia/Tokyo" };
    expect(onDay(tokyo, "2026-10-25", PARIS)).toMatchObject({ start: "2026-10-26T03:00", zone: "Asia/Tokyo" });
  });

  test("whole days are pasted as whole days", () => {
    const days = item("Salon", "2026-11-19", "2026-11-21").occurrence;
    expect(startingAt(days, "2026-12-01T10:00", PARIS)).toEqual({ start: "2026-12-01", end: "2026-12-03" });
  });

  test("only the last pixels of a page turn it", () => {
    const box = { left: 300, right: 1300 };
    expect([310, 340, 1290, 1250, 100].map((x) => edgeAt(x, box))).toEqual([-1, 0, 1, 0, 0]);
  });
});

describe("the list", () => {
  const period = { first: "2026-11-01", last: "2026-11-30" };

  test("days are headings, whole days come first, and what lasts is under each of its days within the month", () => {
    const rows = listRows(
      [item("Vacances", "2026-10-30", "2026-11-03"), item("Café", "2026-11-02T09:00", "2026-11-02T10:00")],
      period,
      PARIS,
    );
    expect(rows.map((row) => row.item?.key ?? `${row.day} (${"count" in row ? row.count : ""})`)).toEqual([
      "2026-11-01 (1)",
      "Vacances",
      "2026-11-02 (2)",
      "Vacances",
      "Café",
    ]);
  });

  test("of 5,000 rows only those near the screen are drawn, and none of those is missing", () => {
    const many = Array.from({ length: 5000 }, (_, n) =>
      item(`e${n}`, `2026-11-${String(1 + (n % 30)).padStart(2, "0")}T09:00`, "2026-11-30T10:00", { endMs: 0 }),
    ).map((one) => ({ ...one, occurrence: { ...one.occurrence, end: one.occurrence.start } }));
    const rows = listRows(many, period, PARIS);
    const drawn = rowsIn(rows, 90_000, 800);
    expect(drawn.length).toBeLessThan(60);
    const seen = rows.filter(({ top, height }) => top < 90_800 && top + height > 90_000);
    expect(seen.every((row) => drawn.includes(row))).toBe(true);
  });
});

describe("how full a day is", () => {
  test("declined and cancelled events take no time; eight hours fill a day; whole days are seen", () => {
    const full = fullnessOf(
      [
        item("a", "2026-11-18T08:00", "2026-11-18T12:00"),
        item("b", "2026-11-18T14:00", "2026-11-18T18:00"),
        item("c", "2026-11-18T20:00", "2026-11-18T23:00", { status: "cancelled" }),
        item("d", "2026-11-19", "2026-11-20"),
        item("e", "2026-11-20T09:00", "2026-11-20T10:00", { answer: "declined" }),
      ],
      PARIS,
    );
    expect([...full.keys()]).toEqual(["2026-11-18", "2026-11-19"]);
    expect(shareOf(full.get("2026-11-18") ?? { count: 0, minutes: 0 })).toBe(1);
    expect(shareOf(full.get("2026-11-19") ?? { count: 0, minutes: 0 })).toBe(0.2);
  });
});
