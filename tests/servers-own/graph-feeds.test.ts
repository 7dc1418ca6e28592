// Both change feeds of the local Graph, and each thing that they do differently from their documentation.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { GraphServer } from "../servers/graph/index.ts";
import type { OtherClient } from "../servers/graph/other-client.ts";
import { type Answer, type Ask, type Body, graphWith, IMMUTABLE, MEETING, paris, WEEKLY } from "./graph-setup.ts";

let graph: GraphServer;
let ask: Ask;
let box: OtherClient;

beforeEach(async () => {
  ({ graph, ask } = await graphWith({ pageSize: 50 }));
  box = graph.mailbox();
});
afterEach(() => graph.stop());

const EVENTS = "/me/calendar/events/delta";
const VIEW = "/me/calendarView/delta?startDateTime=2026-11-01T00:00:00Z&endDateTime=2026-12-31T00:00:00Z";

interface Round {
  readonly rows: readonly Body[];
  readonly pages: number;
  readonly delta: string;
}

/** Follows the links of a round to its end. */
async function round(path: string, headers: Record<string, string> = IMMUTABLE): Promise<Round> {
  const rows: Body[] = [];
  for (let pages = 1, at = path; ; pages++) {
    const { status, body } = await ask("GET", at, { headers });
    if (status !== 200) throw new Error(`${status} ${body.error?.code}`);
    rows.push(...body.value);
    const delta = body["@odata.deltaLink"];
    if (delta !== undefined) return { rows, pages, delta };
    at = body["@odata.nextLink"] ?? "";
  }
}

const said = (rows: readonly Body[]) => rows.map(({ id, type, ...row }) => [id, row["@removed"] ? "removed" : type]);

describe("the feed of events", () => {
  it("brings single events and series, then what changed, was added or removed since", async () => {
    const [single, series] = [box.addEvent(MEETING), box.addEvent(WEEKLY)];
    const first = await round(EVENTS);
    expect(said(first.rows)).toEqual([
      [single, "singleInstance"],
      [series, "seriesMaster"],
    ]);
    expect(first.rows[0]).not.toHaveProperty("subject");
    expect((await round(first.delta)).rows).toEqual([]);
    box.changeEvent(single, { subject: "Other" });
    box.removeEvent(series);
    const added = box.addEvent(MEETING);
    box.removeEvent(box.addEvent(MEETING));
    expect(said((await round(first.delta)).rows)).toEqual([
      [single, "singleInstance"],
      [series, "removed"],
      [added, "singleInstance"],
    ]);
  });

  it("brings the series when one of its occurrences is changed or deleted", async () => {
    const series = box.addEvent(WEEKLY);
    const { delta } = await round(EVENTS);
    box.deleteOccurrence(series, "2026-11-30");
    const second = await round(delta);
    expect(said(second.rows)).toEqual([[series, "seriesMaster"]]);
    box.changeOccurrence(series, "2026-12-07", { subject: "x" });
    expect(said((await round(second.delta)).rows)).toEqual([[series, "seriesMaster"]]);
    graph.switch("exceptionRowsInEvents", true);
    expect(said((await round(second.delta)).rows)).toHaveLength(2);
  });

  it("begins where it is told to, and has no end", async () => {
    box.addEvent({ ...MEETING, start: paris("2025-01-07T10:00:00"), end: paris("2025-01-07T11:00:00") });
    const later = box.addEvent({ ...MEETING, start: paris("2031-01-07T10:00:00"), end: paris("2031-01-07T11:00:00") });
    const { rows } = await round(`${EVENTS}?startDateTime=2026-01-01T00:00:00Z`);
    expect(rows.map(({ id }) => id)).toEqual([later]);
  });

  it("pages as large as preferred", async () => {
    for (let index = 0; index < 5; index++) box.addEvent(MEETING);
    expect((await round(EVENTS, { Prefer: "odata.maxpagesize=2" })).pages).toBe(3);
  });

  it("leaves out what went while a round is under way, and tells in the next", async () => {
    const [stays, goes] = [box.addEvent(MEETING), box.addEvent(MEETING)];
    box.addCalendar("Projet");
    const first = await ask("GET", EVENTS, { headers: { Prefer: 'IdType="ImmutableId", odata.maxpagesize=1' } });
    expect(first.body.value[0]?.id).toBe(stays);
    box.move(goes, "Projet");
    const { rows, delta } = await round(first.body["@odata.nextLink"] ?? "");
    expect(rows).toEqual([]);
    expect(said((await round(delta)).rows)).toEqual([[goes, "removed"]]);
  });

  it("shows a move as a removal there and an addition here, with the same immutable id", async () => {
    box.addCalendar("Projet");
    const id = box.addEvent(MEETING);
    const there = `/me/calendars/${encodeURIComponent(box.calendarId("Projet"))}/events/delta`;
    const [from, to] = [await round(EVENTS), await round(there)];
    box.move(id, "Projet");
    expect(said((await round(from.delta)).rows)).toEqual([[id, "removed"]]);
    expect(said((await round(to.delta)).rows)).toEqual([[id, "singleInstance"]]);
  });

  it("names ids in the form preferred, removals too", async () => {
    const id = box.addEvent(MEETING);
    const { rows, delta } = await round(EVENTS, {});
    expect(rows[0]?.id).not.toBe(id);
    box.removeEvent(id);
    expect((await round(delta, {})).rows[0]?.id).toBe(rows[0]?.id);
  });

  it.each(["404", "400", "501"] as const)("may be refused with %s where it is a beta", async (status) => {
    graph.switch("eventsDelta", status);
    expect((await ask("GET", EVENTS)).status).toBe(Number(status));
    expect((await ask("GET", VIEW)).status).toBe(200);
  });

  it("may take a while to know of an event that was just created", async () => {
    const { delta } = await round(EVENTS);
    graph.switch("createEchoDelay", 1);
    await ask("POST", "/me/events", { body: MEETING });
    const second = await round(delta);
    expect(second.rows).toEqual([]);
    expect((await round(second.delta)).rows).toHaveLength(1);
  });
});

