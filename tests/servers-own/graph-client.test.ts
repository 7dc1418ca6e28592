// The local Graph with tokens of the local sign-in service and with graph-client, as the product uses them.
import { type AuthenticationProvider, Client, type Context } from "@microsoft/microsoft-graph-client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type GraphServer, startGraph, USER } from "../servers/graph/index.ts";
import { type LoginServer, startLogin } from "../servers/login/index.ts";
import { COLLEAGUE } from "../servers/login/users.ts";
import { asker, MEETING } from "./graph-setup.ts";

describe("with the sign-in service and the real client library", () => {
  let login: LoginServer;
  let local: GraphServer;

  beforeEach(async () => {
    login = await startLogin();
    local = await startGraph({ login, rewrite: true });
  });
  afterEach(async () => {
    await local.stop();
    await login.stop();
  });

  /** graph-client with its requests led here (it gives tokens to https alone). */
  const clientWith = (token: string) => {
    const authProvider: AuthenticationProvider = { getAccessToken: async () => token };
    const middleware = {
      execute: async (context: Context) => {
        const url = String(context.request).replace("https://graph.microsoft.com", local.url);
        const headers = {
          ...(context.options?.headers as Record<string, string>),
          Authorization: `Bearer ${await authProvider.getAccessToken()}`,
        };
        context.response = await fetch(url, { ...context.options, headers } as RequestInit);
      },
    };
    return Client.initWithMiddleware({ middleware });
  };

  /** A token by device code, without MSAL. */
  async function tokenFor(address: string, more: Record<string, string> = {}): Promise<string> {
    const form = async (path: string, fields: Record<string, string>) => {
      const response = await fetch(`${login.url}/common/oauth2/v2.0/${path}`, {
        method: "POST",
        body: new URLSearchParams(fields),
      });
      return (await response.json()) as Record<string, string>;
    };
    const { device_code = "", user_code = "" } = await form("devicecode", {
      client_id: "x",
      scope: "User.Read openid",
    });
    login.enterCode(user_code, address);
    const { access_token = "" } = await form("token", {
      grant_type: "device_code",
      device_code,
      client_id: "x",
      ...more,
    });
    return access_token;
  }

  it("keeps each person's mailbox, and pages under Graph's own name", async () => {
    const bob = clientWith(await tokenFor(COLLEAGUE.address));
    const alice = clientWith(await tokenFor(USER.address));
    for (let index = 0; index < 3; index++) await alice.api("/me/events").post(MEETING);
    expect((await bob.api("/me/events").get()).value).toEqual([]);
    const page = await alice.api("/me/events").top(2).get();
    expect(page["@odata.nextLink"]).toMatch(/^https:\/\/graph\.microsoft\.com\/v1\.0\/me\/events\?/);
    expect((await alice.api(page["@odata.nextLink"]).get()).value).toHaveLength(1);
    await expect(alice.api("/me/events/none").get()).rejects.toMatchObject({
      statusCode: 404,
      code: "ErrorItemNotFound",
    });
    local.mailbox(USER.address).removeEvent(page.value[0].id);
    expect(local.mailbox(USER.address).events()).toHaveLength(2);
  });

  it("refuses an access token that was ended, and asks for claims until they are met", async () => {
    const asked = asker(local.url);
    const token = await tokenFor(USER.address);
    expect((await asked("GET", "/me", { token })).status).toBe(200);
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}';
    local.switch("claims", claims);
    const challenge = (await asked("GET", "/me", { token })).headers.get("www-authenticate") ?? "";
    expect(Buffer.from(/claims="([^"]*)"/.exec(challenge)?.[1] ?? "", "base64").toString()).toBe(claims);
    const better = await tokenFor(USER.address, { claims });
    expect((await asked("GET", "/me", { token: better })).status).toBe(200);
    login.expireAccessTokens();
    expect((await asked("GET", "/me", { token: better })).status).toBe(401);
  });
});
