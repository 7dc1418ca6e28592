// The local sign-in service with real MSAL in front of it: what it cannot serve, nothing here can be tested with.
import { type Configuration, type IPublicClientApplication, PublicClientApplication } from "@azure/msal-node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { browse } from "../servers/login/browser.ts";
import { type LoginServer, startLogin } from "../servers/login/index.ts";
import { REFUSALS } from "../servers/login/refusals.ts";
import { COLLEAGUE, PERSONAL_USER, WORK_USER } from "../servers/login/users.ts";

const SCOPES = ["User.Read", "Calendars.ReadWrite"];
let login: LoginServer;
let app: IPublicClientApplication;

beforeEach(async () => {
  login = await startLogin();
  app = newApp();
});
afterEach(() => login.stop());

const reroute = (url: string) => url.replace("https://login.microsoftonline.com", login.url);

function newApp(tenant = "common"): PublicClientApplication {
  const call =
    (method: string) => async (url: string, options?: { headers?: Record<string, string>; body?: string }) => {
      const response = await fetch(reroute(url), { method, headers: options?.headers, body: options?.body });
      return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.json() };
    };
  const networkClient = { sendGetRequestAsync: call("GET"), sendPostRequestAsync: call("POST") };
  const auth = {
    clientId: "local-app",
    authority: `https://login.microsoftonline.com/${tenant}`,
    clientCapabilities: ["CP1"],
  };
  return new PublicClientApplication({ auth, system: { networkClient } } as Configuration);
}

/** Signs in by MSAL's own loopback server, in a browser without a window. */
async function signIn(loginHint?: string, one = app) {
  const openBrowser = async (url: string) => void browse(reroute(url)).catch(() => undefined);
  return one.acquireTokenInteractive({ scopes: SCOPES, openBrowser, ...(loginHint && { loginHint }) });
}

