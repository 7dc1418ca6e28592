import { describe, expect, test } from "vitest";
import { applyIntent } from "../../src-main/domain/edit.ts";
import type { FieldChanges } from "../../src-main/domain/event.ts";
import { mergeVersions } from "../../src-main/domain/merge.ts";
import { readResource } from "../../src-main/domain/resource.ts";
import { calendar, events, fixture, lineDiff, NOW } from "./fixtures.ts";
import { meeting } from "./merge-versions.ts";

const change = (text: string, set: FieldChanges, recurrenceId?: string) =>
  applyIntent(text, { kind: "change", set, ...(recurrenceId && { recurrenceId }) }, NOW) as string;
const merge = (
  mine: string,
  theirs: string,
  base: string | undefined = meeting,
  prefer: "mine" | "theirs" | "suggested" = "suggested",
) => mergeVersions({ base, mine, theirs }, { prefer });
const keys = (merged: ReturnType<typeof merge>) => merged.conflicts.map((one) => one.key);
// Replaces text that must be there.
const put = (text: string, from: string, to: string) => {
  expect(text).toContain(from);
  return text.replace(from, to);
};

describe("a field that both changed", () => {
  test("is a conflict with all three values, theirs unless I say otherwise; the rest is merged", () => {
    const mine = change(meeting, { title: "Mine", location: "Room 2" });
    const theirs = change(meeting, { title: "Theirs", description: "New" });
    const { text, conflicts } = merge(mine, theirs);
    expect(conflicts).toEqual([
      {
        key: "SUMMARY",
        name: "title",
        property: "SUMMARY",
        base: { text: "Review" },
        mine: { text: "Mine" },
        theirs: { text: "Theirs" },
        suggested: "theirs",
      },
    ]);
    expect(readResource(text).master).toMatchObject({ title: "Theirs", location: "Room 2", description: "New" });
    expect(readResource(merge(mine, theirs, meeting, "mine").text).master?.title).toBe("Mine");
  });

  test("what is private is suggested to stay mine", () => {
    const mine = put(
      change(meeting, { transparency: "transparent" }),
      "X-ROOM-CODE;FLOOR=2:R1",
      "X-ROOM-CODE;FLOOR=2:R2",
    );
    const theirs = put(meeting, "X-ROOM-CODE;FLOOR=2:R1", "X-ROOM-CODE;FLOOR=2:R3\r\nTRANSP:OPAQUE");
    const merged = merge(mine, theirs);
    expect(merged.conflicts.map(({ key, suggested }) => [key, suggested])).toEqual([
      ["TRANSP", "mine"],
      ["X-ROOM-CODE", "mine"],
    ]);
    expect(merged.text).toContain("TRANSP:TRANSPARENT");
    expect(merged.text).toContain("FLOOR=2:R2");
  });

  test("start, end and all-day are one value; a rule is another", () => {
    const mine = change(meeting, { end: "2026-09-07T12:00" });
    const theirs = change(meeting, { start: "2026-09-07T09:00" });
    expect(merge(mine, theirs).conflicts[0]).toMatchObject({
      key: "DTSTART",
      name: "time",
      mine: { start: "2026-09-07T10:00", end: "2026-09-07T12:00", zone: "Europe/Paris" },
      theirs: { start: "2026-09-07T09:00", end: "2026-09-07T10:00", zone: "Europe/Paris" },
    });
    const rules = merge(
      change(meeting, { rrule: "FREQ=WEEKLY;COUNT=6" }),
      change(meeting, { rrule: "FREQ=DAILY;COUNT=4" }),
    );
    expect(rules.conflicts[0]).toMatchObject({
      key: "RRULE",
      name: "repeat",
      mine: { text: "FREQ=WEEKLY;COUNT=6" },
      theirs: { text: "FREQ=DAILY;COUNT=4" },
    });
  });

  test("R65: a description and its HTML twin are one value", () => {
    const base = calendar("DTSTART:20261123T090000Z", "DESCRIPTION:a", "X-ALT-DESC;FMTTYPE=text/html:<b>a</b>");
    const mine = change(base, { description: "mine" });
    const theirs = put(base, "<b>a</b>", "<i>a</i>");
    const merged = merge(mine, theirs, base, "mine");
    expect(keys(merged)).toEqual(["DESCRIPTION"]);
    expect(merged.text).toContain("DESCRIPTION:mine\r\nX-ALT-DESC;FMTTYPE=text/html:<html><body>mine</body></html>");
  });

  test("the same change on both sides is none", () => {
    const mine = change(meeting, { title: "Same", reminders: [] });
    const theirs = applyIntent(meeting, { kind: "change", set: { title: "Same", reminders: [] } }, NOW + 9e6) as string;
    expect(merge(mine, theirs)).toEqual({ text: theirs, conflicts: [] });
  });
});

