import type { RecurrencePattern } from "@microsoft/microsoft-graph-types";
// JSON that is not what Graph documents: what is wrong counts as absent or sets one event aside, and nothing ends the run.
import { describe, expect, it, test } from "vitest";
import { hydrate, readSeries } from "../../src-main/providers/graph/hydrate.ts";
import { seriesText } from "../../src-main/providers/graph/map.ts";
import { firstDay } from "../../src-main/providers/graph/recurrence-days.ts";
import { resourceOf } from "../../src-main/providers/graph/resource-shape.ts";
import { OWN, seriesFrom } from "../fixtures/graph/series.ts";
import { batched, failureOf, json, never, scripted } from "./graph-account.ts";

/** An event as the server sends it, some of it otherwise. */
const textWith = (changes: object) => {
  const { master } = seriesFrom("single");
  const event = resourceOf({ ...master, ...changes });
  return seriesText({ master: event ?? {}, exceptions: [], cancelled: [] }, OWN);
};

describe("a property of the wrong kind counts as absent:", () => {
  it.each([
    { subject: 42 },
    { location: [], locations: {} },
    { body: { contentType: "html", content: { html: "x" } } },
    { attendees: [null, 7, { emailAddress: "a@b" }], organizer: [] },
    { categories: ["A", 1, null], sensitivity: true },
    { onlineMeeting: { joinUrl: ["https://x"] }, onlineMeetingUrl: 1 },
    { createdDateTime: 5, lastModifiedDateTime: {}, transactionId: false },
  ])("%o", (changes) => expect(textWith(changes)).toMatch(/^BEGIN:VCALENDAR[\s\S]*UID:/));

  test("what the rest says stays", () => {
    expect(resourceOf({ id: "a", subject: 1, start: { dateTime: 1, timeZone: "UTC" }, other: [1] })).toEqual({
      id: "a",
      start: { timeZone: "UTC" },
      other: [1],
    });
    expect([resourceOf([]), resourceOf("x"), resourceOf(null)]).toEqual([undefined, undefined, undefined]);
  });

  test("a start that is none is what it is without: malformed", () => {
    expect(() => textWith({ start: { dateTime: 20261123 } })).toThrow("it has no start");
  });
});

test.each(["constructor", "__proto__", "toString"])("a word that every object answers to says nothing: %s", (word) => {
  const plain = textWith({ importance: "normal", sensitivity: "normal", showAs: "busy" });
  expect(textWith({ importance: word, sensitivity: word, showAs: "busy" })).toBe(plain);
});

test("an occurrence whose series is an occurrence is followed no further: alone it is malformed, among others set aside", async () => {
  const part = { id: "a", type: "occurrence", seriesMasterId: "b" };
  const { place, server } = await scripted((asked) =>
    asked.path.endsWith("/$batch") ? batched(asked, () => ({ status: 200, body: part })) : json(part),
  );
  expect((await failureOf(readSeries(place, "a", never))).code).toBe("malformed");
  expect(server.asked).toHaveLength(2);
  const { items, parked, gone } = await hydrate(place, ["a"], never);
  expect([items, gone, parked.map(({ key }) => key)]).toEqual([[], [], ["b"]]);
  expect(server.asked).toHaveLength(4);
});

test("an interval beyond all reason is not walked through day by day", () => {
  const pattern: RecurrencePattern = { type: "weekly", interval: 2_147_483_648, daysOfWeek: [] };
  // Day by day it would outlast the test.
  expect(firstDay({ pattern }, "2026-11-23")).toBe("2026-11-23");
});

test("a text that is no Unicode is made one: addresses are built of ids", () => {
  expect(resourceOf({ id: "a\ud800", subject: "\udc00!" })).toEqual({ id: "a\ufffd", subject: "\ufffd!" });
});
