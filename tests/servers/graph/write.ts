// Creating, changing and deleting events (learn.microsoft.com/graph/api/calendar-post-events, event-update, event-delete).
// Used by the API and, with another client's hands, by tests.
import type { Event } from "@microsoft/microsoft-graph-types";
import { invalid, Refusal } from "./answer.ts";
import { hasMeeting, withMeeting } from "./body.ts";
import { isOrganizer, tellAll, tellOfChange } from "./mails.ts";
import { digest, type Fields, type Found, type Item, type Mailbox } from "./model.ts";
import { checkTimes, emptyFields, fieldsIn, recurrenceIn } from "./parse.ts";
import { checkBoundary, hasOccurrence, occurrence } from "./series.ts";
import { addItem, type Making, override, removeItem, removeOccurrence, touch } from "./store.ts";
import type { Switches } from "./switches.ts";
import { dateOf } from "./zones.ts";

export interface Writing {
  readonly box: Mailbox;
  readonly switches: Switches;
  readonly nowMs: number;
}

/** Makes an event; the same `transactionId` again gives the event made before.
 *  @param more what a client cannot say
 *  @throws Refusal 400 */
export function createEvent(
  { box, switches, nowMs }: Writing,
  event: Event,
  more: Pick<Making, "calendar"> & Partial<Making>,
): Item {
  const { transactionId } = event;
  const made = transactionId && [...box.items.values()].find((item) => item.transactionId === transactionId);
  if (made) return made;
  const given = fieldsIn(event);
  if (!given.start || !given.end) {
    throw new Refusal(400, "ErrorInvalidParameter", "The start and end of an event are required.");
  }
  const base = { ...emptyFields(box, given.start, given.end), ...given, ...more.fields };
  // Nobody answered yet, whatever the client says.
  const asked = { ...base, attendees: base.attendees.map(({ status: _, ...attendee }) => attendee) };
  const fields = more.fields ? base : withOnlineMeeting(asked, event, { box, switches });
  checkTimes(fields);
  const recurrence = event.recurrence
    ? guarded(switches, () => recurrenceIn(event.recurrence ?? {}, fields.start))
    : undefined;
  const extended = new Map(
    event.singleValueExtendedProperties?.map(({ id, value }) => [id ?? "", value ?? ""] as const),
  );
  const making = { fields, recurrence, transactionId, extended, echoDelay: switches.createEchoDelay };
  const item = addItem(box, { ...making, ...more, fields }, nowMs);
  if (isOrganizer(box, fields)) tellAll(box, "invitation", { item, fields });
  return item;
}

function withOnlineMeeting(fields: Fields, event: Event, { box, switches }: Pick<Writing, "box" | "switches">): Fields {
  if (!event.isOnlineMeeting || (box.isPersonal && !switches.onlineMeetings) || fields.joinUrl !== null) return fields;
  const id = digest(`${box.revision} meeting`, 40).replace(/\W/g, "");
  const joinUrl = `https://teams.microsoft.com/l/meetup-join/19%3ameeting_${id}%40thread.v2/0?context=%7b%22Tid%22%3a%22${box.user.id}%22%7d`;
  const onlineMeetingProvider =
    event.onlineMeetingProvider ?? (box.isPersonal ? "skypeForConsumer" : "teamsForBusiness");
  return { ...fields, isOnlineMeeting: true, onlineMeetingProvider, joinUrl, body: withMeeting(fields.body, joinUrl) };
}

/** Faults of a recurrence are the service's own at times (docs#7119). */
function guarded<T>({ recurrenceErrors500 }: Switches, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!recurrenceErrors500 || !(error instanceof Refusal)) throw error;
    throw new Refusal(500, "ErrorInternalServerError", "An internal server error occurred. The operation failed.");
  }
}