describe("lists are merged element by element", () => {
  test("categories, attachments, comments", () => {
    const mine = put(change(meeting, { categories: ["team", "mine"] }), "ATTACH:", "COMMENT:mine\r\nATTACH:");
    const theirs = put(
      put(meeting, "CATEGORIES:work,team", "CATEGORIES:work,team,theirs"),
      "ATTACH:https://example.org/a.pdf",
      "ATTACH:https://example.org/b.pdf\r\nCOMMENT:theirs",
    );
    const merged = merge(mine, theirs);
    expect(merged.conflicts).toEqual([]);
    expect(readResource(merged.text).master?.categories).toEqual(["team", "theirs", "mine"]);
    expect(merged.text).toContain("COMMENT:theirs\r\nCOMMENT:mine\r\n");
    expect(merged.text).not.toContain("a.pdf");
  });

  test("instances taken out on both sides are all out, however each side spells them", () => {
    const out = (text: string, recurrenceId: string) =>
      applyIntent(text, { kind: "remove-instance", recurrenceId }, NOW) as string;
    const mine = out(out(meeting, "20260928T080000Z"), "20261005T080000Z");
    const theirs = put(meeting, "EXDATE;TZID=Europe/Paris:20260914T100000", "EXDATE:20260914T080000Z,20261005T080000Z");
    const merged = merge(mine, theirs);
    expect(merged.conflicts).toEqual([]);
    expect(merged.text.match(/EXDATE.*/g)).toEqual([
      "EXDATE:20260914T080000Z,20261005T080000Z",
      "EXDATE;TZID=Europe/Paris:20260928T100000",
    ]);
  });

  test("alarms by UID, else by what they say; one that only rang is no change", () => {
    const mine = change(meeting, { reminders: [{ minutesBefore: 15 }, { minutesBefore: 60 }] });
    const rang = put(meeting, "UID:alarm-1\r\n", "UID:alarm-1\r\nACKNOWLEDGED:20260907T080000Z\r\n");
    const merged = merge(mine, rang);
    expect(merged.conflicts).toEqual([]);
    expect(merged.text).toContain("ACKNOWLEDGED");
    expect(readResource(merged.text).master?.reminders).toEqual([{ minutesBefore: 15 }, { minutesBefore: 60 }]);
    const gone = merge(change(meeting, { reminders: [] }), rang);
    expect([gone.conflicts, gone.text.includes("VALARM")]).toEqual([[], false]);
  });

  test("an alarm they took out is gone, though it rang here meanwhile", () => {
    const rang = put(meeting, "UID:alarm-1\r\n", "UID:alarm-1\r\nACKNOWLEDGED:20260907T080000Z\r\n");
    const merged = merge(rang, change(meeting, { reminders: [] }));
    expect([merged.conflicts, merged.text.includes("VALARM")]).toEqual([[], false]);
  });

  test("an alarm that both changed is a conflict in minutes before the start, mine by suggestion", () => {
    const at = (trigger: string) => put(meeting, "TRIGGER:-PT15M", `TRIGGER:${trigger}`);
    expect(merge(at("-PT5M"), at("-PT30M")).conflicts).toMatchObject([
      { key: "VALARM", name: "reminders", mine: { items: ["5"] }, theirs: { items: ["30"] }, suggested: "mine" },
    ]);
  });
});

describe("attendees are merged by address, parameter by parameter", () => {
  const bob = "ATTENDEE;CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org";
  const eva = "ATTENDEE;CN=Eva;PARTSTAT=ACCEPTED:mailto:eva@example.org";
  const answer = (text: string, own: string) =>
    applyIntent(text, { kind: "answer", addresses: ["bob@example.org"], answer: own as "accepted" }, NOW) as string;

  test("my answer meets their new role, their server's notes and their answers", () => {
    const theirs = put(
      put(
        meeting,
        bob,
        'ATTENDEE;CN=Bob;PARTSTAT=NEEDS-ACTION;ROLE=CHAIR;SCHEDULE-STATUS="1.1":mailto:bob@example.org',
      ),
      eva,
      "ATTENDEE;CN=Eva;PARTSTAT=DECLINED:mailto:eva@example.org\r\nATTENDEE:mailto:new@example.org",
    );
    const merged = merge(answer(meeting, "accepted"), theirs);
    expect(merged.conflicts).toEqual([]);
    const unfolded = merged.text.replaceAll("\r\n ", "");
    expect(unfolded).toContain(
      "ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED;ROLE=CHAIR;SCHEDULE-STATUS=1.1:mailto:bob@example.org",
    );
    expect(readResource(merged.text).master?.attendees.map(({ address, answer: said }) => [address, said])).toEqual([
      ["bob@example.org", "accepted"],
      ["eva@example.org", "declined"],
      ["new@example.org", undefined],
    ]);
  });

  test("only an answer given on both sides is in conflict, and then it is mine that is suggested", () => {
    const merged = merge(answer(meeting, "accepted"), answer(meeting, "declined"));
    expect(merged.conflicts).toMatchObject([{ key: "ATTENDEE", name: "answer", suggested: "mine" }]);
    expect(merged.text).toContain("PARTSTAT=ACCEPTED:mailto:bob@example.org");
  });

  test("the server's notes on messages are the server's, whatever I have of them", () => {
    const noted = (status: string) =>
      put(meeting, "PARTSTAT=ACCEPTED:", `PARTSTAT=ACCEPTED;SCHEDULE-STATUS=${status}:`);
    const merged = merge(noted("1.0"), noted("2.0"));
    expect(merged).toEqual({ text: noted("2.0"), conflicts: [] });
    const named = put(noted("1.0"), "CN=Eva", "CN=Eva K");
    const both = merge(named, noted("2.0"));
    expect(both.conflicts).toEqual([]);
    expect(both.text).toContain("CN=Eva K;PARTSTAT=ACCEPTED;SCHEDULE-STATUS=2.0:");
  });

  test("somebody I took off the list does not come back by answering", () => {
    const mine = change(meeting, { attendees: [{ address: "eva@example.org" }] });
    const merged = merge(mine, answer(meeting, "accepted"));
    expect([merged.conflicts, readResource(merged.text).master?.attendees.length]).toEqual([[], 1]);
  });
});

