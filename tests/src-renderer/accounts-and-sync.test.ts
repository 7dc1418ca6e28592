import { describe, expect, test } from "vitest";
import type { FailureData } from "../../src-preload/contract/failure.ts";
import type { CalendarSyncState } from "../../src-preload/contract/sync.ts";
import {
  emptyForm,
  isInfomaniak,
  isMicrosoft,
  microsoftOf,
  missingIn,
  newAccountOf,
  providerOf,
} from "../../src-renderer/accounts/account-form.ts";
import { summariseSync } from "../../src-renderer/calendars/sync-summary.ts";
import { accountSeed } from "./fake-data.ts";

describe("new accounts", () => {
  test.each([
    ["camille@ik.me", true],
    ["https://sync.infomaniak.com/calendars/CR84207/", true],
    ["sync.infomaniak.com", true],
    ["camille@exemple.ch", false],
    ["https://cloud.exemple.ch/infomaniak", false],
  ])("%s is Infomaniak's: %s", (address, is) => expect(isInfomaniak(address)).toBe(is));

  test("an address of one's own domain is Infomaniak's when one says so", () => {
    const form = {
      ...emptyForm,
      provider: "infomaniak",
      address: "c@atelier.ch",
      username: "CR1",
      password: "p",
    } as const;
    expect(newAccountOf(form)).toEqual({ kind: "infomaniak", address: "c@atelier.ch", username: "CR1", password: "p" });
  });

  test("a server's address goes in as URL, and the user name defaults to the e-mail address", () => {
    const server = { ...emptyForm, address: "cloud.exemple.ch/dav", username: "camille", password: "p" };
    expect(newAccountOf(server)).toEqual({
      kind: "caldav",
      url: "cloud.exemple.ch/dav",
      username: "camille",
      password: "p",
    });
    const mail = { ...emptyForm, address: "c@exemple.ch", password: "p", caFile: "/ca.pem" };
    expect(missingIn(mail)).toEqual({});
    expect(newAccountOf(mail)).toMatchObject({ address: "c@exemple.ch", username: "c@exemple.ch", caFile: "/ca.pem" });
  });
});

describe("Microsoft accounts", () => {
  test.each([
    ["camille@outlook.com", true],
    ["Camille@Hotmail.fr", true],
    ["camille@contoso.onmicrosoft.com", true],
    ["camille@live.com.example.ch", false],
    ["camille@notoutlook.com", false],
    ["outlook.com", false],
  ])("%s is Microsoft's for sure: %s", (address, is) => expect(isMicrosoft(address)).toBe(is));

  test("the choice made by hand comes before the address", () => {
    expect(providerOf({ ...emptyForm, address: "c@outlook.com" })).toBe("microsoft");
    expect(providerOf({ ...emptyForm, address: "c@outlook.com", provider: "other" })).toBe("other");
  });

  test("nothing is needed but a directory that is a name", () => {
    const form = { ...emptyForm, provider: "microsoft" } as const;
    expect(missingIn(form)).toEqual({});
    expect(missingIn({ ...form, tenant: "contoso/evil" })).toEqual({ tenant: "microsoft.badTenant" });
  });

  test("what was typed goes along, but an address only when it is one and wanted", () => {
    const form = { ...emptyForm, address: " c@contoso.example ", clientId: " 8f1c ", tenant: "contoso.example" };
    const own = { kind: "microsoft", way: "code", clientId: "8f1c", tenant: "contoso.example" };
    expect(microsoftOf(form, "code")).toEqual({ ...own, address: "c@contoso.example" });
    expect(microsoftOf(form, "code", false)).toEqual(own);
    expect(microsoftOf({ ...emptyForm, address: "contoso" }, "browser")).toEqual({ kind: "microsoft", way: "browser" });
  });
});

