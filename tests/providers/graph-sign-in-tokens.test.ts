// Renewing tokens and keeping them, with the real MSAL over a network that answers as each test tells it to.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { memoryVault } from "../../src-main/host/vault/memory.ts";
import { tokensFor } from "../../src-main/providers/graph/tokens.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import {
  agree,
  asks,
  CONFIG,
  json,
  never,
  PERSONAL,
  refused,
  signedIn,
  signIn,
  signInWorld,
  start,
  usernameOf,
  WORK,
} from "./graph-sign-in-world.ts";

describe("a token", () => {
  it("comes from the cache without a request while it lasts", async () => {
    const { tokens, service, username } = await signedIn();
    const count = service.asked.length;
    expect(await tokens.token(username, {}, never)).toBe(service.issued[0]);
    expect(service.asked).toHaveLength(count);
  });

  it("is a new one when asked for, and the new one is cached", async () => {
    const { tokens, service, username, renew } = await signedIn();
    const fresh = await renew();
    expect(fresh).not.toBe(service.issued[0]);
    expect(await tokens.token(username, {}, never)).toBe(fresh);
    const [asked] = asks(service, "refresh_token");
    expect(asked?.form.get("refresh_token")).toBe(service.issued[1]);
  });

  it("proves what a claims challenge asked for, past the cache", async () => {
    const { tokens, service, username } = await signedIn();
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}';
    expect(await tokens.token(username, { claims }, never)).not.toBe(service.issued[0]);
    const sent = JSON.parse(asks(service, "refresh_token")[0]?.form.get("claims") ?? "");
    expect(sent.access_token).toMatchObject({ nbf: { value: "1604106651" }, xms_cc: { values: ["CP1"] } });
  });

  it("of two accounts is never mixed up, even when both are renewed at once", async () => {
    const { tokens, service } = await signedIn();
    service.person = PERSONAL;
    await signIn(tokens);
    const people = [WORK, PERSONAL].map(usernameOf);
    for (let round = 0; round < 10; round++) {
      const got = await Promise.all(people.map((who) => tokens.token(who, { refresh: true }, never)));
      expect(got.map((token) => token.split("/")[1])).toEqual(people);
    }
  });

  it("is renewed once for all who want it at the same time", async () => {
    const { service, renew } = await signedIn();
    const got = await Promise.all([renew(), renew(), renew(), renew()]);
    expect(new Set(got).size).toBe(1);
    expect(asks(service, "refresh_token")).toHaveLength(1);
  });

  it("goes on for the others when one of them no longer wants it, and stops when nobody does", async () => {
    const { tokens, service, username } = await signedIn();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    service.script = () => promise;
    const [first, second] = [new AbortController(), new AbortController()];
    const want = ({ signal }: AbortController) => tokens.token(username, { refresh: true }, signal);
    const one = want(first).catch((error: unknown) => error);
    const two = want(second);
    first.abort();
    expect(await one).toMatchObject({ reason: "cancelled" });
    resolve(undefined);
    expect(await two).toContain("ACCESS");
    service.script = () => new Promise(() => {});
    const third = new AbortController();
    const alone = want(third).catch((error: unknown) => error);
    await expect.poll(() => asks(service, "refresh_token")).toHaveLength(2);
    expect(service.asked.at(-1)?.signal.aborted).toBe(false);
    third.abort();
    expect(await alone).toMatchObject({ reason: "cancelled" });
    expect(service.asked.at(-1)?.signal.aborted).toBe(true);
    service.script = undefined;
    expect(await want(second)).toContain("ACCESS");
  });

  it.each([
    ["invalid_grant", 50076, { suberror: "basic_action" }],
    ["interaction_required", 50079, {}],
    ["invalid_grant", 65001, { suberror: "consent_required" }],
    ["invalid_grant", 700082, { suberror: "bad_token" }],
    ["invalid_grant", 50173, {}],
  ])("that is refused with %s %i means: sign in again, and the account stays", async (error, number, more) => {
    const { tokens, service, username, renew } = await signedIn();
    service.script = () => refused(error, number, more);
    const failed = { reason: "sign-in-needed", code: "auth", params: { address: WORK.address } };
    await expect(renew()).rejects.toMatchObject(failed);
    await expect(renew()).rejects.toMatchObject(failed);
    expect(await tokens.addressOf(username)).toBe(WORK.address);
    service.script = undefined;
    await signIn(tokens, { username });
    expect(await renew()).toContain(username);
  });

  it("of nobody known means: sign in", async () => {
    const { tokens } = start();
    await expect(tokens.token("no.body", {}, never)).rejects.toMatchObject({ reason: "sign-in-needed" });
    expect(await tokens.addressOf("no.body")).toBeUndefined();
  });

  it("cannot be had after signing out, and nobody else is touched", async () => {
    const { tokens, service, username } = await signedIn();
    service.person = PERSONAL;
    await signIn(tokens);
    await tokens.signOut(username);
    await tokens.signOut(username);
    await expect(tokens.token(username, {}, never)).rejects.toMatchObject({ reason: "sign-in-needed" });
    expect(await tokens.token(usernameOf(PERSONAL), {}, never)).toContain("ACCESS");
  });
});

