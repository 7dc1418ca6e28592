import { expect, test } from "vitest";
import { batchGet } from "../../src-main/providers/graph/batch.ts";
import { batched, failureOf, json, never, refusal, scripted } from "./graph-account.ts";

const paths = ["/me/events/a", "/me/events/b", "/me/events/c"];

test("answers come in the order of the questions, each with its own status and the preferences", async () => {
  const { server, place } = await scripted((asked) =>
    batched(asked, (path) => ({ status: path.endsWith("b") ? 404 : 200, body: { id: path } })),
  );
  const answers = await batchGet(place, paths, never);
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 200]);
  expect(answers.map(({ body }) => (body as { id: string }).id)).toEqual(paths);
  const { requests } = JSON.parse(server.asked[0]?.body ?? "");
  expect(requests).toMatchObject(paths.map((url) => ({ method: "GET", url, headers: { Prefer: /ImmutableId/ } })));
  expect(server.asked).toHaveLength(1);
});

test("only what was throttled is asked for again, after the longest pause", async () => {
  let round = 0;
  const { server, place, clock } = await scripted((asked) => {
    round++;
    return batched(asked, (path) =>
      round === 1 && !path.endsWith("b")
        ? { status: 429, headers: { "Retry-After": path.endsWith("a") ? "1.5" : "4" } }
        : { status: 200, body: { id: path } },
    );
  });
  const answers = await batchGet(place, paths, never);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(clock.slept).toEqual([4_000]);
  const asked = server.asked.map(({ body }) => JSON.parse(body).requests.map((one: { url: string }) => one.url));
  expect(asked).toEqual([paths, ["/me/events/a", "/me/events/c"]]);
});

test("a long pause, or one without end, ends the run", async () => {
  const long = await scripted((asked) => batched(asked, () => ({ status: 429, headers: { "retry-after": "600" } })));
  const failure = await failureOf(batchGet(long.place, paths, never));
  expect([failure.reason, failure.retryAtMs]).toEqual(["rate-limited", long.clock.nowMs() + 600_000]);
  const endless = await scripted((asked) => batched(asked, () => ({ status: 503 })));
  expect((await failureOf(batchGet(endless.place, paths, never))).reason).toBe("rate-limited");
});

test("what the answer leaves out is asked for again, and missing in the end", async () => {
  let round = 0;
  const { place } = await scripted((asked) => {
    const reply = JSON.parse(batched(asked, () => ({ status: 200, body: {} })).body ?? "");
    return json(round++ === 0 ? { responses: reply.responses.slice(1) } : reply);
  });
  expect(await batchGet(place, paths, never)).toHaveLength(3);
  const empty = await scripted(() => json({ responses: [] }));
  expect((await failureOf(batchGet(empty.place, paths, never))).reason).toBe("bad-answer");
  const other = await scripted(() => json({}));
  expect((await failureOf(batchGet(other.place, paths, never))).reason).toBe("bad-answer");
});

test("a part whose token is refused is asked for by itself, with a new one", async () => {
  const { place, needs } = await scripted((asked) =>
    asked.path.endsWith("/$batch")
      ? batched(asked, (path) => ({ status: path.endsWith("b") ? 401 : 200, body: {} }))
      : asked.headers.authorization === "Bearer token-2"
        ? json({}, 401)
        : json({ id: "b" }),
  );
  expect((await batchGet(place, paths, never)).map(({ status, body }) => [status, body])).toEqual([
    [200, {}],
    [200, { id: "b" }],
    [200, {}],
  ]);
  expect(needs).toEqual([{}, {}, { refresh: true }]);
});

test("where there are no batches everything is read one by one, and no batch is tried again", async () => {
  const { server, place } = await scripted(({ path }) =>
    path.endsWith("/$batch") ? refusal(404, "ResourceNotFound") : json({ id: path }),
  );
  for (const _ of [1, 2]) {
    const answers = await batchGet(place, paths, never);
    expect(answers.map(({ body }) => (body as { id: string }).id)).toEqual(paths.map((path) => `/v1.0${path}`));
  }
  expect(server.asked.map(({ method }) => method).sort()).toEqual([...paths, ...paths].map(() => "GET").concat("POST"));
});

test("a batch that is refused for the version of an event is a fault of the server's: a look is in nobody's way", async () => {
  const { place } = await scripted(() => refusal(412, "ErrorIrresolvableConflict"));
  expect((await failureOf(batchGet(place, paths, never))).reason).toBe("server-error");
});
