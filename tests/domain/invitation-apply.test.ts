import { describe, expect, test } from "vitest";
import { readInvitation } from "../../src-main/domain/invitation.ts";
import { applyInvitation } from "../../src-main/domain/invitation-apply.ts";
import { planInvitation } from "../../src-main/domain/invitation-plan.ts";
import { replyText } from "../../src-main/domain/invitation-reply.ts";
import { expandOccurrences } from "../../src-main/domain/recurrence.ts";
import { readResource } from "../../src-main/domain/resource.ts";
import { calendar, NOW } from "./fixtures.ts";
import { appleReply, BOSS, google, instance, ME, outlook, SERIES } from "./invitation-mails.ts";

const YEAR = { fromMs: Date.UTC(2026, 0, 1), toMs: Date.UTC(2027, 0, 1) };
const apply = (stored: string | undefined, text: string) => applyInvitation(stored, readInvitation(text), NOW);
const stored = (...messages: string[]) =>
  messages.reduce<string | undefined>((text, one) => apply(text, one), undefined) as string;
const series = google("REQUEST", 0, "20261101T080000Z", SERIES);
const shown = (text: string) =>
  expandOccurrences(text, YEAR, "UTC").map(
    (one) => `${one.start.slice(5)} ${one.status === "cancelled" ? "off" : one.title}`,
  );

describe("a request", () => {
  test("becomes an event without METHOD, with its zone, everything else letter by letter", () => {
    const text = stored(outlook());
    expect(text).not.toContain("METHOD");
    expect(text).toContain("TZID:W. Europe Standard Time");
    const inner = /BEGIN:VEVENT[\s\S]*END:VEVENT/.exec(outlook())?.[0] ?? "none";
    expect(text).toContain(inner);
    expect(readResource(text).master).toMatchObject({
      title: "Review",
      start: "2026-11-24T09:00",
      zone: "Europe/Berlin",
    });
  });
  test("a new version replaces the old; my alarms and categories stay, theirs do not come", () => {
    const mine = stored(outlook())
      .replace("TRIGGER:-PT15M", "TRIGGER:-PT2H")
      .replace("CLASS:PUBLIC", "CATEGORIES:Work\r\nCLASS:PRIVATE");
    const text = apply(mine, outlook({ sequence: 1, start: "20261125T090000", title: "Review II" }));
    expect(readResource(text).master).toMatchObject({
      title: "Review II",
      start: "2026-11-25T09:00",
      reminders: [{ minutesBefore: 120 }],
      categories: ["Work"],
      privacy: "private",
    });
    expect(text.match(/BEGIN:VALARM/g)).toHaveLength(1);
  });
  test("an exception goes into its series, a later version of it in its place", () => {
    const moved = google("REQUEST", 1, "20261105T080000Z", instance("20261109", "100000"));
    const again = google("REQUEST", 2, "20261106T080000Z", instance("20261109", "120000"));
    const text = stored(series, moved, again);
    expect(shown(text)).toEqual([
      "11-02T09:00 Stand-up",
      "11-09T12:00 Stand-up",
      "11-16T09:00 Stand-up",
      "11-23T09:00 Stand-up",
      "11-30T09:00 Stand-up",
    ]);
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(2);
  });
  test("a zone that only the exception uses comes along", () => {
    const paris = ["RECURRENCE-ID:20261109T090000Z", "DTSTART;TZID=Europe/Paris:20261109T120000", "SUMMARY:Stand-up"];
    const text = stored(series, google("REQUEST", 1, "20261105T080000Z", paris));
    expect(text).toContain("TZID:Europe/Paris\r\n");
    expect(expandOccurrences(text, YEAR, "UTC")[1]?.startMs).toBe(Date.UTC(2026, 10, 9, 11));
  });
  test("a new title for the series keeps its exceptions; a new rule or start drops those it says nothing of", () => {
    const moved = google("REQUEST", 1, "20261105T080000Z", instance("20261109", "100000"));
    const renamed = SERIES.map((line) => line.replace("SUMMARY:Stand-up", "SUMMARY:Daily"));
    expect(shown(stored(series, moved, google("REQUEST", 2, "20261106T080000Z", renamed)))).toContain(
      "11-09T10:00 Stand-up",
    );
    const later = SERIES.map((line) => line.replace("T09", "T08"));
    const text = stored(series, moved, google("REQUEST", 2, "20261106T080000Z", later));
    expect(shown(text)).toEqual(["02", "09", "16", "23", "30"].map((day) => `11-${day}T08:00 Stand-up`));
  });
  test("an exception that comes before its series is kept when the series follows", () => {
    const moved = google("REQUEST", 0, "20261101T080000Z", instance("20261109", "100000"));
    expect(shown(stored(moved))).toEqual(["11-09T10:00 Stand-up"]);
    expect(shown(stored(moved, series))).toHaveLength(5);
  });
  test("ADD adds an instance that the rule does not make", () => {
    const extra = google("ADD", 1, "20261105T080000Z", [
      "DTSTART:20261112T140000Z",
      "DTEND:20261112T150000Z",
      "SUMMARY:Extra",
    ]);
    expect(shown(stored(series, extra))).toContain("11-12T14:00 Extra");
    expect(shown(stored(series, extra, extra))).toHaveLength(6);
  });
});