describe("a network", () => {
  it.each(["offline", "host-unknown", "connection-lost", "timeout", "certificate"] as const)(
    "that fails is told as it failed: %s",
    async (reason) => {
      const { tokens, service, username, renew } = await signedIn();
      service.script = () => {
        throw new Failure(reason, { host: "login.microsoftonline.com" });
      };
      await expect(renew()).rejects.toMatchObject({ reason, params: { host: "login.microsoftonline.com" } });
      expect(await tokens.token(username, {}, never)).toBe(service.issued[0]);
    },
  );

  it.each([
    [429, { "retry-after": "17" }, "rate-limited", 17_000],
    [429, { "retry-after": "2.5" }, "rate-limited", 2_500],
    [429, { "retry-after": "Wed, 18 Nov 2026 09:00:40 GMT" }, "rate-limited", 40_000],
    [429, {}, "rate-limited", 60_000],
    [503, { "retry-after": "30" }, "server-error", 30_000],
    [500, {}, "server-error", undefined],
  ])("that brings %i %j says %s, and when to try again", async (status, headers, reason, waitMs) => {
    const { service, world, renew } = await signedIn();
    service.script = () => json({ error: "temporarily_unavailable" }, status, headers as Record<string, string>);
    const failure = await renew().catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason });
    expect((failure as Failure).retryAtMs).toBe(waitMs === undefined ? undefined : world.clock.nowMs() + waitMs);
  });

  it("that asked for a pause is left alone until it is over, while a person may still sign in", async () => {
    const { tokens, service, world, username, renew } = await signedIn();
    service.script = () => json({}, 429, { "retry-after": "30" });
    await expect(renew()).rejects.toMatchObject({ reason: "rate-limited" });
    service.script = undefined;
    const count = service.asked.length;
    world.clock.advance(29_000);
    await expect(renew()).rejects.toMatchObject({ reason: "rate-limited", retryAtMs: world.clock.nowMs() + 1_000 });
    expect(service.asked).toHaveLength(count);
    await signIn(tokens, { username });
    world.clock.advance(1_000);
    expect(await renew()).toContain("ACCESS");
  });

  it.each(["<html>Sign in to the hotel</html>", "", "null", '"text"', '{"access_tok'])(
    "that answers %j has garbled it",
    async (body) => {
      const { service, renew } = await signedIn();
      service.script = () => ({ status: 200, body });
      await expect(renew()).rejects.toMatchObject({ reason: "bad-answer" });
      service.script = undefined;
      expect(await renew()).toContain("ACCESS");
    },
  );
});

describe("what stays", () => {
  it("lets the next run go on without a person", async () => {
    const { service, world, username } = await signedIn();
    const next = tokensFor(signInWorld(service.net, { folder: world.folder, vault: world.vault }), CONFIG);
    expect(await next.token(username, {}, never)).toBe(service.issued[0]);
    expect(await next.token(username, { refresh: true }, never)).toContain("ACCESS");
    expect(await next.addressOf(username)).toBe(WORK.address);
  });

  it("has no token or address in clear, and nothing is logged", async () => {
    const logged: string[] = [];
    const keep = (text: unknown) => {
      logged.push(String(text));
      return true;
    };
    const spies = [
      vi.spyOn(process.stdout, "write").mockImplementation(keep),
      vi.spyOn(process.stderr, "write").mockImplementation(keep),
      ...(["log", "info", "warn", "error", "debug", "trace"] as const).map((name) =>
        vi.spyOn(console, name).mockImplementation(keep),
      ),
    ];
    const { service, world, renew } = await signedIn();
    await renew();
    service.script = () => refused("invalid_grant", 50173);
    await expect(renew()).rejects.toThrow("sign in again");
    for (const spy of spies) spy.mockRestore();
    const secrets = [...service.issued, "the-code", WORK.address, WORK.oid];
    expect(secrets.filter((secret) => logged.join("\n").includes(secret))).toEqual([]);
    const files = readdirSync(world.folder);
    expect(files).toEqual(["microsoft-tokens.bin"]);
    const bytes = readFileSync(join(world.folder, files[0] ?? ""));
    expect(secrets.filter((secret) => bytes.includes(secret))).toEqual([]);
  });

  it("is nothing where the vault forgets: the next run needs a sign-in", async () => {
    const { service, world, tokens } = start({ browser: agree, vault: memoryVault() });
    const { username } = await signIn(tokens);
    expect(await tokens.token(username, { refresh: true }, never)).toContain("ACCESS");
    expect(readdirSync(world.folder)).toEqual([]);
    const next = tokensFor(signInWorld(service.net, { folder: world.folder, vault: memoryVault() }), CONFIG);
    await expect(next.token(username, {}, never)).rejects.toMatchObject({ reason: "sign-in-needed" });
  });

  it("is shared by all who ask for the same registration, and the file by all registrations", async () => {
    const { world, tokens, username } = await signedIn();
    expect(tokensFor(world, { ...CONFIG })).toBe(tokens);
    const other = tokensFor(world, { ...CONFIG, tenant: "contoso.example.com" });
    expect(other).not.toBe(tokens);
    expect(await other.addressOf(username)).toBe(WORK.address);
  });
});
