// Making an event, exactly once: `transactionId` lets a retry meet its own object (learn.microsoft.com/graph/api/resources/event).
import { createHash } from "node:crypto";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { PutOutcome } from "../provider.ts";
import { movedAway } from "./calendar-home.ts";
import { calendarPath, type Place } from "./calendar-place.ts";
import { bring, lookAt } from "./execute.ts";
import { toItem } from "./hydrate.ts";
import { listPages, missingOr, rangeQuery } from "./listing.ts";
import { OWN_TRANSACTION, seriesText } from "./map.ts";
import type { GraphEvent, Series } from "./series.ts";
import { planSteps } from "./steps.ts";
import { compareVersions, readVersion } from "./steps-compare.ts";
import { errorOf, failureOf, type GraphAnswer, objectOf } from "./wire-refusals.ts";

const DAY_MS = 86_400_000;
/** What stands in these is not rewritten by the server: if it differs, it was changed since. */
const TELLING = new Set(["subject", "time", "isAllDay", "recurrence"]);
/** A creation older than its own answer is an earlier one. */
const OLD_MS = 60_000;

/** Creates. Graph names the event itself, so that `name` is no part of its identity; the transaction is: `cadran:<uid>`. A UID
 *  may be there already in another calendar of the mailbox (a move makes it in the new one first) or have been deleted, and
 *  Graph takes a transaction once in a mailbox: then it becomes `cadran:<uid>.<hash of calendar and name>`, the same on every
 *  try, and so does the UID (Nextcloud's trash bin wants the same, R52).
 *  @throws Failure missing when the calendar is gone, read-only, not-expressible, refused-data */
export async function createItem(place: Place, name: string, text: string, signal: AbortSignal): Promise<PutOutcome> {
  const uid = readVersion(text).context.events.uid;
  const hash = createHash("sha256").update(`${place.id} ${name}`).digest("base64url").slice(0, 10);
  const transactions = [`${OWN_TRANSACTION}${uid}`, `${OWN_TRANSACTION}${uid}.${hash}`];
  for (const uidTransaction of transactions) {
    const made = await make(place, text, uidTransaction, signal);
    if (made !== undefined) return settle(place, made, text, signal);
  }
  throw new Failure("refused-data", { detail: "the identity of this event is used up in this mailbox" });
}

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
  const event: GraphEvent | undefined = objectOf(answer.body);
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
  const { master } = compareVersions(now, readVersion(text), place.addresses);
  if (master.names.some((name) => TELLING.has(name))) return { kind: "conflict", theirs: toItem(place, there) };
  return bring(place, there, { text, addresses: place.addresses }, () => true, signal);
}
