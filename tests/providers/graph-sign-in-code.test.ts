// Signing in with a code, with the real MSAL over a network that answers as each test tells it to.
import { describe, expect, it } from "vitest";
import type { Tokens } from "../../src-main/providers/graph/tokens.ts";
import { asks, json, never, refused, start, told, usernameOf, WORK } from "./graph-sign-in-world.ts";

describe("signing in with a code", () => {
  const device = {
    user_code: "ABCD-1234",
    device_code: "DEVICE-SECRET",
    verification_uri: "https://microsoft.com/devicelogin",
    expires_in: 900,
    interval: 0.01,
    message: "prose",
  };
  const byCode = (tokens: Tokens, progress = told().progress, signal = never) =>
    tokens.signIn({ login: { kind: "microsoft" }, way: "code", progress }, signal);

  it("shows the code and waits until it was typed", async () => {
    const { tokens, service, world } = start();
    const pending = [1, 2, 3];
    service.script = ({ url }) => {
      if (url.includes("/devicecode")) return json(device);
      return pending.pop() === undefined ? undefined : json({ error: "authorization_pending" }, 400);
    };
    const { progress, states } = told();
    expect(await byCode(tokens, progress)).toEqual({ username: usernameOf(WORK), address: WORK.address });
    expect(states).toEqual([
      {
        way: "code",
        code: "ABCD-1234",
        url: "https://microsoft.com/devicelogin",
        expiresAtMs: world.clock.nowMs() + 900_000,
      },
    ]);
    expect(world.opened).toEqual([]);
    expect(asks(service, "device_code")).toHaveLength(4);
  });

  it.each([
    ["authorization_declined", "sign-in-declined"],
    ["expired_token", "sign-in-timeout"],
    ["bad_verification_code", "sign-in-failed"],
  ])("ends with %s: %s", async (error, reason) => {
    const { tokens, service } = start();
    service.script = ({ url }) => (url.includes("/devicecode") ? json(device) : json({ error }, 400));
    await expect(byCode(tokens)).rejects.toMatchObject({ reason });
  });

  it("ends at once when it is cancelled, however long the pause between two questions", async () => {
    const { tokens, service } = start();
    service.script = ({ url }) =>
      url.includes("/devicecode") ? json({ ...device, interval: 60 }) : json({ error: "authorization_pending" }, 400);
    const stop = new AbortController();
    const cancelled = byCode(tokens, told().progress, stop.signal).catch((error: unknown) => error);
    await expect.poll(() => service.asked.length, { interval: 1 }).toBe(2);
    stop.abort();
    expect(await cancelled).toMatchObject({ reason: "cancelled" });
  });

  it.each(["cancelled", "sign-in-timeout"])("asks no more once it ended: %s", async (reason) => {
    const { tokens, service, world } = start();
    const codes = ["ENDED", "LATER"];
    const pending = [1, 2, 3];
    service.script = ({ url, form }) => {
      if (url.includes("/devicecode")) return json({ ...device, device_code: codes.shift() });
      const isOver = form.get("device_code") === "LATER" && pending.pop() === undefined;
      return isOver ? undefined : json({ error: "authorization_pending" }, 400);
    };
    const polls = (code: string) => service.asked.filter(({ form }) => form.get("device_code") === code);
    const stop = new AbortController();
    const ended = byCode(tokens, told().progress, stop.signal).catch((error: unknown) => error);
    await expect.poll(() => polls("ENDED").length, { interval: 1 }).toBeGreaterThan(0);
    if (reason === "cancelled") stop.abort();
    else world.clock.advance(900_000);
    expect(await ended).toMatchObject({ reason });
    const count = polls("ENDED").length;
    // Another one takes several of the same pauses.
    await byCode(tokens);
    expect(polls("LATER")).toHaveLength(4);
    expect(polls("ENDED")).toHaveLength(count);
  });

  it("ends when MSAL finds that the code has run out", async () => {
    const { tokens, service } = start();
    service.script = ({ url }) =>
      url.includes("/devicecode") ? json({ ...device, expires_in: 0 }) : json({ error: "authorization_pending" }, 400);
    await expect(byCode(tokens)).rejects.toMatchObject({ reason: "sign-in-timeout" });
  });

  it("tells a refusal before there is a code", async () => {
    const { tokens, service } = start();
    service.script = () => refused("unauthorized_client", 700016);
    await expect(byCode(tokens)).rejects.toMatchObject({
      reason: "sign-in-failed",
      params: { detail: "AADSTS700016" },
    });
  });
});
