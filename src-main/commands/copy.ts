// A copy of an event: an object of its own that invites nobody unless that is wanted.
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import { copyOf } from "../domain/copy.ts";
import { applyIntent } from "../domain/edit.ts";
import { identityOf } from "../store/accounts.ts";
import { eventDetail } from "../store/event-detail.ts";
import { getEvent } from "../store/events.ts";
import { newUid } from "../store/ids.ts";
import { type CommandDeps, kept, makeEvent, perform } from "./command.ts";
import { refuseReadOnly } from "./filing.ts";
import { asOrganizer } from "./invitations.ts";
import { instanceOf, placeInZone } from "./period.ts";

/** Makes it in one transaction; its undo removes it.
 *  @throws Failure missing, read-only, invalid-input; not-expressible for what the calendar's server cannot keep */
export function copyEvent(deps: CommandDeps, input: Parsed<"events.copy">): Output<"events.copy"> {
  const { id, recurrenceId, start, zone, withGuests = false } = input;
  return perform(deps, (command) => {
    const { db, nowMs } = command;
    const row = getEvent(db, id);
    const { calendarId = row.calendarId } = input;
    refuseReadOnly(db, calendarId);
    const uid = newUid();
    const { addresses, elsewhere } = identityOf(db, calendarId);
    const own = { uid, nowMs, withGuests, addresses: [...addresses, ...elsewhere] };
    const copy = copyOf(row.text, { ...own, ...(recurrenceId !== undefined && { recurrenceId }) });
    const place = placeInZone(instanceOf(copy, undefined), { start, zone });
    const placed = kept(applyIntent(copy, { kind: "change", set: place }, nowMs));
    const text = withGuests ? asOrganizer(db, calendarId, placed) : placed;
    const made = makeEvent(command, { calendarId, text, name: `${uid}.ics` });
    return { event: eventDetail(db, made.id) };
  });
}
