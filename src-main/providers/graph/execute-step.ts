// One step of a plan as a request.
import { eventPath, type Place } from "./calendar-place.ts";
import { instancesOf } from "./hydrate-occurrences.ts";
import { respond } from "./respond.ts";
import type { GraphEvent, Step } from "./series.ts";
import type { GraphAnswer } from "./wire-refusals.ts";

const DAY_MS = 86_400_000;

/** Sends a step.
 *  @param master the single event or series it is about
 *  @returns undefined when the occurrence it is about is not there */
export async function perform(
  place: Place,
  master: GraphEvent,
  step: Exclude<Step, { readonly do: "create" }> | Step,
  signal: AbortSignal,
): Promise<GraphAnswer | undefined> {
  if (step.do === "create") return undefined;
  const id =
    step.id ?? ("date" in step && step.date ? await occurrenceId(place, master, step.date, signal) : master.id);
  if (!id) return undefined;
  const path = eventPath(place, id);
  const guard = "etag" in step && step.etag ? { ifMatch: step.etag } : {};
  switch (step.do) {
    case "change":
    case "change-occurrence":
      return place.wire.send({ method: "PATCH", path, body: step.body, ...guard }, signal);
    case "remove-occurrence":
      return place.wire.send({ method: "DELETE", path, ...guard }, signal);
    case "answer":
      return respond(place, id, step, signal);
  }
}

/** The id of the occurrence whose original start is on a local date. */
async function occurrenceId(
  place: Place,
  master: GraphEvent,
  date: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const dayMs = Date.parse(`${date}T00:00:00Z`);
  // Wherever its zone is, it lies in here, unless it was moved: then it has an id already.
  const around = { fromMs: dayMs - 2 * DAY_MS, toMs: dayMs + 3 * DAY_MS };
  const found = await instancesOf(place, master, around, signal);
  return found.find((one) => one.date === date)?.event.id;
}
