// Series of the local Graph: occurrences, exceptions, deletions, and what a change of the whole does to them.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { GraphServer } from "../servers/graph/index.ts";
import { type Ask, at, graphWith, paris, WEEKLY } from "./graph-setup.ts";

let graph: GraphServer;
let ask: Ask;

beforeEach(async () => {
  ({ graph, ask } = await graphWith());
});
afterEach(() => graph.stop());

const post = async (body: unknown, headers?: Record<string, string>) => ask("POST", "/me/events", { body, headers });
const day = (date: string) => `?startDateTime=${date}T00:00:00Z&endDateTime=${date}T23:59:59Z`;
const occurrenceOf = async (id: string, date: string) => {
  const { body } = await ask("GET", at(id, `/instances${day(date)}`));
  return body.value[0]?.id ?? "";
};

describe("a series", () => {
  it("shows its recurrence with the service's zeros, and its occurrences as instances alone", async () => {
    const { body } = await post(WEEKLY);
    expect(body).toMatchObject({
      type: "seriesMaster",
      recurrence: {
        pattern: { type: "weekly", month: 0, dayOfMonth: 0, index: "first" },
        range: { endDate: "0001-01-01", recurrenceTimeZone: "Romance Standard Time", numberOfOccurrences: 8 },
      },
    });
    expect((await ask("GET", "/me/events")).body.value).toHaveLength(1);
    const range = "?startDateTime=2026-11-01T00:00:00Z&endDateTime=2027-12-01T00:00:00Z&$top=100";
    const instances = await ask("GET", at(body.id, `/instances${range}`));
    expect(instances.body.value.map(({ start }) => start?.dateTime?.slice(0, 10))).toEqual([
      "2026-11-23",
      "2026-11-30",
      "2026-12-07",
      "2026-12-14",
      "2026-12-21",
      "2026-12-28",
      "2027-01-04",
      "2027-01-11",
    ]);
    const view = await ask("GET", `/me/calendarView${range}`);
    expect(view.body.value.every(({ type }) => type === "occurrence")).toBe(true);
  });

  it("keeps its wall clock over summer time", async () => {
    const range = { type: "noEnd", startDate: "2027-03-22" } as const;
    const times = { start: paris("2027-03-22T09:00:00"), end: paris("2027-03-22T10:00:00") };
    const { body } = await post({ ...WEEKLY, ...times, recurrence: { ...WEEKLY.recurrence, range } });
    const { body: found } = await ask(
      "GET",
      at(body.id, "/instances?startDateTime=2027-03-22T00:00:00Z&endDateTime=2027-03-31T00:00:00Z"),
    );
    expect(found.value.map(({ start }) => start?.dateTime)).toEqual([
      "2027-03-22T08:00:00.0000000",
      "2027-03-29T07:00:00.0000000",
    ]);
  });

  it("tells of its exceptions and deleted occurrences when asked", async () => {
    const { body } = await post(WEEKLY);
    const moved = await occurrenceOf(body.id, "2026-11-30");
    await ask("PATCH", at(moved), { body: { start: paris("2026-12-01T14:00:00"), end: paris("2026-12-01T15:00:00") } });
    await ask("DELETE", at(await occurrenceOf(body.id, "2026-12-07")));
    const query =
      "?$select=subject,cancelledOccurrences,exceptionOccurrences&$expand=exceptionOccurrences($select=id,originalStart,start,occurrenceId,type)";
    const { body: found } = await ask("GET", at(body.id, query));
    expect(found.cancelledOccurrences).toEqual([`OID.${body.id}.2026-12-07`]);
    expect(found.exceptionOccurrences).toMatchObject([
      {
        type: "exception",
        occurrenceId: `OID.${body.id}.2026-11-30`,
        originalStart: "2026-11-30T08:00:00Z",
        start: { dateTime: "2026-12-01T13:00:00.0000000" },
      },
    ]);
    expect((await ask("GET", at(body.id))).body).not.toHaveProperty("cancelledOccurrences");
    graph.switch("v1CancelledOccurrences", "absent");
    expect((await ask("GET", at(body.id, query))).body).not.toHaveProperty("cancelledOccurrences");
    expect((await ask("GET", at(body.id, `/instances${day("2026-12-07")}`))).body.value).toEqual([]);
  });

  it("loses exceptions and deletions when its time is patched, unless that is switched off", async () => {
    const { body } = await post(WEEKLY);
    const box = graph.mailbox();
    const spoil = () => {
      box.changeOccurrence(body.id, "2026-11-30", { subject: "Other" });
      box.deleteOccurrence(body.id, "2026-12-07");
    };
    spoil();
    await ask("PATCH", at(body.id), { body: { subject: "Renamed" } });
    expect(box.event(body.id, "2026-11-30")?.subject).toBe("Other");
    const later = { start: paris("2026-11-23T11:00:00"), end: paris("2026-11-23T12:00:00") };
    await ask("PATCH", at(body.id), { body: later });
    expect(box.event(body.id, "2026-11-30")).toMatchObject({ subject: "Renamed", type: "occurrence" });
    expect(box.event(body.id)?.cancelledOccurrences).toEqual([]);
    spoil();
    graph.switch("masterPatchDropsExceptions", false);
    await ask("PATCH", at(body.id), { body: { start: WEEKLY.start, end: WEEKLY.end } });
    expect(box.event(body.id, "2026-11-30")?.subject).toBe("Other");
  });

  it("lets no occurrence reach the day of its neighbour", async () => {
    const { body } = await post(WEEKLY);
    const id = await occurrenceOf(body.id, "2026-11-30");
    const to = (date: string) => ({ body: { start: paris(`${date}T09:00:00`), end: paris(`${date}T10:00:00`) } });
    for (const date of ["2026-11-23", "2026-12-07", "2026-12-20"]) {
      const { status, body: refused } = await ask("PATCH", at(id), to(date));
      expect([status, refused.error.code]).toEqual([400, "ErrorOccurrenceCrossingBoundary"]);
    }
    expect((await ask("PATCH", at(id), to("2026-12-06"))).status).toBe(200);
  });

  it("becomes a single event without its recurrence", async () => {
    const { body } = await post(WEEKLY);
    expect((await ask("PATCH", at(body.id), { body: { recurrence: null } })).body.type).toBe("singleInstance");
  });

  it.each([
    [{ pattern: { type: "weekly", interval: 1 } }],
    [{ pattern: { type: "daily", interval: 100 } }],
    [{ range: { type: "noEnd", startDate: "2026-11-24" } }],
    [{ range: { type: "numbered", startDate: "2026-11-23", numberOfOccurrences: 1000 } }],
  ])("refuses the recurrence %j", async (change) => {
    const event = { ...WEEKLY, recurrence: { ...WEEKLY.recurrence, ...change } };
    expect((await post(event)).status).toBe(400);
    graph.switch("recurrenceErrors500", true);
    expect((await post(event)).status).toBe(500);
  });

  it("may name its zone in a way that says nothing", async () => {
    const { body } = await post(WEEKLY);
    graph.switch("recurrenceTimeZone", "tzone://Microsoft/Custom");
    const custom = (await ask("GET", at(body.id))).body;
    expect([custom.originalStartTimeZone, custom.recurrence?.range?.recurrenceTimeZone]).toEqual([
      "tzone://Microsoft/Custom",
      "tzone://Microsoft/Custom",
    ]);
    graph.switch("recurrenceTimeZone", "");
    expect((await ask("GET", at(body.id))).body.recurrence?.range?.recurrenceTimeZone).toBe("");
  });
});
