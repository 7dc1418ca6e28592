// Two-way sync of a Microsoft account through the whole engine, from the sign-in page to the other client's screen.
import { expect, onTestFinished, test } from "vitest";
import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import { startGraph } from "../servers/graph/index.ts";
import { browse } from "../servers/login/browser.ts";
import { startLogin } from "../servers/login/index.ts";
import { WORK_USER } from "../servers/login/users.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { testFolder } from "../support/folder.ts";
import { testEngine } from "../support/test-engine.ts";
import { hour, series, single } from "./graph-server.ts";

const NOVEMBER = { fromMs: Date.UTC(2026, 10, 1), toMs: Date.UTC(2026, 11, 20) };
const EVE = { name: "Eve", address: "eve@contoso.example.com" };

async function story() {
  const clock = fakeClock();
  const login = await startLogin();
  const graph = await startGraph({ login, clock });
  const other = graph.mailbox(WORK_USER.address);
  const engine = testEngine({
    folder: testFolder(),
    clock,
    env: { CADRAN_GRAPH_URL: graph.url, CADRAN_LOGIN_URL: login.url },
    openPage: async (url) => void (await browse(url)),
  });
  onTestFinished(async () => {
    await engine.close();
    await graph.stop();
    await login.stop();
  });
  const add = async () => {
    const { calendars } = await engine.call("accounts.add", { kind: "microsoft" });
    return calendars[0]?.id as CalendarId;
  };
  const sync = async () => {
    clock.advance(3_600_000);
    return (await engine.call("sync.run", {})).results;
  };
  const shown = async () => {
    const { occurrences } = await engine.call("agenda.range", NOVEMBER);
    return occurrences.map(({ title, start }) => `${start.slice(5, 16)} ${title}`);
  };
  const idOf = async (title: string): Promise<EventId> => {
    const { occurrences } = await engine.call("agenda.range", NOVEMBER);
    const found = occurrences.find((one) => one.title === title);
    if (!found) throw new Error(`no ${title}`);
    return found.eventId;
  };
  return { clock, login, graph, other, engine, add, sync, shown, idOf };
}

test("what a colleague does arrives here, and what is done here arrives there, and nobody is mailed", async () => {
  const { other, engine, add, sync, shown, idOf } = await story();
  const a = other.addEvent(single("A"));
  const s = other.addEvent(series("Weekly"));
  other.deleteOccurrence(s, "2026-11-30");
  const calendarId = await add();
  expect(await sync()).toMatchObject([{ outcome: "successful" }]);
  expect(await shown()).toEqual(["11-23T09:00 Weekly", "11-23T09:00 A", "12-07T09:00 Weekly", "12-14T09:00 Weekly"]);

  other.changeEvent(a, { subject: "A2" });
  other.changeOccurrence(s, "2026-12-07", { subject: "Special" });
  expect(await sync()).toMatchObject([{ outcome: "successful", updated: 2 }]);
  expect(await shown()).toEqual(["11-23T09:00 Weekly", "11-23T09:00 A2", "12-07T09:00 Special", "12-14T09:00 Weekly"]);

  const { event } = await engine.call("events.create", {
    calendarId,
    title: "Here",
    start: "2026-11-24T14:00",
    end: "2026-11-24T15:00",
    zone: "Europe/Paris",
  });
  await engine.call("events.update", { id: await idOf("A2"), changes: { title: "A3" } });
  expect(await sync()).toMatchObject([{ outcome: "successful", pushed: 2 }]);
  const subjects = () =>
    other
      .events()
      .map((id) => other.event(id)?.subject)
      .toSorted();
  expect(subjects()).toEqual(["A3", "Here", "Weekly"]);

  await engine.call("events.remove", { id: event.id });
  await engine.call("events.update", { id: await idOf("Weekly"), changes: { title: "Every week" } });
  await sync();
  expect(subjects()).toEqual(["A3", "Every week"]);
  expect(other.event(s, "2026-12-07")?.subject).toBe("Special");
  expect(await sync()).toMatchObject([{ created: 0, updated: 0, deleted: 0, pushed: 0 }]);
  expect(other.outbox).toEqual([]);

  other.removeEvent(a);
  await sync();
  expect(await shown()).toEqual(["11-23T09:00 Every week", "12-07T09:00 Special", "12-14T09:00 Every week"]);
});

