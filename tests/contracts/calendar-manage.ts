// The part of the provider contract that is about calendars as such, moves between them, and ranges of time.
import { expect, it } from "vitest";
import type { CalendarConnection, ChangePage, MoveOutcome, RemoteItem } from "../../src-main/providers/provider.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { eventText } from "../servers/dav.ts";
import { Copy } from "./calendar-copy.ts";

/** What these cases need of the suite they run in. */
export interface Bench {
  connection(): CalendarConnection;
  makeCalendar(name: string): Promise<string>;
  put(calendarUrl: string, name: string, text: string): Promise<void>;
  remove(calendarUrl: string, name: string): Promise<void>;
}

const never = new AbortController().signal;

/** An event of the week around 2026-11-23, or of another day. */
const eventOn = (uid: string, day: string, title = uid) => eventText(uid, title).replaceAll("20261123", day);

const NOVEMBER = { fromMs: Date.UTC(2026, 10, 1), toMs: Date.UTC(2026, 11, 1) };

const versionOf = ({ href, etag, text }: RemoteItem) => ({ href, baseText: text, ...(etag && { etag }) });
const keysIn = (pages: readonly ChangePage[]) => pages.flatMap((page) => page.items.map((item) => item.key)).toSorted();

/** Making, renaming, deleting calendars. */
export function calendarCases(bench: Bench): void {
  const find = async (url: string) => (await bench.connection().calendars(never)).find((one) => one.url === url);

  it("makes a calendar, and a retry of it meets its own result", async () => {
    const wanted = { name: "Équipe & co", color: "#12946B" };
    const made = await bench.connection().createCalendar("minted-1", wanted, never);
    expect(made).toMatchObject({ name: "Équipe & co", readOnly: false });
    expect(made.color?.toUpperCase()).toBe("#12946B");
    expect(await find(made.url)).toMatchObject({ name: "Équipe & co" });
    await bench.connection().create(made.url, "a.ics", eventText("a", "A"), never);
    const again = await bench.connection().createCalendar("minted-1", wanted, never);
    expect(again.url).toBe(made.url);
    const copy = new Copy(bench.connection(), made.url);
    await copy.pull();
    expect(copy.keys).toEqual(["a.ics"]);
  });

  it("renames and recolours a calendar, one without the other", async () => {
    const url = await bench.makeCalendar("Before");
    await bench.connection().changeCalendar(url, { name: "After <1>" }, never);
    expect((await find(url))?.name).toBe("After <1>");
    await bench.connection().changeCalendar(url, { color: "#AA0011" }, never);
    const changed = await find(url);
    expect(changed).toMatchObject({ name: "After <1>", color: expect.stringMatching(/^#aa0011$/i) });
  });

  it("deletes a calendar with all it holds; one that is gone counts as deleted", async () => {
    const url = await bench.makeCalendar("Doomed");
    const other = await bench.makeCalendar("Spared");
    await bench.connection().create(url, "a.ics", eventText("a", "A"), never);
    await bench.connection().removeCalendar(url, never);
    expect(await find(url)).toBeUndefined();
    expect(await find(other)).toBeDefined();
    await bench.connection().removeCalendar(url, never);
  });
}

/** Moves between calendars (R54). */
export function moveCases(bench: Bench): void {
  const setUp = async (uid: string) => {
    const [from, to] = [await bench.makeCalendar("From"), await bench.makeCalendar("To")];
    const made = await bench.connection().create(from, `${uid}.ics`, eventText(uid, "Moves"), never);
    if (made.kind !== "stored") throw new Error(made.kind);
    return { from, to, item: made.item };
  };
  const textAt = async (url: string, key: string) => {
    const copy = new Copy(bench.connection(), url);
    await copy.pull();
    return copy.items.get(key)?.text;
  };

  it("moves an event to another calendar under its own UID, once; or touches nothing", async () => {
    const { from, to, item } = await setUp("m1");
    const move = () => bench.connection().move(from, versionOf(item), to, "moved.ics", never);
    const outcome: MoveOutcome = await move();
    if (outcome.kind === "unsupported") {
      expect(await textAt(from, "m1.ics")).toContain("UID:m1");
      expect(await textAt(to, "moved.ics")).toBeUndefined();
      return;
    }
    expect(outcome).toMatchObject({ kind: "moved", item: { key: "moved.ics" } });
    expect(await textAt(from, "m1.ics")).toBeUndefined();
    expect(await textAt(to, "moved.ics")).toContain("UID:m1");
    expect(await move()).toMatchObject({ kind: "moved", item: { key: "moved.ics" } });
  });

  it("moves neither what was changed since, nor what is gone, nor over what is there", async () => {
    const { from, to, item } = await setUp("m2");
    await bench.put(from, "m2.ics", eventText("m2", "Theirs"));
    const move = () => bench.connection().move(from, versionOf(item), to, "moved.ics", never);
    const changed = await move();
    expect(["conflict", "unsupported"]).toContain(changed.kind);
    expect(await textAt(from, "m2.ics")).toContain("Theirs");
    const theirs = await bench.connection().fetch(from, item.href, never);
    await bench.put(to, "moved.ics", eventText("m2-other", "In the way"));
    const blocked = await bench.connection().move(from, versionOf(theirs ?? item), to, "moved.ics", never);
    expect(blocked.kind).not.toBe("moved");
    expect(await textAt(to, "moved.ics")).toContain("In the way");
    expect(await textAt(from, "m2.ics")).toContain("Theirs");
    await bench.remove(to, "moved.ics");
    await bench.remove(from, "m2.ics");
    expect(["gone", "unsupported"]).toContain((await move()).kind);
    expect(await textAt(to, "moved.ics")).toBeUndefined();
  });
}

/** Bringing a part of a calendar first, or only (R30). */
export function rangeCases(bench: Bench): void {
  const filled = async () => {
    const url = await bench.makeCalendar("Ranges");
    await bench.put(url, "old.ics", eventOn("old", "20200115"));
    await bench.put(url, "now.ics", eventOn("now", "20261123"));
    await bench.put(url, "later.ics", eventOn("later", "20300115"));
    return { url, copy: new Copy(bench.connection(), url) };
  };

  it("brings what touches a range first, then the rest, and nothing twice", async () => {
    const { copy } = await filled();
    const pages = await copy.pull(undefined, { first: NOVEMBER });
    expect(keysIn(pages)).toEqual(["later.ics", "now.ics", "old.ics"]);
    expect(pages.flatMap((page) => page.items)[0]?.key).toBe("now.ics");
    expect(pages.at(-1)).toMatchObject({ complete: true, removed: [] });
    expect(pages.filter((page) => page.cursor !== undefined)).toHaveLength(1);
    expect(keysIn(await copy.pull())).toEqual([]);
  });

  it("brings nothing but the range when asked so, and follows it", async () => {
    const { url, copy } = await filled();
    const only = NOVEMBER;
    const pages = await copy.pull(undefined, { only });
    expect(copy.keys).toEqual(["now.ics"]);
    expect(pages.at(-1)).toMatchObject({ complete: true, removed: [] });
    expect(keysIn(await copy.pull(copy.cursor, { only }))).toEqual([]);
    await bench.put(url, "new.ics", eventOn("new", "20261125"));
    await bench.put(url, "far.ics", eventOn("far", "20310101"));
    await bench.put(url, "old.ics", eventOn("old", "20200115", "Changed outside"));
    await copy.pull(copy.cursor, { only });
    expect(copy.keys).toEqual(["new.ics", "now.ics"]);
    await bench.remove(url, "new.ics");
    expect((await copy.pull(copy.cursor, { only })).flatMap((page) => page.removed)).toEqual(["new.ics"]);
  });

  it("keeps and refreshes what has left the range, and finds the rest when the range is lifted", async () => {
    const { url, copy } = await filled();
    const only = NOVEMBER;
    await copy.pull(undefined, { only });
    await bench.put(url, "now.ics", eventOn("now", "20270601", "Left"));
    const pages = await copy.pull(copy.cursor, { only });
    expect(pages.flatMap((page) => page.removed)).toEqual([]);
    expect(copy.items.get("now.ics")?.text).toContain("Left");
    const again = await copy.pull(undefined, { only });
    expect(again.flatMap((page) => page.removed)).toEqual([]);
    const wider = { fromMs: Date.UTC(2019, 0, 1), toMs: NOVEMBER.toMs };
    await copy.pull(copy.cursor, { only: wider });
    expect(copy.keys).toEqual(["now.ics", "old.ics"]);
    expect((await copy.pull(copy.cursor)).at(-1)).toMatchObject({ complete: true, removed: [] });
    expect(copy.keys).toEqual(["later.ics", "now.ics", "old.ics"]);
  });
}

/** The reason that work fails for. */
export async function reasonOf(work: Promise<unknown>): Promise<string> {
  const result = await work.then(
    () => "no failure",
    (error: unknown) => error,
  );
  return result instanceof Failure ? result.reason : String(result);
}
