// The change feeds, page by page, on a server that answers as the test says: what no simulator does by itself.
import { describe, expect, it, test } from "vitest";
import { findChanges } from "../../src-main/providers/graph/changes.ts";
import { followFeed, openEvents, openView } from "../../src-main/providers/graph/changes-feed.ts";
import { readCursor, writeCursor } from "../../src-main/providers/graph/cursor.ts";
import type { Asked, Reply } from "../servers/fake-dav.ts";
import { batched, failureOf, json, never, refusal, type Scripted, scripted } from "./graph-account.ts";

const single = (id: string, etag = `W/"${id}1"`) => ({ id, type: "singleInstance", "@odata.etag": etag });
const event = (id: string) => ({
  ...single(id),
  subject: id,
  start: { dateTime: "2026-11-23T09:00:00.0000000", timeZone: "UTC" },
  end: { dateTime: "2026-11-23T10:00:00.0000000", timeZone: "UTC" },
});
const removed = (id: string) => ({ id, "@removed": { reason: "deleted" } });

/** Pages by the token of their link; the first goes by "". */
function feed(pages: Record<string, { value: unknown[]; next?: string; delta?: string }>) {
  return (asked: Asked): Reply | undefined => {
    const [, token = ""] = /[?&]\$(?:skip|delta)token=(\w+)/.exec(asked.path) ?? [];
    const page = pages[token];
    if (!page || !asked.path.includes("/delta")) return undefined;
    const base = `http://${asked.headers.host}/v1.0/me/calendars/cal%2F1/events/delta`;
    return json({
      value: page.value,
      ...(page.next && { "@odata.nextLink": `${base}?$skiptoken=${page.next}` }),
      ...(page.delta && { "@odata.deltaLink": `${base}?$deltatoken=${page.delta}` }),
    });
  };
}

const tokenOf = (link: string | undefined) => /token=(\w+)/.exec(link ?? "")?.[1];
const linkOf = ({ place }: Scripted, token: string) =>
  `${place.graphUrl}/v1.0/me/calendars/cal%2F1/events/delta?$deltatoken=${token}`;

test("a round ends with the link for the next one; empty and repeated pages are part of it", async () => {
  const { server, place } = await scripted(
    feed({
      "": { value: [single("a"), single("a")], next: "p2" },
      p2: { value: [], next: "p3" },
      p3: { value: [removed("a"), { id: "o", type: "occurrence", seriesMasterId: "m" }], next: "p4" },
      p4: { value: [single("a", 'W/"a2"'), { id: "m", type: "seriesMaster" }], delta: "d1" },
    }),
  );
  const round = await openEvents(place, never);
  expect(tokenOf(round?.link)).toBe("d1");
  expect([...(round?.rows.values() ?? [])]).toEqual([
    { id: "a", isSingle: true, etag: 'W/"a2"', isRemoved: true },
    { id: "m", isSingle: false },
  ]);
  expect(server.asked.map(({ headers }) => headers.prefer)).toEqual(
    Array.from({ length: 4 }, () => 'IdType="ImmutableId", outlook.timezone="UTC", odata.maxpagesize=100'),
  );
});