describe("the local sign-in service", () => {
  it("signs a work account in with a posted form and a proof key, and Graph takes the token", async () => {
    const { account, accessToken, scopes } = await signIn();
    expect(account).toMatchObject({ username: WORK_USER.address, tenantId: WORK_USER.tenant });
    expect(scopes).toEqual(expect.arrayContaining(SCOPES));
    expect(login.check(accessToken)).toMatchObject({ user: WORK_USER });
    expect(login.check("another")).toHaveProperty("refused");
  });

  it("signs two accounts in, the second a personal one, and gives each a token without a person", async () => {
    const work = await signIn();
    const personal = await signIn(PERSONAL_USER.address);
    expect(personal.account?.homeAccountId).toBe(`${PERSONAL_USER.id}.${PERSONAL_USER.tenant}`);
    for (const { account } of [work, personal]) {
      if (!account) throw new Error("no account");
      const renewed = await app.acquireTokenSilent({ account, scopes: SCOPES, forceRefresh: true });
      expect(login.check(renewed.accessToken)).toMatchObject({ user: { address: account.username } });
    }
  });

  it("issues a token for the claims that were asked for, and the next one without", async () => {
    const { account } = await signIn();
    if (!account) throw new Error("no account");
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}';
    const { accessToken } = await app.acquireTokenSilent({ account, scopes: SCOPES, claims });
    expect(JSON.parse((login.check(accessToken) as { claims: string }).claims)).toMatchObject(JSON.parse(claims));
    const next = await app.acquireTokenSilent({ account, scopes: SCOPES, forceRefresh: true });
    expect(JSON.stringify(login.check(next.accessToken))).not.toContain("nbf");
  });

  it.each([
    ["mfaNeeded", "InteractionRequiredAuthError", "invalid_grant"],
    ["mfaEnrolment", "InteractionRequiredAuthError", "interaction_required"],
    ["consentNeeded", "InteractionRequiredAuthError", "invalid_grant"],
    ["expiredRefreshToken", "InteractionRequiredAuthError", "invalid_grant"],
    ["passwordChanged", "ServerError", "invalid_grant"],
    ["throttled", "ServerError", "temporarily_unavailable"],
  ] as const)("refuses a renewal on order: %s is MSAL's %s", async (name, error, code) => {
    const { account } = await signIn();
    if (!account) throw new Error("no account");
    login.next({ at: "refresh", ...REFUSALS[name] });
    const renewal = app.acquireTokenSilent({ account, scopes: SCOPES, forceRefresh: true });
    await expect(renewal).rejects.toMatchObject({ name: error, errorCode: code });
  });

  it.each(["declined", "adminConsent"] as const)("refuses a sign-in on order, in the browser: %s", async (name) => {
    login.next({ at: "authorize", ...REFUSALS[name] });
    await expect(signIn()).rejects.toMatchObject({ errorCode: REFUSALS[name].error });
  });

  it("lets work accounts in when an administrator approved", async () => {
    login.needAdmin(true);
    await expect(signIn()).rejects.toMatchObject({ errorCode: "consent_required" });
    await expect(signIn(PERSONAL_USER.address)).resolves.toHaveProperty("accessToken");
    await browse(`${login.url}/organizations/v2.0/adminconsent?client_id=local-app`);
    await expect(signIn()).resolves.toHaveProperty("accessToken");
  });

  it("keeps an order for the person it is meant for", async () => {
    login.next({ at: "authorize", address: COLLEAGUE.address, ...REFUSALS.declined });
    await expect(signIn()).resolves.toHaveProperty("accessToken");
    await expect(signIn(COLLEAGUE.address)).rejects.toMatchObject({ errorCode: "access_denied" });
  });

  it("refuses a personal account where only an organisation's may sign in", async () => {
    const organisations = newApp("organizations");
    await expect(signIn(PERSONAL_USER.address, organisations)).rejects.toMatchObject({
      errorMessage: expect.stringContaining("AADSTS50020"),
    });
  });

  it("signs in on another device by a code", async () => {
    const result = app.acquireTokenByDeviceCode({
      scopes: SCOPES,
      deviceCodeCallback: ({ userCode }) => login.enterCode(userCode, COLLEAGUE.address),
    });
    expect((await result)?.account?.username).toBe(COLLEAGUE.address);
  });

  it("refuses refresh tokens that were revoked, of one person only", async () => {
    const work = await signIn();
    const colleague = await signIn(COLLEAGUE.address);
    login.revoke(WORK_USER.address);
    const renew = ({ account }: typeof work) => {
      if (!account) throw new Error("no account");
      return app.acquireTokenSilent({ account, scopes: SCOPES, forceRefresh: true });
    };
    await expect(renew(work)).rejects.toMatchObject({ errorCode: "invalid_grant" });
    await expect(renew(colleague)).resolves.toHaveProperty("accessToken");
  });

  it("lets access tokens end early, at Graph alone", async () => {
    const { accessToken } = await signIn();
    login.expireAccessTokens();
    expect(login.check(accessToken)).toHaveProperty("refused");
  });

  it("refuses a request for two resources at once", async () => {
    const scopes = [...SCOPES, "https://outlook.office.com/SMTP.Send"];
    const openBrowser = async (url: string) => void browse(reroute(url)).catch(() => undefined);
    await expect(app.acquireTokenInteractive({ scopes, openBrowser })).rejects.toMatchObject({
      errorMessage: expect.stringContaining("AADSTS28000"),
    });
  });

  it("asks for a consent of its own for another resource, and for more than was agreed to", async () => {
    const { account } = await signIn();
    if (!account) throw new Error("no account");
    for (const scope of ["https://outlook.office.com/SMTP.Send", "Mail.Read"]) {
      const silent = app.acquireTokenSilent({ account, scopes: [scope] });
      await expect(silent).rejects.toMatchObject({ subError: "consent_required" });
    }
  });

  it("issues tokens that Graph refuses when they are another resource's, or too old", async () => {
    const clock = { at: Date.UTC(2026, 10, 23, 9), nowMs: () => clock.at };
    const server = await startLogin({ clock });
    const issue = async (scope: string) => {
      const form = async (path: string, fields: Record<string, string>) => {
        const body = new URLSearchParams({ client_id: "x", ...fields });
        const response = await fetch(`${server.url}/common/oauth2/v2.0/${path}`, { method: "POST", body });
        return (await response.json()) as Record<string, string>;
      };
      const { device_code = "", user_code = "" } = await form("devicecode", { scope });
      server.enterCode(user_code);
      return (await form("token", { grant_type: "device_code", device_code })).access_token ?? "";
    };
    const [graph, other] = [await issue("User.Read"), await issue("https://outlook.office.com/SMTP.Send")];
    expect(server.check(graph)).toHaveProperty("user");
    expect(server.check(other)).toEqual({ refused: expect.stringContaining("audience") });
    clock.at += 3_600_000;
    expect(server.check(graph)).toEqual({ refused: expect.stringContaining("expired") });
    await server.stop();
  });

  it("refuses a verifier that is not the challenge's, and a code used before", async () => {
    const query = new URLSearchParams({
      client_id: "local-app",
      response_type: "code",
      redirect_uri: "http://localhost:1",
      scope: "User.Read openid offline_access",
      // SHA-256 of "verifier".
      code_challenge: "iMnq5o6zALKXGivsnlom_0F5_WYda32GHkxlV7mq7hQ",
      code_challenge_method: "S256",
    });
    const ask = async () => {
      const response = await fetch(`${login.url}/common/oauth2/v2.0/authorize?${query}`, { redirect: "manual" });
      return new URL(response.headers.get("location") ?? "").searchParams.get("code") ?? "";
    };
    const redeem = async (code: string, verifier: string, redirect = "http://localhost:1") => {
      const form = {
        grant_type: "authorization_code",
        client_id: "local-app",
        redirect_uri: redirect,
        code,
        code_verifier: verifier,
      };
      const response = await fetch(`${login.url}/common/oauth2/v2.0/token`, {
        method: "POST",
        body: new URLSearchParams(form),
      });
      return response.status;
    };
    const code = await ask();
    expect(await redeem(await ask(), "wrong")).toBe(400);
    expect(await redeem(await ask(), "verifier", "http://localhost:2")).toBe(400);
    expect(await redeem(code, "verifier")).toBe(200);
    expect(await redeem(code, "verifier")).toBe(400);
  });
});