test("an invitation is answered here, and the organiser hears of it once", async () => {
  const { other, engine, add, sync, idOf } = await story();
  const key = other.addInvitation({ subject: "Invited", ...hour("2026-11-25") }, EVE);
  await add();
  await sync();
  await engine.call("events.respond", { id: await idOf("Invited"), answer: "accepted", comment: "With pleasure" });
  await sync();
  await sync();
  expect(other.event(key)?.responseStatus?.response).toBe("accepted");
  expect(other.outbox).toMatchObject([
    { to: EVE.address, why: "response", response: "accepted", comment: "With pleasure" },
  ]);
});

test("both sides edit: what differs becomes one, the same field waits for a decision", async () => {
  const { other, engine, add, sync, idOf } = await story();
  const [a, b] = [other.addEvent(single("A")), other.addEvent(single("B"))];
  await add();
  await sync();
  await engine.call("events.update", { id: await idOf("A"), changes: { title: "A mine" } });
  await engine.call("events.update", { id: await idOf("B"), changes: { title: "B mine" } });
  other.changeEvent(a, { location: { displayName: "Room 4" } });
  other.changeEvent(b, { subject: "B theirs" });
  await sync();
  expect(other.event(a)).toMatchObject({ subject: "A mine", location: { displayName: "Room 4" } });
  expect(other.event(b)).toMatchObject({ subject: "B theirs" });
  const { conflicts } = await engine.call("conflicts.list", {});
  expect(conflicts).toMatchObject([{ kind: "edited-both", fields: [{ name: "title" }] }]);
});

test("a write cut in the middle of a series is finished by the next run, not asked about", async () => {
  const { other, graph, engine, add, sync, idOf, clock } = await story();
  const s = other.addEvent(series("Weekly"));
  other.deleteOccurrence(s, "2026-12-14");
  other.changeOccurrence(s, "2026-12-07", { subject: "Special" });
  await add();
  await sync();
  const id = await idOf("Weekly");
  await engine.call("events.update", {
    id,
    changes: { start: "2026-11-23T11:00", end: "2026-11-23T12:00" },
    scope: "all",
  });
  graph.cutNext(1, /^PATCH /);
  await sync();
  clock.advance(7_200_000);
  await sync();
  expect((await engine.call("conflicts.list", {})).conflicts).toEqual([]);
  expect(other.event(s)).toMatchObject({ cancelledOccurrences: [expect.stringMatching(/2026-12-14$/)] });
  expect(other.event(s, "2026-12-07")).toMatchObject({
    subject: "Special",
    start: { dateTime: "2026-12-07T10:00:00.0000000" },
  });
});

test("an event goes to another calendar of the account and exists once", async () => {
  const { other, engine, add, sync, idOf } = await story();
  other.addCalendar("Second");
  other.addEvent(single("Moves"));
  await add();
  await sync();
  const { calendars } = await engine.call("calendars.list", {});
  const second = calendars.find(({ name }) => name === "Second")?.id as CalendarId;
  await engine.call("events.move", { id: await idOf("Moves"), calendarId: second });
  await sync();
  await sync();
  expect([other.events(), other.events("Second")]).toMatchObject([[], [expect.any(String)]]);
  expect(other.outbox).toEqual([]);
});

test("a sign-in that ran out pauses the account, and goes on after the next one", async () => {
  const { other, login, engine, add, sync, shown } = await story();
  await add();
  await sync();
  login.expireAccessTokens();
  login.revoke();
  other.addEvent(single("A"));
  expect(await sync()).toMatchObject([{ outcome: "failed", failure: { reason: "sign-in-needed" } }]);
  const { accounts } = await engine.call("accounts.list", {});
  expect(accounts).toMatchObject([{ state: "sign-in" }]);
  await engine.call("accounts.signIn", { id: accounts[0]?.id ?? ("" as never) });
  await sync();
  expect(await shown()).toEqual(["11-23T09:00 A"]);
});
