// Faults of the local Graph on order: each of them once.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type GraphServer, startGraph, TOKEN, USER } from "../servers/graph/index.ts";
import type { OtherClient } from "../servers/graph/other-client.ts";
import { type Ask, asker, at, graphWith, MEETING } from "./graph-setup.ts";

let graph: GraphServer;
let ask: Ask;
let box: OtherClient;

beforeEach(async () => {
  ({ graph, ask } = await graphWith());
  box = graph.mailbox();
});
afterEach(() => graph.stop());

describe("faults on order", () => {
  it("refuse without an effect", async () => {
    graph.failNext(1, {
      status: 500,
      body: "<html>",
      headers: { "Content-Type": "text/html" },
      where: /^POST .*events/,
    });
    expect((await ask("GET", "/me")).status).toBe(200);
    expect((await ask("POST", "/me/events", { body: MEETING })).status).toBe(500);
    expect(box.events()).toHaveLength(0);
    expect((await ask("POST", "/me/events", { body: MEETING })).status).toBe(201);
  });

  it("lose an answer after its effect", async () => {
    graph.cutNext(1, /^POST/);
    await expect(ask("POST", "/me/events", { body: MEETING })).rejects.toThrow();
    expect(box.events()).toHaveLength(1);
    graph.stallNext(1);
    const patience = AbortSignal.timeout(200);
    const stalled = fetch(`${graph.url}/v1.0/me`, { headers: { Authorization: `Bearer ${TOKEN}` }, signal: patience });
    await expect(stalled).rejects.toThrow();
  });

  it.each([
    [{ times: 1, retryAfter: "3" }, 429, "3", "TooManyRequests"],
    [{ times: 1, status: 503, retryAfter: "0.25" }, 503, "0.25", "ServiceUnavailable"],
    [{ times: 1, status: 503, body: "html" }, 503, null, undefined],
    [{ times: 1, body: "empty" }, 429, null, undefined],
  ] as const)("throttle: %j", async (throttle, status, retryAfter, code) => {
    graph.switch("throttle", throttle);
    const { status: given, headers, body } = await ask("GET", "/me");
    expect([given, headers.get("retry-after"), body.error?.code]).toEqual([status, retryAfter, code]);
    expect((await ask("GET", "/me")).status).toBe(200);
  });

  it("refuse the fifth request in flight, and tell how many there were", async () => {
    graph.switch("concurrency", 4);
    const release = graph.hold();
    const asked = Array.from({ length: 5 }, () => ask("GET", "/me"));
    await expect.poll(() => graph.peak()).toBe(5);
    release();
    const statuses = (await Promise.all(asked)).map(({ status }) => status).sort();
    expect(statuses.at(-1)).toBe(429);
  });

  it.each([
    ["spontaneous412", 412],
    ["spontaneous409", 409],
  ] as const)("refuse a write for no reason: %s", async (name, status) => {
    const id = box.addEvent(MEETING);
    graph.switch(name, 1);
    expect((await ask("PATCH", at(id), { body: { subject: "x" } })).status).toBe(status);
    expect((await ask("PATCH", at(id), { body: { subject: "x" } })).status).toBe(200);
    expect(graph.current(name)).toBe(0);
  });

  it("leave a personal account without online meetings", async () => {
    const personal = await startGraph({
      tokens: { [TOKEN]: { ...USER, isPersonal: true } },
      switches: { onlineMeetings: false },
    });
    const { body } = await asker(personal.url)("POST", "/me/events", { body: { ...MEETING, isOnlineMeeting: true } });
    expect(body.isOnlineMeeting).toBe(false);
    await personal.stop();
  });

  it("does not let an answer of its own pass that breaks the schema", async () => {
    const own = await graphWith();
    own.graph.mailbox().addCalendar("x", { color: "pink" });
    expect((await own.ask("GET", "/me/calendars")).status).toBe(500);
    await expect(own.graph.stop()).rejects.toThrow("pink");
  });
});
