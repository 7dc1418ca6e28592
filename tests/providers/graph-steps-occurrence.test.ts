import { describe, expect, test } from "vitest";
import { applyIntent } from "../../src-main/domain/edit.ts";
import { seriesText } from "../../src-main/providers/graph/map.ts";
import type { Series } from "../../src-main/providers/graph/series.ts";
import { settle } from "../fixtures/graph/apply.ts";
import { change, NOW, plan, shown, weekly, without } from "../fixtures/graph/plans.ts";
import { OWN, seriesFrom } from "../fixtures/graph/series.ts";

describe("An occurrence", () => {
  const series = seriesFrom("series");
  const text = seriesText(series, OWN);

  test("is changed and deleted by its local date, an override by its id", () => {
    const wanted = without(change(text, { title: "Retro" }, "20260401T070000Z"), "20260415T070000Z");
    expect(plan(series, wanted)).toEqual([
      { do: "remove-occurrence", masterId: "AAMkM1=", date: "2026-04-15" },
      { do: "change-occurrence", masterId: "AAMkM1=", date: "2026-04-01", id: "AAMkX1=", body: { subject: "Retro" } },
    ]);
    const [deleted] = plan(series, without(text, "20260413T070000Z"));
    expect(deleted).toMatchObject({ do: "remove-occurrence", date: "2026-04-13", id: "AAMkX2=", etag: 'W/"x2"' });
  });

  test("that has no override any more is made like the series again", () => {
    const wanted = text.replace(
      /BEGIN:VEVENT\r\n(?:(?!BEGIN:VEVENT)[\s\S])*Stand-up\\, later[\s\S]*?END:VEVENT\r\n/,
      "",
    );
    expect(wanted).not.toBe(text);
    expect(plan(series, wanted)).toMatchObject([
      { do: "change-occurrence", date: "2026-04-01", body: { subject: "Stand-up" } },
    ]);
    expect(settle(series, wanted, OWN).left).toEqual([]);
  });

  test("that was deleted comes back by saying the series again", () => {
    const wanted = text.replace(/EXDATE;TZID=Europe\/Berlin:20260325T090000\r\n/, "");
    expect(plan(series, wanted)).toMatchObject([
      { do: "change", body: { recurrence: { range: { startDate: "2026-03-23" } } } },
    ]);
    const { series: after, left } = settle(series, wanted, OWN);
    expect(left).toEqual([]);
    expect(shown(seriesText(after as Series, OWN))).toEqual(shown(wanted));
  });

  test("moves after the one that makes room for it", () => {
    const daily = change(weekly, { rrule: "FREQ=DAILY;INTERVAL=2;COUNT=8" });
    const { series: there } = settle(undefined, daily, OWN);
    const first = change(daily, { start: "2026-03-20T09:00", end: "2026-03-20T10:00" }, "20260318T110000Z");
    const both = change(first, { start: "2026-03-21T09:00", end: "2026-03-21T10:00" }, "20260320T110000Z");
    expect(plan(there, both).map((step) => ("date" in step ? step.date : ""))).toEqual(["2026-03-20", "2026-03-18"]);
  });
});

describe("Somebody else's meeting", () => {
  const answer = (
    series: Series,
    said: "accepted" | "declined" | "tentative",
    recurrenceId?: string,
    comment?: string,
  ) =>
    applyIntent(
      seriesText(series, OWN),
      {
        kind: "answer",
        addresses: OWN,
        answer: said,
        ...(recurrenceId && { recurrenceId }),
        ...(comment && { comment }),
      },
      NOW,
    ) as string;

  test("is answered, with a comment where there is one", () => {
    const series = seriesFrom("guest");
    expect(plan(series, answer(series, "accepted", undefined, "See you, there"))).toEqual([
      { do: "answer", masterId: "AAMkG1=", answer: "accept", comment: "See you, there" },
    ]);
    expect(plan(series, answer(series, "tentative"))).toEqual([]);
    expect(settle(series, answer(series, "declined"), OWN).left).toEqual([]);
  });

  test("is told the last comment", () => {
    const series = seriesFrom("guest");
    const before = answer(series, "accepted", undefined, "Maybe late");
    const again = before.replace(/COMMENT:.*\r\n/, (line) => `${line}COMMENT:In time after all\r\n`);
    expect(plan(series, again)).toMatchObject([{ comment: "In time after all" }]);
    expect(plan(series, before.replace("COMMENT:Maybe late", "X-COMMENT:Maybe late"))).toEqual([
      { do: "answer", masterId: "AAMkG1=", answer: "accept" },
    ]);
  });

  test("is answered for one occurrence, which may go when it is declined", () => {
    const series = seriesFrom("guest-series");
    const wanted = answer(series, "declined", "20260209T090000Z");
    expect(plan(series, wanted)).toEqual([
      { do: "answer", masterId: "AAMkG2=", date: "2026-02-09", answer: "decline" },
    ]);
    expect(settle(series, wanted, OWN).left).toEqual([]);
    expect(settle(series, answer(series, "accepted", "20260209T090000Z"), OWN).left).toEqual([]);
  });

  test("takes the user's own reminder and categories", () => {
    const series = seriesFrom("guest");
    const wanted = change(seriesText(series, OWN), { reminders: [{ minutesBefore: 5 }], categories: ["Money"] });
    expect(plan(series, wanted)).toMatchObject([{ body: { reminderMinutesBeforeStart: 5, categories: ["Money"] } }]);
  });

  test("takes nothing else", () => {
    const series = seriesFrom("guest");
    const refused = expect.objectContaining({ reason: "not-expressible", params: { limit: "guest-copy" } });
    expect(() => plan(series, change(seriesText(series, OWN), { title: "Mine" }))).toThrow(refused);
  });
});
