// Signing in on the page, with the real MSAL over a network that answers as each test tells it to.
import { describe, expect, it } from "vitest";
import { graphProvider } from "../../src-main/providers/graph/index.ts";
import { tokensFor } from "../../src-main/providers/graph/tokens.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import {
  agree,
  asks,
  bring,
  CONFIG,
  never,
  PERSONAL,
  refused,
  signedIn,
  signIn,
  start,
  told,
  usernameOf,
  WORK,
} from "./graph-sign-in-world.ts";

const MINUTE_MS = 60_000;
/** Agreed to on the same page; a resource of its own, so never part of Graph's token. */
const MAIL = "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send";

const LOGIN = { clientId: CONFIG.clientId, tenant: CONFIG.tenant, username: usernameOf(WORK), address: WORK.address };

describe("signing in with the browser", () => {
  it("sends PKCE, a state, our scopes and the address, and asks for a posted answer", async () => {
    const { tokens, world, service } = start();
    expect(await signIn(tokens, { address: WORK.address })).toEqual({
      username: usernameOf(WORK),
      address: WORK.address,
    });
    const page = new URL(world.opened[0] ?? "");
    expect(page.origin + page.pathname).toBe("https://login.microsoftonline.com/common/oauth2/v2.0/authorize");
    expect(Object.fromEntries(page.searchParams)).toMatchObject({
      client_id: CONFIG.clientId,
      response_type: "code",
      response_mode: "form_post",
      code_challenge_method: "S256",
      scope: `User.Read Calendars.ReadWrite openid profile offline_access ${MAIL}`,
      login_hint: WORK.address,
      redirect_uri: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      claims: expect.stringContaining("CP1"),
    });
    expect(page.searchParams.get("state")).toMatch(/^[\w-]{43}$/);
    const [redeemed] = asks(service, "authorization_code");
    expect(redeemed?.form.get("code")).toBe("the-code");
    expect(redeemed?.form.get("redirect_uri")).toBe(page.searchParams.get("redirect_uri"));
    const { createHash } = await import("node:crypto");
    const challenge = createHash("sha256")
      .update(redeemed?.form.get("code_verifier") ?? "")
      .digest("base64url");
    expect(challenge).toBe(page.searchParams.get("code_challenge"));
  });

  it("asks once more for the calendars alone where an organisation keeps mail to itself", async () => {
    const { tokens, world } = start({
      browser: async (url) => {
        const wantsMail = new URL(url).searchParams.get("scope")?.includes("IMAP") ?? false;
        if (!wantsMail) return agree(url);
        await bring(url, {
          error: "consent_required",
          error_description: "AADSTS90094: An administrator must approve.",
        });
      },
    });
    expect(await signIn(tokens)).toMatchObject({ address: WORK.address });
    expect(world.opened.map((url) => new URL(url).searchParams.get("scope")?.includes("IMAP"))).toEqual([true, false]);
  });

  it("gives mail a token of its own, renewed without a person", async () => {
    const { world, service } = await signedIn();
    const mail = graphProvider.mailOf?.({ kind: "microsoft", ...LOGIN }, world);
    expect(mail).toMatchObject({
      imap: { host: "outlook.office365.com", port: 993, security: "tls", username: WORK.address },
      smtp: { host: "smtp.office365.com", port: 587, security: "starttls", username: WORK.address },
    });
    expect(await mail?.accessToken()).toBeTruthy();
    expect(asks(service, "refresh_token").at(-1)?.form.get("scope")).toContain(MAIL);
  });

  it("has no mail before somebody signed in, nor where a local service stands in for Microsoft's", () => {
    const { world } = start();
    expect(graphProvider.mailOf?.({ kind: "microsoft", clientId: CONFIG.clientId }, world)).toBeUndefined();
    const local = { ...world, env: { CADRAN_LOGIN_URL: "http://127.0.0.1:1" } };
    expect(graphProvider.mailOf?.({ kind: "microsoft", ...LOGIN }, local)).toBeUndefined();
  });

  it("asks nothing of the service besides the code's redemption", async () => {
    const { service } = await signedIn();
    expect(service.asked.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
      "POST /common/oauth2/v2.0/token",
    ]);
  });

  it("lets the person choose the account when none was named", async () => {
    const { tokens, world } = start();
    await signIn(tokens);
    expect(new URL(world.opened[0] ?? "").searchParams.get("prompt")).toBe("select_account");
  });

  it("works where no browser opens: the address was told before", async () => {
    const { tokens, world } = start({
      browser: async () => {
        throw new Failure("unsupported");
      },
    });
    const { progress, first, states } = told();
    const done = tokens.signIn({ login: { kind: "microsoft" }, way: "browser", progress }, never);
    const { url = "" } = await first;
    await agree(url);
    expect(await done).toMatchObject({ address: WORK.address });
    expect(states).toEqual([
      { way: "browser", url: world.opened[0], expiresAtMs: world.clock.nowMs() + 10 * MINUTE_MS },
    ]);
  });

  it("does not wait for a browser that stays open", async () => {
    const { tokens } = start({ browser: (url) => agree(url).then(() => new Promise(() => {})) });
    expect(await signIn(tokens)).toMatchObject({ address: WORK.address });
  });

  it("ends when it is cancelled, and frees the port", async () => {
    const stop = new AbortController();
    const { tokens, world } = start({ browser: async () => stop.abort() });
    await expect(signIn(tokens, {}, stop.signal)).rejects.toMatchObject({ reason: "cancelled" });
    await expect(agree(world.opened[0] ?? "")).rejects.toThrow();
  });

  it("ends after ten minutes when nobody answers, and frees the port", async () => {
    const { tokens, world } = start({ browser: async () => {} });
    const { progress, first } = told();
    const done = tokens.signIn({ login: { kind: "microsoft" }, way: "browser", progress }, never);
    let isOver = false;
    const outcome = done.catch((error: unknown) => error).finally(() => (isOver = true));
    const { url = "" } = await first;
    world.clock.advance(10 * MINUTE_MS - 1);
    await new Promise(setImmediate);
    expect(isOver).toBe(false);
    world.clock.advance(1);
    expect(await outcome).toMatchObject({ reason: "sign-in-timeout" });
    await expect(agree(url)).rejects.toThrow();
  });

  it("takes no answer with another state, and goes on waiting for the right one", async () => {
    const statuses: number[] = [];
    const { tokens } = start({
      browser: async (url) => {
        statuses.push((await bring(url, { code: "forged", state: "other" })).status);
        statuses.push((await bring(url, { code: "the-code" })).status);
      },
    });
    expect(await signIn(tokens)).toMatchObject({ address: WORK.address });
    expect(statuses).toEqual([400, 200]);
  });

  it.each([
    ["access_denied", "AADSTS65004: User declined to consent.", "sign-in-declined"],
    ["consent_required", "AADSTS90094: An administrator must approve.", "admin-approval"],
    ["invalid_request", "AADSTS50020: not of this tenant", "wrong-tenant"],
    ["unauthorized_client", "AADSTS700016: no such app", "sign-in-failed"],
  ])("tells what the page refused: %s", async (error, error_description, reason) => {
    const { tokens, service } = start({
      browser: async (url) => void (await bring(url, { error, error_description })),
    });
    const failure = await signIn(tokens).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ reason });
    if (reason === "admin-approval") {
      expect((failure as Failure).params.url).toMatch(/\/organizations\/v2\.0\/adminconsent\?client_id=11111111/);
    }
    expect(service.asked).toEqual([]);
  });

  it("tells what the code's redemption was refused for", async () => {
    const { tokens, service } = start();
    service.script = () => refused("invalid_grant", 65001, { suberror: "consent_required" });
    await expect(signIn(tokens)).rejects.toMatchObject({ reason: "admin-approval" });
    service.script = () => refused("invalid_grant", 54005);
    await expect(signIn(tokens)).rejects.toMatchObject({ reason: "sign-in-failed", params: { detail: "AADSTS54005" } });
  });

  it("does not start at the real service without an application of ours", async () => {
    const { world } = start();
    const tokens = tokensFor(world, { ...CONFIG, clientId: "00000000-0000-4000-8000-000000000000" });
    await expect(signIn(tokens)).rejects.toMatchObject({ reason: "no-app-id" });
    expect(world.opened).toEqual([]);
  });
});

