// Whose application signs in, and which servers may stand in Microsoft's place.
import { describe, expect, it } from "vitest";
import {
  authorityOf,
  configOf,
  consentUrl,
  type GraphConfig,
  isRegistered,
  reroute,
} from "../../src-main/providers/graph/config.ts";

const REAL: GraphConfig = { clientId: "app-1", tenant: "common", graphUrl: "https://graph.microsoft.com" };
const LOCAL: GraphConfig = { ...REAL, loginUrl: "http://127.0.0.1:4100" };

describe("the application", () => {
  it("is the account's own, before the environment's", () => {
    const env = { CADRAN_MICROSOFT_CLIENT_ID: "from-env", CADRAN_MICROSOFT_TENANT: "env.example.com" };
    expect(configOf({ clientId: "own", tenant: "contoso.example.com" }, env)).toEqual({
      clientId: "own",
      tenant: "contoso.example.com",
      graphUrl: "https://graph.microsoft.com",
    });
    expect(configOf({}, env)).toMatchObject({ clientId: "from-env", tenant: "env.example.com" });
  });

  it("is for everybody's accounts unless a directory is named", () => {
    expect(configOf({}, {}).tenant).toBe("common");
    expect(authorityOf(REAL)).toBe("https://login.microsoftonline.com/common");
  });

  it("does not exist at the real service until one is registered", () => {
    expect(isRegistered(configOf({}, {}))).toBe(false);
    expect(isRegistered(configOf({ clientId: "own" }, {}))).toBe(true);
    expect(isRegistered(configOf({}, { CADRAN_LOGIN_URL: "http://127.0.0.1:4100" }))).toBe(true);
  });

  it.each(["a/b", "../x", "x y", "?", "x#y", "a".repeat(121)])("has no tenant named %j", (tenant) => {
    expect(() => configOf({ tenant }, {})).toThrow(expect.objectContaining({ reason: "invalid-input" }));
    expect(() => configOf({}, { CADRAN_MICROSOFT_TENANT: tenant })).toThrow("tenant");
  });
});

describe("a server in Microsoft's place", () => {
  it.each([
    ["http://127.0.0.1:4100", "http://127.0.0.1:4100"],
    ["http://127.0.0.1:4100/", "http://127.0.0.1:4100"],
    ["http://127.3.2.1:4100", "http://127.3.2.1:4100"],
    ["https://localhost:4100/stand-in/", "https://localhost:4100/stand-in"],
    ["http://[::1]:4100", "http://[::1]:4100"],
  ])("may be on this computer: %s", (given, taken) => {
    expect(configOf({}, { CADRAN_GRAPH_URL: given, CADRAN_LOGIN_URL: given })).toMatchObject({
      graphUrl: taken,
      loginUrl: taken,
    });
  });

  it("may be named with Graph's version", () => {
    for (const given of ["http://127.0.0.1:4100/v1.0", "http://127.0.0.1:4100/v1.0/"])
      expect(configOf({}, { CADRAN_GRAPH_URL: given }).graphUrl).toBe("http://127.0.0.1:4100");
  });

  it.each([
    "http://192.0.2.1:4100",
    "https://graph.example.com",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "http://127.0.0.1@example.com",
    "http://user:secret@127.0.0.1:4100",
    "file:///etc/hosts",
    "ftp://127.0.0.1:4100",
    "127.0.0.1:4100",
    "nonsense",
  ])("may not be elsewhere: %s", (given) => {
    for (const name of ["CADRAN_GRAPH_URL", "CADRAN_LOGIN_URL"]) {
      const attempt = () => configOf({}, { [name]: given });
      expect(attempt).toThrow(expect.objectContaining({ reason: "invalid-input", code: "malformed" }));
      expect(attempt).toThrow(`${name} must be an address of this computer`);
    }
  });

  it("gets what was meant for the sign-in service, and nothing else", () => {
    const page = "https://login.microsoftonline.com/common/oauth2/v2.0/authorize?scope=a%20b&state=x%2By";
    expect(reroute(LOCAL, page)).toBe("http://127.0.0.1:4100/common/oauth2/v2.0/authorize?scope=a%20b&state=x%2By");
    expect(reroute(REAL, page)).toBe(page);
    expect(reroute(LOCAL, "https://microsoft.com/devicelogin")).toBe("https://microsoft.com/devicelogin");
    expect(reroute(LOCAL, "https://login.microsoftonline.com.example.com/x")).toContain("example.com");
  });
});

describe("the administrator's page", () => {
  it("asks for the same permissions, for any organisation", () => {
    const url = new URL(consentUrl(REAL));
    expect(url.origin + url.pathname).toBe("https://login.microsoftonline.com/organizations/v2.0/adminconsent");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: "app-1",
      scope: "https://graph.microsoft.com/User.Read https://graph.microsoft.com/Calendars.ReadWrite",
      redirect_uri: "http://localhost",
    });
  });

  it("is the organisation's own when the app is set up for one, and local with a local server", () => {
    expect(consentUrl({ ...REAL, tenant: "contoso.example.com" })).toContain("/contoso.example.com/v2.0/adminconsent?");
    expect(consentUrl(LOCAL)).toMatch(/^http:\/\/127\.0\.0\.1:4100\/organizations\/v2\.0\/adminconsent\?/);
  });
});
