// What the tray says, as time passes.
import { describe, expect, test } from "vitest";
import { DESKTOP_TEXTS } from "../../src-main/host/electron/texts-desktop.ts";
import { menuLabel, trayIcon, trayManners, trayState } from "../../src-main/host/electron/tray-state.ts";
import type { Words } from "../../src-main/host/electron/when-texts.ts";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Wednesday 18 November 2026, 10:00 in Paris. */
const NOW = Date.parse("2026-11-18T09:00:00Z");
const en: Words = { language: "en", zone: "Europe/Paris", nowMs: NOW };
const fr: Words = { ...en, language: "fr" };

function event(title: string, startMs: number, minutes = 60, more: Partial<Occurrence> = {}): Occurrence {
  const wall = (ms: number) => new Date(ms + HOUR).toISOString().slice(0, 16);
  return {
    ...{ eventId: title as EventId, calendarId: "c" as CalendarId, title },
    ...{ start: wall(startMs), end: wall(startMs + minutes * MINUTE), zone: "Europe/Paris" },
    ...{ startMs, endMs: startMs + minutes * MINUTE, allDay: false },
    ...{ recurring: false, status: "confirmed", pending: false },
    ...more,
  } as Occurrence;
}

const wholeDay = (title: string) =>
  event(title, NOW - 10 * HOUR, 24 * 60, { allDay: true, start: "2026-11-18", end: "2026-11-19" });

describe("the tooltip", () => {
  test.each([
    ["nothing ahead", [], 0, "Nothing ahead"],
    ["within the hour", [event("Review", NOW + 11.5 * MINUTE)], 0, "Review · in 12 min"],
    ["later today", [event("Review", NOW + 3 * HOUR)], 0, "Review · 13:00"],
    ["tomorrow", [event("Review", NOW + 24 * HOUR)], 0, "Review · tomorrow, 10:00"],
    ["another day", [event("Review", NOW + 6 * 24 * HOUR)], 0, "Review · Tue, Nov 24, 10:00"],
    ["running, nothing after", [event("Review", NOW - 10 * MINUTE)], 0, "Review · until 10:50"],
    [
      "running, then another",
      [event("Review", NOW - 10 * MINUTE), event("Lunch", NOW + 20 * MINUTE)],
      0,
      "Lunch · in 20 min",
    ],
    ["a whole day before an hour", [wholeDay("Holiday"), event("Review", NOW + 3 * HOUR)], 0, "Review · 13:00"],
    ["a whole day alone", [wholeDay("Holiday")], 0, "Holiday · today"],
    ["no title", [event("", NOW + 3 * HOUR)], 0, "(untitled) · 13:00"],
    ["over since it was asked", [event("Over", NOW - HOUR, 30)], 0, "Nothing ahead"],
    ["cancelled", [event("Off", NOW + HOUR, 60, { status: "cancelled" })], 0, "Nothing ahead"],
    ["unread mail", [], 1, "Nothing ahead\n1 unread"],
  ])("%s", (_case, upcoming, unread, tooltip) => {
    expect(trayState(upcoming, unread, en).tooltip).toBe(tooltip);
  });

  test("speaks French, and fits where Windows cuts", () => {
    expect(trayState([event("Revue", NOW + 12 * MINUTE)], 3, fr).tooltip).toBe("Revue · dans 12 min\n3 non lus");
    expect(trayState([event("x".repeat(500), NOW + HOUR)], 1000, fr).tooltip.length).toBeLessThan(127);
  });
});

