import { beforeEach, describe, expect, test } from "vitest";
import type { EventDetail } from "../../src-preload/contract/events.ts";
import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import {
  type Draft,
  draftAt,
  draftOf,
  endOf,
  movedTo,
  problemOf,
  withAllDay,
  withStart,
  withZone,
} from "../../src-renderer/agenda/draft.ts";
import {
  draftText,
  forgetDraft,
  keepDraft,
  keptDraft,
  keptFacts,
  subjectOf,
  typedOf,
} from "../../src-renderer/agenda/editor/kept-draft.ts";
import { readDay, readTime } from "../../src-renderer/agenda/editor/read-day.ts";
import { changesOf, newEventOf } from "../../src-renderer/agenda/editor/saved.ts";
import { ruleDay, savedOf } from "../../src-renderer/agenda/editor/saved-series.ts";
import { fitsZone, offsetOf, skippedTo, stepped, zoneChoices } from "../../src-renderer/agenda/editor/zones.ts";

const PARIS = "Europe/Paris";
const TOKYO = "Asia/Tokyo";
const place = { start: "2026-11-18T23:00", end: "2026-11-19T00:30", zone: PARIS };
const draft: Draft = {
  ...draftAt(place, "c" as CalendarId, PARIS),
  title: "Essai",
  location: "Salle",
  reminders: [15],
};
/** Paris to Tokyo, eleven hours. */
const flight: EventDetail = {
  id: "e1" as EventId,
  calendarId: "c" as CalendarId,
  title: "Vol",
  start: "2026-11-18T13:00",
  end: "2026-11-19T00:00",
  zone: PARIS,
  endZone: TOKYO,
  allDay: false,
  recurring: false,
  status: "confirmed",
  attendees: [],
  reminders: [],
  readOnly: false,
  pending: false,
  uid: "u",
  privacy: "public",
  transparency: "opaque",
  categories: [],
  attachments: [],
  organizedByMe: true,
};

describe("a draft", () => {
  test("the end follows the start with the same length, also from another field", () => {
    expect(withStart(draft, { startTime: "09:00" })).toMatchObject({ endDay: "2026-11-18", endTime: "10:30" });
    expect(withStart(draft, { startDay: "2026-11-20" })).toMatchObject({ endDay: "2026-11-21", endTime: "00:30" });
    expect(movedTo(draft, "2026-11-18T08:15")).toMatchObject({ startTime: "08:15", endTime: "09:45" });
  });

  test("an end before the start, a missing time and a missing day are problems", () => {
    expect(problemOf(draft)).toBeUndefined();
    expect(problemOf({ ...draft, endDay: "2026-11-18" })).toBe("endBeforeStart");
    expect(problemOf({ ...draft, endTime: "" })).toBe("badTime");
    expect(problemOf({ ...draft, startDay: "" })).toBe("badDate");
    expect(problemOf({ ...draft, allDay: true })).toBeUndefined();
  });

  test("a flight is read at the clocks of both ends, and ends where it arrives", () => {
    const opened = draftOf(flight, PARIS);
    expect(opened).toMatchObject({ startTime: "13:00", endDay: "2026-11-19", endTime: "08:00", endZone: TOKYO });
    expect(endOf(opened)).toBe("2026-11-19T00:00");
    expect(problemOf({ ...opened, endDay: "2026-11-18", endTime: "19:00" })).toBe("endBeforeStart");
    expect(withStart(opened, { startTime: "14:00" })).toMatchObject({ endDay: "2026-11-19", endTime: "09:00" });
  });

  test("another zone keeps the hours on the clock; an end of its own stays where it is", () => {
    expect(withZone(draft, TOKYO)).toMatchObject({ startTime: "23:00", endTime: "00:30", endZone: TOKYO });
    expect(withZone(draftOf(flight, PARIS), "Europe/London")).toMatchObject({ endZone: TOKYO });
    expect(withZone(draftOf(flight, PARIS), "floating")).toMatchObject({ endZone: "floating" });
  });

  test("hours come back when it is no longer all day", () => {
    const day = draftAt({ start: "2026-11-18", end: "2026-11-19" }, "c" as CalendarId, PARIS);
    expect(withAllDay(day, false)).toMatchObject({ startTime: "09:00", endTime: "10:00" });
    expect(withAllDay({ ...day, startTime: "23:30", endTime: "09:00" }, false)).toMatchObject({
      endDay: "2026-11-19",
      endTime: "00:30",
    });
  });
});