describe("bookkeeping", () => {
  test("stamps are the later of both, and nobody is asked", () => {
    const mine = applyIntent(meeting, { kind: "change", set: { title: "x" } }, NOW - 9e9) as string;
    const merged = merge(mine, change(meeting, { location: "y" }));
    expect(merged.text.match(/(DTSTAMP|LAST-MODIFIED):20261123T080000Z/g)).toHaveLength(2);
  });

  test("R91: a revision of mine on top of one of theirs is a further one, and no exception stays behind", () => {
    const mine = change(meeting, { status: "tentative" });
    const theirs = change(meeting, { rrule: "FREQ=WEEKLY;COUNT=20" });
    for (const text of [mine, theirs]) expect(text).toContain("SEQUENCE:2");
    expect(merge(mine, theirs).text.match(/SEQUENCE:\d/g)).toEqual(["SEQUENCE:3", "SEQUENCE:3"]);
    expect(merge(change(meeting, { title: "x" }), theirs).text).toContain("SEQUENCE:2");
  });
});

describe("lossless", () => {
  test("R59, R70: a field of mine changes its own lines of theirs, in their line ends, and brings its zone", () => {
    const base = fixture("exchange-windows-zone.ics");
    const theirs = put(base, "LOCATION;LANGUAGE=de-DE:Raum 4.12", "LOCATION;LANGUAGE=de-DE:Raum\r\n  5").replaceAll(
      "\r\n",
      "\n",
    );
    const mine = change(base, { start: "2026-10-05T11:00", end: "2026-10-05T12:00", zone: "Asia/Tokyo" });
    const { text, conflicts } = merge(mine, theirs, base);
    expect(conflicts).toEqual([]);
    expect(text).not.toContain("\r");
    const [gone, come] = lineDiff(theirs, text);
    expect(
      gone
        .filter((line) => !/^(DTSTAMP|SEQUENCE|LAST-MODIFIED)/.test(line))
        .every((line) => /^(DTSTART|DTEND|EXDATE|RRULE)/.test(line)),
    ).toBe(true);
    expect(come).toContain("TZID:Asia/Tokyo");
    expect(text).toContain("LOCATION;LANGUAGE=de-DE:Raum\n  5\n");
  });

  test("R69: a zone that only my file explains comes along", () => {
    const zone =
      "BEGIN:VTIMEZONE\r\nTZID:Ours\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0500\r\nTZOFFSETTO:+0500\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    const base = calendar("DTSTART:20261123T090000Z", "SUMMARY:x");
    const mine = put(
      put(base, "BEGIN:VEVENT", `${zone}BEGIN:VEVENT`),
      ":20261123T090000Z",
      ";TZID=Ours:20261123T090000",
    );
    const merged = merge(mine, put(base, "SUMMARY:x", "SUMMARY:y"), base);
    expect(merged.text).toContain(`${zone}BEGIN:VEVENT`);
    expect(readResource(merged.text).master).toMatchObject({ title: "y", start: "2026-11-23T04:00", zone: "UTC" });
  });

  test("without a common version every difference is a conflict, what is equal is not", () => {
    const mine = change(meeting, { title: "Mine", categories: ["work", "x"], reminders: [] });
    const merged = mergeVersions({ base: undefined, mine, theirs: meeting }, { prefer: "theirs" });
    expect(keys(merged)).toEqual(["SUMMARY", "CATEGORIES", "VALARM"]);
    expect(merged.text).toBe(meeting);
  });

  test("unknown properties of one name are told apart by their parameters", () => {
    const base = calendar("DTSTART:20261123T090000Z", "X-A;N=1:a", "X-A;N=2:b");
    const merged = merge(put(base, "N=1:a", "N=1:mine"), put(base, "N=2:b", "N=2:theirs"), base);
    expect(merged).toEqual({ text: put(put(base, "N=1:a", "N=1:mine"), "N=2:b", "N=2:theirs"), conflicts: [] });
  });

  test("what cannot be read is malformed, and nothing else is thrown", () => {
    for (const bad of ["", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", events(["DTSTART:nonsense"])])
      expect(() => merge(bad, meeting)).toThrow(expect.objectContaining({ code: "malformed" }));
  });
});
