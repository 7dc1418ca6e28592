// kill -9 at the worst moments: what a call answered is still there, and nothing is made twice (design §6.6).
import { resolve } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { childProcessEngine } from "../../src-main/host/child-process.ts";
import { type EngineChild, EngineClient } from "../../src-main/host/engine-client.ts";
import type { Input, Output } from "../../src-preload/contract/contract.ts";
import type { CallName } from "../../src-preload/contract/names.ts";
import { missingServer } from "../servers/child.ts";
import { rawClient } from "../servers/dav.ts";
import { FaultProxy } from "../servers/fault-proxy.ts";
import { startRadicale } from "../servers/radicale.ts";
import { testFolder } from "../support/folder.ts";
import { MIGRATIONS } from "../support/migrations.ts";
import { NOVEMBER, objectNames } from "./story.ts";

const ENGINE = resolve(import.meta.dirname, "../../src-main/engine/process.ts");
const missing = missingServer("radicale");
const PASSWORD = "alice-pw";

/** A real engine process that the test can kill; its client starts the next one. */
function killable(folder: string) {
  let child: EngineChild | undefined;
  // No bus, no keychain: the password is gone with the process, as on a bare server.
  const { DBUS_SESSION_BUS_ADDRESS: _, DISPLAY: __, ...env } = process.env;
  const args = ["--data", folder, "--migrations", MIGRATIONS, "--host", "browser", "--version", "test"];
  const client = new EngineClient(() => {
    child = childProcessEngine(ENGINE, args, env);
    return child;
  });
  onTestFinished(() => client.close());
  return {
    kill: () =>
      new Promise<void>((dead) => {
        child?.onExit(() => dead());
        child?.kill();
      }),
    async call<C extends CallName>(name: C, input: Input<C>): Promise<Output<C>> {
      const reply = await client.call(name, input);
      if ("failure" in reply) throw new Error(reply.failure.message);
      return reply.ok as Output<C>;
    },
  };
}

async function setUp() {
  const server = await startRadicale();
  onTestFinished(() => server.stop());
  const proxy = await FaultProxy.start(server.port);
  onTestFinished(() => proxy.close());
  const other = rawClient("alice", PASSWORD);
  const calendarUrl = `${server.url}alice/work/`;
  await other.makeCalendar(calendarUrl, "Work");
  const engine = killable(testFolder());
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
});