/** Changes an event, a series or one occurrence. @throws Refusal 400 */
export function patchEvent(writing: Writing, found: Found, event: Event): void {
  const { box, nowMs } = writing;
  if (event.transactionId !== undefined) {
    throw invalid("Your request can't be completed. The TransactionId is immutable and cannot be updated.");
  }
  const { item, date } = found;
  const before = occurrence(item, date);
  const given = keepAnswers(fieldsIn(event), before);
  const after = keepMeeting(withOnlineMeeting({ ...before, ...given }, event, writing), before);
  checkTimes(after);
  const changed = changedIn(before, after);
  if (date === undefined) patchMaster(writing, item, { before, after, event });
  else {
    if (event.recurrence) throw invalid("Cannot set a recurrence on an occurrence.", "ErrorInvalidRequest");
    checkBoundary(item, date, after.start);
    const own = Object.fromEntries(changed.map((name) => [name, after[name]])) as Partial<Fields>;
    touch(box, item, nowMs);
    // An occurrence becomes an exception even by a change that changes nothing.
    override(item, date, own, nowMs);
  }
  for (const { id, value } of event.singleValueExtendedProperties ?? []) item.extended.set(id ?? "", value ?? "");
  tellOfChange(box, { item, fields: after, ...(date !== undefined && { date }) }, before, changed);
}

const changedIn = (before: Fields, after: Fields) =>
  (Object.keys(after) as (keyof Fields)[]).filter((name) => !isSame(before[name], after[name]));
const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Those who are still invited keep the answer they gave. */
function keepAnswers(given: Partial<Fields>, before: Fields): Partial<Fields> {
  const { attendees } = given;
  if (!attendees) return given;
  const kept = new Map(before.attendees.map((one) => [one.emailAddress?.address?.toLowerCase(), one.status] as const));
  const statusOf = (address: string | null | undefined) => kept.get(address?.toLowerCase());
  return {
    ...given,
    attendees: attendees.map(({ status: _, ...one }) => {
      const status = statusOf(one.emailAddress?.address);
      return { ...one, ...(status && { status }) };
    }),
  };
}

/** A body without the meeting's part ends the meeting. */
function keepMeeting(after: Fields, before: Fields): Fields {
  if (before.joinUrl === null || hasMeeting(after.body, before.joinUrl)) return after;
  return { ...after, isOnlineMeeting: false, onlineMeetingProvider: "unknown", joinUrl: null };
}

function patchMaster(
  { box, switches, nowMs }: Writing,
  item: Item,
  { before, after, event }: { before: Fields; after: Fields; event: Event },
): void {
  const { recurrence } = event;
  const next = guarded(switches, () => {
    if (recurrence) return recurrenceIn(recurrence, after.start);
    if (recurrence === null || !item.recurrence) return undefined;
    const { pattern, range } = item.recurrence;
    return { pattern, range: { ...range, startDate: dateOf(after.start.wall) } };
  });
  const isMoved = !isSame([before.start, before.end], [after.start, after.end]) || !isSame(next, item.recurrence);
  if (isMoved && (switches.masterPatchDropsExceptions || !next)) {
    item.exceptions.clear();
    item.cancelled.clear();
  }
  item.fields = after;
  if (next) item.recurrence = next;
  else delete item.recurrence;
  touch(box, item, nowMs);
}

/** Deletes an event, a series or one occurrence; the organiser's attendees are told.
 *  @param comment goes to them */
export function deleteEvent({ box, nowMs }: Writing, { item, date }: Found, comment?: string): void {
  const fields = occurrence(item, date);
  const occasion = { item, fields, ...(date !== undefined && { date }), ...(comment !== undefined && { comment }) };
  if (isOrganizer(box, fields)) tellAll(box, "cancellation", occasion);
  if (date === undefined) removeItem(box, item);
  else removeOccurrence(box, item, date, nowMs);
}

/** Whether an id still names something. */
export const isThere = ({ item, date }: Found) => date === undefined || hasOccurrence(item, date);
