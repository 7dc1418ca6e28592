import { describe, expect, test } from "vitest";
import type { EventDetail } from "../../src-preload/contract/events.ts";
import type { FailureData } from "../../src-preload/contract/failure.ts";
import type { EventId, RecurrenceId } from "../../src-preload/contract/shapes.ts";
import type { CalendarSyncState } from "../../src-preload/contract/sync.ts";
import { emptyForm, isInfomaniak, missingIn, newAccountOf } from "../../src-renderer/accounts/account-form.ts";
import { oldValues, targetOf, undoTarget } from "../../src-renderer/agenda/inverse.ts";
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

describe("the foot of the sidebar", () => {
  const state = (more: Partial<CalendarSyncState> = {}) =>
    ({
      calendarId: "c",
      accountId: "a",
      state: "waiting",
      lastSuccessMs: 5,
      pending: 0,
      parked: 0,
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

  test("the oldest success counts", () => {
    expect(summariseSync([state(), state({ lastSuccessMs: 9 })], accounts)).toMatchObject({ lastMs: 5 });
  });

  test("a password that is needed comes before everything", () => {
    const waiting = accounts.map((account) => ({ ...account, state: "sign-in" as const }));
    expect(summariseSync([state({ state: "running" })], waiting).kind).toBe("sign-in");
  });
});

describe("undo", () => {
  const id = "e1" as EventId;
  const split = { id: "e2" as EventId };
  const recurrenceId = "20261118T130000Z" as RecurrenceId;
  const occurrence = { eventId: id, recurrenceId, recurring: true };

  test("of one instance names that instance again", () => {
    const target = targetOf(occurrence, "this");
    expect(undoTarget(target, { id })).toEqual({ id, recurrenceId, scope: "this" });
  });

  test("of this and following is for the whole of the series that it made", () => {
    expect(undoTarget(targetOf(occurrence, "following"), split)).toEqual({ id: "e2", scope: "all" });
  });

  test("of an edit sends the old values, and null for what was not there", () => {
    const before = { title: "Avant", start: "2026-11-18T09:00", zone: "Europe/Paris", allDay: false } as EventDetail;
    expect(oldValues({ title: "Après", location: "Ici" }, before)).toEqual({ title: "Avant", location: null });
  });
});
