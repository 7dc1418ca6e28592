// kill -9 at the worst moments: what a call answered is still there, and nothing is made twice (design §6.6).
import { describe, expect, it, onTestFinished } from "vitest";
import { missingServer } from "../servers/child.ts";
import { rawClient } from "../servers/dav.ts";
import { FaultProxy } from "../servers/fault-proxy.ts";
import { startRadicale } from "../servers/radicale.ts";
import { graphServer } from "../soak/graph-server.ts";
import { killRounds } from "../soak/kill-rounds.ts";
import { killableEngine } from "../soak/killable-engine.ts";
import { radicaleServer } from "../soak/radicale-server.ts";
import { testFolder } from "../support/folder.ts";
import { NOVEMBER, objectNames } from "./story.ts";

const missing = missingServer("radicale");
const PASSWORD = "alice-pw";

async function setUp() {
  const server = await startRadicale();
  onTestFinished(() => server.stop());
  const proxy = await FaultProxy.start(server.port);
  onTestFinished(() => proxy.close());
  const other = rawClient("alice", PASSWORD);
  const calendarUrl = `${server.url}alice/work/`;
  await other.makeCalendar(calendarUrl, "Work");
  const engine = killableEngine(testFolder());
  onTestFinished(() => engine.close());
  const url = `http://127.0.0.1:${proxy.port}/`;
  const added = await engine.call("accounts.add", { kind: "caldav", url, username: "alice", password: PASSWORD });
  expect(added.warning).toBe("password-kept-in-memory");
  const calendar = added.calendars[0];
  if (!calendar) throw new Error("no calendar");
  await engine.call("sync.run", {});
  const create = (title: string) =>
    engine.call("events.create", {
      calendarId: calendar.id,
      title,
      start: "2026-11-24T10:00",
      end: "2026-11-24T11:00",
    });
  const titles = async () => (await engine.call("agenda.range", NOVEMBER)).occurrences.map((o) => o.title);
  const onServer = () => objectNames(other, calendarUrl);
  const signIn = () => engine.call("accounts.update", { id: added.account.id, password: PASSWORD });
  return { proxy, engine, create, titles, onServer, signIn };
}

describe.skipIf(missing !== undefined)(`after kill -9 of the engine${missing ? ` (${missing})` : ""}`, () => {
  it("an edit that was answered is still there, asks for the password and then reaches the server", async () => {
    const { proxy, engine, create, titles, onServer, signIn } = await setUp();
    proxy.set({ refuse: true });
    await create("Answered");
    await engine.kill();
    expect(await titles()).toEqual(["Answered"]);
    proxy.set({});
    const { results } = await engine.call("sync.run", {});
    expect(results).toMatchObject([{ outcome: "failed", failure: { reason: "password-needed" } }]);
    expect((await engine.call("accounts.list", {})).accounts).toMatchObject([{ state: "sign-in" }]);
    await signIn();
    await engine.call("sync.run", {});
    expect(await onServer()).toHaveLength(1);
    expect((await engine.call("accounts.list", {})).accounts).toMatchObject([{ state: "ready" }]);
  });

  it("an event whose creation was on its way exists once", async () => {
    const { proxy, engine, create, titles, onServer, signIn } = await setUp();
    proxy.set({ stall: true });
    await create("Sent");
    // The request arrives, its answer does not.
    await expect.poll(onServer, { timeout: 20_000 }).toHaveLength(1);
    await engine.kill();
    proxy.set({});
    expect(await titles()).toEqual(["Sent"]);
    await signIn();
    const { results } = await engine.call("sync.run", {});
    expect(results).toMatchObject([{ outcome: "successful" }]);
    expect(await onServer()).toHaveLength(1);
    expect(await titles()).toEqual(["Sent"]);
    expect((await engine.call("sync.status", {})).calendars).toMatchObject([{ pending: 0, parked: 0 }]);
  });

  it("nothing is lost, doubled or left apart, wherever in a sync it was killed (10 rounds; npm run soak: as many as there is time for)", async () => {
    await killRounds(radicaleServer, { rounds: 10, seed: 20_261_123 });
  }, 300_000);
});

describe("over Microsoft Graph, after kill -9 of the engine", () => {
  it("nothing is lost, doubled, mailed twice or left apart, wherever in a sync it was killed (6 rounds)", async () => {
    await killRounds(graphServer, { rounds: 6, seed: 20_261_123 });
  }, 300_000);
});