describe("a link is dead", () => {
  it.each([
    [410, "Gone", ""],
    [410, "SyncStateNotFound", "The sync state generation is not found; generation=605."],
    [400, "ErrorInvalidIdMalformed", "Id is malformed."],
    [400, "BadRequest", "Parameter 'DeltaToken' not supported for this request."],
    [404, "syncStateNotFound", ""],
    [404, "resyncRequired", ""],
    [500, "SyncStateInvalid", ""],
  ])("by %i %s", async (status, code, message) => {
    const account = await scripted(() => refusal(status, code, message));
    expect((await failureOf(followFeed(account.place, linkOf(account, "x"), never))).reason).toBe("stale-cursor");
  });

  it.each([
    [403, "ErrorAccessDenied", "forbidden"],
    [404, "ErrorItemNotFound", "missing"],
    [500, "UnknownError", "server-error"],
    [504, "", "server-error"],
  ])("but not by %i %s", async (status, code, reason) => {
    const account = await scripted(() => refusal(status, code));
    expect((await failureOf(followFeed(account.place, linkOf(account, "x"), never))).reason).toBe(reason);
  });

  it("and belongs to its calendar", () => {
    const text = writeCursor({ calendar: "cal/1", feed: "events", link: "https://graph.microsoft.com/x" });
    expect(readCursor(text, "cal/1")).toMatchObject({ feed: "events" });
    for (const [bad, calendar] of [
      [text, "CAL/1"],
      ["", "cal/1"],
      ['{"calendar":"cal/1","feed":"view","link":"x"}', "cal/1"],
      ['{"calendar":"cal/1","feed":"other"}', "cal/1"],
    ] as const)
      expect(() => readCursor(bad, calendar)).toThrow("forgot");
  });
});

test("pages without end are given up, and the calendar gets another feed", async () => {
  let n = 0;
  const { server, place } = await scripted((asked) =>
    asked.path.includes("events/delta")
      ? json({
          value: [single("a")],
          "@odata.nextLink": `http://${asked.headers.host}/v1.0/me/events/delta?$skiptoken=${++n}`,
        })
      : undefined,
  );
  expect(await openEvents(place, never)).toBeUndefined();
  expect(server.asked.length).toBeLessThan(100);
  expect(place.traits.has("endless-pages", place.id)).toBe(true);
  const before = server.asked.length;
  expect(await openEvents(place, never)).toBeUndefined();
  expect(server.asked).toHaveLength(before);
});

test("large pages that fail are asked for in a smaller size, once", async () => {
  const { server, place } = await scripted((asked) =>
    asked.headers.prefer?.includes("maxpagesize=20") ? feed({ "": { value: [], delta: "d" } })(asked) : { status: 504 },
  );
  expect(tokenOf((await openEvents(place, never))?.link)).toBe("d");
  expect(server.asked).toHaveLength(2);
  expect(place.traits.phrases()).toContain("fails at large pages");
  await openEvents(place, never);
  expect(server.asked).toHaveLength(3);
});

test("a window that is too much is opened narrower, and told in the end", async () => {
  const windows: number[] = [];
  const { place } = await scripted((asked) => {
    const at = (name: string) =>
      Date.parse(decodeURIComponent(new RegExp(`${name}=([^&]+)`).exec(asked.path)?.[1] ?? ""));
    const days = (at("endDateTime") - at("startDateTime")) / 86_400_000;
    windows.push(days);
    return days > 500 ? { status: 504 } : feed({ "": { value: [], delta: "d" } })(asked);
  });
  expect(await openView(place, never)).toMatchObject({ toMs: Date.UTC(2027, 10, 23) });
  expect([...new Set(windows)]).toEqual([910, 455]);
  expect(place.traits.phrases()).toContain("tells changes of a short range of time only");
});

test("a window that is too much however narrow leaves the listing, for this time", async () => {
  const { place } = await scripted(() => ({ status: 504 }));
  expect(await openView(place, never)).toBeUndefined();
  expect(place.traits.has("no-view-delta", place.id)).toBe(false);
});

test("an answer without a link was cut: nothing is taken in", async () => {
  const { place } = await scripted(() => json({ value: [single("a")] }));
  expect((await failureOf(openEvents(place, never))).reason).toBe("bad-answer");
});

