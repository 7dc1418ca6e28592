// Who is told what: the mails that Exchange would send for a change, kept in the mailbox's outbox.
import type { Attendee } from "@microsoft/microsoft-graph-types";
import type { Fields, Item, Mail, Mailbox } from "./model.ts";

/** Changes that only concern the one who makes them. */
const PRIVATE: ReadonlySet<keyof Fields> = new Set([
  "categories",
  "isReminderOn",
  "reminderMinutesBeforeStart",
  "showAs",
  "responseStatus",
]);

const addressOf = ({ emailAddress }: Attendee) => (emailAddress?.address ?? "").toLowerCase();

export function isOrganizer(box: Mailbox, { organizer }: Pick<Fields, "organizer">): boolean {
  return organizer.address.toLowerCase() === box.address.toLowerCase();
}

interface Occasion {
  readonly item: Item;
  readonly fields: Fields;
  readonly date?: string;
  readonly comment?: string;
}

/** Mails to all attendees. */
export function tellAll(box: Mailbox, why: Mail["why"], { item, fields, date, comment }: Occasion): void {
  for (const attendee of fields.attendees) tell(box, why, addressOf(attendee), { item, fields, date, comment });
}

function tell(box: Mailbox, why: Mail["why"], to: string, { item, fields, date, comment }: Occasion): void {
  if (to === box.address.toLowerCase()) return;
  box.outbox.push({
    to,
    why,
    eventId: item.immutableId,
    subject: fields.subject ?? "",
    ...(date !== undefined && { occurrence: date }),
    ...(comment !== undefined && { comment }),
  });
}

/** Mails about a change the organiser made: to those added or removed when nothing else changed, to everybody otherwise. */
export function tellOfChange(
  box: Mailbox,
  occasion: Occasion,
  before: Fields,
  changed: readonly (keyof Fields)[],
): void {
  const { fields } = occasion;
  if (!isOrganizer(box, fields)) return;
  const old = new Set(before.attendees.map(addressOf));
  const now = new Set(fields.attendees.map(addressOf));
  for (const to of now) if (!old.has(to)) tell(box, "invitation", to, occasion);
  for (const to of old) if (!now.has(to)) tell(box, "cancellation", to, occasion);
  if (changed.every((name) => PRIVATE.has(name) || name === "attendees")) return;
  for (const to of now) if (old.has(to)) tell(box, "update", to, occasion);
}

/** The answer of an attendee, to the organiser. */
export function tellOrganizer(box: Mailbox, occasion: Occasion, response: string): void {
  tell(box, "response", occasion.fields.organizer.address.toLowerCase(), occasion);
  const mail = box.outbox.at(-1);
  if (mail?.why === "response") box.outbox.splice(-1, 1, { ...mail, response });
}
