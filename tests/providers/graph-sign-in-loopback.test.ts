// The address the browser brings the answer to: which answers it takes, what people read, and that it goes away.
import { request } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { listenForAnswer } from "../../src-main/providers/graph/loopback.ts";
import { languageOf } from "../../src-main/providers/graph/loopback-page.ts";

const STATE = "the-state";

async function listening() {
  const loopback = await listenForAnswer(STATE);
  onTestFinished(() => loopback.close());
  const port = Number(new URL(loopback.redirectUri).port);
  const url = `http://127.0.0.1:${port}/`;
  const post = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(url, { method: "POST", body: new URLSearchParams(fields), headers });
  const get = (query: string, headers: Record<string, string> = {}) => fetch(`${url}${query}`, { headers });
  /** The answer, if it has come. */
  const taken = () => Promise.race([loopback.answer, new Promise((resolve) => setImmediate(resolve, "none"))]);
  return { loopback, port, url, post, get, taken };
}

describe("an answer", () => {
  it("comes as a form", async () => {
    const { loopback, post } = await listening();
    expect(loopback.redirectUri).toMatch(/^http:\/\/localhost:\d+$/);
    const response = await post({ code: "abc", state: STATE, client_info: "x+y=" });
    expect(response.status).toBe(200);
    expect(await loopback.answer).toEqual({ code: "abc", state: STATE, client_info: "x+y=" });
  });

  it("comes as a query", async () => {
    const { loopback, get } = await listening();
    expect((await get(`?code=a%2Bc&state=${STATE}`)).status).toBe(200);
    expect(await loopback.answer).toMatchObject({ code: "a+c" });
  });

  it("may be a refusal", async () => {
    const { loopback, post } = await listening();
    const response = await post({ error: "access_denied", error_description: "AADSTS65004: no", state: STATE });
    expect(await response.text()).toContain("You are not signed in");
    expect(await loopback.answer).toMatchObject({ error: "access_denied" });
  });

  it("is taken once", async () => {
    const { loopback, post } = await listening();
    await post({ code: "first", state: STATE });
    const second = await post({ code: "second", state: STATE });
    expect(second.status).toBe(409);
    expect(await second.text()).toContain("already has an answer");
    expect(await loopback.answer).toMatchObject({ code: "first" });
  });

  it.each([
    ["another state", { code: "abc", state: "other" }, 400],
    ["no state", { code: "abc" }, 400],
    ["nothing of use", { state: STATE }, 400],
  ])("with %s is no answer, and the right one still counts", async (_name, fields, status) => {
    const { loopback, post, taken } = await listening();
    expect((await post(fields)).status).toBe(status);
    expect(await taken()).toBe("none");
    await post({ code: "right", state: STATE });
    expect(await loopback.answer).toMatchObject({ code: "right" });
  });

  it("with two states or two codes is no answer", async () => {
    const { get, taken } = await listening();
    expect((await get(`?code=a&state=${STATE}&state=other`)).status).toBe(400);
    expect((await get(`?code=a&code=b&state=${STATE}`)).status).toBe(400);
    expect(await taken()).toBe("none");
  });

  it("does not come by other paths, methods or types, nor without end", async () => {
    const { url, get, taken } = await listening();
    expect((await get("favicon.ico")).status).toBe(404);
    expect((await get(`callback?code=a&state=${STATE}`)).status).toBe(404);
    expect((await get("")).status).toBe(400);
    expect((await fetch(`${url}?code=a&state=${STATE}`, { method: "PUT" })).status).toBe(405);
    const json = { method: "POST", body: `code=a&state=${STATE}`, headers: { "content-type": "application/json" } };
    expect((await fetch(url, json)).status).toBe(415);
    const long = fetch(url, { method: "POST", body: new URLSearchParams({ code: "a".repeat(100_000), state: STATE }) });
    expect(await long.then((response) => response.status).catch(() => 413)).toBe(413);
    expect(await taken()).toBe("none");
  });

  it("counts although the browser left in a hurry", async () => {
    const { loopback, url } = await listening();
    const hasty = request(`${url}?code=abc&state=${STATE}`);
    hasty.on("error", () => {});
    hasty.on("response", () => hasty.destroy());
    hasty.end();
    expect(await loopback.answer).toMatchObject({ code: "abc" });
  });
});

describe("the page", () => {
  it("speaks the browser's language and says that the window can be closed", async () => {
    const { post } = await listening();
    const french = await post({ code: "abc", state: STATE }, { "accept-language": "fr-CH,fr;q=0.9,en;q=0.8" });
    expect(french.headers.get("content-language")).toBe("fr");
    expect(await french.text()).toContain("Vous pouvez fermer cette fenêtre");
    const english = await post({ code: "abc", state: STATE }, { "accept-language": "en-GB" });
    expect(await english.text()).toContain("You can close this window");
  });

  it("shows nothing of what came, loads nothing and is not stored", async () => {
    const { get } = await listening();
    const response = await get(`?error=%3Cscript%3E&error_description=SECRET&state=${STATE}`);
    const text = await response.text();
    expect(text).not.toContain("SECRET");
    expect(text).not.toContain("<script");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
  });

  it.each([
    [undefined, "en"],
    ["de-CH, de", "en"],
    ["fr", "fr"],
    ["fr-FR, en-GB", "fr"],
    ["en-GB, fr-FR", "en"],
    ["en;q=0.5, fr;q=0.7", "fr"],
    ["de, fr;q=0.3", "fr"],
    ["fr;q=0", "en"],
    ["afr, frr", "en"],
  ])("for %s is in %s", (accepted, language) => {
    expect(languageOf(accepted)).toBe(language);
  });
});

it("frees its port when it is closed", async () => {
  const { loopback, url } = await listening();
  loopback.close();
  await expect(fetch(url)).rejects.toThrow();
});
