// What each refusal of the sign-in service means, with a person in front of the page and without one.
import { describe, expect, it } from "vitest";
import { refusalFailure, refusalOf } from "../../src-main/providers/graph/sign-in-refusal.ts";

const facts = {
  consentUrl: "https://login.microsoftonline.com/organizations/v2.0/adminconsent",
  address: "a@example.com",
};
const means = (fields: Record<string, unknown>, isAttended: boolean) => {
  const refusal = refusalOf(fields);
  return refusal && refusalFailure(refusal, { ...facts, isAttended });
};
const coded = (error: string, number: number) => ({
  error,
  error_codes: [number],
  error_description: `AADSTS${number}: Prose that names contoso.example.com. Trace ID: 1`,
});

describe("a renewal without a person", () => {
  it.each([
    ["invalid_grant", 50076],
    ["invalid_grant", 65001],
    ["invalid_grant", 700082],
    ["invalid_grant", 50173],
    ["invalid_grant", 70008],
    ["invalid_grant", 50020],
    ["invalid_grant", 90094],
    ["interaction_required", 50079],
    ["login_required", 50058],
    ["consent_required", 65001],
    ["consent_required", 90094],
  ])("asks for one after %s %i, and the account stays", (error, number) => {
    expect(means(coded(error, number), false)).toMatchObject({
      reason: "sign-in-needed",
      code: "auth",
      params: { address: "a@example.com", host: "Microsoft" },
    });
  });

  it("asks for one after an invalid_grant that says nothing else", () => {
    expect(means({ error: "invalid_grant" }, false)).toMatchObject({ reason: "sign-in-needed" });
  });

  it("is told what cannot be helped by signing in", () => {
    expect(means(coded("unauthorized_client", 700016), false)).toMatchObject({
      reason: "sign-in-failed",
      params: { detail: "AADSTS700016" },
    });
  });
});

describe("a person who signs in", () => {
  it.each([
    ["access_denied", 65004, "sign-in-declined"],
    ["consent_required", 65004, "sign-in-declined"],
    ["consent_required", 90094, "admin-approval"],
    ["access_denied", 90094, "admin-approval"],
    ["access_denied", 90095, "admin-approval"],
    ["access_denied", 90093, "admin-approval"],
    ["invalid_grant", 65001, "admin-approval"],
    ["access_denied", 900941, "admin-approval"],
    ["invalid_request", 50020, "wrong-tenant"],
    ["invalid_request", 50034, "wrong-tenant"],
    ["invalid_request", 50128, "wrong-tenant"],
    ["access_denied", 90072, "wrong-tenant"],
    ["unauthorized_client", 700016, "sign-in-failed"],
    ["invalid_grant", 54005, "sign-in-failed"],
    ["invalid_request", 900971, "sign-in-failed"],
  ])("learns from %s %i: %s", (error, number, reason) => {
    expect(means(coded(error, number), true)?.reason).toBe(reason);
  });

  it.each([
    ["access_denied", "sign-in-declined"],
    ["authorization_declined", "sign-in-declined"],
    ["expired_token", "sign-in-timeout"],
    ["consent_required", "admin-approval"],
    ["temporarily_unavailable", "server-error"],
    ["constructor", "sign-in-failed"],
  ])("learns from a bare %s: %s", (error, reason) => {
    expect(means({ error }, true)?.reason).toBe(reason);
  });

  it("gets the link for the administrator", () => {
    expect(means(coded("consent_required", 90094), true)?.params).toEqual({ url: facts.consentUrl });
  });

  it("reads numbers and no prose", () => {
    const failure = means(coded("invalid_resource", 500011), true);
    expect(failure?.message).toContain("AADSTS500011");
    expect(JSON.stringify(failure?.toData())).not.toContain("contoso");
    expect(means({ error: "<b>oops</b>" }, true)?.params).toEqual({ detail: "no reason given" });
  });
});

describe("an error answer", () => {
  it("is known by its numbers, listed or only told", () => {
    expect(refusalOf(coded("x", 65004))?.numbers).toEqual([65004]);
    expect(refusalOf({ error: "x", error_description: "AADSTS65004: no. AADSTS50020: neither" })?.numbers).toEqual([
      65004, 50020,
    ]);
    expect(refusalOf({ error: "x", error_codes: "65004" })?.numbers).toEqual([]);
  });

  it("brings the claims that the next sign-in must prove", () => {
    expect(refusalOf({ error: "invalid_grant", claims: '{"access_token":{}}' })?.claims).toBe('{"access_token":{}}');
    expect(refusalOf({ error: "invalid_grant", claims: "" })).toEqual({ error: "invalid_grant", numbers: [] });
  });

  it("is nothing without an error", () => {
    expect(refusalOf({ code: "abc", state: "x" })).toBeUndefined();
    expect(refusalOf({ error: "" })).toBeUndefined();
    expect(refusalOf({ error: 5 })).toBeUndefined();
  });
});
