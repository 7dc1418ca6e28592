// The outbox: what was sent is taken back, hurried, or, where nobody knows whether it arrived, decided upon.
import type { Output, Parsed } from "../../../src-preload/contract/contract.ts";
import { Failure } from "../../../src-preload/contract/failure.ts";
import { noteAcceptance } from "../../store/mail/accepted.ts";
import { discardDraft } from "../../store/mail/drafts.ts";
import {
  getOutgoing,
  openOutgoing,
  type QueuedMessage,
  toOutgoing,
  updateOutgoing,
} from "../../store/mail/send-queue.ts";
import type { MailCommandDeps } from "./deps.ts";
import { shownDraft } from "./drafts.ts";
import { backToDraft } from "./send.ts";

type Deps = Pick<MailCommandDeps, "db" | "clock">;

/** Nothing of these can have left. */
const HERE: ReadonlySet<string> = new Set(["held", "scheduled", "queued", "failed"]);

/** What has not arrived, the first queued first; what failed stays until somebody decides. */
export function outbox({ db }: Pick<Deps, "db">): Output<"mail.outbox"> {
  // One that was taken is on its way to the folder of sent mail: nobody has to do anything.
  return {
    outgoing: openOutgoing(db)
      .filter(({ state }) => state !== "accepted")
      .map(toOutgoing),
  };
}

/** @throws Failure missing; conflict when it has left, or may have */
export function unsend({ db, clock }: Deps, { id }: Parsed<"mail.unsend">): Output<"mail.unsend"> {
  return db.write(() => {
    const row = getOutgoing(db, id);
    if (!HERE.has(row.state)) throw new Failure("conflict");
    const draftId = backToDraft(db, row.draftId);
    cancel(db, row, clock.nowMs());
    return { draft: shownDraft(db, draftId) };
  });
}

/** @throws Failure missing; conflict when it has left, or may have */
export function sendNow({ db, clock }: Deps, { id }: Parsed<"mail.sendNow">): Output<"mail.sendNow"> {
  db.write(() => {
    const { state } = getOutgoing(db, id);
    if (!HERE.has(state)) throw new Failure("conflict");
    const nowMs = clock.nowMs();
    updateOutgoing(db, id, { state: "queued", confirmed: true, dueMs: nowMs, sinceMs: nowMs, failure: null });
  });
  return {};
}

/** @throws Failure missing; conflict while it is on its way, or over */
export function resolveSend(
  { db, clock }: Deps,
  { id, choice }: Parsed<"mail.resolveSend">,
): Output<"mail.resolveSend"> {
  return db.write(() => {
    const row = getOutgoing(db, id);
    if (!HERE.has(row.state) && row.state !== "uncertain") throw new Failure("conflict");
    const nowMs = clock.nowMs();
    const again = { sinceMs: nowMs, searches: 0, failure: null };
    switch (choice) {
      case "arrived":
        // Its copy in Sent is looked for, and filed where there is none.
        noteAcceptance(db, row, nowMs);
        updateOutgoing(db, id, { state: "accepted", ...again });
        return {};
      case "again":
        updateOutgoing(db, id, { state: "queued", confirmed: true, dueMs: nowMs, attempts: 0, ...again });
        return {};
      case "edit": {
        const draftId = backToDraft(db, row.draftId);
        cancel(db, row, nowMs);
        return { draft: shownDraft(db, draftId) };
      }
      case "drop":
        if (row.draftId !== null) discardDraft(db, row.draftId, nowMs);
        cancel(db, row, nowMs);
        return {};
    }
  });
}

function cancel(db: Deps["db"], { id }: QueuedMessage, nowMs: number): void {
  updateOutgoing(db, id, { state: "cancelled", draftId: null, sinceMs: nowMs });
}
