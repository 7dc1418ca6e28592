// Answers an invitation: only the user's own part of it changes, the server tells the organiser (RFC 6638 §3.2.2).
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import { applyIntent } from "../domain/edit.ts";
import type { EventIntent } from "../domain/event.ts";
import { isRecurring } from "../domain/recurrence.ts";
import { readResource } from "../domain/resource.ts";
import { identityOf } from "../store/accounts.ts";
import { eventDetail } from "../store/event-detail.ts";
import { getEvent } from "../store/events.ts";
import { type CommandDeps, changeEvent, kept, perform } from "./command.ts";
import { refuseReadOnly } from "./filing.ts";

/** Answers for the series, or for the one instance named.
 *  @throws Failure not-invited, missing, read-only */
export function respondToEvent(deps: CommandDeps, input: Parsed<"events.respond">): Output<"events.respond"> {
  return perform(deps, (command) => {
    const { db, nowMs } = command;
    const row = getEvent(db, input.id);
    refuseReadOnly(db, row.calendarId);
    const { addresses } = identityOf(db, row.calendarId);
    const { answer, comment } = input;
    const instance = isRecurring(readResource(row.text)) ? input.recurrenceId : undefined;
    const intent: EventIntent = {
      kind: "answer",
      addresses,
      answer,
      ...(instance !== undefined && { recurrenceId: instance }),
      ...(comment !== undefined && { comment }),
    };
    changeEvent(command, row, kept(applyIntent(row.text, intent, nowMs)), intent);
    return { event: eventDetail(db, row.id, input.recurrenceId) };
  });
}
