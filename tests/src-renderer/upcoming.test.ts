import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import { startI18n } from "../../src-renderer/i18n/language.ts";
import { instantOf, startOfDay } from "../../src-renderer/time/wall-clock.ts";
import { dayWithin, planUpcoming } from "../../src-renderer/upcoming/plan.ts";
import {
  sayCountdown,
  sayEnd,
  sayHeading,
  sayItem,
  sayLeft,
  sayPlace,
  type Words,
} from "../../src-renderer/upcoming/words.ts";
import { calendarSeed } from "./fake-data.ts";

const PARIS = "Europe/Paris";
const CALENDARS = calendarSeed();
let french: Words;
let english: Words;
beforeAll(async () => {
  globalThis.document ??= { documentElement: {} } as Document;
  const i18n = startI18n("fr");
  french = { t: i18n.getFixedT("fr"), language: "fr", zone: PARIS };
  english = { t: i18n.getFixedT("en"), language: "en", zone: PARIS };
});

const at = (wall: string) => instantOf(wall.includes("T") ? wall : `${wall}T00:00`, PARIS);

function one(title: string, start: string, end: string, more: Partial<Occurrence> = {}): Occurrence {
  return {
    eventId: title as EventId,
    calendarId: "travail" as CalendarId,
    title,
    start,
    end,
    zone: PARIS,
    startMs: at(start),
    endMs: at(end),
    allDay: !start.includes("T"),
    recurring: false,
    status: "confirmed",
    pending: false,
    ...more,
  };
}

const plan = (now: string, ...occurrences: Occurrence[]) =>
  planUpcoming({ occurrences, calendars: CALENDARS, nowMs: at(now), zone: PARIS });

/** What a plan shows: `day: whole days | rows`, and what runs. */
function shown(now: string, ...occurrences: Occurrence[]) {
  const { running, days } = plan(now, ...occurrences);
  const titles = (items: readonly { occurrence: Occurrence }[]) => items.map(({ occurrence }) => occurrence.title);
  return {
    running: titles(running),
    days: days.map(({ day, whole, rows }) => [day, titles(whole).join(), titles(rows).join()]),
  };
}

