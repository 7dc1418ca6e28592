import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import { type Days, itemsOn, layOut, type MonthDay, type Placed } from "../../src-renderer/agenda/month/lanes.ts";
import { bandsOf, dayUnder } from "../../src-renderer/agenda/month/month-geometry.ts";
import { type AgendaItem, daysOf } from "../../src-renderer/agenda/occurrence.ts";
import { addDays, instantOf, monthGrid, startOfDay, wallClock } from "../../src-renderer/time/wall-clock.ts";

const ZONE = "Europe/Paris";

function gridOf(month: string, firstDay = 1): Days {
  const days = monthGrid(`${month}-01`, firstDay);
  return { days, startsMs: [...days, addDays(days[41] as string, 1)].map((day) => startOfDay(day, ZONE)) };
}

function item(key: string, start: string, end: string, title = key): AgendaItem {
  const ms = (moment: string) => instantOf(moment.includes("T") ? moment : `${moment}T00:00`, ZONE);
  const allDay = !start.includes("T");
  const occurrence = { start, end, allDay, title, zone: ZONE, startMs: ms(start), endMs: ms(end) };
  return { key, occurrence: occurrence as Occurrence, calendar: {} as AgendaItem["calendar"] };
}

const NOVEMBER = gridOf("2026-11");
const dayOf = (weeks: readonly (readonly MonthDay[])[], day: string) => weeks.flat().find((one) => one.day === day);
/** `title@lane`, with the days it covers where they are more than one. */
const say = ({ item: { key }, lane, span }: Placed) => `${key}@${lane}${span > 1 ? `x${span}` : ""}`;
const saidOn = (items: AgendaItem[], day: string, lanes = 5) => {
  const found = dayOf(layOut(items, NOVEMBER, lanes), day);
  return [...(found?.placed.map(say) ?? []), ...(found?.hidden ? [`+${found.hidden}`] : [])].join(" ");
};

describe("a month of events", () => {
  test("puts whole days above hours, the earlier first, then the longer, then by title", () => {
    const items = [
      item("z", "2026-11-18T09:00", "2026-11-18T10:00"),
      item("a", "2026-11-18T09:00", "2026-11-18T10:00"),
      item("long", "2026-11-18T09:00", "2026-11-18T12:00"),
      item("early", "2026-11-18T08:00", "2026-11-18T08:10"),
      item("day", "2026-11-18", "2026-11-19"),
    ];
    expect(saidOn(items, "2026-11-18")).toBe("day@0 early@1 long@2 a@3 z@4");
  });

  test("draws one bar a week, which says where it comes from and whether it goes on", () => {
    const weeks = layOut([item("trip", "2026-11-13", "2026-12-02")], NOVEMBER, 5);
    const bars = weeks.flat().flatMap(({ day, placed }) => placed.map((one) => ({ day, ...one })));
    expect(bars.map(({ day, span, isFromBefore, goesOn }) => [day, span, isFromBefore, goesOn])).toEqual([
      ["2026-11-13", 3, false, true],
      ["2026-11-16", 7, true, true],
      ["2026-11-23", 7, true, true],
      ["2026-11-30", 2, true, false],
    ]);
  });

  test("draws hours past midnight as a bar, but not those that end at midnight", () => {
    const night = item("night", "2026-11-18T22:00", "2026-11-19T02:00");
    const evening = item("evening", "2026-11-18T20:00", "2026-11-19T00:00");
    expect(saidOn([night, evening], "2026-11-18")).toBe("night@0x2 evening@1");
    expect(saidOn([night, evening], "2026-11-19")).toBe("");
  });

  test("fills the gaps that bars leave", () => {
    const bars = [item("a", "2026-11-16", "2026-11-18"), item("b", "2026-11-17", "2026-11-19")];
    const row = item("row", "2026-11-18T09:00", "2026-11-18T10:00");
    expect(saidOn([...bars, row], "2026-11-17")).toBe("b@1x2");
    expect(saidOn([...bars, row], "2026-11-18")).toBe("row@0");
  });

  test("counts what has no room in the line that is left for it; a single one more is shown instead", () => {
    const hours = [8, 9, 10, 11, 12, 13].map((h) => {
      const clock = String(h).padStart(2, "0");
      return item(`h${h}`, `2026-11-18T${clock}:00`, `2026-11-18T${clock}:30`);
    });
    expect(saidOn(hours.slice(0, 5), "2026-11-18")).toBe("h8@0 h9@1 h10@2 h11@3 h12@4");
    expect(saidOn(hours, "2026-11-18")).toBe("h8@0 h9@1 h10@2 h11@3 +2");
  });

  test("hides a bar in the last line on all its days when one of them is crowded, and counts it on each", () => {
    const items = [
      item("a", "2026-11-17", "2026-11-18"),
      item("b", "2026-11-17", "2026-11-19"),
      item("row", "2026-11-17T09:00", "2026-11-17T10:00"),
    ];
    expect(saidOn(items, "2026-11-17", 2)).toBe("b@0x2 +2");
    expect(saidOn(items, "2026-11-18", 2)).toBe("");
    const crossed = [item("first", "2026-11-16", "2026-11-18"), item("second", "2026-11-17", "2026-11-20"), ...items];
    expect(saidOn(crossed, "2026-11-18", 2)).toBe("+2");
    expect(saidOn(crossed, "2026-11-19", 2)).toBe("+1");
  });

  test("shows nothing of other months", () => {
    const elsewhere = [item("before", "2026-10-20", "2026-10-26"), item("after", "2026-12-07", "2026-12-08")];
    expect(
      layOut(elsewhere, NOVEMBER, 5)
        .flat()
        .flatMap(({ placed }) => placed),
    ).toEqual([]);
  });

  test("lists a whole day, what goes on from the day before first", () => {
    const items = [
      item("row", "2026-11-18T09:00", "2026-11-18T10:00"),
      item("day", "2026-11-18", "2026-11-19"),
      item("trip", "2026-11-17", "2026-11-20"),
      item("other", "2026-11-19T09:00", "2026-11-19T10:00"),
    ];
    const listed = itemsOn(items, NOVEMBER, NOVEMBER.days.indexOf("2026-11-18"));
    expect(listed.map(({ item: { key } }) => key)).toEqual(["trip", "day", "row"]);
    expect(listed[0]).toMatchObject({ isFromBefore: true, goesOn: true });
  });
});

