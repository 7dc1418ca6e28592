import { afterEach, beforeEach, expect, it } from "vitest";
import { type Control, openControl } from "../../src-main/engine/control.ts";

let control: Control;
const calls: unknown[] = [];

beforeEach(async () => {
  calls.length = 0;
  control = await openControl(async (name, input) => {
    calls.push([name, input]);
    return { ok: "answer" };
  }, new AbortController().signal);
});
afterEach(() => control.close());

const post = (path: string, headers: Record<string, string>, body = "{}") =>
  fetch(`http://127.0.0.1:${control.port}${path}`, { method: "POST", body, headers });
const bearer = () => ({ authorization: `Bearer ${control.token}` });

it("answers a call that carries the token", async () => {
  const response = await post("/call/agenda.range", bearer(), '{"a":1}');
  expect(await response.json()).toEqual({ ok: "answer" });
  expect(calls).toEqual([["agenda.range", { a: 1 }]]);
});

it.each([
  ["no token", {}],
  ["a wrong token", { authorization: "Bearer nope" }],
])("refuses %s", async (_, headers) => {
  expect((await post("/call/agenda.range", headers)).status).toBe(401);
  expect(calls).toEqual([]);
});

it("refuses a page even with the token: only pages send Origin", async () => {
  expect((await post("/call/agenda.range", { ...bearer(), origin: "http://evil.test" })).status).toBe(401);
});

it.each([
  ["GET", "/call/agenda.range", 404],
  ["POST", "/elsewhere", 404],
  ["POST", "/call/../secret", 404],
])("knows only POST /call/NAME: %s %s", async (method, path, status) => {
  const response = await fetch(`http://127.0.0.1:${control.port}${path}`, { method, headers: bearer() });
  expect(response.status).toBe(status);
});

it("refuses what is not JSON", async () => {
  expect((await post("/call/agenda.range", bearer(), "{")).status).toBe(400);
  expect(calls).toEqual([]);
});
