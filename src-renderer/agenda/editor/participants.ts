// Who takes part, as the table shows them: the organiser first, then the guests. Pure.
import type { Account } from "../../../src-preload/contract/accounts.ts";
import type { Attendee, EventDetail } from "../../../src-preload/contract/events.ts";
import { keyOf } from "./read-addresses.ts";

/** A row of the table. */
export interface Participant extends Attendee {
  readonly isMe: boolean;
  readonly isOrganizer: boolean;
  /** Not yet invited: the first message goes out with the next save. */
  readonly isNew: boolean;
}

interface Scene {
  readonly guests: readonly Attendee[];
  readonly event: Pick<EventDetail, "organizer" | "organizedByMe" | "attendees"> | undefined;
  readonly account: Pick<Account, "addresses" | "label"> | undefined;
}

/** The rows. Nobody takes part in an event without guests. */
export function participantsOf({ guests, event, account }: Scene): readonly Participant[] {
  if (guests.length === 0) return [];
  const own = new Set((account?.addresses ?? []).map((address) => address.toLowerCase()));
  const invited = new Set((event?.attendees ?? []).map(keyOf));
  const [mine] = account?.addresses ?? [];
  const organizer = event?.organizer ?? (mine ? { address: mine } : undefined);
  const row = (one: Attendee, isOrganizer: boolean): Participant => ({
    ...one,
    isOrganizer,
    isMe: own.has(keyOf(one)),
    isNew: !isOrganizer && !invited.has(keyOf(one)),
  });
  const others = guests.filter((one) => !organizer || keyOf(one) !== keyOf(organizer));
  return [...(organizer ? [row(organizer, true)] : []), ...others.map((one) => row(one, false))];
}
