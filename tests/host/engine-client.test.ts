import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { childProcessEngine } from "../../src-main/host/child-process.ts";
import { EngineClient } from "../../src-main/host/engine-client.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { TOPICS } from "../../src-preload/contract/names.ts";
import { FakeEngine, restarted, started } from "./fake-engine.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a page that the engine wants shown is the host's to show", () => {
  const opened: string[] = [];
  const engine = new FakeEngine();
  new EngineClient(
    () => engine,
    (url) => opened.push(url),
  );
  engine.say({ t: "ready" });
  engine.say({ t: "open", url: "https://login.example.com/" });
  expect(opened).toEqual(["https://login.example.com/"]);
});

describe("calls", () => {
  test("wait while the engine starts, then go in order", async () => {
    const { client, engine } = started();
    const first = client.call("app.info", {});
    const second = client.call("agenda.upcoming", { limit: 3 });
    expect(engine().posted).toEqual([]);
    engine().say({ t: "ready" });
    expect(engine().posted).toEqual([
      { t: "call", id: 1, name: "app.info", input: {} },
      { t: "call", id: 2, name: "agenda.upcoming", input: { limit: 3 } },
    ]);
    engine().say({ t: "reply", id: 2, ok: "two" });
    engine().say({ t: "reply", id: 1, failure: new Failure("missing").toData() });
    expect(await second).toEqual({ ok: "two" });
    expect(await first).toMatchObject({ failure: { reason: "missing" } });
  });

  test("a command without a result is an answer too", async () => {
    const { client, engine } = started();
    engine().say({ t: "ready" });
    const reply = client.call("events.remove", {});
    engine().say({ t: "reply", id: 1, ok: undefined });
    expect(await reply).toEqual({ ok: undefined });
  });

  test("what cannot be posted fails that call alone", async () => {
    const { client, engine } = started();
    engine().say({ t: "ready" });
    engine().post = () => {
      throw new Error("could not be cloned");
    };
    expect(await client.call("app.info", {})).toMatchObject({ failure: { code: "bug" } });
  });
});

describe("a crash", () => {
  test("fails what the engine had been asked, keeps what it had not, and restarts at once", async () => {
    const { client, engines, engine } = started();
    engine().say({ t: "ready" });
    const asked = client.call("events.create", {});
    engine().exit(139);
    expect(await asked).toEqual(restarted);
    const waiting = client.call("agenda.upcoming", {});
    await vi.advanceTimersByTimeAsync(0);
    expect(engines).toHaveLength(2);
    engine().say({ t: "ready" });
    expect(engine().posted).toEqual([{ t: "call", id: 2, name: "agenda.upcoming", input: {} }]);
    engine().say({ t: "reply", id: 2, ok: 1 });
    expect(await waiting).toEqual({ ok: 1 });
  });

  test("makes views ask for everything again, but only after a restart", async () => {
    const { client, engine } = started();
    const heard: unknown[] = [];
    client.onFeed((message) => heard.push(message));
    engine().say({ t: "ready" });
    expect(heard).toEqual([]);
    engine().exit(1);
    await vi.advanceTimersByTimeAsync(0);
    engine().say({ t: "ready" });
    expect(heard).toEqual([{ changed: TOPICS }]);
  });

  test("tells the view that the engine is away, then back", async () => {
    const { client, engine } = started();
    const heard: boolean[] = [];
    client.onConnection((connected) => heard.push(connected));
    engine().say({ t: "ready" });
    engine().exit(1);
    await vi.advanceTimersByTimeAsync(0);
    engine().say({ t: "ready" });
    expect(heard).toEqual([true, false, true]);
  });

  test("words of an engine that is gone are not heard", async () => {
    const { client, engine } = started();
    engine().say({ t: "ready" });
    engine().exit(1);
    await vi.advanceTimersByTimeAsync(0);
    const heard: unknown[] = [];
    client.onFeed((message) => heard.push(message));
    engine(0).say({ t: "feed", changed: ["mail"] });
    engine(0).exit(1);
    expect(heard).toEqual([]);
  });

  test("after five in a minute it gives up loudly, with every restart before that within 2 s", async () => {
    const { client, engines, engine } = started();
    const refused: unknown[] = [];
    client.onRefused((failure) => refused.push(failure));
    const waiting = client.call("app.info", {});
    for (let crash = 1; crash <= 5; crash++) {
      expect(engines).toHaveLength(crash);
      engine().exit(1);
      await vi.advanceTimersByTimeAsync(1_500);
    }
    expect(engines).toHaveLength(5);
    expect(refused).toEqual([expect.objectContaining({ code: "bug" })]);
    expect(await waiting).toMatchObject({ failure: { code: "bug" } });
    expect(await client.call("app.info", {})).toMatchObject({ failure: { code: "bug" } });
  });

  test("crashes far apart never add up", async () => {
    const { engines, engine } = started();
    for (let crash = 1; crash <= 10; crash++) {
      engine().exit(1);
      await vi.advanceTimersByTimeAsync(30_000);
    }
    expect(engines).toHaveLength(11);
  });

  test("an engine that cannot even be spawned counts as a crash", async () => {
    let tries = 0;
    const client = new EngineClient(() => {
      tries++;
      throw new Error("EAGAIN");
    });
    const refused = vi.fn();
    client.onRefused(refused);
    await vi.advanceTimersByTimeAsync(5_000);
    expect([tries, refused.mock.calls.length]).toEqual([5, 1]);
  });
});

