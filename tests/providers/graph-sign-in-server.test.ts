// The whole way, over real HTTP: the real MSAL and our own network against a local sign-in service and a browser without a
// window that follows its pages.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createNet } from "../../src-main/host/net.ts";
import { configOf } from "../../src-main/providers/graph/config.ts";
import { type Tokens, tokensFor } from "../../src-main/providers/graph/tokens.ts";
import type { Login } from "../../src-main/providers/provider.ts";
import type { Failure } from "../../src-preload/contract/failure.ts";
import { browse, type Visit } from "../servers/login/browser.ts";
import { startLogin } from "../servers/login/index.ts";
import { REFUSALS } from "../servers/login/refusals.ts";
import { COLLEAGUE, type LoginUser, PERSONAL_USER, WORK_USER } from "../servers/login/users.ts";
import { signInWorld, told } from "./graph-sign-in-world.ts";

const never = new AbortController().signal;
const usernameOf = ({ id, tenant }: LoginUser) => `${id}.${tenant}`;

async function start(options: { login?: Partial<Login>; browser?: (url: string) => Promise<void> } = {}) {
  const server = await startLogin({ pollSeconds: 0.01 });
  onTestFinished(() => server.stop());
  const visits: Visit[] = [];
  const visit = async (url: string) => void visits.push(await browse(url, "fr-CH, fr;q=0.9, en;q=0.5"));
  const world = signInWorld(createNet(), { browser: options.browser ?? visit });
  const config = configOf(options.login ?? {}, { CADRAN_LOGIN_URL: server.url });
  const tokens = tokensFor(world, config);
  const grants = () =>
    server.requests.flatMap(({ path, fields }) => (path.endsWith("/token") ? [fields.grant_type] : []));
  return { server, world, config, tokens, visits, grants };
}

const signIn = (tokens: Tokens, login: Partial<Login> = {}, signal = never) =>
  tokens.signIn({ login: { kind: "microsoft", ...login }, way: "browser", progress: () => {} }, signal);

async function signedIn(user = WORK_USER) {
  const all = await start();
  const { username } = await signIn(all.tokens, { address: user.address });
  return { ...all, username, renew: () => all.tokens.token(username, { refresh: true }, never) };
}