describe("the menu", () => {
  test("lists what comes with its time, each leading to its event", () => {
    const upcoming = [
      wholeDay("Holiday"),
      event("Review", NOW + 3 * HOUR, 60, { recurrenceId: "20261118T120000Z" }),
      event("Call", NOW + 24 * HOUR),
    ];
    const [events] = trayState(upcoming, 0, en).menu;
    expect(events?.map(({ label }) => label)).toEqual(["today  Holiday", "13:00  Review", "tomorrow, 10:00  Call"]);
    expect(events?.[1]?.deed).toEqual({ ask: "openEvent", eventId: "Review", recurrenceId: "20261118T120000Z" });
  });

  test("has at most five of them, and the same lines below in both languages", () => {
    const upcoming = Array.from({ length: 7 }, (_, n) => event(`E${n}`, NOW + n * HOUR + MINUTE));
    const ids = (words: Words) => trayState(upcoming, 2, words).menu.map((group) => group.map(({ id }) => id));
    expect(ids(en)).toEqual([
      ["event-0", "event-1", "event-2", "event-3", "event-4"],
      ["unread"],
      ["new-event", "write", "sync"],
      ["popover", "open", "settings"],
      ["quit"],
    ]);
    expect(ids(fr)).toEqual(ids(en));
    expect(Object.keys(DESKTOP_TEXTS.fr)).toEqual(Object.keys(DESKTOP_TEXTS.en));
  });

  test("says so when nothing is ahead, without leading anywhere", () => {
    expect(trayState([], 0, fr).menu[0]).toEqual([{ id: "nothing", label: "Rien de prévu" }]);
  });

  test("keeps the ampersands of a title", () => {
    expect(menuLabel("Q&A & lunch")).toBe("Q&&A && lunch");
  });
});

describe("is made anew", () => {
  const next = (upcoming: readonly Occurrence[], words = en) => trayState(upcoming, 0, words).changesAtMs - words.nowMs;

  test.each([
    ["when the counted minute falls", [event("A", NOW + 11.5 * MINUTE)], 0.5 * MINUTE],
    ["a minute on when it has just fallen", [event("A", NOW + 12 * MINUTE)], MINUTE],
    ["when counting begins", [event("A", NOW + 3 * HOUR)], 2 * HOUR],
    ["when the running one ends", [event("A", NOW - 10 * MINUTE)], 50 * MINUTE],
    ["at the end of the day at the latest", [], 14 * HOUR],
  ])("%s", (_case, upcoming, waitMs) => {
    expect(next(upcoming)).toBe(waitMs);
  });

  test("never without waiting: as time passes it always moves on", () => {
    const upcoming = [event("A", NOW + 70 * MINUTE + 1), event("B", NOW + 90 * MINUTE, 0)];
    let nowMs = NOW;
    const rounds = [];
    while (nowMs < NOW + 14 * HOUR) {
      const { changesAtMs } = trayState(upcoming, 0, { ...en, nowMs });
      expect(changesAtMs).toBeGreaterThan(nowMs);
      rounds.push(changesAtMs);
      nowMs = changesAtMs;
    }
    expect(rounds.length).toBeLessThan(140);
  });

  test("counts down as a clock does", () => {
    const upcoming = [event("A", NOW + 3 * MINUTE + 30_000)];
    const said = [];
    for (let nowMs = NOW; nowMs < NOW + 5 * MINUTE; ) {
      const state = trayState(upcoming, 0, { ...en, nowMs });
      said.push(state.tooltip.replace("A · ", ""));
      nowMs = state.changesAtMs;
    }
    expect(said).toEqual(["in 4 min", "in 3 min", "in 2 min", "in 1 min", "now", "until 11:03"]);
  });

  test("asks for others when the first one listed is over", () => {
    expect(trayState([event("A", NOW, 15), event("B", NOW, 60)], 0, en).staleAtMs).toBe(NOW + 15 * MINUTE);
    expect(trayState([], 0, en).staleAtMs).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("the icon", () => {
  test.each([
    [false, { platform: "darwin", isDark: true }, "trayTemplate.png"],
    [true, { platform: "darwin", isDark: false }, "trayUnreadTemplate.png"],
    [false, { platform: "win32", isDark: true }, "tray-light.ico"],
    [true, { platform: "win32", isDark: false }, "tray-dark-unread.ico"],
    [false, { platform: "linux", isDark: false, desktop: "KDE" }, "tray-dark.png"],
    [true, { platform: "linux", isDark: false, desktop: "ubuntu:GNOME" }, "tray-light-unread.png"],
  ] as const)("unread %j on %j: %s", (hasUnread, panel, file) => {
    expect(trayIcon(hasUnread, panel)).toBe(file);
  });

  test("has its menu where the system shows it; on macOS a left click is the popover's", () => {
    expect(trayManners("linux")).toEqual({ menu: "attached", doubleClick: false });
    expect(trayManners("win32")).toEqual({ menu: "attached", doubleClick: true });
    expect(trayManners("darwin").menu).toBe("asked");
  });
});