describe("the feed of a view", () => {
  it("brings events whole, series, and occurrences as stubs", async () => {
    box.addEvent(MEETING);
    const series = box.addEvent(WEEKLY);
    box.changeOccurrence(series, "2026-11-30", { subject: "Other" });
    const { rows } = await round(VIEW);
    expect(rows.map(({ type }) => type)).toEqual([
      "singleInstance",
      "seriesMaster",
      "occurrence",
      "exception",
      ...Array(4).fill("occurrence"),
    ]);
    expect(rows.map((row) => "subject" in row)).toEqual([true, true, false, true, false, false, false, false]);
    graph.switch("stubOccurrences", false);
    graph.switch("masterRowsInView", false);
    const whole = await round(VIEW);
    expect(whole.rows.every((row) => "subject" in row)).toBe(true);
    expect(whole.rows.map(({ type }) => type)).not.toContain("seriesMaster");
  });

  it("sends the series anew for a deleted occurrence, without a removal, unless that is switched off", async () => {
    const series = box.addEvent(WEEKLY);
    const { delta } = await round(VIEW);
    box.deleteOccurrence(series, "2026-11-30");
    const second = await round(delta);
    expect(second.rows).toHaveLength(6);
    expect(second.rows.some((row) => row["@removed"])).toBe(false);
    graph.switch("deletedOccurrenceReemitsSeries", false);
    box.deleteOccurrence(series, "2026-12-07");
    const third = await round(second.delta);
    expect(said(third.rows)).toEqual([[expect.stringContaining("20261207"), "removed"]]);
  });

  it("reports what happens outside its window as removals, unless that is switched off", async () => {
    const outside = box.addEvent({
      ...MEETING,
      start: paris("2027-05-01T10:00:00"),
      end: paris("2027-05-01T11:00:00"),
    });
    const inside = box.addEvent(MEETING);
    const first = await round(VIEW);
    expect(said(first.rows)).toEqual([[inside, "singleInstance"]]);
    box.changeEvent(outside, { subject: "x" });
    const second = await round(first.delta);
    expect(said(second.rows)).toEqual([[outside, "removed"]]);
    box.removeEvent(outside);
    expect(said((await round(second.delta)).rows)).toEqual([[outside, "removed"]]);
    graph.switch("outOfWindowTombstones", false);
    expect((await round(first.delta)).rows).toEqual([]);
    box.changeEvent(inside, { start: paris("2027-05-01T10:00:00"), end: paris("2027-05-01T11:00:00") });
    expect(said((await round(first.delta)).rows)).toEqual([[inside, "removed"]]);
  });

  it("asks for a window, and takes no options", async () => {
    expect((await ask("GET", "/me/calendarView/delta")).body.error.code).toBe("ErrorInvalidParameter");
    expect((await ask("GET", `${VIEW}&$select=id`)).status).toBe(400);
    expect((await ask("GET", `${VIEW}&$top=5`)).status).toBe(400);
  });

  it("keeps a series on one page, however small pages are", async () => {
    box.addEvent(WEEKLY);
    box.addEvent(MEETING);
    const { body } = await ask("GET", VIEW, { headers: { Prefer: "odata.maxpagesize=1" } });
    expect(body.value).toHaveLength(7);
    expect(body).toHaveProperty("@odata.nextLink");
  });

  it("times out over a window, or pages, that are too large", async () => {
    graph.switch("bigWindow504", 30);
    expect((await ask("GET", VIEW)).status).toBe(504);
    graph.switch("bigWindow504", undefined);
    graph.switch("bigPage504", 20);
    expect((await ask("GET", VIEW, { headers: { Prefer: "odata.maxpagesize=50" } })).status).toBe(504);
    expect((await ask("GET", VIEW, { headers: { Prefer: "odata.maxpagesize=20" } })).status).toBe(200);
  });
});

