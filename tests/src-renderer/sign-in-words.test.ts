import { describe, expect, test } from "vitest";
import { Failure, type FailureReason } from "../../src-preload/contract/failure.ts";
import type { FailureLimit } from "../../src-preload/contract/failure-words.ts";
import { type Progress, stepsOf } from "../../src-renderer/accounts/discovery-steps.ts";
import { groupsOf, timeLeft, troubleOf, typedAddress } from "../../src-renderer/accounts/sign-in-words.ts";
import { startI18n } from "../../src-renderer/i18n/language.ts";
import { sayFailure } from "../../src-renderer/i18n/say-failure.ts";
import { en } from "../../src-renderer/i18n/words.ts";
import { webAddress } from "../../src-renderer/ui/web-address.ts";

describe("the code", () => {
  test.each([
    ["HRJ4CS7PM", ["HRJ", "4CS", "7PM"]],
    ["ABCDEF", ["ABC", "DEF"]],
    ["ABCDEFGH", ["ABCD", "EFGH"]],
    ["ABCDEFG", ["ABCD", "EFG"]],
    ["WDJB-MJHT", ["WDJB-MJHT"]],
  ])("%s is read as %j", (code, groups) => expect(groupsOf(code)).toEqual(groups));

  test.each([
    ["https://www.microsoft.com/link", "microsoft.com/link"],
    ["https://microsoft.com/devicelogin/", "microsoft.com/devicelogin"],
    ["no address", "no address"],
  ])("%s is typed as %s", (url, typed) => expect(typedAddress(url)).toBe(typed));

  test.each([
    [600_000, "minutes", 10],
    [599_001, "minutes", 10],
    [61_000, "minutes", 2],
    [60_000, "seconds", 60],
    [1, "seconds", 1],
    [-5000, "seconds", 0],
  ] as const)("%i ms before its end, %s: %i", (ms, unit, count) => expect(timeLeft(ms, 0)).toEqual({ unit, count }));
});

test.each([
  ["https://teams.example.com/l/1", true],
  ["http://127.0.0.1:4321/authorize", true],
  ["javascript:alert(1)", false],
  ["file:///etc/passwd", false],
  ["msteams:/l/1", false],
  ["teams.example.com", false],
  [undefined, false],
])("%s may become a link: %s", (url, may) => expect(webAddress(url)).toBe(may ? url : undefined));

describe("what helps after a failed sign-in", () => {
  const trouble = (reason: FailureReason) => troubleOf(new Failure(reason));

  test.each(["timeout", "connection-lost", "server-error", "rate-limited", "host-unknown"] as const)(
    "%s is nobody's fault: again",
    (reason) => expect(trouble(reason)).toEqual({ title: "offline", remedies: ["again"] }),
  );

  test("whatever fails, there is a way forward", () => {
    const reasons = Object.keys(en.failure).map((key) => key.replace(/_one$/, ""));
    for (const reason of reasons as FailureReason[]) {
      expect(trouble(reason).remedies.length, reason).toBeGreaterThan(0);
    }
  });
});

describe("the steps beside a sign-in page", () => {
  const states = (more: Partial<Progress>) =>
    stepsOf({ busy: false, onPage: true, isAdded: false, failure: undefined, ...more }).map(({ state }) => state);

  test.each([
    ["before it begins", {}, ["todo", "todo", "todo"]],
    ["while the person signs in", { busy: true }, ["done", "running", "todo"]],
    ["declined", { failure: new Failure("sign-in-declined") }, ["done", "failed", "todo"]],
    ["no network", { failure: new Failure("offline") }, ["failed", "todo", "todo"]],
    ["no mailbox", { failure: new Failure("no-mailbox") }, ["done", "done", "failed"]],
    ["here already", { failure: new Failure("account-exists") }, ["done", "done", "todo"]],
    ["no app to sign in with", { failure: new Failure("no-app-id") }, ["todo", "todo", "todo"]],
    ["added", { isAdded: true }, ["done", "done", "done"]],
  ] as const)("%s", (_, more, expected) => expect(states(more)).toEqual(expected));

  test("a server is looked for first, and found by the time it refuses a password", () => {
    expect(states({ onPage: false, busy: true })).toEqual(["running", "todo", "todo"]);
    expect(states({ onPage: false, failure: new Failure("wrong-password") })).toEqual(["done", "failed", "todo"]);
  });
});

describe("what a server cannot keep", () => {
  globalThis.document ??= { documentElement: {} } as Document;
  const { t } = startI18n("en");
  const said = (limit: FailureLimit) => sayFailure(t, new Failure("not-expressible", { limit }));

  test("is named in the sentence, each thing by its own words", () => {
    const limits = Object.keys(en.limit) as FailureLimit[];
    expect(said("reminders")).toBe(
      "The server of this calendar cannot keep more than one reminder, or one of another kind than a message before the start. Make the event simpler or use another calendar; nothing is lost.",
    );
    expect(new Set(limits.map(said)).size).toBe(limits.length);
  });

  test("has a sentence of its own where making it simpler would not help", () => {
    expect(said("quiet")).toMatch(/^On this server the guests are always told/);
    expect(said("guest-copy")).toMatch(/^This meeting is somebody else’s/);
  });
});
