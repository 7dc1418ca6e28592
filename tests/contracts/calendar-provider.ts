// What every calendar provider owes to sync, whatever stands behind it. Run by tests/providers/*.test.ts.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CalendarConnection, Login } from "../../src-main/providers/provider.ts";
import { eventText } from "../servers/dav.ts";
import type { FaultProxy } from "../servers/fault-proxy.ts";
import { Copy, itemsIn, storedItem, titleOf } from "./calendar-copy.ts";
import { type Bench, calendarCases, moveCases, rangeCases, reasonOf } from "./calendar-manage.ts";

/** A provider in front of a server, and another client on the same server. */
export interface ProviderUnderTest {
  connect(change?: Partial<Login>): Promise<CalendarConnection>;
  /** Makes an empty calendar by other means; @returns its URL as the provider names it */
  makeCalendar(name: string): Promise<string>;
  readonly other: {
    put(calendarUrl: string, name: string, text: string): Promise<void>;
    remove(calendarUrl: string, name: string): Promise<void>;
  };
  /** Makes a calendar with that many events. */
  makeFullCalendar(count: number): Promise<string>;
  /** A cursor that this server cannot know. */
  strangeCursor(cursor: string): string;
  /** Name of a calendar that may only be read. */
  readonly readOnlyName?: string;
  /** Where the server rewrites what it stores, texts are compared by their UID and title only. */
  readonly proxy?: FaultProxy;
  /** Set when sign-in is checked. */
  readonly wrongPassword?: string;
  stop(): Promise<void>;
}

const never = new AbortController().signal;