describe("a removed event", () => {
  const base = (rest: (asked: Asked) => Reply | undefined) => (asked: Asked) =>
    feed({
      x: {
        value: [removed("gone"), removed("here"), removed("away"), removed("shared"), removed("unknown")],
        delta: "d",
      },
    })(asked) ?? rest(asked);
  const asked: string[] = [];
  const answer = (path: string) => {
    asked.push(path);
    const [, id = ""] = /events\/(\w+)/.exec(path) ?? [];
    if (path.endsWith("/calendar?$select=id"))
      return { status: 200, body: { id: { away: "other", shared: "not listed" }[id] ?? "cal/1" } };
    if (path.startsWith("/me/calendars?")) return { status: 200, body: { value: [{ id: "cal/1" }, { id: "other" }] } };
    if (path.includes("?$select=id") && !path.includes("/events/")) return { status: 200, body: { id: "cal/1" } };
    return id === "gone"
      ? { status: 404, body: { error: { code: "ErrorItemNotFound" } } }
      : { status: 200, body: event(id) };
  };

  it("counts as gone when it cannot be had, or lies in another calendar now; what is not known here is not asked for", async () => {
    const account = await scripted(base((one) => (one.path.endsWith("/$batch") ? batched(one, answer) : undefined)));
    const cursor = writeCursor({ calendar: "cal/1", feed: "events", link: linkOf(account, "x") });
    const known = () => new Map(["gone", "here", "away", "shared"].map((id) => [id, `"W/${id}1"`]));
    const pages = [];
    for await (const page of findChanges(account.place, cursor, known, never)) pages.push(page);
    expect(pages).toMatchObject([{ items: [], removed: ["gone", "away"], method: "delta", complete: false }]);
    expect(asked.filter((path) => path.includes("unknown"))).toEqual([]);
  });
});

test("a series whose own version stayed is read all the same: its occurrences have versions of their own", async () => {
  const exception = (etag: string) => ({
    ...event("x"),
    "@odata.etag": etag,
    type: "exception",
    occurrenceId: "OID.m.2026-11-30",
  });
  const series = (etag: string) => ({
    ...event("m"),
    type: "seriesMaster",
    recurrence: {
      pattern: { type: "weekly", interval: 1, daysOfWeek: ["monday"], firstDayOfWeek: "monday" },
      range: { type: "noEnd", startDate: "2026-11-23", endDate: "0001-01-01", recurrenceTimeZone: "UTC" },
    },
    exceptionOccurrences: [exception(etag)],
    cancelledOccurrences: ["OID.m.2026-12-07"],
  });
  let version = "1";
  const row = { id: "m", type: "seriesMaster", "@odata.etag": 'W/"m1"' };
  const account = await scripted(
    (one) =>
      feed({ x: { value: [row], delta: "x" } })(one) ??
      (one.path.endsWith("/$batch") ? batched(one, () => ({ status: 200, body: series(version) })) : undefined),
  );
  const cursor = writeCursor({ calendar: "cal/1", feed: "events", link: linkOf(account, "x") });
  const known = new Map<string, string | undefined>();
  const pull = async () => {
    let items = 0;
    for await (const page of findChanges(account.place, cursor, () => known, never)) {
      items += page.items.length;
      for (const { key, etag } of page.items) known.set(key, etag);
    }
    return items;
  };
  expect([await pull(), await pull()]).toEqual([1, 0]);
  expect(known.get("m")).toMatch(/^"W\/m1~[\w-]{12}"$/);
  version = "2";
  expect([await pull(), await pull()]).toEqual([1, 0]);
});

test("an exception that does not name its series leads to it all the same", async () => {
  const times = { ...event("x"), type: "exception", seriesMasterId: "m" };
  const account = await scripted(
    (one) =>
      feed({ x: { value: [{ id: "x", type: "exception" }], delta: "y" } })(one) ??
      (one.path.endsWith("/$batch")
        ? batched(one, (path) => ({ status: 200, body: path.includes("/events/x") ? times : event("m") }))
        : undefined),
  );
  const cursor = writeCursor({ calendar: "cal/1", feed: "events", link: linkOf(account, "x") });
  const keys: string[] = [];
  for await (const page of findChanges(account.place, cursor, () => new Map(), never))
    keys.push(...page.items.map(({ key }) => key));
  expect(keys).toEqual(["m"]);
});
