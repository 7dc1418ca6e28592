import { describe, expect, it } from "vitest";
import { createDispatch } from "../../src-main/engine/rpc.ts";
import type { Handlers } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";

type Partial = { [C in keyof Handlers<AbortSignal>]?: Handlers<AbortSignal>[C] };
const signal = new AbortController().signal;
const door = (handlers: Partial) => createDispatch(handlers as Handlers<AbortSignal>);

describe("the engine's door", () => {
  it("hands the handler parsed input with defaults filled in", async () => {
    const seen: unknown[] = [];
    const dispatch = door({
      "agenda.upcoming": (input) => {
        seen.push(input);
        return { occurrences: [] };
      },
    });
    expect(await dispatch("agenda.upcoming", undefined, signal)).toEqual({ ok: { occurrences: [] } });
    expect(seen).toEqual([{ limit: 7 }]);
  });

  it.each(["nope", "__proto__", "constructor", 7, undefined])("refuses the name %s", async (name) => {
    expect(await door({})(name, {}, signal)).toMatchObject({ failure: { reason: "unknown-call" } });
  });

  it("refuses a name that throws when it is made a text of", async () => {
    for (const name of [{ toString: 1, valueOf: 1 }, Object.create(null)])
      expect(await door({})(name, {}, signal)).toMatchObject({ failure: { reason: "unknown-call" } });
  });

  it("names what is wrong with the input, never its value", async () => {
    const secret = "correct horse";
    const reply = await door({})("accounts.add", { kind: "caldav", username: 5, password: secret }, signal);
    expect(reply).toMatchObject({ failure: { reason: "invalid-input", code: "malformed" } });
    expect(JSON.stringify(reply)).toContain("username");
    expect(JSON.stringify(reply)).not.toContain(secret);
  });

  it("refuses dates that do not exist as a form", async () => {
    const input = { calendarId: "c", title: "x", start: "2026-13-01", end: "2026-13-02" };
    expect(await door({})("events.create", input, signal)).toMatchObject({ failure: { reason: "invalid-input" } });
  });

  it("passes a Failure on as data, with its moment to try again", async () => {
    const dispatch = door({
      "settings.get": () => {
        throw new Failure("rate-limited", {}, { retryAtMs: 5 });
      },
    });
    expect(await dispatch("settings.get", {}, signal)).toMatchObject({
      failure: { code: "rate-limited", retryAtMs: 5 },
    });
  });

  it("turns anything else into a bug, and never rejects", async () => {
    const dispatch = door({
      "settings.get": () => Promise.reject(new TypeError("x is not a function")),
    });
    expect(await dispatch("settings.get", {}, signal)).toMatchObject({ failure: { code: "bug" } });
  });
});
