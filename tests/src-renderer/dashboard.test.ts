import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import type { AccountId, CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import type { CalendarSyncState } from "../../src-preload/contract/sync.ts";
import {
  columnOf,
  completeLayout,
  DEFAULT_LAYOUT,
  type Direction,
  gridOf,
  type Kind,
  type Layout,
  moveTile,
  placeTile,
  withHidden,
} from "../../src-renderer/dashboard/layout.ts";
import { firstNameOf, ownNameIn } from "../../src-renderer/dashboard/own-name.ts";
import { syncLine } from "../../src-renderer/dashboard/sync-line.ts";
import { stripOf, todayOf } from "../../src-renderer/dashboard/today.ts";
import { instantOf } from "../../src-renderer/time/wall-clock.ts";
import { accountSeed, calendarSeed } from "./fake-data.ts";

const KINDS: readonly Kind[] = ["agenda", "news"];
const columns = (layout: Layout, kinds = KINDS) => [columnOf(layout, 0, kinds), columnOf(layout, 1, kinds)];

describe("the layout of the dashboard", () => {
  test("a kind that is new stands in its usual column; one without a tile keeps its place unseen", () => {
    const kept: Layout = [
      { kind: "news", column: 0 },
      { kind: "mail", column: 0 },
    ];
    expect(columns(completeLayout(kept))).toEqual([["news", "agenda"], []]);
    expect(columns(completeLayout(kept), ["agenda", "mail", "news"])).toEqual([["news", "mail", "agenda"], []]);
    expect(completeLayout(undefined)).toEqual(DEFAULT_LAYOUT);
    expect(completeLayout([])).toEqual(DEFAULT_LAYOUT);
  });

  test("a kind named twice stands once", () => {
    const twice: Layout = [...DEFAULT_LAYOUT, { kind: "news", column: 0 }];
    expect(columns(completeLayout(twice))).toEqual([["agenda"], ["news"]]);
  });

  test("arrows move a tile within its column and across, and stop at the edge", () => {
    const across = moveTile(DEFAULT_LAYOUT, "news", "left", KINDS);
    expect(columns(across)).toEqual([["news", "agenda"], []]);
    const down = moveTile(across, "news", "down", KINDS);
    expect(columns(down)).toEqual([["agenda", "news"], []]);
    expect(columns(moveTile(down, "news", "up", KINDS))).toEqual([["news", "agenda"], []]);
    expect(moveTile(down, "news", "down", KINDS)).toBe(down);
    expect(moveTile(down, "news", "left", KINDS)).toBe(down);
  });

  test("hiding and showing leave every tile where it is", () => {
    const hidden = withHidden(DEFAULT_LAYOUT, "agenda", true);
    expect(columns(hidden)).toEqual([[], ["news"]]);
    expect(withHidden(hidden, "agenda", false)).toEqual(DEFAULT_LAYOUT);
  });

  test("however tiles are moved, each is there once, and the grid has a place for all of them", () => {
    const kind = fc.constantFrom<Kind>("agenda", "mail", "news");
    const step = fc.oneof(
      fc.record({ kind, to: fc.constantFrom<Direction>("up", "down", "left", "right") }),
      fc.record({ kind, column: fc.constantFrom(0 as const, 1 as const), before: fc.option(kind, { nil: undefined }) }),
      fc.record({ kind, hidden: fc.boolean() }),
    );
    const all: readonly Kind[] = ["agenda", "mail", "news"];
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let layout = DEFAULT_LAYOUT;
        for (const one of steps) {
          if ("to" in one) layout = moveTile(layout, one.kind, one.to, all);
          else if ("column" in one) layout = placeTile(layout, one.kind, one.column, one.before);
          else layout = withHidden(layout, one.kind, one.hidden);
          expect(layout.map((tile) => tile.kind).toSorted()).toEqual(["agenda", "mail", "news"]);
          const { areas, rows } = gridOf(layout, all);
          expect(areas.map((area) => area.kind).toSorted()).toEqual(columns(layout, all).flat().toSorted());
          expect(rows.reduce((sum, row) => sum + row, 0)).toBeCloseTo(1);
          for (const { from, to } of areas) expect(to).toBeGreaterThan(from);
        }
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});

const PARIS = "Europe/Paris";
const at = (wall: string) => instantOf(wall, PARIS);

function meeting(from: string, to: string, more: Partial<Occurrence> = {}): Occurrence {
  const [start, end] = [`2026-11-18T${from}`, to.includes("T") ? to : `2026-11-18T${to}`];
  return {
    eventId: `${from}-${to}` as EventId,
    calendarId: "travail" as CalendarId,
    title: from,
    start,
    end,
    zone: PARIS,
    startMs: at(start),
    endMs: at(end),
    allDay: false,
    recurring: false,
    status: "confirmed",
    pending: false,
    ...more,
  };
}
const facts = (now: string, ...occurrences: Occurrence[]) => ({
  occurrences,
  calendars: calendarSeed(),
  nowMs: at(`2026-11-18T${now}`),
  zone: PARIS,
});

describe("today", () => {
  test("counts what has not begun; what runs, is over, fills the day or is given up does not count", () => {
    const day = facts(
      "10:42",
      meeting("08:00", "09:00"),
      meeting("09:30", "11:00"),
      meeting("14:00", "15:00"),
      meeting("11:30", "12:00"),
      meeting("16:00", "17:00", { answer: "declined" }),
      meeting("00:00", "2026-11-19T00:00", { allDay: true }),
    );
    const { left, running, count } = todayOf(day);
    expect(left.map(({ title }) => title)).toEqual(["11:30", "14:00"]);
    expect({ running, count }).toEqual({ running: 1, count: 4 });
  });

  test("the strip goes from 8 to 20 h, and as far as there is something", () => {
    expect(stripOf(facts("10:00"))).toMatchObject({ firstHour: 8, lastHour: 20, hours: [8, 10, 12, 14, 16, 18, 20] });
    const early = stripOf(facts("10:00", meeting("06:30", "07:00"), meeting("20:00", "22:15")));
    expect(early).toMatchObject({ firstHour: 6, lastHour: 23 });
    expect(stripOf(facts("10:00", meeting("22:00", "2026-11-19T02:00")))).toMatchObject({ lastHour: 24 });
  });

  test("what began yesterday is there from the first hour", () => {
    const night = {
      ...meeting("22:00", "2026-11-19T02:00"),
      startMs: at("2026-11-17T22:00"),
      endMs: at("2026-11-18T02:00"),
    };
    const { firstHour, blocks } = stripOf(facts("10:00", night));
    expect(firstHour).toBe(0);
    expect(blocks[0]).toMatchObject({ from: 0, past: true });
    expect(blocks[0]?.width).toBeCloseTo(2 / 20);
  });

  test("what is at one time stands in lanes, what follows does not", () => {
    const { blocks } = stripOf(
      facts("10:00", meeting("09:00", "11:00"), meeting("10:00", "12:00"), meeting("12:00", "13:00")),
    );
    expect(blocks.map(({ lane, lanes }) => [lane, lanes])).toEqual([
      [0, 2],
      [1, 2],
      [0, 1],
    ]);
  });

  test("now is on the strip only within its hours", () => {
    expect(stripOf(facts("14:00")).now).toBeCloseTo(0.5);
    expect(stripOf(facts("23:00")).now).toBeUndefined();
  });
});

describe("the line about sync", () => {
  const accounts = accountSeed();
  const state = (more: Partial<CalendarSyncState> = {}): CalendarSyncState => ({
    calendarId: "travail" as CalendarId,
    accountId: "a1" as AccountId,
    state: "waiting",
    lastSuccessMs: 1000,
    nextAtMs: 5000,
    pending: 0,
    parked: 0,
    conflicts: 0,
    ...more,
  });
  const failing = (code: "offline" | "timeout" | "rate-limited", more: Partial<CalendarSyncState> = {}) =>
    state({ state: "failing", failure: { code, reason: code, message: "" } as never, ...more });

  test.each<[string, CalendarSyncState[], object]>([
    [
      "all fine: the oldest success",
      [state(), state({ lastSuccessMs: 400 })],
      { kind: "up-to-date", count: 2, checkedMs: 400 },
    ],
    ["nothing but this device", [], { kind: "device" }],
    [
      "one runs while another fails",
      [failing("timeout"), state({ state: "running" })],
      { kind: "running", first: false },
    ],
    [
      "the first run, with its progress",
      [
        state({
          state: "running",
          lastSuccessMs: undefined,
          progress: { phase: "fetching", done: 3, total: 9 },
        } as never),
      ],
      { kind: "running", first: true, done: 3, total: 9 },
    ],
    [
      "all offline",
      [failing("offline"), failing("offline", { nextAtMs: 2000 })],
      { kind: "offline", checkedMs: 1000, nextAtMs: 2000 },
    ],
    [
      "one fails among offline ones",
      [failing("offline"), failing("timeout", { lastSuccessMs: 7 })],
      { kind: "failing", count: 1, sinceMs: 7 },
    ],
    [
      "asked to wait heals by itself",
      [failing("rate-limited", { nextAtMs: 9000 })],
      { kind: "asked-to-wait", untilMs: 9000 },
    ],
    ["set aside", [state({ parked: 2 })], { kind: "parked", count: 2 }],
    [
      "edits wait, one of them for a decision",
      [state({ pending: 3, conflicts: 1 })],
      { kind: "waiting-to-send", count: 2 },
    ],
    ["all paused", [state({ state: "paused" })], { kind: "paused" }],
  ])("%s", (_, states, line) => {
    expect(syncLine(states, accounts, true)).toMatchObject(line);
  });

  test("a lost engine and an account that waits for its person", () => {
    expect(syncLine([state()], accounts, false)).toMatchObject({ kind: "offline", checkedMs: 1000 });
    const waiting: Account[] = accounts.map((one, n) => (n === 0 ? { ...one, state: "sign-in" } : one));
    expect(syncLine([failing("timeout")], waiting, true)).toEqual({ kind: "sign-in", account: "Infomaniak" });
  });
});

describe("the person's name", () => {
  test.each([
    ["Camille Roche", "Camille"],
    ["ROCHE Camille", "Camille"],
    ["Roche, Camille", "Camille"],
    ["Anne-Sophie d’Aubert", "Anne-Sophie"],
    ["camille@example.com", undefined],
    ["C. R.", undefined],
    ["", undefined],
  ])("%j is called %j", (name, first) => expect(firstNameOf(name)).toBe(first));

  test("is taken from one's own address only", () => {
    const people = [
      { address: "nora@example.com", name: "Nora Keller" },
      { address: "Camille@Example.com", name: "Camille Roche" },
    ];
    expect(ownNameIn(people, ["camille@example.com"])).toBe("Camille");
    expect(ownNameIn(people, ["paul@example.com"])).toBeUndefined();
  });
});
