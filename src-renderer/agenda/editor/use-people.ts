// The people of the editor, with the account that organises.
import { useMemo } from "react";
import type { Calendar } from "../../../src-preload/contract/calendars.ts";
import type { Attendee, EventDetail } from "../../../src-preload/contract/events.ts";
import { useLive } from "../../live.tsx";
import { type Participant, participantsOf } from "./participants.ts";

/** The rows of the editor. */
export function usePeople(
  guests: readonly Attendee[],
  event: EventDetail | undefined,
  calendar: Calendar | undefined,
): readonly Participant[] {
  const { data } = useLive("accounts.list", {});
  const account = data?.accounts.find(({ id }) => id === calendar?.accountId);
  return useMemo(() => participantsOf({ guests, event, account }), [guests, event, account]);
}
