// The provider's own door: a person signs in on the local sign-in page, and the mailbox opens with the tokens of that.
import { describe, expect, it, onTestFinished } from "vitest";
import { createNet } from "../../src-main/host/net.ts";
import { graphProvider } from "../../src-main/providers/graph/index.ts";
import type { CalendarConnection, Login } from "../../src-main/providers/provider.ts";
import { startGraph } from "../servers/graph/index.ts";
import type { Switches } from "../servers/graph/switches.ts";
import { browse } from "../servers/login/browser.ts";
import { startLogin } from "../servers/login/index.ts";
import { PERSONAL_USER, WORK_USER } from "../servers/login/users.ts";
import { failureOf, never } from "./graph-account.ts";
import { single } from "./graph-server.ts";
import { signInWorld } from "./graph-sign-in-world.ts";

async function account(user = WORK_USER, switches: Partial<Switches> = {}) {
  const login = await startLogin();
  const graph = await startGraph({ login, switches });
  const world = {
    ...signInWorld(createNet(), { browser: async (url) => void (await browse(url)) }),
    env: { CADRAN_GRAPH_URL: graph.url, CADRAN_LOGIN_URL: login.url },
  };
  const { signIn } = graphProvider;
  if (!signIn) throw new Error("no sign-in");
  const request = { login: { kind: "microsoft", address: user.address }, way: "browser", progress: () => {} } as const;
  const { username } = await signIn(request, world, never);
  const open: CalendarConnection[] = [];
  const connect = async (change: Partial<Login> = {}) => {
    const connection = await graphProvider.connect({ kind: "microsoft", username, ...change }, world, never);
    open.push(connection);
    return connection;
  };
  onTestFinished(async () => {
    for (const connection of open) await connection.close();
    await graph.stop();
    await login.stop();
  });
  return { login, graph, world, username, connect };
}

describe("a Microsoft account", () => {
  it.each([
    ["work", WORK_USER],
    ["personal", PERSONAL_USER],
  ])("for %s connects silently, knows its addresses and finds its calendars", async (_, user) => {
    const { connect, graph } = await account(user);
    const connection = await connect();
    expect(connection.addresses).toContain(user.address);
    expect(new Set(connection.addresses.map((one) => one.toLowerCase())).size).toBe(connection.addresses.length);
    expect(await connection.calendars(never)).toMatchObject([{ isDefault: true }]);
    const before = graph.requests.length;
    const again = await connect({ endpoints: connection.endpoints });
    expect(graph.requests.length - before).toBe(1);
    expect(again.traits()).toEqual({ server: "Microsoft Graph", quirks: [] });
  });

  it("goes on when Graph no longer takes its token, or asks for more", async () => {
    const { connect, login, graph } = await account();
    const connection = await connect();
    login.expireAccessTokens();
    await connection.calendars(never);
    graph.switch("claims", JSON.stringify({ access_token: { nbf: { essential: true, value: "1780000000" } } }));
    await connection.calendars(never);
  });

  it("has to sign in again when its sign-in was revoked, and after signing out", async () => {
    const { connect, login, world, username } = await account();
    const connection = await connect();
    login.expireAccessTokens();
    login.revoke();
    expect((await failureOf(connection.calendars(never))).reason).toBe("sign-in-needed");
    await graphProvider.signOut?.({ kind: "microsoft", username }, world);
    expect((await failureOf(connect())).reason).toBe("sign-in-needed");
    expect((await failureOf(connect({ username: undefined }))).reason).toBe("sign-in-needed");
  });

  it("without a mailbox says so at once", async () => {
    const { connect } = await account(WORK_USER, { noMailbox: true });
    expect((await failureOf(connect())).reason).toBe("no-mailbox");
  });

  it("whose directory tells little of its users has the addresses that are told", async () => {
    const { connect, graph } = await account();
    const denied = { error: { code: "Authorization_RequestDenied", message: "Insufficient privileges." } };
    graph.failNext(1, { where: /^GET \/v1\.0\/me\?/, status: 403, body: denied });
    expect((await connect()).addresses).toEqual([WORK_USER.address]);
  });

  it("leaves no token in its log", async () => {
    const { connect, login } = await account();
    const connection = await connect();
    await connection.calendars(never);
    const text = JSON.stringify([connection.requests(), connection.endpoints]);
    expect(connection.requests().length).toBeGreaterThan(1);
    for (const token of login.tokens()) expect(text).not.toContain(token);
  });

  it("shares one pool between its connections: never more than three requests at once", async () => {
    const { connect, graph } = await account(WORK_USER, { concurrency: 3 });
    const all = await Promise.all([connect(), connect(), connect()]);
    graph.mailbox(WORK_USER.address).addEvent(single("A"));
    await Promise.all(all.flatMap((one) => [one.calendars(never), one.calendars(never), one.calendars(never)]));
    expect(graph.peak()).toBeLessThanOrEqual(3);
  });
});