describe("a refusal", () => {
  test("answers every call with the reason and does not restart", async () => {
    const { client, engines, engine } = started();
    const failure = new Failure("newer-database").toData();
    const waiting = client.call("app.info", {});
    const heard: unknown[] = [];
    client.onRefused((told) => heard.push(told));
    engine().say({ t: "refused", failure });
    engine().exit(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(engines).toHaveLength(1);
    expect(await waiting).toEqual({ failure });
    expect(await client.call("app.info", {})).toEqual({ failure });
    client.onRefused((told) => heard.push(told));
    expect(heard).toEqual([failure, failure]);
  });

  test("of a folder that another engine took after a crash is a failed start: it is tried again", async () => {
    const { client, engines, engine } = started();
    engine().say({ t: "ready" });
    engine().exit(1);
    await vi.advanceTimersByTimeAsync(1);
    const waiting = client.call("app.info", {});
    engine().say({ t: "refused", failure: new Failure("second-instance").toData() });
    engine().exit(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(engines).toHaveLength(3);
    engine().say({ t: "ready" });
    engine().say({ t: "reply", id: 1, ok: "at last" });
    expect(await waiting).toEqual({ ok: "at last" });
  });
});

describe("close", () => {
  test("lets running calls end, refuses new ones and resolves when the engine has gone", async () => {
    const { client, engine } = started();
    engine().say({ t: "ready" });
    const running = client.call("sync.run", {});
    const closed = client.close();
    expect(await client.call("app.info", {})).toMatchObject({ failure: { code: "cancelled" } });
    engine().say({ t: "reply", id: 1, ok: "done" });
    engine().say({ t: "closed" });
    engine().exit(0);
    await closed;
    expect(await running).toEqual({ ok: "done" });
    expect(engine().posted.at(-1)).toEqual({ t: "close" });
    expect(client.close()).toBe(client.close());
  });

  test("kills an engine that has closed its files but does not go", async () => {
    const { client, engine } = started();
    engine().say({ t: "ready" });
    const closed = client.close();
    engine().say({ t: "closed" });
    await vi.advanceTimersByTimeAsync(1_100);
    await closed;
    expect(engine().killed).toBe(true);
  });

  test("kills an engine that does not close in 5 s", async () => {
    const { client, engine } = started();
    engine().say({ t: "ready" });
    const running = client.call("sync.run", {});
    const closed = client.close();
    await vi.advanceTimersByTimeAsync(4_900);
    expect(engine().killed).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    await closed;
    expect(engine().killed).toBe(true);
    expect(await running).toMatchObject({ failure: { code: "cancelled" } });
  });

  test("an exit while closing is no crash; one while waiting to restart needs nothing", async () => {
    const { client, engines, engine } = started();
    const closed = client.close();
    engine().exit(0);
    await closed;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(engines).toHaveLength(1);

    const other = started();
    other.engine().exit(1);
    await other.client.close();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(other.engines).toHaveLength(1);
  });
});

test("a real child process answers with structured clones, is killed, restarts within 2 s and closes", async () => {
  vi.useRealTimers();
  const folder = mkdtempSync(join(tmpdir(), "cadran-engine-"));
  const entry = join(folder, "engine.mjs");
  writeFileSync(
    entry,
    `process.on("message", (m) => {
       if (m.t === "close") process.send({ t: "closed" }, () => process.exit(0));
       else process.send({ t: "reply", id: m.id, ok: { pid: process.pid, argv: process.argv.slice(2), mark: process.env.MARK, input: m.input } });
     });
     process.send({ t: "ready" });`,
  );
  const client = new EngineClient(() => childProcessEngine(entry, ["--data", "x"], { ...process.env, MARK: "m" }));
  const ask = async () => (await client.call("app.info", new Map([[1, new Date(0)]]))) as { ok: { pid: number } };
  const first = await ask();
  expect(first.ok).toMatchObject({ argv: ["--data", "x"], mark: "m", input: new Map([[1, new Date(0)]]) });
  const back = new Promise<void>((resolve) => {
    client.onFeed(() => resolve());
  });
  const killedMs = Date.now();
  process.kill(first.ok.pid, "SIGKILL");
  await back;
  expect(Date.now() - killedMs).toBeLessThan(2_000);
  expect((await ask()).ok.pid).not.toBe(first.ok.pid);
  await client.close();
  rmSync(folder, { recursive: true });
});
