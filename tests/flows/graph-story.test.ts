// A mailbox from the first sign-in on: what people do there and here, and what becomes of it when Graph forgets or refuses.
import { describe, expect, it } from "vitest";
import type { TokenDeath } from "../servers/graph/switches.ts";
import { REFUSALS } from "../servers/login/refusals.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { type Desk, hour, openDesk, openOffice, reasonOf, tuesdays } from "./graph-office.ts";

const settled = { pending: 0, parked: 0, conflicts: 0 };
const TIMED = { start: "2026-12-03T10:00", end: "2026-12-03T11:00", zone: "Europe/Paris" };
const HOST = { name: "Bob", address: "bob@contoso.example.com" };

const states = async ({ call }: Pick<Desk, "call">) => (await call("sync.status", {})).calendars;
const accountState = async ({ call }: Pick<Desk, "call">) => (await call("accounts.list", {})).accounts[0]?.state;

describe("a Microsoft account's first day", () => {
  it("signs in, finds the default calendar as Privée, and brings the months around now before the rest", async () => {
    const office = await openOffice();
    const { call, other, nextFeed } = office;
    other.addCalendar("Team");
    for (let n = 0; n < 30; n++) other.addEvent({ subject: `Long ago ${n}`, ...hour("2019-05-06") });
    // The months around now are those of the day on which this runs.
    const soonMs = Date.now() + 7 * 86_400_000;
    other.addEvent({ subject: "Soon", ...hour(new Date(soonMs).toISOString().slice(0, 10)) });
    const { account, calendars } = await call("accounts.add", { kind: "microsoft" });
    expect(account).toMatchObject({ kind: "microsoft", state: "ready", address: "alice@contoso.example.com" });
    expect(calendars.map(({ name }) => name)).toEqual(["Privée", "Team"]);
    const all = async () =>
      (await call("agenda.range", { fromMs: 0, toMs: soonMs + 7 * 86_400_000 })).occurrences.length;
    const first = nextFeed("occurrences").then(all);
    await call("sync.run", {});
    expect(await first).toBe(1);
    expect(await all()).toBe(31);
  });

  it("edits travel both ways: new, changed, one occurrence, this and following, deleted", async () => {
    const desk = await openDesk(await openOffice());
    const { call, other, calendarId } = desk;
    const { event } = await call("events.create", {
      calendarId,
      title: "Review",
      start: "2026-12-01T09:00",
      end: "2026-12-01T10:00",
      zone: "Europe/Paris",
      rrule: "FREQ=WEEKLY;COUNT=6",
    });
    await desk.sync();
    const id = desk.idOf("Review");
    expect(other.event(id)?.recurrence?.range).toMatchObject({ numberOfOccurrences: 6 });

    other.changeEvent(id, { location: { displayName: "Lyon" } });
    other.changeOccurrence(id, "2026-12-08", { subject: "Review with Bob" });
    other.deleteOccurrence(id, "2026-12-15");
    await desk.sync();
    expect(await desk.titles()).toEqual(["Review", "Review with Bob", "Review", "Review", "Review"]);
    expect((await desk.find("Review")).location).toBe("Lyon");

    const [, , third, fourth] = (await desk.agenda()).map(({ recurrenceId = "" }) => recurrenceId);
    if (!third || !fourth) throw new Error("no occurrences");
    await call("events.update", { id: event.id, recurrenceId: third, scope: "this", changes: { title: "Short" } });
    await desk.sync();
    expect(other.event(id, "2026-12-22")?.subject).toBe("Short");
    const changes = { title: "Retrospective" };
    await call("events.update", { id: event.id, recurrenceId: fourth, scope: "following", changes });
    await desk.sync();
    await desk.sync();
    expect(desk.inMailbox()).toEqual(["Retrospective", "Review"]);
    expect(other.event(id)?.recurrence?.range).toMatchObject({ type: "endDate" });
    expect(await desk.titles()).toEqual(["Review", "Review with Bob", "Short", "Retrospective", "Retrospective"]);

    await call("events.remove", { id: event.id });
    other.removeEvent(desk.idOf("Retrospective"));
    await desk.sync();
    await desk.sync();
    expect(desk.inMailbox()).toEqual([]);
    expect(await desk.titles()).toEqual([]);
    expect(await states(desk)).toMatchObject([settled]);
  });

  it("a series that moves in time keeps its exceptions, which Exchange drops on the way", async () => {
    const office = await openOffice();
    const id = office.other.addEvent({ subject: "Standup", ...hour("2026-12-01"), recurrence: tuesdays(4) });
    office.other.changeOccurrence(id, "2026-12-08", { subject: "Special" });
    office.other.deleteOccurrence(id, "2026-12-15");
    const desk = await openDesk(office);
    const { eventId, recurrenceId = "" } = await desk.find("Standup");
    const start = "2026-12-01T14:00";
    await desk.call("events.move", { id: eventId, recurrenceId, scope: "all", start, zone: "Europe/Paris" });
    await desk.sync();
    await desk.sync();
    expect(desk.other.event(id, "2026-12-08")).toMatchObject({ type: "exception", subject: "Special" });
    expect(desk.other.event(id)?.cancelledOccurrences).toMatchObject([expect.stringContaining("2026-12-15")]);
    expect(await desk.titles()).toEqual(["Standup", "Special", "Standup"]);
    expect((await desk.agenda()).map((one) => one.start.slice(11))).toEqual(["14:00", "14:00", "14:00"]);
  });

  it("an invitation is answered once, with a note, and a declined one leaves both sides", async () => {
    const office = await openOffice();
    for (const subject of ["Lunch", "Dinner"]) office.other.addInvitation({ subject, ...hour("2026-12-01") }, HOST);
    const desk = await openDesk(office);
    const { eventId } = await desk.find("Lunch");
    await desk.call("events.respond", { id: eventId, answer: "accepted", comment: "With pleasure" });
    await desk.call("events.respond", { id: (await desk.find("Dinner")).eventId, answer: "declined" });
    await desk.sync();
    await desk.sync();
    expect(desk.other.outbox).toMatchObject([
      { to: HOST.address, why: "response", response: "accepted", comment: "With pleasure" },
      { to: HOST.address, why: "response", response: "declined" },
    ]);
    expect(desk.inMailbox()).toEqual(["Lunch"]);
    expect((await desk.agenda()).map(({ title, answer }) => [title, answer])).toEqual([["Lunch", "accepted"]]);
    expect(await states(desk)).toMatchObject([settled]);
  });

  it("what both sides changed waits for a choice, and the choice goes out", async () => {
    const desk = await openConflict();
    const { conflicts } = await desk.call("conflicts.list", {});
    expect(conflicts).toHaveLength(1);
    expect(desk.inMailbox()).toEqual(["Theirs"]);
    await desk.call("conflicts.resolve", { id: conflicts[0]?.id ?? "", choice: "mine" });
    await desk.sync();
    expect(desk.inMailbox()).toEqual(["Mine"]);
    expect(await states(desk)).toMatchObject([settled]);
  });
});

