// Notices in the system's notifications: what is told together, in which words, and what its buttons do.
import { describe, expect, test } from "vitest";
import { isDismissal, tellings } from "../../src-main/host/electron/notice-texts.ts";
import type { Words } from "../../src-main/host/electron/when-texts.ts";
import type { Notice } from "../../src-preload/contract/notices.ts";

const MINUTE = 60_000;
/** Wednesday 18 November 2026, 10:00 in Paris. */
const NOW = Date.parse("2026-11-18T09:00:00Z");
const en: Words = { language: "en", zone: "Europe/Paris", nowMs: NOW };
const fr: Words = { ...en, language: "fr" };

function reminder(more: Record<string, unknown> = {}): Notice {
  const startMs = NOW + 10 * MINUTE;
  return {
    ...{ id: "r", kind: "reminder", atMs: NOW, eventId: "e", calendarId: "c", title: "Review" },
    ...{ start: "2026-11-18T10:10", end: "2026-11-18T11:10", zone: "Europe/Paris", allDay: false },
    ...{ startMs, endMs: startMs + 60 * MINUTE },
    ...more,
  } as Notice;
}

function mail(n: number, more: Record<string, unknown> = {}): Notice {
  return {
    ...{ id: `mail ${n}`, kind: "mail", atMs: NOW, accountId: "a", folderId: "f", messageId: String(n) },
    ...{ from: { address: `p${n}@example.org`, name: `Person ${n}` }, subject: `Subject ${n}`, snippet: "Hello" },
    ...more,
  } as Notice;
}

const mails = (count: number) => Array.from({ length: count }, (_, n) => mail(n + 1));

describe("a reminder", () => {
  test("says what, how near, when and where, and opens its event", () => {
    const [telling] = tellings([reminder({ location: "Room 4\nSecond floor", recurrenceId: "20261118T091000Z" })], en);
    expect(telling).toMatchObject({
      ids: ["r"],
      title: "Review",
      body: "in 10 min · 10:10 – 11:10 · Room 4",
      stays: true,
      click: { deed: "ask", ask: { ask: "openEvent", eventId: "e", recurrenceId: "20261118T091000Z" } },
    });
  });

  test("can be put off, and joined where there is something to join", () => {
    const texts = (notice: Notice, words: Words) => tellings([notice], words)[0]?.actions.map(({ text }) => text);
    expect(texts(reminder(), en)).toEqual(["In 5 min", "In 10 min"]);
    expect(texts(reminder({ conferenceUrl: "https://meet.example.org/x" }), fr)).toEqual([
      "Rejoindre",
      "Dans 5 min",
      "Dans 10 min",
    ]);
    const [telling] = tellings([reminder({ conferenceUrl: "https://meet.example.org/x" })], en);
    expect(telling?.actions.map(({ deed }) => deed)).toEqual([
      { deed: "join", url: "https://meet.example.org/x" },
      { deed: "snooze", minutes: 5 },
      { deed: "snooze", minutes: 10 },
    ]);
  });

  test.each([
    [
      "of tomorrow says so once",
      { startMs: NOW + 1440 * MINUTE, endMs: NOW + 1500 * MINUTE },
      "tomorrow, 10:00 – 11:00",
    ],
    [
      "of a whole day",
      { allDay: true, start: "2026-11-19", startMs: NOW + 840 * MINUTE, endMs: NOW + 2280 * MINUTE },
      "tomorrow",
    ],
    ["of what has begun", { startMs: NOW - 5 * MINUTE, endMs: NOW + 25 * MINUTE }, "until 10:25 · 09:55 – 10:25"],
    ["of a moment", { startMs: NOW, endMs: NOW }, "now · 10:00"],
  ])("%s", (_case, more, body) => {
    expect(tellings([reminder(more)], en)[0]?.body).toBe(body);
  });
});

describe("new mail", () => {
  test("up to three, each for itself, to archive and to answer", () => {
    const told = tellings(mails(3), en);
    expect(told.map(({ title }) => title)).toEqual(["Person 1", "Person 2", "Person 3"]);
    expect(told[0]).toMatchObject({
      body: "Subject 1\nHello",
      click: { deed: "ask", ask: { ask: "openMessage", messageId: "1" } },
      actions: [
        { text: "Archive", deed: { deed: "archive", messageId: "1" } },
        { text: "Reply", deed: { deed: "ask", ask: { ask: "compose", replyTo: "1" } } },
      ],
      replyTo: "1",
    });
  });

  test("more than three at once is one, which names who wrote", () => {
    const told = tellings([...mails(5), mail(6, { from: { address: "p1@example.org", name: "Person 1" } })], fr);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({
      ids: ["mail 1", "mail 2", "mail 3", "mail 4", "mail 5", "mail 6"],
      title: "6 nouveaux messages",
      body: "Person 1, Person 2, Person 3 et 2 autres",
      click: { deed: "ask", ask: { ask: "page", page: "mail" } },
      actions: [],
    });
    expect(tellings([mail(1), mail(1), mail(1), mail(1)], en)[0]?.body).toBe("Person 1");
  });

  test("without name, subject or sender is told all the same", () => {
    const bare = (more: Record<string, unknown>) => tellings([mail(1, more)], en)[0];
    expect(bare({ from: { address: "p@example.org" } })?.title).toBe("p@example.org");
    expect(bare({ from: undefined, subject: "", snippet: "" })).toMatchObject({
      title: "Unknown sender",
      body: "(no subject)",
    });
  });
});

test.each([
  ["sign-in", "sync", "Work asks you to sign in again"],
  ["unsent", "mail", "Not sent: Work"],
  ["held-back", "sync", "Work: a sync waits for your decision"],
] as const)("trouble %s opens %s", (what, page, title) => {
  const [telling] = tellings([{ id: "t", kind: "trouble", atMs: NOW, what, subject: "Work" }], en);
  const open = { deed: "ask", ask: { ask: "page", page } };
  expect(telling).toMatchObject({ title, click: open, stays: true, actions: [{ text: "Open", deed: open }] });
});

test("many mails do not hide a reminder", () => {
  const told = tellings([...mails(10), reminder()], en);
  expect(told.map(({ title }) => title)).toEqual(["Review", "10 new messages"]);
});

test("what the system closes by itself is not dealt with; what a person closes is, where the system tells", () => {
  expect(isDismissal("linux", undefined)).toBe(false);
  expect(isDismissal("win32", "timedOut")).toBe(false);
  expect(isDismissal("win32", "applicationHidden")).toBe(false);
  expect(isDismissal("win32", "userCanceled")).toBe(true);
  expect(isDismissal("darwin", undefined)).toBe(true);
});
