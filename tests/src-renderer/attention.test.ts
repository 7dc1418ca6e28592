import { describe, expect, test } from "vitest";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { CalendarSyncState } from "../../src-preload/contract/sync.ts";
import { type AttentionItem, attentionItems, type Known } from "../../src-renderer/attention/items.ts";
import { newsOf } from "../../src-renderer/attention/news.ts";
import { accountSeed, calendarSeed } from "./fake-data.ts";

type Runs = Known["reports"][number]["lastRuns"];

const OFFLINE = { code: "offline", reason: "offline", message: "" } as const;
const BROKEN = { code: "timeout", reason: "server-error", message: "" } as const;
const FULL = { code: "storage", reason: "disk-full", message: "" } as const;
const MASS = { code: "conflict", reason: "mass-deletion", message: "" } as const;

const state = (more: Partial<CalendarSyncState> = {}) =>
  ({
    calendarId: "travail",
    accountId: "a1",
    state: "waiting",
    pending: 0,
    parked: 0,
    conflicts: 0,
    ...more,
  }) as CalendarSyncState;
const failing = (failure: CalendarSyncState["failure"], more: Partial<CalendarSyncState> = {}) =>
  state({ state: "failing", ...(failure && { failure }), ...more });
const runs = (...outcomes: Runs[number]["outcome"][]) =>
  outcomes.map((outcome, n) => ({ outcome, startedMs: 1000 * (n + 1) })) as Runs;

const known = (more: Partial<Known> = {}): Known => ({
  engineLost: false,
  hasKeychain: true,
  accounts: accountSeed(),
  calendars: calendarSeed(),
  states: [state()],
  conflicts: [],
  reports: [],
  ...more,
});
const report = (lastRuns: Runs) => [{ calendarId: "travail", lastRuns }] as unknown as Known["reports"];
const kinds = (more: Partial<Known>) => attentionItems(known(more)).map(({ kind }) => kind);

describe("what needs the person", () => {
  test("another data file in the place of the old one is told until it was read", () => {
    const restored = {
      cause: "damage",
      atMs: 5,
      stateMs: 2,
      aside: "damaged-1",
      carried: 3,
      incomplete: false,
    } as const;
    expect(kinds({ restored: { ...restored, noted: false } })).toEqual(["restored"]);
    expect(kinds({ restored: { ...restored, noted: true } })).toEqual([]);
  });

  test("is nothing while all is well, offline, or asked to wait", () => {
    expect(kinds({})).toEqual([]);
    const reports = report(runs("failed", "failed", "failed", "failed"));
    expect(kinds({ states: [failing(OFFLINE)], reports })).toEqual([]);
    const wait = { code: "rate-limited", reason: "rate-limited", message: "", retryAtMs: 9 } as const;
    expect(kinds({ states: [failing(wait)], reports })).toEqual([]);
  });

  test("a failing calendar counts from the third failed run on; skipped runs say nothing", () => {
    const states = [failing(BROKEN)];
    expect(kinds({ states, reports: report(runs("successful", "failed", "failed")) })).toEqual([]);
    const third = report(runs("successful", "failed", "skipped", "failed", "failed"));
    expect(attentionItems(known({ states, reports: third }))).toMatchObject([{ kind: "failing", sinceMs: 2000 }]);
  });

  test("it goes on while the next run is under way: a run is no success yet", () => {
    const states = [state({ state: "running", failure: BROKEN })];
    expect(kinds({ states, reports: report(runs("failed", "failed", "failed")) })).toEqual(["failing"]);
  });

  test("a held-back deletion, set-aside items and decisions are told at once", () => {
    const conflicts = [{ id: "k", title: "Restitution" }] as unknown as Known["conflicts"];
    expect(kinds({ states: [failing(MASS, { parked: 2 })], conflicts })).toEqual(["decide", "held-back", "parked"]);
  });

  test("a signed-out account speaks for its calendars, and counts what waits", () => {
    const accounts = accountSeed().map((one, n): Account => (n === 0 ? { ...one, state: "sign-in" } : one));
    const states = [failing(BROKEN, { pending: 3, conflicts: 1, parked: 1 })];
    const found = attentionItems(known({ accounts, states, reports: report(runs("failed", "failed", "failed")) }));
    expect(found).toMatchObject([{ kind: "sign-in", pending: 2 }]);
  });

  test("a full disk is one thing, however many calendars meet it; a lost engine hides the rest", () => {
    const states = [failing(FULL), failing(FULL, { calendarId: "perso" as never })];
    expect(kinds({ states })).toEqual(["disk-full"]);
    expect(kinds({ states, engineLost: true })).toEqual(["engine"]);
  });

  test("no keychain matters only where there is a password to keep", () => {
    expect(kinds({ hasKeychain: false })).toEqual(["keychain"]);
    expect(kinds({ hasKeychain: false, accounts: [] })).toEqual([]);
  });
});

describe("what is news", () => {
  const item = (key: string, weight = 1) => ({ key, weight, kind: "keychain" }) as AttentionItem;
  const first = newsOf([item("a")], new Map(), 0);

  test("each state is told once; more of the same is news, less is not", () => {
    expect(first.news).toHaveLength(1);
    expect(newsOf([item("a")], first.told, 1000).news).toEqual([]);
    const more = newsOf([item("a", 3)], first.told, 1000);
    expect(more.news).toHaveLength(1);
    expect(newsOf([item("a", 2)], more.told, 2000).news).toEqual([]);
  });

  test("a state that comes and goes is not told again for ten minutes after it was last seen", () => {
    const gone = newsOf([], first.told, 60_000);
    expect(newsOf([item("a")], gone.told, 120_000).news).toEqual([]);
    expect(newsOf([item("a")], gone.told, 700_000).news).toHaveLength(1);
  });
});

test("what a server refused is one thing for each account, with how many there are", () => {
  const [account] = accountSeed();
  const folder = (failed: number, more = {}) =>
    ({ accountId: account?.id, sync: { state: "waiting", failed, ...more } }) as unknown as NonNullable<
      Known["folders"]
    >[number];
  const items = attentionItems(known({ folders: [folder(2, { failure: BROKEN }), folder(1), folder(0)] }));
  expect(items).toMatchObject([{ kind: "mail-refused", count: 3, weight: 3, failure: BROKEN, account }]);
});