describe("subscriptions", () => {
  const form = { ...emptyForm, provider: "webcal" } as const;

  test("a webcal address makes a subscription by itself, and needs no name", () => {
    const typed = { ...emptyForm, address: " webcal://exemple.ch/feries.ics " };
    expect(missingIn(typed)).toEqual({});
    expect(newAccountOf(typed)).toEqual({ kind: "webcal", url: "webcal://exemple.ch/feries.ics" });
  });

  test("an address without scheme is https, and a password goes with its name only", () => {
    expect(newAccountOf({ ...form, address: "exemple.ch/a.ics" })).toEqual({
      kind: "webcal",
      url: "https://exemple.ch/a.ics",
    });
    expect(missingIn({ ...form, address: "exemple.ch/a.ics", password: "p" })).toEqual({
      username: "add.needUsername",
    });
    expect(missingIn(form)).toEqual({ address: "add.needLink" });
  });
});

describe("the foot of the sidebar", () => {
  const state = (more: Partial<CalendarSyncState> = {}) =>
    ({
      calendarId: "c",
      accountId: "a",
      state: "waiting",
      lastSuccessMs: 5,
      pending: 0,
      parked: 0,
      conflicts: 0,
      ...more,
    }) as CalendarSyncState;
  const failure = (code: FailureData["code"]) => ({ code, reason: "offline" as const, message: "" });
  const accounts = accountSeed();

  test.each([
    ["nothing synced lives on this device", [], [], "device"],
    ["all fine is up to date", [state(), state({ lastSuccessMs: 9 })], accounts, "up-to-date"],
    ["one running is running", [state(), state({ state: "running" })], accounts, "running"],
    ["offline is normal", [state({ state: "failing", failure: failure("offline"), pending: 2 })], accounts, "offline"],
    ["another failure is told", [state({ state: "failing", failure: failure("forbidden") })], accounts, "failing"],
    ["changes wait", [state({ pending: 3 })], accounts, "pending"],
    ["parked items are told", [state({ parked: 1, pending: 3 })], accounts, "parked"],
  ] as const)("%s", (_, states, known, kind) => expect(summariseSync(states, known).kind).toBe(kind));

  const pausedRun = state({ state: "running", progress: { phase: "fetching", done: 1, pausedUntilMs: 90 } });
  const limited = { code: "rate-limited", reason: "rate-limited", message: "", retryAtMs: 70 } as const;
  const turnedAway = state({ state: "failing", failure: limited, nextAtMs: 75 });

  test.each([
    ["a run that was asked to wait", [pausedRun], 90],
    ["a run between two that was turned away", [turnedAway], 70],
    ["one without a time waits for its next try", [{ ...turnedAway, failure: failure("rate-limited") }], 75],
    [
      "two of them: the later one",
      [turnedAway, state({ state: "failing", failure: { ...limited, retryAtMs: 80 } })],
      80,
    ],
  ] as const)("%s says until when", (_, states, untilMs) =>
    expect(summariseSync(states, accounts)).toMatchObject({ kind: "asked-to-wait", untilMs }),
  );

  test("a pause is no news while another calendar is being synced, or something really fails", () => {
    expect(summariseSync([pausedRun, state({ state: "running" })], accounts).kind).toBe("running");
    expect(summariseSync([turnedAway, state({ state: "running" })], accounts).kind).toBe("running");
    const broken = state({ state: "failing", failure: failure("forbidden") });
    expect(summariseSync([turnedAway, broken], accounts)).toMatchObject({ failure: { code: "forbidden" } });
  });

  test("the oldest success counts", () => {
    expect(summariseSync([state(), state({ lastSuccessMs: 9 })], accounts)).toMatchObject({ lastMs: 5 });
  });

  test("a password that is needed comes before everything", () => {
    const waiting = accounts.map((account) => ({ ...account, state: "sign-in" as const }));
    expect(summariseSync([state({ state: "running" })], waiting).kind).toBe("sign-in");
  });
});

test("a change that waits for a decision is not also counted as one to send", () => {
  const state = { state: "waiting", pending: 3, conflicts: 2, parked: 0 } as unknown as CalendarSyncState;
  expect(summariseSync([state], accountSeed())).toMatchObject({ kind: "pending", pending: 1 });
  expect(summariseSync([{ ...state, pending: 2 }], accountSeed())).toMatchObject({ kind: "up-to-date", pending: 0 });
});