/** One event that both sides gave a title of their own. */
async function openConflict(): Promise<Desk> {
  const office = await openOffice();
  const id = office.other.addEvent({ subject: "Plan", ...hour("2026-12-01") });
  const desk = await openDesk(office);
  desk.other.changeEvent(id, { subject: "Theirs" });
  const { eventId } = await desk.find("Plan");
  await desk.call("events.update", { id: eventId, changes: { title: "Mine" } });
  await desk.sync();
  return desk;
}

describe("when Graph forgets how far we were", () => {
  const DEATHS: readonly TokenDeath[] = ["410-location", "410-body", "400-malformed", "400-parameter"];

  it.each(DEATHS)("everything is compared again, nothing lost or doubled, edits kept (%s)", async (death) => {
    const desk = await openConflict();
    const { other, graph, call } = desk;
    for (const subject of ["Stays", "Goes"]) other.addEvent({ subject, ...hour("2026-12-02") });
    await desk.sync();
    graph.switch("tokenDeath", death);
    graph.forgetTokens("alice@contoso.example.com");
    other.removeEvent(desk.idOf("Goes"));
    other.addEvent({ subject: "New", ...hour("2026-12-04") });
    await call("events.create", { calendarId: desk.calendarId, title: "Made here", ...TIMED });
    expect(await desk.sync()).toMatchObject({ outcome: "successful" });
    expect(graph.requests.map(({ status }) => String(status))).toContain(death.slice(0, 3));
    expect((await desk.titles()).sort()).toEqual(["Made here", "Mine", "New", "Stays"]);
    expect(desk.inMailbox()).toEqual(["Made here", "New", "Stays", "Theirs"]);
    const [conflict] = (await call("conflicts.list", {})).conflicts;
    await call("conflicts.resolve", { id: conflict?.id ?? "", choice: "mine" });
    await desk.sync();
    expect((await desk.titles()).sort()).toEqual(["Made here", "Mine", "New", "Stays"]);
    expect(desk.inMailbox()).toEqual(["Made here", "Mine", "New", "Stays"]);
    expect(await states(desk)).toMatchObject([settled]);
  });
});