describe("what is now and next", () => {
  test("what runs stands apart, whole days beside their day, the rest in order", () => {
    const found = shown(
      "2026-11-18T10:15",
      one("Fair", "2026-11-19", "2026-11-21"),
      one("Lunch", "2026-11-18T12:15", "2026-11-18T13:30"),
      one("Review", "2026-11-18T09:30", "2026-11-18T11:00"),
      one("Home office", "2026-11-18", "2026-11-19"),
      one("Quote", "2026-11-19T09:30", "2026-11-19T11:30"),
      one("Over", "2026-11-18T08:00", "2026-11-18T10:15"),
    );
    expect(found.running).toEqual(["Review"]);
    expect(found.days).toEqual([
      ["2026-11-18", "Home office", "Lunch"],
      ["2026-11-19", "Fair", "Quote"],
    ]);
  });

  test("hidden calendars, cancelled and declined ones are left out", () => {
    const when = ["2026-11-18T12:00", "2026-11-18T13:00"] as const;
    const { count } = plan(
      "2026-11-18T10:15",
      one("Hidden", ...when, { calendarId: "idees" as CalendarId }),
      one("Unknown", ...when, { calendarId: "gone" as CalendarId }),
      one("Cancelled", ...when, { status: "cancelled" }),
      one("Declined", ...when, { answer: "declined" }),
    );
    expect(count).toBe(0);
  });

  test("a trip with hours is a row where it begins and part of each day after", () => {
    const trip = one("Trip", "2026-11-18T14:00", "2026-11-20T18:00");
    expect(shown("2026-11-18T10:00", trip).days).toEqual([["2026-11-18", "", "Trip"]]);
    expect(shown("2026-11-18T15:00", trip)).toEqual({ running: [], days: [["2026-11-18", "Trip", ""]] });
    expect(shown("2026-11-19T09:00", trip).days).toEqual([["2026-11-19", "Trip", ""]]);
    expect(dayWithin(trip, "2026-11-19", PARIS)).toEqual({ n: 2, of: 3 });
  });

  test("seven rows and no more, and no whole day beyond the last of them", () => {
    const rows = Array.from({ length: 9 }, (_, n) =>
      one(`R${n}`, `2026-11-${19 + n}T10:00`, `2026-11-${19 + n}T11:00`),
    );
    const { days, count } = plan("2026-11-18T10:15", ...rows, one("Far", "2026-11-30", "2026-12-01"));
    expect(count).toBe(7);
    expect(days.flatMap(({ rows: shownRows }) => shownRows)).toHaveLength(7);
    expect(days.flatMap(({ whole }) => whole)).toEqual([]);
  });

  test("midnight: the day is another one, what ran over it still runs, tomorrow is today", () => {
    const night = one("Night", "2026-11-18T22:00", "2026-11-19T02:00");
    const quote = one("Quote", "2026-11-19T09:30", "2026-11-19T11:30");
    const office = one("Home office", "2026-11-18", "2026-11-19");
    const before = plan("2026-11-18T23:59", night, quote, office);
    expect(before.boundariesMs[0]).toBe(at("2026-11-19"));
    expect(shown("2026-11-18T23:59", night, quote, office).days[0]).toEqual(["2026-11-18", "Home office", ""]);
    expect(shown("2026-11-19T00:00", night, quote, office)).toEqual({
      running: ["Night"],
      days: [["2026-11-19", "", "Quote"]],
    });
  });

  test("the night the clock goes back has 25 hours: its midnight is awaited at the right instant", () => {
    const { boundariesMs } = plan("2026-10-25T01:00");
    expect(boundariesMs).toEqual([startOfDay("2026-10-26", PARIS)]);
    expect((boundariesMs[0] ?? 0) - at("2026-10-25T01:00")).toBe(24 * 3_600_000);
    const sunday = one("Sunday", "2026-10-25", "2026-10-26");
    expect(dayWithin(sunday, "2026-10-25", PARIS)).toBeUndefined();
  });

  test("an event in the hour that is skipped is counted down to the instant it begins", () => {
    const early = one("Early", "2026-03-29T03:30", "2026-03-29T04:00");
    expect(sayCountdown(early, at("2026-03-29T01:30"), french)).toBe("dans 1 h");
  });

  test("each boundary is a moment when something of the plan changes, and none is missing", () => {
    const moment = fc.integer({ min: 0, max: 3 * 1440 });
    const event = fc.record({ from: moment, length: fc.integer({ min: 1, max: 2000 }), n: fc.nat() });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 8 }), fc.integer({ min: 0, max: 1440 }), (events, now) => {
        const base = at("2026-11-18");
        const occurrences = events.map(({ from, length, n }, i) => ({
          ...one(`${i} ${n}`, "2026-11-18T00:00", "2026-11-18T00:00"),
          startMs: base + from * 60_000,
          endMs: base + (from + length) * 60_000,
        }));
        const facts = (nowMs: number) => ({ occurrences, calendars: CALENDARS, nowMs, zone: PARIS, limit: 20 });
        const shape = (nowMs: number) => {
          const { running, days } = planUpcoming(facts(nowMs));
          return JSON.stringify([
            running.map(({ key }) => key),
            days.map(({ day, rows, whole }) => [day, rows.length, whole.length]),
          ]);
        };
        const nowMs = base + now * 60_000;
        const [next] = planUpcoming(facts(nowMs)).boundariesMs;
        // Nothing changes before the first boundary.
        expect(shape((next ?? nowMs) - 1)).toBe(shape(nowMs));
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});

describe("how it is said", () => {
  test("days by what is needed to know them", () => {
    const say = (day: string, words = french) => sayHeading(day, "2026-11-18", words);
    expect(say("2026-11-18")).toBe("Aujourd’hui");
    expect(say("2026-11-19")).toBe("Demain, jeudi 19");
    expect(say("2026-11-21")).toBe("Samedi 21");
    expect(say("2026-12-05")).toBe("Samedi 5 décembre");
    expect(say("2027-01-02")).toBe("Samedi 2 janvier 2027");
    expect(say("2026-11-19", english)).toBe("Tomorrow, Thursday 19");
  });

  test("what is left and what is to come, in minutes rounded up", () => {
    const review = one("Review", "2026-11-18T09:30", "2026-11-18T11:00");
    expect(sayLeft(review, at("2026-11-18T10:42"), french)).toBe("encore 18 min");
    expect(sayLeft(review, at("2026-11-18T10:59") + 59_000, french)).toBe("encore 1 min");
    expect(sayCountdown(review, at("2026-11-18T07:15"), french)).toBe("dans 2 h 15");
    expect(sayCountdown(review, at("2026-11-18T08:42"), english)).toBe("in 48 min");
    expect(sayCountdown(review, at("2026-11-18T09:30"), french)).toBeUndefined();
  });

  test("an end on another day names the day; a moment has no end", () => {
    expect(sayEnd(one("Trip", "2026-11-18T14:00", "2026-11-20T18:00"), french)).toBe("→ ven. 20");
    expect(sayEnd(one("Night", "2026-11-18T22:00", "2026-11-19T02:00"), french)).toBe("02:00");
    expect(sayEnd(one("Moment", "2026-11-18T14:00", "2026-11-18T14:00"), french)).toBe("");
  });

  test("a meeting page is a place by its service, never by its address", () => {
    const say = (more: Partial<Occurrence>) => sayPlace(one("x", "2026-11-18", "2026-11-19", more));
    expect(say({ location: "Salle Jura\nBâtiment B" })).toBe("Salle Jura");
    expect(say({ conferenceUrl: "https://teams.microsoft.com/l/1" })).toBe("Teams");
    expect(say({ location: "https://us02web.zoom.us/j/1?pwd=2" })).toBe("Zoom");
    expect(say({ location: "https://rooms.example.com/42" })).toBe("rooms.example.com");
    expect(say({ conferenceUrl: "https://meet.example.com/42" })).toBeUndefined();
    expect(say({ conferenceUrl: "javascript:alert(1)" })).toBeUndefined();
  });

  test("a row is read out whole", () => {
    const item = {
      key: "k",
      occurrence: one("Point", "2026-11-18T11:30", "2026-11-18T12:00", { recurring: true, location: "Salle Jura" }),
      calendar: CALENDARS[0] as (typeof CALENDARS)[number],
    };
    expect(sayItem(item, "2026-11-18", at("2026-11-18T10:00"), french)).toMatch(
      /^Point, mercredi 18 novembre, de 11:30 à 12:00, Travail, Salle Jura, /,
    );
  });
});
