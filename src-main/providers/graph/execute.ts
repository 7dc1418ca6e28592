// Writing (knowledge §1.7, §1.8): planned from what is there, sent, read again, planned again until nothing is left to do.
import { Failure } from "../../../src-preload/contract/failure.ts";
import { sameMeaning } from "../../domain/edit.ts";
import type { ItemVersion, PutOutcome, RemoteItem } from "../provider.ts";
import { calendarPath, idOf, type Place } from "./calendar-place.ts";
import { type Edit, isBetween, isDone, planEdit, type Written } from "./execute-plan.ts";
import { perform } from "./execute-step.ts";
import { etagOf, readSeries, toItem } from "./hydrate.ts";
import { missingOr } from "./listing.ts";
import { clockOf, occurrenceDate } from "./map-time.ts";
import { resourceOf } from "./resource-shape.ts";
import type { GraphEvent, Series, Step } from "./series.ts";
import { failureOf } from "./wire-refusals.ts";

/** Plans carried out before the server's version is taken for what it is: one that is tidied up in the same way each time
 *  would go on for ever. */
const MAX_ROUNDS = 4;
/** Exchange sometimes refuses the version that it names itself (davmail#463): looked at and tried again, once with the
 *  condition and once without. */
export const MAX_CLASHES = 2;

/** The event now, for a write to be settled by; undefined only when it is gone from a calendar that is there.
 *  @throws Failure missing (calendar), and what keeps from looking */
export async function lookAt(place: Place, id: string, signal: AbortSignal): Promise<Series | undefined> {
  const there = await readSeries(place, id, signal);
  if (there !== undefined) return there;
  const own = await place.wire.send({ method: "GET", path: `${calendarPath(place)}?$select=id` }, signal);
  if (own.status >= 400) throw own.status === 404 ? missingOr(own) : failureOf(own);
  return undefined;
}

/** Replaces one version. It is read first in any case: Graph does not promise to heed If-Match. */
export async function updateItem(
  place: Place,
  version: ItemVersion,
  text: string,
  signal: AbortSignal,
): Promise<PutOutcome> {
  const there = await lookAt(place, idOf(version.href), signal);
  if (there === undefined) return { kind: "gone" };
  const edit = { text, base: version.baseText, addresses: place.addresses };
  const isOurs: IsOurs = (series, written) =>
    isVersion(place, series, version) || isBetween(toItem(place, series).text, edit, written);
  if (isOurs(there)) return bring(place, there, edit, isOurs, signal);
  const item = toItem(place, there);
  // Our own write, its answer lost; or the same edit by somebody else.
  return isDone(there, edit) ? { kind: "stored", item } : { kind: "conflict", theirs: item };
}

/** Is it the version that was to be replaced? Versions change also when nothing does that we know of. */
export function isVersion(place: Place, there: Series, { etag, baseText }: ItemVersion): boolean {
  return (etag !== undefined && etagOf(there) === etag) || sameMeaning(toItem(place, there).text, baseText);
}

/** May what is there (by then) be written over?
 *  @param written what is there just as our own requests have left it */
type IsOurs = (there: Series, written?: Written) => boolean;

/** Brings an event from what it is to what it shall be.
 *  @throws Failure not-expressible, and what the server refuses */
