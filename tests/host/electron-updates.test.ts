// A new version is looked for when the person wants it, and nothing is fetched before they say so.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { UPDATE_TEXTS } from "../../src-main/host/electron/texts-updates.ts";
import { DAY_MS, isWorthTelling, nextLookMs, updateFeed } from "../../src-main/host/electron/update-policy.ts";
import { UpdateChecks, type UpdateParts } from "../../src-main/host/electron/updates.ts";

const FEED = "https://example.com/cadran";
const ON = { updates: true, updateFeed: FEED };

beforeEach(() => {
  vi.useFakeTimers({ now: 10 * DAY_MS });
});
afterEach(() => {
  vi.useRealTimers();
});

/** An updater that finds `versions` in turn, and a person who answers as given. */
function world(versions: (string | undefined | Error)[], answers: Partial<Record<"fetch" | "restart", boolean>> = {}) {
  const log: string[] = [];
  let memory = { checkedMs: 0, declined: "" };
  const parts: UpdateParts = {
    isPackaged: true,
    load: async () => ({
      look: async (feed) => {
        log.push(`look ${feed}`);
        const next = versions.shift();
        if (next instanceof Error) throw next;
        return next;
      },
      fetch: async () => void log.push("fetch"),
      restart: () => void log.push("restart"),
    }),
    recall: () => memory,
    remember: (next) => {
      memory = next;
    },
    ask: async (question, version) => {
      log.push(`ask ${question} ${version}`);
      return answers[question] ?? false;
    },
    note: (name, facts) => void log.push(`note ${name} ${facts.version ?? facts.error}`),
  };
  return { log, checks: new UpdateChecks(parts), memory: () => memory };
}

test("looks nowhere unless it was switched on, a place was named, and the app is packaged", () => {
  expect(updateFeed(undefined, true)).toBeUndefined();
  expect(updateFeed({}, true)).toBeUndefined();
  expect(updateFeed({ updateFeed: FEED }, true)).toBeUndefined();
  expect(updateFeed({ updates: true }, true)).toBeUndefined();
  expect(updateFeed({ updates: true, updateFeed: "" }, true)).toBeUndefined();
  expect(updateFeed({ updates: true, updateFeed: "http://example.com/" }, true)).toBeUndefined();
  expect(updateFeed(ON, false)).toBeUndefined();
  expect(updateFeed(ON, true)).toBe(FEED);
});

test("waits a minute after the start, a day after the last look, and does not wait for a clock that was set back", () => {
  const look = (checkedMs: number, nowMs: number) => nextLookMs({ checkedMs, declined: "" }, nowMs);
  expect(look(0, 100 * DAY_MS)).toBe(60_000);
  expect(look(1_000, 1_000 + DAY_MS / 2)).toBe(DAY_MS / 2);
  expect(look(1_000, 1_000 + DAY_MS - 5)).toBe(60_000);
  expect(look(5 * DAY_MS, DAY_MS)).toBe(60_000);
});

test("tells of a version, but not of none and not again of one declined", () => {
  const memory = { checkedMs: 0, declined: "1.2.0" };
  expect(isWorthTelling("1.3.0", memory)).toBe(true);
  expect(isWorthTelling("1.2.0", memory)).toBe(false);
  expect(isWorthTelling(undefined, memory)).toBe(false);
});

test("a check that is off asks nobody anything, ever", async () => {
  const { log, checks } = world(["9.0.0"]);
  checks.follow({ updateFeed: FEED });
  await vi.advanceTimersByTimeAsync(30 * DAY_MS);
  expect(log).toEqual([]);
});

test("nothing is fetched when the person says no, and that version is not offered again", async () => {
  const { log, checks, memory } = world(["9.0.0", "9.0.0", "9.1.0"]);
  checks.follow(ON);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(log).toEqual([`look ${FEED}`, "note update.found 9.0.0", "ask fetch 9.0.0"]);
  expect(memory().declined).toBe("9.0.0");
  await vi.advanceTimersByTimeAsync(DAY_MS);
  expect(log.slice(3)).toEqual([`look ${FEED}`]);
  await vi.advanceTimersByTimeAsync(DAY_MS);
  expect(log.slice(4)).toEqual([`look ${FEED}`, "note update.found 9.1.0", "ask fetch 9.1.0"]);
});

test("it is fetched when the person says yes, and the app starts again only when they say so too", async () => {
  const later = world(["9.0.0", "9.0.0"], { fetch: true });
  later.checks.follow(ON);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(later.log.slice(2)).toEqual(["ask fetch 9.0.0", "fetch", "ask restart 9.0.0"]);
  await vi.advanceTimersByTimeAsync(DAY_MS);
  expect(later.log.slice(5)).toEqual([`look ${FEED}`]);
  const now = world(["9.0.0"], { fetch: true, restart: true });
  now.checks.follow(ON);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(now.log.slice(3)).toEqual(["fetch", "ask restart 9.0.0", "restart"]);
});

test("a failure is noted, shown to nobody, and tried again the next day", async () => {
  const { log, checks } = world([new Error("no such host"), undefined]);
  checks.follow(ON);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(log).toEqual([`look ${FEED}`, "note update.failed Error: no such host"]);
  await vi.advanceTimersByTimeAsync(DAY_MS);
  expect(log.slice(2)).toEqual([`look ${FEED}`]);
});

test("switching it off stops it, and another place is looked at instead", async () => {
  const { log, checks } = world([undefined, undefined]);
  checks.follow(ON);
  checks.follow({ ...ON, updateFeed: "https://example.org/other" });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(log).toEqual(["look https://example.org/other"]);
  checks.follow({ ...ON, updates: false });
  await vi.advanceTimersByTimeAsync(3 * DAY_MS);
  expect(log).toHaveLength(1);
});

test("every question is worded in both languages with the version in it", () => {
  for (const texts of Object.values(UPDATE_TEXTS)) {
    for (const { message, detail, yes, no } of Object.values(texts)) {
      expect(message("9.1.0")).toContain("9.1.0");
      for (const said of [detail, yes, no]) expect(said.length).toBeGreaterThan(5);
    }
  }
});
