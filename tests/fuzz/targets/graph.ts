// What Graph answers in JSON.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expandOccurrences } from "../../../src-main/domain/recurrence.ts";
import type { HttpRequest, HttpResponse } from "../../../src-main/ports.ts";
import { openCalendars } from "../../../src-main/providers/graph/calendar.ts";
import { seriesText } from "../../../src-main/providers/graph/map.ts";
import { createPool } from "../../../src-main/providers/graph/pool.ts";
import { resourceOf } from "../../../src-main/providers/graph/resource-shape.ts";
import type { Series } from "../../../src-main/providers/graph/series.ts";
import { createTraits } from "../../../src-main/providers/graph/traits.ts";
import { openWire } from "../../../src-main/providers/graph/wire.ts";
import { brokenJson } from "../mutate.ts";
import { drained, inTurn, target } from "../target.ts";
import { answering } from "../world.ts";

const FOLDER = join(import.meta.dirname, "../../fixtures/graph");
const SERIES: readonly Series[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json"))
  .map((name) => JSON.parse(readFileSync(join(FOLDER, name), "utf8")) as Series);
const EVENTS = SERIES.flatMap(({ master, exceptions }) => [master, ...exceptions]);
const GRAPH = "https://graph.example.test";
const OWN = ["robin@contoso.example"];
const WINDOW = { fromMs: Date.UTC(2025, 10, 23), toMs: Date.UTC(2028, 10, 22) };
const never = new AbortController().signal;

const link = (kind: string) => `${GRAPH}/v1.0/me/calendars/c/events/delta?$${kind}token=1`;
const PAGES: readonly object[] = [
  { value: EVENTS },
  { value: EVENTS.slice(0, 2), "@odata.nextLink": link("skip") },
  { value: [{ id: "gone", "@removed": { reason: "deleted" } }, ...EVENTS], "@odata.deltaLink": link("delta") },
  ...EVENTS,
  {
    value: [
      {
        id: "c",
        name: "Calendar",
        hexColor: "#ff0000",
        canEdit: true,
        isDefaultCalendar: true,
        owner: { address: "a@b" },
      },
    ],
  },
  { responses: EVENTS.map((body, index) => ({ id: String(index), status: 200, headers: { ETag: '"1"' }, body })) },
  { error: { code: "ErrorItemNotFound", message: "No.", innerError: { "request-id": "r" } } },
  { mail: "robin@contoso.example", proxyAddresses: ["smtp:r@contoso.example"] },
  {
    value: [
      {
        scheduleId: "a@b",
        availabilityView: "02",
        scheduleItems: [
          {
            status: "busy",
            start: { dateTime: "2026-11-23T09:00:00", timeZone: "UTC" },
            end: { dateTime: "2026-11-23T10:00:00", timeZone: "UTC" },
          },
        ],
      },
    ],
  },
];

const page = brokenJson(fc.constantFrom(...PAGES), [...EVENTS, ...PAGES]);
const answer = fc.record({
  status: fc.constantFrom(200, 200, 200, 200, 200, 201, 400, 403, 404, 410, 412, 429, 500, 503),
  body: fc.oneof(
    { weight: 9, arbitrary: page.map((value) => JSON.stringify(value) ?? "") },
    { weight: 1, arbitrary: fc.string() },
  ),
  retryAfter: fc.constantFrom("", "1", "-5", "x", "99999999999"),
});
type Answer = typeof answer extends fc.Arbitrary<infer T> ? T : never;

/** A batch gets the answer to each of its parts, everything else the answer itself. */
function respond(request: HttpRequest, { status, body, retryAfter }: Answer): HttpResponse {
  const headers: Record<string, string> = {
    "content-type": "application/json",
    ...(retryAfter && { "retry-after": retryAfter }),
  };
  if (!request.url.endsWith("/$batch") || status !== 200 || body.includes('"responses"'))
    return { status, headers, body, url: request.url };
  const { requests } = JSON.parse(request.body ?? "{}") as { requests: readonly { id: string }[] };
  const responses = requests.map(
    ({ id }) => `{"id":${JSON.stringify(id)},"status":200,"headers":{},"body":${isJson(body) ? body : "null"}}`,
  );
  return { status, headers, body: `{"responses":[${responses.join()}]}`, url: request.url };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Everything that a look at a mailbox asks for. */
function lookAround(answers: readonly Answer[]): Promise<"read" | "rejected"> {
  let turn = 0;
  const world = answering((request) => respond(request, answers[turn++ % answers.length] as Answer));
  const { clock } = world;
  const [pool, traits] = [createPool(clock), createTraits()];
  const wire = openWire({ http: world.net.http({}), graphUrl: GRAPH, pool, clock, traits, token: async () => "t" });
  const account = {
    wire,
    pool,
    clock,
    traits,
    graphUrl: GRAPH,
    addresses: ["robin@contoso.example"],
    failing: new Set<string>(),
  };
  const connection = openCalendars(account, "{}");
  const url = `${GRAPH}/v1.0/me/calendars/c`;
  const known = () => new Map([["AAMkAGZiS1=", '"0"']]);
  return inTurn([
    () => connection.calendars(never),
    () => drained(connection.changes(url, undefined, known, never)),
    () => connection.fetch(url, "/v1.0/me/calendars/c/events/a", never),
    async () => connection.freeBusy?.(["a@b"], { fromMs: clock.nowMs(), toMs: clock.nowMs() + 86_400_000 }, never),
  ]);
}

export const GRAPH_TARGETS = [
  target({
    name: "Graph JSON: an event or a series",
    share: 3,
    inputs: brokenJson(fc.constantFrom(...SERIES), EVENTS),
    open: async () => ({ entry: (series) => readSeries(series) }),
  }),
  target({
    name: "Graph JSON: a mailbox's answers, a whole look at it",
    share: 2,
    inputs: fc.array(answer, { minLength: 1, maxLength: 6 }),
    open: async () => ({ entry: lookAround }),
  }),
];

/** As it comes through the door where Graph's JSON is read. */
function readSeries(input: unknown): unknown {
  const { master, exceptions, cancelled } = Object(input) as Readonly<Record<string, unknown>>;
  const event = resourceOf(master);
  if (event === undefined) return "rejected";
  const others = (Array.isArray(exceptions) ? exceptions : []).map(resourceOf).filter((one) => one !== undefined);
  const dates = (Array.isArray(cancelled) ? cancelled : [])
    .filter((one) => /^\d{4}-\d\d-\d\d$/.test(String(one)))
    .map(String);
  const text = seriesText({ master: event, exceptions: others, cancelled: dates }, OWN, "Europe/Zurich");
  return expandOccurrences(text, WINDOW, "UTC");
}