/** The behaviour of a calendar provider. */
export function calendarProviderContract(
  name: string,
  setup: () => Promise<ProviderUnderTest>,
  options: {
    readonly skip?: string;
    readonly count?: number;
    readonly readOnly?: boolean;
    readonly proxy?: boolean;
  } = {},
): void {
  const title = `${name} as a calendar provider${options.skip ? ` (skipped: ${options.skip})` : ""}`;
  describe.skipIf(options.skip)(title, () => {
    let server: ProviderUnderTest;
    let connection: CalendarConnection;
    beforeAll(async () => {
      server = await setup();
      connection = await server.connect();
    });
    afterAll(async () => {
      await connection?.close();
      await server?.stop();
    });
    const calendar = async (of = "Calendar") => {
      const url = await server.makeCalendar(of);
      return { url, copy: new Copy(connection, url) };
    };

    const bench: Bench = {
      connection: () => connection,
      makeCalendar: (of) => server.makeCalendar(of),
      put: (url, key, text) => server.other.put(url, key, text),
      remove: (url, key) => server.other.remove(url, key),
    };
    calendarCases(bench);
    moveCases(bench);
    rangeCases(bench);

    it("lists calendars by name, also one named like a number", async () => {
      const url = await server.makeCalendar("2024");
      const found = (await connection.calendars(never)).find((one) => one.url === url);
      expect(found).toMatchObject({ name: "2024", readOnly: false });
    });

    it("connects again with the endpoints it found, and refuses a wrong password", async () => {
      const again = await server.connect({ endpoints: connection.endpoints });
      expect(await again.calendars(never)).toEqual(await connection.calendars(never));
      await again.close();
      if (server.wrongPassword === undefined) return;
      const wrong = { password: server.wrongPassword };
      expect(await reasonOf(server.connect(wrong))).toBe("wrong-password");
      expect(await reasonOf(server.connect({ ...wrong, endpoints: connection.endpoints }))).toBe("wrong-password");
    });

    it("compares everything first, then finds nothing changed", async () => {
      const { url, copy } = await calendar();
      for (const id of ["a", "b", "c"]) await server.other.put(url, `${id}.ics`, eventText(id, `Event ${id}`));
      const first = await copy.pull();
      expect(copy.keys).toEqual(["a.ics", "b.ics", "c.ics"]);
      expect(first.at(-1)).toMatchObject({ complete: true, removed: [] });
      expect(first.slice(0, -1).every((page) => page.cursor === undefined && !page.complete)).toBe(true);
      expect(copy.cursor).toBeDefined();
      const second = await copy.pull();
      expect(itemsIn(second)).toEqual([]);
      expect(second.flatMap((page) => page.removed)).toEqual([]);
      expect(second.at(-1)?.cursor).toBeDefined();
    });

    it("resumes an interrupted comparison without fetching again what is known", async () => {
      const { url, copy } = await calendar();
      await server.other.put(url, "a.ics", eventText("a", "A"));
      await copy.pull();
      await server.other.put(url, "b.ics", eventText("b", "B"));
      copy.cursor = undefined;
      expect(itemsIn(await copy.pull()).map((item) => item.key)).toEqual(["b.ics"]);
      copy.cursor = undefined;
      expect(itemsIn(await copy.pull())).toEqual([]);
    });

    it("follows what another client adds, changes and deletes", async () => {
      const { url, copy } = await calendar();
      await server.other.put(url, "a.ics", eventText("a", "Before"));
      await server.other.put(url, "b.ics", eventText("b", "Stays"));
      await copy.pull();
      await server.other.put(url, "a.ics", eventText("a", "After"));
      await server.other.put(url, "c.ics", eventText("c", "New"));
      await server.other.remove(url, "b.ics");
      const pages = await copy.pull();
      expect(
        itemsIn(pages)
          .map((item) => item.key)
          .toSorted(),
      ).toEqual(["a.ics", "c.ics"]);
      expect(titleOf(copy.items.get("a.ics")?.text)).toBe("After");
      expect(copy.keys).toEqual(["a.ics", "c.ics"]);
    });

    it("does not name as removed what came and went unseen", async () => {
      const { url, copy } = await calendar();
      await copy.pull();
      await server.other.put(url, "brief.ics", eventText("brief", "Brief"));
      await server.other.remove(url, "brief.ics");
      expect((await copy.pull()).flatMap((page) => page.removed)).toEqual([]);
    });

    it("leaves tasks out", async () => {
      const { url, copy } = await calendar();
      await server.other.put(url, "event.ics", eventText("event", "Event"));
      await server.other.put(url, "task.ics", eventText("task", "Task", "VTODO"));
      const pages = await copy.pull();
      expect(copy.keys).toEqual(["event.ics"]);
      expect(pages.flatMap((page) => page.parked)).toEqual([]);
    });

    it("says stale-cursor for a cursor the server does not know; a complete comparison then finds the rest", async () => {
      const { url, copy } = await calendar();
      await server.other.put(url, "a.ics", eventText("a", "A"));
      await server.other.put(url, "b.ics", eventText("b", "B"));
      await copy.pull();
      await server.other.remove(url, "a.ics");
      expect(await reasonOf(copy.pull(server.strangeCursor(copy.cursor ?? "")))).toBe("stale-cursor");
      copy.cursor = undefined;
      const pages = await copy.pull();
      expect(pages.at(-1)).toMatchObject({ complete: true, removed: ["a.ics"] });
      expect(itemsIn(pages)).toEqual([]);
      expect(copy.keys).toEqual(["b.ics"]);
    });

    it("creates, and takes a retry of the same creation for a success", async () => {
      const { url, copy } = await calendar();
      const text = eventText("made", "Made here");
      const first = storedItem(await connection.create(url, "made.ics", text, never));
      expect(first).toMatchObject({ key: "made.ics", etag: expect.stringMatching(/^".+"$/) });
      expect(storedItem(await connection.create(url, "made.ics", text, never)).etag).toBe(first.etag);
      await copy.pull();
      expect(copy.keys).toEqual(["made.ics"]);
      expect(copy.items.get("made.ics")?.etag).toBe(first.etag);
      const clash = await connection.create(url, "made.ics", eventText("made", "Another"), never);
      expect(clash).toMatchObject({ kind: "conflict", theirs: { key: "made.ics" } });
    });

    it("updates the version it knows and reports a newer one as conflict", async () => {
      const { url } = await calendar();
      const base = storedItem(await connection.create(url, "a.ics", eventText("a", "First"), never));
      const version = { href: base.href, etag: base.etag, baseText: base.text };
      const second = storedItem(await connection.update(url, version, eventText("a", "Second"), never));
      expect(titleOf(second.text)).toBe("Second");
      const repeated = await connection.update(url, version, eventText("a", "Second"), never);
      expect(repeated).toMatchObject({ kind: "stored", item: { etag: second.etag } });
      await server.other.put(url, "a.ics", eventText("a", "Theirs"));
      const late = { href: second.href, etag: second.etag, baseText: second.text };
      const outcome = await connection.update(url, late, eventText("a", "Ours"), never);
      expect(outcome.kind).toBe("conflict");
      expect(titleOf(outcome.kind === "conflict" ? outcome.theirs.text : "")).toBe("Theirs");
    });

    it("compares with the base when it knows no entity tag", async () => {
      const { url } = await calendar();
      const base = storedItem(await connection.create(url, "a.ics", eventText("a", "First"), never));
      const version = { href: base.href, baseText: base.text };
      const second = storedItem(await connection.update(url, version, eventText("a", "Second"), never));
      const outcome = await connection.update(url, version, eventText("a", "Third"), never);
      expect(outcome.kind).toBe("conflict");
      expect((await connection.remove(url, version, never)).kind).toBe("conflict");
      const removed = await connection.remove(url, { href: base.href, baseText: second.text }, never);
      expect(removed.kind).toBe("removed");
    });

    it("says gone when the item to update is no longer there", async () => {
      const { url } = await calendar();
      const base = storedItem(await connection.create(url, "a.ics", eventText("a", "First"), never));
      await server.other.remove(url, "a.ics");
      const version = { href: base.href, etag: base.etag, baseText: base.text };
      expect(await connection.update(url, version, eventText("a", "Second"), never)).toEqual({ kind: "gone" });
      expect(await connection.fetch(url, base.href, never)).toBeUndefined();
      expect(await connection.remove(url, version, never)).toEqual({ kind: "removed" });
    });

    it("removes the version it knows, never a newer one", async () => {
      const { url } = await calendar();
      const base = storedItem(await connection.create(url, "a.ics", eventText("a", "First"), never));
      await server.other.put(url, "a.ics", eventText("a", "Theirs"));
      const outcome = await connection.remove(url, { href: base.href, etag: base.etag, baseText: base.text }, never);
      expect(outcome).toMatchObject({ kind: "conflict", theirs: { key: "a.ics" } });
      const theirs = await connection.fetch(url, base.href, never);
      const version = { href: base.href, etag: theirs?.etag, baseText: theirs?.text ?? "" };
      expect(await connection.remove(url, version, never)).toEqual({ kind: "removed" });
      expect(await connection.fetch(url, base.href, never)).toBeUndefined();
    });

    it.each(["with space.ics", "a@b.ics", "100%.ics", "réunion été.ics", "no-extension", "plus+and&.ics"])(
      "keeps the name %s through create, change, fetch and remove",
      async (odd) => {
        const { url, copy } = await calendar();
        const made = storedItem(await connection.create(url, odd, eventText("odd", "First"), never));
        await copy.pull();
        expect(copy.keys).toEqual([odd]);
        const seen = copy.items.get(odd);
        expect(await connection.fetch(url, seen?.href ?? "", never)).toMatchObject({ key: odd, etag: made.etag });
        const version = { href: seen?.href ?? "", etag: seen?.etag, baseText: seen?.text ?? "" };
        const second = storedItem(await connection.update(url, version, eventText("odd", "Second"), never));
        await copy.pull();
        expect([...copy.items.values()].map((item) => titleOf(item.text))).toEqual(["Second"]);
        await connection.remove(url, { href: second.href, etag: second.etag, baseText: second.text }, never);
        await copy.pull();
        expect(copy.keys).toEqual([]);
      },
    );

    const count = options.count ?? 1200;
    it(`brings ${count} events in pages, the cursor with the last`, { timeout: 120_000 }, async () => {
      const url = await server.makeFullCalendar(count);
      const copy = new Copy(connection, url);
      const pages = await copy.pull();
      expect(copy.items.size).toBe(count);
      expect(pages.length).toBeGreaterThan(2);
      expect(Math.max(...pages.map((page) => page.items.length))).toBeLessThanOrEqual(100);
      expect(pages.filter((page) => page.cursor !== undefined)).toHaveLength(1);
      expect(itemsIn(await copy.pull())).toEqual([]);
    });

    it("stops at once when it is cancelled", async () => {
      const { url } = await calendar();
      const cancelled = AbortSignal.abort();
      expect(await reasonOf(connection.calendars(cancelled))).toBe("cancelled");
      expect(await reasonOf(connection.create(url, "x.ics", eventText("x", "X"), cancelled))).toBe("cancelled");
    });

    it.skipIf(options.readOnly === false)(
      options.readOnly === false
        ? "marks a calendar that may only be read (skipped: this server has no read-only calendars)"
        : "marks a calendar that may only be read, and writes nothing to it",
      async () => {
        const found = (await connection.calendars(never)).find((one) => one.name === server.readOnlyName);
        expect(found?.readOnly).toBe(true);
        const reason = await reasonOf(connection.create(found?.url ?? "", "x.ics", eventText("x", "X"), never));
        expect(["read-only", "forbidden"]).toContain(reason);
      },
    );

    const lost = "stores exactly once when the answer to a PUT is lost";
    const noWire = " (skipped: this server has no connection to cut)";
    it.skipIf(options.proxy === false)(options.proxy === false ? lost + noWire : lost, async () => {
      const { url, copy } = await calendar();
      const text = eventText("once", "Once");
      server.proxy?.set({ dropResponse: /PUT \/\S*once/ });
      expect(await reasonOf(connection.create(url, "once.ics", text, never))).toBe("connection-lost");
      expect(server.proxy?.dropped).toBeGreaterThan(0);
      server.proxy?.set({});
      const made = storedItem(await connection.create(url, "once.ics", text, never));
      const version = { href: made.href, etag: made.etag, baseText: made.text };
      const changed = eventText("once", "Changed once");
      server.proxy?.set({ dropResponse: /PUT / });
      expect(await reasonOf(connection.update(url, version, changed, never))).toBe("connection-lost");
      server.proxy?.set({});
      expect(titleOf(storedItem(await connection.update(url, version, changed, never)).text)).toBe("Changed once");
      await copy.pull();
      expect(copy.keys).toEqual(["once.ics"]);
    });
  });
}
