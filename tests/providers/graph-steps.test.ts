import { describe, expect, test } from "vitest";
import { newEventText } from "../../src-main/domain/edit.ts";
import type { FieldChanges } from "../../src-main/domain/event.ts";
import { withoutInvitations } from "../../src-main/domain/scheduling.ts";
import { seriesText } from "../../src-main/providers/graph/map.ts";
import type { Series, Step } from "../../src-main/providers/graph/series.ts";
import { applyStep, settle } from "../fixtures/graph/apply.ts";
import { change, event, lunch, plan, shown, weekly, without } from "../fixtures/graph/plans.ts";
import { OWN, seriesFrom } from "../fixtures/graph/series.ts";

const NAMES = [
  "single",
  "bare",
  "all-day",
  "series",
  "all-day-series",
  "custom-zone",
  "online",
  "guest",
  "guest-series",
];

describe("A plan is empty", () => {
  test.each(NAMES)("when Graph has the object already: %s", (name) => {
    const series = seriesFrom(name);
    expect(plan(series, seriesText(series, OWN))).toEqual([]);
  });

  test("when only the spelling differs", () => {
    const series = seriesFrom("series");
    const text = seriesText(series, OWN)
      .replace("WKST=SU", "INTERVAL=1;WKST=MO")
      .replaceAll("Europe/Berlin", "Europe/Zurich")
      .replace(/UID:.*/g, "UID:another")
      .replace(/EXDATE;TZID=Europe\/Zurich:20260325T090000/, "EXDATE:20260325T080000Z");
    expect(plan(series, text)).toEqual([]);
  });
});

describe("A new event", () => {
  test("is one POST that can be sent twice, without what Graph assumes by itself", () => {
    expect(plan(undefined, lunch)).toEqual([
      {
        do: "create",
        body: {
          transactionId: "cadran:u1@cadran.example",
          subject: "Lunch",
          isAllDay: false,
          start: { dateTime: "2026-02-02T12:00:00", timeZone: "Romance Standard Time" },
          end: { dateTime: "2026-02-02T13:00:00", timeZone: "Romance Standard Time" },
          showAs: "busy",
          isReminderOn: false,
        },
      },
    ]);
  });

  test("keeps its UID, and its exceptions follow in later rounds", () => {
    const text = change(
      without(weekly, "20260323T110000Z"),
      { title: "Late lunch", start: "2026-04-07T13:00", end: "2026-04-07T14:00" },
      "20260406T100000Z",
    );
    const { series, rounds, left } = settle(undefined, text, OWN);
    expect(left).toEqual([]);
    expect(rounds.map((steps) => steps.map((step) => step.do))).toEqual([
      ["create"],
      ["remove-occurrence", "change-occurrence"],
    ]);
    const back = seriesText(series as Series, OWN);
    expect(shown(back)).toEqual(shown(text));
    expect(back).toContain("UID:u1@cadran.example");
  });

  test("invites its guests, though not the organiser, nor anybody when the invitations are muted", () => {
    const people = {
      organizer: { address: "robin@contoso.example" },
      attendees: [{ address: "robin@contoso.example" }, { address: "ada@example.com", name: "Ada" }],
    };
    const text = newEventText({ ...event, ...people, start: "2026-02-02T12:00", end: "2026-02-02T13:00" });
    const guests = (steps: readonly Step[]) => steps.map((step) => ("body" in step ? step.body.attendees : undefined));
    expect(guests(plan(undefined, text))).toEqual([
      [{ emailAddress: { address: "ada@example.com", name: "Ada" }, type: "required" }],
    ]);
    const { rounds, left } = settle(undefined, withoutInvitations(text), OWN);
    expect([rounds.flatMap(guests), left]).toEqual([[undefined], []]);
  });

  test("that somebody else organises invites nobody: Graph would send in our name", () => {
    const people = { organizer: { address: "lou@fabrikam.example" }, attendees: [{ address: "ada@example.com" }] };
    const text = newEventText({ ...event, ...people, start: "2026-02-02T12:00", end: "2026-02-02T13:00" });
    const { rounds, left } = settle(undefined, text, OWN);
    expect(JSON.stringify(rounds)).not.toContain("ada@example.com");
    expect([rounds.length, left]).toEqual([1, []]);
  });

  test("keeps a link by writing it where people look for it", () => {
    const text = newEventText({
      ...event,
      start: "2026-02-02T12:00",
      end: "2026-02-02T13:00",
      description: "Menu",
      url: "https://example.com/menu",
    });
    const { series, left } = settle(undefined, text, OWN);
    expect(left).toEqual([]);
    expect(seriesText(series as Series, OWN)).toContain("DESCRIPTION:Menu\\n\\nhttps://example.com/menu");
  });
});