describe("signing in again", () => {
  it("as somebody else is refused and leaves nothing of them here", async () => {
    const { tokens, service, username } = await signedIn();
    service.person = PERSONAL;
    const again = signIn(tokens, { username, address: WORK.address });
    await expect(again).rejects.toMatchObject({ reason: "other-account", params: { address: WORK.address } });
    expect(await tokens.addressOf(usernameOf(PERSONAL))).toBeUndefined();
    expect(await tokens.addressOf(username)).toBe(WORK.address);
  });

  it("as another account that is here too is refused, and both stay", async () => {
    const { tokens, service, username } = await signedIn();
    service.person = PERSONAL;
    await signIn(tokens);
    await expect(signIn(tokens, { username })).rejects.toMatchObject({
      reason: "other-account",
      params: { address: WORK.address },
    });
    expect(await tokens.addressOf(usernameOf(PERSONAL))).toBe(PERSONAL.address);
    expect(await tokens.token(usernameOf(PERSONAL), {}, never)).toContain(usernameOf(PERSONAL));
  });

  it("brings the claims that the last renewal was refused for", async () => {
    const { tokens, service, world, username, renew } = await signedIn();
    const claims = '{"access_token":{"capolids":{"essential":true,"values":["c1"]}}}';
    service.script = () => refused("invalid_grant", 50076, { suberror: "basic_action", claims });
    await expect(renew()).rejects.toMatchObject({ reason: "sign-in-needed" });
    service.script = undefined;
    await signIn(tokens, { username });
    const sent = new URL(world.opened.at(-1) ?? "").searchParams.get("claims") ?? "";
    expect(JSON.parse(sent).access_token).toMatchObject({ capolids: { values: ["c1"] }, xms_cc: { values: ["CP1"] } });
    await signIn(tokens, { username });
    expect(new URL(world.opened.at(-1) ?? "").searchParams.get("claims")).not.toContain("capolids");
  });
});

describe("a claims challenge that cannot be met silently", () => {
  it("is met by the person at the next sign-in", async () => {
    const { tokens, service, world, username } = await signedIn();
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}';
    service.script = () => refused("invalid_grant", 50173);
    await expect(tokens.token(username, { claims }, never)).rejects.toMatchObject({ reason: "sign-in-needed" });
    service.script = undefined;
    await signIn(tokens, { username });
    expect(new URL(world.opened.at(-1) ?? "").searchParams.get("claims")).toContain("1604106651");
  });
});