describe.each([EVENTS, VIEW])("what is allowed in a round of %s", (path) => {
  it("may say everything twice", async () => {
    box.addEvent(MEETING);
    graph.switch("duplicateRows", true);
    expect((await round(path)).rows).toHaveLength(2);
  });

  it("may come in any order", async () => {
    const ids = [box.addEvent(MEETING), box.addEvent(MEETING)];
    graph.switch("outOfOrder", true);
    expect((await round(path)).rows.map(({ id }) => id)).toEqual(ids.reverse());
  });

  it("may bring the round before again", async () => {
    const first = await round(path);
    const id = box.addEvent(MEETING);
    const second = await round(first.delta);
    graph.switch("replayPreviousRound", true);
    expect((await round(second.delta)).rows.map((row) => row.id)).toEqual([id]);
  });

  it("may begin with a page without rows", async () => {
    box.addEvent(MEETING);
    graph.switch("emptyPageWithNextLink", true);
    const { body } = await ask("GET", path);
    expect([body.value, "@odata.nextLink" in body]).toEqual([[], true]);
    expect((await round(path)).rows).toHaveLength(1);
  });

  it("may never end", async () => {
    box.addEvent(MEETING);
    graph.switch("endlessNextLink", true);
    let at = path;
    const links = new Set<string>();
    for (let page = 0; page < 5; page++) {
      const { body } = await ask("GET", at);
      expect(body.value).toHaveLength(1);
      at = body["@odata.nextLink"] ?? "";
      links.add(at);
    }
    expect(links.size).toBe(5);
  });
});

describe("a link of a feed", () => {
  it.each([
    ["410-location", 410, "resyncRequired"],
    ["410-body", 410, "SyncStateNotFound"],
    ["400-malformed", 400, "ErrorInvalidIdMalformed"],
    ["400-parameter", 400, "BadRequest"],
  ] as const)("is forgotten in the manner %s", async (manner, status, code) => {
    const { delta } = await round(EVENTS);
    graph.switch("tokenDeath", manner);
    graph.forgetTokens();
    const refused: Answer = await ask("GET", delta);
    expect([refused.status, refused.body.error.code]).toEqual([status, code]);
    const location = refused.headers.get("location");
    expect(location === null).toBe(manner !== "410-location");
    if (location !== null) expect((await ask("GET", location)).status).toBe(200);
    expect((await round(EVENTS)).delta).not.toBe(delta);
  });

  it("belongs to its calendar and its feed", async () => {
    box.addCalendar("Projet");
    const { delta } = await round(EVENTS);
    const query = delta.replace(/^.*\?/, "");
    expect((await ask("GET", `/me/calendarView/delta?${query}`)).status).toBe(410);
    const other = `/me/calendars/${encodeURIComponent(box.calendarId("Projet"))}/events/delta`;
    expect((await ask("GET", `${other}?${query}`)).status).toBe(410);
  });
});