describe("what saving means", () => {
  test("only what changed is sent, and an emptied field is removed", () => {
    expect(changesOf(draft, draft)).toEqual({});
    expect(changesOf({ ...draft, location: " " }, draft)).toEqual({ location: null });
    expect(changesOf({ ...draft, rrule: "FREQ=DAILY", reminders: [15, 0] }, draft)).toEqual({
      rrule: "FREQ=DAILY",
      reminders: [{ minutesBefore: 15 }, { minutesBefore: 0 }],
    });
    expect(changesOf({ ...draft, reminders: [] }, { ...draft, rrule: "FREQ=DAILY" })).toEqual({
      rrule: null,
      reminders: [],
    });
    expect(changesOf({ ...draft, allDay: true }, draft)).toEqual({ start: "2026-11-18", end: "2026-11-20" });
    expect(changesOf({ ...draft, color: "#2F6FE0", status: "tentative" }, draft)).toEqual({
      color: "#2F6FE0",
      status: "tentative",
    });
    expect(changesOf({ ...draft, color: "" }, { ...draft, color: "#2F6FE0" })).toEqual({ color: null });
  });

  test("the zones are said when they change, and the end's is removed when both are one again", () => {
    const times = { start: "2026-11-18T23:00", end: "2026-11-19T00:30" };
    expect(changesOf(withZone(draft, TOKYO), draft)).toEqual({ ...times, zone: TOKYO });
    const opened = draftOf(flight, PARIS);
    expect(changesOf({ ...opened, endZone: PARIS, endTime: "00:00" }, opened)).toMatchObject({
      end: "2026-11-19T00:00",
      endZone: null,
    });
    expect(changesOf({ ...draft, endZone: "Europe/London" }, draft)).toMatchObject({
      end: "2026-11-19T01:30",
      endZone: "Europe/London",
    });
    expect(changesOf(withStart(opened, { startTime: "14:00" }), opened)).not.toHaveProperty("endZone");
  });

  test("guests, colour and both zones are part of a new event", () => {
    const made = newEventOf({
      ...draft,
      guests: [{ address: "nora@example.com" }],
      color: "#12946B",
      endZone: "Europe/London",
      url: "meet.example.com/abc",
    });
    expect(made).toMatchObject({
      zone: PARIS,
      endZone: "Europe/London",
      attendees: [{ address: "nora@example.com" }],
      color: "#12946B",
      url: "https://meet.example.com/abc",
    });
    expect(newEventOf({ ...draft, url: "tel:+41220000000" }).url).toBe("tel:+41220000000");
  });
});

describe("typed days and times", () => {
  test.each([
    ["9", "09:00"],
    ["9h30", "09:30"],
    ["930", "09:30"],
    ["0930", "09:30"],
    ["9:30pm", "21:30"],
    ["7 p.m.", "19:00"],
    ["12am", "00:00"],
    ["21.30", "21:30"],
    ["midi", "12:00"],
    ["24:00", undefined],
    ["9:7", undefined],
    ["13pm", undefined],
    ["ce soir", undefined],
  ])("“%s” is the time %s", (text, time) => expect(readTime(text)).toBe(time));

  test.each([
    ["18/11/2026", "2026-11-18"],
    ["18.11", "2026-11-18"],
    ["2026-11-18", "2026-11-18"],
    ["25/12", "2026-12-25"],
    ["5", "2026-11-05"],
    ["demain", "2026-11-19"],
    ["Après-demain", "2026-11-20"],
    ["tomorrow", "2026-11-19"],
    ["ven", "2026-11-20"],
    ["mercredi", "2026-11-18"],
    ["mercredi prochain", "2026-11-25"],
    ["next wed", "2026-11-25"],
    ["25 déc.", "2026-12-25"],
    ["1er janvier 2027", "2027-01-01"],
    ["Dec 25 2026", "2026-12-25"],
    ["mer. 18 nov. 2026", "2026-11-18"],
    ["+3", "2026-11-21"],
    ["dans 2 semaines", "2026-12-02"],
    ["31/02/2026", null],
    ["mars", null],
    ["bientôt", null],
    ["", null],
  ])("“%s” is the day %s", (text, day) => expect(readDay(text, "2026-11-18")).toBe(day));

  test("an arrow goes to the next quarter of an hour, also from a time beside it", () => {
    expect([stepped("09:00", 15), stepped("09:07", 15), stepped("09:07", -15), stepped("23:50", 15)]).toEqual([
      "09:15",
      "09:15",
      "09:00",
      "00:00",
    ]);
  });
});

