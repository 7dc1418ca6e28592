import { describe, expect, test } from "vitest";
import { applyIntent } from "../../src-main/domain/edit.ts";
import type { EventIntent } from "../../src-main/domain/event.ts";
import { readResource } from "../../src-main/domain/resource.ts";
import { events, lineDiff, NOW } from "./fixtures.ts";
import { meeting } from "./merge-versions.ts";

const BOB = ["someone@example.org", "mailto:BOB@example.org"];
type Own = "accepted" | "declined" | "tentative";
const answer = (own: Own, more: { recurrenceId?: string; comment?: string; text?: string } = {}) => {
  const { text = meeting, ...rest } = more;
  return applyIntent(text, { kind: "answer", addresses: BOB, answer: own, ...rest }, NOW) as string;
};
const answers = (text: string) => {
  const { master, overrides } = readResource(text);
  return [master, ...overrides].map((one) => one?.attendees.find(({ address }) => /^bob@/i.test(address))?.answer);
};

describe("R90: an answer changes the user's own line and nothing else", () => {
  test("for the series: PARTSTAT, no more RSVP, no new revision", () => {
    const [gone, come] = lineDiff(meeting, answer("accepted"));
    expect(gone).toEqual([
      "ATTENDEE;CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org",
      "DTSTAMP:20260101T000000Z",
    ]);
    expect(come).toEqual([
      "DTSTAMP:20261123T080000Z",
      "ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED:mailto:bob@example.org",
      "LAST-MODIFIED:20261123T080000Z",
    ]);
  });

  test("for one instance: an exception that copies the series, with the same SEQUENCE", () => {
    const text = answer("declined", { recurrenceId: "20260928T080000Z" });
    expect(answers(text)).toEqual(["needs-action", undefined, "declined"]);
    expect(text.match(/^SEQUENCE:\d/gm)).toEqual(["SEQUENCE:1", "SEQUENCE:1", "SEQUENCE:1"]);
    expect(readResource(text).overrides[1]).toMatchObject({ title: "Review", start: "2026-09-28T10:00" });
  });

  test("an instance that was answered by itself keeps its answer, the others follow", () => {
    const one = answer("declined", { recurrenceId: "20260928T080000Z" });
    const two = answer("tentative", { recurrenceId: "20261005T080000Z", text: one });
    const followed = answer("accepted", { text: two.replace("PARTSTAT=TENTATIVE", "PARTSTAT=NEEDS-ACTION") });
    expect(answers(followed)).toEqual(["accepted", undefined, "declined", "accepted"]);
  });

  test("RFC 5546 §3.2.3: a comment is added once, beside those of others", () => {
    const commented = answer("tentative", {
      comment: "Maybe; we'll see, ok",
      text: meeting.replace("SUMMARY", "COMMENT:x\r\nSUMMARY"),
    });
    expect(commented).toContain("COMMENT:x\r\nCOMMENT:Maybe\\; we'll see\\, ok\r\n");
    expect(answer("tentative", { comment: "Maybe; we'll see, ok", text: commented })).toBe(commented);
  });

  test("invited to single instances only, the answer is for those", () => {
    const lone = events([
      "RECURRENCE-ID:20260921T080000Z",
      "DTSTART:20260921T080000Z",
      "ATTENDEE:mailto:bob@example.org",
    ]);
    expect(readResource(answer("accepted", { text: lone })).overrides[0]?.attendees[0]?.answer).toBe("accepted");
  });

  test("who is not invited cannot answer, nor for an instance that is none", () => {
    const other: EventIntent = { kind: "answer", addresses: ["bob+x@example.org"], answer: "accepted" };
    expect(() => applyIntent(meeting, other, NOW)).toThrow(expect.objectContaining({ reason: "not-invited" }));
    const late = { ...other, addresses: BOB, recurrenceId: "20260921T080000Z" };
    expect(() => applyIntent(meeting, late, NOW)).toThrow(expect.objectContaining({ reason: "not-invited" }));
    expect(() => answer("accepted", { recurrenceId: "20260922T080000Z" })).toThrow(
      expect.objectContaining({ code: "missing" }),
    );
  });
});

describe("R91: an attendee's edits announce no revision", () => {
  test("neither of the series, nor of an instance, nor by taking one out", () => {
    const intents: EventIntent[] = [
      { kind: "change", set: { status: "tentative" }, asAttendee: true },
      { kind: "change", recurrenceId: "20260928T080000Z", set: { status: "tentative" }, asAttendee: true },
      { kind: "remove-instance", recurrenceId: "20260928T080000Z", asAttendee: true },
      { kind: "end-before", recurrenceId: "20260928T080000Z", asAttendee: true },
    ];
    for (const intent of intents) {
      const text = applyIntent(meeting, intent, NOW) as string;
      expect(text.match(/^SEQUENCE:[^1]/gm)).toBeNull();
      const { asAttendee: _, ...own } = intent as Extract<EventIntent, { asAttendee?: true }>;
      expect(applyIntent(meeting, own as EventIntent, NOW)).toMatch(/^SEQUENCE:2/m);
    }
  });
});
