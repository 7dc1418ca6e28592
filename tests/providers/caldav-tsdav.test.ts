// What tsdav 2.3.4 gets wrong, item by item (knowledge §4.1): each of these fails there.
import { describe, expect, it } from "vitest";
import { itemsIn } from "../contracts/calendar-copy.ts";
import { eventText } from "../servers/dav.ts";
import { failureOf } from "./fake-account.ts";
import { count, fill, never, quirkAccount, versionOf } from "./quirk-account.ts";
import { NOW_MS } from "./world.ts";

describe("what tsdav gets wrong", () => {
  it("T1: one forbidden item in a multiget stops no other", async () => {
    const { server, copy } = await quirkAccount({ secret: /^1\.ics$/ });
    fill(server, 3);
    const pages = await copy.pull();
    expect(copy.keys).toEqual(["0.ics", "2.ics"]);
    expect(pages.flatMap((page) => page.parked)).toMatchObject([{ key: "1.ics", failure: { reason: "forbidden" } }]);
    expect(copy.cursor).toBeDefined();
  });

  it("T2: a page that ends with 507 is followed, in later runs too", async () => {
    const { server, copy } = await quirkAccount({});
    await copy.pull();
    server.quirk({ pageSize: 4 });
    fill(server, 10);
    await copy.pull();
    expect(copy.items.size).toBe(10);
    expect(count(server, /sync-collection/)).toBe(4);
  });

  it("T3: a bad token, a bad password, a pause and a fault are told apart", async () => {
    const { server, copy } = await quirkAccount({});
    await copy.pull();
    const reasons = [];
    for (const [status, text] of [
      [403, '<D:error xmlns:D="DAV:"><D:valid-sync-token/></D:error>'],
      [401, ""],
      [503, ""],
      [403, '<D:error xmlns:D="DAV:"/>'],
      [504, ""],
    ] as const) {
      server.quirk({ refuse: { status, text } });
      reasons.push((await failureOf(copy.pull())).reason);
    }
    expect(reasons).toEqual(["stale-cursor", "wrong-password", "rate-limited", "rate-limited", "server-error"]);
  });

  it("T4: three thousand events are fetched fifty at a time", async () => {
    const { server, copy } = await quirkAccount({});
    fill(server, 3000);
    await copy.pull();
    expect(copy.items.size).toBe(3000);
    const sizes = server.asked
      .filter((one) => /multiget/.test(one.body))
      .map((one) => one.body.match(/<D:href>/g)?.length ?? 0);
    expect(Math.max(...sizes)).toBe(50);
  });

  it("T5: nothing is written or removed without a guard, also where there are no entity tags", async () => {
    const { server, connection, url, copy } = await quirkAccount({ noEtags: true });
    fill(server, 2);
    await copy.pull();
    const known = versionOf(copy.items.get("0.ics"));
    expect((await connection.update(url, known, eventText("u0", "Mine"), never)).kind).toBe("stored");
    await connection.remove(url, versionOf(copy.items.get("1.ics")), never);
    server.put("0.ics", eventText("u0", "Theirs"));
    expect((await connection.remove(url, known, never)).kind).toBe("conflict");
    const writes = server.asked.filter((one) => /PUT|DELETE/.test(one.method));
    expect(writes.map((one) => one.headers["if-match"])).toEqual(["*", "*"]);
    expect(server.objects().get("0.ics")).toContain("Theirs");
  });

  it("T6: a property that is missing is neither an empty one nor a removal", async () => {
    const { server, copy } = await quirkAccount({ noEtags: /^0/ });
    fill(server, 2);
    await copy.pull();
    server.put("0.ics", eventText("u0", "Changed"));
    const pages = await copy.pull();
    expect(pages.flatMap((page) => page.removed)).toEqual([]);
    expect(itemsIn(pages).map((item) => item.key)).toEqual(["0.ics"]);
  });

  it("T7: an edited event with another spelling of its href is the same event", async () => {
    const { server, copy } = await quirkAccount({});
    server.put("a@b c.ics", eventText("a", "First"));
    await copy.pull();
    server.quirk({ respellsHrefs: true });
    server.put("a@b c.ics", eventText("a", "Second"));
    await copy.pull();
    expect([...copy.items.values()].map((item) => item.text.includes("Second"))).toEqual([true]);
  });

  it("T8: names and tags that look like numbers stay text", async () => {
    const { server, connection } = await quirkAccount({});
    server.makeCalendar("n", { displayName: "1E5" });
    server.makeCalendar("m", { displayName: "007" });
    const names = (await connection.calendars(never)).map((one) => one.name);
    expect(names).toEqual(["Personal", "1E5", "007"]);
  });

  it("T9: long texts come whole", async () => {
    const { server, copy } = await quirkAccount({});
    const long = "ä<&>".repeat(50_000);
    server.put("long.ics", eventText("long", long));
    await copy.pull();
    expect(copy.items.get("long.ics")?.text).toBe(eventText("long", long));
  });

  it("T11: a failed precondition is an outcome, not a silence", async () => {
    const { server, connection, url, copy } = await quirkAccount({});
    fill(server, 1);
    await copy.pull();
    server.put("0.ics", eventText("u0", "Theirs"));
    const version = versionOf(copy.items.get("0.ics"));
    expect(await connection.update(url, version, eventText("u0", "Ours"), never)).toMatchObject({
      kind: "conflict",
      theirs: { text: eventText("u0", "Theirs") },
    });
  });

  it("T12: Retry-After, moves and privileges are known", async () => {
    const { server, connection } = await quirkAccount({});
    server.makeCalendar("r", { readOnly: true });
    expect((await connection.calendars(never)).map((one) => one.readOnly)).toEqual([false, true]);
    const at = new Date(NOW_MS + 20 * 60_000).toUTCString();
    server.quirk({ refuse: { status: 503, headers: { "retry-after": at } } });
    const failure = await failureOf(connection.calendars(never));
    expect(failure).toMatchObject({ reason: "rate-limited", retryAtMs: NOW_MS + 20 * 60_000 });
  });

  it("T13: items without .ics are synced, and their removal as well", async () => {
    const { server, copy } = await quirkAccount({});
    server.put("noext", eventText("n", "N"));
    server.put("x.EML", eventText("x", "X"));
    await copy.pull();
    expect(copy.keys).toEqual(["noext", "x.EML"]);
    server.remove("noext");
    await copy.pull();
    expect(copy.keys).toEqual(["x.EML"]);
  });

  it("T14: texts are transferred once", async () => {
    const { server, copy } = await quirkAccount({});
    fill(server, 5);
    await copy.pull();
    const reports = server.asked.filter((one) => /calendar-data/.test(one.body));
    expect(reports.map((one) => /multiget/.test(one.body))).toEqual([true]);
  });
});

describe("batches", () => {
  it.each([413, 500, 504])("shrink on %i until the server can, and stay so (R32)", async (multigetStatus) => {
    const { server, connection, copy } = await quirkAccount({ multigetLimit: 20, multigetStatus });
    fill(server, 100);
    await copy.pull();
    expect(copy.items.size).toBe(100);
    expect(count(server, /multiget/)).toBeLessThanOrEqual(11);
    expect(connection.traits().quirks).toContain("takes only small multigets");
  });

  it("are large again after one item that nobody can read (R32, R60)", async () => {
    const { server, copy } = await quirkAccount({});
    fill(server, 200);
    server.quirk({ refuse: { methods: /REPORT/, body: /\/7\.ics</, status: 500 } });
    await copy.pull();
    expect(copy.items.size).toBe(200);
    expect(count(server, /multiget/)).toBeLessThan(20);
  });
});