/** Months with the changes of the clock, and one that begins on the first day of its week. */
const MONTHS = ["2026-03", "2026-10", "2026-02", "2026-11"].map((month) => gridOf(month));
const someMonth = fc.integer({ min: 0, max: MONTHS.length - 1 }).map((at) => MONTHS[at] as Days);

const someItems = someMonth.chain((grid) =>
  fc
    .array(
      fc.record({
        day: fc.integer({ min: -10, max: 50 }),
        days: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 20 })),
        minute: fc.option(
          fc.integer({ min: 0, max: 47 }).map((n) => n * 30),
          { nil: undefined },
        ),
        minutes: fc.integer({ min: 0, max: 60 * 60 }),
        title: fc.constantFrom("a", "b", "c"),
      }),
      { maxLength: 60 },
    )
    .map((events) => ({
      grid,
      items: events.map(({ day, days, minute, minutes, title }, n) => {
        const first = addDays(grid.days[0] as string, day);
        if (minute === undefined) return item(`${n}`, first, addDays(first, days), title);
        const startMs = startOfDay(first, ZONE) + minute * 60_000;
        const end = wallClock(startMs + minutes * 60_000, ZONE);
        return item(`${n}`, wallClock(startMs, ZONE), end, title);
      }),
    })),
);

/** The same by trying every lane of every day, on a board of squares. */
function naive(items: readonly AgendaItem[], { days }: Days, lanes: number) {
  const spans = items
    .map((one) => ({ one, o: one.occurrence, ...daysOf(one.occurrence, ZONE) }))
    .map((span) => ({ ...span, isBar: span.o.allDay || span.first !== span.last }));
  const clip = (day: string) => (day < (days[0] as string) ? "" : day);
  spans.sort(
    (a, b) =>
      Number(b.isBar) - Number(a.isBar) ||
      (clip(a.first) < clip(b.first) ? -1 : clip(a.first) > clip(b.first) ? 1 : 0) ||
      Number(b.o.allDay) - Number(a.o.allDay) ||
      a.o.startMs - b.o.startMs,
  );
  const weeks = [0, 1, 2, 3, 4, 5].map((n) => days.slice(n * 7, n * 7 + 7));
  return {
    spans,
    weeks,
    touching: (day: string) => spans.filter(({ first, last }) => first <= day && day <= last),
    lanes,
  };
}

const PROPERTY = { seed: 5, numRuns: 200 };