export async function bring(
  place: Place,
  start: Series,
  edit: Edit,
  isOurs: IsOurs,
  signal: AbortSignal,
): Promise<PutOutcome> {
  let there = start;
  let hasAnswered = false;
  for (let rounds = 0, clashes = 0; rounds < MAX_ROUNDS; ) {
    const item = toItem(place, there);
    const planned = planEdit(there, edit);
    // An answer mails: once given it is not given again, however late the event shows it.
    const steps = planned.filter((step) => !hasAnswered || step.do !== "answer");
    const asWanted = { ...item, text: edit.text };
    if (steps.length === 0) return { kind: "stored", item: planned.length === 0 ? item : asWanted };
    const done = await carryOut(place, there, clashes < MAX_CLASHES ? steps : steps.map(withoutEtag), signal);
    hasAnswered ||= done.answers.length > 0;
    const next = await lookAt(place, there.master.id ?? "", signal);
    // Who declines has the event taken away by the server: the next comparison will say so here.
    if (next === undefined) return hasAnswered ? { kind: "stored", item: asWanted } : { kind: "gone" };
    if (done.failure === undefined) {
      rounds++;
      const isLeft =
        !isDone(next, edit) && !(hasAnswered && planEdit(next, edit).every((step) => step.do === "answer"));
      // Somebody was there between two of our requests.
      if (isLeft && !isOurs(next, writtenIn(next, done))) return { kind: "conflict", theirs: toItem(place, next) };
    } else if (done.failure.code !== "conflict") return settled(place, next, edit, done.failure);
    else {
      const isSame = etagOf(next) === etagOf(there);
      if (!isSame && !isOurs(next)) return { kind: "conflict", theirs: toItem(place, next) };
      if (isSame) place.traits.note("loose-versions");
      if (++clashes > MAX_CLASHES) throw unsettled(place);
    }
    there = next;
  }
  return { kind: "stored", item: toItem(place, there) };
}

/** Refused time and again although nobody is in the way: nothing that a person could decide. */
export function unsettled({ graphUrl }: Place): Failure {
  return new Failure("server-error", { host: new URL(graphUrl).hostname, status: 412 });
}

/** A refusal, unless it was done all the same: an error of the server's own says nothing about what it did (R55). */
function settled(place: Place, next: Series, edit: Edit, failure: Failure): PutOutcome {
  if (failure.code === "timeout" && isDone(next, edit)) return { kind: "stored", item: toItem(place, next) };
  throw failure;
}

/** The parts of an event that are as the answers to our own requests showed them: whatever differs there from what was
 *  wanted is the server's doing. */
function writtenIn({ master, exceptions }: Series, { tags, answers }: Done): Written {
  const isAsAnswered = ({ id, "@odata.etag": etag }: GraphEvent) => etag !== undefined && tags.get(id ?? "") === etag;
  const clock = clockOf(master);
  const dates = exceptions.filter(isAsAnswered).map((one) => occurrenceDate(one, master, clock));
  const answered = answers.flatMap((step) => ("date" in step && step.date ? step.date : []));
  return { master: isAsAnswered(master), dates: new Set([...dates, ...answered]), answered: answers.length > 0 };
}

interface Done {
  /** The answers to an invitation among what was sent. */
  readonly answers: readonly Step[];
  /** Entity tags that the answers named, by id. */
  readonly tags: ReadonlyMap<string, string>;
  /** Why the rest was not sent. */
  readonly failure?: Failure;
}

async function carryOut(place: Place, there: Series, steps: readonly Step[], signal: AbortSignal): Promise<Done> {
  const answers: Step[] = [];
  const tags = new Map<string, string>();
  for (const step of steps) {
    const answer = await perform(place, there.master, step, signal);
    // An occurrence that is gone meanwhile, or the event itself: the next look tells.
    const isDone = answer === undefined || answer.status < 300 || answer.status === 404;
    if (!isDone) return { answers, tags, failure: failureOf(answer) };
    if (answer?.status === 404 && step.do === "change") return { answers, tags, failure: new Failure("read-only") };
    if (step.do === "answer") answers.push(step);
    const { id, "@odata.etag": etag }: GraphEvent = resourceOf(answer?.body) ?? {};
    if (id && etag) tags.set(id, etag);
  }
  return { answers, tags };
}

function withoutEtag(step: Step): Step {
  return "etag" in step ? { ...step, etag: undefined } : step;
}

/** The event as the port has it; undefined when it is gone. */
export async function fetchItem(place: Place, href: string, signal: AbortSignal): Promise<RemoteItem | undefined> {
  const there = await readSeries(place, idOf(href), signal);
  return there && toItem(place, there);
}
