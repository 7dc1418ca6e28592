// Many small reads in one request (learn.microsoft.com/graph/json-batching): each has an outcome of its own.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Account } from "./calendar-place.ts";
import { isShort, WHOLE, waitMsOf } from "./pool.ts";
import { preferences } from "./wire.ts";
import { failureOf, type GraphAnswer, isThrottled, objectOf } from "./wire-refusals.ts";

/** What Graph takes at once. */
export const BATCH = 20;
/** How often what was put off, or left out of the answer, is asked for again. */
const MAX_ROUNDS = 4;
const PAUSE_MS = 2_000;

/** Reads `paths` (below `/v1.0`, at most 20).
 *  @returns the answers in the same order
 *  @throws Failure rate-limited when the mailbox wants too long a pause, bad-answer when answers are missing */
export async function batchGet(
  account: Account,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly GraphAnswer[]> {
  const answers: (GraphAnswer | undefined)[] = paths.map(() => undefined);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const open = paths.flatMap((path, index) => (answers[index] === undefined ? [{ path, index }] : []));
    if (open.length === 0) break;
    let waitMs = 0;
    for (const { index, answer } of await askBatch(account, open, signal)) {
      if (!isThrottled(answer.status)) answers[index] = answer;
      else waitMs = Math.max(waitMs, waitMsOf(answer.headers["retry-after"], account.clock.nowMs()) ?? PAUSE_MS);
    }
    if (waitMs > 0) putOff(account, waitMs, round);
  }
  return Promise.all(
    answers.map((answer, index) => {
      if (answer === undefined) throw new Failure("bad-answer", { host: hostOf(account) });
      // Outside the batch the token is renewed for it.
      return answer.status === 401 ? account.wire.send({ method: "GET", path: paths[index] ?? "" }, signal) : answer;
    }),
  );
}

const hostOf = ({ graphUrl }: Account) => new URL(graphUrl).hostname;

/** The others of the batch were answered; the next round begins when the longest pause is over. */
function putOff({ clock, pool, traits, graphUrl }: Account, waitMs: number, round: number): void {
  traits.note("throttled");
  const retryAtMs = clock.nowMs() + waitMs;
  pool.pauseUntil(retryAtMs);
  if (isShort(waitMs) && round < MAX_ROUNDS - 1) return;
  throw new Failure("rate-limited", { host: new URL(graphUrl).hostname }, { retryAtMs });
}

interface Part {
  readonly path: string;
  readonly index: number;
}

async function askBatch(
  account: Account,
  parts: readonly Part[],
  signal: AbortSignal,
): Promise<readonly { readonly index: number; readonly answer: GraphAnswer }[]> {
  const headers = { Prefer: preferences() };
  const requests = parts.map(({ path, index }) => ({ id: String(index), method: "GET", url: path, headers }));
  // Graph hands on four of a batch at a time, as many as the mailbox bears: nothing else goes beside it.
  const request = { method: "POST", path: "/$batch", body: { requests }, isRead: true, weight: WHOLE } as const;
  const whole = account.traits.has("no-batch") ? undefined : await account.wire.send(request, signal);
  if (whole === undefined || [400, 404, 405, 501].includes(whole.status)) {
    account.traits.note("no-batch");
    return oneByOne(account, parts, signal);
  }
  // Nothing but looks is in it.
  if (whole.status >= 400) throw failureOf({ ...whole, method: "GET" });
  const responses = objectOf(whole.body)?.responses;
  if (!Array.isArray(responses)) throw new Failure("bad-answer", { host: hostOf(account) });
  const wanted = new Map(parts.map((part) => [String(part.index), part]));
  return responses.flatMap((response: unknown) => {
    const { id, status, headers: given, body } = objectOf(response) ?? {};
    const part = wanted.get(String(id));
    if (part === undefined || typeof status !== "number") return [];
    const url = `${account.graphUrl}/v1.0${part.path}`;
    return [{ index: part.index, answer: { method: "GET", url, status, headers: lowerCase(given), body } }];
  });
}

/** Where there are no batches; the pool sees to it that not too many are under way. */
function oneByOne({ wire }: Account, parts: readonly Part[], signal: AbortSignal) {
  return Promise.all(
    parts.map(async ({ path, index }) => ({ index, answer: await wire.send({ method: "GET", path }, signal) })),
  );
}

function lowerCase(headers: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(objectOf(headers) ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)]));
}