describe("every month", () => {
  test("shows or counts each event on each of its days, once", () => {
    fc.assert(
      fc.property(someItems, fc.integer({ min: 2, max: 7 }), ({ grid, items }, lanes) => {
        const oracle = naive(items, grid, lanes);
        for (const week of layOut(items, grid, lanes)) {
          week.forEach(({ day, hidden }, column) => {
            const shown = week
              .flatMap(({ placed }) => placed)
              .filter((one) => one.column <= column && column < one.column + one.span)
              .map((one) => one.item.key);
            const all = oracle.touching(day).map(({ one }) => one.key);
            expect(new Set(shown).size).toBe(shown.length);
            expect(all).toEqual(expect.arrayContaining(shown));
            expect(hidden).toBe(all.length - shown.length);
          });
        }
      }),
      PROPERTY,
    );
  });

  test("never puts two in one place, nor one where the count stands, and hides nothing while there is room", () => {
    fc.assert(
      fc.property(someItems, fc.integer({ min: 2, max: 7 }), ({ grid, items }, lanes) => {
        for (const week of layOut(items, grid, lanes)) {
          const board = week.map(() => new Array<string | undefined>(lanes).fill(undefined));
          for (const { item: one, column, span, lane } of week.flatMap(({ placed }) => placed)) {
            expect(lane).toBeLessThan(lanes);
            for (let at = column; at < column + span; at++) {
              expect(board[at]?.[lane]).toBeUndefined();
              (board[at] as (string | undefined)[])[lane] = one.key;
            }
          }
          week.forEach(({ hidden }, at) => {
            if (hidden > 0) expect(board[at]?.[lanes - 1]).toBeUndefined();
          });
          const most = Math.max(...week.map(({ day }) => naive(items, grid, lanes).touching(day).length));
          if (most === 1) expect(week.every(({ hidden }) => hidden === 0)).toBe(true);
        }
      }),
      { ...PROPERTY, numRuns: 60 },
    );
  });

  test("places each where a board of squares would", () => {
    fc.assert(
      fc.property(someItems, fc.integer({ min: 2, max: 7 }), ({ grid, items }, lanes) => {
        // The order among equals is a matter of title and key, which the board takes as it comes: one of each beginning.
        const seen = new Set<number>();
        const some = items.filter(({ occurrence: o }) => !seen.has(o.startMs) && seen.add(o.startMs));
        const { spans, weeks } = naive(some, grid, lanes);
        const wanted = weeks.map((week) => {
          const board = week.map(() => new Array<string | undefined>(lanes).fill(undefined));
          const lost = new Map<string, string[]>();
          for (const { one, first, last } of spans) {
            const touched = week.filter((day) => first <= day && day <= last);
            if (touched.length === 0) continue;
            const columns = touched.map((day) => week.indexOf(day));
            const lane = Array.from({ length: lanes }, (_, n) => n).find((n) =>
              columns.every((c) => board[c]?.[n] === undefined),
            );
            if (lane === undefined) lost.set(one.key, touched);
            else for (const c of columns) (board[c] as (string | undefined)[])[lane] = one.key;
          }
          const crowded = new Set([...lost.values()].flat());
          const gone = new Set(
            week.filter((day) => crowded.has(day)).map((day) => board[week.indexOf(day)]?.[lanes - 1]),
          );
          return board.map((column) =>
            column.map((key) => (gone.has(key) && key === column[lanes - 1] ? undefined : key)),
          );
        });
        const got = layOut(some, grid, lanes).map((week) => {
          const board = week.map(() => new Array<string | undefined>(lanes).fill(undefined));
          for (const { item: one, column, span, lane } of week.flatMap(({ placed }) => placed)) {
            for (let at = column; at < column + span; at++) (board[at] as (string | undefined)[])[lane] = one.key;
          }
          return board;
        });
        expect(got).toEqual(wanted);
      }),
      PROPERTY,
    );
  });
});

describe("a point of the month", () => {
  const box = { left: 100, top: 50, width: 700, height: 600 };

  test("is on the day of its row and column, and on none beside them", () => {
    expect(dayUnder(101, 51, box, NOVEMBER.days)).toBe("2026-10-26");
    expect(dayUnder(799, 649, box, NOVEMBER.days)).toBe("2026-12-06");
    expect(dayUnder(350, 351, box, NOVEMBER.days)).toBe("2026-11-18");
    for (const [x, y] of [
      [99, 60],
      [801, 60],
      [200, 49],
      [200, 651],
    ] as const) {
      expect(dayUnder(x, y, box, NOVEMBER.days)).toBeUndefined();
    }
  });

  test("days are lit week by week, as far as they are on screen", () => {
    expect(bandsOf("2026-11-20", "2026-11-24", NOVEMBER.days)).toEqual([
      { week: 3, column: 4, span: 3 },
      { week: 4, column: 0, span: 2 },
    ]);
    expect(bandsOf("2026-12-05", "2026-12-20", NOVEMBER.days)).toEqual([{ week: 5, column: 5, span: 2 }]);
    expect(bandsOf("2027-01-01", "2027-01-02", NOVEMBER.days)).toEqual([]);
  });
});