describe("a cancellation", () => {
  test("the whole stays, marked, and an older request does not bring it back", () => {
    const off = google("CANCEL", 1, "20261105T080000Z", SERIES);
    const text = stored(series, off);
    expect(new Set(shown(text).map((one) => one.slice(-3)))).toEqual(new Set(["off"]));
    expect(planInvitation(readInvitation(series), text, ME)).toEqual({ kind: "outdated" });
    expect(planInvitation(readInvitation(off), text, ME)).toEqual({ kind: "outdated" });
  });
  test("one instance, and an instance that had moved", () => {
    const moved = google("REQUEST", 1, "20261105T080000Z", instance("20261109", "100000"));
    const off = google(
      "CANCEL",
      2,
      "20261106T080000Z",
      ["RECURRENCE-ID:20261109T090000Z"],
      ["RECURRENCE-ID:20261116T090000Z"],
    );
    expect(shown(stored(series, moved, off))).toEqual([
      "11-02T09:00 Stand-up",
      "11-09T10:00 off",
      "11-16T09:00 off",
      "11-23T09:00 Stand-up",
      "11-30T09:00 Stand-up",
    ]);
  });
  test("an instance and all later ones", () => {
    const off = google("CANCEL", 1, "20261106T080000Z", ["RECURRENCE-ID;RANGE=THISANDFUTURE:20261116T090000Z"]);
    expect(shown(stored(series, off))).toEqual(["11-02T09:00 Stand-up", "11-09T09:00 Stand-up"]);
  });
  test("of something that is not here there is nothing to do", () => {
    expect(() => apply(undefined, google("CANCEL", 1, "20261105T080000Z", SERIES))).toThrow(
      expect.objectContaining({ code: "missing" }),
    );
  });
});

describe("an answer", () => {
  const answers = (text: string, id?: string) => {
    const { master, overrides } = readResource(text);
    const event = id === undefined ? master : overrides.find((one) => one.recurrenceId === id);
    return event?.attendees.map((one) => `${one.address} ${one.answer}`);
  };
  test("is noted at the attendee's line and nowhere else", () => {
    const before = stored(series);
    const text = apply(before, appleReply("ME@example.org", "ACCEPTED"));
    expect(answers(text)).toEqual(["me@example.org accepted"]);
    expect(shown(text)).toEqual(shown(before));
  });
  test("for one instance it makes an exception", () => {
    const text = apply(
      stored(series),
      appleReply("me@example.org", "DECLINED", { more: ["RECURRENCE-ID:20261109T090000Z"] }),
    );
    expect(answers(text)).toEqual(["me@example.org needs-action"]);
    expect(answers(text, "20261109T090000Z")).toEqual(["me@example.org declined"]);
  });
  test("of somebody who was not invited adds that person", () => {
    expect(answers(apply(stored(series), appleReply("eve@example.net", "TENTATIVE")))).toEqual([
      "me@example.org needs-action",
      "eve@example.net tentative",
    ]);
  });
  test.each(["COUNTER", "DECLINECOUNTER", "REFRESH"])("%s changes nothing by itself", (method) => {
    const text = appleReply("me@example.org", "TENTATIVE").replace("METHOD:REPLY", `METHOD:${method}`);
    expect(() => apply(stored(series), text)).toThrow(expect.objectContaining({ code: "unsupported" }));
  });
});

describe("the answer that I send", () => {
  const input = { addresses: ME, answer: "accepted" as const, nowMs: NOW };
  test("says who answers what to which version, and names nobody else", () => {
    const text = replyText(stored(outlook({ sequence: 4 })), { ...input, comment: "With pleasure; 10 min late" });
    expect(text.match(/ATTENDEE/g)).toHaveLength(1);
    expect(text.replaceAll("\r\n ", "")).toContain(
      'ATTENDEE;CN="Me, Myself";ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED:MAILTO:Me@Example.org',
    );
    expect(text).toContain("COMMENT:With pleasure\\; 10 min late\r\n");
    expect(text).toContain("DTSTAMP:20261123T080000Z\r\n");
    expect(text).toContain("TZID:W. Europe Standard Time");
    expect(readInvitation(text)).toMatchObject({
      method: "reply",
      sequence: 4,
      organizer: { address: "anna@example.com" },
      fields: { start: "2026-11-24T09:00" },
    });
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });
  test("what a client tells its server stays between them", () => {
    const quiet = stored(outlook())
      .replace("ORGANIZER;CN=Anna", "ORGANIZER;CN=Anna;SCHEDULE-AGENT=NONE")
      .replace('ATTENDEE;CN="Me', 'ATTENDEE;SCHEDULE-STATUS=1.2;CN="Me');
    expect(replyText(quiet, input)).not.toContain("SCHEDULE-");
  });
  test("for one instance it names the instance, moved or not; the organiser's side understands it", () => {
    const moved = google("REQUEST", 1, "20261105T080000Z", instance("20261109", "100000"));
    const mine = stored(series, moved);
    for (const recurrenceId of ["20261109T090000Z", "20261116T090000Z"]) {
      const text = replyText(mine, { ...input, answer: "declined", recurrenceId });
      expect(readInvitation(text).recurrenceIds).toEqual([recurrenceId]);
      expect(planInvitation(readInvitation(text), mine, BOSS)).toMatchObject({
        kind: "reply-noted",
        instances: [recurrenceId],
        partyCrasher: false,
      });
    }
    const all = calendar("DTSTART;VALUE=DATE:20261109", "RRULE:FREQ=DAILY", "ATTENDEE:mailto:me@example.org");
    expect(replyText(all, { ...input, recurrenceId: "20261110" })).toContain("RECURRENCE-ID;VALUE=DATE:20261110\r\n");
  });
  test("it is refused for who is not invited and for what is no instance", () => {
    expect(() => replyText(stored(series), { ...input, addresses: ["x@y.z"] })).toThrow(
      expect.objectContaining({ reason: "not-invited" }),
    );
    expect(() => replyText(stored(series), { ...input, recurrenceId: "20261110T090000Z" })).toThrow(
      expect.objectContaining({ code: "missing" }),
    );
  });
});
