import { describe, expect, it, test } from "vitest";
import type { GraphRequest } from "../../src-main/providers/graph/wire.ts";
import { failureOf, json, never, refusal, scripted } from "./graph-account.ts";

const get = (path: string): GraphRequest => ({ method: "GET", path });
const ok = json({ value: [] });

describe("tokens", () => {
  it("go with every request, with ids that stay and times in UTC", async () => {
    const { server, place } = await scripted(() => ok);
    await place.wire.send({ method: "PATCH", path: "/me/x", body: { a: 1 }, ifMatch: 'W/"1"' }, never);
    const [asked] = server.asked;
    expect(asked).toMatchObject({ method: "PATCH", path: "/v1.0/me/x", body: '{"a":1}' });
    expect(asked?.headers).toMatchObject({
      authorization: "Bearer token-1",
      prefer: 'IdType="ImmutableId", outlook.timezone="UTC"',
      "if-match": 'W/"1"',
      "content-type": "application/json",
    });
  });

  it("are renewed once after a 401, and for the claims that are asked for", async () => {
    const claims = { access_token: { nbf: { essential: true, value: "1" } } };
    const coded = Buffer.from(JSON.stringify(claims)).toString("base64");
    const challenge = { "www-authenticate": `Bearer realm="", error="insufficient_claims", claims="${coded}"` };
    const answers = [
      refusal(401, "InvalidAuthenticationToken"),
      refusal(401, "InvalidAuthenticationToken", "", challenge),
      ok,
    ];
    const { server, place, needs } = await scripted(() => answers.shift());
    expect((await place.wire.send(get("/me"), never)).status).toBe(200);
    expect(needs).toEqual([{}, { refresh: true }, { claims: JSON.stringify(claims) }]);
    expect(server.asked.map((one) => one.headers.authorization)).toEqual(
      ["token-1", "token-2", "token-3"].map((token) => `Bearer ${token}`),
    );
  });

  it("that are refused again mean that the user has to sign in", async () => {
    const { server, place } = await scripted(() => refusal(401, "InvalidAuthenticationToken"));
    expect((await failureOf(place.wire.send(get("/me"), never))).reason).toBe("sign-in-needed");
    expect(server.asked).toHaveLength(2);
  });

  it("go to no other host that a link names, and to ours when a local server speaks of itself as Graph", async () => {
    const { server, place } = await scripted(() => ok);
    const stranger = await scripted(() => ok);
    const link = `${stranger.place.graphUrl}/v1.0/me/events/delta?$skiptoken=a`;
    const failure = await failureOf(place.wire.send(get(link), never));
    expect([failure.reason, stranger.server.asked]).toEqual(["untrusted-redirect", []]);
    const lookalike = `${place.graphUrl}.example.com/v1.0/me`;
    expect((await failureOf(place.wire.send(get(lookalike), never))).reason).toBe("untrusted-redirect");
    await place.wire.send(get("https://graph.microsoft.com/v1.0/me/events/delta?$deltatoken=b"), never);
    expect(server.asked.map((one) => one.path)).toEqual(["/v1.0/me/events/delta?$deltatoken=b"]);
  });

  it("go to a local server under whichever name of this computer it gives itself", async () => {
    const { server, place } = await scripted(() => ok);
    const { port } = new URL(place.graphUrl);
    for (const name of ["localhost", "127.0.0.1", "[::1]"])
      await place.wire.send(get(`http://${name}:${port}/v1.0/me/events/delta?$skiptoken=${name}`), never);
    expect(server.asked).toHaveLength(3);
    for (const other of [
      `http://localhost:${Number(port) + 1}`,
      `https://localhost:${port}`,
      `http://10.0.0.1:${port}`,
    ])
      expect((await failureOf(place.wire.send(get(`${other}/v1.0/me`), never))).reason).toBe("untrusted-redirect");
  });
});

test("links are followed to the letter", async () => {
  const { server, place } = await scripted(() => ok);
  const query = "?$skiptoken=R0us%2BmcM%2f==&a=1&$select=id&a=2&$top=3&b";
  await place.wire.send(get(`${place.graphUrl}/v1.0/me/events/delta${query}`), never);
  expect(server.asked[0]?.path).toBe(`/v1.0/me/events/delta${query}`);
});

test("a server that knows no If-Match is asked without it from then on", async () => {
  const unknown = refusal(400, "BadRequest", "The header If-Match is not supported.");
  const { server, place } = await scripted(({ headers }) => (headers["if-match"] ? unknown : ok));
  const change: GraphRequest = { method: "PATCH", path: "/me/x", body: { a: 1 }, ifMatch: 'W/"1"' };
  expect((await place.wire.send(change, never)).status).toBe(200);
  expect((await place.wire.send({ ...change, method: "DELETE" }, never)).status).toBe(200);
  expect(server.asked.map(({ method, headers }) => [method, headers["if-match"]])).toEqual([
    ["PATCH", 'W/"1"'],
    ["PATCH", undefined],
    ["DELETE", undefined],
  ]);
});