describe("when the sign-in no longer holds", () => {
  it.each([REFUSALS.expiredRefreshToken, REFUSALS.passwordChanged])(
    "the account pauses with its edits, and signing in again sends them ($number)",
    async (refusal) => {
      const desk = await openDesk(await openOffice());
      desk.login.revoke(undefined, refusal);
      desk.login.expireAccessTokens();
      await desk.call("events.create", { calendarId: desk.calendarId, title: "Kept", ...TIMED });
      expect(await desk.sync()).toMatchObject({ outcome: "failed", failure: { reason: "sign-in-needed" } });
      expect(await accountState(desk)).toBe("sign-in");
      expect(await states(desk)).toMatchObject([{ state: "paused", pending: 1 }]);
      expect(await desk.titles()).toEqual(["Kept"]);
      expect(desk.inMailbox()).toEqual([]);
      await desk.call("accounts.signIn", { id: desk.accountId });
      expect(await accountState(desk)).toBe("ready");
      expect(await desk.sync()).toMatchObject({ outcome: "successful", pushed: 1 });
      expect(desk.inMailbox()).toEqual(["Kept"]);
    },
  );
});

describe("what Graph refuses, or cannot do", () => {
  it("a pause that the server asks for is shown, and the run goes on after it", async () => {
    const engineClock = fakeClock("2026-11-23T09:00:00Z");
    const desk = await openDesk(await openOffice({ engineClock, clock: engineClock }));
    desk.other.addEvent({ subject: "Later", ...hour("2026-12-01") });
    desk.graph.switch("throttle", { times: 1, retryAfter: "30" });
    const run = desk.sync();
    const paused = async () => (await states(desk))[0]?.progress?.pausedUntilMs;
    await expect.poll(paused).toBe(engineClock.nowMs() + 30_000);
    engineClock.advance(30_000);
    expect(await run).toMatchObject({ outcome: "successful", created: 1 });
    expect(await paused()).toBeUndefined();
    expect(await desk.titles()).toEqual(["Later"]);
  });

  it("a mailbox that Graph cannot reach says so, and nothing is stored", async () => {
    const { call, graph } = await openOffice();
    graph.switch("noMailbox", true);
    expect(await reasonOf(call("accounts.add", { kind: "microsoft" }))).toBe("no-mailbox");
    expect((await call("accounts.list", {})).accounts).toEqual([]);
  });

  it("without a network edits wait, and go out when it is back", async () => {
    const desk = await openDesk(await openOffice());
    await desk.call("events.create", { calendarId: desk.calendarId, title: "On the train", ...TIMED });
    const tunnel = desk.point.arm(1, "before");
    const run = desk.sync();
    await tunnel;
    desk.point.heal();
    expect(await run).toMatchObject({ outcome: "failed", failure: { code: "offline" } });
    expect(desk.inMailbox()).toEqual([]);
    expect(await accountState(desk)).toBe("ready");
    expect(await states(desk)).toMatchObject([{ pending: 1, parked: 0 }]);
    expect(await desk.sync()).toMatchObject({ outcome: "successful", pushed: 1 });
    expect(desk.inMailbox()).toEqual(["On the train"]);
  });

  it("a series that Graph cannot express is refused before it is saved", async () => {
    const desk = await openDesk(await openOffice());
    const wish = {
      calendarId: desk.calendarId,
      title: "Twice a month",
      rrule: "FREQ=MONTHLY;BYMONTHDAY=1,15",
      ...TIMED,
    };
    expect(await reasonOf(desk.call("events.create", wish))).toBe("not-expressible");
    expect(await desk.titles()).toEqual([]);
    expect(await states(desk)).toMatchObject([settled]);
  });

  it("a series in a zone that nothing names is shown and may be renamed, but never rewritten in time", async () => {
    const office = await openOffice({ switches: { recurrenceTimeZone: "tzone://Microsoft/Custom" } });
    const id = office.other.addEvent({ subject: "Far away", ...hour("2026-12-01"), recurrence: tuesdays(4) });
    const desk = await openDesk(office);
    const { eventId, recurrenceId = "" } = await desk.find("Far away");
    const before = office.other.event(id)?.start;
    await desk.call("events.update", { id: eventId, changes: { title: "Renamed" } });
    await desk.sync();
    expect(office.other.event(id)).toMatchObject({ subject: "Renamed", start: before });
    const move = { id: eventId, recurrenceId, scope: "all" as const, start: "2026-12-01T14:00" };
    expect(await reasonOf(desk.call("events.move", move))).toBe("not-expressible");
    expect(await states(desk)).toMatchObject([settled]);
  });
});