describe("zones", () => {
  test("a zone is found by its city, its region and its offset", () => {
    const choices = zoneChoices([PARIS], Date.parse("2026-11-18T12:00:00Z"));
    const found = (typed: string) => choices.filter((one) => fitsZone(one, typed)).map(({ value }) => value);
    expect(choices[0]?.value).toBe(PARIS);
    expect(found("tokyo")).toEqual([TOKYO]);
    expect(found("sao paulo")).toContain("America/Sao_Paulo");
    expect(found("+5:30").some((zone) => zone === "Asia/Kolkata" || zone === "Asia/Calcutta")).toBe(true);
    expect(found("nowhere")).toEqual([]);
  });

  test("the offset is the one of the season", () => {
    expect(offsetOf(PARIS, Date.parse("2026-07-01T12:00:00Z"))).toBe("UTC+2");
    expect(offsetOf(PARIS, Date.parse("2026-11-18T12:00:00Z"))).toBe("UTC+1");
    expect(offsetOf("America/St_Johns", Date.parse("2026-11-18T12:00:00Z"))).toBe("UTC−3:30");
  });

  test("a time that the clocks skip is known, with what it becomes", () => {
    expect(skippedTo("2026-03-29T02:30", PARIS)).toBe("2026-03-29T03:30");
    expect(skippedTo("2026-03-29T03:30", PARIS)).toBeUndefined();
    expect(skippedTo("2026-03-29T02:30", "floating")).toBeUndefined();
  });
});

describe("the series an instance belongs to", () => {
  const series = {
    ...flight,
    zone: PARIS,
    recurring: true,
    rrule: "FREQ=WEEKLY",
    recurrenceId: "20261118T230000Z" as never,
  };

  test("its rule is said by the day it was made for, not by the one this instance was moved to", () => {
    const opened = draftOf({ ...series, start: "2026-11-20T09:00", end: "2026-11-20T10:00" }, PARIS);
    const saved = savedOf(series, opened);
    expect(saved?.day).toBe("2026-11-19");
    const moved = { ...opened, startDay: "2026-11-21" };
    expect(ruleDay(moved, saved, true)).toBe("2026-11-19");
    expect(ruleDay(moved, saved, false)).toBe("2026-11-20");
    expect(savedOf({ ...series, recurring: false }, opened)).toBeUndefined();
  });
});

describe("a kept draft", () => {
  const store = new Map<string, string>();
  beforeEach(() => {
    store.clear();
    globalThis.localStorage = {
      getItem: (key: string) => store.get(key) ?? null,
      setItem: (key: string, value: string) => void store.set(key, value),
      removeItem: (key: string) => void store.delete(key),
    } as Storage;
  });
  const subject = subjectOf({ id: "e1" });

  test("gives back what was typed on the event as it is by then", () => {
    keepDraft(subject, typedOf({ ...draft, title: "Autre" }, draft, false), 1000);
    const now = { ...draft, location: "Salle Jura" };
    expect(keptDraft(subject, now, 2000)?.draft).toEqual({ ...now, title: "Autre" });
    expect(keptDraft(subjectOf({ id: "e2" }), now, 2000)).toBeUndefined();
  });

  test("names its event and instance before they are asked for, until it is too old", () => {
    keepDraft(subjectOf({ id: "e1", recurrenceId: "20261118T080000Z" }), { location: "Salle" }, 1000, "Point");
    const event = { id: "e1", recurrenceId: "20261118T080000Z" };
    expect(keptFacts(draftText(), 2000)).toEqual({ title: "Point", atMs: 1000, event });
    expect(keptFacts(draftText(), 40 * 86_400_000)).toBeUndefined();
    keepDraft(subjectOf(undefined), { title: "Neuf" }, 1000);
    expect(keptFacts(draftText(), 2000)).toEqual({ title: "Neuf", atMs: 1000 });
    expect(keptFacts("{", 2000)).toBeUndefined();
  });

  test("times are kept together: one alone would make no sense on another day", () => {
    const typed = typedOf({ ...draft, startTime: "22:00" }, draft, false);
    expect(typed).toMatchObject({ startDay: "2026-11-18", startTime: "22:00", endDay: "2026-11-19", zone: PARIS });
    expect(typed).not.toHaveProperty("title");
  });

  test("is forgotten when saved, when too old, and when it cannot be read", () => {
    keepDraft(subject, { title: "Autre" }, 1000);
    expect(keptDraft(subject, draft, 40 * 86_400_000)).toBeUndefined();
    forgetDraft(subject);
    expect(keptDraft(subject, draft, 2000)).toBeUndefined();
    store.set("cadran.draft", "{");
    expect(keptDraft(subject, draft, 2000)).toBeUndefined();
    store.set(
      "cadran.draft",
      JSON.stringify({ subject, atMs: 1000, typed: { title: 7, guests: "x", startDay: "hier" } }),
    );
    expect(keptDraft(subject, draft, 2000)).toBeUndefined();
  });
});