describe("a pause", () => {
  it.each([
    ["in seconds", { "retry-after": "7" }, 7_000],
    ["with a fraction", { "retry-after": "1.25" }, 1_250],
    ["as a date", { "retry-after": "Mon, 23 Nov 2026 09:00:12 GMT" }, 12_000],
    ["that is not named", {}, 2_000],
  ])("%s is waited for when it is short", async (_, headers, waitMs) => {
    for (const status of [429, 503]) {
      const answers = [refusal(status, "ApplicationThrottled", "Over its MailboxConcurrency limit.", headers), ok];
      const { place, clock } = await scripted(() => answers.shift());
      const told: (number | undefined)[] = [];
      const start = clock.nowMs();
      place.pool.listen((untilMs) => told.push(untilMs));
      expect((await place.wire.send(get("/me"), never)).status).toBe(200);
      expect(clock.slept).toEqual([waitMs]);
      expect(told).toEqual([start + waitMs, undefined]);
      expect(place.traits.phrases()).toEqual(["has asked for a pause"]);
    }
  });

  it("ends the run when it is long, and keeps others from asking meanwhile", async () => {
    const { server, place, clock } = await scripted(() =>
      refusal(429, "TooManyRequests", "", { "retry-after": "120" }),
    );
    const first = await failureOf(place.wire.send(get("/me"), never));
    expect([first.reason, first.retryAtMs]).toEqual(["rate-limited", clock.nowMs() + 120_000]);
    expect((await failureOf(place.wire.send(get("/me"), never))).retryAtMs).toBe(first.retryAtMs);
    expect([server.asked.length, clock.slept]).toEqual([1, []]);
  });

  it("is not waited for for ever", async () => {
    const { server, place } = await scripted(() => refusal(503, "", "", { "retry-after": "1" }));
    expect((await failureOf(place.wire.send(get("/me"), never))).reason).toBe("rate-limited");
    expect(server.asked).toHaveLength(4);
  });

  it("never sends a POST again, unless it only reads", async () => {
    const { server, place } = await scripted(() => refusal(429, "TooManyRequests", "", { "retry-after": "1" }));
    const post = { method: "POST", path: "/me/events", body: {} } as const;
    expect((await failureOf(place.wire.send(post, never))).reason).toBe("rate-limited");
    expect(server.asked).toHaveLength(1);
    await failureOf(place.wire.send({ ...post, isRead: true }, never));
    expect(server.asked.length).toBeGreaterThan(2);
  });

  it("ends when the run is cancelled", async () => {
    const stop = new AbortController();
    const { place } = await scripted(() => {
      stop.abort();
      return refusal(429, "TooManyRequests", "", { "retry-after": "5" });
    });
    expect((await failureOf(place.wire.send(get("/me"), stop.signal))).reason).toBe("cancelled");
  });
});

describe("answers that are none", () => {
  it.each([
    [{ status: 502, headers: { "content-type": "text/html" }, body: "<html>Bad gateway</html>" }, "server-error"],
    [{ status: 504, body: "" }, "server-error"],
    [{ status: 200, headers: { "content-type": "text/html" }, body: "<html>Sign in</html>" }, "login-page"],
    [{ status: 302, headers: { location: "http://portal.example.com/" } }, "login-page"],
    [{ status: 200, body: "" }, "bad-answer"],
    [{ status: 200, headers: { "content-type": "application/json" }, body: '{"value":[' }, "bad-answer"],
    [{ status: 200, headers: { "content-type": "application/json" }, body: "[]" }, "bad-answer"],
    [{ status: 507, body: "" }, "quota"],
    [refusal(404, "MailboxNotEnabledForRESTAPI"), "no-mailbox"],
    [refusal(403, "ErrorAccessDenied"), "forbidden"],
    [refusal(404, "ErrorItemNotFound"), "missing"],
    [refusal(400, "ErrorOccurrenceCrossingBoundary"), "not-expressible"],
    [refusal(500, "ErrorRecurrenceEndDateTooBig"), "not-expressible"],
    [refusal(400, "ErrorInvalidProperty", "Bad."), "refused-data"],
    [refusal(418, "Teapot"), "refused-data"],
    [refusal(412, "ErrorIrresolvableConflict"), "server-error"],
    [refusal(409, "ErrorIrresolvableConflict"), "server-error"],
  ])("%o means %s", async (reply, reason) => {
    const { place } = await scripted(() => reply);
    expect((await failureOf(place.wire.ask(get("/me"), never))).reason).toBe(reason);
  });

  it("an empty 204 is none of them", async () => {
    const { place } = await scripted(() => ({ status: 204 }));
    expect(await place.wire.send({ method: "DELETE", path: "/me/x" }, never)).toMatchObject({ status: 204 });
  });

  it.each(["DELETE", "POST", "PATCH"] as const)(
    "a web page is none to a %s either, whatever its status",
    async (method) => {
      const page = {
        status: 200,
        headers: { "content-type": "text/html; charset=utf-8" },
        body: "<html>Sign in</html>",
      };
      const { place } = await scripted(() => page);
      expect((await failureOf(place.wire.send({ method, path: "/me/x" }, never))).reason).toBe("login-page");
    },
  );

  it("an empty answer is no web page, whatever it is called", async () => {
    const headers = { "content-type": "text/html; charset=utf-8", "content-length": "0" };
    const { place } = await scripted(() => ({ status: 202, headers }));
    expect((await place.wire.send({ method: "POST", path: "/me/x" }, never)).status).toBe(202);
  });

  it("a network that is down is told as it is", async () => {
    const { server, place } = await scripted(() => ok);
    await server.stop();
    expect((await failureOf(place.wire.send(get("/me"), never))).code).toBe("offline");
    await server.stop().catch(() => {});
  });
});

test("the log tells what was asked and refused, and neither tokens nor questions", async () => {
  const { place } = await scripted(() => refusal(404, "ErrorItemNotFound"));
  await place.wire.send(get("/me/events/AAA%3D?$select=secret"), never);
  const [record] = place.wire.requests();
  expect(record).toMatchObject({
    method: "GET",
    path: "/v1.0/me/events/AAA%3D",
    status: 404,
    note: "ErrorItemNotFound",
  });
  expect(JSON.stringify(place.wire.requests())).not.toMatch(/token-|secret/);
});