describe("signing in", () => {
  it.each([
    ["work", WORK_USER],
    ["personal", PERSONAL_USER],
  ])("with a %s account gives a token that Graph takes", async (_kind, user) => {
    const { server, tokens, visits } = await start();
    const person = await signIn(tokens, { address: user.address });
    expect(person).toEqual({ username: usernameOf(user), address: user.address });
    expect(server.check(await tokens.token(person.username, {}, never))).toMatchObject({ user });
    await expect.poll(() => visits[0]?.status).toBe(200);
    expect(visits[0]?.page).toContain("Vous pouvez fermer cette fenêtre");
  });

  it("sends two requests, and none to anybody else", async () => {
    const { server } = await signedIn();
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /common/oauth2/v2.0/authorize",
      "POST /common/oauth2/v2.0/token",
    ]);
  });

  it("works in an organisation's own directory, for its people only", async () => {
    const { tokens } = await start({ login: { tenant: WORK_USER.tenant, clientId: "own-registration" } });
    expect(await signIn(tokens, { address: WORK_USER.address })).toMatchObject({ address: WORK_USER.address });
    await expect(signIn(tokens, { address: PERSONAL_USER.address })).rejects.toMatchObject({ reason: "wrong-tenant" });
  });

  it("works with the program that stands in for the system's browser", async () => {
    const { tokens } = await start({
      browser: async (url) => {
        const program = new URL("../servers/login/browser.ts", import.meta.url).pathname;
        const [code] = await once(spawn(process.execPath, [program, url], { stdio: "inherit" }), "exit");
        expect(code).toBe(0);
      },
    });
    expect(await signIn(tokens)).toMatchObject({ address: WORK_USER.address });
  });

  it("takes an answer in the address too", async () => {
    const { tokens } = await start({
      browser: async (url) => void (await browse(url.replace("response_mode=form_post", "response_mode=query"))),
    });
    expect(await signIn(tokens)).toMatchObject({ address: WORK_USER.address });
  });

  it("refuses a forged answer and takes the right one", async () => {
    const statuses: number[] = [];
    const { tokens, grants } = await start({
      browser: async (url) => {
        const forged = new URL(url);
        forged.searchParams.set("state", "forged");
        statuses.push((await browse(forged.href)).status, (await browse(url)).status);
      },
    });
    expect(await signIn(tokens)).toMatchObject({ address: WORK_USER.address });
    expect(statuses).toEqual([400, 200]);
    expect(grants()).toEqual(["authorization_code"]);
  });

  it.each([
    ["declined", "sign-in-declined"],
    ["adminConsent", "admin-approval"],
    ["wrongTenant", "wrong-tenant"],
    ["noSuchUser", "wrong-tenant"],
    ["unknownApp", "sign-in-failed"],
  ] as const)("ends with what the page refused: %s", async (name, reason) => {
    const { server, tokens, visits } = await start();
    server.next({ at: "authorize", ...REFUSALS[name] });
    await expect(signIn(tokens)).rejects.toMatchObject({ reason });
    await expect.poll(() => visits[0]?.page).toContain("Vous n’êtes pas connecté");
    expect(await signIn(tokens)).toMatchObject({ address: WORK_USER.address });
  });

  it("goes on once an administrator has opened the link and approved", async () => {
    const { server, tokens } = await start();
    server.needAdmin(true);
    const failure = await signIn(tokens).then(
      () => expect.fail(),
      (error: Failure) => error,
    );
    expect(failure.reason).toBe("admin-approval");
    const link = String(failure.params.url);
    expect(link.startsWith(`${server.url}/organizations/v2.0/adminconsent?`)).toBe(true);
    await fetch(link, { redirect: "manual" });
    expect(await signIn(tokens)).toMatchObject({ address: WORK_USER.address });
  });

  it.each(["throttled", "down"] as const)("ends with what the redemption met: %s", async (name) => {
    const { server, tokens } = await start();
    server.next({ at: "token", ...REFUSALS[name] });
    await expect(signIn(tokens)).rejects.toMatchObject({
      reason: name === "throttled" ? "rate-limited" : "server-error",
    });
  });

  it("as another than the known account is refused, and two accounts live side by side", async () => {
    const { server, tokens, username } = await signedIn();
    server.choose(COLLEAGUE.address);
    await expect(signIn(tokens, { username })).rejects.toMatchObject({
      reason: "other-account",
      params: { address: WORK_USER.address },
    });
    expect(await tokens.addressOf(usernameOf(COLLEAGUE))).toBeUndefined();
    await signIn(tokens, { address: PERSONAL_USER.address });
    for (const user of [WORK_USER, PERSONAL_USER]) {
      expect(server.check(await tokens.token(usernameOf(user), { refresh: true }, never))).toMatchObject({ user });
    }
    await tokens.signOut(username);
    await expect(tokens.token(username, {}, never)).rejects.toMatchObject({ reason: "sign-in-needed" });
    expect(await tokens.addressOf(usernameOf(PERSONAL_USER))).toBe(PERSONAL_USER.address);
  });

  it("ends when it is cancelled on the page, and frees the port", async () => {
    const stop = new AbortController();
    const { tokens, world } = await start({ browser: async () => stop.abort() });
    await expect(signIn(tokens, {}, stop.signal)).rejects.toMatchObject({ reason: "cancelled" });
    await expect(browse(world.opened[0] ?? "")).rejects.toThrow();
  });

  it("ends after ten minutes without an answer, and frees the port", async () => {
    const { tokens, world } = await start({ browser: async () => {} });
    const { progress, first } = told();
    const done = tokens.signIn({ login: { kind: "microsoft" }, way: "browser", progress }, never);
    first.then(() => setImmediate(() => world.clock.advance(600_000)));
    await expect(done).rejects.toMatchObject({ reason: "sign-in-timeout" });
    await expect(browse(world.opened[0] ?? "")).rejects.toThrow();
  });
});

describe("signing in with a code", () => {
  const byCode = (tokens: Tokens, progress = told().progress, signal = never) =>
    tokens.signIn({ login: { kind: "microsoft" }, way: "code", progress }, signal);

  it("ends when somebody has typed it", async () => {
    const { server, tokens } = await start();
    const { progress, first } = told();
    const done = byCode(tokens, progress);
    const { way, code = "", url } = await first;
    expect(way).toBe("code");
    expect(url).toMatch(/^http/);
    server.enterCode(code, PERSONAL_USER.address);
    expect(await done).toEqual({ username: usernameOf(PERSONAL_USER), address: PERSONAL_USER.address });
    expect(server.check(await tokens.token(usernameOf(PERSONAL_USER), {}, never))).toMatchObject({
      user: PERSONAL_USER,
    });
  });

  it("ends when somebody says no", async () => {
    const { server, tokens } = await start();
    const { progress, first } = told();
    const done = byCode(tokens, progress).catch((error: unknown) => error);
    server.declineCode((await first).code ?? "");
    expect(await done).toMatchObject({ reason: "sign-in-declined" });
  });

  it("ends when it is cancelled", async () => {
    const { tokens } = await start();
    const stop = new AbortController();
    await expect(byCode(tokens, () => stop.abort(), stop.signal)).rejects.toMatchObject({ reason: "cancelled" });
  });
});

