// Answers and cancellations that came by mail go into the agenda by themselves, where there is no doubt whose they are. Everything
// else waits for a click.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { MessageId } from "../../../src-preload/contract/shapes.ts";
import { isSameAddress } from "../../domain/scheduling-people.ts";
import { applyTo, type InvitationDeps } from "./invitation-answer.ts";
import { eventOf, type Invited, invitedBy } from "./invited-event.ts";
import { authenticationIn } from "./trust.ts";

/** Never throws: what cannot be applied is still there as a message. */
export async function applyInvited(
  deps: InvitationDeps,
  messageIds: readonly MessageId[],
  signal: AbortSignal,
): Promise<void> {
  for (const messageId of messageIds) {
    if (signal.aborted) return;
    try {
      const invited = await invitedBy(deps, messageId, signal);
      if (invited && isCertain(deps, invited) && !(invited.invitation instanceof Failure))
        applyTo(deps, messageId, invited.accountId, invited.invitation);
    } catch {
      // Read-only, gone meanwhile, or not here yet: the card in the message says so.
    }
  }
}

/** It comes from the one whose word it is, and the account's own server vouches for that. */
function isCertain({ db }: InvitationDeps, { accountId, opened, invitation }: Invited): boolean {
  if (invitation instanceof Failure) return false;
  const { read } = opened;
  const [sender, ...others] = read.from;
  if (!sender || others.length > 0 || authenticationIn(db, accountId, read).verdict !== "pass") return false;
  const { plan, stored } = eventOf(db, accountId, invitation);
  if (!stored) return false;
  if (plan.kind === "cancel") {
    const { organizer } = invitation;
    return !plan.otherOrganizer && organizer !== undefined && isSameAddress(organizer.address, sender.address);
  }
  return plan.kind === "reply-noted" && !plan.partyCrasher && isSameAddress(plan.attendee.address, sender.address);
}
