import { describe, expect, test } from "vitest";
import { applyIntent, sameMeaning } from "../../src-main/domain/edit.ts";
import type { EventIntent, FieldChanges } from "../../src-main/domain/event.ts";
import { readResource } from "../../src-main/domain/resource.ts";
import {
  isOrganizedBy,
  mailsOf,
  ownAnswer,
  refusedForAttendee,
  withInvitations,
  withoutInvitations,
} from "../../src-main/domain/scheduling.ts";
import { calendar, fixture, fixtureNames, lineDiff, NOW } from "./fixtures.ts";
import { meeting } from "./merge-versions.ts";

const ANNA = ["anna@example.org", "mailto:Anna@Example.org"];
const BOB = ["bob@example.org"];
const apply = (intent: EventIntent, text = meeting) => applyIntent(text, intent, NOW);
const change = (set: FieldChanges, recurrenceId?: string) =>
  apply({ kind: "change", set, ...(recurrenceId && { recurrenceId }) });
const both = ["bob@example.org", "eva@example.org"];
const LATE = "20260921T080000Z";

describe("who is who", () => {
  const fields = (...lines: string[]) => readResource(calendar("DTSTART:20261123T090000Z", ...lines)).master as never;
  test("R10: an address is the user's in any case, with mailto or by the EMAIL of a principal", () => {
    const event = fields(
      "ORGANIZER:MAILTO:Anna@Example.org",
      'ATTENDEE;EMAIL="bob@example.org";PARTSTAT=DECLINED:/principals/7/',
    );
    expect(isOrganizedBy(event, ["mailto:anna@example.ORG"])).toBe(true);
    expect(ownAnswer(event, ["MAILTO:Bob@example.org"])).toBe("declined");
  });
  test("a plus address is another mailbox", () => {
    const event = fields("ORGANIZER:mailto:anna+team@example.org", "ATTENDEE:mailto:bob+x@example.org");
    expect(isOrganizedBy(event, ANNA)).toBe(false);
    expect(ownAnswer(event, BOB)).toBeUndefined();
  });
  test("without an organiser, or without an address of one's own, it is the user's", () => {
    expect(isOrganizedBy(fields(), BOB)).toBe(true);
    expect(isOrganizedBy(fields("ORGANIZER:mailto:x@example.org"), [])).toBe(true);
    expect(ownAnswer(fields("ATTENDEE:mailto:bob@example.org"), BOB)).toBe("needs-action");
  });
});

describe("R87: whom a save would mail, as organiser (RFC 6638 §3.2.1)", () => {
  test.each<[string, FieldChanges]>([
    ["a time", { start: "2026-09-07T11:00" }],
    ["a rule", { rrule: "FREQ=WEEKLY;COUNT=3" }],
    ["a title", { title: "x" }],
    ["a place", { location: "x" }],
    ["a description", { description: "x" }],
    ["a status", { status: "cancelled" }],
  ])("%s concerns everybody", (_, set) => expect(mailsOf(meeting, change(set) as string, ANNA)).toEqual(both));

  test("an instance taken out, and the whole event, new or deleted, do too", () => {
    const out = apply({ kind: "remove-instance", recurrenceId: "20260928T080000Z" });
    expect(mailsOf(meeting, out, ANNA)).toEqual(both);
    expect(mailsOf(undefined, meeting, ANNA)).toEqual(both);
    expect(mailsOf(meeting, undefined, ANNA)).toEqual(both);
  });

  test.each<[string, FieldChanges]>([
    ["my alarms", { reminders: [] }],
    ["free or busy", { transparency: "transparent" }],
    ["my categories", { categories: [] }],
  ])("%s concern nobody", (_, set) => expect(mailsOf(meeting, change(set) as string, ANNA)).toEqual([]));

  test("an X- property, a stamp and nothing at all concern nobody", () => {
    expect(mailsOf(meeting, meeting.replace("X-ROOM-CODE;FLOOR=2:R1", "X-ROOM-CODE:9"), ANNA)).toEqual([]);
    expect(mailsOf(meeting, meeting.replaceAll("DTSTAMP:2026", "DTSTAMP:2027"), ANNA)).toEqual([]);
    expect(mailsOf(meeting, meeting, ANNA)).toEqual([]);
  });

  test("somebody added or taken off is told alone", () => {
    const people = [{ address: "eva@example.org" }, { address: "zoe@example.org" }, { address: "ANNA@example.org" }];
    expect(mailsOf(meeting, change({ attendees: people }) as string, ANNA)).toEqual([
      "zoe@example.org",
      "bob@example.org",
    ]);
  });

  test("a change of one instance mails those of that instance", () => {
    const exception = change({ attendees: [{ address: "zoe@example.org" }] }, "20260928T080000Z") as string;
    const moved = applyIntent(
      exception,
      { kind: "change", recurrenceId: "20260928T080000Z", set: { location: "x" } },
      NOW,
    );
    expect(mailsOf(exception, moved, ANNA)).toEqual(["zoe@example.org"]);
    expect(mailsOf(meeting, change({ title: "x" }, LATE) as string, ANNA)).toEqual([]);
  });

  test("muted attendees and events without an organiser are not mailed", () => {
    expect(mailsOf(undefined, withoutInvitations(meeting), ANNA)).toEqual([]);
    expect(mailsOf(undefined, meeting.replace(/ORGANIZER.*\r\n/, ""), ANNA)).toEqual([]);
    const client = meeting.replace("ATTENDEE;CN=Bob", "ATTENDEE;SCHEDULE-AGENT=client;CN=Bob");
    expect(mailsOf(undefined, client, ANNA)).toEqual(["eva@example.org"]);
  });
});