describe("A change", () => {
  test("says only what differs", () => {
    const series = seriesFrom("single");
    const text = seriesText(series, OWN);
    const etag = series.master["@odata.etag"];
    const body = (set: FieldChanges) => plan(series, change(text, set));
    const one = (said: object) => [{ do: "change", id: "AAMkAGZiS1=", etag, body: said }];
    expect(body({ title: "Budget" })).toEqual(one({ subject: "Budget" }));
    expect(body({ location: null })).toEqual(one({ location: { displayName: "" } }));
    expect(body({ categories: ["Board"] })).toEqual(one({ categories: ["Board"] }));
    expect(body({ privacy: "public" })).toEqual(one({ sensitivity: "normal" }));
    expect(body({ transparency: "transparent" })).toEqual(one({ showAs: "free" }));
    expect(body({ reminders: [{ minutesBefore: 60 }] })).toEqual(
      one({ isReminderOn: true, reminderMinutesBeforeStart: 60 }),
    );
    expect(body({ reminders: [] })).toEqual(one({ isReminderOn: false }));
    expect(body({ end: "2026-02-02T12:00" })).toEqual(
      one({
        start: { dateTime: "2026-02-02T10:00:00", timeZone: "W. Europe Standard Time" },
        end: { dateTime: "2026-02-02T12:00:00", timeZone: "W. Europe Standard Time" },
      }),
    );
  });

  test("of the guests says the whole list, those who stay as Graph knows them", () => {
    const series = seriesFrom("single");
    const text = seriesText(series, OWN).replace(
      /ATTENDEE;CN=Zoe[\s\S]*?example\r\n/,
      "ATTENDEE:mailto:new@example.com\r\n",
    );
    expect(plan(series, text)).toMatchObject([
      {
        body: {
          attendees: [
            { emailAddress: { name: "Ada Roux", address: "ada@contoso.example" }, type: "required" },
            { emailAddress: { name: "Room 7", address: "room7@contoso.example" }, type: "resource" },
            { emailAddress: { address: "new@example.com" }, type: "required" },
          ],
        },
      },
    ]);
  });

  test("of the guests reaches a meeting that the user organises under another address", () => {
    const organizer = { emailAddress: { address: "robin.mercier@contoso.example" } };
    const series = seriesFrom("single", { organizer });
    const text = seriesText(series, OWN).replace(/ATTENDEE;CN=Zoe[\s\S]*?example\r\n/, "");
    expect(plan(series, text)).toMatchObject([{ body: { attendees: [{}, {}] } }]);
  });

  test("of a series goes before those of its occurrences", () => {
    const all = seriesFrom("series");
    const series = { ...all, exceptions: all.exceptions.filter((one) => one.subject) };
    const text = change(without(seriesText(series, OWN), "20260415T070000Z"), { title: "Daily" });
    const { rounds, left } = settle(series, text, OWN);
    expect(left).toEqual([]);
    expect(rounds.map((steps) => steps.map((step) => step.do))).toEqual([["change"], ["remove-occurrence"]]);
  });

  test("of the text keeps what joins people to the meeting", () => {
    const series = seriesFrom("online");
    const {
      rounds,
      series: after,
      left,
    } = settle(series, change(seriesText(series, OWN), { description: "Bring\n\ncoffee  & tea" }), OWN);
    expect([rounds.length, left]).toEqual([1, []]);
    const html = after?.master.body?.content ?? "";
    expect(html).toContain("https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0?context=%7b%7d");
    expect(html.match(/me-email-text/g)).toHaveLength(1);
    expect(html).not.toContain("numbers");
    expect(seriesText(after as Series, OWN)).toContain("DESCRIPTION:Bring\\n\\ncoffee  & tea");
  });

  test("of the start of a series loses its exceptions and brings them back", () => {
    const series = seriesFrom("series");
    const text = change(seriesText(series, OWN), { start: "2026-03-23T10:00", end: "2026-03-23T10:15" });
    const { rounds, series: after, left } = settle(series, text, OWN);
    expect(left).toEqual([]);
    expect(rounds.length).toBeLessThanOrEqual(3);
    const first = rounds[0]?.[0] as { body: object } | undefined;
    expect(Object.keys(first?.body ?? {})).toEqual(["start", "end"]);
    expect(shown(seriesText(after as Series, OWN))).toEqual(shown(text));
  });

  test("from an event to a series and back is a rule and no rule", () => {
    const { series } = settle(undefined, lunch, OWN);
    const repeated = change(lunch, { rrule: "FREQ=DAILY;COUNT=3" });
    const first = settle(series, repeated, OWN);
    expect(shown(seriesText(first.series as Series, OWN))).toEqual(shown(repeated));
    expect(plan(first.series, lunch)).toMatchObject([{ do: "change", body: { recurrence: null } }]);
    expect(settle(first.series, lunch, OWN).left).toEqual([]);
  });

  test("to all day and to another zone arrives", () => {
    const { series } = settle(undefined, weekly, OWN);
    for (const set of [
      { start: "2026-03-16", end: "2026-03-18" },
      { start: "2026-03-15T23:30", end: "2026-03-16T00:30", zone: "Pacific/Auckland" },
      { start: "2026-03-16T01:30", end: "2026-03-16T02:30", zone: "America/Los_Angeles" },
    ]) {
      const text = change(weekly, set);
      const { series: after, left } = settle(series, text, OWN);
      expect(left).toEqual([]);
      expect(shown(seriesText(after as Series, OWN))).toEqual(shown(text));
    }
  });

  test("takes a tentative status as not sure", () => {
    const series = seriesFrom("single", { showAs: "busy" });
    const text = change(seriesText(series, OWN), { status: "tentative" });
    expect(plan(series, text)).toMatchObject([{ body: { showAs: "tentative" } }]);
    expect(settle(series, text, OWN).left).toEqual([]);
  });
});

test("what Graph does not take is not sent", () => {
  const refused = expect.objectContaining({ params: { limit: "rule" } });
  expect(() => plan(undefined, change(lunch, { rrule: "FREQ=HOURLY" }))).toThrow(refused);
  expect(applyStep(undefined, plan(undefined, lunch)[0] as Step).master.subject).toBe("Lunch");
});
