// Another client of the same mailbox, for tests: what a colleague does in Outlook while ours is not looking. It goes through
// the same code as the API, without a request.
import type { Event } from "@microsoft/microsoft-graph-types";
import { type Fields, type Found, find, type Item, type Mail, type Mailbox, type StoredCalendar } from "./model.ts";
import { checked, emptyFields, fieldsIn } from "./parse.ts";
import { type Shown, showEvent, showSeries } from "./render.ts";
import { occurrence } from "./series.ts";
import type { State } from "./state.ts";
import { addCalendar, moveItem, override, removeCalendar, touch } from "./store.ts";
import { createEvent, deleteEvent, patchEvent, type Writing } from "./write.ts";

type Response = "accepted" | "tentativelyAccepted" | "declined";

/** A mailbox as tests see it. Ids are immutable ones; a calendar is named by its name, the default one when absent. */
export interface OtherClient {
  readonly address: string;
  /** What the mailbox mailed so far. */
  readonly outbox: readonly Mail[];
  /** Adds an event as its owner would. @returns its immutable id */
  addEvent(event: Event, calendar?: string): string;
  /** Adds somebody else's event that the owner is invited to, unanswered. */
  addInvitation(event: Event, from: { readonly name: string; readonly address: string }, calendar?: string): string;
  changeEvent(id: string, change: Event): void;
  removeEvent(id: string): void;
  /** @param date local date of the original start, `YYYY-MM-DD` */
  changeOccurrence(id: string, date: string, change: Event): void;
  deleteOccurrence(id: string, date: string): void;
  /** To another calendar of the mailbox. */
  move(id: string, calendar: string): void;
  /** An attendee's answer arrives. */
  answer(id: string, attendee: string, response: Response, date?: string): void;
  /** The organiser calls an event off that the owner was invited to. */
  cancelInvitation(id: string, date?: string): void;
  addCalendar(name: string, more?: Partial<Pick<StoredCalendar, "canEdit" | "color" | "hexColor" | "owner">>): string;
  removeCalendar(name: string): void;
  /** What the event is now, as a GET in UTC with HTML and immutable ids answers; undefined when it is gone. */
  event(id: string, date?: string): Shown | undefined;
  /** Immutable ids of a calendar's single events and series. */
  events(calendar?: string): readonly string[];
  calendarId(name?: string): string;
}

export function otherClient(box: Mailbox, state: State): OtherClient {
  const writing = (): Writing => ({ box, switches: { ...state.habits, createEchoDelay: 0 }, nowMs: state.nowMs() });
  const calendar = (name?: string) => {
    const found = box.calendars.find((one) => (name === undefined ? one.isDefault : one.name === name));
    if (!found) throw new Error(`no calendar ${name}`);
    return found;
  };
  const at = (id: string, date?: string): Found => {
    const found = find(box, id);
    if (!found) throw new Error(`no event ${id}`);
    return date === undefined ? found : { item: found.item, date };
  };
  const add = (event: Event, name?: string) =>
    createEvent(writing(), checked<Event>("event", event), { calendar: calendar(name).key }).immutableId;
  return {
    address: box.address,
    outbox: box.outbox,
    addEvent: add,
    addInvitation: (event, from, name) => invite(box, writing(), event, { from, calendar: calendar(name).key }),
    changeEvent: (id, change) => patchEvent(writing(), at(id), checked<Event>("event", change)),
    removeEvent: (id) => deleteEvent(writing(), at(id)),
    changeOccurrence: (id, date, change) => patchEvent(writing(), at(id, date), checked<Event>("event", change)),
    deleteOccurrence: (id, date) => deleteEvent(writing(), at(id, date)),
    move: (id, name) => moveItem(box, at(id).item, calendar(name).key, state.nowMs()),
    answer: (id, attendee, response, date) => answered(box, writing(), at(id, date), { attendee, response }),
    cancelInvitation: (id, date) => {
      const found = at(id, date);
      const { subject } = occurrence(found.item, date);
      set(box, writing(), found, { isCancelled: true, subject: `Canceled: ${subject}`, showAs: "free" });
    },
    addCalendar: (name, more) => addCalendar(box, name, more).id,
    removeCalendar: (name) => removeCalendar(box, calendar(name)),
    event: (id, date) => {
      const found = find(box, id);
      const day = date ?? found?.date;
      const preferences = { immutableIds: true, textBody: false, applied: [] };
      const view = { box, preferences, switches: state.habits, origin: "" };
      return found && { ...showEvent(view, found.item, day), ...(day === undefined && showSeries(view, found.item)) };
    },
    events: (name) =>
      [...box.items.values()]
        .filter((item) => item.calendar === calendar(name).key)
        .map(({ immutableId }) => immutableId),
    calendarId: (name) => calendar(name).id,
  };
}

function set(box: Mailbox, { nowMs }: Writing, { item, date }: Found, fields: Partial<Fields>): void {
  touch(box, item, nowMs);
  if (date === undefined) item.fields = { ...item.fields, ...fields };
  else override(item, date, fields, nowMs);
}

function invite(
  box: Mailbox,
  writing: Writing,
  event: Event,
  { from, calendar }: { readonly from: Fields["organizer"]; readonly calendar: string },
): string {
  const given = fieldsIn(checked<Event>("event", event));
  if (!given.start || !given.end) throw new Error("an invitation has times");
  const self = { type: "required", emailAddress: { name: box.name, address: box.address } } as const;
  const others = given.attendees ?? [];
  const fields: Fields = {
    ...emptyFields(box, given.start, given.end),
    showAs: "tentative",
    ...given,
    organizer: from,
    attendees: others.some(({ emailAddress }) => emailAddress?.address === box.address) ? others : [...others, self],
    responseStatus: { response: "notResponded" },
  };
  const item: Item = createEvent(writing, event, { calendar, fields });
  return item.immutableId;
}

function answered(
  box: Mailbox,
  writing: Writing,
  found: Found,
  { attendee, response }: { readonly attendee: string; readonly response: Response },
): void {
  const time = new Date(writing.nowMs).toISOString();
  const { attendees } = occurrence(found.item, found.date);
  const next = attendees.map((one) =>
    one.emailAddress?.address?.toLowerCase() === attendee.toLowerCase() ? { ...one, status: { response, time } } : one,
  );
  set(box, writing, found, { attendees: next });
}
