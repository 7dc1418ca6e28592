// A mailbox on the scriptable server, below the provider's door: tokens are named by the test, the clock moves by sleeping.
import { onTestFinished } from "vitest";
import { createNet } from "../../src-main/host/net.ts";
import type { Clock } from "../../src-main/ports.ts";
import { type Place, placeOf } from "../../src-main/providers/graph/calendar-place.ts";
import { createPool } from "../../src-main/providers/graph/pool.ts";
import type { TokenOptions } from "../../src-main/providers/graph/tokens.ts";
import { createTraits } from "../../src-main/providers/graph/traits.ts";
import { openWire } from "../../src-main/providers/graph/wire.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { type Asked, type FakeDav, type Reply, startFakeDav } from "../servers/fake-dav.ts";
import { NOW_MS } from "./world.ts";

export const never = new AbortController().signal;

/** A clock whose sleepers wake at once, later. */
export function sleepyClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  let nowMs = NOW_MS;
  return {
    slept,
    nowMs: () => nowMs,
    zone: () => "Europe/Zurich",
    sleep: async (ms, signal) => {
      if (signal.aborted) throw new Failure("cancelled");
      slept.push(ms);
      nowMs += ms;
    },
  };
}

export interface Scripted {
  readonly server: FakeDav;
  readonly place: Place;
  readonly clock: ReturnType<typeof sleepyClock>;
  /** What was asked of the tokens. */
  readonly needs: TokenOptions[];
}

/** The calendar `cal/1` of a mailbox whose answers the test writes. */
export async function scripted(answer: (asked: Asked) => Reply | undefined): Promise<Scripted> {
  const server = await startFakeDav();
  server.answer(answer);
  const clock = sleepyClock();
  const [pool, traits] = [createPool(clock), createTraits()];
  const needs: TokenOptions[] = [];
  const graphUrl = server.url.replace(/\/$/, "");
  const wire = openWire({
    http: createNet().http({}),
    graphUrl,
    pool,
    clock,
    traits,
    token: async (need) => {
      needs.push(need);
      return `token-${needs.length}`;
    },
  });
  onTestFinished(async () => {
    await wire.close();
    await server.stop();
  });
  const account = { wire, pool, clock, traits, graphUrl, addresses: ["ann@example.com"], failing: new Set<string>() };
  return { server, place: placeOf(account, `${graphUrl}/v1.0/me/calendars/cal%2F1`), clock, needs };
}

/** An answer in JSON. */
export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

/** Graph's error envelope. */
export const refusal = (status: number, code: string, message = "No.", headers: Record<string, string> = {}) =>
  json({ error: { code, message, innerError: { "request-id": "r" } } }, status, headers);

/** Answers every part of a batch. */
export function batched(asked: Asked, answer: (path: string) => { status: number; headers?: object; body?: unknown }) {
  const { requests } = JSON.parse(asked.body) as { requests: { id: string; url: string }[] };
  // In any order.
  return json({ responses: requests.map(({ id, url }) => ({ id, ...answer(url) })).reverse() });
}

/** The failure that work ends with. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const result: unknown = await work.then(
    () => "no failure",
    (error: unknown) => error,
  );
  if (!(result instanceof Failure)) throw new Error(`expected a Failure, got ${String(result)}`);
  return result;
}