describe("R90, R93: whom a save would mail, as attendee (RFC 6638 §3.2.2)", () => {
  const answer = (own: "accepted" | "declined", recurrenceId?: string, text = meeting) =>
    apply({ kind: "answer", addresses: BOB, answer: own, ...(recurrenceId && { recurrenceId }) }, text) as string;
  test("the organiser hears of an answer, for all or for one, and of a deletion", () => {
    expect(mailsOf(meeting, answer("accepted"), BOB)).toEqual(["anna@example.org"]);
    expect(mailsOf(meeting, answer("declined", "20260928T080000Z"), BOB)).toEqual(["anna@example.org"]);
    expect(mailsOf(meeting, undefined, BOB)).toEqual(["anna@example.org"]);
    const out = apply({ kind: "remove-instance", recurrenceId: "20260928T080000Z", asAttendee: true });
    expect(mailsOf(meeting, out, BOB)).toEqual(["anna@example.org"]);
  });
  test("and of nothing else: not of alarms, of what was declined before, of a new invitation, of a muted one", () => {
    expect(mailsOf(meeting, change({ reminders: [] }) as string, BOB)).toEqual([]);
    expect(mailsOf(answer("declined"), undefined, BOB)).toEqual([]);
    expect(mailsOf(undefined, meeting, BOB)).toEqual([]);
    expect(mailsOf(withoutInvitations(meeting), withoutInvitations(answer("accepted")), BOB)).toEqual([]);
    expect(mailsOf(meeting, answer("accepted"), ["nobody@example.org"])).toEqual([]);
  });
  test("R90: what an attendee may not change is named", () => {
    expect(refusedForAttendee({ reminders: [], transparency: "opaque", categories: [] })).toEqual([]);
    const refused = refusedForAttendee({ title: "x", start: "2026-01-01", location: null, reminders: [] });
    expect(refused).toEqual(["title", "start", "location"]);
    expect(refusedForAttendee({ attendees: [], privacy: "private", url: null, rrule: null })).toHaveLength(4);
  });
});

describe("R88: muting invitations", () => {
  test("every attendee and organiser is muted, no other line changes, and taking the mark away restores every byte", () => {
    for (const text of [meeting, meeting.replaceAll("\r\n", "\n"), ...fixtureNames.map((name) => fixture(name))]) {
      const muted = withoutInvitations(text);
      const people = muted.replace(/\r?\n[ \t]/g, "").match(/^(ATTENDEE|ORGANIZER)[;:].*$/gim) ?? [];
      for (const line of people) expect(line).toMatch(/;SCHEDULE-AGENT=(NONE|CLIENT)/i);
      expect(lineDiff(text, muted)[0].every((line) => /^(ATTENDEE|ORGANIZER)/i.test(line))).toBe(true);
      expect(withoutInvitations(muted)).toBe(muted);
      if (!/SCHEDULE-AGENT/i.test(text)) expect(withInvitations(muted)).toBe(text);
    }
  });
  test("a mark that a server wrote anew goes too; what is left to a client stays", () => {
    const rewritten = meeting.replace("ATTENDEE;CN=Bob", "ATTENDEE;CN=Bob;SCHEDULE-AGENT=NONE");
    expect(sameMeaning(withInvitations(rewritten), meeting)).toBe(true);
    const client = meeting.replace("ATTENDEE;CN=Bob", "ATTENDEE;CN=Bob;SCHEDULE-AGENT=CLIENT");
    expect(withInvitations(withoutInvitations(client))).toBe(client);
    const server = meeting.replace("ATTENDEE;CN=Bob", "ATTENDEE;CN=Bob;SCHEDULE-AGENT=SERVER");
    expect(withoutInvitations(server)).not.toContain("AGENT=SERVER");
  });
  test("whom an alarm mails by itself is not invited", () => {
    const text = calendar(
      "DTSTART:20261123T090000Z",
      "BEGIN:VALARM",
      "ACTION:EMAIL",
      "ATTENDEE:mailto:a@example.org",
      "END:VALARM",
    );
    expect(withoutInvitations(text)).toBe(text);
  });
});
