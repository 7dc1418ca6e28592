// Reading events: a single one, or a series with its overrides and deleted occurrences, as the port's items.
import { createHash } from "node:crypto";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { ParkedItem, RemoteItem } from "../provider.ts";
import { BATCH, batchGet } from "./batch.ts";
import { eventPath, hrefOf, type Place } from "./calendar-place.ts";
import { occurrencesOf } from "./hydrate-occurrences.ts";
import { EVENT_PROPERTIES, SERIES_PROPERTIES } from "./hydrate-properties.ts";
import { seriesText } from "./map.ts";
import { resourceOf } from "./resource-shape.ts";
import type { GraphEvent, Series } from "./series.ts";
import { attempt } from "./wire.ts";
import { failureOf, type GraphAnswer, isGone, isUnknownProperty } from "./wire-refusals.ts";

/** How often one event that the server stumbles over is asked for before it is set aside. */
const MAX_TRIES = 3;
const PAUSE_MS = 1_000;

/** What became of the events of one batch. */
export interface Batch {
  readonly items: readonly RemoteItem[];
  readonly parked: readonly ParkedItem[];
  /** Ids of events that are not there. */
  readonly gone: readonly string[];
}

/** Reads events, at most 20 at a time; an occurrence's id leads to its series.
 *  @param areSeries the ids were named as series: one that leads on to another is none
 *  @throws Failure when the mailbox cannot be read at all; what is wrong with one event only parks it */
export async function hydrate(
  place: Place,
  ids: readonly string[],
  signal: AbortSignal,
  areSeries = false,
): Promise<Batch> {
  const answers = await readAll(place, ids, signal);
  const batch = { items: [] as RemoteItem[], parked: [] as ParkedItem[], gone: [] as string[] };
  const masters = new Set<string>();
  for (const [index, answer] of answers.entries()) {
    const id = ids[index] ?? "";
    const event = answer.status < 300 ? eventIn(answer) : undefined;
    if (isGone(answer)) batch.gone.push(id);
    else if (event === undefined) batch.parked.push(parkedItem(place, id, ownFailure(answer)));
    else if (isPart(event) && areSeries) batch.parked.push(parkedItem(place, id, partOfPart()));
    else if (isPart(event)) masters.add(event.seriesMasterId ?? "");
    else {
      const read = await attempt(itemFrom(place, event, signal));
      if (!(read instanceof Failure)) batch.items.push(read);
      else if (read.code === "missing") batch.gone.push(id);
      else
        batch.parked.push(parkedItem(place, id, ownOf(read), etagOf({ master: event, exceptions: [], cancelled: [] })));
    }
  }
  const more = [...masters].filter((id) => id !== "" && !ids.includes(id));
  if (more.length === 0) return batch;
  const rest = await hydrate(place, more, signal, true);
  return {
    items: [...batch.items, ...rest.items],
    parked: [...batch.parked, ...rest.parked],
    gone: [...batch.gone, ...rest.gone],
  };
}

/** One event or series as it is now; undefined when it is gone.
 *  @throws Failure */
export function readSeries(place: Place, id: string, signal: AbortSignal): Promise<Series | undefined> {
  return readFamily(place, id, signal, false);
}

async function readFamily(
  place: Place,
  id: string,
  signal: AbortSignal,
  isSeries: boolean,
): Promise<Series | undefined> {
  const ask = () => place.wire.send({ method: "GET", path: pathOf(place, id) }, signal);
  let answer = await ask();
  if (isUnknownProperty(answer) && !isPlain(place)) {
    place.traits.note("plain-select");
    answer = await ask();
  }
  // Exchange says so even to a reader, and takes it back at once.
  if (answer.status === 412 || answer.status === 409) answer = await ask();
  if (isGone(answer)) return undefined;
  const event = answer.status < 300 ? eventIn(answer) : undefined;
  if (event === undefined) throw failureOf(answer);
  if (isPart(event) && isSeries) throw partOfPart();
  if (isPart(event)) return readFamily(place, event.seriesMasterId ?? "", signal, true);
  return occurrencesOf(place, event, signal);
}

/** A series as the port's item.
 *  @throws Failure malformed when it cannot be told in iCalendar */
export function toItem(place: Place, series: Series): RemoteItem {
  const id = series.master.id ?? "";
  const etag = etagOf(series);
  const text = seriesText(series, place.addresses, place.clock.zone());
  return { key: id, href: hrefOf(place, id), text, ...(etag !== undefined && { etag }) };
}

