// Making an event, exactly once: `transactionId` lets a retry meet its own object (learn.microsoft.com/graph/api/resources/event).
import { createHash } from "node:crypto";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { PutOutcome } from "../provider.ts";
import { movedAway } from "./calendar-home.ts";
import { calendarPath, type Place } from "./calendar-place.ts";
import { bring, lookAt } from "./execute.ts";
import { isBetween, type Written } from "./execute-plan.ts";
import { toItem } from "./hydrate.ts";
import { listPages, missingOr, rangeQuery } from "./listing.ts";
import { OWN_TRANSACTION, seriesText } from "./map.ts";
import type { Pool } from "./pool.ts";
import { resourceOf } from "./resource-shape.ts";
import type { GraphEvent, Series } from "./series.ts";
import { planSteps } from "./steps.ts";
import { compareVersions, readVersion } from "./steps-compare.ts";
import { errorOf, failureOf, type GraphAnswer } from "./wire-refusals.ts";

const DAY_MS = 86_400_000;
/** What stands in these is not rewritten by the server: if it differs, it was changed since. */
const TELLING = new Set(["subject", "time", "isAllDay", "recurrence", "location", "body", "categories", "sensitivity"]);
/** A creation older than its own answer is an earlier one. */
const OLD_MS = 60_000;

/** By calendar and name: the transaction of a creation that nobody has heard the end of. As old as the pool: a new connection
 *  of the same mailbox goes on with it. */
const unheard = new WeakMap<Pool, Map<string, string>>();

/** Creates. Graph names the event itself, so that `name` is no part of its identity; the transaction is:
 *  `cadran:<hash of calendar>:<uid>`, which two devices that make the same move share. Graph takes a transaction once in a
 *  mailbox: where it stands for an event that was deleted or moved away, `cadran:<hash of calendar and name>:<uid>` is used.
 *  A retry begins with the one it was at: what stood in the way of the others may be gone by then.
 *  @throws Failure missing when the calendar is gone, read-only, not-expressible, refused-data */
export async function createItem(place: Place, name: string, text: string, signal: AbortSignal): Promise<PutOutcome> {
  const uid = readVersion(text).context.events.uid;
  const key = `${place.id} ${name}`;
  const transactions = [place.id, key].map((of) => `${OWN_TRANSACTION}${hashOf(of)}:${uid}`);
  const begun = unheard.get(place.pool) ?? new Map<string, string>();
  unheard.set(place.pool, begun);
  const first = Math.max(0, transactions.indexOf(begun.get(key) ?? ""));
  for (const uidTransaction of transactions.slice(first)) {
    begun.set(key, uidTransaction);
    const made = await make(place, text, uidTransaction, signal);
    if (made === undefined) continue;
    const outcome = await settle(place, made, text, signal);
    begun.delete(key);
    return outcome;
  }
  begun.delete(key);
  throw new Failure("refused-data", { detail: "the identity of this event is used up in this mailbox" });
}

const hashOf = (text: string) => createHash("sha256").update(text).digest("base64url").slice(0, 10);

/** @returns undefined when the transaction stands for an event that is not in this calendar */
async function make(
  place: Place,
  text: string,
  uidTransaction: string,
  signal: AbortSignal,
): Promise<Series | undefined> {
  const { addresses } = place;
  const [step] = planSteps(undefined, text, { addresses, uidTransaction });
  if (step?.do !== "create") throw new Failure("bug", { detail: "a new event without a request" });
  const request = { method: "POST", path: `${calendarPath(place)}/events`, body: step.body } as const;
  const answer = await place.wire.send(request, signal);
  if (isTaken(answer)) return findOwn(place, uidTransaction, step.body, signal);
  if (answer.status >= 300) throw answer.status === 404 ? missingOr(answer) : failureOf(answer);
  const event: GraphEvent | undefined = resourceOf(answer.body);
  if (!event?.id) throw new Failure("bad-answer", { host: new URL(place.graphUrl).hostname });
  const away = await movedAway(place, [event.id], signal);
  if (away.size > 0) return undefined;
  const there = await lookAt(place, event.id, signal);
  if (there !== undefined || isOld(event, answer)) return there;
  const anywhere = { method: "GET", path: `/me/events/${encodeURIComponent(event.id)}?$select=id` } as const;
  if ((await place.wire.send(anywhere, signal)).status < 300) return undefined;
  // Made, but not to be read at once: a store that lags.
  return { master: event, exceptions: [], cancelled: [] };
}

/** ErrorDuplicateTransactionId: used up by an event that was changed since, or lies elsewhere (corso#2490). */
const isTaken = ({ status, body }: GraphAnswer) =>
  status >= 400 && status < 500 && /DuplicateTransactionId/i.test(errorOf(body).code);

function isOld({ createdDateTime }: GraphEvent, { headers }: GraphAnswer): boolean {
  const age = Date.parse(headers.date ?? "") - Date.parse(createdDateTime ?? "");
  return age > OLD_MS;
}

/** The event of this calendar that bears the transaction, where it was put. */
async function findOwn(
  place: Place,
  transaction: string,
  { start }: GraphEvent,
  signal: AbortSignal,
): Promise<Series | undefined> {
  const atMs = Date.parse(`${start?.dateTime?.slice(0, 19)}Z`);
  if (Number.isNaN(atMs)) return undefined;
  const range = { fromMs: atMs - 2 * DAY_MS, toMs: atMs + 2 * DAY_MS };
  const select = "$select=id,type,seriesMasterId,transactionId&$top=100";
  const path = `${calendarPath(place)}/calendarView?${rangeQuery(range)}&${select}`;
  const ids = new Set<string>();
  for await (const values of listPages(place, path, signal)) {
    for (const { id, seriesMasterId, transactionId } of values as readonly GraphEvent[]) {
      if (transactionId === transaction) return lookAt(place, id ?? "", signal);
      // Occurrences need not tell it.
      if (seriesMasterId) ids.add(seriesMasterId);
    }
  }
  for (const id of ids) {
    const series = await lookAt(place, id, signal);
    if (series?.master.transactionId === transaction) return series;
  }
  return undefined;
}

/** Ours, to be finished with its exceptions, or an earlier try of ours that was changed since. */
function settle(place: Place, there: Series, text: string, signal: AbortSignal): Promise<PutOutcome> | PutOutcome {
  const now = readVersion(seriesText(there, place.addresses));
  const { master, occurrences, revived } = compareVersions(now, readVersion(text), place.addresses);
  const isChanged =
    revived.length > 0 ||
    master.names.some((name) => TELLING.has(name)) ||
    occurrences.some(({ date }) => now.overrides.has(date));
  const item = toItem(place, there);
  if (isChanged) return { kind: "conflict", theirs: item };
  const edit = { text, base: item.text, addresses: place.addresses };
  const isOurs = (series: Series, written?: Written) => isBetween(toItem(place, series).text, edit, written);
  return bring(place, there, edit, isOurs, signal);
}