describe("a renewal", () => {
  it("is silent, once for all who ask at the same time, and cached", async () => {
    const { server, tokens, username, renew, grants } = await signedIn();
    const [one, two, three] = await Promise.all([renew(), renew(), renew()]);
    expect(new Set([one, two, three]).size).toBe(1);
    expect(await tokens.token(username, {}, never)).toBe(one);
    expect(grants()).toEqual(["authorization_code", "refresh_token"]);
    expect(server.check(one)).toMatchObject({ user: WORK_USER });
  });

  it("brings what a claims challenge asked for", async () => {
    const { server, tokens, username } = await signedIn();
    server.expireAccessTokens();
    expect(server.check(await tokens.token(username, {}, never))).toHaveProperty("refused");
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}';
    const checked = server.check(await tokens.token(username, { claims }, never));
    expect(JSON.parse((checked as { claims: string }).claims).access_token).toMatchObject({
      nbf: { value: "1604106651" },
      xms_cc: { values: ["CP1"] },
    });
  });

  it.each(["mfaNeeded", "mfaEnrolment", "consentNeeded", "expiredRefreshToken", "passwordChanged"] as const)(
    "that meets %s asks for the person, keeps the account, and works after the sign-in",
    async (name) => {
      const { server, tokens, username, renew } = await signedIn();
      server.revoke(WORK_USER.address, REFUSALS[name]);
      const needed = { reason: "sign-in-needed", params: { address: WORK_USER.address } };
      await expect(renew()).rejects.toMatchObject(needed);
      await expect(renew()).rejects.toMatchObject(needed);
      expect(await tokens.addressOf(username)).toBe(WORK_USER.address);
      await signIn(tokens, { username, address: WORK_USER.address });
      const asked = server.requests.findLast(({ path }) => path.endsWith("/authorize"))?.fields.claims ?? "";
      expect(asked.includes("local-policy")).toBe(name === "mfaNeeded");
      expect(server.check(await renew())).toMatchObject({ user: WORK_USER });
    },
  );

  it("that meets a throttled service says when to go on, and does", async () => {
    const { server, world, renew, grants } = await signedIn();
    server.next({ at: "refresh", ...REFUSALS.throttled });
    const retryAtMs = world.clock.nowMs() + 7_000;
    await expect(renew()).rejects.toMatchObject({ reason: "rate-limited", retryAtMs });
    await expect(renew()).rejects.toMatchObject({ reason: "rate-limited", retryAtMs });
    expect(grants()).toHaveLength(2);
    world.clock.advance(7_000);
    expect(server.check(await renew())).toMatchObject({ user: WORK_USER });
  });

  it("that meets a page instead of an answer works the next time", async () => {
    const { server, renew } = await signedIn();
    server.next({ at: "refresh", ...REFUSALS.down });
    await expect(renew()).rejects.toMatchObject({ reason: "server-error", params: { status: 503 } });
    expect(server.check(await renew())).toMatchObject({ user: WORK_USER });
  });

  it("that finds no service says so, and the token at hand goes on", async () => {
    const { server, tokens, username, renew } = await signedIn();
    await server.stop();
    // Freed, the port refuses the connection or resets it.
    await expect(renew()).rejects.toMatchObject({ code: "offline", params: { host: "127.0.0.1" } });
    expect(server.check(await tokens.token(username, {}, never))).toMatchObject({ user: WORK_USER });
  });

  it("goes on in the next run, and no token is in clear in the folder", async () => {
    const { server, world, config, username, renew } = await signedIn();
    await renew();
    const next = tokensFor(signInWorld(createNet(), { folder: world.folder, vault: world.vault }), config);
    expect(server.check(await next.token(username, { refresh: true }, never))).toMatchObject({ user: WORK_USER });
    const bytes = Buffer.concat(readdirSync(world.folder).map((file) => readFileSync(join(world.folder, file))));
    expect(bytes.length).toBeGreaterThan(2000);
    expect(server.tokens().length).toBeGreaterThan(5);
    expect(server.tokens().filter((token) => bytes.includes(token.slice(0, 40)))).toEqual([]);
  });
});
