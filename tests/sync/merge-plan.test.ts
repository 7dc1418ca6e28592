import { describe, expect, it } from "vitest";
import { lastModifiedMs, planMerge, winnerOf } from "../../src-main/sync/merge-plan.ts";
import { eventText } from "../servers/dav.ts";

const NOW = Date.parse("2026-11-18T09:00:00Z");

describe("whose version stands where both cannot", () => {
  it.each([
    ["ask", 1, 2, undefined],
    ["server", 2, 1, "theirs"],
    ["mine", 1, 2, "mine"],
    ["newest", 1, 2, "theirs"],
    ["newest", 2, 1, "mine"],
    ["newest", 1, 1, "mine"],
  ] as const)("%s, mine of %s and theirs of %s: %s", (policy, mineMs, theirsMs, winner) => {
    expect(winnerOf(policy, { mineMs, theirsMs })).toBe(winner);
  });

  it.each(["mine", "theirs"] as const)("with newest and a time nobody knows the edit is kept: %s", (edited) => {
    expect(winnerOf("newest", { mineMs: 1, theirsMs: undefined }, edited)).toBe(edited);
    expect(winnerOf("newest", { mineMs: undefined, theirsMs: 1 }, edited)).toBe(edited);
  });
});

describe("when an object was last changed", () => {
  const text = eventText("a", "A");
  it.each([
    ["its DTSTAMP", text, "2026-01-01T00:00:00Z"],
    [
      "LAST-MODIFIED, where there is one",
      text.replace("SUMMARY", "LAST-MODIFIED:20261118T100000Z\r\nSUMMARY"),
      "2026-11-18T10:00:00Z",
    ],
    [
      "the latest of its events",
      text.replace(
        "END:VCALENDAR",
        "BEGIN:VEVENT\r\nUID:a\r\nLAST-MODIFIED:20270101T000000Z\r\nEND:VEVENT\r\nEND:VCALENDAR",
      ),
      "2027-01-01T00:00:00Z",
    ],
  ])("is %s", (_, object, at) => {
    expect(lastModifiedMs(object)).toBe(Date.parse(at));
  });

  it("is not known when nothing says so", () => {
    expect(lastModifiedMs(text.replace(/DTSTAMP.*\r\n/, ""))).toBeUndefined();
  });
});

describe("what becomes of two versions", () => {
  const base = eventText("a", "Base");
  const [mine, theirs] = [eventText("a", "Mine"), eventText("a", "Theirs")];
  const edits = { intents: undefined, madeMs: NOW };
  const located = base.replace("SUMMARY", "LOCATION:Here\r\nSUMMARY");

  it("is nothing to decide when both say the same", () => {
    expect(planMerge({ base, mine, theirs: mine.replace("DTSTAMP:2026", "DTSTAMP:2025") }, "ask", edits, NOW)).toEqual({
      do: "same",
    });
  });

  it("is one text when they changed different fields, whatever the policy", () => {
    for (const policy of ["ask", "server", "mine", "newest"] as const) {
      const plan = planMerge({ base, mine, theirs: located }, policy, edits, NOW);
      expect(plan).toMatchObject({ do: "merged" });
      expect(plan.do === "merged" && plan.text).toMatch(/LOCATION:Here\r\nSUMMARY:Mine/);
    }
  });

  it.each([
    ["server", "theirs", mine],
    ["mine", "mine", theirs],
    ["newest", "mine", theirs],
  ] as const)("goes by the policy %s: %s wins, the other is told as lost", (policy, winner, lost) => {
    expect(planMerge({ base, mine, theirs }, policy, edits, NOW)).toMatchObject({ do: "decided", winner, lost });
  });

  it("is a question with policy ask, with mine where they disagree", () => {
    const plan = planMerge({ base, mine, theirs }, "ask", edits, NOW);
    expect(plan).toMatchObject({ do: "ask", fields: [{ name: "title" }] });
    expect(plan.do === "ask" && plan.text).toContain("SUMMARY:Mine");
  });

  it("moves a series and their exception of it alike, by doing the edit again on theirs", () => {
    const series = base.replace("SUMMARY", "RRULE:FREQ=DAILY;COUNT=5\r\nSUMMARY");
    const exception = [
      "BEGIN:VEVENT",
      "UID:a",
      "DTSTAMP:20260101T000000Z",
      "RECURRENCE-ID:20261124T090000Z",
      "DTSTART:20261124T110000Z",
      "DTEND:20261124T120000Z",
      "SUMMARY:Later that day",
      "END:VEVENT",
      "END:VCALENDAR",
    ].join("\r\n");
    const theirs = series.replace("END:VCALENDAR", exception);
    const mine = series
      .replace("DTSTART:20261123T09", "DTSTART:20261123T08")
      .replace("DTEND:20261123T10", "DTEND:20261123T09");
    const intents = [{ kind: "change" as const, set: { start: "2026-11-23T08:00", end: "2026-11-23T09:00" } }];
    const plan = planMerge({ base: series, mine, theirs }, "ask", { intents, madeMs: NOW }, NOW);
    expect(plan).toMatchObject({ do: "merged" });
    expect(plan.do === "merged" && plan.text).toMatch(/RECURRENCE-ID:20261124T080000Z/);
    // Without knowing the wish, a person has to look at it.
    expect(planMerge({ base: series, mine, theirs }, "ask", edits, NOW)).toMatchObject({ do: "ask" });
  });

  it("keeps what they put into a list when an edit that names the whole list is made again", () => {
    const series = base.replace("SUMMARY", "RRULE:FREQ=DAILY;COUNT=5\r\nSUMMARY");
    const theirs = series.replace("SUMMARY", "EXDATE:20261124T090000Z\r\nCATEGORIES:theirs\r\nSUMMARY");
    const mine = series
      .replace("DTSTART:20261123T09", "DTSTART:20261123T08")
      .replace("DTEND:20261123T10", "DTEND:20261123T09")
      .replace("SUMMARY", "CATEGORIES:mine\r\nSUMMARY");
    const intents = [
      { kind: "change" as const, set: { categories: ["mine"] } },
      { kind: "change" as const, set: { start: "2026-11-23T08:00", end: "2026-11-23T09:00" } },
    ];
    const plan = planMerge({ base: series, mine, theirs }, "ask", { intents, madeMs: NOW }, NOW);
    if (plan.do !== "merged") throw new Error(plan.do);
    expect(plan.text).toMatch(/EXDATE:20261124T080000Z/);
    expect([...plan.text.matchAll(/CATEGORIES:(.*)/g)].flatMap((match) => match[1]?.trim().split(",")).sort()).toEqual([
      "mine",
      "theirs",
    ]);
  });
});
