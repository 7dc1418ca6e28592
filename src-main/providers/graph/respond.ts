// Answers an invitation (learn.microsoft.com/graph/api/event-accept and its kin): the organiser is told.
import { eventPath, type Place } from "./calendar-place.ts";
import type { Step } from "./series.ts";
import type { GraphAnswer } from "./wire-refusals.ts";

/** Sends an answer once; it mails, so that nobody may send it again without having looked (an unheard one shows in the event).
 *  @param id of the event, series or occurrence that is answered */
export function respond(
  place: Place,
  id: string,
  { answer, comment }: Extract<Step, { readonly do: "answer" }>,
  signal: AbortSignal,
): Promise<GraphAnswer> {
  const body = { ...(comment !== undefined && { comment }), sendResponse: true };
  return place.wire.send({ method: "POST", path: `${eventPath(place, id)}/${answer}`, body }, signal);
}
