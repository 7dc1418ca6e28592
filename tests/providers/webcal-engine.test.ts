import { afterEach, beforeEach, expect, test } from "vitest";
import { type FakeDav, startFakeDav } from "../servers/fake-dav.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { testFolder } from "../support/folder.ts";
import { type TestEngine, testEngine } from "../support/test-engine.ts";

const NOVEMBER = { fromMs: Date.UTC(2026, 10, 1), toMs: Date.UTC(2026, 11, 1) };
const event = (uid: string, title: string, day = "24") =>
  `BEGIN:VEVENT\r\nUID:${uid}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:202611${day}T090000Z\r\nSUMMARY:${title}\r\nEND:VEVENT\r\n`;
const file = (...events: string[]) =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nX-WR-CALNAME:School\r\n${events.join("")}END:VCALENDAR\r\n`;

let server: FakeDav;
let engine: TestEngine;
const clock = fakeClock();
let version = 0;

beforeEach(async () => {
  server = await startFakeDav();
  engine = testEngine({ folder: testFolder(), clock });
});
afterEach(async () => {
  await engine.close();
  await server.stop();
});

// A server that knows its versions.
function publish(...events: string[]): void {
  version += 1;
  const etag = `"v${version}"`;
  server.answer((asked) =>
    asked.headers["if-none-match"] === etag
      ? { status: 304 }
      : { status: 200, headers: { "content-type": "text/calendar", etag }, body: file(...events) },
  );
}

const add = () =>
  engine.call("accounts.add", { kind: "webcal", url: `${server.url}school.ics`, username: "ann", password: "pw" });
const titles = async () => {
  const { occurrences } = await engine.call("agenda.range", NOVEMBER);
  return occurrences.map((one) => one.title);
};
const run = async () => {
  clock.advance(3_600_000);
  return (await engine.call("sync.run", {})).results;
};

test("a subscription shows its events, follows the file, and can only be read", async () => {
  publish(event("a", "Holiday"), event("b", "Trip", "25"));
  const { account, calendars } = await add();
  expect([account.kind, account.label]).toEqual(["webcal", "School"]);
  expect(calendars).toMatchObject([{ name: "School", readOnly: true }]);
  expect(await run()).toMatchObject([{ outcome: "successful" }]);
  expect(await titles()).toEqual(["Holiday", "Trip"]);

  publish(event("a", "Longer holiday"), event("b", "Trip", "25"), event("c", "Concert", "26"));
  expect(await run()).toMatchObject([{ outcome: "successful", created: 1, updated: 1, deleted: 0 }]);
  expect(await titles()).toEqual(["Longer holiday", "Trip", "Concert"]);

  publish(event("a", "Longer holiday"), event("c", "Concert", "26"));
  expect(await run()).toMatchObject([{ outcome: "successful", deleted: 1 }]);
  expect(await titles()).toEqual(["Longer holiday", "Concert"]);

  const { occurrences } = await engine.call("agenda.range", NOVEMBER);
  const id = occurrences[0]?.eventId;
  if (!id) throw new Error("no event");
  await expect(engine.call("events.update", { id, changes: { title: "mine" } })).rejects.toMatchObject({
    reason: "read-only",
  });
});

test("304 asks for nothing more and changes nothing", async () => {
  publish(event("a", "Holiday"));
  await add();
  await run();
  server.asked.length = 0;
  expect(await run()).toMatchObject([{ outcome: "successful", created: 0, updated: 0, deleted: 0 }]);
  expect(server.asked.every((asked) => asked.headers["if-none-match"] !== undefined)).toBe(true);
  expect(await titles()).toEqual(["Holiday"]);
});

test("R100: a login page, an empty file and a cut one keep everything and say why", async () => {
  publish(event("a", "Holiday"), event("b", "Trip", "25"));
  await add();
  await run();
  const html = { status: 200, headers: { "content-type": "text/html" }, body: "<html>Sign in to the network</html>" };
  const calendar = { "content-type": "text/calendar" };
  const cut = file(event("a", "Holiday")).replace("END:VCALENDAR\r\n", "");
  for (const [reply, reason] of [
    [html, "login-page"],
    [{ status: 200, headers: calendar, body: "" }, "bad-answer"],
    [{ status: 200, headers: calendar, body: cut }, "bad-answer"],
  ] as const) {
    server.answer(() => reply);
    expect(await run()).toMatchObject([{ outcome: "failed", failure: { reason } }]);
    expect(await titles()).toEqual(["Holiday", "Trip"]);
  }
});