/** An event of a list that told all of it. */
export function itemFrom(place: Place, event: GraphEvent, signal: AbortSignal): Promise<RemoteItem> {
  return occurrencesOf(place, event, signal).then((series) => toItem(place, series));
}

/** Entity tag of an event with its occurrences: the master's, and a hash over what differs from it where anything does.
 *  Exchange renews the whole family's versions with each change of a member, but nothing promises it. */
export function etagOf({ master, exceptions, cancelled }: Series): string | undefined {
  const tag = master["@odata.etag"];
  if (!tag) return undefined;
  const opaque = tag.replace(/"/g, "");
  if (exceptions.length + cancelled.length === 0) return `"${opaque}"`;
  const parts = [...exceptions.map((one) => `${one.id} ${one["@odata.etag"]}`), ...cancelled].sort();
  return `"${opaque}~${createHash("sha256").update(parts.join("\n")).digest("base64url").slice(0, 12)}"`;
}

/** The port's form of an event's own entity tag, apart from its occurrences; undefined for none. */
export function ownTag(etag: string | undefined): string | undefined {
  return etag?.replace(/"/g, "").split("~")[0];
}

/** An occurrence, changed or not: its series is what we keep. */
const isPart = ({ type, seriesMasterId }: GraphEvent) =>
  (type === "occurrence" || type === "exception") && typeof seriesMasterId === "string" && seriesMasterId !== "";

/** An occurrence of an occurrence: following those would have no end. */
const partOfPart = () => new Failure("malformed", { what: "event", detail: "its series is an occurrence itself" });

const isPlain = ({ traits }: Place) => traits.has("plain-select");

function pathOf(place: Place, id: string): string {
  const query = isPlain(place)
    ? `$select=${EVENT_PROPERTIES}`
    : `$select=${SERIES_PROPERTIES}&$expand=exceptionOccurrences`;
  return `${eventPath(place, id)}?${query}`;
}

function eventIn({ body }: GraphAnswer): GraphEvent | undefined {
  const event: GraphEvent | undefined = resourceOf(body);
  return typeof event?.id === "string" && event.id !== "" ? event : undefined;
}

async function readAll(place: Place, ids: readonly string[], signal: AbortSignal): Promise<readonly GraphAnswer[]> {
  const answers: GraphAnswer[] = [];
  for (let start = 0; start < ids.length; start += BATCH) {
    answers.push(...(await readBatch(place, ids.slice(start, start + BATCH), signal)));
  }
  return answers;
}

async function readBatch(place: Place, ids: readonly string[], signal: AbortSignal): Promise<readonly GraphAnswer[]> {
  const answers: GraphAnswer[] = [...(await askFor(place, ids, signal))];
  for (let tries = 1; tries < MAX_TRIES; tries++) {
    const unclear = ids.flatMap((id, index) => (isUnclear(answers[index]) ? [{ id, index }] : []));
    if (unclear.length === 0) break;
    await place.clock.sleep(PAUSE_MS * tries, signal);
    const again = await askFor(
      place,
      unclear.map(({ id }) => id),
      signal,
    );
    for (const [position, { index }] of unclear.entries()) answers[index] = again[position] as GraphAnswer;
  }
  const [first] = answers;
  // Not one of them, but all: that is the service.
  if (first !== undefined && ids.length > 1 && answers.every(isUnclear)) throw failureOf(first);
  return answers;
}

async function askFor(place: Place, ids: readonly string[], signal: AbortSignal): Promise<readonly GraphAnswer[]> {
  const ask = () =>
    batchGet(
      place,
      ids.map((id) => pathOf(place, id)),
      signal,
    );
  const answers = await ask();
  if (isPlain(place) || !answers.some(isUnknownProperty)) return answers;
  place.traits.note("plain-select");
  return ask();
}

/** Something that may well pass. */
const isUnclear = (answer: GraphAnswer | undefined) =>
  answer !== undefined && (answer.status >= 500 || answer.status === 409 || answer.status === 412);

/** The failure of one event; what is wrong with the account is thrown. */
function ownFailure(answer: GraphAnswer): Failure {
  return ownOf(
    answer.status < 300 ? new Failure("malformed", { what: "event", detail: "no event" }) : failureOf(answer),
  );
}

function ownOf(failure: Failure): Failure {
  if (["auth", "offline", "rate-limited"].includes(failure.code) || failure.reason === "login-page") throw failure;
  return failure;
}

function parkedItem(place: Place, id: string, failure: Failure, etag?: string): ParkedItem {
  return { key: id, href: hrefOf(place, id), failure, ...(etag !== undefined && { etag }) };
}
